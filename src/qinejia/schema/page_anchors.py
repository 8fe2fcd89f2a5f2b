"""Anchors of an ordinary page (普通页面的锚点), as Python-Markdown will make them."""

from __future__ import annotations

import re

from qinejia.markup.inline import mask_code
from qinejia.model.anchors import slugify
from qinejia.model.position import Position

_SETEXT = re.compile(r"^(?!\s*[-*+>|#])(\S.*)\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_ATTRIBUTE = re.compile(r"\{:?[^{}\n]*?#([^\s{}]+)[^{}\n]*\}|\b(?:id|name)=[\"']([^\"'\n]+)[\"']")


def page_anchors(body: str, start: Position) -> dict[str, Position]:
    """Ids that headings underlined with ``===`` and explicit attributes give."""
    if not any(sign in body for sign in ("{", "id=", "name=", "\n=", "\n-")):
        return {}
    text = mask_code(body)
    found: dict[str, Position] = {}
    for pattern in (_SETEXT, _ATTRIBUTE):
        for match in pattern.finditer(text):
            anchor = match[1] or match[2]
            if pattern is _SETEXT:
                anchor = slugify(anchor)
            line = text.count("\n", 0, match.start())
            found.setdefault(anchor, Position(start.path, start.line + line))
    return found
