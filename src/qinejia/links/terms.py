"""All terms of a site with their definitions (术语): from term records and from standards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qinejia.memory import digest_of
from qinejia.model.headers.practice import TermHeader
from qinejia.model.headers.standard import OVER, StandardHeader
from qinejia.model.position import Position
from qinejia.model.records import Clause, Record, Site

_TITLE = re.compile(r"(.*?[^\x00-\x7f])\s+([A-Za-z][\x00-\x7f]*)$")


@dataclass(frozen=True)
class Term:
    """A term as one place defines it (术语条目); ``anchor`` is the clause in a standard."""

    name: str
    english: str
    definition: str
    record: Record
    anchor: str
    position: Position


def term_entries(record: Record) -> Iterator[Term]:
    """The entries of a standard's chapter 术语和定义: ``3.1 备茶区 tea preparation area``."""
    for clause in record.clauses:
        if clause.element == "术语和定义" and clause.level > 1 and clause.title:
            yield _entry(clause, record)


def _entry(clause: Clause, record: Record) -> Term:
    match = _TITLE.match(clause.title)
    name, english = (match[1], match[2]) if match else (clause.title, "")
    text = next((p.text for p in clause.paragraphs if p.role == "段"), "")
    definition = text.replace("\n", "").strip()
    return Term(name, english, definition, record, clause.anchor, clause.position)


def all_terms(site: Site) -> tuple[Term, ...]:
    """Every definition, in order of name; term records before standards, these before old ones."""
    found: list[tuple[str, int, Term]] = []
    for record in site.of_kind("term"):
        header = record.header
        if isinstance(header, TermHeader):
            for name in (header.title, *header.synonyms):
                term = Term(name, header.english, header.definition, record, "", record.position)
                found.append((name, 0, term))
    for record in site.of_kind("standard"):
        rank = 2 if is_over(record) else 1
        found += [(term.name, rank, term) for term in term_entries(record)]
    found.sort(key=lambda entry: (entry[0], entry[1], entry[2].record.id))
    return tuple(term for _, _, term in found)


def is_over(record: Record) -> bool:
    """Whether it is a standard that no longer applies (废止, 被代替)."""
    return isinstance(record.header, StandardHeader) and record.header.status in OVER


def defined_terms(site: Site) -> Mapping[str, Term]:
    """One term for each name of at least two characters that has a definition."""
    chosen: dict[str, Term] = {}
    for term in all_terms(site):
        if term.definition and len(term.name) > 1:
            chosen.setdefault(term.name, term)
    return site.watch.table(
        "terms", chosen, lambda term: digest_of(term.definition, term.record.path, term.anchor)
    )
