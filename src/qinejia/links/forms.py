"""五位一体: which records are the five forms of a standard or a course."""

from __future__ import annotations

from collections.abc import Mapping

from qinejia.links.site import incoming
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.kinds import SLOTS
from qinejia.model.records import Edge, Record, Site


class FormIndex:
    """Finds the five forms in one pass over the edges.

    A picture book, video, place, sign, question bank or checklist is a form of the standard whose
    clauses it cites in a header or in the options of its steps, questions and items, and of the
    course that it names. A course also has the forms of the standards that it teaches.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self._incoming = incoming(site)
        self._taught = _taught(site)
        self._marks: dict[str, dict[str, dict[str, tuple[Edge, ...]]]] = {}

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
            if record.count("clauses"):
                found["text"][record.id] = record
            self._add(record.id, found)
        else:
            if record.is_long:
                found["text"][record.id] = record
            self._add(record.id, found)
            for standard in self._taught.get(record.id, ()):
                self._add(standard, found)
        return {key: tuple(v for _, v in sorted(r.items())) for key, r in found.items()}

    def taught(self, course: Record) -> tuple[Record, ...]:
        """Standards that the course names in its header."""
        return tuple(self.site.records[one] for one in self._taught.get(course.id, ()))

    def marks(self, record: Record) -> dict[str, dict[str, tuple[Edge, ...]]]:
        """Edges by clause and form: every step, question, place … that cites the clause itself.

        What cites a list item of a clause counts for the clause.
        """
        edges = self._incoming.get(record.id, [])  # asked even when the answer is known: see Watch
        known = self._marks.get(record.id)
        if known is None:
            numbers = {clause.anchor for clause in record.clauses}
            found: dict[str, dict[str, dict[tuple[str, str], Edge]]] = {}
            for edge in edges:
                slot = self._slot_of(edge)
                anchor = edge.target_anchor
                while anchor and anchor not in numbers:
                    anchor = anchor.rpartition("-")[0]
                if anchor and slot:
                    seen = found.setdefault(anchor, {}).setdefault(slot, {})
                    seen.setdefault((edge.source, edge.source_anchor), edge)
            known = {
                anchor: {slot: tuple(edges.values()) for slot, edges in slots.items()}
                for anchor, slots in found.items()
            }
            self._marks[record.id] = known
        return known

    def _slot_of(self, edge: Edge) -> str:
        """The form that an edge stands for; handouts teach a clause by citing it in their text."""
        source = self.site.records[edge.source]
        if source.kind.name == "course":
            return "text"
        if edge.relation == "正文" or source.kind.name == "standard":
            return ""
        return source.kind.slot

    def _add(self, target: str, found: dict[str, dict[str, Record]]) -> None:
        for edge in self._incoming.get(target, ()):
            source = self.site.records[edge.source]
            slot = source.kind.slot
            if edge.relation != "正文" and slot and slot != "text":
                found[slot][source.id] = source


def _taught(site: Site) -> Mapping[str, list[str]]:
    """Standards that each course names in its header."""
    result: dict[str, list[str]] = {}
    for edge in site.edges:
        if edge.relation == "标准":
            result.setdefault(edge.source, []).append(edge.target)
    return site.watch.table("taught", result)


def _is_own(record: Record) -> bool:
    return isinstance(record.header, StandardHeader) and record.header.fulltext == "自有"
