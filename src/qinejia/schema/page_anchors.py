"""Anchors of an ordinary page (普通页面的锚点), as Python-Markdown will make them."""

from __future__ import annotations

import re

from qinejia.markup.inline import mask_code
from qinejia.model.anchors import slugify
from qinejia.model.position import Position

_SETEXT = re.compile(r"^(?!\s*[-*+>|#])(\S.*)\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_UNDERLINE = re.compile(r"\n(?:=+|-+)[ \t]*(?:\n|\Z)")
_BRACES = r"\{:?[^{}\n]*?#([^\s{}]+)[^{}\n]*\}"
_IN_BRACES = re.compile(_BRACES)
_ATTRIBUTE = re.compile(_BRACES + r"|\b(?:id|name)=[\"']([^\"'\n]+)[\"']")


def page_anchors(body: str, start: Position) -> dict[str, Position]:
    """Ids that headings underlined with ``===`` and explicit attributes give."""
    if not any(sign in body for sign in ("{", "id=", "name=", "\n=", "\n-")):
        return {}
    text = mask_code(body)
    matches: list[tuple[str, int]] = []
    if _UNDERLINE.search(text):
        matches += ((slugify(match[1]), match.start()) for match in _SETEXT.finditer(text))
    # A pattern that begins with a brace is found at once, one that may begin with a letter is not.
    pattern = _ATTRIBUTE if "id=" in text or "name=" in text else _IN_BRACES
    matches += ((match[match.lastindex or 1], match.start()) for match in pattern.finditer(text))
    found: dict[str, Position] = {}
    for anchor, offset in matches:
        line = text.count("\n", 0, offset)
        found.setdefault(anchor, Position(start.path, start.line + line))
    return found
