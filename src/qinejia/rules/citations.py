"""Standards that our own standards cite (引用文件).

Source of the rules: GB/T 1.1—2020, 8.6 and 9.5; rules 8 to 12 of the content model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qinejia.diagnostics import Diagnostic, Severity
from qinejia.links import Resolver, Target
from qinejia.links.provisions import normative
from qinejia.model.headers.standard import OVER, StandardHeader
from qinejia.model.position import Position
from qinejia.model.records import Record
from qinejia.model.standard_number import StandardNumber, classify, find_numbers
from qinejia.rules.context import Context
from qinejia.rules.own import own_standards

_LAW = re.compile(r"(?:法|条例|规定|办法|决定|通知|意见|方案)》|〔(?:19|20)\d\d〕")


@dataclass(frozen=True)
class Citation:
    """A standard named by number or by reference (引用), and the record it is, if any."""

    number: StandardNumber
    record: Record | None
    position: Position

    @property
    def base(self) -> str:
        """The number without its year."""
        return self.number.text[:-5] if self.number.year else self.number.text


def listed(record: Record, resolver: Resolver) -> list[Citation]:
    """What chapter 规范性引用文件 lists: a number or a reference at the start of a paragraph."""
    found: list[Citation] = []
    for clause in record.clauses:
        if clause.element == "规范性引用文件":
            for paragraph in clause.paragraphs:
                start, number = next(find_numbers(paragraph.text), (0, None))
                if number is not None and not paragraph.text[:start].strip("-* "):
                    found.append(_by_number(number, paragraph.prose.position, resolver))
            found += _linked(record, {clause.anchor}, resolver)
    return found


def cited(record: Record, resolver: Resolver) -> list[Citation]:
    """What its provisions name."""
    found: list[Citation] = []
    anchors: set[str] = set()
    for clause, paragraph in normative(record):
        anchors |= {clause.anchor, paragraph.anchor}
        found += [
            _by_number(number, paragraph.prose.locate(start), resolver)
            for start, number in find_numbers(paragraph.text)
            if not _in_reference(paragraph.text, start)
        ]
    return [*found, *_linked(record, anchors, resolver)]


def _in_reference(text: str, offset: int) -> bool:
    """Whether ``offset`` stands between ``[[`` and ``]]``: the reference itself is counted."""
    return text.rfind("[[", 0, offset) > text.rfind("]]", 0, offset)


def _by_number(number: StandardNumber, position: Position, resolver: Resolver) -> Citation:
    target = resolver.reference(number.text)
    return Citation(number, target.record if isinstance(target, Target) else None, position)


def _linked(record: Record, anchors: set[str], resolver: Resolver) -> list[Citation]:
    """Standards that references in these clauses and items lead to."""
    found: list[Citation] = []
    for link in record.links:
        if link.form != "reference" or link.source_anchor not in anchors:
            continue
        target = resolver.reference(link.target)
        if isinstance(target, Target) and target.record and target.record is not record:
            header = target.record.header
            number = classify(header.number) if isinstance(header, StandardHeader) else None
            if number is not None:
                found.append(Citation(number, target.record, link.position))
    return found


def check_citations(context: Context) -> Iterator[Diagnostic]:
    """QJ008 to QJ011: cited standards are registered, in force, and listed in chapter 2."""
    resolver = Resolver(context.site)
    for record, header in own_standards(context):
        own_number = classify(header.number, context.settings.options.own_prefixes)
        in_list, in_text = listed(record, resolver), cited(record, resolver)
        named = {citation.base for citation in in_text}
        known = {citation.base for citation in in_list}
        for citation in in_list:
            if citation.base not in named:
                message = f"列出的“{citation.number.display}”在要求中没有引用"
                hint = "删去这一行，或改列入参考文献。"
                yield Diagnostic("QJ011", citation.position, message, hint)
        for citation in in_text:
            if citation.base not in known and (
                own_number is None or citation.number.text != own_number.text
            ):
                message = f"引用的“{citation.number.display}”没有列入规范性引用文件"
                yield Diagnostic("QJ011", citation.position, message, raised_to=Severity.ERROR)
        for citation in (*in_list, *in_text):
            yield from _check_target(citation, header, context)


def _check_target(
    citation: Citation, header: StandardHeader, context: Context
) -> Iterator[Diagnostic]:
    number = citation.number
    if citation.record is None:
        if number.identifier not in context.faulty:
            message = f"引用的标准“{number.display}”没有登记"
            yield Diagnostic("QJ010", citation.position, message)
        return
    target = citation.record.header
    if not isinstance(target, StandardHeader):
        return
    if number.year and target.status in OVER and header.status not in OVER:
        state = "已经废止" if target.status == "废止" else "已被代替"
        message = f"引用的“{number.display}”{state}"
        successor = "、".join(target.replaced_by)
        hint = f"改为引用“{successor}”，并核对条文。" if successor else ""
        yield Diagnostic("QJ008", citation.position, message, hint)
    changed = target.effective or target.issued
    if not number.year and changed and header.updated and changed > header.updated:
        message = f"不注日期引用的“{number.display}”在本页更新之后有新版（{changed}）"
        yield Diagnostic("QJ009", citation.position, message)


def check_laws(context: Context) -> Iterator[Diagnostic]:
    """QJ012: laws and policy papers are no normative references."""
    for record, _ in own_standards(context):
        for clause in record.clauses:
            if clause.element != "规范性引用文件":
                continue
            for paragraph in clause.paragraphs:
                match = _LAW.search(paragraph.text)
                if match:
                    where = paragraph.prose.position
                    yield Diagnostic("QJ012", where, "规范性引用文件里列了法规或政策文件")
