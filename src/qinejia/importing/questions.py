"""A question bank (题库): tables of questions, or questions typed one under the other."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable

from qinejia.exchange.draft import Draft as Question
from qinejia.exchange.draft import ExchangeError, to_markdown
from qinejia.importing.clause_names import find_clause
from qinejia.importing.draft import Draft, Job
from qinejia.importing.header import Pair, write_header
from qinejia.importing.known import Referrer
from qinejia.importing.naming import slug_of
from qinejia.importing.pages import read_page
from qinejia.importing.prose import Prose
from qinejia.importing.question_cells import Cells, head_of, kind_of, make_draft
from qinejia.importing.question_text import read_typed_questions
from qinejia.importing.tree import Cell, Paragraph, Table, Text

_NEEDED = "题干"
_SAID = re.compile(
    r"[\[【(（]?(?:正确|标准|参考)?答案|[\[【(（]?(?:依据|出处|分值|难度)\s*[\]】)）:：]"
)
_ORDERING = ("题号", "题型", "答案", "分值", "难度", "依据")
"""Columns whose words become options of the question."""
_SHORT = 20
_ALL = itertools.repeat(True)


class _Bank:
    def __init__(self, job: Job, prose: Prose) -> None:
        self.job = job
        self.prose = prose
        self.questions: list[Question] = []
        self.used: list[str] = []
        self.seen = 0

    def add(self, cells: Cells, section: str, where: str) -> None:
        """Make a question of a row, or tell why not."""
        self.seen += 1
        try:
            made = make_draft(cells, len(self.questions) + 1, section)
        except ExchangeError as error:
            self.job.notices.lost(f"{where}：{error}", cells.get(_NEEDED, ""))
            return
        if not cells.get("答案"):
            self.used.append(cells[_NEEDED])  # the answer was taken out of the stem
        said = made.clause
        clause = find_clause(said, self.job.known) or self.job.clause
        analysis = made.analysis
        if said and clause != said and not find_clause(said, self.job.known):
            analysis = f"{analysis}（Word 里写的依据：{said}）"
        if not clause:
            short = made.stem.partition("\n")[0][:_SHORT]
            self.job.notices.to_do(f"考题“{short}”没有查到依据的条款，请补上", said)
        self.questions.append(dataclasses.replace(made, clause=clause, analysis=analysis))

    def table(self, table: Table, section: str) -> bool:
        """The questions of a table; whether it is one of questions."""
        heads: list[str] = []
        for number, row in enumerate(table.rows, 1):
            texts = [cell.text for cell in row]
            names = [head_of(text) for text in texts]
            kind = kind_of("".join(texts)) if len({t for t in texts if t.strip()}) == 1 else ""
            if _NEEDED in names and len(set(names) - {""}) > 1:
                heads = names  # also where the head is repeated on the next page
                self._use(row, _ALL)
            elif kind:
                section = kind
                self._use(row, _ALL)
            elif heads:
                self._row(heads, row, section, f"表格第 {number} 行")
            else:
                return False
        return bool(heads)

    def _row(self, heads: list[str], row: tuple[Cell, ...], section: str, where: str) -> None:
        cells = self._cells(heads, row)
        self._use(row, [name in _ORDERING for name in heads])
        if cells.get(_NEEDED):
            self.add(cells, section, where)
        elif any(cell.text.strip() for cell in row):
            self.job.notices.lost(f"{where}没有题干", " ".join(cell.text for cell in row))

    def _use(self, row: tuple[Cell, ...], which: Iterable[bool]) -> None:
        """Note words that order a question and are not shown as they stand."""
        for cell, is_order in zip(row, which, strict=False):
            if is_order:
                self.used += [b.text for b in cell.blocks if isinstance(b, Paragraph)]

    def _cells(self, heads: list[str], row: tuple[Cell, ...]) -> Cells:
        cells: Cells = {}
        for head, cell in zip(heads, row, strict=False):
            lines = []
            for block in cell.blocks:
                if isinstance(block, Paragraph):
                    words = self.prose.write(block.inlines, links=False)
                    lines.append(self.prose.label(block.label) + words)
            text = re.sub(r"<br>", "\n", "\n".join(line for line in lines if line))
            if head:
                cells[head] = text
            elif text:
                self.job.notices.lost("题目表格里没有用到的一格", text)
        return cells


def draft_questions(job: Job) -> Draft:
    """A bank of all questions that could be understood."""
    title, parts = read_page(job.word, job.notices)
    title = title or job.title
    identifier = job.identifier or slug_of(title, "tk-")
    bank = _Bank(job, Prose(job.pictures, job.notices, Referrer(job.known), identifier))
    bank.used.append(title)
    section, typed, tables = "", list[Paragraph](), 0
    for part in parts:
        if isinstance(part.block, Table):
            if bank.table(part.block, section):
                tables += 1
            else:
                first = " ".join(cell.text for cell in part.block.rows[0])
                job.notices.lost("不是考题的表格", first)
            continue
        section = kind_of(part.block.text) or section
        typed.append(part.block)
    _take_typed(typed, bank)
    if not bank.questions:
        job.notices.to_do("没有找到考题：表格第一行要有“题干”和“答案”，或写成“1. …”“答案：…”")
    standards = sorted({q.clause.partition("#")[0] for q in bank.questions if q.clause})
    header: list[Pair] = [
        ("标题", title),
        ("级别", "自测"),
        ("标准", standards),
        ("更新", job.known.imported_on.isoformat()),
        ("公开属性", "内网"),
    ]
    body = "\n".join(to_markdown(question) for question in bank.questions)
    rows = [("考题", bank.seen, len(bank.questions))]
    text = f"{write_header(header)}\n{body}"
    return Draft(identifier, text, used=bank.used, rows=rows, taken_tables=tables)


def _take_typed(paragraphs: list[Paragraph], bank: _Bank) -> None:
    """Questions that stand in no table; the lines that belong to none are told."""
    lines = [
        bank.prose.write((Text(bank.prose.label(line.label)), *line.inlines), links=False)
        for paragraph in paragraphs
        for line in paragraph.lines()
        if not line.is_empty
    ]
    bank.used += [p.text for p in paragraphs if kind_of(p.text) or _SAID.match(p.text.strip())]
    found, others = read_typed_questions(lines)
    for number, one in enumerate(found, 1):
        bank.add(one.cells, one.section, f"第 {number} 题")
    for line in others:
        if not kind_of(line):
            bank.job.notices.lost("考题以外的文字", line)
