"""One place that owns identity (标识归属)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qinejia.diagnostics import Diagnostic
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Page, Record, TaxonomyEntry
from qinejia.model.standard_number import classify
from qinejia.model.taxonomy import TAXONOMIES
from qinejia.schema import Content

_IN_FORCE = ("现行", "示范文本")


@dataclass(frozen=True)
class Library:
    """All records by id, ordinary pages by path, taxonomies by name (记录库).

    ``faulty`` are ids whose files could not be read: references to them are not reported again.
    """

    records: Mapping[str, Record]
    pages: Mapping[str, Page]
    taxonomies: Mapping[str, tuple[TaxonomyEntry, ...]]
    aliases: Mapping[str, str]
    faulty: frozenset[str]


def collect(content: Content, own_prefixes: tuple[str, ...]) -> tuple[Library, list[Diagnostic]]:
    """Put everything in order of id; the first of two records with one id is kept."""
    diagnostics: list[Diagnostic] = []
    records: dict[str, Record] = {}
    for record in sorted(content.records, key=lambda r: (r.id, r.path)):
        known = records.get(record.id)
        if known:
            message = f"标识“{record.id}”与 {known.position.path} 重复"
            diagnostics.append(Diagnostic("QJ002", record.position, message))
        else:
            records[record.id] = record
    taxonomies: dict[str, list[TaxonomyEntry]] = {name: [] for name in TAXONOMIES}
    entries: dict[str, TaxonomyEntry] = {}
    for entry in content.taxonomies:
        identifier = entry.entry.identifier.lower()
        if identifier in entries or identifier in records:
            message = f"标识“{entry.entry.identifier}”重复"
            diagnostics.append(Diagnostic("QJ002", entry.position, message))
            continue
        entries[identifier] = entry
        taxonomies[entry.taxonomy].append(entry)
    library = Library(
        records,
        {page.path: page for page in sorted(content.pages, key=lambda p: p.path)},
        {name: tuple(found) for name, found in taxonomies.items()},
        _aliases(records, own_prefixes),
        frozenset(path.rpartition("/")[2].rsplit(".", 1)[0].lower() for path in content.faulty),
    )
    return library, diagnostics


def _aliases(records: Mapping[str, Record], own_prefixes: tuple[str, ...]) -> dict[str, str]:
    """Normalised numbers, and ids without their year, which mean the edition in force."""
    aliases: dict[str, str] = {}
    best: dict[str, tuple[bool, str, str]] = {}
    for record in records.values():
        header = record.header
        if not isinstance(header, StandardHeader):
            continue
        number = classify(header.number, own_prefixes) if header.number else None
        if number is None:
            continue
        aliases[number.text.lower()] = record.id
        if not number.year:
            continue
        rank = (header.status in _IN_FORCE, number.year, record.id)
        for base in (record.id.removesuffix(f"-{number.year}"), number.text[:-5].lower()):
            if base not in records and (base not in best or best[base] < rank):
                best[base] = rank
    aliases.update({base: rank[2] for base, rank in best.items()})
    return dict(sorted(aliases.items()))
