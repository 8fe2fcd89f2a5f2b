"""What the site knows already (已有的记录): so that only certain references are made."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from qinejia.model.standard_number import StandardNumber, find_number_spans

_AFTER_TERM = re.compile(r"$|[，。；：、！？）”\s,.;:)的应宜可和与或及在时后前内中上]")
"""What may follow a term: ``消毒间`` is one in ``消毒间应``, none in ``消毒间隔`` or at the end of
the title of a book."""


@dataclass(frozen=True)
class Known:
    """Records of the site by how texts name them; an empty one for an import outside a site.

    ``standards`` maps normal forms of numbers, with and without year, to ids; ``titles`` the titles
    that only one standard has; ``anchors`` the places of each record.
    """

    standards: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    organisations: frozenset[str] = frozenset()
    layers: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    own_prefixes: tuple[str, ...] = ()
    today: datetime.date = datetime.date(2026, 1, 1)
    """The day by which the site judges what is in force."""
    imported_on: datetime.date = datetime.date(2026, 1, 1)


@dataclass
class Referrer:
    """Turns what a text names into references; each term once, itself never."""

    known: Known
    own: str = ""
    respelt: int = 0
    made: int = 0
    _terms: set[str] = field(default_factory=set)

    def pieces(self, text: str, links: bool) -> list[tuple[str, bool]]:
        """``text`` in pieces; one that is marked is a reference and stands as it is."""
        pieces: list[tuple[str, bool]] = []
        done = 0
        for start, end, number in find_number_spans(text):
            written = text[start:end]
            display = number.display
            if written != display:
                self.respelt += 1
            pieces += self._terms_in(text[done:start], links)
            target = self._standard(number) if links else ""
            pieces.append((f"[[{display}>{target}]]", True) if target else (display, False))
            self.made += bool(target)
            done = end
        return [*pieces, *self._terms_in(text[done:], links)]

    def _standard(self, number: StandardNumber) -> str:
        if self.own and number.text in (self.own, self.own[:-5]):
            return ""
        return self.known.standards.get(number.text, "")

    def _terms_in(self, text: str, links: bool) -> list[tuple[str, bool]]:
        for name, target in self.known.terms.items() if links else ():
            at = _use_of(name, text) if name not in self._terms else -1
            if at >= 0:
                self._terms.add(name)
                self.made += 1
                before = self._terms_in(text[:at], links)
                after = self._terms_in(text[at + len(name) :], links)
                return [*before, (f"[[{name}>{target}]]", True), *after]
        return [(text, False)] if text else []


def _use_of(term: str, text: str) -> int:
    """Where ``text`` uses ``term`` first, and not only begins a longer word; -1 for nowhere."""
    at = text.find(term)
    while at >= 0 and not _AFTER_TERM.match(text, at + len(term)):
        at = text.find(term, at + 1)
    return at
