"""Questionnaires (问卷): readable without a script, which makes them answerable."""

from __future__ import annotations

from html import escape

from qinejia.model.survey import Survey


def draw_survey(survey: Survey, identifier: str) -> str:
    """The questions with their levels; the script puts controls in."""
    levels = escape("|".join(survey.levels))
    items = "".join(
        f'<li data-answer="{item.answer}" data-dimension="{escape(item.dimension)}">'
        f"{escape(item.text)}</li>"
        for item in survey.items
    )
    about = f"<p>{escape(survey.description)}</p>" if survey.description else ""
    return (
        f'<qj-survey class="qj-survey" data-id="{escape(identifier)}" data-levels="{levels}" '
        f'data-title="{escape(survey.title)}"><h3>{escape(survey.title)}</h3>{about}'
        f'<ol class="qj-survey__items">{items}</ol></qj-survey>'
    )
