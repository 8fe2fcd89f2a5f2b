"""The standards that the bureau writes itself (自编标准): only they follow our drafting rules."""

from __future__ import annotations

from collections.abc import Iterator

from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Record
from qinejia.rules.context import Context

FRONT = ("前言", "引言", "范围", "规范性引用文件", "术语和定义")
"""Elements before the core."""


def own_standards(context: Context) -> Iterator[tuple[Record, StandardHeader]]:
    """Records whose full text is the bureau's own and stands in the file."""
    for record in context.site.of_kind("standard"):
        header = record.header
        if (
            isinstance(header, StandardHeader)
            and header.fulltext == "自有"
            and record.count("clauses")
        ):
            yield record, header
