"""A seating plan: picture, the rule that made it, and the same as a table (座位图)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from qinejia.model.seating import SeatingPlan
from qinejia.render.drawing.seating import arrange, seating_figure

if TYPE_CHECKING:
    from qinejia.render.rendering import PageRenderer


def draw_seating(plan: SeatingPlan, anchor: str, page: PageRenderer) -> str:
    """Who sits where, to be seen and to be read."""
    seats = arrange(plan).seats
    has_names = any(seat.name for seat in seats)
    head = ("席位", *(("姓名或职务",) if has_names else ()), "位置")
    rows = "".join(
        f'<tr><th scope="row">{escape(seat.number)}</th>'
        + (f"<td>{escape(seat.name)}</td>" if has_names else "")
        + f"<td>{escape(seat.where)}</td></tr>"
        for seat in seats
    )
    columns = "".join(f'<th scope="col">{label}</th>' for label in head)
    rule = plan.rule
    return (
        f'<div class="qj-seats">{page.figure(seating_figure(plan), anchor)}'
        f'<p class="qj-seats__rule">{escape(rule.text)}（{escape(rule.source)}。'
        "左右以就座者自身为准。）</p>"
        f'<details class="qj-fold"><summary>座次表（{len(seats)} 人）</summary>'
        f'<div class="qj-scroll" tabindex="0"><table><thead><tr>{columns}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details></div>"
    )
