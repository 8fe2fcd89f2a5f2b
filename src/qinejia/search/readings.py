"""Readings of characters (读音) for queries in pinyin and for homophones, without tones.

The common characters of GB/T 2312 in their usual reading, and those of the titles as they are read
there: 会 is read ``hui``, and ``kuai`` too once a title speaks of 会计. ``ü`` is written ``v``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

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


@cache
def _usual() -> tuple[dict[str, str], frozenset[str]]:
    """The usual reading of each character, and those that are read otherwise in some phrase.

    A table, since pypinyin takes as long to load as a hundred pages take to build.
    """
    text = (Path(__file__).parent / "readings.txt").read_text("utf-8")
    rows = [line.split(":") for line in text.splitlines() if not line.startswith("#")]
    others = frozenset(next(chars for syllable, chars in rows if syllable == "?"))
    usual = {char: syllable for syllable, chars in rows if syllable != "?" for char in chars}
    return usual, others


def readings(titles: Iterable[str]) -> str:
    """Lines ``syllable:characters`` in order; a character may stand in several."""
    usual, others = _usual()
    runs = {run for title in titles for run in _HAN.findall(title)}
    chars = {char for run in runs for char in run} | set(_common())
    found: dict[str, set[str]] = {}
    for char in chars & usual.keys():
        found.setdefault(usual[char], set()).add(char)
    for run in runs:
        if not others.isdisjoint(run):
            for char, syllable in _in_context(run):
                found.setdefault(syllable, set()).add(char)
    return "\n".join(f"{syllable}:{''.join(sorted(found[syllable]))}" for syllable in sorted(found))


def _in_context(run: str) -> Iterator[tuple[str, str]]:
    from pypinyin import Style, lazy_pinyin  # takes a moment to load

    parts = lazy_pinyin(run, style=Style.NORMAL)
    if len(parts) == len(run):  # else it holds a character without a reading
        yield from ((c, part) for c, part in zip(run, parts, strict=True) if part.isascii())
