"""A Word text between package and Markdown (中间树): paragraphs, tables and what stands in them.

It knows neither XML nor Markdown; automatic numbers are computed, fields are their results.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text in one form; ``script`` is ``sup``, ``sub`` or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    script: str = ""
    strike: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph (手动换行)."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tabulator, which sets off numbers and titles."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as one line of text (公式)."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a footnote or endnote, e.g. ``f2``, ``e1``."""

    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by the member of the package that holds it."""

    part: str
    alternative: str = ""


Inline = Text | Break | Tab | Formula | Mark | Picture


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (段落).

    ``label`` is the automatic number as printed (``5.3.2``, ``a)``, ``——``) and ``level`` its level
    in its list, from 0; ``outline`` the level of a heading from 0, or -1; ``strong`` says that all
    of it is bold or in the typeface of headings; ``framed`` that it floats, as on a cover.
    """

    inlines: tuple[Inline, ...]
    style: str = ""
    outline: int = -1
    label: str = ""
    level: int = 0
    strong: bool = False
    centred: bool = False
    framed: bool = False
    quote: bool = False

    @property
    def text(self) -> str:
        """The words, a space for each tabulator and break."""
        return plain(self.inlines)

    @property
    def is_empty(self) -> bool:
        return not self.label and not any(
            isinstance(part, Picture | Formula | Mark)
            or (isinstance(part, Text) and part.text.strip())
            for part in self.inlines
        )

    def lines(self) -> list[Paragraph]:
        """One paragraph a line; only the first keeps the automatic number."""
        pieces: list[list[Inline]] = [[]]
        for part in self.inlines:
            if isinstance(part, Break):
                pieces.append([])
            else:
                pieces[-1].append(part)
        made = [replace(self, inlines=tuple(piece)) for piece in pieces]
        return [made[0], *(replace(line, label="") for line in made[1:])]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that may span columns and rows."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks if isinstance(block, Paragraph))


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a row holds the cells that begin in it; ``heads`` rows are repeated as heads."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 1

    @property
    def width(self) -> int:
        """Columns, by the widest row; spans from above are not counted."""
        return max((sum(cell.columns for cell in row) for row in self.rows), default=0)

    @property
    def is_plain(self) -> bool:
        """Whether no cell spans and every row has all its cells."""
        cells = [cell for row in self.rows for cell in row]
        return all(cell.columns == cell.rows == 1 for cell in cells) and all(
            len(row) == self.width for row in self.rows
        )


Block = Paragraph | Table


@dataclass(frozen=True)
class WordText:
    """A whole document: its body, its notes by name, the words of headers, what the file says.

    ``left`` counts the characters that were left out on purpose, and told.
    """

    blocks: tuple[Block, ...]
    notes: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    title: str = ""
    left: int = 0


def plain(inlines: tuple[Inline, ...]) -> str:
    """The words of ``inlines``."""
    return "".join(
        part.text if isinstance(part, Text | Formula) else " "
        for part in inlines
        if not isinstance(part, Mark | Picture)
    )


def walk(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Every paragraph, also those in tables."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from walk(cell.blocks)
