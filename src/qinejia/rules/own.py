"""The standards that the bureau writes itself (自编标准): only they follow our drafting rules."""

from __future__ import annotations

from collections.abc import Iterator

from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Clause, Record
from qinejia.model.standard_parts import Paragraph
from qinejia.rules.context import Context

FRONT = ("前言", "引言", "范围", "规范性引用文件", "术语和定义")
"""Elements before the core."""
_INFORMATIVE = ("前言", "引言", "范围", "规范性引用文件", "参考文献", "索引")
_TEXT = ("段", "列项")


def own_standards(context: Context) -> Iterator[tuple[Record, StandardHeader]]:
    """Records whose full text is the bureau's own and stands in the file."""
    for record in context.site.of_kind("standard"):
        header = record.header
        if isinstance(header, StandardHeader) and header.fulltext == "自有" and record.clauses:
            yield record, header


def normative(record: Record) -> Iterator[tuple[Clause, Paragraph]]:
    """Text and list items that may hold provisions: not notes, examples, informative parts."""
    annex = ""
    for clause in record.clauses:
        if clause.level == 1:
            annex = clause.nature
        if clause.element in _INFORMATIVE or annex == "资料性":
            continue
        for paragraph in clause.paragraphs:
            if paragraph.role in _TEXT:
                yield clause, paragraph
