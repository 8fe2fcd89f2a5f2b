"""Finds references, links, images and HTML in Markdown text (行内标记).

One function finds them for the checks and for the renderer, so both see the same text. Code is
masked first: what stands in it is inert.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(
    r"^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
FILE_ENDING = (
    r"\.(?i:md|pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|txt|csv|zip|rar|7z|html?"
    r"|png|jpe?g|gif|webp|svg|bmp|heic|tiff?|mp4|mov|mp3|m4a|wav|vtt)(?![A-Za-z0-9])"
)
"""By this ``(文件 1.docx)`` is known for an address, and ``(见 5.3)`` for what a writer says."""
_SPACED = (
    r"(?:[^\s()<>\[\]\"'\\]|[ \t　]|\([^()<>\n]{0,100}\)){1,300}?"
    rf"{FILE_ENDING}(?:[#?][^\s()<>\"']{{0,200}})?"
)
_IS_SPACED = re.compile(_SPACED)
_ADDRESSES = r"(?:<[^<>\n]*>|(?:[^\s()\\]|\\.|\([^\s()]*\))*|" + _SPACED + r"(?=\s*\)|\s+[\"']))"
_CLOSING = r"(?:\s++(?:\"[^\"]*\"|'[^']*'))?\s*+\)"
_MARKS = re.compile(
    r"(?P<reference>(?<!\\)\[\[(?P<ref>[^\[\]\n]*)\]\])"
    r"|(?P<image>(?<!\\)!\[(?P<alt>[^\]\n]*)\]"
    rf"\(\s*+(?P<src>{_ADDRESSES}){_CLOSING})"
    r"|(?P<link>(?<!\\)\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]"
    rf"\(\s*+(?P<href>{_ADDRESSES}){_CLOSING})"
    r"|(?P<definition>^ {0,3}\[(?P<name>[^\]\n^][^\]\n]*)\]:[ \t]*(?P<url><[^<>\n]*>|\S+))"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>)",
    re.MULTILINE,
)
_TAG_NAME = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
_ADDRESS = re.compile(
    r"[\s\"'](src|srcset|poster|href|data)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.IGNORECASE,
)
_BROKEN_REFERENCE = re.compile(r"(?<!\\)\[\[[^\[\]\n]*(?:\n|\Z|\](?!\]))")


@dataclass(frozen=True)
class Inline:
    """Something found in text; ``start`` and ``end`` are offsets into it.

    ``kind`` is ``reference``, ``link``, ``image``, ``definition``, ``tag`` or ``broken`` (a
    ``[[`` that is never closed); ``target``, which begins at ``at``, is the address or the
    reference, ``text`` its caption.
    """

    kind: str
    start: int
    end: int
    target: str
    text: str = ""
    at: int = 0


def find_inline(text: str) -> list[Inline]:
    """All inline marks of ``text`` outside code, in order."""
    if "[" not in text and "<" not in text:
        return []
    masked = mask_code(text)
    found = [_read_mark(match) for match in _MARKS.finditer(masked)]
    for inline in list(found):
        if inline.kind == "link" and "![" in inline.text:  # a picture that is itself a link
            offset = inline.start + 1
            inner = find_inline(text[offset : offset + len(inline.text)])
            found += [
                replace(i, start=i.start + offset, end=i.end + offset, at=i.at + offset)
                for i in inner
            ]
    if "[[" in masked:
        closed = {inline.start for inline in found}
        found += [
            Inline("broken", match.start(), match.end(), "")
            for match in _BROKEN_REFERENCE.finditer(masked)
            if match.start() not in closed and not _inside(found, match.start())
        ]
    return sorted(found, key=lambda inline: (inline.start, inline.end))


def is_spaced_address(written: str) -> bool:
    """Whether something with blanks, which no ``<>`` holds together, is the name of a file."""
    return _IS_SPACED.fullmatch(written) is not None


def _inside(found: list[Inline], offset: int) -> bool:
    return any(inline.start < offset < inline.end for inline in found)


def _read_mark(match: re.Match[str]) -> Inline:
    kind = str(match.lastgroup)
    for kind, target, text in (
        ("reference", "ref", None),
        ("image", "src", "alt"),
        ("link", "href", "text"),
        ("definition", "url", "name"),
    ):
        if match[kind] is not None:
            raw, at = match[target], match.start(target)
            if raw.startswith("<") and raw.endswith(">"):
                raw, at = raw[1:-1], at + 1
            return Inline(kind, match.start(), match.end(), raw, match[text] if text else "", at)
    return Inline("tag", match.start(), match.end(), match["tag"], at=match.start())


@dataclass(frozen=True)
class TagAddress:
    """An address in an HTML tag; ``start`` is the offset of ``value`` in the tag."""

    tag: str
    name: str
    value: str
    start: int


def tag_addresses(tag: str) -> Iterator[TagAddress]:
    """Every address that an opening tag loads or leads to."""
    match = _TAG_NAME.match(tag)
    if not match:
        return
    for found in _ADDRESS.finditer(tag):
        name = found[1].lower()
        group = next(number for number in (2, 3, 4) if found[number] is not None)
        value, start = found[group], found.start(group)
        if name != "srcset":
            yield TagAddress(match[1].lower(), name, value, start)
            continue
        for part in re.finditer(r"[^\s,]+(?=\s|,|$)", value):
            if not re.fullmatch(r"[\d.]+[wx]", part[0]):
                yield TagAddress(match[1].lower(), name, part[0], start + part.start())


def mask_code(text: str) -> str:
    """``text`` with code and comments blanked out, of the same length and with the same lines."""
    text = hide_code(text)
    return _COMMENT.sub(_blank, text) if "<!--" in text else text


def hide_code(text: str) -> str:
    """The same, but comments stay."""
    if "```" in text or "~~~" in text:
        text = _FENCE.sub(_blank, text)
    if "\n\n    " in text or text.startswith("    "):
        text = _mask_indented(text)  # before what follows leaves blanks of its own
    if "`" in text:
        text = "\n\n".join(_CODE_SPAN.sub(_blank, part) for part in text.split("\n\n"))
    return text


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _mask_indented(text: str) -> str:
    """Blank indented code: four spaces after a blank line and outside a list or a note."""
    lines = text.split("\n")
    in_list, after_blank, in_code = False, True, False
    for number, line in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        if not line.startswith((" ", "\t")):
            in_list, in_code = line.startswith(("!!!", "???", "===", "[^")), False
        if _LIST_ITEM.match(line) and not in_code:
            in_list = True
        elif line.startswith("    ") and not in_list and (after_blank or in_code):
            in_code = True
            lines[number] = " " * len(line)
        after_blank = False
    return "\n".join(lines)


def replace_inline(text: str, words: Callable[[Inline], str | None]) -> str:
    """``text`` with each mark replaced by its words; ``None`` leaves it as it is written."""
    result, done = [], 0
    for inline in find_inline(text):
        said = words(inline) if inline.start >= done else None
        if said is not None:
            result += [text[done : inline.start], said]
            done = inline.end
    return "".join([*result, text[done:]])


def plain_words(text: str, name: Callable[[str], str] = str) -> str:
    """References and links as the words that stand for them; ``name`` says what an id is called."""

    def words(inline: Inline) -> str | None:
        if inline.kind not in ("reference", "link"):
            return None
        caption, _, target = inline.target.rpartition(">")
        return inline.text or caption or name(target)

    return replace_inline(text, words)
