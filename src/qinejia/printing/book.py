"""Many standards in one HTML text (汇编文本): cover, contents, each standard on a new page.

The parts come from the same renderer as the site's pages, so that web and book cannot drift apart.
Only our own well-formed HTML is rewritten here: ids become unique, links stay where they lead into
the book, and what only a screen can use goes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

_ID = re.compile(r'\b(id|aria-labelledby)="([^"]*)"')
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_HREF = re.compile(r'\bhref="([^"]*)"')
_MARKER = re.compile(r"url\(#([^)]*)\)")
_SOURCE = re.compile(r'(<img\b[^>]*\bsrc=")([^"]*)"')
_SCREEN_ONLY = re.compile(r'<a class="qj-permalink".*?</a>|<ul class="qj-marks".*?</ul>', re.DOTALL)
_TEXT = re.compile(r"<text\b[^>]*>")
_HALO = re.compile(r' (?:stroke|stroke-width|stroke-linejoin|paint-order)="[^"]*"')
"""Light edges of words in drawings: on paper they would be drawn over the words."""
PICTURES = "kb:"
"""Scheme of pictures below ``docs``; nothing else is loaded."""

_BLANK_ROWS = re.compile(
    r"(<tr>\s*(?:<td[^>]*></td>\s*)+</tr>)(?:\s*<tr>\s*(?:<td[^>]*></td>\s*)+</tr>)*"
)
_ROWS = 12
_NARROW = 8
"""Columns that an upright page can hold."""


@dataclass(frozen=True)
class Part:
    """A standard in the book (汇编中的一项); ``contents`` are anchor and title of its chapters."""

    identifier: str
    address: str
    number: str
    title: str
    english: str
    facts: tuple[tuple[str, str], ...]
    notice: str
    contents: tuple[tuple[str, str], ...]
    html: str


def make_book(title: str, owner: str, day: str, parts: Sequence[Part]) -> str:
    """The whole book as HTML."""
    known = {unquote(part.address): part.identifier for part in parts}
    body = "".join(_draw(part, known) for part in parts)
    contents = "".join(_contents(part) for part in parts)
    by = f'<p class="cover__owner">{escape(owner)}</p>' if owner else ""
    return _document(
        title,
        f'<section class="cover"><h1 class="cover__title">{escape(title)}</h1>'
        f'<p class="cover__count">共 {len(parts)} 项标准</p>{by}'
        f'<p class="cover__day">{escape(day)}</p></section>'
        f'<nav class="contents"><h1>总目次</h1><ul>{contents}</ul></nav>{body}',
    )


def make_sheet(part: Part) -> str:
    """One standard without cover and contents as HTML."""
    return _document(part.title, _draw(part, {unquote(part.address): part.identifier}))


def make_form(part: Part) -> str:
    """An annex that is a record form, for filling in by hand, as HTML.

    The standard shows an empty row or two; on paper there are enough to write in.
    """
    body = _BLANK_ROWS.sub(lambda match: match[1] * _ROWS, _rewrite(part, {}))
    wide = " form--wide" if any(row.count("<th") > _NARROW for row in body.split("<tr>")) else ""
    return _document(
        part.title,
        f'<article class="standard form{wide}"><p class="front__number">{escape(part.number)}</p>'
        f"{body}</article>",
    )


def _document(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}'
        f"</title></head><body>{body}</body></html>"
    )


def _contents(part: Part) -> str:
    chapters = "".join(
        f'<li><a href="#{escape(part.identifier)}--{escape(anchor)}">{escape(name)}</a></li>'
        for anchor, name in part.contents
    )
    name = f"{part.number}　{part.title}" if part.number else part.title
    return (
        f'<li class="contents__standard"><a href="#{escape(part.identifier)}">{escape(name)}</a>'
        f"<ul>{chapters}</ul></li>"
    )


def _draw(part: Part, known: Mapping[str, str]) -> str:
    facts = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>" for label, text in part.facts
    )
    notice = f'<p class="front__notice">{escape(part.notice)}</p>' if part.notice else ""
    english = f'<p class="front__english">{escape(part.english)}</p>' if part.english else ""
    return (
        f'<article class="standard" id="{escape(part.identifier)}"><header class="front">'
        f'<p class="front__number">{escape(part.number)}</p><h1>{escape(part.title)}</h1>{english}'
        f'<dl class="front__facts">{facts}</dl>{notice}</header>{_rewrite(part, known)}</article>'
    )


def _rewrite(part: Part, known: Mapping[str, str]) -> str:
    """The body of one standard, with ids and links that hold in the whole book."""
    own = part.identifier
    anchors = {match[2] for match in _ID.finditer(part.html) if match[1] == "id"}

    def link(match: re.Match[str]) -> str:
        found = _HREF.search(match[1])
        target = _target(found[1] if found else "", part, known, anchors)
        return f'<a href="#{target}">{match[2]}</a>' if target else f"<span>{match[2]}</span>"

    html = _SCREEN_ONLY.sub("", part.html)
    html = _TEXT.sub(lambda match: _HALO.sub("", match[0]), html)
    html = _ID.sub(lambda match: f'{match[1]}="{own}--{match[2]}"', html)
    html = _MARKER.sub(lambda match: f"url(#{own}--{match[1]})", html)
    return locate_pictures(_LINK.sub(link, html), part.address)


def locate_pictures(html: str, address: str) -> str:
    """``html`` of the page at ``address`` with pictures named by their path below ``docs``."""

    def picture(match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(address, unquote(match[2])))
        return f'{match[1]}{PICTURES}{escape(path)}"'

    return _SOURCE.sub(picture, html)


def _target(href: str, part: Part, known: Mapping[str, str], anchors: Collection[str]) -> str:
    """The id in the book that ``href`` of a page leads to, or nothing."""
    path, _, anchor = href.partition("#")
    if not path:
        return f"{part.identifier}--{anchor}" if anchor in anchors else ""
    address = posixpath.normpath(posixpath.join(part.address, unquote(path)))
    identifier = known.get(address + "/") or known.get(address)
    if identifier is None:
        return ""
    return f"{identifier}--{anchor}" if anchor else identifier
