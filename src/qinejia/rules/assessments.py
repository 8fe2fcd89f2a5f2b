"""Papers and practical checklists (试卷、实操评分表)."""

from __future__ import annotations

from collections.abc import Iterator

from qinejia.assessment.papers import fits
from qinejia.diagnostics import Diagnostic
from qinejia.model.headers.practice import Paper, QuestionBankHeader
from qinejia.model.nearest import hint_of, nearest_anchor
from qinejia.model.records import Record
from qinejia.rules.context import Context


def check_weights(context: Context) -> Iterator[Diagnostic]:
    """QJ034: points of a checklist add up to 100, once points are given at all."""
    for record in context.site.of_kind("checklist"):
        total = sum(item.options.score for item in record.items)
        if total and abs(total - 100) > 1e-9:
            message = f"各项分值合计 {total:g} 分，不是 100 分"
            yield Diagnostic("QJ034", record.items[0].position, message)


def check_papers(context: Context) -> Iterator[Diagnostic]:
    """QJ190: every question of a paper exists, and there are enough to draw from."""
    for record in context.site.of_kind("questions"):
        if isinstance(record.header, QuestionBankHeader):
            for number, paper in enumerate(record.header.papers):
                yield from _paper(record, paper, number)


def _paper(record: Record, paper: Paper, number: int) -> Iterator[Diagnostic]:
    where = record.places.get(("试卷", number), record.position)
    known = {question.options.identifier for question in record.questions}
    if paper.questions and paper.rules:
        yield Diagnostic("QJ190", where, f"“{paper.name}”又写了题目又写了抽题，只能写一样")
    for name in paper.questions:
        if name not in known and record.is_whole:
            message = f"“{paper.name}”里的“{name}”不在本题库"
            yield Diagnostic("QJ190", where, message, hint_of(nearest_anchor(name, known)))
    taken = 0
    for rule in paper.rules:
        fitting = sum(fits(rule, question) for question in record.questions)
        taken += rule.count
        if rule.count > fitting:
            message = f"“{paper.name}”要抽 {rule.count} 道，符合的只有 {fitting} 道"
            yield Diagnostic("QJ190", where, message)
    if taken > len(record.questions):
        message = f"“{paper.name}”一共要抽 {taken} 道，题库只有 {len(record.questions)} 道"
        yield Diagnostic("QJ190", where, message)
