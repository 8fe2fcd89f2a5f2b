"""Counts what went in and what came out (进出核对), each by a way that does not know the other.

What went in is counted in the XML; what came out in the Markdown. A paragraph whose words are not
found in the result is named, so that nothing disappears silently.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from qinejia.importing.package import Package
from qinejia.importing.tree import Paragraph, WordText, walk

_PICTURES = ("{a}blip", "{v}imagedata")
_DASHES = re.compile("[-‐‑‒–—―−－~～_=]+")
_BLANK = re.compile(r"\([ \t]*\)")
_IGNORED = re.compile(r"[|\s\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x1f\x7f-\x9f\ue000-\uf8ff]")
_MARKS = re.compile(
    r"!\[[^\[\]\n]*\]\([^()\n]*\)|(?<!\\)\[\^\d+\]:?|<(?!/?sub|/?sup)/?[a-z][^<>\n]*>|</?su[bp]>|^\|(?:---\|)+$"
    r"|^#{1,6}(?=\s)|^\s*///.*?\|?|(?<!\\)[|*]",
    re.MULTILINE,
)
_MARKER = re.compile(r"^(?:[A-J]|\d{1,3})\s*[.．、:：)）]\s*")
"""What numbers an entry may be written in another way."""
_REFERENCE = re.compile(r"\[\[(?:([^\[\]>\n]*)>)?([^\[\]\n]*)\]\]")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\((?:https?|mailto):[^)\s]*\)")


@dataclass(frozen=True)
class Counts:
    """Characters without blanks, and things."""

    characters: int = 0
    tables: int = 0
    pictures: int = 0
    footnotes: int = 0
    formulas: int = 0


def count_source(package: Package, notes: bool = True) -> Counts:
    """What the XML holds, whatever the reader made of it; the older twin of a choice left out."""
    names = [package.main]
    if package.is_slides:
        slides = package.slides()
        names += [*slides, *(package.related(slide, "notesSlide") for slide in slides)]
    elif notes:
        names += [package.related(package.main, kind) for kind in ("footnotes", "endnotes")]
    found = {"characters": 0, "tables": 0, "pictures": 0, "footnotes": 0, "formulas": 0}
    for name in names:
        root = package.xml(name) if name else None
        if root is not None:
            _count(root, found)
    return Counts(**found)


def _count(root: Element, found: dict[str, int]) -> None:
    pending = [root]
    while pending:
        element = pending.pop()
        tag = element.tag
        if tag == "{mc}Fallback":
            continue
        if tag in ("{w}t", "{m}t", "{a}t"):
            found["characters"] += len(words_key(element.text or ""))
        elif tag in ("{w}tbl", "{a}tbl"):
            found["tables"] += 1
        elif tag in _PICTURES:
            found["pictures"] += 1
        elif tag in ("{w}footnoteReference", "{w}endnoteReference"):
            found["footnotes"] += 1
        elif tag == "{m}oMath":
            found["formulas"] += 1
        pending += element


def count_result(markdown: str) -> Counts:
    """What stands in the finished text."""
    return Counts(
        characters=len(words_key(words_of(markdown))),
        tables=len(re.findall(r"^\|(?:---\|)+$", markdown, re.MULTILINE))
        + markdown.count("<table>"),
        pictures=len(re.findall(r"!\[[^\]\n]*\]\(|<img ", markdown))
        + len(re.findall(r"^ {4}图: ", markdown, re.MULTILINE)),
        footnotes=len(re.findall(r"^(?:\[\^\d+\]:|脚注\d+：)", markdown, re.MULTILINE)),
    )


def words_of(markdown: str) -> str:
    """The words that a reader sees of Markdown that we wrote."""
    text = _REFERENCE.sub(lambda match: match[1] or match[2], markdown)
    text = _MARKS.sub("", _LINK.sub(r"\1", text))
    text = re.sub(r"\\([\\`*_{}\[\]()<>#+\-.!|])", r"\1", text)
    return html.unescape(text)


def words_key(text: str) -> str:
    """``text`` as far as it must be the same: no blanks or bars, one width, one kind of dash.

    Empty brackets and a line are both a blank to fill in.
    """
    text = _BLANK.sub("-", unicodedata.normalize("NFKC", text))
    return _DASHES.sub("-", _IGNORED.sub("", text))


def count_read(word: WordText) -> int:
    """Characters that the reader saw, or left out on purpose."""
    blocks = (*word.blocks, *(block for note in word.notes.values() for block in note))
    return word.left + sum(len(words_key(paragraph.text)) for paragraph in walk(blocks))


@dataclass(frozen=True)
class Missing:
    """Words of a paragraph that the result does not hold; ``place`` is the heading above."""

    text: str
    place: str


def find_missing(
    word: WordText, markdown: str, used: Collection[str] = ()
) -> tuple[list[Missing], int, int]:
    """What is not in the result; how many characters that is, and of how many.

    ``used`` are texts that became something else, such as the lines of a cover.
    """
    known = {words_key(text) for text in used}
    result = words_key(words_of(markdown))
    missing: list[Missing] = []
    place, lost, total, cursor = "", 0, 0, 0
    blocks = (*word.blocks, *(block for note in word.notes.values() for block in note))
    for paragraph in walk(blocks):
        key = words_key(paragraph.text)
        if key in known:
            continue
        total += len(key)
        if paragraph.outline >= 0 or "标题" in paragraph.style:
            place = paragraph.text.strip()[:40] or place
        at = result.find(key, cursor)
        if at < 0:
            at = result.find(key)
        if at >= 0:
            cursor = at + len(key)
            continue
        gone = _gone(paragraph, result)
        if gone:
            lost += sum(len(words_key(piece)) for piece in gone)
            missing.append(Missing("……".join(gone), place))
    return missing, lost, total


def _gone(paragraph: Paragraph, result: str) -> list[str]:
    """The phrases of a paragraph that are nowhere: a changed number does not lose the rest."""
    pieces = re.split(r"(?<=[，。；：、！？,;:)）\s　])", paragraph.text)
    kept = [_MARKER.sub("", piece.strip()) for piece in pieces]
    return [piece for piece in kept if words_key(piece) not in result]
