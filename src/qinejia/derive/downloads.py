"""Files that a standard's page offers (下载): the standard itself and its record forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qinejia.derive.views import LinkView
from qinejia.model.records import Clause, Record

_TABLE = re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE)


def record_forms(record: Record) -> Iterator[Clause]:
    """Annexes with a table to fill in: those whose title says 表, 单 or 卡."""
    chapter: Clause | None = None
    for clause in record.clauses:
        if clause.level == 1:
            chapter = clause if clause.element == "附录" else None
        if chapter is None or not chapter.title.endswith(("表", "单", "卡")):
            continue
        if any(_TABLE.search(paragraph.text) for paragraph in clause.paragraphs):
            yield chapter
            chapter = None


def download_path(record: Record, suffix: str, annex: Clause | None = None) -> str:
    """Path below the site, with the annex' letter for a form."""
    letter = f"--{annex.number.lower()}" if annex else ""
    return f"downloads/{record.id}{letter}{suffix}"


def download_links(record: Record) -> tuple[LinkView, ...]:
    """What a standard's page offers."""
    if not record.clauses:
        return ()
    return (
        LinkView("下载 PDF", download_path(record, ".pdf")),
        LinkView("下载 Word", download_path(record, ".docx")),
        *(
            LinkView(f"打印附录{annex.number}：{annex.title}", download_path(record, ".pdf", annex))
            for annex in record_forms(record)
        ),
    )
