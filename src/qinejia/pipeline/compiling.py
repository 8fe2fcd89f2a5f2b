"""Our own standards on paper: a book of any selection (标准汇编), files to download (下载)."""

from __future__ import annotations

import calendar
import dataclasses
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from qinejia.derive.downloads import download_path, record_forms
from qinejia.derive.linking import number_of
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Clause, Record
from qinejia.pipeline.checking import Checked
from qinejia.pipeline.preparing import Edition
from qinejia.printing.book import Part, make_book, make_form, make_sheet
from qinejia.printing.paper import to_pdf
from qinejia.printing.word import to_docx
from qinejia.settings import Settings

FILTERS = {
    "体系": "system",
    "状态": "status",
    "主题": "themes",
    "岗位": "roles",
    "负责": "owner",
    "公开属性": "disclosure",
}
"""Chinese key of a filter → field of the header; 编号 and id compare the beginning."""


def select(edition: Edition, filters: Sequence[tuple[str, str]]) -> tuple[Record, ...]:
    """The standards with their own text that match every filter, in order of number."""
    return tuple(
        record
        for record in edition.site.of_kind("standard")
        if record.clauses and all(_matches(record, key, value) for key, value in filters)
    )


def _matches(record: Record, key: str, value: str) -> bool:
    if key == "编号":
        return number_of(record).startswith(value)
    if key == "id":
        return record.id == value.lower()
    found = getattr(record.header, FILTERS[key])
    return value in found if isinstance(found, tuple) else value == found


def compile_book(
    checked: Checked, settings: Settings, title: str, filters: Sequence[tuple[str, str]]
) -> tuple[str, int]:
    """HTML of the book and how many standards are in it; the file's date becomes the build's."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(calendar.timegm(checked.today.timetuple())))
    edition = Edition(checked, settings, {}, ("tables", "attr_list", "footnotes", "sane_lists"))
    records = select(edition, filters)
    parts = [_part(record, edition) for record in records]
    day = checked.today.isoformat()
    return make_book(title, settings.options.owner, day, parts), len(parts)


def make_downloads(edition: Edition, docs: Path) -> Iterator[tuple[str, bytes]]:
    """Path below the site and content of every file that the pages of standards offer.

    Raises ``PrintingError`` when a tool is missing.
    """
    for record in select(edition, ()):
        part = _part(record, edition)
        sheet = make_sheet(part)
        yield download_path(record, ".pdf"), to_pdf(sheet, docs, record.title)
        yield download_path(record, ".docx"), to_docx(sheet)
        for annex in record_forms(record):
            clauses = _below(record, annex)
            html = edition.record_html(dataclasses.replace(record, clauses=clauses))
            form = make_form(dataclasses.replace(part, html=html, title=annex.title))
            yield download_path(record, ".pdf", annex), to_pdf(form, docs, annex.title)


def _below(record: Record, chapter: Clause) -> tuple[Clause, ...]:
    """A chapter with its clauses."""
    first = record.clauses.index(chapter)
    rest = record.clauses[first + 1 :]
    length = next((n for n, clause in enumerate(rest) if clause.level == 1), len(rest))
    return record.clauses[first : first + 1 + length]


def _part(record: Record, edition: Edition) -> Part:
    header = record.header
    assert isinstance(header, StandardHeader)
    days = (("发布", header.issued), ("实施", header.effective), ("废止", header.withdrawn))
    facts: list[tuple[str, str]] = [("状态", header.status)]
    facts += [(label, day.isoformat()) for label, day in days if day]
    contents = [(clause.anchor, _name(clause)) for clause in record.clauses if clause.level == 1]
    return Part(
        identifier=record.id,
        address=edition.addresses.of_record(record),
        number=number_of(record),
        title=record.title,
        english=header.english,
        facts=tuple(facts),
        notice="示范文本，使用前由本单位核定" if header.status == "示范文本" else "",
        contents=tuple(contents),
        html=edition.record_html(record),
    )


def _name(chapter: Clause) -> str:
    if chapter.element == "附录":
        return f"附录 {chapter.number}　{chapter.title}"
    return f"{chapter.number} {chapter.title}".strip()
