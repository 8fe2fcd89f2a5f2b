"""Boxes and right/wrong pairs (提示框、正误对照)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from qinejia.model.blocks import Container
from qinejia.model.containers import PictureOptions

if TYPE_CHECKING:
    from qinejia.render.rendering import PageRenderer

_BOXES = {
    "提示": "tip",
    "注意": "note",
    "警告": "warning",
    "依据": "basis",
    "案例": "case",
    "讨论": "discussion",
    "要点": "key",
}
_VERDICTS = {"正确": ("ok", "✓ 正确"), "错误": ("bad", "✗ 错误")}


def draw_box(block: Container, page: PageRenderer) -> str:
    """A titled box; the title says what it is even without colour."""
    title = f"{block.name}：{page.inline(block.argument)}" if block.argument else block.name
    return (
        f'<aside class="qj-box qj-box--{_BOXES[block.name]}"><p class="qj-box__title">{title}</p>'
        f"{page.blocks(block.children)}</aside>"
    )


def draw_verdict(block: Container, page: PageRenderer) -> str:
    """One half of a right/wrong pair."""
    tone, label = _VERDICTS[block.name]
    caption = page.inline(block.argument) if block.argument else ""
    return (
        f'<figure class="qj-verdict qj-verdict--{tone}"><figcaption>'
        f'<span class="qj-verdict__label">{label}</span> {caption}</figcaption>'
        f"{picture_of(block, page)}{page.blocks(block.children)}</figure>"
    )


def picture_of(block: Container, page: PageRenderer) -> str:
    """The picture file of a block's options, if any."""
    options = block.options
    if not isinstance(options, PictureOptions) or not options.picture:
        return ""
    image = page.picture(options.picture, options.alternative)
    return f'<div class="qj-picture">{image}</div>' if image else ""


def draw_facts(css: str, facts: list[tuple[str, str]]) -> str:
    """A list of labelled values; ``facts`` holds plain labels and HTML values."""
    if not facts:
        return ""
    rows = "".join(f"<div><dt>{escape(label)}</dt><dd>{value}</dd></div>" for label, value in facts)
    return f'<dl class="{css}">{rows}</dl>'
