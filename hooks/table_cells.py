"""Cells of large tables (单元格): a register of a thousand clauses is written here, not in Jinja.

A template takes eight times as long for each of its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from jinja2 import pass_context
from jinja2.runtime import Context
from mkdocs.utils import normalize_url

from qinejia.derive.views import CellView, ColumnView, LinkView

_SIGNS = {"ok": "✓", "warn": "△", "bad": "✗", "muted": "–"}
"""A tone is never shown by colour alone."""
_SEPARATOR = '<span class="qj-sep">、</span>'

Url = Callable[[str], str]


@pass_context
def table_rows(
    context: Context, rows: Iterable[Sequence[CellView]], columns: Sequence[ColumnView]
) -> str:
    """The rows of a register."""
    url = _url_of(context)
    labels = [f'<td data-label="{escape(column.label)}"' for column in columns]
    classes = [_class_of(column) for column in columns]
    lines = []
    for row in rows:
        cells = zip(labels, row, classes, strict=False)
        inner = "".join(f"{a}{_sort(cell)}{c}>{_inner(cell, url)}</td>" for a, cell, c in cells)
        lines.append(f"<tr>{inner}</tr>\n")
    return "".join(lines)


@pass_context
def matrix_cells(context: Context, cells: Iterable[CellView], labels: Sequence[str]) -> str:
    """The cells of a row of a matrix, in columns of these names."""
    url = _url_of(context)
    return "".join(
        f'<td data-label="{escape(label)}"{_sort(cell)}>{_inner(cell, url)}</td>'
        for cell, label in zip(cells, labels, strict=False)
    )


def _class_of(column: ColumnView) -> str:
    if column.key == "title":
        return ' class="qj-cell-title"'
    return ' class="qj-right"' if column.numeric else ""


def _sort(cell: CellView) -> str:
    return f' data-sort="{escape(cell.sort)}"' if cell.sort else ""


def _inner(cell: CellView, url: Url) -> str:
    if cell.links:
        inner = _SEPARATOR.join(_link(link, url) for link in cell.links)
    else:
        inner = escape(cell.text)
    return "".join(_toned(cell, inner)) if cell.tone else inner


def _toned(cell: CellView, inner: str) -> Iterator[str]:
    """The content under its tone, with the days that change a state."""
    links = " qj-state--links" if cell.links else ""
    yield f'<span class="qj-state qj-state--{cell.tone}{links}"'
    if cell.effective:
        yield f' data-effective="{cell.effective}"'
    if cell.withdrawn:
        yield f' data-withdrawn="{cell.withdrawn}"'
    sign = _SIGNS.get(cell.tone)
    yield f'><span class="qj-symbol" aria-hidden="true">{sign}</span>' if sign else ">"
    yield f"{inner}</span>"


def _link(link: LinkView, url: Url) -> str:
    return f'<a href="{escape(url(link.url))}">{escape(link.title)}</a>'


def _url_of(context: Context) -> Url:
    """The filter ``url`` for one page; most links lead to other folders than the page's own."""
    page, base = context["page"], context["base_url"]
    own = page.url.partition("/")[0] if page else None

    def url(address: str) -> str:
        first, slash, _ = address.partition("/")
        if own and slash and first != own and first.isidentifier():
            return f"{base}/{address}"
        found: str = normalize_url(address, page=page, base=base)
        return found

    return url
