"""A question on its way (草稿): what the formats hold, and the Markdown an editor goes on with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qinejia.model.records import Question


class ExchangeError(Exception):
    """A file that cannot be read; the message is for an editor."""


@dataclass(frozen=True)
class DraftChoice:
    """An option, a place in the order, a pair or the answer of a blank."""

    text: str
    correct: bool = True
    feedback: str = ""
    match: str = ""


@dataclass(frozen=True)
class Draft:
    """A question without its place in a file."""

    name: str
    kind: str
    stem: str
    choices: tuple[DraftChoice, ...]
    clause: str = ""
    score: float = 5
    difficulty: str = "中"
    shuffle: bool = True
    analysis: str = ""


@dataclass
class Report:
    """What was moved, and what could not be, each with its reason."""

    drafts: list[Draft] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def draft_of(question: Question) -> Draft:
    """The draft of a question of this site."""
    options = question.options
    choices = [c for c in question.choices if options.type != "填空" or c.correct]
    return Draft(
        name=options.identifier,
        kind=options.type,
        stem=question.stem,
        choices=tuple(DraftChoice(c.text, c.correct, c.feedback, c.match) for c in choices),
        clause=options.clause,
        score=options.score,
        difficulty=options.difficulty,
        shuffle=options.shuffle,
        analysis=question.analysis,
    )


def to_markdown(draft: Draft) -> str:
    """The ``考题`` block as an editor writes it; what would close or open a block stays text."""
    first, _, rest = draft.stem.partition("\n")
    lines = [f"/// 考题 | {_line(first)}", f"    id: {draft.name}", f"    题型: {draft.kind}"]
    lines += [f"    依据: {draft.clause}", f"    分值: {draft.score:g}"]
    lines += [f"    难度: {draft.difficulty}"]
    if not draft.shuffle:
        lines.append("    乱序: 否")
    lines.append("")
    if rest.strip():
        lines += [*(_safe(line) for line in rest.split("\n")), ""]
    for number, choice in enumerate(draft.choices, 1):
        if draft.kind == "排序":
            lines.append(f"{number}. {_line(choice.text)}")
        elif draft.kind == "配对":
            lines.append(f"- {_line(choice.text)} → {_line(choice.match)}")
        else:
            lines.append(f"- [{'x' if choice.correct else ' '}] {_line(choice.text)}")
        if choice.feedback:
            lines.append(f"  > {_line(choice.feedback)}")
    if draft.analysis:
        first, _, rest = draft.analysis.partition("\n")
        lines += ["", f"解析：{_line(first)}"]
        lines += [_safe(line) for line in rest.split("\n")] if rest else []
    return "\n".join([*lines, "///", ""])


def _line(text: str) -> str:
    return _safe(re.sub(r"\s*\n\s*", " ", text).strip())


def _safe(text: str) -> str:
    """No line of a stranger's file may end the block or begin a fence."""
    return re.sub(r"^(\s*)(/{3,}|`{3,}|~{3,})", r"\1\\\2", text)
