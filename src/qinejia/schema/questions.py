"""Reads a ``考题`` block into a question (考题): stem, choices with feedback, analysis."""

from __future__ import annotations

import dataclasses
import re

from qinejia.assessment.answers import alternatives
from qinejia.diagnostics import Diagnostic
from qinejia.model.blocks import Container, DataFence, Prose
from qinejia.model.figure import FigureSpec
from qinejia.model.records import Choice, Question

_CHOICE = re.compile(r"\s*[-*+]\s+\[([ xX✓])\]\s*(.*)$")
_ORDERED = re.compile(r"\s*\d+[.)、]\s*(.*)$")
_PAIR = re.compile(r"\s*[-*+]\s+(.*?)\s*(?:→|->|=>)\s*(.*)$")
_REGION = re.compile(r"\s*@\[([^\]]*)\]\s*(.*)$")
_FEEDBACK = re.compile(r"\s*>\s?(.*)$")
_ANALYSIS = re.compile(r"\s*解析\s*[:：]\s*(.*)$")


def read_question(block: Container) -> tuple[Question, list[Diagnostic]]:
    """Make a question of a container whose options are valid."""
    kind = block.options.type
    stem: list[str] = [block.argument]
    analysis: list[str] = []
    choices: list[Choice] = []
    figure: DataFence | None = None
    place = "stem"
    for child in block.children:
        if isinstance(child, DataFence) and isinstance(child.data, FigureSpec) and not figure:
            figure = child
        if not isinstance(child, Prose):
            continue
        for line in child.lines:
            if choice := _choice(line, kind):
                choices.append(choice)
                place = "choice"
            elif place == "choice" and (match := _FEEDBACK.match(line)):
                last = choices[-1]
                feedback = (last.feedback + match[1]).strip()
                choices[-1] = dataclasses.replace(last, feedback=feedback)
            elif match := _ANALYSIS.match(line):
                analysis.append(match[1])
                place = "analysis"
            elif place == "analysis":
                analysis.append(line)
            elif place == "stem":
                stem.append(line)
            elif line.strip():
                last = choices[-1]
                choices[-1] = dataclasses.replace(last, text=last.text + line.strip())
    question = Question(
        stem="\n".join(stem).strip(),
        options=block.options,
        choices=tuple(choices),
        blanks=tuple(choice.text for choice in choices if choice.correct),
        analysis="\n".join(analysis).strip(),
        anchor=block.anchor,
        position=block.position,
        figure=figure,
    )
    problem = _problem(question)
    if not problem:
        return question, []
    return question, [
        Diagnostic("QJ126", block.position, f"考题“{block.options.identifier}”{problem}")
    ]


def _choice(line: str, kind: str) -> Choice | None:
    """What a line of the list says, or ``None`` when it is none."""
    if kind == "排序" and (match := _ORDERED.match(line)):
        return Choice(match[1].strip(), True, "")
    if kind == "配对" and (match := _PAIR.match(line)):
        return Choice(match[1], True, "", match=match[2].strip())
    if match := _CHOICE.match(line):
        text, region = match[2].strip(), tuple[float, ...]()
        if kind == "找错" and (spot := _REGION.match(text)):
            text, region = spot[2].strip(), _numbers(spot[1])
        return Choice(text, match[1] != " ", "", region=region)
    return None


def _numbers(text: str) -> tuple[float, ...]:
    """Four numbers, or nothing."""
    parts = re.split(r"[,，\s]+", text.strip())
    if len(parts) != 4 or not all(re.fullmatch(r"\d{1,3}(?:\.\d{1,2})?", part) for part in parts):
        return ()
    return tuple(float(part) for part in parts)


def _problem(question: Question) -> str:
    """What is incomplete, or an empty string."""
    kind = question.options.type
    if not question.stem:
        return "没有题干"
    if kind == "排序":
        return "" if len(question.choices) >= 3 else "要按正确次序写至少三行“1. …”"
    if kind == "配对":
        return _pairs_problem(question)
    correct = sum(choice.correct for choice in question.choices)
    if not correct:
        return "没有用 [x] 标出答案"
    if kind == "填空":
        return _blanks_problem(question, correct)
    if len(question.choices) < 2:
        return "少于两个选项"
    if len({choice.text for choice in question.choices}) < len(question.choices):
        return "有两个一样的选项"
    if kind in ("单选", "判断") and correct != 1:
        return f"是{kind}题，却标了 {correct} 个答案"
    if kind == "判断" and len(question.choices) != 2:
        return "是判断题，应当只有两个选项"
    return _spots_problem(question) if kind == "找错" else ""


def _pairs_problem(question: Question) -> str:
    lefts = [choice.text for choice in question.choices]
    rights = [choice.match for choice in question.choices]
    if len(lefts) < 2 or not all(lefts) or not all(rights):
        return "要写至少两行“- 左 → 右”"
    if len(set(lefts)) < len(lefts) or len(set(rights)) < len(rights):
        return "左边或右边有两个一样的，配不出唯一的答案"
    return ""


def _blanks_problem(question: Question, correct: int) -> str:
    blanks = len(re.findall(r"_{4,}", question.stem))
    if blanks == 0:
        return "没有用 ____ 留空"
    if blanks != correct:
        return f"有 {blanks} 个空，却有 {correct} 个答案"
    empty = any(not alternatives(blank) for blank in question.blanks)
    return "有一个空没有答案" if empty else ""


def _spots_problem(question: Question) -> str:
    if question.figure is None:
        return "没有 ```摆位图，不知道在哪张图上找"
    for choice in question.choices:
        if not choice.region:
            return f"的“{choice.text[:20]}”没有写位置，例如 @[40, 30, 20, 15]"
        left, top, width, height = choice.region
        if width <= 0 or height <= 0 or left + width > 100 or top + height > 100:
            return f"的“{choice.text[:20]}”不在图内：左、上、宽、高是百分数，合起来不超过 100"
    return ""
