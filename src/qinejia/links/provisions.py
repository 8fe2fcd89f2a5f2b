"""The provisions of a standard (条款内容): text that may demand something, and its type."""

from __future__ import annotations

from collections.abc import Iterator

from qinejia.markup.modals import CONFIDENT, ProvisionType, classify
from qinejia.model.records import Clause, Record
from qinejia.model.standard_parts import Paragraph

_INFORMATIVE = ("前言", "引言", "范围", "规范性引用文件", "参考文献", "索引")
_TEXT = ("段", "列项")


def normative(record: Record) -> Iterator[tuple[Clause, Paragraph]]:
    """Text and list items that may hold provisions: not notes, examples, informative parts."""
    nature = ""
    for clause in record.clauses:
        if clause.level == 1:
            nature = clause.nature
        if clause.element in _INFORMATIVE or nature == "资料性":
            continue
        for paragraph in clause.paragraphs:
            if paragraph.role in _TEXT:
                yield clause, paragraph


def provision_type(paragraph: Paragraph, masks: tuple[str, ...] = ()) -> str:
    """The type that the editor confirmed, else a confident proposal, else nothing."""
    if paragraph.mark:
        return paragraph.mark
    found = classify(paragraph.text, masks)
    return str(found.type) if found.modals and found.confidence >= CONFIDENT else ""


def requirements(record: Record, masks: tuple[str, ...] = ()) -> Iterator[tuple[Clause, Paragraph]]:
    """Clauses that hold a requirement (要求), each with the first paragraph that says it."""
    done = ""
    for clause, paragraph in normative(record):
        if not clause.number or clause.number == done or clause.element == "术语和定义":
            continue
        if provision_type(paragraph, masks) == ProvisionType.REQUIREMENT:
            done = clause.number
            yield clause, paragraph
