"""The review chain (三审三校、保密审查): who signed what, and whether it still holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic, Severity
from qinejia.links.approvals import STEPS, approval_of, chain_faults, is_model_text
from qinejia.model.position import Position
from qinejia.model.records import Record
from qinejia.rules.context import Context

_KEY = "审核"


def check_approvals(context: Context) -> Iterator[Diagnostic]:
    """QJ041 by record; records that nobody began to review only by number, unless 审核: 必需."""
    demand = context.settings.options.review
    if demand == "关闭":
        return
    untouched: list[Record] = []
    for record in context.site.records.values():
        approval = approval_of(record, context.site)
        if is_model_text(record):
            if demand == "必需":
                message = "示范文本没有经本单位核定，不进入网站"
                hint = "核定后改“状态”，再签署三审。"
                yield _raised(Diagnostic("QJ041", _at(record, "状态"), message, hint))
            continue
        if not approval.is_begun:
            untouched.append(record)
        if not approval.is_whole and (approval.is_begun or demand == "必需"):
            where = _at(record, _KEY)
            if demand == "必需":
                message = f"没有通过审核，不进入网站：{approval.describe()}"
                yield _raised(Diagnostic("QJ041", where, message))
            else:
                yield Diagnostic("QJ041", where, f"审核没有完成：{approval.describe()}")
    if untouched and demand == "提示":
        first = min(untouched, key=lambda record: record.position)
        message = f"有 {len(untouched)} 条记录还没有开始审核，这是第一条"
        hint = (
            f"用 qinejia review status {context.settings.label} 列出；"
            f"审过的签署：qinejia review sign {first.position.path} --as 初审 --name 岗位"
        )
        yield Diagnostic("QJ041", first.position, message, hint)


def check_chain(context: Context) -> Iterator[Diagnostic]:
    """QJ160: order, persons and days of the signatures; a model text carries none."""
    if context.settings.options.review == "关闭":
        return
    for record in context.site.records.values():
        review = record.header.review
        if review is None:
            continue
        if is_model_text(record) and any(getattr(review, field) for field in STEPS):
            yield Diagnostic("QJ160", _at(record, _KEY), "示范文本不能带审核签署")
            continue
        current = context.site.fingerprints.get(record.id, "")
        for field, message in chain_faults(review, current):
            yield Diagnostic("QJ160", _at(record, _KEY, STEPS[field]), message)
        for field, name in STEPS.items():
            signature = getattr(review, field)
            # Today's signature may be newer than the commit that the build's day is taken from.
            if signature is not None and signature.date > max(context.today, context.calendar):
                yield Diagnostic("QJ160", _at(record, _KEY, name, "日期"), f"{name}的日期还没有到")


def _raised(found: Diagnostic) -> Diagnostic:
    return dataclasses.replace(found, raised_to=Severity.WARNING)


def _at(record: Record, *path: str) -> Position:
    """The value of a header key, or of the nearest one above it."""
    while path:
        if path in record.places:
            return record.places[path]
        path = path[:-1]
    return record.position
