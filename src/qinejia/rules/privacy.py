"""Secret markings and personal data (保密与个人信息)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.model.position import Position
from qinejia.model.records import Page, Record
from qinejia.model.taxonomy import Entry
from qinejia.rules.context import Context

_MARKING = re.compile(
    r"(?<![“《])(?:绝密|机密|秘密)\s*[★☆]|(?<![“《])(?:绝密|内部文件|内部资料|注意保存)"
)
_PERSONAL = re.compile(
    r"(?P<id>(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z]))"
    r"|(?P<mobile>(?<![\dA-Za-z.-])1[3-9]\d(?P<gap>[- ]?)\d{4}(?P=gap)\d{4}(?![\dA-Za-z]))"
    r"|(?P<plate>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•]?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9]))"
)
_MARKING_WORDS = ("密", "内部", "注意保存")  # quick look before the slow patterns
_PERSONAL_HINT = re.compile(r"\d{3}[- ]?\d{4}[- ]?\d{4}|[A-HJ-NP-Z][·•]?[A-HJ-NP-Z0-9]{5}")
_NAMES = {"id": "身份证号", "mobile": "手机号", "plate": "车牌号"}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _texts(context: Context) -> Iterator[tuple[str, Position]]:
    """Headers and bodies as written, and the entries of taxonomies, each with its position."""
    holders: list[Record | Page] = [*context.site.records.values(), *context.site.pages.values()]
    for holder in holders:
        yield holder.header_text, Position(holder.position.path, 2)
        yield holder.body, holder.body_position
    for entries in context.site.taxonomies.values():
        for entry in entries:
            for name, field in Entry.model_fields.items():
                value = getattr(entry.entry, name)
                for text in value if isinstance(value, tuple) else (value,):
                    yield text, entry.at(str(field.alias))


def _locate(text: str, start: Position, offset: int) -> Position:
    line = text.count("\n", 0, offset)
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Position(start.path, start.line + line, column if line else start.column + column - 1)


def check_markings(context: Context) -> Iterator[Diagnostic]:
    """QJ039: markings of secrecy; the words themselves may be discussed in quotation marks."""
    allowed = context.settings.options.internal_terms
    for text, start in _texts(context):
        if not any(word in text for word in _MARKING_WORDS):
            continue
        for match in _MARKING.finditer(text):
            if match[0] in allowed:
                continue
            yield Diagnostic("QJ039", _locate(text, start, match.start()), f"出现“{match[0]}”")


def check_personal_data(context: Context) -> Iterator[Diagnostic]:
    """QJ040: numbers of identity cards (with a valid check digit), mobile phones and cars."""
    for text, start in _texts(context):
        if not _PERSONAL_HINT.search(text):
            continue
        for match in _PERSONAL.finditer(text):
            kind = next(name for name in _NAMES if match[name])
            if kind == "id" and not _has_valid_check_digit(match[0]):
                continue
            where = _locate(text, start, match.start())
            yield Diagnostic("QJ040", where, f"出现{_NAMES[kind]}样式的内容")


def _has_valid_check_digit(number: str) -> bool:
    """GB 11643—1999, ISO 7064 MOD 11-2."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()
