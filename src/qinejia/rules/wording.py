"""Full and half width, dashes (全角半角与短横)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.markup.inline import mask_code
from qinejia.model.blocks import Block, Container, Heading, Prose
from qinejia.model.records import ListItem, Record
from qinejia.rules.context import Context

_FAULTS = re.compile(
    r"(?P<comma>(?<=[一-鿿])(?:[,;!?:](?=[一-鿿])|[,;!?](?= [一-鿿])))"
    r"|(?P<digit>[０-９Ａ-Ｚａ-ｚ]+)"
    r"|(?P<number>(?<![A-Za-z0-9])(?:(?:GB|DB\d{2,6})(?:/[TZ])?|Q/[A-Z]{2,10}(?: [A-Z]+)?) ?[\d.]+"
    r"(?:-|－|–)(?=(?:19|20)\d\d(?!\d)))"
    r"|(?P<range>(?<=\d)(?:--|~|-{2})(?=\d))"
)
_SUSPECT = re.compile(r"[,;!?:] ?[一-鿿]|[０-９Ａ-Ｚａ-ｚ]|[-－–](?:19|20)\d\d|(?:--|~)\d")
"""A quick look: what has none of these has no fault."""
_ADVICE = {
    "comma": ("中文之间用了半角“{0}”", "改成全角“{1}”。"),
    "digit": ("“{0}”是全角字符", "改成半角“{1}”。"),
    "number": ("标准编号“{0}…”的年号前应用“—”", "把短横改成“—”。"),
    "range": ("数值范围用了“{0}”", "改成“～”。"),
}
_WIDE = str.maketrans(",;!?:", "，；！？：")


def check_wording(context: Context) -> Iterator[Diagnostic]:
    """QJ047, in prose of records; code, links and other people's pages are left alone."""
    for record in context.site.records.values():
        if not _SUSPECT.search(record.body):
            continue
        for prose in _prose_of(record):
            text = prose.text
            if not _SUSPECT.search(text):
                continue
            masked = re.sub(r"\]\([^)\n]*\)|\[\[[^\]\n]*\]\]|<[^>\n]*>", _blank, mask_code(text))
            for match in _FAULTS.finditer(masked):
                kind = str(match.lastgroup)
                where = prose.locate(match.start())
                better = match[0].translate(_WIDE)
                if kind == "digit":
                    better = "".join(chr(ord(c) - 0xFEE0) for c in match[0])
                message, hint = (
                    part.format(match[0].rstrip("-－–") if kind == "number" else match[0], better)
                    for part in _ADVICE[kind]
                )
                yield Diagnostic("QJ047", where, message, hint)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _prose_of(record: Record) -> Iterator[Prose]:
    yield from _walk(record.blocks)
    for clause in record.clauses:
        yield Prose((clause.title,), clause.title_position)
        for part in clause.content:
            if isinstance(part, ListItem):
                yield Prose(part.lines, part.text_position)
            else:
                yield from _walk((part,))


def _walk(blocks: tuple[Block, ...]) -> Iterator[Prose]:
    for block in blocks:
        if isinstance(block, Prose):
            yield block
        elif isinstance(block, Heading):
            yield Prose((block.text,), block.text_position)
        elif isinstance(block, Container):
            yield Prose((block.argument,), block.argument_position)
            yield from _walk(block.children)
