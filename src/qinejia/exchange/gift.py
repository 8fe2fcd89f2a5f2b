"""GIFT, the text format of Moodle (docs.moodle.org, "GIFT format").

It knows choice, matching and one blank. What it has no place for stands in a comment of ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from qinejia.assessment.answers import alternatives, normalise, read_quantity
from qinejia.exchange.draft import Draft, DraftChoice, ExchangeError, Report

_SPECIAL = re.compile(r"([~=#{}:\\])")
_OURS = "// qinejia "
_TITLE = re.compile(r"::((?:\\.|[^:\\]|:(?!:))*)::", re.DOTALL)
_WEIGHT = re.compile(r"%(-?\d+(?:\.\d+)?)%")
_HOLDS = ("单选", "多选", "判断", "填空", "配对")


def write_gift(drafts: Iterable[Draft]) -> tuple[str, Report]:
    """The file, and what it cannot hold."""
    report = Report()
    parts = []
    for draft in drafts:
        reason = _reason(draft)
        if reason:
            report.left.append(f"{draft.name}：{reason}")
            continue
        report.drafts.append(draft)
        parts.append(_question(draft))
    return "\n\n".join(parts) + "\n", report


def _reason(draft: Draft) -> str:
    if draft.kind not in _HOLDS:
        return f"GIFT 没有{draft.kind}题"
    if draft.kind == "填空" and len(draft.choices) != 1:
        return "GIFT 的填空题只有一个空"
    return ""


def _question(draft: Draft) -> str:
    about = {
        "kind": draft.kind,
        "clause": draft.clause,
        "score": draft.score,
        "difficulty": draft.difficulty,
        "shuffle": draft.shuffle,
        "feedback": [choice.feedback for choice in draft.choices],
        "answer": draft.choices[0].text if draft.kind == "填空" else "",
    }
    stem = _escape(draft.stem)
    answers = "\n".join(f"\t{line}" for line in _answers(draft))
    if draft.analysis:
        answers += f"\n\t####{_escape(draft.analysis)}"
    if draft.kind == "填空":
        body = re.sub(r"_{4,}", lambda _: f"{{\n{answers}\n}}", stem, count=1)
    else:
        body = f"{stem} {{\n{answers}\n}}"
    note = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
    return f"{_OURS}{note}\n::{_escape(draft.name)}::[markdown]{body}"


def _answers(draft: Draft) -> Iterable[str]:
    if draft.kind == "配对":
        yield from (f"={_escape(c.text)} -> {_escape(c.match)}" for c in draft.choices)
        return
    if draft.kind == "填空":
        yield from _blank(draft.choices[0])
        return
    right = sum(choice.correct for choice in draft.choices)
    for choice in draft.choices:
        sign = "=" if choice.correct else "~"
        if draft.kind == "多选":
            sign = f"~%{100 / right:.5f}%" if choice.correct else "~%-100%"
        feedback = f" #{_escape(choice.feedback)}" if choice.feedback else ""
        yield f"{sign}{_escape(choice.text)}{feedback}"


def _blank(choice: DraftChoice) -> Iterable[str]:
    texts = alternatives(choice.text)
    numbers = [read_quantity(normalise(text)) for text in texts]
    feedback = f" #{_escape(choice.feedback)}" if choice.feedback else ""
    if len(numbers) == 1 and numbers[0] and not numbers[0].unit:
        one = numbers[0]
        yield f"#{float(one.value):g}:{float(one.tolerance):g}{feedback}"
        return
    yield from (f"={_escape(text)}{feedback}" for text in texts)


def _escape(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")
    return escaped.replace("->", "-\\>")  # else half of a pair


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text, flags=re.S).strip()


def read_gift(text: str) -> Report:
    """Drafts of a file; questions without our comment come without clause and points.

    Raises ``ExchangeError`` when it holds none.
    """
    report = Report()
    about: dict[str, object] = {}
    for number, block in enumerate(re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")), 1):
        lines = block.split("\n")
        notes = [line for line in lines if line.startswith(_OURS)]
        if notes:
            about = _about(notes[-1])
        body = "\n".join(line for line in lines if not line.lstrip().startswith(("//", "$")))
        if not body.strip():
            continue
        try:
            report.drafts.append(_read(body, about, number))
        except ExchangeError as error:
            report.left.append(f"第 {number} 段：{error}")
        about = {}
    if not report.drafts and not report.left:
        raise ExchangeError("文件里没有题目")
    return report


def _about(line: str) -> dict[str, object]:
    try:
        found = json.loads(line[len(_OURS) :])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _read(body: str, about: dict[str, object], number: int) -> Draft:
    name = f"q{number}"
    if match := _TITLE.match(body.lstrip()):
        name = _unescape(match[1])
        body = body.lstrip()[match.end() :]
    body = re.sub(r"^\s*\[(?:markdown|html|plain|moodle)\]", "", body)
    before, inner, after = _braces(body)
    stem = _unescape(before) if not after.strip() else _unescape(f"{before}____{after}")
    inner, _, analysis = _split(inner, "####")
    kind, choices = _choices(inner.strip(), bool(after.strip()))
    if about.get("kind") in _HOLDS:
        kind = str(about["kind"])
    if kind == "填空" and "____" not in stem:
        stem += "____"
    feedback = about.get("feedback")
    if kind == "填空":
        text = str(about.get("answer") or " / ".join(choice.text for choice in choices))
        said = choices[0].feedback if choices else ""
        choices = [DraftChoice(text, feedback=said)]
    if isinstance(feedback, list) and len(feedback) == len(choices):
        choices = [
            DraftChoice(c.text, c.correct, str(said), c.match)
            for c, said in zip(choices, feedback, strict=True)
        ]
    score = about.get("score", 5)
    return Draft(
        name,
        kind,
        stem,
        tuple(choices),
        clause=str(about.get("clause", "")),
        score=float(score) if isinstance(score, int | float) else 5,
        difficulty=str(about.get("difficulty", "中")),
        shuffle=about.get("shuffle") is not False,
        analysis=_unescape(analysis),
    )


def _braces(body: str) -> tuple[str, str, str]:
    """What stands before, inside and behind the first pair of braces that is not escaped."""
    match = re.search(r"(?<!\\)\{((?:\\.|[^{}\\])*)\}", body, re.DOTALL)
    if match is None:
        raise ExchangeError("没有用 { } 写答案")
    return body[: match.start()], match[1], body[match.end() :]


def _split(text: str, mark: str) -> tuple[str, str, str]:
    """``str.partition`` that passes over escaped signs."""
    match = re.search(rf"(?<!\\){re.escape(mark)}", text)
    return (text, "", "") if match is None else (text[: match.start()], mark, text[match.end() :])


def _choices(inner: str, is_blank: bool) -> tuple[str, list[DraftChoice]]:
    truth = re.fullmatch(r"(T|TRUE|F|FALSE)(?:#.*)?", inner, re.IGNORECASE | re.DOTALL)
    if truth:
        is_true = truth[1].upper().startswith("T")
        return "判断", [DraftChoice("对", is_true), DraftChoice("错", not is_true)]
    if inner.startswith("#"):
        value, _, feedback = _split(inner[1:], "#")
        number, _, tolerance = value.strip().lstrip("=").partition(":")
        text = number.strip() + (f"±{tolerance.strip()}" if float(tolerance or 0) else "")
        return "填空", [DraftChoice(text, feedback=_unescape(feedback))]
    found = []
    for sign, rest in re.findall(r"(?<!\\)([=~])((?:\\.|[^=~\\])*)", inner, re.DOTALL):
        answer, _, feedback = _split(rest, "#")
        weight = _WEIGHT.match(answer.strip())
        answer = _WEIGHT.sub("", answer.strip(), count=1) if weight else answer
        is_right = float(weight[1]) > 0 if weight else sign == "="
        left, arrow, right = _split(answer, "->")
        found.append(
            DraftChoice(
                _unescape(left if arrow else answer),
                is_right,
                _unescape(feedback),
                _unescape(right) if arrow else "",
            )
        )
    if not found:
        raise ExchangeError("没有答案")
    if all(choice.match for choice in found):
        return "配对", found
    if is_blank or all(choice.correct for choice in found):
        return "填空", found
    return ("单选" if sum(choice.correct for choice in found) == 1 else "多选"), found
