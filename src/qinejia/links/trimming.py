"""Takes what tells of withheld records out of what stays: fields, taxonomies (删去痕迹)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from qinejia.links.resolving import Missing, Resolver
from qinejia.model.fields import marks_of
from qinejia.model.records import Record, Site, TaxonomyEntry


def trim(whole: Site, kept: Site) -> Site:
    """``kept`` without any field that names what only ``whole`` has, and without what only
    withheld records name of the taxonomies. References in a text are resolved when it is rendered.
    """
    before, after = Resolver(whole), Resolver(kept)

    def is_withheld(target: str) -> bool:
        found = after.reference(target)
        return isinstance(found, Missing) and not isinstance(before.reference(target), Missing)

    records = {}
    for identifier, record in kept.records.items():
        named = {link.target for link in record.links if link.form == "field"}
        gone = frozenset(filter(is_withheld, named))
        records[identifier] = _trim_record(record, gone) if gone else record
    taxonomies = {
        name: _trim_taxonomy(name, entries, whole, kept)
        for name, entries in whole.taxonomies.items()
    }
    return dataclasses.replace(kept, records=records, taxonomies=taxonomies)


def _trim_taxonomy(
    taxonomy: str, entries: tuple[TaxonomyEntry, ...], whole: Site, kept: Site
) -> tuple[TaxonomyEntry, ...]:
    """The entries that a kept record names, that none names, and those above them."""
    named = _named(taxonomy, kept.records.values())
    gone = _named(taxonomy, (r for k, r in whole.records.items() if k not in kept.records)) - named
    above = {one.entry.identifier: one.entry.parent for one in entries}
    stays: set[str] = set()
    for one in entries:
        names = {one.entry.name, *one.entry.aliases}
        identifier = "" if names & gone and not names & named else one.entry.identifier
        while identifier and identifier not in stays:
            stays.add(identifier)
            identifier = above.get(identifier, "")
    return tuple(one for one in entries if one.entry.identifier in stays)


def _named(taxonomy: str, records: Iterable[Record]) -> set[str]:
    """Every name of a taxonomy that a header gives."""
    return {
        name
        for record in records
        for key, field in type(record.header).model_fields.items()
        if marks_of(field).get("taxonomy") == taxonomy
        for value in (getattr(record.header, key),)
        for name in (value if isinstance(value, tuple) else (value,))
    }


def _trim_record(record: Record, gone: frozenset[str]) -> Record:
    links = (link for link in record.links if link.form != "field" or link.target not in gone)
    trimmed: Record = _trim(record, gone)
    return dataclasses.replace(trimmed, links=tuple(links))


def _trim(value: Any, gone: frozenset[str]) -> Any:
    """``value`` itself where nothing is to be taken out."""
    if isinstance(value, tuple):
        parts = tuple(_trim(part, gone) for part in value)
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    if isinstance(value, BaseModel):
        update = {}
        for name, field in type(value).model_fields.items():
            old = getattr(value, name)
            new = _clear(old, gone) if "refers_to" in marks_of(field) else _trim(old, gone)
            if new is not old:
                update[name] = new
        return value.model_copy(update=update) if update else value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for part in dataclasses.fields(value):
            old = getattr(value, part.name)
            if (new := _trim(old, gone)) is not old:
                changed[part.name] = new
        return dataclasses.replace(value, **changed) if changed else value
    return value


def _clear(value: Any, gone: frozenset[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(target for target in value if target not in gone)
    return "" if value in gone else value
