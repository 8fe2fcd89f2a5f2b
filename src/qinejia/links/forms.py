"""五位一体: which records are the five forms of a standard or a course."""

from __future__ import annotations

from qinejia.links.site import incoming
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.kinds import SLOTS
from qinejia.model.records import Record, Site

_ENOUGH_TEXT = 800
"""Characters of a handout from which on a course counts as having its text."""


class FormIndex:
    """Finds the five forms in one pass over the edges.

    A picture book, video, place, sign, question bank or checklist is a form of the standard whose
    clauses it cites in a header or in the options of its steps, questions and items, and of the
    course that it names. A course also has the forms of the standards that it teaches.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self._incoming = incoming(site)

    def subjects(self) -> tuple[Record, ...]:
        """Standards whose text is our own, and courses."""
        return tuple(
            record
            for record in self.site.records.values()
            if record.kind.name == "course" or _is_own(record)
        )

    def of(self, record: Record) -> dict[str, tuple[Record, ...]]:
        """Records by form; the text of the subject itself stands under ``text``."""
        found: dict[str, dict[str, Record]] = {key: {} for key, _ in SLOTS}
        if record.kind.name == "standard":
            if record.clauses:
                found["text"][record.id] = record
            self._add(record.id, found)
        else:
            if len(record.body) >= _ENOUGH_TEXT:
                found["text"][record.id] = record
            self._add(record.id, found)
            for edge in self.site.edges:
                if edge.source == record.id and edge.relation == "标准":
                    self._add(edge.target, found)
        return {key: tuple(v for _, v in sorted(r.items())) for key, r in found.items()}

    def _add(self, target: str, found: dict[str, dict[str, Record]]) -> None:
        for edge in self._incoming.get(target, ()):
            source = self.site.records[edge.source]
            slot = source.kind.slot
            if edge.relation != "正文" and slot and slot != "text":
                found[slot][source.id] = source


def _is_own(record: Record) -> bool:
    return isinstance(record.header, StandardHeader) and record.header.fulltext == "自有"
