"""Turns the blocks of a body into HTML fragments (渲染)."""

from qinejia.render.markdown_text import MarkdownText
from qinejia.render.rendering import Prepared, Renderer

__all__ = ["MarkdownText", "Prepared", "Renderer"]
