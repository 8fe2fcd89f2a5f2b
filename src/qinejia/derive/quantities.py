"""量值登记表: every value in our own standards as data."""

from __future__ import annotations

from typing import Any

from qinejia.derive.linking import Linker, number_of
from qinejia.derive.views import CellView, ColumnView, RegisterView
from qinejia.links.quantities import Measured, measured
from qinejia.model.records import Site

_WORDS = {"=": "", "～": "", "≥": "≥ ", "≤": "≤ ", ">": "> ", "<": "< "}


def quantity_register(site: Site, linker: Linker) -> RegisterView:
    """One row a value, in order of standard and clause."""
    rows = tuple(_row(found, linker) for found in measured(site))
    columns = (
        ColumnView("title", "条款"),
        ColumnView("subject", "量", filter=True),
        ColumnView("value", "量值", numeric=True),
        ColumnView("dimension", "量纲", filter=True),
        ColumnView("basis", "依据", filter=True),
        ColumnView("text", "条文"),
        ColumnView("standard", "标准", filter=True),
    )
    return RegisterView("量值登记表", columns, rows, "还没有登载全文的自编标准。")


def _row(found: Measured, linker: Linker) -> tuple[CellView, ...]:
    quantity = found.quantity
    low, _ = quantity.in_base()
    link = linker.record(found.record, found.clause.anchor)
    return (
        CellView(links=(link,), sort=f"{found.record.id} {found.clause.number}"),
        CellView(quantity.subject or "—"),
        CellView(_value(found), sort=f"{low:020.6f}"),
        CellView(quantity.dimension),
        CellView(found.basis),
        CellView(found.paragraph.text.replace("\n", "")),
        CellView(number_of(found.record)),
    )


def _value(found: Measured) -> str:
    quantity = found.quantity
    low, high = f"{quantity.low.normalize():f}", f"{quantity.high.normalize():f}"
    tolerance = f" ± {quantity.tolerance}" if quantity.tolerance is not None else ""
    unit = quantity.legal_unit
    if quantity.operator == "～":
        return f"{low} {unit}～{high} {unit}"
    return f"{_WORDS[quantity.operator]}{low}{tolerance} {unit}"


def quantity_rows(site: Site) -> list[dict[str, Any]]:
    """The same for other tools; numbers as text, exactly as written."""
    return [
        {
            "standard": found.record.id,
            "clause": found.paragraph.anchor,
            "subject": found.quantity.subject,
            "operator": found.quantity.operator,
            "low": str(found.quantity.low),
            "high": str(found.quantity.high),
            "tolerance": str(found.quantity.tolerance or ""),
            "unit": found.quantity.legal_unit,
            "basis": found.basis,
            "text": found.quantity.text,
        }
        for found in measured(site)
    ]
