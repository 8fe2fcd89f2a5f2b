"""What a new edition touches (影响范围): the pairs of editions, and who cites a changed clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qinejia.links.redline import SAME, Change, Redline, clause_texts, compare
from qinejia.links.resolving import Resolver, Target
from qinejia.links.site import incoming
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Edge, Record, Site


@dataclass(frozen=True)
class Revision:
    """A standard of our own and the edition that it replaces (修订), with what changed."""

    old: Record
    new: Record
    redline: Redline


def revisions(site: Site) -> Iterator[tuple[Record, Record]]:
    """Old and new edition wherever both have their text here."""
    resolver = Resolver(site)
    for record in site.of_kind("standard"):
        header = record.header
        if not isinstance(header, StandardHeader) or not record.count("clauses"):
            continue
        for name in header.replaces:
            found = resolver.reference(name)
            old = found.record if isinstance(found, Target) else None
            if old is not None and old.count("clauses") and old is not record:
                yield old, record


def revise(old: Record, new: Record) -> Revision:
    return Revision(old, new, compare(clause_texts(old), clause_texts(new)))


def impact(site: Site, revision: Revision) -> tuple[tuple[Change, tuple[Edge, ...]], ...]:
    """Each change with the courses, steps, questions … that cite its clause, in either edition."""
    to_old = _by_clause(site, revision.old)
    to_new = _by_clause(site, revision.new)
    found: list[tuple[Change, tuple[Edge, ...]]] = []
    for change in revision.redline.changes:
        if change.kind == SAME:
            continue
        edges = to_old.get(change.old.anchor, ()) if change.old else ()
        edges = (*edges, *(to_new.get(change.new.anchor, ()) if change.new else ()))
        found.append((change, edges))
    return tuple(found)


def _by_clause(site: Site, record: Record) -> dict[str, tuple[Edge, ...]]:
    anchors = {clause.anchor for clause in record.clauses}
    found: dict[str, tuple[Edge, ...]] = {}
    for edge in incoming(site).get(record.id, ()):
        if site.records[edge.source].kind.name == "standard":
            continue
        anchor = edge.target_anchor
        while anchor and anchor not in anchors:
            anchor = anchor.rpartition("-")[0]
        if anchor:
            found[anchor] = (*found.get(anchor, ()), edge)
    return found
