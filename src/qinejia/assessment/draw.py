"""Chance that can be repeated (抽题): the same seed gives the same paper here and in the browser.

mulberry32 (Tommy Ettinger, public domain): 32 bits of state, enough for choosing questions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

_T = TypeVar("_T")
_MASK = 0xFFFFFFFF


def chance(seed: int) -> Callable[[int], int]:
    """A function that gives whole numbers below its argument."""
    state = seed & _MASK

    def below(limit: int) -> int:
        nonlocal state
        state = (state + 0x6D2B79F5) & _MASK
        t = (state ^ (state >> 15)) * (1 | state) & _MASK
        t = ((t + ((t ^ (t >> 7)) * (61 | t) & _MASK)) & _MASK) ^ t
        return ((t ^ (t >> 14)) & _MASK) * limit >> 32

    return below


def shuffled(items: Sequence[_T], below: Callable[[int], int]) -> list[_T]:
    """A copy in another order (Fisher–Yates)."""
    result = list(items)
    for last in range(len(result) - 1, 0, -1):
        other = below(last + 1)
        result[last], result[other] = result[other], result[last]
    return result


def seed_of(text: str, seed: int) -> int:
    """A seed of its own for each question of a paper (FNV-1a over UTF-8)."""
    value = 0x811C9DC5
    for byte in text.encode("utf-8"):
        value = (value ^ byte) * 0x01000193 & _MASK
    return value ^ (seed & _MASK)
