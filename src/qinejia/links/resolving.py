"""Finds what a reference or a Markdown link points to (解析引用).

The checks and the renderer ask the same resolver: no page shows a link that was not checked.
"""

from __future__ import annotations

import posixpath
import re
from collections import ChainMap
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote

from qinejia.model.headers.standard import StandardHeader
from qinejia.model.nearest import hint_of, nearest, nearest_anchor
from qinejia.model.records import Page, Record, Site
from qinejia.model.standard_number import classify, normalise

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


class Target(NamedTuple):
    """What was found (目标): exactly one of record, page, path or external address is set.

    ``path`` is below ``docs`` and stands for pictures, other files and generated pages.
    """

    record: Record | None = None
    page: Page | None = None
    path: str = ""
    external: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Missing:
    """Nothing was found: ``what`` is ``record``, ``anchor`` or ``file``, sought ``among`` names."""

    what: str
    name: str
    among: Collection[str]


class Resolver:
    """Resolves against one site; ``generated`` are paths of pages that the build adds."""

    def __init__(self, site: Site, generated: Collection[str] = ()) -> None:
        self.site = site
        self.generated = frozenset(generated)
        self.by_path, self.files = site.by_path, site.files
        self._suggestions = 0

    @cached_property
    def titles(self) -> dict[str, list[Record]]:
        """Records by their title."""
        found: dict[str, list[Record]] = {}
        for record in self.site.records.values():
            found.setdefault(record.title, []).append(record)
        return found

    def reference(self, target: str) -> Target | Missing:
        """Resolve ``id``, ``id#anchor`` or a standard number."""
        name, _, anchor = target.partition("#")
        name, anchor = name.strip(), anchor.strip()
        record = self.site.find(name)
        if record is None and (number := classify(name)):
            record = self.site.find(number.text)
        if record is None:
            record = self.site.find(normalise(name))
        if record is None:
            return Missing("record", name.lower(), self.site.records)
        if anchor and anchor not in record.anchors:
            is_metadata = isinstance(record.header, StandardHeader) and not record.count("clauses")
            if is_metadata or not record.is_whole:
                return Target(record=record)  # its clauses are not here to check
            return Missing("anchor", anchor, record.anchors)
        return Target(record=record, anchor=anchor)

    def link(self, source_path: str, href: str) -> Target | Missing:
        """Resolve a Markdown link that stands in the page at ``source_path``."""
        if _SCHEME.match(href):
            return Target(external=href)
        path, _, anchor = href.partition("#")
        path, anchor = unquote(path.partition("?")[0]), unquote(anchor)
        if not path:
            return self._page(source_path, anchor)
        base = "" if path.startswith("/") else posixpath.dirname(source_path)
        found = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        for candidate in (found, f"{found}/index.md", f"{found}/README.md"):
            if candidate in self.by_path or candidate in self.site.pages:
                return self._page(candidate, anchor)
            if candidate in self.generated:
                return Target(path=candidate, anchor=anchor)
        if found in self.files:
            return Target(path=found)
        tables: Any = (self.by_path, self.site.pages, self.files)
        return Missing("file", found, ChainMap(*tables))  # looked through by ``hint`` only

    def _page(self, path: str, anchor: str) -> Target | Missing:
        record = self.site.records.get(self.by_path.get(path, ""))
        page = self.site.pages.get(path)
        holder = record or page
        if holder is None:
            return Target(path=path, anchor=anchor)
        if anchor and anchor not in holder.anchors and holder.is_whole:
            return Missing("anchor", anchor, holder.anchors)
        return Target(record=record, page=page, anchor=anchor)

    def hint(self, missing: Missing, kinds: str = "") -> str:
        """What may have been meant, where a field allows only ``kinds`` of these.

        Of the first faults only: it takes long on large sites.
        """
        return hint_of(self._nearest(missing, kinds.split()))

    def _nearest(self, missing: Missing, kinds: Collection[str]) -> str:
        self._suggestions += 1
        if self._suggestions > 20:
            return ""
        if missing.what == "anchor":
            return nearest_anchor(missing.name, missing.among)
        if missing.what == "file":
            return _nearest_path(missing.name, sorted(missing.among))
        records = self.site.records
        wrong = {name for name, r in records.items() if kinds and r.kind.name not in kinds}
        titles = {record.title: name for name, record in records.items()}
        named = {
            written: name
            for written, name in {**titles, **self.site.aliases}.items()
            if name not in wrong
        }
        near = nearest(missing.name, sorted(set(missing.among) - wrong))
        return near or named.get(nearest(missing.name, named), "")


def _nearest_path(path: str, among: Sequence[str]) -> str:
    """A file of this name in another folder, else one of nearly this name in the same folder."""
    folder, _, name = path.rpartition("/")
    for other in among:
        if other.rpartition("/")[2] == name:
            return other
    stems = {
        other.rpartition("/")[2].partition(".")[0]: other
        for other in among
        if other.rpartition("/")[0] == folder
    }
    return stems.get(nearest(name.partition(".")[0], stems), "")
