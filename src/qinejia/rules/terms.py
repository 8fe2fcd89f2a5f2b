"""Terms (术语): used, and defined in one way."""

from __future__ import annotations

from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.links.terms import Term, all_terms
from qinejia.model.headers.common import Header
from qinejia.model.headers.practice import TermHeader
from qinejia.model.headers.standard import StandardHeader
from qinejia.rules.context import Context, at_key, fault


def check_terms(context: Context) -> Iterator[Diagnostic]:
    """QJ025: a defined term is used somewhere else, and has one definition."""
    bodies = [record.body for record in context.site.records.values()]
    bodies += [page.body for page in context.site.pages.values()]
    text = "\n".join(bodies)
    for record in context.site.of_kind("term"):
        header = record.header
        if not isinstance(header, TermHeader):
            continue
        names = (header.title, *header.synonyms)
        own = sum(record.body.count(name) for name in names)
        is_used = sum(text.count(name) for name in names) > own
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
