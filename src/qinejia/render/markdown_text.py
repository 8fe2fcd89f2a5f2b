"""Markdown to HTML with one reused instance (Markdown 转换)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import markdown

from qinejia.render.extension import KnowledgeBaseExtension

DEFAULT_EXTENSIONS = ("tables", "attr_list", "def_list", "footnotes", "sane_lists", "md_in_html")


class MarkdownText:
    """Converts pieces of Markdown with the site's extensions and ours."""

    def __init__(
        self,
        extensions: Sequence[Any] = (),
        configs: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        names = list(extensions)
        names += [name for name in DEFAULT_EXTENSIONS if name not in names]
        if not any(isinstance(name, KnowledgeBaseExtension) for name in names):
            names.append(KnowledgeBaseExtension())
        settings = {key: dict(value) for key, value in (configs or {}).items()}
        self._markdown = markdown.Markdown(extensions=names, extension_configs=settings)

    def convert(self, text: str) -> str:
        """HTML of a whole piece of text; nothing is remembered between pieces."""
        return self._markdown.reset().convert(text)
