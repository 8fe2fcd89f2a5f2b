"""Looks at the finished site once more (核验结果).

The checks ran on the sources; a template, a plug-in or the theme can still bring in what must not
be there. Only our own well-formed output is read, so plain patterns are enough.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from qinejia.diagnostics import Diagnostic
from qinejia.model.position import Position
from qinejia.source.files import files_of

_TAG = re.compile(r"<[a-zA-Z][a-zA-Z0-9-]*\s[^<>]*>")
"""A tag with attributes."""
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:-]*)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LOADING = {
    "img": ("src", "srcset"),
    "script": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "link": ("href",),
}
_INDEX = "search/"
_HARMLESS_LINKS = ('rel="canonical"', 'rel="alternate"')
_EXTERNAL = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_ID = re.compile(r"id=\"(?<!\wid=\")([^\"]*)\"")
"""An id and no other name that ends so; what it begins with is found twenty times faster."""
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_CSS = re.compile(r"url\(\s*[\"']?((?:https?:)?//[^)\"']*)|@import\s+[\"']([^\"']*)", re.IGNORECASE)
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>\s*\S")


@dataclass(frozen=True)
class Seen:
    """What was seen on a page: faults, anchors, and where its links lead (核验所见).

    ``links`` are the path of a page or file, as far as the page can tell, an anchor there or
    nothing, and the link as it was written.
    """

    faults: tuple[Diagnostic, ...]
    anchors: frozenset[str]
    links: tuple[tuple[str, str, str], ...]


def look_at(name: str, text: str) -> Seen:
    """A page at the path ``name`` below the site, by itself."""
    faults = []
    if _INLINE_SCRIPT.search(text):
        faults.append(_fault("QJ128", name, "页面里有内嵌脚本"))
    if "<style" in text:
        faults.append(_fault("QJ128", name, "页面里有内嵌样式"))
    hrefs: dict[str, None] = {}
    for tag in _TAG.findall(text):
        found, href = _read_tag(tag)
        faults += [_fault(code, name, message) for code, message in found]
        if href:
            hrefs[href] = None
    # 404.html is served at any depth, with absolute addresses.
    links = _targets(name, hrefs) if name != "404.html" else ()
    return Seen(tuple(faults), frozenset(_anchors_in(text)), tuple(links))


def verify(
    out: Path,
    before: Path | None = None,
    kept: Collection[str] = (),
    gone: Collection[str] = (),
    seen: Mapping[str, Seen] | None = None,
) -> list[Diagnostic]:
    """External resources, inline scripts and styles, dead links and anchors in ``out``.

    Of a site of which only a part is new, the rest is below ``before``: files that are ``kept``,
    and others that will be ``gone``. ``seen`` are pages that somebody looked at already.
    """
    pages = _Pages(out, before, kept, seen or {})
    found: list[Diagnostic] = []
    for name in pages.to_look_at(gone):
        looked = pages.seen(name)
        found += looked.faults
        for link in looked.links:
            found += _verify_link(name, link, pages)
    for name in sorted(pages.fresh):
        if name.endswith(".css"):
            for match in _CSS.finditer(pages.text(name)):
                found.append(_fault("QJ036", name, f"样式从外部加载“{match[1] or match[2]}”"))
        # The index is data only: what somebody wrote about addresses is no address.
        is_script = name.endswith(".js") and not name.startswith(_INDEX)
        if is_script and "//unpkg.com" in pages.text(name):
            found.append(_fault("QJ036", name, "脚本从外部加载"))
    return found


class _Pages:
    """The files of a site and, as they are asked for, what is on its pages.

    What is not below ``out`` stands below ``before``, where the last build left it.
    """

    def __init__(
        self, out: Path, before: Path | None, kept: Collection[str], seen: Mapping[str, Seen]
    ) -> None:
        self._out, self._before = out, before
        self.fresh = files_of(out).keys()
        self.files = self.fresh | set(kept)
        self._seen = dict(seen)
        self._anchors: dict[str, Collection[str]] = {}

    def text(self, name: str) -> str:
        folder = self._out if name in self.fresh or self._before is None else self._before
        return (folder / name).read_text("utf-8")

    def seen(self, name: str) -> Seen:
        if name not in self._seen:
            self._seen[name] = look_at(name, self.text(name))
        return self._seen[name]

    def anchors(self, name: str) -> Collection[str]:
        if name in self._seen:
            return self._seen[name].anchors
        if name not in self._anchors:
            self._anchors[name] = _anchors_in(self.text(name))
        return self._anchors[name]

    def to_look_at(self, gone: Collection[str]) -> list[str]:
        """Pages that are new, or all of them where a link could have lost its target."""
        fresh = sorted(name for name in self.fresh if name.endswith(".html"))
        if not any(not name.startswith(_INDEX) for name in gone) and not any(
            map(self._lost_anchors, fresh)
        ):
            return fresh
        return sorted(name for name in self.files if name.endswith(".html"))

    def _lost_anchors(self, name: str) -> bool:
        """Whether a page had anchors that it has no more."""
        old = self._before / name if self._before is not None else None
        if old is None or not old.is_file():
            return False
        return not _anchors_in(old.read_text("utf-8")) <= set(self.anchors(name))


def _anchors_in(text: str) -> set[str]:
    return set(_ID.findall(text))


def _fault(code: str, name: str, message: str) -> Diagnostic:
    return Diagnostic(code, Position(f"site/{name}"), message)


@lru_cache(maxsize=16_384)
def _read_tag(text: str) -> tuple[Sequence[tuple[str, str]], str]:
    """Faults of a tag wherever it stands, and what it leads to; most tags stand in many pages."""
    tag, *rest = text[1:-1].split(maxsplit=1)
    attributes = "".join(rest)
    values = {
        key.lower(): double or single or bare
        for key, double, single, bare in _ATTRIBUTE.findall(attributes)
    }
    faults = []
    if "style" in values:
        faults.append(("QJ128", f"<{tag}> 有 style 属性"))
    if any(key.startswith("on") for key in values):
        faults.append(("QJ128", f"<{tag}> 有 on… 事件"))
    for key in _LOADING.get(tag.lower(), ()):
        value = values.get(key, "")
        if _EXTERNAL.match(value) and not any(mark in attributes for mark in _HARMLESS_LINKS):
            faults.append(("QJ036", f"从外部加载“{value[:80]}”"))
    return faults, values.get("href", "") if tag.lower() == "a" else values.get("src", "")


def _targets(name: str, hrefs: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Path, anchor and wording of the links on the page ``name``, but for absolute ones."""
    folder = name.rpartition("/")[0]
    for href in hrefs:
        if _ABSOLUTE.match(href):
            continue
        path, _, anchor = href.replace("&amp;", "&").partition("#")
        path = path.partition("?")[0]
        target = name if href[0] in "#?" else _resolve(folder, path)
        # The theme's own switches begin so.
        yield target, "" if anchor.startswith("__") else unquote(anchor), href


def _resolve(folder: str, path: str) -> str:
    """The file that ``path`` leads to from a page in ``folder``."""
    while folder and path.startswith("../"):  # then most pages ask for the same
        folder, path = folder.rpartition("/")[0], path[3:]
    return _resolved(folder, path)


@lru_cache(maxsize=16_384)
def _resolved(folder: str, path: str) -> str:
    target = posixpath.normpath(posixpath.join(folder, unquote(path)))
    if path.endswith("/") or target == "." or not path:
        return posixpath.normpath(posixpath.join(target, "index.html"))
    return target


def _verify_link(name: str, link: tuple[str, str, str], pages: _Pages) -> Iterator[Diagnostic]:
    target, anchor, href = link
    if f"{target}/index.html" in pages.files:
        target = f"{target}/index.html"
    if target not in pages.files:
        yield _fault("QJ035", name, f"链接“{href}”没有目标")
    elif anchor and target.endswith(".html") and anchor not in pages.anchors(target):
        yield _fault("QJ035", name, f"链接“{href}”的锚点不存在")
