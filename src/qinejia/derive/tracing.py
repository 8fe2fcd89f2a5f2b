"""Views and data of the matrix clause × form (条款追溯)."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from qinejia.derive.linking import Linker, number_of
from qinejia.derive.views import (
    CellView,
    ColumnView,
    FactView,
    GroupView,
    LinkView,
    RegisterView,
    TraceView,
)
from qinejia.links.addresses import Addresses
from qinejia.links.forms import FormIndex
from qinejia.links.tracing import STATES, Trace, outdated, trace
from qinejia.model.kinds import SLOTS
from qinejia.model.records import Record, Site

_TONES = dict(zip(STATES, ("bad", "warn", "ok"), strict=True))
_EXCERPT = 40
_UNOWNED = "未写负责单位"


class Tracing:
    """The matrix of one site."""

    def __init__(
        self, site: Site, linker: Linker, forms: FormIndex, masks: tuple[str, ...] = ()
    ) -> None:
        self.site = site
        self.linker = linker
        self.traces = sorted(
            trace(site, forms, masks), key=lambda found: STATES.index(found.state)
        )  # the gaps first; within a state the order of the standards

    def view(self) -> TraceView:
        count = len(self.traces)
        totals = [FactView("要求条款", str(count))]
        for state in STATES:
            have = sum(found.state == state for found in self.traces)
            totals.append(FactView(state, f"{have} / {count}"))
        stale = tuple(self.linker.edge_source(edge) for edge in outdated(self.site))
        totals.append(FactView("过期引用", str(len(stale))))
        return TraceView(tuple(totals), self._gaps(), stale, self._register())

    def _gaps(self) -> tuple[GroupView, ...]:
        """What is open, by who has to close it."""
        groups: dict[str, list[LinkView]] = {}
        for found in self.traces:
            if found.state != STATES[-1]:
                link = self._clause(found)
                note = f"{found.state}，缺{_missing(found)}"
                groups.setdefault(_owner(found.record), []).append(
                    LinkView(link.title, link.url, link.label, note)
                )
        return tuple(GroupView(owner, tuple(links)) for owner, links in sorted(groups.items()))

    def _clause(self, found: Trace) -> LinkView:
        return self.linker.record(found.record, found.clause.anchor)

    def _register(self) -> RegisterView:
        rows = tuple(self._row(found) for found in self.traces)
        columns = (
            ColumnView("title", "条款"),
            ColumnView("text", "要求"),
            *(ColumnView(key, name, numeric=True) for key, name in SLOTS),
            ColumnView("state", "状态", filter=True),
            ColumnView("standard", "标准", filter=True),
            ColumnView("owner", "负责", filter=True),
        )
        return RegisterView("条款追溯", columns, rows, "还没有登载全文的自编标准。")

    def _row(self, found: Trace) -> tuple[CellView, ...]:
        link = self._clause(found)
        cells = [
            CellView(links=(link,), sort=f"{found.record.id} {_sort_key(found.clause.number)}"),
            CellView(_excerpt(found.text)),
        ]
        for key, _ in SLOTS:
            edges = found.forms.get(key, ())
            links = tuple(self.linker.edge_source(edge) for edge in edges[:1])
            numbered = tuple(LinkView(str(len(edges)), one.url) for one in links)
            cells.append(CellView("—", links=numbered, sort=f"{len(edges):03d}"))
        cells += [
            CellView(found.state, tone=_TONES[found.state]),
            CellView(number_of(found.record)),
            CellView(_owner(found.record)),
        ]
        return tuple(cells)

    # --- data -----------------------------------------------------------------------------------

    def rows(self, addresses: Addresses) -> list[dict[str, Any]]:
        """One object a clause, in order of standard and clause."""
        return [
            {
                "standard": found.record.id,
                "clause": found.clause.anchor,
                "url": addresses.of_record(found.record, found.clause.anchor),
                "requirement": found.text,
                "state": found.state,
                "owner": found.record.header.owner,
                **{
                    key: [_source(edge.source, edge.source_anchor) for edge in edges]
                    for key, _ in SLOTS
                    for edges in (found.forms.get(key, ()),)
                },
            }
            for found in sorted(
                self.traces, key=lambda f: (f.record.id, _sort_key(f.clause.number))
            )
        ]

    def table(self, rows: Sequence[Mapping[str, Any]]) -> str:
        """``rows`` as CSV that spreadsheets open with the right characters."""
        target = io.StringIO()
        writer = csv.writer(target, lineterminator="\r\n")
        writer.writerow(["标准", "条款", "要求", "状态", "负责", *(name for _, name in SLOTS)])
        for row in rows:
            cells = [row["standard"], row["clause"], row["requirement"], row["state"], row["owner"]]
            cells += ["；".join(row[key]) for key, _ in SLOTS]
            writer.writerow([_harmless(str(cell)) for cell in cells])
        return "\ufeff" + target.getvalue()


def _source(identifier: str, anchor: str) -> str:
    return f"{identifier}#{anchor}" if anchor else identifier


def _harmless(cell: str) -> str:
    """A spreadsheet would carry out what begins like a formula."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t")) else cell


def _owner(record: Record) -> str:
    return record.header.owner or _UNOWNED


def _missing(found: Trace) -> str:
    if found.state == STATES[0]:
        return "讲义、图册、视频、环境和考核"
    return "讲义、图册、视频或环境" if found.is_tested else "考题或评分项"


def _excerpt(text: str) -> str:
    plain = text.replace("\n", "")
    return plain if len(plain) <= _EXCERPT else plain[:_EXCERPT] + "…"


def _sort_key(number: str) -> str:
    return ".".join(part.rjust(3, "0") for part in number.split("."))
