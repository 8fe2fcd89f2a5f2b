"""Numbers, dates, status and replacement of standards (标准元数据)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.links import Resolver, Target
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Record
from qinejia.model.standard_number import classify
from qinejia.rules.context import Context, fault

MODEL_TEXT_NOTICE = "使用前由本单位核定"


def _standards(context: Context) -> Iterator[tuple[Record, StandardHeader]]:
    for record in context.site.of_kind("standard"):
        if isinstance(record.header, StandardHeader):
            yield record, record.header


def check_numbers(context: Context) -> Iterator[Diagnostic]:
    """QJ003: a number belongs to a class; only unverified metadata may lack one."""
    prefixes = context.settings.options.own_prefixes
    for record, header in _standards(context):
        if not header.number:
            if header.verified:
                key = "编号" if ("编号",) in record.places else "标题"
                yield fault("QJ003", record, key, "没有编号", "补上编号，或写“已核实: 否”。")
        elif classify(header.number, prefixes) is None:
            yield fault("QJ003", record, "编号", f"编号“{header.number}”不符合任何一类编号规则")


def check_dates(context: Context) -> Iterator[Diagnostic]:
    """QJ005: issued ≤ effective ≤ withdrawn."""
    for record, header in _standards(context):
        if header.issued and header.effective and header.effective < header.issued:
            message = f"实施日期 {header.effective} 早于发布日期 {header.issued}"
            yield fault("QJ005", record, "实施日期", message)
        if header.effective and header.withdrawn and header.withdrawn < header.effective:
            message = f"废止日期 {header.withdrawn} 早于实施日期 {header.effective}"
            yield fault("QJ005", record, "废止日期", message)


def check_status(context: Context) -> Iterator[Diagnostic]:
    """QJ006: the status agrees with the dates as of the build's epoch."""
    today = context.today
    for record, header in _standards(context):
        status = header.status
        message = ""
        if status == "现行" and header.effective and header.effective > today:
            message = f"实施日期 {header.effective} 还没有到，应为“即将实施”"
        elif status == "即将实施" and header.effective and header.effective <= today:
            message = f"实施日期 {header.effective} 已到，应为“现行”"
        elif status == "即将实施" and header.effective is None:
            message = "“即将实施”要写实施日期"
        elif status == "现行" and header.withdrawn and header.withdrawn <= today:
            message = f"废止日期 {header.withdrawn} 已到，应为“废止”或“被代替”"
        elif status == "废止" and not header.withdrawn and not record.body.strip():
            message = "“废止”要写废止日期，或在正文里说明"
        elif status == "被代替" and not header.replaced_by:
            message = "“被代替”要写明被谁代替"
        elif status in ("现行", "即将实施") and _is_replaced(header, context):
            message = f"已被“{header.replaced_by[0]}”代替，应为“被代替”"
        if message:
            yield fault("QJ006", record, "状态", message)


def _is_replaced(header: StandardHeader, context: Context) -> bool:
    """Whether a successor is already in force: until then the old edition still is."""
    for successor in _named(header.replaced_by, Resolver(context.site)):
        if successor and isinstance(successor.header, StandardHeader):
            effective = successor.header.effective
            if successor.header.status == "现行" and effective and effective <= context.today:
                return True
    return False


def check_replacement(context: Context) -> Iterator[Diagnostic]:
    """QJ007: 代替 and 被代替 name each other."""
    resolver = Resolver(context.site)
    for record, header in _standards(context):
        for key, names, other in (
            ("代替", header.replaces, "被代替"),
            ("被代替", header.replaced_by, "代替"),
        ):
            for index, found in enumerate(_named(names, resolver)):
                if found is None or not isinstance(found.header, StandardHeader):
                    continue
                back = found.header.replaced_by if key == "代替" else found.header.replaces
                if record not in _named(back, resolver):
                    message = f"“{found.id}”没有写“{other}: {record.id}”"
                    hint = f"在 {found.position.path} 里补上。"
                    yield fault("QJ007", record, key, message, hint, index)


def _named(names: Iterable[str], resolver: Resolver) -> list[Record | None]:
    """The records that ids or numbers name; ``None`` for what was not found."""
    found = [resolver.reference(name) for name in names]
    return [target.record if isinstance(target, Target) else None for target in found]


def check_model_text(context: Context) -> Iterator[Diagnostic]:
    """QJ049: a model text says that it must be approved before use."""
    for record, header in _standards(context):
        if header.status == "示范文本" and MODEL_TEXT_NOTICE not in record.body:
            yield fault("QJ049", record, "状态", f"示范文本没有写“{MODEL_TEXT_NOTICE}”")


def check_rights(context: Context) -> Iterator[Diagnostic]:
    """QJ043: clauses of other people's standards stand here only with permission."""
    for record, header in _standards(context):
        if header.fulltext in ("无", "链接") and any(clause.number for clause in record.clauses):
            message = f"“全文: {header.fulltext}”，正文却有条文"
            yield Diagnostic("QJ043", record.clauses[0].position, message)


def check_review(context: Context) -> Iterator[Diagnostic]:
    """QJ044: a standard in force is reviewed within five years (复审) and has an owner."""
    for record, header in _standards(context):
        if header.fulltext != "自有" or header.status not in ("现行", "示范文本"):
            continue
        due = header.review_due or _five_years_after(header.effective)
        if due and due <= context.today:
            yield fault("QJ044", record, "复审日期", f"复审日期 {due} 已到")
        if not header.owner:
            yield fault("QJ044", record, "标题", "没有写负责单位")


def _five_years_after(day: datetime.date | None) -> datetime.date | None:
    """Review interval of standards: five years (noted as from memory in the sources)."""
    if day is None:
        return None
    return day.replace(year=day.year + 5, day=min(day.day, 28))


def check_model_numbers(context: Context) -> Iterator[Diagnostic]:
    """QJ050: the number of a model text belongs to nobody else."""
    taken: dict[str, Record] = {}
    found = [(record, header, classify(header.number)) for record, header in _standards(context)]
    for record, header, number in found:
        if number and header.status != "示范文本":
            taken.setdefault(number.text.removesuffix(f"-{number.year}"), record)
    for record, header, number in found:
        if number and header.status == "示范文本":
            other = taken.get(number.text.removesuffix(f"-{number.year}"))
            if other is not None and not _is_chain(header, other, context):
                message = f"编号与 {other.position.path} 的相同"
                yield fault("QJ050", record, "编号", message)


def _is_chain(header: StandardHeader, other: Record, context: Context) -> bool:
    """Whether one replaces the other: editions of one standard share their number."""
    resolver = Resolver(context.site)
    return other in _named((*header.replaces, *header.replaced_by), resolver)
