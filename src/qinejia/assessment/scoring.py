"""Points for an answer (计分), in hundredths of a point.

选择: right choices less wrong ones, over the number of right ones, never below nothing.
填空, 配对: the share that is right. 排序: how many can stay where they are when the others are put
right (longest increasing run), so that one slip costs one place. A full answer has all points, an
empty one none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qinejia.assessment.answers import matches

CHOICES = ("单选", "多选", "判断", "找错")


@dataclass(frozen=True)
class Key:
    """The right answer of a question.

    ``right`` are ids of choices (选择), ids in order (排序); ``pairs`` left id → right id (配对);
    ``blanks`` the accepted answers of each blank, ``units`` what the stem prints behind it.
    """

    type: str
    points: int
    right: tuple[str, ...] = ()
    pairs: Mapping[str, str] | None = None
    blanks: tuple[tuple[str, ...], ...] = ()
    units: tuple[str, ...] = ()


def score(key: Key, answer: object) -> int:
    """Hundredths of a point; whatever is no answer to this type is worth nothing."""
    if key.type in CHOICES:
        return _choices(key, _texts(answer))
    if key.type == "填空":
        said = _texts(answer)
        hits = sum(
            any(matches(wanted, given, after) for wanted in accepted)
            for accepted, after, given in zip(key.blanks, key.units, said, strict=False)
        )
        return _share(key.points, hits, len(key.blanks))
    if key.type == "排序":
        order = _texts(answer)
        if sorted(order) != sorted(key.right):
            return 0
        places = [key.right.index(name) for name in order]
        return _share(key.points, _longest_run(places) - 1, len(places) - 1)
    if key.type == "配对" and isinstance(answer, Mapping):
        pairs = key.pairs or {}
        hits = sum(1 for left, right in pairs.items() if answer.get(left) == right)
        return _share(key.points, hits, len(pairs))
    return 0


def _choices(key: Key, chosen: Sequence[str]) -> int:
    picked = set(chosen)
    hits = len(picked & set(key.right))
    if key.type in ("单选", "判断"):
        return key.points if picked == set(key.right) else 0
    return _share(key.points, max(0, hits - (len(picked) - hits)), len(key.right))


def _texts(answer: object) -> list[str]:
    if not isinstance(answer, Sequence) or isinstance(answer, str):
        return []
    return [part for part in answer if isinstance(part, str)]


def _share(points: int, part: int, whole: int) -> int:
    """``points × part / whole``, halves rounded up."""
    return (2 * points * part + whole) // (2 * whole) if whole > 0 else 0


def _longest_run(places: Sequence[int]) -> int:
    """Length of the longest increasing subsequence (patience sorting)."""
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)
