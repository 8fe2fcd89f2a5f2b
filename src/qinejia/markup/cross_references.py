"""Mentions of a document's own parts in its text (条文内的相互提及), as GB/T 1.1 words them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LABEL = r"(?:[A-Z]\.)?\d+"
_MENTION = re.compile(
    r"附录\s?(?P<annex>[A-Z])(?![A-Za-z.])"
    rf"|(?P<kind>[图表])\s?(?P<label>{_LABEL})(?![\d.])"
    rf"|公式\s?[（(](?P<formula>{_LABEL})[)）]"
    r"|(?:(?<=见)|(?<=按)|(?<=照)|(?<=合)|(?<=据)|(?<=、)|(?<=和)|(?<=至)|(?<=～)|(?<=[（(])|(?<=第))"
    r"(?P<clause>(?:\d+|[A-Z])(?:\.\d+)+(?:\s?[a-z](?=[)）]))?[)）]?)(?![\d.A-Za-z%℃]|\s?[a-zA-Z℃%—])"
)

_CAPTION = re.compile(rf"[图表]\s?{_LABEL}[\s　]")


def is_in_caption(text: str, at: int) -> bool:
    """Whether the line around ``at`` is the caption of a figure or table (图题、表题)."""
    return _CAPTION.match(text, text.rfind("\n", 0, at) + 1) is not None


def find_cross_references(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and anchor of each mention: ``见5.3.2``, ``附录A``, ``表A.1``, ``公式（1）``."""
    for match in _MENTION.finditer(text):
        start, end = match.span()
        if match["kind"] and (start == 0 or text[start - 1] == "\n"):
            continue  # a caption
        if match["annex"]:
            anchor = match["annex"]
        elif match["kind"]:
            anchor = f"{'tab' if match['kind'] == '表' else 'fig'}-{match['label']}"
        elif match["formula"]:
            anchor = f"eq-{match['formula']}"
        else:
            clause = match["clause"]
            letter = re.search(r"\s?([a-z])[)）]$", clause)
            anchor = clause[: letter.start()] + f"-{letter[1]}" if letter else clause.rstrip(")）")
            end = start + (len(clause) if letter else len(anchor))
        yield start, end, anchor
