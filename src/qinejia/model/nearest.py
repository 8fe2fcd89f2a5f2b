"""Which of the existing names was probably meant (相近的名称).

Names are short: one wrong character of two still is a near miss when both are read alike (查水 for
茶水). Numbers of clauses are not compared by their characters but by their place: next to 5.3.9
stands 5.3.6, not 5.3.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

_HAN = re.compile("[\u4e00-\u9fff]")
_NUMBERED = re.compile(r"(?:\d+|[a-z])(?:[.-](?:\d+|[a-z]))*|[a-z]+-?\d+")
_PART = re.compile(r"\d+|[a-z]+")
_SEPARATOR = re.compile(r"[\s.\-_—－·、]+")
_NEGATIONS = frozenset("不未非无否")
"""Who writes 公开 does not mean 不公开."""
_ALIKE = 0.3
"""What a character of the same reading costs; any other edit costs 1."""
_MOST_CHINESE, _MOST_LATIN = 0.5, 0.3
"""Share of a name that may be wrong; letters carry less meaning than characters."""
_LONGEST = 80


def nearest(name: str, among: Iterable[str]) -> str:
    """The name of ``among`` that is closest to ``name``, or nothing when none is close."""
    wanted = _folded(name)
    if not wanted or len(wanted) > _LONGEST:
        return ""
    best, least = "", 1.0
    for candidate in among:
        cost = _cost(wanted, _folded(candidate), least)
        if cost < least:
            best, least = candidate, cost
    return best


def nearest_anchor(anchor: str, among: Iterable[str]) -> str:
    """The same for an anchor: of clauses, steps and figures the neighbour in number."""
    names = sorted(among)
    wanted = _folded(anchor)
    bare = _SEPARATOR.sub("", wanted)
    for name in names:
        if bare and _SEPARATOR.sub("", _folded(name)) == bare:
            return name
    if not _NUMBERED.fullmatch(wanted):
        return nearest(anchor, names)
    path = _path(wanted)
    ranked = [(rank, name) for name in names if (rank := _distance(path, _path(_folded(name))))]
    return min(ranked)[1] if ranked else ""


def hint_of(name: str) -> str:
    """How a near name is offered; nothing for no name."""
    return f"是不是“{name}”？" if name else ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def _path(anchor: str) -> list[str]:
    return _PART.findall(anchor)


def _distance(wanted: Sequence[str], found: Sequence[str]) -> tuple[int, int, int] | None:
    """How far apart two numbers are, for sorting; ``None`` when they do not begin alike."""
    shared = 0
    while shared < min(len(wanted), len(found)) and wanted[shared] == found[shared]:
        shared += 1
    if not shared:
        return None
    if shared == len(found):  # what stands above it
        return -shared, 10_000, 0
    if shared == len(wanted):  # what stands below it
        return -shared, 10_000, len(found)
    here, there = wanted[shared], found[shared]
    if here.isdecimal() != there.isdecimal():
        return -shared, 20_000, len(found)
    return -shared, abs(_value(here) - _value(there)), len(found)


def _value(part: str) -> int:
    return int(part[:4]) if part.isdecimal() else ord(part[0])


def _cost(wanted: str, candidate: str, least: float) -> float:
    """Share of the longer name that is wrong; 1 when that is much, or more than ``least``."""
    if wanted == candidate:
        return 0.0
    is_chinese = _HAN.search(wanted) or _HAN.search(candidate)
    most = _MOST_CHINESE if is_chinese else _MOST_LATIN
    if set(wanted) & _NEGATIONS != set(candidate) & _NEGATIONS:
        return 1.0
    longer = max(len(wanted), len(candidate), 1)
    other = _part(wanted, candidate, bool(is_chinese))
    if _strangers(wanted, candidate) > min(most, least + 0.01) * longer:
        return other
    cost = _edits(wanted, candidate) / longer
    if wanted[:1] == candidate[:1]:
        cost -= 0.01  # of two that are equally near, the one that begins alike
    return min(cost, other) if cost <= most else other


def _strangers(wanted: str, candidate: str) -> int:
    """Characters of the longer name without a like in the other: so many edits at the least."""
    signs, others = list(map(_reading, wanted)), list(map(_reading, candidate))
    common = sum(min(signs.count(sign), others.count(sign)) for sign in set(signs))
    return max(len(signs), len(others)) - common


def _part(wanted: str, candidate: str, is_chinese: bool) -> float:
    """A part of a title or of an id; else Chinese typed in pinyin."""
    if len(wanted) >= (3 if is_chinese else 5) and wanted in candidate:
        return 0.2 + len(candidate) / 1_000  # of several, the shortest
    return _spelt(wanted, candidate)


def _spelt(wanted: str, candidate: str) -> float:
    """Chinese typed in pinyin: ``tishi`` for 提示."""
    if not wanted.isascii() or not 2 <= len(wanted) <= 30 or not _HAN.search(candidate):
        return 1.0
    return 0.1 if "".join(map(_reading, candidate)) == wanted.replace(" ", "") else 1.0


def _edits(wanted: str, candidate: str) -> float:
    """Least cost of the edits between two texts, neighbours that changed places included."""
    start = _shared(wanted, candidate)
    wanted, candidate = wanted[start:], candidate[start:]
    end = _shared(wanted[::-1], candidate[::-1])
    wanted, candidate = wanted[: len(wanted) - end], candidate[: len(candidate) - end]
    before: list[float] = []
    row = [float(column) for column in range(len(candidate) + 1)]
    for i, sign in enumerate(wanted):
        now = [i + 1.0]
        for j, other in enumerate(candidate):
            step = 0.0 if sign == other else _ALIKE if _is_alike(sign, other) else 1.0
            cost = min(row[j] + step, row[j + 1] + 1, now[j] + 1)
            if i and j and sign == candidate[j - 1] and wanted[i - 1] == other:
                cost = min(cost, before[j - 1] + 1)
            now.append(cost)
        before, row = row, now
    return row[-1]


def _shared(first: str, second: str) -> int:
    """How many signs both begin with."""
    pairs = zip(first, second, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _is_alike(first: str, second: str) -> bool:
    if first.isascii() or second.isascii():
        return False
    return _reading(first) == _reading(second)


@cache
def _reading(sign: str) -> str:
    if not _HAN.match(sign):
        return sign
    from pypinyin import Style, lazy_pinyin  # takes a moment to load, and only faults need it

    return str(lazy_pinyin(sign, style=Style.NORMAL)[0])
