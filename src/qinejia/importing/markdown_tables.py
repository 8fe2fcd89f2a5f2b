"""Tables as Markdown, or as HTML where Markdown has no way to say it (表格)."""

from __future__ import annotations

from qinejia.importing.prose import Prose
from qinejia.importing.tree import Block, Cell, Paragraph, Table, plain

_MOST_LINES = 6
"""Paragraphs of a cell that a Markdown table still shows readably."""


def write_table(table: Table, prose: Prose) -> str:
    """The table as one block of lines."""
    return _pipe(table, prose) if is_simple(table) else _html(table, prose)


def is_simple(table: Table) -> bool:
    """Whether a Markdown table can hold it: no spans, one head, cells of a few paragraphs."""
    return (
        table.is_plain
        and table.heads == 1
        and table.width > 0
        and (len(table.rows) > 1 or table.width > 1)
        and all(_is_flat(cell) for row in table.rows for cell in row)
    )


def _is_flat(cell: Cell) -> bool:
    return len(cell.blocks) <= _MOST_LINES and all(isinstance(b, Paragraph) for b in cell.blocks)


def _pipe(table: Table, prose: Prose) -> str:
    rows = [[_pipe_cell(cell, prose) for cell in row] for row in table.rows]
    lines = [_pipe_row(rows[0]), "|" + "---|" * table.width]
    return "\n".join([*lines, *map(_pipe_row, rows[1:])])


def _pipe_row(cells: list[str]) -> str:
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)


def _pipe_cell(cell: Cell, prose: Prose) -> str:
    lines = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            words = prose.cell(block.inlines)
            lines.append(f"{prose.label(block.label)}{words}".strip())
    return "<br>".join(line for line in lines if line)


def _html(table: Table, prose: Prose) -> str:
    heads = _heads(table)
    lines = ["<table>"]
    for number, row in enumerate(table.rows):
        if number == 0 and heads:
            lines.append("<thead>")
        if number == heads:
            lines.append("<tbody>")
        tag = "th" if number < heads else "td"
        cells = "".join(_html_cell(cell, tag, prose) for cell in row)
        lines.append(f"<tr>{cells}</tr>")
        if number == heads - 1:
            lines.append("</thead>")
    if len(table.rows) > heads:
        lines.append("</tbody>")
    return "\n".join([*lines, "</table>"])


def _heads(table: Table) -> int:
    """Rows of heads: those that repeat, and all that a head spans; none in a box of one cell."""
    if len(table.rows) == 1:
        return 0
    first = table.rows[0] if table.rows else ()
    spans = max((cell.rows for cell in first if any(c.columns > 1 for c in first)), default=1)
    return min(max(table.heads, spans), len(table.rows) - 1)


def _html_cell(cell: Cell, tag: str, prose: Prose) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    return f"<{tag}{spans}>{_html_blocks(cell.blocks, prose)}</{tag}>"


def _html_blocks(blocks: tuple[Block, ...], prose: Prose) -> str:
    text = ""
    for block in blocks:
        if isinstance(block, Table):
            text += _html(block, prose).replace("\n", "")
            continue
        words = prose.label(block.label) + prose.html(block.inlines)
        if words:
            text += ("<br>" if text and not text.endswith("</table>") else "") + words
    return text


def box_of(table: Table) -> tuple[Block, ...] | None:
    """What stands in a table of one cell when it is too much for one: a frame around a text."""
    if len(table.rows) != 1 or len(table.rows[0]) != 1:
        return None
    blocks = table.rows[0][0].blocks
    words = sum(len(plain(b.inlines)) for b in blocks if isinstance(b, Paragraph))
    return blocks if len(blocks) > _MOST_LINES or words > 400 else None
