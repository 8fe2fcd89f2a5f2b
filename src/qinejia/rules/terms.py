"""Terms (术语): used, and defined in one way."""

from __future__ import annotations

from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.model.headers.practice import TermHeader
from qinejia.model.records import Record
from qinejia.rules.context import Context, fault


def check_terms(context: Context) -> Iterator[Diagnostic]:
    """QJ025: a defined term is used somewhere else, and has one definition."""
    bodies = [record.body for record in context.site.records.values()]
    bodies += [page.body for page in context.site.pages.values()]
    text = "\n".join(bodies)
    first: dict[str, tuple[Record, str]] = {}
    for record in context.site.of_kind("term"):
        header = record.header
        if not isinstance(header, TermHeader):
            continue
        names = (header.title, *header.synonyms)
        own = sum(record.body.count(name) for name in names)
        is_used = sum(text.count(name) for name in names) > own
        if not is_used and not context.faulty:  # it may be used in a file that cannot be read
            yield fault("QJ025", record, "标题", f"术语“{header.title}”没有在别处用到")
        known = first.get(header.title)
        if known and header.definition and known[1] != header.definition:
            message = f"术语“{header.title}”与 {known[0].position.path} 的定义不同"
            yield fault("QJ025", record, "定义", message)
        if header.definition:
            first.setdefault(header.title, (record, header.definition))
