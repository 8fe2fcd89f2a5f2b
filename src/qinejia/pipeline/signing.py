"""Signs of one edition on paper, each with its code (标识打印)."""

from __future__ import annotations

import calendar
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qinejia.derive.linking import number_of
from qinejia.diagnostics import Diagnostic
from qinejia.links.addresses import describe
from qinejia.model.headers.practice import SignHeader
from qinejia.model.position import Position
from qinejia.model.records import Record
from qinejia.model.sign import SignSize
from qinejia.pipeline.checking import Checked
from qinejia.pipeline.preparing import Edition
from qinejia.printing.book import locate_pictures
from qinejia.printing.paper import merge, typeset
from qinejia.printing.signs import CODE, POINTS, Sign, make_labels, make_sign
from qinejia.render.drawing.signs import draw_symbol
from qinejia.render.qr import ShortCode
from qinejia.settings import Settings

_SHEET = "signs.css"


def print_signs(
    checked: Checked, settings: Settings, wanted: Sequence[str], size: SignSize | None
) -> tuple[bytes, int, list[Diagnostic]]:
    """PDF, number of signs and faults; with faults the PDF is empty.

    ``wanted`` are ids, nothing means all; ``size`` overrules the headers. Labels come last.
    Raises ``PrintingError`` when a tool is missing.
    """
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(calendar.timegm(checked.today.timetuple())))
    edition = Edition(checked, settings, {}, ("tables", "attr_list", "footnotes", "sane_lists"))
    label = "公开" if settings.options.edition == "public" else "内网"
    base = settings.options.address
    if not base:
        message = f"没有填写“{label}地址”，不知道二维码要打开哪里"
        return b"", 0, [Diagnostic("QJ165", Position("mkdocs.yml"), message)]
    found = {record.id: record for record in edition.site.of_kind("sign")}
    names = [name.lower() for name in wanted] or sorted(found)
    faults = [
        Diagnostic("QJ010", Position(settings.label), f"{label}版里没有标识“{name}”")
        for name in names
        if name not in found
    ]
    documents, labels = [], []
    for name in names:
        record = found.get(name)
        if record is None:
            continue
        header = record.header
        assert isinstance(header, SignHeader)
        paper = size or header.size
        sign = _sign(record, header, edition, base, paper)
        if paper == "标签":
            labels.append(sign)
            continue
        document = _fitted(sign, paper, settings.docs)
        if document is None:
            where = record.blocks[0].position if record.blocks else Position(record.path)
            faults.append(Diagnostic("QJ166", where, f"“{record.title}”在一张 {paper} 里放不下"))
        else:
            documents.append(document)
    if labels:
        documents.append(typeset(make_labels(labels), settings.docs, _SHEET))
    if faults or not documents:
        return b"", 0, faults
    return merge(documents, "标识"), len(names), []


def _fitted(sign: Sign, paper: SignSize, docs: Path) -> Any:
    """The page with the largest text that fits, or nothing."""
    for points in POINTS[paper]:
        document = typeset(make_sign(sign, paper, points), docs, _SHEET)
        if len(document.pages) == 1:
            return document
    return None


def _sign(record: Record, header: SignHeader, edition: Edition, base: str, size: SignSize) -> Sign:
    address = base + edition.addresses.of_short(record.id)
    return Sign(
        title=record.title,
        category=header.category,
        symbol=draw_symbol(header.category, header.form),
        html=locate_pictures(edition.record_html(record), edition.addresses.of_record(record)),
        basis=_basis(header.standards, edition),
        responsible=header.owner,
        code=ShortCode(address).svg(CODE[size]),
        address=address,
    )


def _basis(references: Sequence[str], edition: Edition) -> str:
    """Standards with their clauses, ``Q/QEJ BZ203.2—2026 5.1.1、6.1.2``."""
    clauses: dict[str, list[str]] = {}
    for reference in references:
        identifier, _, anchor = reference.partition("#")
        record = edition.site.find(identifier)
        if record is None:
            continue
        name = number_of(record) or describe(record)
        clauses.setdefault(name, []).extend([anchor] if anchor else [])
    return "；".join(f"{name} {'、'.join(found)}".strip() for name, found in clauses.items())
