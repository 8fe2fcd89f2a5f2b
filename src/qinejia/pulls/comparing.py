"""Two states of a site side by side (合入前后对照): pages, clauses, coverage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qinejia.links.forms import FormIndex
from qinejia.links.impact import Revision, impact, revise, revisions
from qinejia.links.redline import SAME, Change
from qinejia.links.tracing import STATES, outdated, trace
from qinejia.model.kinds import SLOTS
from qinejia.model.records import Edge, Record, Site

ADDED, REMOVED, CHANGED, MOVED = "新增", "删除", "修改", "移动"


@dataclass(frozen=True)
class PageChange:
    """What became of a page (页面的改动); ``old`` is its former path when it moved."""

    kind: str
    path: str
    title: str
    old: str = ""


@dataclass(frozen=True)
class ClauseChanges:
    """Changed clauses of a standard, each with what cites it (条款的改动)."""

    revision: Revision
    changes: tuple[tuple[Change, tuple[Edge, ...]], ...]


@dataclass(frozen=True)
class Coverage:
    """五位一体 in numbers (覆盖): requirement clauses by state, and what has all five forms."""

    states: Mapping[tuple[str, str], str]
    """Standard and clause → state."""
    outdated: int
    subjects: int
    complete: int

    def count(self, state: str) -> int:
        return sum(found == state for found in self.states.values())


@dataclass(frozen=True)
class Comparison:
    """All of it (对照); ``new`` is the later state."""

    new: Site
    pages: tuple[PageChange, ...]
    clauses: tuple[ClauseChanges, ...]
    before: Coverage
    after: Coverage

    @property
    def moved_states(self) -> tuple[tuple[tuple[str, str], str, str], ...]:
        """Clauses whose state changed, what got worse first."""
        both = self.before.states.keys() & self.after.states.keys()
        found = [(key, self.before.states[key], self.after.states[key]) for key in sorted(both)]
        moved = [one for one in found if one[1] != one[2]]
        return tuple(sorted(moved, key=lambda one: STATES.index(one[2]) > STATES.index(one[1])))


def compare_sites(old: Site, new: Site, masks: tuple[str, ...] = ()) -> Comparison:
    """``masks`` are the words of the settings that hold no modal verb."""
    return Comparison(
        new,
        tuple(sorted(_pages(old, new), key=lambda change: change.path)),
        tuple(_clauses(old, new)),
        _coverage(old, masks),
        _coverage(new, masks),
    )


def _pages(old: Site, new: Site) -> Iterator[PageChange]:
    before, after = _texts(old), _texts(new)
    for path in before.keys() | after.keys():
        if path not in after:
            name, title, _ = before[path]
            if name not in new.records:  # else it moved
                yield PageChange(REMOVED, path, title)
        elif path in before:
            if before[path][2] != after[path][2]:
                yield PageChange(CHANGED, path, after[path][1])
        else:
            name, title, _ = after[path]
            moved = old.records.get(name)
            yield PageChange(MOVED if moved else ADDED, path, title, moved.path if moved else "")


def _texts(site: Site) -> dict[str, tuple[str, str, tuple[str, str]]]:
    """Id, title and text of every record and page by path; an ordinary page has no id."""
    found = {r.path: (r.id, r.title, (r.header_text, r.body)) for r in site.records.values()}
    return found | {p.path: ("", p.title, (p.header_text, p.body)) for p in site.pages.values()}


def _clauses(old: Site, new: Site) -> Iterator[ClauseChanges]:
    """Standards that changed, and new editions that have no predecessor under their own id."""
    replaced: dict[str, Record] = {record.id: before for before, record in revisions(new)}
    for record in new.of_kind("standard"):
        before = old.records.get(record.id) or replaced.get(record.id)
        if before is None or not record.clauses or before.body == record.body:
            continue
        revision = revise(before, record)
        found = tuple(
            (change, tuple(dict.fromkeys(edges)))
            for change, edges in impact(new, revision)
            if change.kind != SAME
        )
        if found:
            yield ClauseChanges(revision, found)


def _coverage(site: Site, masks: tuple[str, ...]) -> Coverage:
    forms = FormIndex(site)
    subjects = forms.subjects()
    return Coverage(
        {(one.record.id, one.clause.number): one.state for one in trace(site, forms, masks)},
        len(outdated(site)),
        len(subjects),
        sum(all(forms.of(record)[key] for key, _ in SLOTS) for record in subjects),
    )
