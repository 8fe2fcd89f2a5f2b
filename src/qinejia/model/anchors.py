"""Anchors of headings (锚点): stable, readable, never ``_1``."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_DROP = re.compile(r"[^\w\- .]")
_TAG = re.compile(r"<[^>]+>|\x02[^\x03]*\x03")
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")


def slugify(value: str, separator: str = "-") -> str:
    """Make an anchor of a heading as written: Chinese stays, spaces become ``separator``.

    A heading without any letter or digit gets ``h-`` and a hash of its text, so that its anchor
    does not depend on its place on the page.
    """
    text = _LINK.sub(r"\1", _TAG.sub("", value))
    text = unicodedata.normalize("NFKC", text).strip().lower()
    slug = re.sub(r"[\s]+", separator, _DROP.sub("", text)).strip(separator + "._")
    return slug or "h-" + hashlib.sha256(value.encode()).hexdigest()[:8]


def make_unique(slug: str, taken: set[str]) -> str:
    """Return ``slug``, or the first of ``slug-2``, ``slug-3`` … that is not taken, and take it."""
    candidate, number = slug, 2
    while candidate in taken:
        candidate, number = f"{slug}-{number}", number + 1
    taken.add(candidate)
    return candidate
