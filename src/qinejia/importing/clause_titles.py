"""Which clauses have a title (条标题): heads spread over several lines are joined first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qinejia.importing.lines import Line, Part
from qinejia.importing.tree import Text
from qinejia.importing.typed_numbers import is_title

_MODAL = re.compile(r"应|宜|不得|必须|严禁")
_NATURE = re.compile(r"[（(]\s*(规范性|资料性)(?:附录)?\s*[)）]")


def decide_titles(parts: list[Part]) -> list[Part]:
    """``parts`` with heads joined and each clause marked as titled or not."""
    return list(_decided(_joined(parts)))


def _joined(parts: list[Part]) -> list[Part]:
    """A number, or an annex, that stands on a line of its own with the title from the next ones."""
    joined: list[Part] = []
    chapter = ""
    at = 0
    while at < len(parts):
        part = parts[at]
        at += 1
        if isinstance(part, Line) and part.role == "annex":
            part, at = _annex(part, parts, at)
        elif isinstance(part, Line) and part.role == "clause":
            chapter = part.text if "." not in part.number else chapter
            following = parts[at] if at < len(parts) else None
            if not part.text and isinstance(following, Line) and _is_loose(following):
                titled = is_title(following.text) and (
                    chapter.startswith("术语") or following.source.strong
                )
                source = replace(following.source, label=part.source.label)
                part = replace(part, inlines=following.inlines, source=source, titled=titled)
                at += 1
            if chapter.startswith("术语") and "." in part.number:
                part, at = _english(part, parts, at)
        joined.append(part)
    return joined


def _is_loose(line: Line) -> bool:
    return line.role in ("text", "heading") and not line.source.label


def _annex(line: Line, parts: list[Part], at: int) -> tuple[Line, int]:
    """The whole head of an annex: ``附录A``, ``（规范性）``, its title, on one line or on three."""
    words = line.text
    for _ in range(2):
        following = parts[at] if at < len(parts) else None
        if not isinstance(following, Line) or not _is_loose(following):
            break
        source = following.source
        nature = _NATURE.fullmatch(following.text)
        has_title = bool(_NATURE.sub("", words).strip())
        shown = source.centred or source.strong or source.outline >= 0 or "附录" in source.style
        if not nature and (has_title or not shown or not is_title(following.text)):
            break
        words += following.text
        at += 1
    nature = _NATURE.search(words)
    title = _NATURE.sub("", words).strip(" \u3000")
    shown_nature = f"（{nature[1]}）" if nature else ""
    head = (Text(f"{shown_nature} {title}".strip() if title else shown_nature),)
    return replace(line, inlines=head, titled=True), at


def _english(line: Line, parts: list[Part], at: int) -> tuple[Line, int]:
    """The English name of a term on a line of its own."""
    following = parts[at] if at < len(parts) else None
    if isinstance(following, Line) and _is_loose(following) and is_title(line.text):
        words = following.text
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9 ,;()/'’\-]*", words) and not re.search(
            "[A-Za-z]{2}", line.text
        ):
            return replace(line, inlines=(*line.inlines, Text(f" {words}")), titled=True), at + 1
    return line, at


def _decided(parts: list[Part]) -> Iterator[Part]:
    """Each clause with or without a title."""
    chapter = ""
    for number, part in enumerate(parts):
        if isinstance(part, Line) and part.role == "clause":
            if "." not in part.number:
                chapter = part.text
            following = parts[number + 1] if number + 1 < len(parts) else None
            in_terms = chapter.startswith("术语") and part.number[0].isdigit()
            part = replace(part, titled=part.titled or _has_title(part, following, in_terms))
        yield part


def _has_title(line: Line, following: Part | None, in_terms: bool) -> bool:
    style = line.source.style
    if "." not in line.number:
        return True
    if style.endswith("无") or "无标题" in style or not is_title(line.text):
        return False
    if line.source.outline >= 0 or "标题" in style or line.source.strong or in_terms:
        return True
    if isinstance(following, Line):
        if following.role == "clause":
            return following.number.startswith(f"{line.number}.")
        return following.role in ("text", "caption", "figure") and not _MODAL.search(line.text)
    return following is not None and not _MODAL.search(line.text)


def repeats(line: Line, title: str) -> bool:
    """Whether a line only says the standard's title again, as the first page of text does."""
    key = re.sub(r"[\s　]", "", line.text)
    return line.role in ("text", "heading") and key == re.sub(r"[\s　]", "", title) != ""
