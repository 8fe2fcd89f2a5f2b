"""Readings of characters (读音) for queries in pinyin and for homophones, without tones.

The common characters of GB/T 2312 in their usual reading, and those of the titles as they are read
there: 会 is read ``hui``, and ``kuai`` too once a title speaks of 会计. ``ü`` is written ``v``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_HAN = re.compile("[\u4e00-\u9fff]+")
_FIRST_LEVEL = (0xB0, 0xD7)
"""Rows of GB/T 2312 with the 3,755 common characters."""


@cache
def _common() -> str:
    codes = (
        bytes((row, cell))
        for row in range(_FIRST_LEVEL[0], _FIRST_LEVEL[1] + 1)
        for cell in range(0xA1, 0xFF)
    )
    return "".join(code.decode("gb2312", "ignore") for code in codes)


def readings(titles: Iterable[str]) -> str:
    """Lines ``syllable:characters`` in order; a character may stand in several."""
    from pypinyin import Style, lazy_pinyin  # takes a moment to load

    found: dict[str, set[str]] = {}
    texts = sorted(set(titles))
    chars = sorted({char for text in texts for char in text} | set(_common()))
    for text in (*texts, *chars):
        for run in _HAN.findall(text):
            parts = lazy_pinyin(run, style=Style.NORMAL)
            if len(parts) == len(run):  # else it holds a character without a reading
                for char, syllable in zip(run, parts, strict=True):
                    found.setdefault(syllable, set()).add(char)
    found = {syllable: chars for syllable, chars in found.items() if syllable.isascii()}
    return "\n".join(f"{syllable}:{''.join(sorted(found[syllable]))}" for syllable in sorted(found))
