"""Tables of Word (表格): merged cells become spans; continued cells disappear into the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from qinejia.importing.reading import Reading
from qinejia.importing.tree import Block, Cell, Paragraph, Table
from qinejia.importing.xml import is_on, value_of, whole

_MOST_COLUMNS = 100
ReadBlocks = Callable[[Element, Reading], list[Block]]


def read_table(element: Element, reading: Reading, read_blocks: ReadBlocks) -> Table:
    """The table with its spans."""
    rows: list[list[Cell]] = []
    open_cells: dict[int, tuple[int, int]] = {}
    heads = 0
    for row in _children(element, "{w}tr"):
        properties = row.find("{w}trPr")
        begun: list[Cell] = []
        column = whole(value_of(properties, "{w}gridBefore"))
        still_open: dict[int, tuple[int, int]] = {}
        for cell in _children(row, "{w}tc"):
            about = cell.find("{w}tcPr")
            width = min(max(whole(value_of(about, "{w}gridSpan"), 1), 1), _MOST_COLUMNS)
            merge = about.find("{w}vMerge") if about is not None else None
            goes_on = merge is not None and merge.get("{w}val", "continue") == "continue"
            if goes_on and column in open_cells:
                at = open_cells[column]
                blocks = [b for b in read_blocks(cell, reading) if not _is_empty(b)]
                first = rows[at[0]][at[1]]
                kept = (*first.blocks, *blocks)
                rows[at[0]][at[1]] = replace(first, rows=first.rows + 1, blocks=kept)
                still_open[column] = at
            else:
                begun.append(Cell(tuple(read_blocks(cell, reading)), width))
                if merge is not None:
                    still_open[column] = (len(rows), len(begun) - 1)
            column += width
        open_cells = still_open
        if heads == len(rows) and is_on(properties, "{w}tblHeader"):
            heads += 1
        rows.append(begun)
    return Table(tuple(tuple(row) for row in rows if row or any(rows)), max(heads, 1))


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Rows or cells, also those wrapped in content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in ("{w}sdt", "{w}sdtContent", "{w}customXml", "{w}ins"):
            yield from _children(child, tag)


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.is_empty
