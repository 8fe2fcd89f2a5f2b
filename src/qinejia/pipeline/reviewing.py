"""Where the records stand in their review chain (审核进度): for the table and the register."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from qinejia.derive.linking import number_of
from qinejia.links.approvals import approval_of, is_model_text
from qinejia.links.fingerprints import named_files
from qinejia.links.resolving import Resolver
from qinejia.model.records import Record, Site
from qinejia.pipeline.checking import Checked
from qinejia.pipeline.fingerprinting import Fingerprints
from qinejia.pipeline.review_history import cause_of
from qinejia.printing.review_register import Row
from qinejia.settings import Settings

MODEL_TEXT, APPROVED, BEGUN, UNTOUCHED = "示范文本", "通过", "审核中", "未开始"
"""States of a record; 失效 is said of single signatures."""


def with_fingerprints(checked: Checked, settings: Settings) -> Site:
    """The site with the fingerprints of what is signed, even where 审核 is 关闭."""
    site = checked.site
    found = Fingerprints(site, settings.docs).of_signed()
    return dataclasses.replace(site, fingerprints=found)


def state_of(record: Record, site: Site) -> str:
    if is_model_text(record):
        return MODEL_TEXT
    approval = approval_of(record, site)
    if approval.is_whole:
        return APPROVED
    return BEGUN if approval.is_begun else UNTOUCHED


def select(site: Site, settings: Settings, paths: Iterable[Path]) -> tuple[Record, ...]:
    """Records at or below ``paths``, else all, in order of path."""
    wanted = [path.resolve() for path in paths]
    found = (
        record
        for record in site.records.values()
        if not wanted
        or any((settings.docs / record.path).resolve().is_relative_to(path) for path in wanted)
    )
    return tuple(sorted(found, key=lambda record: record.path))


def causes(record: Record, site: Site, settings: Settings) -> dict[str, list[str]]:
    """Since which change steps are void, and the names of these steps."""
    files = [f"{settings.label}/{file}" for file in named_files(record, Resolver(site))]
    path = f"{settings.label}/{record.path}"
    current = site.fingerprints.get(record.id)
    found: dict[str, list[str]] = {}
    for step in approval_of(record, site).void:
        assert step.signature is not None
        old = step.signature.fingerprint
        cause = "前一审失效" if old == current else cause_of(settings.root, path, files, old)
        found.setdefault(cause, []).append(step.name)
    return found


def register_rows(records: Iterable[Record], site: Site) -> list[Row]:
    """A line for each record that anybody has signed."""
    rows = []
    for record in records:
        approval = approval_of(record, site)
        if not approval.is_begun:
            continue
        review = record.header.review
        draft = review.draft if review else None
        cells = [(draft.by, draft.date.isoformat(), True) if draft else ("", "", True)]
        cells += [
            (step.signature.by, step.signature.date.isoformat(), step.state == "有效")
            if step.signature
            else ("", "", True)
            for step in approval.steps
        ]
        rows.append(
            Row(
                title=record.title,
                number=number_of(record) or record.id,
                disclosure=record.header.disclosure,
                owner=record.header.owner,
                signatures=tuple(cells),
                state=approval.describe() or APPROVED,
                fingerprint=site.fingerprints[record.id],
            )
        )
    return rows
