"""Looks at the finished site once more (核验结果).

The checks ran on the sources; a template, a plug-in or the theme can still bring in what must not
be there. Only our own well-formed output is read, so plain patterns are enough.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
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
_HARMLESS_LINKS = ('rel="canonical"', 'rel="alternate"')
_EXTERNAL = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_ID = re.compile(r"id=\"(?<!\wid=\")([^\"]*)\"")
"""An id and no other name that ends so; what it begins with is found twenty times faster."""
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_CSS = re.compile(r"url\(\s*[\"']?((?:https?:)?//[^)\"']*)|@import\s+[\"']([^\"']*)", re.IGNORECASE)
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>\s*\S")


def verify(out: Path) -> list[Diagnostic]:
    """External resources, inline scripts and styles, dead links and anchors in ``out``."""
    pages = {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*.html"))}
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    texts = {name: path.read_text("utf-8") for name, path in pages.items()}
    anchors = {name: set(_ID.findall(text)) for name, text in texts.items()}
    found: list[Diagnostic] = []
    for name, text in texts.items():
        found += _verify_page(name, text, files, anchors)
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


def _verify_page(
    name: str, text: str, files: set[str], anchors: dict[str, set[str]]
) -> Iterator[Diagnostic]:
    if _INLINE_SCRIPT.search(text):
        yield _fault("QJ128", name, "页面里有内嵌脚本")
    if "<style" in text:
        yield _fault("QJ128", name, "页面里有内嵌样式")
    for tag, attributes in _TAG.findall(text):
        faults, href = _read_tag(tag, attributes)
        for code, message in faults:
            yield _fault(code, name, message)
        if href and name != "404.html":  # 404.html is served at any depth, with absolute addresses
            yield from _verify_link(name, href, files, anchors)


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


def _verify_link(
    name: str, href: str, files: set[str], anchors: dict[str, set[str]]
) -> Iterator[Diagnostic]:
    if _ABSOLUTE.match(href):
        return
    path, _, anchor = href.replace("&amp;", "&").partition("#")
    path = unquote(path.partition("?")[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if path.endswith("/") or target == "." or (path and f"{target}/index.html" in files):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in files:
        yield _fault("QJ035", name, f"链接“{href}”没有目标")
    elif (
        anchor
        and not anchor.startswith("__")  # the theme's own switches
        and target in anchors
        and unquote(anchor) not in anchors[target]
    ):
        yield _fault("QJ035", name, f"链接“{href}”的锚点不存在")
