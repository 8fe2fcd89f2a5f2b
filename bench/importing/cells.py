"""Tables with spans as Word writes them (单元格): what goes on below is there again, empty."""

from __future__ import annotations

from bench.importing.truth import Grid
from tests.word import Word

Row = list[str | tuple[str, int, str]]


def add_table(word: Word, grid: Grid) -> None:
    """Append a table to ``word``."""
    going_on: dict[int, tuple[int, int]] = {}
    rows: list[Row] = []
    for line in grid:
        row: Row = []
        opened: dict[int, tuple[int, int]] = {}
        column = 0
        cells = list(line)
        while cells or column in going_on:
            if column in going_on:
                rows_left, columns = going_on.pop(column)
                row.append(("", columns, "continue"))
            else:
                text, columns, depth = cells.pop(0)
                rows_left = depth
                row.append((text, columns, "restart" if depth > 1 else ""))
            if rows_left > 1:
                opened[column] = (rows_left - 1, columns)
            column += columns
        going_on = opened
        rows.append(row)
    word.table(*rows)
