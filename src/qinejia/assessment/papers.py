"""Papers (试卷): fixed questions, or drawn from a bank by blueprint."""

from __future__ import annotations

from collections.abc import Sequence

from qinejia.assessment.draw import chance, shuffled
from qinejia.model.headers.practice import Paper, PaperRule
from qinejia.model.records import Question


def draw_paper(paper: Paper, questions: Sequence[Question], seed: int) -> list[Question]:
    """The questions of one copy of the paper in their order.

    A rule takes from what earlier rules left; where too few are left it takes what there is
    (QJ190 reports that beforehand).
    """
    if paper.questions:
        known = {question.options.identifier: question for question in questions}
        return [known[name] for name in paper.questions if name in known]
    if not paper.rules:
        return list(questions)
    below = chance(seed)
    taken: list[Question] = []
    for rule in paper.rules:
        rest = [q for q in questions if q not in taken and fits(rule, q)]
        chosen = shuffled(rest, below)[: rule.count]
        taken += [question for question in questions if question in chosen]
    return taken


def fits(rule: PaperRule, question: Question) -> bool:
    """Whether a rule may take a question."""
    options = question.options
    return (
        rule.type in ("", options.type)
        and rule.difficulty in ("", options.difficulty)
        and (not rule.clause or _is_below(options.clause, rule.clause))
    )


def _is_below(clause: str, group: str) -> bool:
    """``5.3`` holds ``5.3.2`` and ``5.3.2-c``; a whole reference names the standard too."""
    standard, _, anchor = clause.partition("#")
    wanted, mark, number = group.partition("#")
    if not mark:
        wanted, number = ("", group) if not group.startswith("std-") else (group, "")
    if wanted and wanted.lower() != standard.lower():
        return False
    return not number or anchor == number or anchor.startswith((f"{number}.", f"{number}-"))
