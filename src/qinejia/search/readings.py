"""Readings of characters (读音) for queries in pinyin and for homophones, without tones.

The common characters of GB/T 2312 in their usual reading, and those of the titles as they are read
there: 会 is read ``hui``, and ``kuai`` too once a title speaks of 会计. ``ü`` is written ``v``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from qinejia.memory import Memory, digest_of
from qinejia.search.phrases import read_apart

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


class _Known(NamedTuple):
    """What an earlier run found: for these titles, and how it read runs of characters."""

    titles: str
    lines: str
    runs: Mapping[str, Sequence[str]]


def readings(titles: Sequence[str], memory: Memory) -> str:
    """Lines ``syllable:characters`` in order; a character may stand in several."""
    known = _Known("", "", {})
    if memory.is_current("readings", "all"):
        known = memory.found("readings", "all")
    digest = digest_of(titles)
    if known.titles != digest:
        runs = {run for title in titles for run in _HAN.findall(title)}
        in_context = _in_context(runs, known.runs)
        known = _Known(digest, _lines(runs, in_context), in_context)
        memory.keep("readings", "all", known, ())
    return known.lines


def _in_context(
    runs: Collection[str], known: Mapping[str, Sequence[str]]
) -> Mapping[str, Sequence[str]]:
    """The reading of each character in each run that holds one with several."""
    _, others = _usual()
    unsure = sorted(run for run in runs if not others.isdisjoint(run))
    unknown = [run for run in unsure if run not in known]
    found = dict(zip(unknown, read_apart(unknown), strict=True)) if unknown else {}
    return {run: known[run] if run in known else found[run] for run in unsure}


def _lines(runs: Collection[str], in_context: Mapping[str, Sequence[str]]) -> str:
    usual, _ = _usual()
    chars = {char for run in runs for char in run} | set(_common())
    found: dict[str, set[str]] = {}
    for char in chars & usual.keys():
        found.setdefault(usual[char], set()).add(char)
    for run, syllables in in_context.items():
        for char, syllable in zip(run, syllables, strict=False):
            if syllable.isascii():
                found.setdefault(syllable, set()).add(char)
    return "\n".join(f"{syllable}:{''.join(sorted(found[syllable]))}" for syllable in sorted(found))
