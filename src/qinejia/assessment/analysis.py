"""Results of many learners put together (成绩分析): difficulty, discrimination, reliability.

First attempts only, as later ones measure memory of the question. Difficulty is the mean share;
discrimination the mean of the upper 27 % less that of the lower 27 % of learners (Kelley 1939);
reliability is Cronbach's alpha over learners who answered every question of a bank. Remarks need at
least 30 first attempts; an easy question may be just what is wanted.
"""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

FORMAT = "qinejia-results"
ENOUGH = 30
GROUP = 0.27
HARD, EASY, DULL, DOUBTFUL = 0.3, 0.95, 0.25, 0.64
_SPACE = "urn:qinejia:"
_ANSWERED, _ENDED = "/answered", ("/passed", "/failed")


class ResultsError(Exception):
    """A file that holds no results; the message is for an examiner."""


@dataclass(frozen=True)
class Answer:
    """A first attempt at a question; ``share`` from 0 to 1."""

    learner: str
    question: str
    title: str
    clause: str
    share: float
    at: str


@dataclass(frozen=True)
class Item:
    """One question over all learners."""

    question: str
    title: str
    clause: str
    count: int
    difficulty: float
    discrimination: float | None
    remark: str


@dataclass
class Results:
    """What was merged: statements by id, so that a file read twice counts once."""

    statements: dict[str, tuple[str, Mapping[str, object]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def add(self, text: str) -> int:
        """Takes in a file that a device exported; returns how many statements are new.

        Raises ``ResultsError``.
        """
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ResultsError("不是本站导出的 .json 文件") from error
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ResultsError("不是本站导出的结果")
        found = data.get("statements")
        before = len(self.statements)
        for one in found if isinstance(found, list) else []:
            if isinstance(one, dict) and isinstance(one.get("id"), str):
                learner = str(_at(one, "actor", "account", "name"))
                if isinstance(data.get("learner"), str) and data["learner"]:
                    self.names[learner] = data["learner"]
                self.statements.setdefault(one["id"], (learner, one))
        return len(self.statements) - before

    def first_attempts(self) -> list[Answer]:
        """The earliest answer of each learner to each question."""
        found: dict[tuple[str, str], Answer] = {}
        for learner, one in self.statements.values():
            if not str(_at(one, "verb", "id")).endswith(_ANSWERED):
                continue
            question = _reference(_at(one, "object", "id"))
            share = _at(one, "result", "score", "scaled")
            if not question or not isinstance(share, int | float):
                continue
            other = _at(one, "context", "contextActivities", "other")
            clause = _reference(_at(other[0], "id")) if isinstance(other, list) and other else ""
            answer = Answer(
                learner,
                question,
                str(_at(one, "object", "definition", "name", "zh-CN") or ""),
                clause,
                min(1.0, max(0.0, float(share))),
                str(one.get("timestamp", "")),
            )
            known = found.get((learner, question))
            if known is None or answer.at < known.at:
                found[learner, question] = answer
        return sorted(found.values(), key=lambda a: (a.question, a.learner))

    def ended(self) -> dict[str, list[float]]:
        """Shares of all papers and checklists that were handed in, by what they belong to."""
        found: dict[str, list[float]] = {}
        for _, one in self.statements.values():
            share = _at(one, "result", "score", "scaled")
            if str(_at(one, "verb", "id")).endswith(_ENDED) and isinstance(share, int | float):
                name = str(_at(one, "object", "definition", "name", "zh-CN") or "")
                found.setdefault(name or _reference(_at(one, "object", "id")), []).append(share)
        return found


def _at(value: object, *path: str) -> object:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _reference(iri: object) -> str:
    if not isinstance(iri, str) or not iri.startswith(_SPACE):
        return ""
    return unquote(iri[len(_SPACE) :]).replace(":", "#", 1)


def items_of(answers: Iterable[Answer]) -> list[Item]:
    """Each question with its figures, by bank and name."""
    answers = list(answers)
    mean = _means(answers)
    by_question: dict[str, list[Answer]] = {}
    for answer in answers:
        by_question.setdefault(answer.question, []).append(answer)
    found = []
    for question, own in sorted(by_question.items(), key=lambda pair: _natural(pair[0])):
        difficulty = statistics.fmean(answer.share for answer in own)
        discrimination = _discrimination(own, mean)
        remark = _remark(len(own), difficulty, discrimination)
        first = own[0]
        found.append(
            Item(question, first.title, first.clause, len(own), difficulty, discrimination, remark)
        )
    return found


def _means(answers: Iterable[Answer]) -> dict[str, float]:
    shares: dict[str, list[float]] = {}
    for answer in answers:
        shares.setdefault(answer.learner, []).append(answer.share)
    return {learner: statistics.fmean(own) for learner, own in shares.items()}


def _discrimination(own: list[Answer], mean: Mapping[str, float]) -> float | None:
    size = round(len(own) * GROUP)
    if size < 1:
        return None
    ranked = sorted(own, key=lambda answer: (mean[answer.learner], answer.learner))
    lower = statistics.fmean(answer.share for answer in ranked[:size])
    upper = statistics.fmean(answer.share for answer in ranked[-size:])
    return upper - lower


def _remark(count: int, difficulty: float, discrimination: float | None) -> str:
    if count < ENOUGH:
        return ""
    if discrimination is not None and discrimination < 0:
        return "高分的人反而答错，请核对答案"
    if difficulty < HARD:
        return "太难，或者没有讲到"
    if discrimination is not None and discrimination < DULL and difficulty < EASY:
        return "分不出会与不会，请看看题干和选项"
    return "几乎都会，可以少考" if difficulty > EASY else ""


def reliability(answers: Iterable[Answer]) -> dict[str, tuple[float | None, int]]:
    """Cronbach's alpha by bank, and from how many learners."""
    table: dict[str, dict[str, dict[str, float]]] = {}
    for answer in answers:
        bank = answer.question.partition("#")[0]
        table.setdefault(bank, {}).setdefault(answer.learner, {})[answer.question] = answer.share
    found = {}
    for bank, learners in sorted(table.items()):
        questions = {question for own in learners.values() for question in own}
        whole = [own for own in learners.values() if len(own) == len(questions)]
        found[bank] = (_alpha(whole, sorted(questions)), len(whole))
    return found


def _alpha(rows: list[dict[str, float]], questions: list[str]) -> float | None:
    if len(rows) < 2 or len(questions) < 2:
        return None
    total = statistics.variance(sum(row.values()) for row in rows)
    if not total:
        return None
    parts = sum(statistics.variance(row[question] for row in rows) for question in questions)
    return len(questions) / (len(questions) - 1) * (1 - parts / total)


def _natural(text: str) -> list[tuple[int, str]]:
    """``q2`` before ``q10``."""
    parts = re.split(r"(\d+)", text)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]
