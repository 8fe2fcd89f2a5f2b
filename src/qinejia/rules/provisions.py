"""Provisions of our own standards (条款): modal verbs, one type a clause, nothing vague.

Source of the rules: GB/T 1.1—2020, 9.1 and annex C; quotations are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic, Fix
from qinejia.links.provisions import normative
from qinejia.markup.modals import CONFIDENT, ProvisionType, classify, find_modals
from qinejia.model.records import Clause, Record
from qinejia.model.standard_parts import Paragraph
from qinejia.rules.context import Context
from qinejia.rules.own import own_standards

_VAGUE = re.compile(
    r"及时|适当(?!性)|(?<!不)适时|适量|尽量|尽可能|尽快|酌情|若干"
    r"|(?<![一])一般(?!要求|规定|性|固体|情况|公共|事项|管理)"
    r"|[有相]关部门|[有相]关单位|等等|大概|视情"
    r"|(?<=[一-鿿）”])(?<![相同平优中初高上下])等(?=[，。；、）]|$)"
)
_SAME_MEANING = ("必须", "应当", "应该", "不得", "可以")
"""Forms that may be exchanged without a look at the sentence: 严禁 may have a noun behind it."""
_QUOTED = re.compile(r"“[^”\n]*”|《[^》\n]*》")
_DIVISIVE = (ProvisionType.REQUIREMENT, ProvisionType.RECOMMENDATION, ProvisionType.PERMISSION)


def check_verbs(context: Context) -> Iterator[Diagnostic]:
    """QJ017: 应, 宜, 可 and their negatives; no 必须, 应当, 不得, 严禁."""
    masks = context.settings.options.no_modals
    for record, _ in own_standards(context):
        for _, paragraph in normative(record):
            for modal in find_modals(paragraph.text, masks):
                if modal.preferred != modal.text and modal.confidence >= CONFIDENT:
                    where = paragraph.prose.locate(modal.start)
                    message = f"能愿动词用了“{modal.text}”"
                    hint = f"改为“{modal.preferred}”。"
                    fix = None
                    if modal.text in _SAME_MEANING:
                        fix = Fix(where, modal.text, modal.preferred)
                    yield Diagnostic("QJ017", where, message, hint, fix=fix)


def check_types(context: Context) -> Iterator[Diagnostic]:
    """QJ018: a clause of the core holds one type of provision, and one at all."""
    masks = context.settings.options.no_modals
    for record, _ in own_standards(context):
        for clause, paragraphs in _leaves(record):
            types: dict[ProvisionType, tuple[Paragraph, int]] = {}
            for paragraph in paragraphs:
                if paragraph.mark:
                    types.setdefault(ProvisionType(paragraph.mark), (paragraph, 0))
                    continue
                for modal in find_modals(paragraph.text, masks):
                    if modal.confidence >= CONFIDENT:
                        types.setdefault(modal.type, (paragraph, modal.start))
            divisive = [kind for kind in _DIVISIVE if kind in types]
            if not types:
                where = paragraphs[0].prose.position
                yield Diagnostic("QJ018", where, f"“{clause.number}”没有能愿动词")
            elif ProvisionType.REQUIREMENT in types and ProvisionType.RECOMMENDATION in types:
                paragraph, start = types[divisive[1]]
                where = paragraph.prose.locate(start)
                yield Diagnostic("QJ018", where, f"“{clause.number}”里既有要求又有推荐")


def _leaves(record: Record) -> Iterator[tuple[Clause, list[Paragraph]]]:
    """Clauses of the core and of normative annexes with their text and items."""
    found: dict[str, tuple[Clause, list[Paragraph]]] = {}
    for clause, paragraph in normative(record):
        if clause.number and clause.element != "术语和定义":
            found.setdefault(clause.number, (clause, []))[1].append(paragraph)
    yield from found.values()


def check_vague_words(context: Context) -> Iterator[Diagnostic]:
    """QJ019: nobody can check 及时 or 适当."""
    masks = context.settings.options.no_modals
    for record, _ in own_standards(context):
        for clause, paragraph in normative(record):
            if clause.element == "术语和定义" or not _VAGUE.search(paragraph.text):
                continue
            kind = paragraph.mark or classify(paragraph.text, masks).type
            if kind != ProvisionType.REQUIREMENT and paragraph.role != "列项":
                continue
            text = _QUOTED.sub(lambda match: " " * len(match[0]), paragraph.text)
            for match in _VAGUE.finditer(text):
                where = paragraph.prose.locate(match.start())
                yield Diagnostic("QJ019", where, f"要求里用了“{match[0]}”")


def check_notes(context: Context) -> Iterator[Diagnostic]:
    """QJ024: notes, examples and the foreword explain; they demand and recommend nothing."""
    masks = context.settings.options.no_modals
    for record, _ in own_standards(context):
        for clause in record.clauses:
            for paragraph in clause.paragraphs:
                is_note = paragraph.role in ("注", "示例")
                if not is_note and clause.element != "前言":
                    continue
                for modal in find_modals(paragraph.text, masks):
                    if modal.type in _DIVISIVE[:2] and modal.confidence >= CONFIDENT:
                        where = paragraph.prose.locate(modal.start)
                        place = paragraph.role if is_note else "前言"
                        message = f"{place}里用了能愿动词“{modal.text}”"
                        yield Diagnostic("QJ024", where, message)
                        break
