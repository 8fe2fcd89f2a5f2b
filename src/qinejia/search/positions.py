"""Where each pair of neighbouring characters stands (位置).

All lines of all pages stand in one long row: of each page the headings, then the bodies. A page
begins at a multiple of ``ROOM``, so that a small change moves no other page: then only the pairs of
that page are written anew.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from operator import add

from qinejia.memory import Memory
from qinejia.search.numbers import decode_sorted, encode_sorted

GAP = 40
"""Positions between two lines: what stands in different paragraphs is not near."""
ROOM = 4096
"""What it costs: the index grows by one to two in a hundred."""
_END = "\n"

Lines = tuple[str, str]
"""The folded headings of a page, and its bodies; a line each."""


@dataclass(frozen=True)
class Positions:
    """Positions of each pair, encoded, and how long headings and bodies of each page are."""

    pages: tuple[Lines, ...]
    lengths: tuple[int, ...]
    pairs: dict[str, str]


def find_positions(pages: Sequence[Lines], memory: Memory) -> Positions:
    """The row of all ``pages``; ``memory`` has that of an earlier run."""
    lengths = [_length(lines) for page in pages for lines in page]
    before: Positions | None = None
    if memory.is_current("positions", "all"):
        before = memory.found("positions", "all")
    if before is not None and starts(before.lengths)[::2] == starts(lengths)[::2]:
        pairs = _mended(before, pages, lengths)
    else:
        pairs = _made(pages, lengths)
    result = Positions(tuple(pages), tuple(lengths), pairs)
    memory.keep("positions", "all", result, ())
    return result


def _length(lines: str) -> int:
    return len(lines) + GAP + lines.count("\n") * (GAP - 1)


def starts(lengths: Sequence[int]) -> list[int]:
    """Where headings and bodies of each page begin, and the end of the row."""
    found = [0]
    for index, length in enumerate(lengths):
        end = found[-1] + length
        found.append(end + -end % ROOM if index % 2 else end)
    return found


def _made(pages: Sequence[Lines], lengths: Sequence[int]) -> dict[str, str]:
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    places = starts(lengths)
    for page, start, middle in zip(pages, places[:-1:2], places[1::2], strict=True):
        _add(page, start, middle, found)
    return {pair: encode_sorted(found.pop(pair)) for pair in list(found)}


def _add(page: Lines, start: int, middle: int, found: defaultdict[str, array[int]]) -> None:
    """The pairs of a page; the last character of a line makes one with the line's end."""
    for lines, at in zip(page, (start, middle), strict=True):
        for line in lines.split("\n"):
            for position, pair in enumerate(map(add, line, line[1:] + _END), at):
                found[pair].append(position)
            at += len(line) + GAP


def _mended(before: Positions, pages: Sequence[Lines], lengths: Sequence[int]) -> dict[str, str]:
    """The pairs of an earlier row in which the pages take the same room."""
    pairs = dict(before.pairs)
    places, old_places = starts(lengths), starts(before.lengths)
    rows = zip(before.pages, pages, places[:-1:2], places[2::2], strict=True)
    for number, (old, new, start, end) in enumerate(rows):
        if old == new:
            continue
        gone: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        fresh: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        _add(old, start, old_places[2 * number + 1], gone)
        _add(new, start, places[2 * number + 1], fresh)
        for pair in gone.keys() | fresh.keys():
            if gone.get(pair) == fresh.get(pair):
                continue
            others = decode_sorted(pairs.get(pair, ""))
            kept = [position for position in others if not start <= position < end]
            mended = encode_sorted(sorted([*kept, *fresh.get(pair, ())]))
            if mended:
                pairs[pair] = mended
            else:
                pairs.pop(pair, None)
    return pairs
