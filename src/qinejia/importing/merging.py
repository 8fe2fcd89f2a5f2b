"""A newer Word version meets a text that was edited since (再次导入): merged, never overwritten.

Three texts are compared line by line: the first import, what stands in the library now, and the new
import. A change that only one of the two made is taken; where both changed the same lines, the
editor decides.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

_MARKS = ("<<<<<<< 知识库里的", "======= ", ">>>>>>> 新的 Word")
_UPDATED = re.compile(r"^更新: .*$", re.MULTILINE)
Choice = Literal["", "mine", "word"]


@dataclass(frozen=True)
class Conflict:
    """Lines that both sides changed; ``line`` is where they stand in the library's text, from 1."""

    line: int
    mine: tuple[str, ...]
    word: tuple[str, ...]


@dataclass
class Merge:
    """The merged text, with marks where the editor must decide."""

    text: str
    conflicts: list[Conflict] = field(default_factory=list)
    taken: int = 0
    """Places that came from the new Word file."""
    kept: int = 0
    """Places that were edited in the library and stay."""


def merge_texts(base: str, mine: str, word: str, choice: Choice = "") -> Merge:
    """Merge ``mine`` and ``word``, both made from ``base``.

    ``choice`` says whose lines stand in a conflict; without it both do, between marks. The day of
    the import is no change of the text: it is that of ``word``.
    """
    day = _UPDATED.search(word)
    if day:
        base, mine = _UPDATED.sub(day[0], base, 1), _UPDATED.sub(day[0], mine, 1)
    a, b, c = base.split("\n"), mine.split("\n"), word.split("\n")
    merge = Merge("")
    lines: list[str] = []
    for same, old, left, right in _regions(a, b, c):
        old_lines, ours, theirs = a[old], b[left], c[right]
        if same or ours == theirs:
            lines += ours
        elif ours == old_lines:
            lines += theirs
            merge.taken += 1
        elif theirs == old_lines:
            lines += ours
            merge.kept += 1
        else:
            merge.conflicts.append(Conflict(left.start + 1, tuple(ours), tuple(theirs)))
            lines += _decide(ours, theirs, choice)
    merge.text = "\n".join(lines)
    return merge


def _decide(ours: Sequence[str], theirs: Sequence[str], choice: Choice) -> list[str]:
    if choice == "mine":
        return list(ours)
    if choice == "word":
        return list(theirs)
    return [_MARKS[0], *ours, _MARKS[1], *theirs, _MARKS[2]]


def _regions(
    a: Sequence[str], b: Sequence[str], c: Sequence[str]
) -> Iterator[tuple[bool, slice, slice, slice]]:
    """Stretches that are the same in all three, and what lies between them, in order."""
    at_a = at_b = at_c = 0
    for start, in_b, in_c, length in _common(a, b, c):
        gap = (slice(at_a, start), slice(at_b, in_b), slice(at_c, in_c))
        if any(part.stop > part.start for part in gap):
            yield False, *gap
        if length:
            yield (
                True,
                slice(start, start + length),
                slice(in_b, in_b + length),
                slice(in_c, in_c + length),
            )
        at_a, at_b, at_c = start + length, in_b + length, in_c + length


def _common(
    a: Sequence[str], b: Sequence[str], c: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Where ``a`` agrees with both others: starts in each, and length; ends with an empty one."""
    with_b, with_c = _matches(a, b), _matches(a, c)
    i = j = 0
    while i < len(with_b) and j < len(with_c):
        a1, b1, n1 = with_b[i]
        a2, c2, n2 = with_c[j]
        start, end = max(a1, a2), min(a1 + n1, a2 + n2)
        if start < end:
            yield start, b1 + start - a1, c2 + start - a2, end - start
        if a1 + n1 <= a2 + n2:
            i += 1
        else:
            j += 1
    yield len(a), len(b), len(c), 0


def _matches(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Blocks that two texts share; a lone blank line is no sign that they agree there."""
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return [
        (block.a, block.b, block.size)
        for block in blocks
        if any(line.strip() for line in a[block.a : block.a + block.size])
    ]
