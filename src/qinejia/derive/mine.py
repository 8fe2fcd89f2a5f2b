"""What the page of one's own results needs of the site (我的学习): names, addresses, wordings.

The results themselves never leave the device; the page puts both together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qinejia.derive.linking import Linker, number_of
from qinejia.derive.paths import paths
from qinejia.links.forms import FormIndex
from qinejia.links.wording import Wordings
from qinejia.model.headers.practice import QuestionBankHeader
from qinejia.model.records import Record, Site


@dataclass(frozen=True)
class MineView:
    """``data`` is JSON for the page's script."""

    data: str


def mine(site: Site, linker: Linker, forms: FormIndex) -> MineView:
    """What can be answered on a screen, what it tests, and the courses of each layer."""
    wordings = Wordings(site)
    works: dict[str, Any] = {}
    clauses: dict[str, dict[str, str]] = {}
    for record in (*site.of_kind("questions"), *site.of_kind("checklist")):
        header = record.header
        if isinstance(header, QuestionBankHeader) and header.level == "认证":
            continue
        works[record.id] = {
            "title": record.title,
            "url": linker.addresses.of_record(record),
            "theme": next(iter(header.themes), ""),
        }
        for clause in _tested(record):
            identifier, _, anchor = clause.partition("#")
            if anchor:
                clauses.setdefault(identifier.lower(), {})[anchor] = wordings.of(clause)
    standards = {
        record.id: {
            "name": number_of(record) or record.title,
            "title": record.title,
            "url": linker.addresses.of_record(record),
            "clauses": tested,
        }
        for record in site.of_kind("standard")
        if (tested := _of_standard(record, clauses.get(record.id, {})))
    }
    pages = {
        record.id: {"title": record.title, "url": linker.addresses.of_record(record)}
        for kind in ("standard", "course", "manual", "video")
        for record in site.of_kind(kind)
        if record.count("clauses") or record.count("steps") or kind in ("course", "video")
    }
    known = {*pages, *works}
    ways = [
        {
            "name": layer.name,
            "courses": [
                [course.id, stage, _parts(course, forms, known)] for course, stage in courses
            ],
        }
        for layer, courses in paths(site)
    ]
    data = {"works": works, "standards": standards, "pages": pages, "paths": ways}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return MineView(text.replace("<", "\\u003c"))


def _parts(course: Record, forms: FormIndex, known: set[str]) -> list[str]:
    """What belongs to a course and leaves a trace on the device: read, watched or answered."""
    found = [course, *forms.taught(course)]
    found += [one for records in forms.of(course).values() for one in records]
    return list(dict.fromkeys(one.id for one in found if one.id in known))


def _tested(record: Record) -> list[str]:
    questions = [question.options.clause for question in record.questions]
    return questions + [item.options.clause for item in record.items]


def _of_standard(record: Record, clauses: Mapping[str, str]) -> dict[str, str]:
    """Fingerprint by anchor of the clauses that are tested, in the order of the text."""
    order = {anchor: number for number, anchor in enumerate(record.anchors)}
    return dict(sorted(clauses.items(), key=lambda pair: order.get(pair[0], 0)))
