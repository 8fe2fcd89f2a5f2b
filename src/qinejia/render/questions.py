"""Questions as a page shows them (考题), readable without a script, which makes them answerable.

自测 carries its key, 练习 hashes of it, 认证 nothing at all: not even the questions reach the page.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from qinejia.assessment.keys import choice_ids, key_of, open_key, sealed_key
from qinejia.model.headers.practice import Paper, QuestionBankHeader
from qinejia.model.records import Choice, Question, Record

if TYPE_CHECKING:
    from qinejia.render.rendering import PageRenderer

_LEVELS = {
    "自测": "自测：答完就看答案和依据，结果只记在这台设备上。",
    "练习": (
        "练习：答完告诉您对错和依据，不显示答案。答案以散列值存放在网页里，只防随手翻看，"
        "不能用作正式考核。"
    ),
    "认证": (
        "认证：题目、答案都不放在网页上。由考评员用 qinejia print paper 打印试卷和答题卡，"
        "现场发放，统一阅卷。"
    ),
}


def draw_bank(record: Record, header: QuestionBankHeader, body: str) -> str:
    """The whole bank: what its level means, then questions for the script to take over."""
    papers = [] if header.level == "认证" else [_paper(paper) for paper in header.papers]
    return (
        f'<qj-quiz class="qj-quiz" data-bank="{escape(record.id)}" data-level="{header.level}" '
        f'data-title="{escape(record.title)}" data-papers="{_attribute(papers)}">'
        f'<p class="qj-quiz__level">{_LEVELS[header.level]}</p>{body}</qj-quiz>'
    )


def _paper(paper: Paper) -> dict[str, object]:
    return {
        "name": paper.name,
        "mode": paper.mode,
        "questions": list(paper.questions),
        "rules": [
            {"count": r.count, "type": r.type, "difficulty": r.difficulty, "clause": r.clause}
            for r in paper.rules
        ],
        "minutes": paper.minutes,
        "pass": paper.pass_percent,
        "attempts": paper.attempts,
    }


def draw_question(
    question: Question, number: int, record: Record, page: PageRenderer, prefix: str = ""
) -> str:
    """Stem, picture, choices and what may be known of the answer.

    On the page of another record ids begin with ``prefix``, and no number is shown.
    """
    options = question.options
    header = record.header
    level = header.level if isinstance(header, QuestionBankHeader) else "自测"
    if level == "认证":
        return ""
    key = key_of(record.id, question)
    shown = open_key(key) if level == "自测" else sealed_key(key, record.id)
    meta = f"{options.type} · {options.score:g} 分 · 难度{options.difficulty}"
    meta = meta if prefix else f"第 {number} 题 · {meta}"
    figure = question.figure
    if figure and prefix:
        figure = dataclasses.replace(figure, anchor=prefix + figure.anchor)
    drawn = page.blocks([figure]) if figure else ""
    answer = _draw_answer(question, record, page) if level == "自测" else ""
    basis = _draw_basis(options.clause, page)
    folded = "查看答案和依据" if answer else "查看依据"
    return (
        f'<section class="qj-question" id="{escape(prefix + question.anchor)}" '
        f'data-bank="{escape(record.id)}" data-question="{escape(options.identifier)}" '
        f'data-level="{level}" data-type="{options.type}" '
        f'data-points="{key.points}" data-clause="{escape(options.clause)}" '
        f'data-wording="{page.wordings.of(options.clause)}" '
        f'data-difficulty="{options.difficulty}" data-shuffle="{int(options.shuffle)}" '
        f'data-key="{_attribute(shown)}"><p class="qj-question__meta">{meta}</p>'
        f'<div class="qj-question__stem">{page.markdown(question.stem)}</div>{drawn}'
        f"{_draw_choices(question, record, page)}"
        f'<details class="qj-answer"><summary>{folded}</summary>{answer}{basis}</details></section>'
    )


def _attribute(value: object) -> str:
    return escape(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _draw_choices(question: Question, record: Record, page: PageRenderer) -> str:
    kind = question.options.type
    if kind == "填空":
        return ""
    texts = [choice.text for choice in question.choices]
    named = list(zip(choice_ids(record.id, question, texts), question.choices, strict=True))
    if kind == "配对":
        matches = [choice.match for choice in question.choices]
        rights = zip(choice_ids(record.id, question, matches), matches, strict=True)
        lefts = "".join(_item(name, page.inline(choice.text)) for name, choice in named)
        others = "".join(_item(name, page.inline(text)) for name, text in sorted(rights))
        return (
            f'<ol class="qj-choices qj-choices--left">{lefts}</ol>'
            f'<ol class="qj-choices qj-choices--right" type="A">{others}</ol>'
        )
    if kind == "排序":  # by id, so that the page does not tell the order
        items = "".join(
            _item(name, page.inline(choice.text))
            for name, choice in sorted(named, key=lambda pair: pair[0])
        )
        return f'<ul class="qj-choices qj-choices--order">{items}</ul>'
    items = "".join(
        _item(name, page.inline(choice.text), _region(choice)) for name, choice in named
    )
    return f'<ol class="qj-choices" type="A">{items}</ol>'


def _item(name: str, html: str, extra: str = "") -> str:
    return f'<li class="qj-choice" data-id="{name}"{extra}>{html}</li>'


def _region(choice: Choice) -> str:
    if not choice.region:
        return ""
    return f' data-region="{",".join(f"{number:g}" for number in choice.region)}"'


def _draw_answer(question: Question, record: Record, page: PageRenderer) -> str:
    analysis = f"<p>解析：</p>{page.markdown(question.analysis)}" if question.analysis else ""
    feedback = _draw_feedback(question, record, page)
    return f'<p class="qj-answer__key">答案：{_key_words(question, page)}</p>{feedback}{analysis}'


def _key_words(question: Question, page: PageRenderer) -> str:
    """The key as a reader says it."""
    kind = question.options.type
    if kind == "填空":
        return "；".join(page.inline(blank) for blank in question.blanks)
    if kind == "排序":
        return " → ".join(page.inline(choice.text) for choice in question.choices)
    if kind == "配对":
        pairs = (f"{page.inline(c.text)} → {page.inline(c.match)}" for c in question.choices)
        return "；".join(pairs)
    return "".join(chr(65 + i) for i, choice in enumerate(question.choices) if choice.correct)


def _draw_feedback(question: Question, record: Record, page: PageRenderer) -> str:
    texts = [choice.text for choice in question.choices]
    names = choice_ids(record.id, question, texts)
    has_letters = question.options.type in ("单选", "多选", "判断", "找错")
    rows = "".join(
        f'<li data-for="{name}">{f"<b>{chr(65 + i)}</b> " if has_letters else ""}'
        f"{page.inline(choice.feedback)}</li>"
        for i, (name, choice) in enumerate(zip(names, question.choices, strict=True))
        if choice.feedback
    )
    return f'<ul class="qj-answer__feedback">{rows}</ul>' if rows else ""


def _draw_basis(clause: str, page: PageRenderer) -> str:
    """The clause, and where it is drawn and filmed."""
    links = [page.link_to(clause), *(page.link_to(target) for target in _shown_at(clause, page))]
    return f'<p class="qj-answer__basis">依据：{"　".join(links)}</p>'


def _shown_at(clause: str, page: PageRenderer) -> Sequence[str]:
    """The first step of a picture book and the first moment of a film that show the clause."""
    identifier, _, anchor = clause.partition("#")
    standard = page.site.find(identifier)
    if standard is None:
        return ()
    marks = page.forms.marks(standard)
    while anchor and anchor not in marks:
        anchor = anchor.rpartition("-")[0]
    edges = (marks.get(anchor, {}).get(slot, ()) for slot in ("manual", "video"))
    firsts = (next((e for e in found if e.source_anchor), None) for found in edges)
    return [f"{edge.source}#{edge.source_anchor}" for edge in firsts if edge]
