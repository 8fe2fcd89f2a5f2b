"""Questions as a page shows them (考题). The key of a 认证 bank never reaches the output."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from qinejia.model.headers.practice import QuestionBankHeader
from qinejia.model.records import Question, Record

if TYPE_CHECKING:
    from qinejia.render.rendering import PageRenderer


def draw_question(question: Question, number: int, record: Record, page: PageRenderer) -> str:
    """Stem, choices and, for 自测 and 练习, the answer behind a fold."""
    options = question.options
    header = record.header
    keeps_key = isinstance(header, QuestionBankHeader) and header.level == "认证"
    if keeps_key:
        return ""
    meta = f"第 {number} 题 · {options.type} · {options.score:g} 分 · 难度{options.difficulty}"
    choices = "" if options.type == "填空" else _draw_choices(question, page)
    return (
        f'<section class="qj-question" id="{escape(question.anchor)}">'
        f'<p class="qj-question__meta">{meta}</p>'
        f'<div class="qj-question__stem">{page.markdown(question.stem)}</div>'
        f"{choices}{_draw_answer(question, page)}</section>"
    )


def _draw_choices(question: Question, page: PageRenderer) -> str:
    items = "".join(
        f'<li class="qj-choice">{page.inline(choice.text)}</li>' for choice in question.choices
    )
    return f'<ol class="qj-choices" type="A">{items}</ol>'


def _draw_answer(question: Question, page: PageRenderer) -> str:
    if question.options.type == "填空":
        answer = "；".join(page.inline(blank) for blank in question.blanks)
        feedback = ""
    else:
        letters = [chr(65 + i) for i, choice in enumerate(question.choices) if choice.correct]
        answer = "".join(letters)
        rows = "".join(
            f"<li><b>{chr(65 + i)}</b> {page.inline(choice.feedback)}</li>"
            for i, choice in enumerate(question.choices)
            if choice.feedback
        )
        feedback = f'<ul class="qj-answer__feedback">{rows}</ul>' if rows else ""
    analysis = f"<p>解析：</p>{page.markdown(question.analysis)}" if question.analysis else ""
    basis = page.link_to(question.options.clause)
    return (
        '<details class="qj-answer"><summary>查看答案和依据</summary>'
        f'<p class="qj-answer__key">答案：{answer}</p>{feedback}{analysis}'
        f'<p class="qj-answer__basis">依据：{basis}</p></details>'
    )
