"""Our part of Python-Markdown (Markdown 扩展): what a strict CSP and hostile input demand.

It runs for records and for ordinary pages alike: alignment of table cells becomes a class, wide
tables can be scrolled, and the result is cut down to an allow-list of HTML.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    LINK_RE,
    ImageInlineProcessor,
    LinkInlineProcessor,
)
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from qinejia.markup.inline import is_spaced_address
from qinejia.model.anchors import make_unique, slugify
from qinejia.render import quick_toc  # noqa: F401  it takes the place of the stock one
from qinejia.render.quick_blocks import QuickBlocks
from qinejia.render.quick_inline import QuickInline

_ALIGN = re.compile(r"text-align:\s*(left|center|right)")

_MARKUP = re.compile("[<>&\0\r\xa0]")
"""Without one of these a text is left as it is; a no-break space would become an entity."""

_TAGS = nh3.ALLOWED_TAGS | {
    "audio", "button", "details", "figcaption", "figure", "footer", "header", "input", "label",
    "main", "nav", "picture", "progress", "section", "source", "summary", "track", "video",
    "svg", "path", "g", "circle", "ellipse", "rect", "line", "polyline", "polygon", "text",
    "tspan", "title", "desc", "defs", "use", "symbol", "marker",
}  # fmt: skip
_GLOBAL = {
    "class", "id", "title", "lang", "dir", "role", "hidden", "tabindex", "width", "height", "name",
}  # fmt: skip
_SVG = {
    "viewBox", "xmlns", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry",
    "points", "fill", "stroke", "stroke-width", "transform", "text-anchor", "font-size",
}  # fmt: skip
_ATTRIBUTES: dict[str, set[str]] = {
    **nh3.ALLOWED_ATTRIBUTES,
    "*": _GLOBAL,
    "a": {"href", "hreflang", "target", "download", "rel"},
    "img": {"src", "alt", "loading", "decoding", "srcset", "sizes"},
    "video": {
        "src", "poster", "controls", "preload", "loop", "muted", "playsinline",
        "webkit-playsinline", "x5-playsinline", "alt",
    },
    "audio": {"src", "controls", "preload"},
    "source": {"src", "type", "media", "srcset"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "input": {"type", "checked", "disabled", "for", "value"},
    "label": {"for"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers"},
    "details": {"open"},
    "progress": {"value", "max"},
    "button": {"type"},
    "use": {"href"},
    **dict.fromkeys(("svg", "path", "g", "circle", "ellipse", "rect", "line", "polyline"), _SVG),
    **dict.fromkeys(("polygon", "text", "tspan", "marker", "symbol"), _SVG),
}  # fmt: skip
_ATTRIBUTES = {tag: set(names) for tag, names in _ATTRIBUTES.items()}

_BLANK = re.compile(r"\s")

_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style"},
    attributes=_ATTRIBUTES,
    generic_attribute_prefixes={"data-", "aria-"},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Keep only allowed tags and attributes; ``javascript:``, ``on…`` and ``style`` go."""
    if not _MARKUP.search(html):
        return html  # each heading comes here alone, too
    return _CLEANER.clean(html)


class _Link(LinkInlineProcessor):
    """Python-Markdown takes ``[注](见 5.3)`` for a link to “见 5.3”; here it stays what it is in
    all other Markdown: text.
    """

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        href, title, end, handled = super().getLink(data, index)
        if handled and _BLANK.search(href) and not is_spaced_address(href):
            handled = data[index + 1 : end].lstrip().startswith("<")
        return href, title, end, handled


class _Picture(_Link, ImageInlineProcessor):
    pass


class _HeadingIds(Treeprocessor):
    """Gives every heading our anchor before ``toc`` would number it ``_1``."""

    def run(self, root: Element) -> None:
        headings = [e for e in root.iter() if e.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
        taken = {str(e.get("id")) for e in headings if e.get("id")}
        for heading in headings:
            if not heading.get("id"):
                heading.set("id", make_unique(slugify("".join(heading.itertext())), taken))


class _Tables(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    wrapper = Element("div", {"class": "qj-scroll", "tabindex": "0"})
                    wrapper.tail, child.tail = child.tail, None
                    if not child.get("class"):
                        child.set("class", "qj-plain")  # else the theme wraps it again
                    parent.remove(child)
                    wrapper.append(child)
                    parent.insert(index, wrapper)
        for cell in root.iter():
            style = cell.get("style") if cell.tag in ("td", "th") else None
            found = _ALIGN.search(style) if style else None
            if found:
                del cell.attrib["style"]
                cell.set("class", f"{cell.get('class', '')} qj-{found[1]}".strip())


class _RawTables(Postprocessor):
    """Tables written as HTML, for merged cells, are scrolled and drawn like all others."""

    def run(self, text: str) -> str:
        stash = self.md.htmlStash
        for number, block in enumerate(stash.rawHtmlBlocks):
            if isinstance(block, str) and block.startswith("<table>"):
                table = block.rstrip().replace("<table>", '<table class="qj-plain">')
                stash.rawHtmlBlocks[number] = f'<div class="qj-scroll" tabindex="0">{table}</div>\n'
        return text


class _Sanitiser(Postprocessor):
    def run(self, text: str) -> str:
        return sanitise(text)


class KnowledgeBaseExtension(Extension):
    """Adds the steps above; ``own_slugs`` is off where a site brings anchors of its own."""

    def __init__(self, own_slugs: bool = True) -> None:
        super().__init__()
        self.own_slugs = own_slugs

    def extendMarkdown(self, md: Markdown) -> None:
        QuickBlocks(md)
        md.treeprocessors.register(QuickInline(md), "inline", 20)
        md.inlinePatterns.register(_Link(LINK_RE, md), "link", 160)  # both take the old one's place
        md.inlinePatterns.register(_Picture(IMAGE_LINK_RE, md), "image_link", 150)
        if self.own_slugs:
            md.treeprocessors.register(_HeadingIds(md), "qinejia_heading_ids", 6)
        md.treeprocessors.register(_Tables(md), "qinejia_tables", 5)
        md.postprocessors.register(_RawTables(md), "qinejia_raw_tables", 35)  # raw_html is 30
        md.postprocessors.register(_Sanitiser(md), "qinejia_sanitiser", -10)
