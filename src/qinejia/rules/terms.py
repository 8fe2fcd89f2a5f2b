"""Terms (术语): used, and defined in one way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from qinejia.diagnostics import Diagnostic
from qinejia.links.terms import Term, all_terms
from qinejia.model.headers.common import Header
from qinejia.model.headers.practice import TermHeader
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Page, Record
from qinejia.rules.context import Context, at_key, fault


def check_terms(context: Context) -> Iterator[Diagnostic]:
    """QJ025: a defined term is used somewhere else, and has one definition."""
    uses = _Uses(context)
    for record in context.site.of_kind("term"):
        header = record.header
        if not isinstance(header, TermHeader):
            continue
        names = (header.title, *header.synonyms)
        is_used = any(uses.has(name, record.path) for name in names if name)
        if not is_used and not context.faulty:  # it may be used in a file that cannot be read
            yield fault("QJ025", record, "标题", f"术语“{header.title}”没有在别处用到")
    yield from _definitions(context)


class _Uses:
    """Where a word is used. Where it was used last time is looked at first."""

    def __init__(self, context: Context) -> None:
        site = context.site
        self._memory = context.memory
        holders: tuple[Record | Page, ...] = (*site.records.values(), *site.pages.values())
        self._holders = {holder.path: holder for holder in holders}

    def has(self, name: str, own_path: str) -> bool:
        """Whether a page other than that at ``own_path`` says ``name``."""
        if self._memory.is_current("use", name):
            path, digest = self._memory.found("use", name)
            holder = self._holders.get(path)
            if path != own_path and holder is not None and holder.digest == digest:
                return True
        path = self._find(name, own_path)
        if path:
            self._memory.keep("use", name, (path, self._holders[path].digest), ())
        return bool(path)

    def _find(self, name: str, own_path: str) -> str:
        start, end = self._spans[own_path]
        at = self._text.find(name, 0, start)
        if at < 0:
            at = self._text.find(name, end)
        if at < 0:
            return ""
        return self._paths[bisect_right(self._starts, at) - 1]

    @cached_property
    def _bodies(self) -> dict[str, str]:
        return {path: holder.body for path, holder in self._holders.items()}

    @cached_property
    def _text(self) -> str:
        return "\n".join(self._bodies.values())

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        return tuple(self._bodies)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(body) + 1 for body in self._bodies.values())
        return [0, *accumulate(lengths)][:-1]

    @cached_property
    def _spans(self) -> dict[str, tuple[int, int]]:
        bodies = zip(self._bodies.items(), self._starts, strict=True)
        return {path: (start, start + len(body)) for (path, body), start in bodies}


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
