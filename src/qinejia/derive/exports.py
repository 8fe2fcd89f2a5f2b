"""Data for other tools (导出数据): stable names, versioned, the same content as the pages."""

from __future__ import annotations

import json
from typing import Any

from qinejia.derive.linking import number_of
from qinejia.links.addresses import Addresses
from qinejia.links.forms import FormIndex
from qinejia.model.headers.practice import QuestionBankHeader
from qinejia.model.kinds import SLOTS
from qinejia.model.records import Site

VERSION = 1


def export_data(site: Site, addresses: Addresses, forms: FormIndex) -> dict[str, str]:
    """File name below ``data/`` → JSON text."""
    return {
        "catalogue.json": dump_data(
            "records",
            [
                {
                    "id": record.id,
                    "kind": record.kind.name,
                    "title": record.title,
                    "number": number_of(record),
                    "url": addresses.of_record(record),
                    "updated": str(record.header.updated or ""),
                }
                for record in site.records.values()
            ],
        ),
        "links.json": dump_data(
            "links",
            [
                {
                    "source": edge.source,
                    "source_anchor": edge.source_anchor,
                    "target": edge.target,
                    "target_anchor": edge.target_anchor,
                    "relation": edge.relation,
                }
                for edge in site.edges
            ],
        ),
        "clauses.json": dump_data(
            "clauses",
            [
                {
                    "standard": record.id,
                    "number": clause.number,
                    "title": clause.title,
                    "anchor": clause.anchor,
                    "level": clause.level,
                }
                for record in site.of_kind("standard")
                for clause in record.clauses
            ],
        ),
        "coverage.json": dump_data(
            "coverage",
            [
                {
                    "id": record.id,
                    "kind": record.kind.name,
                    "forms": {key: [form.id for form in found[key]] for key, _ in SLOTS},
                }
                for record in forms.subjects()
                for found in (forms.of(record),)
            ],
        ),
        "questions.json": dump_data("questions", _questions(site)),
    }


def _questions(site: Site) -> list[dict[str, Any]]:
    """Questions with their clause; nothing at all of 认证 banks."""
    return [
        {
            "bank": record.id,
            "id": question.options.identifier,
            "type": question.options.type,
            "clause": question.options.clause,
            "score": question.options.score,
        }
        for record in site.of_kind("questions")
        if isinstance(record.header, QuestionBankHeader) and record.header.level != "认证"
        for question in record.questions
    ]


def dump_data(name: str, rows: list[dict[str, Any]]) -> str:
    """JSON text of ``rows`` with the version of the form."""
    return json.dumps({"version": VERSION, name: rows}, ensure_ascii=False, separators=(",", ":"))
