"""Forms the clauses of a standard (条款) from its blocks.

Numbering as in GB/T 1.1: 章 ``5``, 条 ``5.3.2``, 附录 ``A``, ``A.1``; 列项 ``a)``, ``1)``, ``——``.
Titled clauses are headings, untitled ones paragraphs that begin with the number. Markdown is
rendered only inside a clause, so the author's markers survive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qinejia.diagnostics import Diagnostic
from qinejia.model.blocks import Block, Heading, Prose
from qinejia.model.position import Position
from qinejia.model.records import Clause, ListItem
from qinejia.model.standard_parts import ELEMENTS, follows
from qinejia.schema.paragraphs import read_paragraphs

_ANNEX = re.compile(r"附录\s*([A-Z])\s*(?:[（(]\s*(规范性|资料性)\s*[）)])?\s*(.*)$")
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*|[A-Z](?:\.\d+)+)[\s　]+(\S.*)?$")
_UNTITLED = re.compile(r"(\d+(?:\.\d+)+|[A-Z](?:\.\d+)+)[ 　]+(\S.*)$")
_MARK = re.compile(r"\s*\{(要求|指示|推荐|允许|陈述)\}$")
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
    element: str
    nature: str = ""
    content: list[Block | ListItem] = field(default_factory=list)


def read_clauses(
    blocks: Sequence[Block],
) -> tuple[tuple[Block, ...], tuple[Clause, ...], list[Diagnostic]]:
    """What stands before the first heading, the flat clause sequence, and what was ambiguous."""
    reader = _Reader()
    for block in blocks:
        reader.take(block)
    clauses = tuple(
        Clause(
            number=draft.number,
            title=draft.title,
            level=draft.level,
            anchor=draft.anchor,
            content=tuple(draft.content),
            position=draft.position,
            title_position=draft.title_position,
            element=draft.element,
            nature=draft.nature,
            paragraphs=read_paragraphs(draft.content, draft.anchor, reader.marks),
        )
        for draft in reader.drafts
    )
    return tuple(reader.preamble), clauses, reader.diagnostics


class _Reader:
    def __init__(self) -> None:
        self.preamble: list[Block] = []
        self.drafts: list[_Draft] = []
        self.diagnostics: list[Diagnostic] = []
        self.marks: dict[int, str] = {}
        """Confirmed types of provisions by the line that they end."""

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
        nature = ""
        if annex:
            number, nature, title = annex[1], annex[2] or "", annex[3]
            level, anchor, offset = 1, number, annex.start(3)
        elif numbered:
            number, title = numbered[1], numbered[2] or ""
            level, anchor = number.count(".") + 1, number
            offset = numbered.start(2) if title else 0
        else:
            number, title, level, anchor, offset = "", heading.text, 1, heading.anchor, 0
        title = title.strip()
        if level == 1:
            element = "附录" if annex else title if title in ELEMENTS else ""
        else:
            element = self.drafts[-1].element if self.drafts else ""
        where = start._replace(column=start.column + offset)
        self.drafts.append(
            _Draft(number, title, level, anchor, heading.position, where, element, nature)
        )

    def _clause(self, line: str, where: Position, is_continued: bool) -> re.Match[str] | None:
        """The number of an untitled clause at the start of ``line``.

        Inside a paragraph a number that does not come next is a value at the start of a wrapped
        line, such as ``5.3 m``.
        """
        match = _UNTITLED.match(line)
        last = self.drafts[-1].number
        if match is None or match[1].split(".")[0] != last.split(".")[0]:
            return None
        if is_continued and not follows(match[1], last):
            message = f"行首的“{match[1]}”像是条号，但上一条是 {last}，按正文处理"
            hint = "是条号就改正编号并在前面空一行；是数值就移到上一行的末尾。"
            self.diagnostics.append(Diagnostic("QJ132", where, message, hint))
            return None
        return match

    def _pieces(self, prose: Prose) -> Iterator[Block | ListItem]:
        """Split prose at untitled clauses and at list items, even without a blank line."""
        path, first_line, first_column = prose.position
        kept: list[str] = []
        start = prose.position
        marks: dict[int, str] = {}
        dashes = 0
        in_fence = is_continued = False
        item: ListItem | None = None
        for number, line in enumerate(prose.lines):
            where = Position(path, first_line + number, 1 if number else first_column)
            if line.endswith("}") and (mark := _MARK.search(line)):
                self.marks[where.line] = mark[1]
                line = line[: mark.start()]
            is_blank = not line.strip()
            if line.lstrip().startswith(("```", "~~~")):
                in_fence = not in_fence
            clause = None if in_fence or is_blank else self._clause(line, where, is_continued)
            marker = None if in_fence or is_blank or clause else _read_item(line)
            if item and (clause or marker or is_blank):
                yield item
                item = None
            if clause:
                yield from _keep(kept, start)
                level = clause[1].count(".") + 1
                element = self.drafts[-1].element
                self.drafts.append(_Draft(clause[1], "", level, clause[1], where, where, element))
                kept, marks, dashes = [clause[2]], {}, 0
                start = where._replace(column=where.column + clause.start(2))
            elif marker:
                yield from _keep(kept, start)
                kept = []
                level, sign, text, offset = marker
                if sign in ("——", "·"):
                    dashes += 1
                marks = {k: mark for k, mark in marks.items() if k < level}
                marks[level] = f"d{dashes}" if sign in ("——", "·") else sign.rstrip(")")
                anchor = "-".join([self.drafts[-1].anchor, *(marks[k] for k in sorted(marks))])
                text_position = where._replace(column=where.column + offset)
                item = ListItem(level, sign, (text,), anchor, where, text_position)
            elif item and not in_fence:
                item = ListItem(
                    item.level, item.marker, (*item.lines, line), item.anchor, item.position,
                    item.text_position,
                )  # fmt: skip
            else:
                if not kept:
                    start = where
                kept.append(line)
            is_continued = not is_blank
        if item:
            yield item
        yield from _keep(kept, start)


def _keep(lines: list[str], start: Position) -> Iterator[Prose]:
    if any(map(str.strip, lines)):
        yield Prose(tuple(lines), start)


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
