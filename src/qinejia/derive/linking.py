"""Links of views (视图里的链接)."""

from __future__ import annotations

from collections.abc import Iterable

from qinejia.derive.views import LinkView
from qinejia.links.addresses import Addresses, describe
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Edge, Record, Site
from qinejia.model.standard_number import classify


class Linker:
    """Makes link views of records and of names from the taxonomies."""

    def __init__(self, site: Site, addresses: Addresses) -> None:
        self.site = site
        self.addresses = addresses
        self._entries = {
            name: (taxonomy, entry.entry.identifier)
            for taxonomy, entries in site.taxonomies.items()
            for entry in entries
            for name in (entry.entry.name, *entry.entry.aliases)
        }

    def record(self, record: Record, anchor: str = "", note: str = "") -> LinkView:
        title = record.title
        if anchor:
            title = describe(record, anchor)
        return LinkView(title, self.addresses.of_record(record, anchor), record.kind.label, note)

    def identifier(self, identifier: str) -> LinkView | None:
        """Link to ``id`` or ``id#anchor``; ``None`` when this edition does not hold it."""
        name, _, anchor = identifier.partition("#")
        record = self.site.find(name)
        if record is None:
            return None
        return self.record(record, anchor if anchor in record.anchors else "")

    def identifiers(self, identifiers: Iterable[str]) -> tuple[LinkView, ...]:
        found = (self.identifier(identifier) for identifier in identifiers)
        return tuple(link for link in found if link is not None)

    def name(self, taxonomy: str, name: str) -> LinkView:
        """Link to the entry of a name on the page of its taxonomy, or plain text."""
        known = self._entries.get(name)
        if known and known[0] == taxonomy and taxonomy in ("organisations", "themes", "roles"):
            return LinkView(name, self.addresses.of_path(f"{taxonomy}/index.md", known[1]))
        if known and known[0] == taxonomy == "systems":
            return LinkView(name, self.addresses.of_path("systems/index.md"))
        return LinkView(name, "")

    def edge_source(self, edge: Edge) -> LinkView:
        source = self.site.records[edge.source]
        title = describe(source, edge.source_anchor) if edge.source_anchor else source.title
        url = self.addresses.of_record(source, edge.source_anchor)
        return LinkView(title, url, source.kind.label)


def number_of(record: Record) -> str:
    """A standard's printed number, else an empty string."""
    header = record.header
    if not isinstance(header, StandardHeader):
        return ""
    number = classify(header.number)
    return number.display if number else header.number
