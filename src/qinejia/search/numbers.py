"""Numbers written compactly (紧凑数): the index stores positions as differences, mostly small."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from operator import sub

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_FAST = 1 << 14
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}


def _slow(value: int) -> str:
    result = ""
    while value >= 32:
        result += DIGITS[32 + value % 32]
        value //= 32
    return result + DIGITS[value]


@cache
def _fast() -> list[str]:
    """The small numbers, which are nearly all, worked out once."""
    return [_slow(value) for value in range(_FAST)]


def encode(values: Iterable[int]) -> str:
    """Five bits a character, lowest first; digits from 32 on say that more follow."""
    known = _fast()
    return "".join([known[v] if v < _FAST else _slow(v) for v in values])


def encode_sorted(values: Sequence[int]) -> str:
    """Rising numbers by their differences."""
    return encode([values[0], *map(sub, values[1:], values)]) if values else ""


class _Values(dict[str, int]):
    """The value of each number as it is written."""

    def __missing__(self, written: str) -> int:
        return sum(_VALUE[digit] % 32 << 5 * place for place, digit in enumerate(written))


@cache
def _values() -> _Values:
    return _Values(zip(_fast(), range(_FAST), strict=True))


_NUMBER = re.compile("[g-z0-9_-]*[A-Za-f]")


def decode(text: str) -> list[int]:
    """Back from :func:`encode`."""
    return list(map(_values().__getitem__, _NUMBER.findall(text)))


def decode_sorted(text: str) -> list[int]:
    """Back from :func:`encode_sorted`."""
    return list(accumulate(decode(text)))
