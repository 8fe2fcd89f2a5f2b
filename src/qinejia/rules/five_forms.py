"""五位一体: which of the five forms is still missing, of a standard and of each requirement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qinejia.diagnostics import Diagnostic
from qinejia.links.provisions import requirements
from qinejia.links.tracing import is_tested, traced
from qinejia.model.kinds import SLOTS
from qinejia.model.position import Position
from qinejia.model.records import LONG, Record
from qinejia.rules.context import Context

_KIND_OF = {"manual": "图册", "video": "视频", "place": "实践点", "assessment": "题库"}
"""Form → the kind of page that gives it; standards and courses are named in the same two keys."""


class Requirement(NamedTuple):
    """A clause that demands something (要求)."""

    number: str
    anchor: str
    position: Position


def check_five_forms(context: Context) -> Iterator[Diagnostic]:
    """QJ030: a standard of our own or a course lacks one of the five forms."""
    for record in context.forms.subjects():
        found = context.forms.of(record)
        missing = {key: name for key, name in SLOTS if not found[key]}
        if missing:
            message = f"{record.kind.label}“{record.title}”还缺：{'、'.join(missing.values())}"
            yield Diagnostic("QJ030", record.position, message, _hint(record, missing))


def _hint(record: Record, missing: Iterable[str]) -> str:
    """What to write for the first form that is missing, and that nothing need be written."""
    key = record.kind.label
    form = next(iter(missing))
    if form != "text":
        kind = _KIND_OF[form]
        todo = (
            f"在{kind}的页头写“{key}: {record.id}”；"
            f"没有{kind}就新建：qinejia new {kind} 名称 {key}={record.id}"
        )
    elif record.kind.name == "course":
        todo = f"讲义写满 {LONG} 字算有文本"
    else:
        todo = "把标准的条文写进正文"
    return f"{todo}。暂时没有的不用写，页面上会显示“待补”。"


def check_requirements(context: Context) -> Iterator[Diagnostic]:
    """QJ031: a requirement of our own standards has a question or a checklist item."""
    for record in traced(context.site):
        marks = context.forms.marks(record)
        for clause in context.alone[record.path].requirements:
            if not is_tested(marks.get(clause.anchor, {})):
                message = f"要求“{clause.number}”没有考题或评分项"
                yield Diagnostic("QJ031", clause.position, message)


def find_requirements(record: Record, masks: tuple[str, ...]) -> Iterator[Requirement]:
    """What a standard requires, whoever tests it."""
    for clause, _ in requirements(record, masks) if record.kind.name == "standard" else ():
        yield Requirement(clause.number, clause.anchor, clause.position)
