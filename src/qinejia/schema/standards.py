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
    content: list[Block | ListItem] = field(default_factory=list)


def read_clauses(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Clause, ...]]:
    """Split ``blocks`` into what stands before the first heading and the flat clause sequence."""
    reader = _Reader()
    for block in blocks:
        reader.take(block)
    clauses = tuple(
        Clause(d.number, d.title, d.level, d.anchor, tuple(d.content), d.position)
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
        if annex:
            number, title = annex[1], f"{annex[3]}（{annex[2]}）" if annex[2] else annex[3]
            self.drafts.append(_Draft(number, title.strip(), 1, number, heading.position))
        elif numbered:
            number = numbered[1]
            level = number.count(".") + 1
            title = numbered[2] or ""
            self.drafts.append(_Draft(number, title, level, number, heading.position))
        else:
            self.drafts.append(_Draft("", heading.text, 1, heading.anchor, heading.position))

    def _pieces(self, prose: Prose) -> Iterator[Block | ListItem]:
        """Split prose at untitled clauses and at list items, even without a blank line."""
        kept: list[str] = []
        start = 0
        letters: dict[int, str] = {}
        dashes = 0
        in_fence = False
        for number, line in enumerate(prose.lines):
            where = Position(prose.position.path, prose.position.line + number)
            if line.lstrip().startswith(("```", "~~~")):
                in_fence = not in_fence
            clause = None if in_fence else _UNTITLED.match(line)
            item = None if in_fence else _read_item(line)
            if clause and clause[1].split(".")[0] == self.chapter:
                yield from _keep(kept, prose, start)
                level = clause[1].count(".") + 1
                self.drafts.append(_Draft(clause[1], "", level, clause[1], where))
                kept, start, letters, dashes = [clause[2]], number, {}, 0
            elif item:
                yield from _keep(kept, prose, start)
                kept, start = [], number + 1
                level, marker, text = item
                if marker in ("——", "--", "·"):
                    dashes += 1
                    mark = f"d{dashes}"
                else:
                    mark = marker.rstrip(")")
                if level == 1:
                    letters = {}
                letters[level] = mark
                anchor = "-".join([self.drafts[-1].anchor, *(letters[k] for k in sorted(letters))])
                yield ListItem(level, marker, (text,), anchor, where)
            else:
                if not kept:
                    start = number
                kept.append(line)
        yield from _keep(kept, prose, start)


def _keep(lines: list[str], prose: Prose, start: int) -> Iterator[Prose]:
    if any(map(str.strip, lines)):
        position = Position(prose.position.path, prose.position.line + start)
        yield Prose(tuple(lines), position)


def _read_item(line: str) -> tuple[int, str, str] | None:
    """Level, marker and text of a list item, or ``None``."""
    if match := _LETTER.match(line):
        return 1, match[1] + ")", match[2]
    if match := _DIGIT.match(line):
        return 2, match[1] + ")", match[2]
    if match := _DASH.match(line):
        return 1, "——", match[2]
    if match := _DOT.match(line):
        return 2, "·", match[2]
    return None
