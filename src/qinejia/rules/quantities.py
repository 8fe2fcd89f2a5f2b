"""Values in our own standards (量值): units, plausibility, higher limits, agreement everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic, Fix
from qinejia.links.quantities import Measured, disagreements, measured
from qinejia.markup.quantities import broken_bound, implausible
from qinejia.model.position import Position
from qinejia.rules.context import Context
from qinejia.rules.units import REPORTED_ANYWHERE

_TELLING = ("术语和定义", "附录")
"""Elements whose values say what a word means or how a form is filled in."""


def check_values(context: Context) -> Iterator[Diagnostic]:
    """QJ020 and QJ021: legal units, possible values, no value beyond a higher rule."""
    for found in measured(context.site):
        quantity, where = found.quantity, found.position
        if quantity.unit != quantity.legal_unit and quantity.unit not in REPORTED_ANYWHERE:
            message = f"“{quantity.text}”的单位不规范"
            hint = f"改为“{quantity.legal_unit}”。"
            yield Diagnostic("QJ020", where, message, hint, fix=_unit_fix(found))
        if implausible(quantity):
            message = f"{quantity.subject}“{quantity.text}”明显不合理"
            yield Diagnostic("QJ020", where, message, "核对数值和单位。")
        bound = broken_bound(quantity, found.paragraph.text)
        if bound is not None:
            limit = f"不小于 {bound.minimum}" if bound.minimum is not None else ""
            limit = limit or f"不大于 {bound.maximum}"
            message = f"“{quantity.text}”超出上位规定的“{limit} {bound.unit}”"
            yield Diagnostic("QJ021", where, message, f"依据：{bound.source}。")


def _unit_fix(found: Measured) -> Fix | None:
    """Another symbol for the same unit; words (8小时工作制) may be part of more."""
    quantity, text = found.quantity, found.paragraph.text
    end = quantity.start + len(quantity.text)
    is_symbol = quantity.unit.isascii() or quantity.unit == "％"
    if not is_symbol or not quantity.text.endswith(quantity.unit) or text[end : end + 1] == "/":
        return None
    at = found.paragraph.prose.locate(end - len(quantity.unit))
    return Fix(at, quantity.unit, quantity.legal_unit)


def check_sources(context: Context) -> Iterator[Diagnostic]:
    """QJ051: a value comes from somewhere, or says that it is an example."""
    for found in measured(context.site):
        is_written = any(sign.isdigit() for sign in found.quantity.text)  # 七至八分满 is a term
        if is_written and found.basis == "待补" and found.clause.element not in _TELLING:
            message = f"量值“{found.quantity.text}”没有来源，也没有标“示例值”"
            yield Diagnostic("QJ051", found.position, message)


def check_agreement(context: Context) -> Iterator[Diagnostic]:
    """QJ022: a step, question or item says the same value as the clause that it cites."""
    told: set[tuple[Position, str]] = set()
    for found in disagreements(context.site):
        key = (found.edge.position, found.quantity.dimension)
        if key in told:
            continue  # one line often says the same value twice
        told.add(key)
        record = found.expected.record
        message = (
            f"“{found.quantity.text}”与 {record.id}#{found.expected.clause.number} 的"
            f"“{found.expected.quantity.text}”不一致"
        )
        yield Diagnostic("QJ022", found.edge.position, message)
