"""Step cards of a picture book (步骤卡)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from qinejia.model.blocks import Container
from qinejia.model.containers import StepOptions
from qinejia.render.boxes import draw_facts, picture_of

if TYPE_CHECKING:
    from qinejia.render.rendering import PageRenderer


def draw_step(block: Container, number: int, page: PageRenderer) -> str:
    """A step with picture, action, limit, tools, risk and clause."""
    options = block.options
    facts: list[tuple[str, str]] = []
    if isinstance(options, StepOptions):
        if options.limit:
            facts.append(("限值", page.inline(options.limit)))
        if options.tools:
            facts.append(("工具", escape("、".join(options.tools))))
        if options.risk:
            facts.append(("风险", page.inline(options.risk)))
        if options.clauses:
            facts.append(("条款", "、".join(page.link_to(clause) for clause in options.clauses)))
    return (
        f'<section class="qj-step" id="step-{number}"><header class="qj-step__head">'
        f'<span class="qj-step__no">{number}</span><h2>{page.inline(block.argument)}</h2></header>'
        f'<div class="qj-step__body">{picture_of(block, page)}{page.blocks(block.children)}</div>'
        f"{draw_facts('qj-step__facts', facts)}</section>"
    )
