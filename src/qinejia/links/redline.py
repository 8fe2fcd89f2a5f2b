"""Two editions of a standard, clause by clause (修订对照).

Clauses are matched even when their numbers moved: equal texts first, then what is most alike in
title and body. Within a clause the difference is taken over whole tokens (a value with its unit, a
modal verb, a Latin word, else one character): a plain character difference would show ``宜`` → ``不
宜`` as an added ``不``, and 60 → 70 as ``6`` → ``7``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from qinejia.markup.inline import plain_words
from qinejia.markup.modals import find_modals
from qinejia.model.records import Clause, ListItem, Record

ADDED, REMOVED, CHANGED, MOVED, SAME = "新增", "删除", "修改", "移动", "未变"
KINDS = (ADDED, REMOVED, CHANGED, MOVED, SAME)

_TOKEN = re.compile(
    r"\d+(?:\.\d+)*(?:\s?(?:min|mm|cm|km|mg/L|kg|mg|mL|m²|m|g|L|s|h|d|℃|%|lx|W|°))?"
    r"|应当|应该|不应|必须|不得|不宜|不必|不可|不能|[A-Za-z]+|\s+|.",
    re.DOTALL,
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?\s?(?:[a-zA-Z/²℃%°]+)?")
_CROSS = re.compile(r"(?:见|按|按照|符合|附录|[图表第])\s?[A-Z]?\.?\d+(?:\.\d+)*")
_ALIKE = 0.45
"""From this likeness on two clauses are one clause that changed; measured on real editions."""


@dataclass(frozen=True)
class Part:
    """A piece of a difference: ``kind`` is 同, 增 or 删."""

    kind: str
    text: str


@dataclass(frozen=True)
class ClauseText:
    """A clause as plain text (条的文字): one paragraph or list item a line."""

    anchor: str
    number: str
    title: str
    text: str


@dataclass(frozen=True)
class Change:
    """What became of one clause (条的变化).

    ``strength`` says that the modal verbs differ (约束强度变化), ``limits`` that the numbers do
    (指标变化).
    """

    kind: str
    old: ClauseText | None
    new: ClauseText | None
    title: tuple[Part, ...] = ()
    parts: tuple[Part, ...] = ()
    strength: bool = False
    limits: bool = False


@dataclass(frozen=True)
class Redline:
    """All changes in the order of the new edition; removed clauses stand where they stood."""

    changes: tuple[Change, ...]
    counts: Counter[str] = field(default_factory=Counter)


def clause_texts(record: Record) -> tuple[ClauseText, ...]:
    """The clauses of a standard as they read, without marks of Markdown's links."""
    return tuple(_text_of(clause) for clause in record.clauses)


def _text_of(clause: Clause) -> ClauseText:
    lines = []
    markers = {part.anchor: part.marker for part in clause.content if isinstance(part, ListItem)}
    for paragraph in clause.paragraphs:
        if paragraph.role == "表":
            lines += _rows(paragraph.text)
            continue
        marker = markers.get(paragraph.anchor, "")
        text = plain_words(paragraph.text.replace("\n", ""))
        lines.append(f"{marker} {text}" if marker else text)
    number = clause.number
    return ClauseText(clause.anchor, number, clause.title, "\n".join(lines))


def _rows(table: str) -> list[str]:
    """The rows of a Markdown table as lines, without the rule below its head."""
    rows = ([cell.strip() for cell in row.strip(" |").split("|")] for row in table.split("\n"))
    return [" │ ".join(row) for row in rows if not all(set(cell) <= set("-: ") for cell in row)]


def compare(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> Redline:
    """The changes from ``old`` to ``new``."""
    pairs = _match(old, new)
    moved = _moved(pairs)
    changes: list[Change] = []
    placed: set[int] = set()
    last = -1
    for index, clause in enumerate(new):
        partner = pairs.get(index)
        if partner is not None and index not in moved:
            changes += _removed(old, pairs, range(last + 1, partner), placed)
            last = max(last, partner)
        before = None if partner is None else old[partner]
        changes.append(_change(before, clause, index in moved))
    changes += _removed(old, pairs, range(len(old)), placed)
    counts = Counter(change.kind for change in changes)
    counts["约束强度变化"] = sum(change.strength for change in changes)
    counts["指标变化"] = sum(change.limits for change in changes)
    return Redline(tuple(changes), counts)


def _removed(
    old: Sequence[ClauseText], pairs: dict[int, int], among: range, placed: set[int]
) -> Iterator[Change]:
    kept = set(pairs.values())
    for index in among:
        if index not in kept and index not in placed:
            placed.add(index)
            yield _change(old[index], None, False)


def _change(old: ClauseText | None, new: ClauseText | None, is_moved: bool) -> Change:
    if old is None or new is None:
        kind = "增" if old is None else "删"
        whole = new or old
        assert whole is not None
        return Change(
            ADDED if old is None else REMOVED,
            old,
            new,
            (Part(kind, whole.title),) if whole.title else (),
            (Part(kind, whole.text),) if whole.text else (),
        )
    title, parts = difference(old.title, new.title), difference(old.text, new.text)
    if old.title == new.title and old.text == new.text:
        kind = MOVED if is_moved or old.number != new.number else SAME
        return Change(kind, old, new, title, parts)
    is_numbered = bool(new.number)  # a foreword demands nothing
    return Change(
        CHANGED,
        old,
        new,
        title,
        parts,
        strength=is_numbered and _verbs(old.text) != _verbs(new.text),
        limits=is_numbered and _numbers(old.text) != _numbers(new.text),
    )


def _verbs(text: str) -> Counter[str]:
    return Counter(modal.text for modal in find_modals(text))


def _numbers(text: str) -> Counter[str]:
    """Values, without list markers and the numbers of clauses that the text mentions."""
    plain = _CROSS.sub("", re.sub(r"^(?:\d{1,2}|[a-z])\) ", "", text, flags=re.MULTILINE))
    return Counter(re.sub(r"\s", "", match) for match in _NUMBER.findall(plain))


def difference(old: str, new: str) -> tuple[Part, ...]:
    """Parts that make ``old`` of 同 and 删, and ``new`` of 同 and 增."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    parts: list[Part] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in _without_islands(matcher.get_opcodes()):
        if kind == "equal":
            _push(parts, "同", "".join(before[a:b]))
        else:
            _push(parts, "删", "".join(before[a:b]))
            _push(parts, "增", "".join(after[c:d]))
    return tuple(parts)


def _push(parts: list[Part], kind: str, text: str) -> None:
    if text:
        parts.append(Part(kind, text))


def _without_islands(
    codes: Sequence[tuple[str, int, int, int, int]],
) -> list[tuple[str, int, int, int, int]]:
    """Join changes that only one equal token keeps apart: they read as one change."""
    result: list[tuple[str, int, int, int, int]] = []
    for index, (kind, a, b, c, d) in enumerate(codes):
        is_island = kind == "equal" and b - a == 1 and 0 < index < len(codes) - 1
        if result and result[-1][0] != "equal" and (kind != "equal" or is_island):
            _, first, _, third, _ = result[-1]
            result[-1] = ("replace", first, b, third, d)
        else:
            result.append((kind, a, b, c, d))
    return result


# --- which clause became which ------------------------------------------------------------------


def _match(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> dict[int, int]:
    """New index → old index: equal clauses, then the most alike, each used once."""
    pairs: dict[int, int] = {}
    used: set[int] = set()

    def take(key: str) -> None:
        known: dict[tuple[str, ...], list[int]] = {}
        for index, clause in enumerate(old):
            if index not in used:
                known.setdefault(_key(clause, key), []).append(index)
        for index, clause in enumerate(new):
            free = known.get(_key(clause, key), [])
            if index not in pairs and free and any(_key(clause, key)[1:]):
                pairs[index] = free.pop(0)
                used.add(pairs[index])

    take("number title text")
    take("title text")
    candidates = [
        (score, -abs(first - second), -first, second)
        for first in range(len(new))
        if first not in pairs
        for second in range(len(old))
        if second not in used and (score := _likeness(old[second], new[first])) >= _ALIKE
    ]
    for _, _, negative, second in sorted(candidates, reverse=True):
        if -negative not in pairs and second not in used:
            pairs[-negative] = second
            used.add(second)
    return pairs


def _key(clause: ClauseText, names: str) -> tuple[str, ...]:
    parts = tuple(getattr(clause, name) for name in names.split())
    return ("", *parts)


def _likeness(old: ClauseText, new: ClauseText) -> float:
    """From 0 to 1: title and body; the same number decides between equals."""
    if bool(old.number) != bool(new.number) or old.number.isalpha() != new.number.isalpha():
        return 0.0
    bonus = 0.1 if old.number == new.number else 0.0
    if old.title and new.title:
        title = SequenceMatcher(None, old.title, new.title, autojunk=False).ratio()
        if not old.text and not new.text:
            return title + bonus
        return 0.4 * title + 0.6 * _ratio(old.text, new.text) + bonus
    return _ratio(old.text, new.text) + bonus


def _ratio(old: str, new: str) -> float:
    if not old or not new:
        return 0.0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()


def _moved(pairs: dict[int, int]) -> set[int]:
    """New indexes that left the order: all but a longest run that kept it."""
    order = sorted(pairs)
    best: list[tuple[int, int]] = []  # length of the run that ends here, and its predecessor
    for position, index in enumerate(order):
        length, before = 1, -1
        for earlier in range(position):
            if pairs[order[earlier]] < pairs[index] and best[earlier][0] + 1 > length:
                length, before = best[earlier][0] + 1, earlier
        best.append((length, before))
    kept: set[int] = set()
    position = max(range(len(best)), key=lambda p: best[p][0], default=-1)
    while position >= 0:
        kept.add(order[position])
        position = best[position][1]
    return set(order) - kept
