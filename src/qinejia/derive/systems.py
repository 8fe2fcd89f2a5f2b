"""标准体系: the framework of standards from the taxonomy, and what stands in each part of it."""

from __future__ import annotations

from typing import Any

from qinejia.derive.lifecycle import status_cell
from qinejia.derive.linking import Linker, number_of
from qinejia.derive.views import (
    CellView,
    ColumnView,
    FactView,
    RegisterView,
    SystemsView,
    SystemView,
)
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Record, Site
from qinejia.model.taxonomy import Entry

PLANNED = "待编"
_REST = "未归入体系"


class Systems:
    """The framework of one site. Names and depth come from ``taxonomies/systems.yml`` alone."""

    def __init__(self, site: Site, linker: Linker) -> None:
        self.linker = linker
        self._entries = [found.entry for found in site.taxonomies.get("systems", ())]
        names = {
            name: entry.identifier
            for entry in self._entries
            for name in (entry.name, *entry.aliases)
        }
        self._standards: dict[str, list[tuple[Record, StandardHeader]]] = {}
        for record in site.of_kind("standard"):
            if isinstance(record.header, StandardHeader):
                place = names.get(record.header.system, "")
                self._standards.setdefault(place, []).append((record, record.header))
        self._children = self._tree()

    def _tree(self) -> dict[str, list[Entry]]:
        """Entries by the one above; what hangs in the air or in a circle stands at the top."""
        above = {entry.identifier: entry.parent for entry in self._entries}
        children: dict[str, list[Entry]] = {}
        for entry in self._entries:
            seen, parent = {entry.identifier}, entry.parent
            while parent in above and parent not in seen:
                seen.add(parent)
                parent = above[parent]
            is_rooted = parent == "" and entry.parent in above
            children.setdefault(entry.parent if is_rooted else "", []).append(entry)
        return children

    def view(self) -> SystemsView:
        roots = tuple(self._node(entry, 1) for entry in self._children.get("", ()))
        tables = [self._table(entry) for entry in self._entries if self._rows(entry)]
        rest = self._standards.get("", [])
        if rest:
            rows = tuple(self._row(record, header) for record, header in rest)
            tables.append(("rest", RegisterView(_REST, _COLUMNS, rows)))
        planned = sum(len(entry.planned) for entry in self._entries)
        registered = sum(map(len, self._standards.values()))
        totals = (
            FactView("分体系", str(len(roots))),
            FactView("子体系", str(len(self._entries) - len(roots))),
            FactView("已登记", str(registered)),
            FactView(PLANNED, str(planned)),
        )
        return SystemsView(totals, roots, tuple(tables))

    def _node(self, entry: Entry, level: int) -> SystemView:
        children = tuple(
            self._node(child, level + 1) for child in self._children.get(entry.identifier, ())
        )
        own = len(self._standards.get(entry.identifier, ()))
        return SystemView(
            name=entry.name,
            code=entry.code,
            anchor=entry.identifier if self._rows(entry) else "",
            note=entry.note,
            count=own + sum(child.count for child in children),
            planned=len(entry.planned) + sum(child.planned for child in children),
            children=children,
        )

    def _table(self, entry: Entry) -> tuple[str, RegisterView]:
        return entry.identifier, RegisterView(entry.name, _COLUMNS, self._rows(entry))

    def _rows(self, entry: Entry) -> tuple[tuple[CellView, ...], ...]:
        rows = [
            self._row(record, header)
            for record, header in self._standards.get(entry.identifier, ())
        ]
        rows += [
            (CellView("—"), CellView(title), CellView(PLANNED, tone="warn"), CellView("—"))
            for title in entry.planned
        ]
        return tuple(rows)

    def _row(self, record: Record, header: StandardHeader) -> tuple[CellView, ...]:
        return (
            CellView(number_of(record) or "（无编号）", sort=record.id),
            CellView(links=(self.linker.record(record),), sort=record.title),
            status_cell(header),
            CellView(str(header.effective or "—"), sort=str(header.effective or "")),
        )

    def rows(self) -> list[dict[str, Any]]:
        """The framework for other tools."""
        return [
            {
                "id": entry.identifier,
                "name": entry.name,
                "parent": entry.parent,
                "code": entry.code,
                "standards": [r.id for r, _ in self._standards.get(entry.identifier, ())],
                "planned": list(entry.planned),
            }
            for entry in self._entries
        ]


_COLUMNS = (
    ColumnView("number", "编号"),
    ColumnView("title", "名称"),
    ColumnView("status", "状态"),
    ColumnView("effective", "实施日期"),
)
