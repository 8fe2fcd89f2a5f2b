"""Secret markings and personal data (保密与个人信息)."""

from __future__ import annotations

from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.library.allowed import Allowed
from qinejia.model.position import Position
from qinejia.model.records import Page, Record
from qinejia.model.taxonomy import Entry
from qinejia.rules.context import Context
from qinejia.rules.scanning import MARKING, Finding, mask, scan

PHOTO = "GPS"
"""What an allowed photo is called in the list."""
_CODES = {"固定电话": "QJ162", "邮箱": "QJ162"}
"""Kind of what was found → code; all others are personal data, QJ040."""


def _located(context: Context) -> Iterator[tuple[Finding, Position]]:
    """What stands in anything that is shipped as words, with its position."""
    holders: list[Record | Page] = [*context.site.records.values(), *context.site.pages.values()]
    for holder in holders:
        yield from context.alone[holder.path].scanned
    for entries in context.site.taxonomies.values():
        for entry in entries:
            for name, field in Entry.model_fields.items():
                value = getattr(entry.entry, name)
                for text in value if isinstance(value, tuple) else (value,):
                    yield from _scan(text, entry.at(str(field.alias)))
    for text, start in context.texts:
        yield from _scan(text, start)


def scan_holder(holder: Record | Page) -> Iterator[tuple[Finding, Position]]:
    """What stands in the text of one page."""
    yield from _scan(holder.header_text, Position(holder.position.path, 2))
    yield from _scan(holder.body, holder.body_position)


def _scan(text: str, start: Position) -> Iterator[tuple[Finding, Position]]:
    return ((found, _locate(text, start, found.start)) for found in scan(text))


def _locate(text: str, start: Position, offset: int) -> Position:
    line = text.count("\n", 0, offset)
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Position(start.path, start.line + line, column if line else start.column + column - 1)


def check_sensitive(context: Context) -> Iterator[Diagnostic]:
    """QJ038–QJ040, QJ162, QJ163 for what is not allowed with a reason; QJ161 for idle entries.

    A diagnostic shows enough to find the place, never the whole number: logs travel further than
    drafts. The words of markings may be discussed in quotation marks.
    """
    idle = dict.fromkeys(context.allowed)
    for code, text, message, where in _findings(context):
        used = [entry for entry in context.allowed if entry.covers(text, where.path)]
        if not used:
            yield Diagnostic(code, where, message)
        for entry in used:
            idle.pop(entry, None)
    for entry in idle:
        yield _unused(entry)


def _findings(context: Context) -> Iterator[tuple[str, str, str, Position]]:
    """Code, text, message and position of everything that was found."""
    for found, where in _located(context):
        if found.kind == MARKING:
            yield "QJ039", found.text, f"出现“{found.text}”", where
        else:
            code = _CODES.get(found.kind, "QJ040")
            yield code, found.text, f"出现{found.kind}样式的内容“{mask(found.text)}”", where
    for where in context.photos:
        yield "QJ038", PHOTO, "照片里有拍摄地点（GPS）", where
    for name, where in context.authors:
        yield "QJ163", name, f"文件属性里有作者“{mask(name)}”", where


def _unused(entry: Allowed) -> Diagnostic:
    message = f"{entry.place} 里没有“{mask(entry.content)}”，这一项用不到"
    return Diagnostic("QJ161", entry.position, message, "删去这一项，或改正“内容”和“位置”。")
