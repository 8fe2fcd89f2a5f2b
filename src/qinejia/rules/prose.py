"""The running text of records, piece by piece, as the checks of wording read it (行文)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qinejia.diagnostics import Diagnostic, Fix
from qinejia.markup.inline import mask_code
from qinejia.model.blocks import Block, Container, Heading, Prose
from qinejia.model.records import ListItem, Record

_NO_PROSE = re.compile(
    r"(?<=《)[^》\n]{0,200}(?=》)"
    r"|\]\([^)\n]{0,2000}\)|\[\[[^\]\n]{0,500}\]\]|^ {0,3}\[[^\]\n^][^\]\n]{0,500}\]:[^\n]*"
    r"|<[^>\n]{0,2000}>|https?://[^\s一-鿿，。；）]+|\{[:#.][^}\n]{0,500}\}"
    r"|^ *(?:!!!|\?\?\?\+?|===)[^\n]*",
    re.MULTILINE,
)
"""Titles, links, tags, addresses, attributes, and first lines of the engine's boxes."""
_QUOTED_SIGN = re.compile(r"“[^一-鿿A-Za-z0-9“”\n]{1,3}”")


@dataclass(frozen=True)
class Piece:
    """A piece of prose. ``code_free`` has blanks instead of code, ``masked`` also instead of all
    that is not the writer's own sentence.
    """

    prose: Prose
    text: str
    code_free: str
    masked: str

    def report(
        self, code: str, start: int, old: str, new: str | None, message: str, hint: str = ""
    ) -> Diagnostic:
        """A fault in ``old`` at ``start``; without ``new`` only a person can mend it."""
        where = self.prose.locate(start)
        is_here = "\n" not in old and self.text.startswith(old, start)
        fix = Fix(where, old, new) if new is not None and is_here else None
        if new and not hint:
            hint = f"改成“{new.strip()}”。"
        return Diagnostic(code, where, message, hint, fix=fix)


def piece_of(prose: Prose) -> Piece:
    """``prose`` with its masks."""
    text = prose.text
    code_free = mask_code(text)
    return Piece(prose, text, code_free, _QUOTED_SIGN.sub(_blank, _NO_PROSE.sub(_blank, code_free)))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def prose_of(record: Record) -> Iterator[Prose]:
    """All prose of a record; fences of code and of data are left alone."""
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
