"""The page of a revision (修订对照): every clause of both editions, and what it touches."""

from __future__ import annotations

from qinejia.derive.linking import Linker, number_of
from qinejia.derive.pages import GeneratedPage
from qinejia.derive.views import ChangeView, FactView, LinkView, PartView, RedlineView
from qinejia.links.impact import Revision, impact, revise, revisions
from qinejia.links.redline import KINDS, Change, ClauseText, Part
from qinejia.model.records import Record, Site

_FLAGS = ("约束强度变化", "指标变化")


class Revisions:
    """All revisions of one site; a page is only compared when it is asked for."""

    def __init__(self, site: Site, linker: Linker) -> None:
        self.site = site
        self.linker = linker
        self._pairs = {_path(old, new): (old, new) for old, new in revisions(site)}
        found: dict[str, list[LinkView]] = {}
        for path, (old, new) in self._pairs.items():
            title = f"{number_of(new)} 与 {number_of(old)} 修订对照"
            link = LinkView(title, linker.addresses.of_path(path))
            for record in (old, new):
                found.setdefault(record.id, []).append(link)
        self._links = site.watch.table("redlines", found)

    def pages(self) -> dict[str, GeneratedPage]:
        """One page for each pair of editions."""
        return {
            path: GeneratedPage(path, "redline.html", f"修订对照：{new.title}")
            for path, (_, new) in self._pairs.items()
        }

    def links(self, record: Record) -> tuple[LinkView, ...]:
        """The comparisons that a standard takes part in."""
        return tuple(self._links.get(record.id, ()))

    def view(self, path: str) -> RedlineView:
        old, new = self._pairs[path]
        revision = revise(old, new)
        counts = revision.redline.counts
        totals = tuple(FactView(name, str(counts[name])) for name in (*KINDS, *_FLAGS))
        touched = {id(change): edges for change, edges in impact(self.site, revision)}
        changes = tuple(
            self._change(
                change,
                revision,
                tuple(dict.fromkeys(map(self.linker.edge_source, touched.get(id(change), ())))),
            )
            for change in revision.redline.changes
        )
        return RedlineView(
            self.linker.record(old, note=number_of(old)),
            self.linker.record(new, note=number_of(new)),
            totals,
            changes,
        )

    def _change(
        self, change: Change, revision: Revision, touched: tuple[LinkView, ...]
    ) -> ChangeView:
        flags = [
            name
            for name, is_set in zip(_FLAGS, (change.strength, change.limits), strict=True)
            if is_set
        ]
        return ChangeView(
            kind=change.kind,
            old=self._clause(revision.old, change.old),
            new=self._clause(revision.new, change.new),
            title=_parts(change.title),
            old_lines=_lines(change.parts, "增"),
            new_lines=_lines(change.parts, "删"),
            flags=tuple(flags),
            touched=touched,
        )

    def _clause(self, record: Record, text: ClauseText | None) -> LinkView | None:
        if text is None:
            return None
        url = self.linker.addresses.of_record(record, text.anchor)
        return LinkView(text.number or text.title, url)


def _path(old: Record, new: Record) -> str:
    return f"redlines/{new.id}--{old.id}.md"


def _parts(parts: tuple[Part, ...]) -> tuple[PartView, ...]:
    return tuple(PartView(part.kind, part.text) for part in parts)


def _lines(parts: tuple[Part, ...], left_out: str) -> tuple[tuple[PartView, ...], ...]:
    """One side's parts by the paragraph or list item that they stand in."""
    lines: list[list[PartView]] = [[]]
    for part in parts:
        if part.kind == left_out:
            continue
        first, *rest = part.text.split("\n")
        if first:
            lines[-1].append(PartView(part.kind, first))
        for text in rest:
            lines.append([PartView(part.kind, text)] if text else [])
    return tuple(tuple(line) for line in lines if line)
