"""Reads a ``考题`` block into a question (考题): stem, choices with feedback, analysis."""

from __future__ import annotations

import re

from qinejia.diagnostics import Diagnostic
from qinejia.model.blocks import Container, Prose
from qinejia.model.records import Choice, Question

_CHOICE = re.compile(r"\s*[-*+]\s+\[([ xX✓])\]\s*(.*)$")
_FEEDBACK = re.compile(r"\s*>\s?(.*)$")
_ANALYSIS = re.compile(r"\s*解析\s*[:：]\s*(.*)$")


def read_question(block: Container) -> tuple[Question, list[Diagnostic]]:
    """Make a question of a container whose options are valid."""
    stem: list[str] = [block.argument]
    analysis: list[str] = []
    choices: list[Choice] = []
    place = "stem"
    for child in block.children:
        if not isinstance(child, Prose):
            continue
        for line in child.lines:
            if match := _CHOICE.match(line):
                choices.append(Choice(match[2].strip(), match[1] != " ", ""))
                place = "choice"
            elif place == "choice" and (match := _FEEDBACK.match(line)):
                last = choices[-1]
                choices[-1] = Choice(last.text, last.correct, (last.feedback + match[1]).strip())
            elif match := _ANALYSIS.match(line):
                analysis.append(match[1])
                place = "analysis"
            elif place == "analysis":
                analysis.append(line)
            elif place == "stem":
                stem.append(line)
            elif line.strip():
                last = choices[-1]
                choices[-1] = Choice(last.text + line.strip(), last.correct, last.feedback)
    question = Question(
        stem="\n".join(stem).strip(),
        options=block.options,
        choices=tuple(choices),
        blanks=tuple(choice.text for choice in choices if choice.correct),
        analysis="\n".join(analysis).strip(),
        anchor=block.anchor,
        position=block.position,
    )
    problem = _problem(question)
    if not problem:
        return question, []
    return question, [
        Diagnostic("QJ126", block.position, f"考题“{block.options.identifier}”{problem}")
    ]


def _problem(question: Question) -> str:
    """What is incomplete, or an empty string."""
    correct = sum(choice.correct for choice in question.choices)
    kind = question.options.type
    if not question.stem:
        return "没有题干"
    if not correct:
        return "没有用 [x] 标出答案"
    if kind == "填空":
        blanks = len(re.findall(r"_{4,}", question.stem))
        if blanks == 0:
            return "没有用 ____ 留空"
        return "" if blanks == correct else f"有 {blanks} 个空，却有 {correct} 个答案"
    if len(question.choices) < 2:
        return "少于两个选项"
    if kind in ("单选", "判断") and correct != 1:
        return f"是{kind}题，却标了 {correct} 个答案"
    if kind == "判断" and len(question.choices) != 2:
        return "是判断题，应当只有两个选项"
    return ""
