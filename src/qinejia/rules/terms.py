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

_Use = tuple[str, str]
"""A name of a term, and the path of the page that explains it."""


def check_terms(context: Context) -> Iterator[Diagnostic]:
    """QJ025: a defined term is used somewhere else, and has one definition."""
    terms = context.site.of_kind("term")
    if not context.faulty:  # else a term may be used in a file that cannot be read
        unused = _unused(context, {use for record in terms for use in _uses(record)})
        for record in terms:
            if unused.issuperset(_uses(record)):
                message = f"术语“{record.title}”没有在别处用到"
                yield fault("QJ025", record, "标题", message)
    yield from _definitions(context)


def _uses(term: Record) -> tuple[_Use, ...]:
    header = term.header
    names = (header.title, *header.synonyms) if isinstance(header, TermHeader) else ()
    return tuple((name, term.path) for name in names if name)


def _unused(context: Context, uses: set[_Use]) -> set[_Use]:
    """Names that stand on no page but the one that explains them.

    Where a name was found last time is remembered; most of the others are on the first pages.
    """
    site, memory = context.site, context.memory
    holders: tuple[Record | Page, ...] = (*site.records.values(), *site.pages.values())
    digests = {holder.path: holder.digest for holder in holders}
    unused = set()
    for use in uses:
        path, digest = memory.found("use", use) if memory.is_current("use", use) else ("", "")
        if not path or digests.get(path) != digest:
            unused.add(use)
    for holder in holders:
        if not unused:
            break
        body = holder.body
        for use in [use for use in unused if use[0] in body and use[1] != holder.path]:
            memory.keep("use", use, (holder.path, holder.digest), ())
            unused.discard(use)
    return unused


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
