"""Which requirement is taught, shown and tested by what (条款追溯).

States as tracing tools for requirements name them: covered, shallow, uncovered, outdated. A link to
a clause that does not exist never gets here: it is an error of the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qinejia.links.forms import FormIndex
from qinejia.links.provisions import requirements
from qinejia.model.headers.standard import OVER, StandardHeader
from qinejia.model.records import Clause, Edge, Record, Site

STATES = ("未覆盖", "浅覆盖", "已覆盖")
"""Worst first: nothing teaches or tests the clause; one of both is missing; both are there."""
IN_FORCE = ("现行", "示范文本", "即将实施")


@dataclass(frozen=True)
class Trace:
    """A requirement clause with what cites it, by form (追溯行)."""

    record: Record
    clause: Clause
    text: str
    forms: Mapping[str, tuple[Edge, ...]]

    @property
    def is_tested(self) -> bool:
        return is_tested(self.forms)

    @property
    def state(self) -> str:
        is_taught = any(self.forms.get(slot) for slot in ("text", "manual", "video", "place"))
        return STATES[is_taught + self.is_tested]


def is_tested(forms: Mapping[str, tuple[Edge, ...]]) -> bool:
    """Whether a question or an item cites a clause."""
    return bool(forms.get("assessment"))


def trace(site: Site, forms: FormIndex, masks: tuple[str, ...] = ()) -> tuple[Trace, ...]:
    """Every requirement of the standards that are ``traced``."""
    found: list[Trace] = []
    for record in traced(site):
        marks = forms.marks(record)
        for clause, paragraph in requirements(record, masks):
            found.append(Trace(record, clause, paragraph.text, marks.get(clause.anchor, {})))
    return tuple(found)


def traced(site: Site) -> Iterator[Record]:
    """Standards of our own that are, or will be, in force."""
    for record in site.of_kind("standard"):
        header = record.header
        if (
            isinstance(header, StandardHeader)
            and header.fulltext == "自有"
            and header.status in IN_FORCE
        ):
            yield record


def outdated(site: Site) -> tuple[Edge, ...]:
    """Links of courses, picture books, questions … to an edition that is over (过期)."""
    over = {
        record.id
        for record in site.of_kind("standard")
        if isinstance(record.header, StandardHeader) and record.header.status in OVER
    }
    return tuple(
        edge
        for edge in site.edges
        if edge.target in over and site.records[edge.source].kind.name != "standard"
    )
