"""Terms (术语): used, and defined in one way."""

from __future__ import annotations

from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.links.terms import Term, all_terms
from qinejia.model.headers.common import Header
from qinejia.model.headers.practice import TermHeader
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Page, Record
from qinejia.rules.context import Context, at_key, fault


def check_terms(context: Context) -> Iterator[Diagnostic]:
    """QJ025: a defined term is used somewhere else, and has one definition."""
    ends: list[int] = []
    bodies: dict[str, tuple[int, int]] = {}
    holders: tuple[Record | Page, ...] = (
        *context.site.records.values(),
        *context.site.pages.values(),
    )
    for holder in holders:
        start = ends[-1] + 1 if ends else 0
        ends.append(start + len(holder.body))
        bodies[holder.path] = start, ends[-1]
    text = "\n".join(holder.body for holder in holders)
    for record in context.site.of_kind("term"):
        header = record.header
        if not isinstance(header, TermHeader):
            continue
        names = (header.title, *header.synonyms)
        start, end = bodies[record.path]
        is_used = any(text.find(n, 0, start) >= 0 or text.find(n, end) >= 0 for n in names if n)
        if not is_used and not context.faulty:  # it may be used in a file that cannot be read
            yield fault("QJ025", record, "标题", f"术语“{header.title}”没有在别处用到")
    yield from _definitions(context)


def _definitions(context: Context) -> Iterator[Diagnostic]:
    """Term records and standards in force say the same."""
    first: dict[str, Term] = {}
    for term in all_terms(context.site):
        header = term.record.header
        if not term.definition or not _applies(header):
            continue
        known = first.setdefault(term.name, term)
        if known.definition.rstrip("。") != term.definition.rstrip("。"):
            message = f"术语“{term.name}”与 {known.position.path} 的定义不同"
            at = term.position if term.anchor else at_key(term.record, "定义")
            yield Diagnostic("QJ025", at, message)


def _applies(header: Header) -> bool:
    return not isinstance(header, StandardHeader) or header.status in ("现行", "示范文本")
