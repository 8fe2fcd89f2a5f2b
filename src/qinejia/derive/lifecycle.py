"""废改立台账: every standard with its state, its days, its predecessors, and what is due."""

from __future__ import annotations

import datetime

from qinejia.derive.linking import Linker, number_of
from qinejia.derive.views import CellView, ColumnView, FactView, LedgerView, RegisterView
from qinejia.model.headers.standard import OVER, StandardHeader
from qinejia.model.records import Record, Site

STATUS_TONES = {
    "现行": "ok",
    "示范文本": "info",
    "即将实施": "info",
    "征求意见": "info",
    "被代替": "warn",
    "废止": "bad",
}
SOON = datetime.timedelta(days=365)
"""How long before its day a review is listed."""
_DISPOSITIONS = ("可引用", "待完善", "需补充", "应废止")


def status_cell(header: StandardHeader) -> CellView:
    """The state with the dates that can change it while a copy of the site lies unbuilt."""
    text = header.status + ("" if header.verified else "（未核实）")
    return CellView(
        text,
        tone=STATUS_TONES[header.status],
        effective=str(header.effective or ""),
        withdrawn=str(header.withdrawn or ""),
    )


class Lifecycle:
    """Makes the ledger of one site; ``today`` is the build's day."""

    def __init__(self, site: Site, linker: Linker, today: datetime.date) -> None:
        self.site = site
        self.linker = linker
        self.today = today
        self._standards = [
            (record, record.header)
            for record in site.of_kind("standard")
            if isinstance(record.header, StandardHeader)
        ]

    def ledger(self) -> LedgerView:
        states: dict[str, int] = dict.fromkeys(STATUS_TONES, 0)
        for _, header in self._standards:
            states[header.status] += 1
        totals = [FactView(state, str(count)) for state, count in states.items() if count]
        totals += [
            FactView(f"处置：{name}", str(count))
            for name in _DISPOSITIONS
            if (count := sum(header.disposition == name for _, header in self._standards))
        ]
        return LedgerView(tuple(totals), self._due(), self._register())

    def _register(self) -> RegisterView:
        rows = tuple(
            (
                CellView(number_of(record) or "（无编号）", sort=record.id),
                CellView(links=(self.linker.record(record),), sort=record.title),
                status_cell(header),
                _day(header.issued),
                _day(header.effective),
                CellView(links=self.linker.identifiers(header.replaces)),
                CellView(links=self.linker.identifiers(header.replaced_by)),
                _day(header.review_due),
                CellView(header.disposition),
            )
            for record, header in self._standards
        )
        columns = (
            ColumnView("number", "编号"),
            ColumnView("title", "名称"),
            ColumnView("status", "状态", filter=True),
            ColumnView("issued", "发布"),
            ColumnView("effective", "实施"),
            ColumnView("replaces", "代替"),
            ColumnView("replaced_by", "被代替"),
            ColumnView("review", "复审"),
            ColumnView("disposition", "处置", filter=True),
        )
        return RegisterView("废改立台账", columns, rows)

    def _due(self) -> RegisterView:
        """Reviews that are due, or will be within a year, the oldest first."""
        due = sorted(
            (header.review_due, record.id, record, header)
            for record, header in self._standards
            if header.review_due and header.review_due <= self.today + SOON
            and header.status not in OVER
        )  # fmt: skip
        rows = tuple(self._due_row(record, header) for _, _, record, header in due)
        columns = (
            ColumnView("title", "名称"),
            ColumnView("review", "复审日期"),
            ColumnView("owner", "负责", filter=True),
        )
        return RegisterView("待复审", columns, rows, "一年内没有到期的复审。")

    def _due_row(self, record: Record, header: StandardHeader) -> tuple[CellView, ...]:
        link = self.linker.record(record, note=number_of(record))
        return (
            CellView(links=(link,), sort=record.title),
            _day(header.review_due),
            CellView(header.owner or "未写"),
        )


def _day(day: datetime.date | None) -> CellView:
    return CellView(str(day) if day else "—", sort=str(day or ""))
