"""One form for all ways of writing a text (归一化), the same in Python and in the browser.

Full width becomes half width, capitals small, traditional characters simplified, every dash ``-``;
white space goes. One character stays one character, so that offsets can be counted.
``frontend/src/search/folding.mjs`` is its twin.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

MISSING = "\ufffd"
"""Stands for what is outside of the basic plane: two code units in a browser, one here."""

_SPACES = (*range(0x21), 0x7F, 0xA0, 0xAD, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029)
_MORE_SPACES = (0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF)
_DASHES = "‐‑‒–—―−﹣－"
_QUOTES = {"「": "“", "」": "”", "『": "“", "』": "”"}


@cache
def traditional() -> dict[str, str]:
    """Traditional → simplified characters (OpenCC's ``TSCharacters``, Apache-2.0)."""
    text = (Path(__file__).parent / "traditional.txt").read_text("utf-8")
    first, second = [line for line in text.splitlines() if not line.startswith("#")]
    return dict(zip(first, second, strict=True))


@cache
def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys((*_SPACES, *_MORE_SPACES))
    table |= {ord(char): simple for char, simple in traditional().items()}
    for code in range(0xFF01, 0xFF5F):
        table[code] = chr(code - 0xFEE0).lower()
    table |= {ord(dash): "-" for dash in _DASHES}
    table |= {ord(old): new for old, new in _QUOTES.items()}
    table |= {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    table |= dict.fromkeys(range(0xD800, 0xE000), MISSING)
    return table


def fold(text: str) -> str:
    """``text`` in the one form; line breaks go too."""
    folded = text.translate(_table())
    if folded.isascii() or max(folded) <= "\uffff":
        return folded
    return "".join(char if char <= "\uffff" else MISSING for char in folded)
