"""Looks at the finished site once more (核验结果).

The checks ran on the sources; a template, a plug-in or the theme can still bring in what must not
be there. Only our own well-formed output is read, so plain patterns are enough.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from qinejia.diagnostics import Diagnostic
from qinejia.model.position import Position

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^<>]*)?)>")
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


class _Pages:
    """The files of a site and, as they are asked for, the anchors of its pages.

    What is not below ``out`` stands below ``before``, where the last build left it.
    """

    def __init__(self, out: Path, before: Path, kept: Collection[str]) -> None:
        self._out, self._before = out, before
        self.fresh = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
        self.files = self.fresh.union(kept)
        self._anchors: dict[str, set[str]] = {}

    def text(self, name: str) -> str:
        folder = self._out if name in self.fresh else self._before
        return (folder / name).read_text("utf-8")

    def anchors(self, name: str) -> set[str]:
        if name not in self._anchors:
            self._anchors[name] = _anchors_in(self.text(name))
        return self._anchors[name]

    def to_look_at(self, gone: Collection[str]) -> list[str]:
        """Pages that are new, or all of them where a link could have lost its target."""
        fresh = sorted(name for name in self.fresh if name.endswith(".html"))
        old = ((name, self._before / name) for name in fresh if len(fresh) < len(self.files))
        lost = any(
            path.is_file() and _anchors_in(path.read_text("utf-8")) - self.anchors(name)
            for name, path in old
        )
        if not lost and not any(not name.startswith(_INDEX) for name in gone):
            return fresh
        return sorted(name for name in self.files if name.endswith(".html"))


def _anchors_in(text: str) -> set[str]:
    return set(_ID.findall(text))


def verify(
    out: Path, before: Path | None = None, kept: Collection[str] = (), gone: Collection[str] = ()
) -> list[Diagnostic]:
    """External resources, inline scripts and styles, dead links and anchors in ``out``.

    Of a site of which only a part is new, the rest is below ``before``: files that are ``kept``,
    and others that will be ``gone``.
    """
    pages = _Pages(out, before or out, kept)
    found: list[Diagnostic] = []
    for name in pages.to_look_at(gone):
        found += _verify_page(name, pages.text(name), pages)
    for path in sorted(out.rglob("*.css")):
        name = path.relative_to(out).as_posix()
        for match in _CSS.finditer(path.read_text("utf-8")):
            found.append(_fault("QJ036", name, f"样式从外部加载“{match[1] or match[2]}”"))
    index = out / "search"  # data only: what somebody wrote about addresses is no address
    for path in sorted(path for path in out.rglob("*.js") if not path.is_relative_to(index)):
        if "//unpkg.com" in path.read_text("utf-8"):
            found.append(_fault("QJ036", path.relative_to(out).as_posix(), "脚本从外部加载"))
    return found


def _fault(code: str, name: str, message: str) -> Diagnostic:
    return Diagnostic(code, Position(f"site/{name}"), message)


def _verify_page(name: str, text: str, pages: _Pages) -> Iterator[Diagnostic]:
    if _INLINE_SCRIPT.search(text):
        yield _fault("QJ128", name, "页面里有内嵌脚本")
    if "<style" in text:
        yield _fault("QJ128", name, "页面里有内嵌样式")
    for tag, attributes in _TAG.findall(text):
        faults, href = _read_tag(tag, attributes)
        for code, message in faults:
            yield _fault(code, name, message)
        if href and name != "404.html":  # 404.html is served at any depth, with absolute addresses
            yield from _verify_link(name, href, pages)


@lru_cache(maxsize=16_384)
def _read_tag(tag: str, attributes: str) -> tuple[Sequence[tuple[str, str]], str]:
    """Faults of a tag wherever it stands, and what it leads to; most tags stand in many pages."""
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


def _verify_link(name: str, href: str, pages: _Pages) -> Iterator[Diagnostic]:
    if _ABSOLUTE.match(href):
        return
    path, _, anchor = href.replace("&amp;", "&").partition("#")
    path = unquote(path.partition("?")[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if path.endswith("/") or target == "." or (path and f"{target}/index.html" in pages.files):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in pages.files:
        yield _fault("QJ035", name, f"链接“{href}”没有目标")
    elif (
        anchor
        and not anchor.startswith("__")  # the theme's own switches
        and target.endswith(".html")
        and unquote(anchor) not in pages.anchors(target)
    ):
        yield _fault("QJ035", name, f"链接“{href}”的锚点不存在")
