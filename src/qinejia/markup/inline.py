"""Finds references, links, images and HTML in Markdown text (行内标记).

One function finds them for the checks and for the renderer, so both see the same text. Code is
masked first: what stands in it is inert.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(
    r"^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_DESTINATION = (
    r"\(\s*(?P<{0}><[^<>\n]*>|(?:[^\s()\\]|\\.|\([^\s()]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_MARKS = re.compile(
    r"(?P<reference>(?<!\\)\[\[(?P<ref>[^\[\]\n]*)\]\])"
    r"|(?P<image>(?<!\\)!\[(?P<alt>[^\]\n]*)\]" + _DESTINATION.format("src") + ")"
    r"|(?P<link>(?<!\\)\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]"
    + _DESTINATION.format("href")
    + ")"
    r"|(?P<definition>^ {0,3}\[(?P<name>[^\]\n^][^\]\n]*)\]:[ \t]*(?P<url><[^<>\n]*>|\S+))"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>)",
    re.MULTILINE,
)
_BROKEN_REFERENCE = re.compile(r"(?<!\\)\[\[[^\[\]\n]*(?:\n|\Z|\](?!\]))")


@dataclass(frozen=True)
class Inline:
    """Something found in text; ``start`` and ``end`` are offsets into it.

    ``kind`` is ``reference``, ``link``, ``image``, ``definition``, ``tag`` or ``broken`` (a
    ``[[`` that is never closed); ``target`` is the address or the reference, ``text`` its caption.
    """

    kind: str
    start: int
    end: int
    target: str
    text: str = ""


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
                Inline(i.kind, i.start + offset, i.end + offset, i.target, i.text) for i in inner
            ]
    if "[[" in masked:
        closed = {inline.start for inline in found}
        found += [
            Inline("broken", match.start(), match.end(), "")
            for match in _BROKEN_REFERENCE.finditer(masked)
            if match.start() not in closed and not _inside(found, match.start())
        ]
    return sorted(found, key=lambda inline: (inline.start, inline.end))


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
            raw = match[target]
            if raw.startswith("<") and raw.endswith(">"):
                raw = raw[1:-1]
            return Inline(kind, match.start(), match.end(), raw, match[text] if text else "")
    return Inline("tag", match.start(), match.end(), match["tag"])


def mask_code(text: str) -> str:
    """``text`` with code and comments blanked out, of the same length and with the same lines."""
    if "```" in text or "~~~" in text:
        text = _FENCE.sub(_blank, text)
    if "\n\n    " in text or text.startswith("    "):
        text = _mask_indented(text)  # before what follows leaves blanks of its own
    if "`" in text:
        text = "\n\n".join(_CODE_SPAN.sub(_blank, part) for part in text.split("\n\n"))
    if "<!--" in text:
        text = _COMMENT.sub(_blank, text)
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
