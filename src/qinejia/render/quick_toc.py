"""Python-Markdown's table of contents without what nobody reads (目录提速).

It writes each heading out as HTML and runs every postprocessor over it, and makes a list for
``[TOC]`` of which MkDocs takes no notice. A heading of plain text is its own HTML; without a
``[TOC]`` there is no list.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import toc

_MARKUP = re.compile("[<>&\\\\\0\2\3\r\n\xa0]")
_KNOWN = {"qinejia_raw_tables", "raw_html", "footnote", "amp_substitute", "qinejia_sanitiser"}
"""Postprocessors that leave a text alone which holds none of these."""
_render = toc.render_inner_html


def _quick_render(el: Element, md: Markdown) -> str:
    text = el.text or ""
    known = sum(name in md.postprocessors for name in _KNOWN) == len(md.postprocessors)
    if known and not len(el) and not _MARKUP.search(text):
        return text.strip()
    return _render(el, md)


class QuickToc(toc.TocTreeprocessor):
    """Takes the place of ``toc``; the anchors and tokens are the same."""

    def run(self, doc: Element) -> None:
        marker = self.marker
        self._has_marker = bool(marker) and any(marker in (e.text or "") for e in doc.iter())
        super().run(doc)

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return super().build_toc_div(toc_list) if self._has_marker else Element("div")


toc.render_inner_html = _quick_render  # there is no other seam
toc.TocExtension.TreeProcessorClass = QuickToc
