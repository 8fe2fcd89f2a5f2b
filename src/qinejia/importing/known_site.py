"""What a site knows (知识库里已有的), for an import into it."""

from __future__ import annotations

import datetime
from collections import Counter

from qinejia.importing.known import Known
from qinejia.markup.quantities import EXAMPLE
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Site
from qinejia.model.standard_number import classify

_SHORTEST_TERM = 3
"""Characters of a term that is safe to find in running text."""


def known_of(
    site: Site,
    today: datetime.date,
    own_prefixes: tuple[str, ...],
    imported_on: datetime.date | None = None,
) -> Known:
    """Numbers, titles, anchors, terms and names of ``site``."""
    standards: dict[str, str] = {}
    titles = Counter(record.title for record in site.of_kind("standard"))
    for record in site.of_kind("standard"):
        header = record.header
        number = (
            classify(header.number, own_prefixes) if isinstance(header, StandardHeader) else None
        )
        if number is None:
            continue
        standards[number.text] = record.id
        base = number.text.removesuffix(f"-{number.year}")
        in_force = site.find(f"{number.identifier.removesuffix(f'-{number.year}')}")
        if in_force is not None:
            standards.setdefault(base, in_force.id)
    # The mark of a value is a term too, but where it stands it marks, and explains nothing.
    terms = {r.title: r.id for r in site.of_kind("term") if r.title != EXAMPLE}
    names = {name: [e.entry.name for e in entries] for name, entries in site.taxonomies.items()}
    return Known(
        standards=standards,
        titles={r.title: r.id for r in site.of_kind("standard") if titles[r.title] == 1},
        anchors={record.id: frozenset(record.anchors) for record in site.of_kind("standard")},
        terms={
            name: terms[name]
            for name in sorted(terms, key=lambda name: (-len(name), name))
            if len(name) >= _SHORTEST_TERM
        },
        organisations=frozenset(names.get("organisations", ())),
        layers=tuple(names.get("layers", ())),
        stages=tuple(names.get("stages", ())),
        own_prefixes=own_prefixes,
        today=today,
        imported_on=imported_on or today,
    )
