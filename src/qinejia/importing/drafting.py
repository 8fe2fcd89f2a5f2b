"""One Word file becomes one record (导入一份文件): the order of the steps, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from qinejia.importing.changes import refuse_changes
from qinejia.importing.counting import count_read, count_result, count_source, find_missing
from qinejia.importing.course import draft_course
from qinejia.importing.document import read_document
from qinejia.importing.draft import Draft, Job
from qinejia.importing.faults import ImportFault
from qinejia.importing.guessing import guess_kind
from qinejia.importing.known import Known
from qinejia.importing.manual import draft_manual
from qinejia.importing.notices import Notices
from qinejia.importing.package import open_package
from qinejia.importing.pictures import Pictures
from qinejia.importing.questions import draft_questions
from qinejia.importing.report import Reconciliation, reconcile
from qinejia.importing.slides import read_slides
from qinejia.importing.standard_draft import draft_standard

MAX_BLOCKS = 100_000
"""Paragraphs and tables; a page has about fifty."""
WRITERS: dict[str, Callable[[Job], Draft]] = {
    "standard": draft_standard,
    "course": draft_course,
    "manual": draft_manual,
    "questions": draft_questions,
}


@dataclass
class Imported:
    """The finished record: what to write, and what to tell; ``pictures`` are files by name."""

    kind: str
    identifier: str
    markdown: str
    numbers: list[str]
    pictures: dict[str, bytes]
    notices: Notices
    found: Reconciliation


def import_word(
    data: bytes,
    kind: str,
    known: Known,
    name: str = "",
    identifier: str = "",
    clause: str = "",
    converted: bool = False,
) -> Imported:
    """Make a record of ``kind``, a key of ``WRITERS`` or empty, of the Word file ``data``.

    ``converted`` says that it was an older file. Raises ``ImportFault``.
    """
    package = open_package(data)
    notices = Notices()
    if converted:
        notices.changed("由 LibreOffice 从旧格式转换：自动编号和表格可能不同，请逐条对照原文")
    refuse_changes(package, notices)
    word = read_slides(package, notices) if package.is_slides else read_document(package, notices)
    kind = kind or guess_kind(word)
    if package.is_slides and kind not in ("course", "manual"):
        raise ImportFault("演示文稿只能导入成课程讲义（--as course）或图册（--as manual）")
    if len(word.blocks) > MAX_BLOCKS:
        raise ImportFault(f"文件有 {len(word.blocks)} 段，太长了，请拆成几个文件再导入")
    pictures = Pictures(package, notices)
    draft = WRITERS[kind](Job(word, pictures, notices, known, name, identifier, clause))
    missing, lost, total = find_missing(word, draft.markdown, draft.used)
    source = count_source(package)
    source = replace(source, tables=source.tables - draft.taken_tables)
    result = count_result(draft.markdown)
    unread = source.characters - count_read(word)
    found = Reconciliation(source, result, total, lost, missing, draft.rows, unread)
    notices.place = ""
    pictures.tell()
    reconcile(found, notices)
    return Imported(
        kind, draft.identifier, draft.markdown, draft.numbers, pictures.files, notices, found
    )
