"""Letters of symbol typefaces (符号字体): what Wingdings shows for a letter is no letter."""

from __future__ import annotations

import re

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x76: "◆", 0x77: "◆",
    0x9E: "·", 0x9F: "•", 0xA0: "■", 0xA7: "■", 0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□"}
_SYMBOL = {
    0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "·", 0xB8: "÷", 0xB9: "≠",
    0xBB: "≈", 0xAE: "→", 0xA2: "′", 0xB2: "″", 0xD7: "·", 0xD6: "√", 0xE5: "∑", 0xF2: "∫",
    0xA5: "∞", 0x2D: "−", 0x44: "Δ", 0x57: "Ω", 0x53: "Σ", 0x46: "Φ",
    **dict(zip(b"abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True)),
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]"
)
UNKNOWN = "〓"
"""What prints for a sign that nobody here knows; Chinese typesetters use it for a missing type."""


def read_symbol(font: str, code: int) -> str:
    """The character that ``font`` shows for ``code``; ``UNKNOWN`` when it is not known."""
    code = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    known = _FONTS.get(font.lower())
    if known is None:  # bullets are often marked with no typeface
        known = {**_SYMBOL, **_WINGDINGS}
    return known.get(code, UNKNOWN)


def clean_text(text: str, font: str) -> tuple[str, int, int]:
    """``text`` without private and invisible characters; how many are unknown, and invisible."""
    if font.lower() in _FONTS:
        text = "".join(
            read_symbol(font, ord(sign)) if sign.isalnum() or ord(sign) > 0x7F else sign
            for sign in text
        )
    elif _PRIVATE.search(text):
        text = _PRIVATE.sub(lambda match: read_symbol(font, ord(match[0])), text)
    kept, invisible = _INVISIBLE.subn("", text)
    return kept.replace("\xa0", " "), kept.count(UNKNOWN), invisible
