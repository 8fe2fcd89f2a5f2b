"""Forms the clauses of a standard (条款) from its blocks.

Numbering as in GB/T 1.1: 章 ``5``, 条 ``5.3.2``, 附录 ``A``, ``A.1``; 列项 ``a)``, ``1)``, ``——``.
Titled clauses are headings, untitled ones paragraphs that begin with the number. Markdown is
rendered only inside a clause, so the author's markers survive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qinejia.model.blocks import Block, Heading, Prose
from qinejia.model.position import Position
from qinejia.model.records import Clause, ListItem

_ANNEX = re.compile(r"附录\s*([A-Z])\s*(?:[（(]\s*(规范性|资料性)\s*[）)])?\s*(.*)$")
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*|[A-Z](?:\.\d+)+)[\s　]+(\S.*)?$")
_UNTITLED = re.compile(r"(\d+(?:\.\d+)+|[A-Z](?:\.\d+)+)[ 　]+(\S.*)$")
_LETTER = re.compile(r"\s*([a-z])[)）]\s*(.*)$")
_DIGIT = re.compile(r"\s*(\d{1,2})[)）]\s*(.*)$")
_DASH = re.compile(r"\s*(——|--)\s*(.*)$")
_DOT = re.compile(r"\s*(·)\s*(.*)$")


@dataclass
class _Draft:
    number: str
    title: str
    level: int
    anchor: str
    position: Position
    title_position: Position
    content: list[Block | ListItem] = field(default_factory=list)


def read_clauses(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Clause, ...]]:
    """Split ``blocks`` into what stands before the first heading and the flat clause sequence."""
    reader = _Reader()
    for block in blocks:
        reader.take(block)
    clauses = tuple(
        Clause(d.number, d.title, d.level, d.anchor, tuple(d.content), d.position, d.title_position)
        for d in reader.drafts
    )
    return tuple(reader.preamble), clauses


class _Reader:
    def __init__(self) -> None:
        self.preamble: list[Block] = []
        self.drafts: list[_Draft] = []

    @property
    def chapter(self) -> str:
        """First part of the number that is being read: ``5`` or ``A``."""
        return self.drafts[-1].number.split(".")[0] if self.drafts else ""

    def take(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._heading(block)
        elif not self.drafts:
            self.preamble.append(block)
        elif isinstance(block, Prose):
            for piece in self._pieces(block):
                self.drafts[-1].content.append(piece)
        else:
            self.drafts[-1].content.append(block)

    def _heading(self, heading: Heading) -> None:
        annex = _ANNEX.match(heading.text)
        numbered = _NUMBERED.match(heading.text)
        start = heading.text_position
        if annex:
            number, title = annex[1], f"{annex[3]}（{annex[2]}）" if annex[2] else annex[3]
            level, anchor, offset = 1, number, annex.start(3)
        elif numbered:
            number, title = numbered[1], numbered[2] or ""
            level, anchor = number.count(".") + 1, number
            offset = numbered.start(2) if title else 0
        else:
            number, title, level, anchor, offset = "", heading.text, 1, heading.anchor, 0
        where = start._replace(column=start.column + offset)
        self.drafts.append(_Draft(number, title.strip(), level, anchor, heading.position, where))

    def _pieces(self, prose: Prose) -> Iterator[Block | ListItem]:
        """Split prose at untitled clauses and at list items, even without a blank line."""
        kept: list[str] = []
        start = 0
        letters: dict[int, str] = {}
        dashes = 0
        column = prose.position.column
        in_fence = False
        for number, line in enumerate(prose.lines):
            where = Position(
                prose.position.path,
                prose.position.line + number,
                1 if number else prose.position.column,
            )
            if line.lstrip().startswith(("```", "~~~")):
                in_fence = not in_fence
            clause = None if in_fence else _UNTITLED.match(line)
            item = None if in_fence else _read_item(line)
            if clause and clause[1].split(".")[0] == self.chapter:
                yield from _keep(kept, prose, start, column)
                level = clause[1].count(".") + 1
                self.drafts.append(_Draft(clause[1], "", level, clause[1], where, where))
                kept, start, letters, dashes = [clause[2]], number, {}, 0
                column = where.column + clause.start(2)
            elif item:
                yield from _keep(kept, prose, start, column)
                kept = []
                level, marker, text, offset = item
                if marker in ("——", "--", "·"):
                    dashes += 1
                    mark = f"d{dashes}"
                else:
                    mark = marker.rstrip(")")
                if level == 1:
                    letters = {}
                letters[level] = mark
                anchor = "-".join([self.drafts[-1].anchor, *(letters[k] for k in sorted(letters))])
                text_position = where._replace(column=where.column + offset)
                yield ListItem(level, marker, (text,), anchor, where, text_position)
            else:
                if not kept:
                    start, column = number, where.column
                kept.append(line)
        yield from _keep(kept, prose, start, column)


def _keep(lines: list[str], prose: Prose, start: int, column: int) -> Iterator[Prose]:
    if any(map(str.strip, lines)):
        position = Position(prose.position.path, prose.position.line + start, column)
        yield Prose(tuple(lines), position)


def _read_item(line: str) -> tuple[int, str, str, int] | None:
    """Level, marker, text and offset of the text of a list item, or ``None``."""
    for pattern, level, marker in (
        (_LETTER, 1, ""),
        (_DIGIT, 2, ""),
        (_DASH, 1, "——"),
        (_DOT, 2, "·"),
    ):
        if match := pattern.match(line):
            return level, marker or match[1] + ")", match[2], match.start(2)
    return None
