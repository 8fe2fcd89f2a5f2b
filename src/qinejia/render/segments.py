"""One Markdown run for a whole page (分段渲染).

What we draw ourselves holds Markdown again: a box has paragraphs, a step has a title. All of it is
put into one text, piece behind piece with a separator paragraph between them, and converted in one
run, so that footnotes and link definitions reach across and one conversion is paid for. Then every
piece goes to its place.

Marks are private-use characters; ``clean`` takes them out of what editors write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_BLOCK, _INLINE, _PIECE, _END = "\ue000", "\ue001", "\ue002", "\ue003"
_MARK = re.compile(
    rf"<p>{_BLOCK}(\d+){_END}</p>|[{_BLOCK}{_INLINE}](\d+){_END}|{_PIECE}(\d+){_END}"
)
_TAG = re.compile(rf"<[a-zA-Z][^<>{_BLOCK}-{_END}]*[{_BLOCK}-{_END}][^<>]*>")
_SEPARATOR = re.compile(rf"<p>{_PIECE}(\d+){_END}</p>\n?")
_PRIVATE = re.compile(r"[\ue000-\ue003]|&#(?:x0*e00[0-3]|0*5734[4-7])(?![0-9a-f]);?", re.IGNORECASE)


def clean(text: str) -> str:
    """``text`` without the characters that marks are made of, also when written as entities."""
    return _PRIVATE.sub("", text) if max(text, default="") >= "\ue000" or "&#" in text else text


@dataclass
class Segments:
    """Pieces of Markdown, and finished HTML that stands in them as marks."""

    pieces: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    _lines: set[int] = field(default_factory=set)

    def block(self, html: str) -> str:
        """A mark, to stand in Markdown as a paragraph of its own, for finished HTML."""
        return self._fragment(_BLOCK, html)

    def inline(self, html: str) -> str:
        """A mark, to stand inside a paragraph of Markdown, for finished HTML."""
        return self._fragment(_INLINE, html)

    def _fragment(self, sign: str, html: str) -> str:
        self.fragments.append(html)
        return f"{sign}{len(self.fragments) - 1}{_END}"

    def piece(self, make: Callable[[], str], is_line: bool = False) -> str:
        """A mark, to stand in HTML, for what the Markdown that ``make`` returns becomes.

        A line loses the paragraph around it. The piece takes its number before ``make`` runs, so
        that footnotes are numbered from the outside in.
        """
        number = len(self.pieces)
        self.pieces.append("")
        if is_line:
            self._lines.add(number)
        self.pieces[number] = make()
        return f"{_PIECE}{number}{_END}"

    @property
    def markdown(self) -> str:
        """All pieces as one text."""
        return "\n\n".join(
            f"{piece}\n\n{_PIECE}{number}{_END}" for number, piece in enumerate(self.pieces)
        )

    def finish(self, template: str, html: str, convert: Callable[[str], str]) -> str:
        """``template`` with everything in its place; ``html`` is what ``markdown`` became.

        Where a piece did not keep to itself, as with an HTML tag that is never closed, each is
        converted on its own.
        """
        parts = _SEPARATOR.split(html)
        numbers, rest = parts[1::2], ""
        if numbers == [str(number) for number in range(len(self.pieces))]:
            made, rest = parts[:-1:2], parts[-1]
        else:
            made = [convert(piece) for piece in self.pieces]
        for number in self._lines:
            made[number] = _unwrap(made[number].strip())

        def fill(match: re.Match[str]) -> str:
            if match[3]:
                return _MARK.sub(fill, made[int(match[3])])
            return _MARK.sub(fill, self.fragments[int(match[1] or match[2])])

        def fill_tag(match: re.Match[str]) -> str:
            """Inside a tag, as in the alternative text of a picture, only words can stand."""
            words = re.sub(r"<[^>]*>", "", _MARK.sub(fill, match[0][1:-1]))
            return f"<{words}>"

        made = [_TAG.sub(fill_tag, piece) for piece in made]
        return _MARK.sub(fill, template + _TAG.sub(fill_tag, rest))


def _unwrap(html: str) -> str:
    """A single paragraph without its tags."""
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p") == 1:
        return html[3:-4]
    return html
