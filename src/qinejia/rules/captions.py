"""Figures, tables and annexes of our own standards (图、表、附录): numbered and referred to.

Source of the rules: GB/T 1.1—2020, 9.3 (annexes), 9.4 (figures), 9.5 (tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.model.position import Position
from qinejia.model.records import Record
from qinejia.rules.context import Context
from qinejia.rules.own import own_standards

_LABEL = r"((?:[A-Z]\.)?\d+)"
_MENTION = re.compile(
    rf"附录\s?([A-Z])(?![A-Za-z])|([图表])\s?{_LABEL}(?:\s?[～~至]\s?(?:[图表])?\s?{_LABEL})?"
    rf"|公式\s?[（(]{_LABEL}[)）]"
)
_OWN = re.compile(r"(?:见|按|按照|符合|如|依据)\s?$")


def check_captions(context: Context) -> Iterator[Diagnostic]:
    """QJ023: labels run without a gap, everything labelled is referred to, and the reverse."""
    for record, _ in own_standards(context):
        labelled = _labelled(record)
        mentioned, faults = _mentioned(record, labelled)
        yield from _check_order(labelled)
        for name, where in labelled.items():
            if name not in mentioned and not name.startswith("公式"):
                yield Diagnostic("QJ023", where, f"正文没有提到“{name}”")
        if record.is_whole:
            yield from faults


def _labelled(record: Record) -> dict[str, Position]:
    """``图1``, ``表A.1``, ``公式1`` and ``附录A`` with their places."""
    found: dict[str, Position] = {}
    for clause in record.clauses:
        if clause.element == "附录" and clause.level == 1:
            found.setdefault(f"附录{clause.number}", clause.position)
        for paragraph in clause.paragraphs:
            if paragraph.label:
                kind = "公式" if paragraph.role == "公式" else paragraph.role[0]
                found.setdefault(f"{kind}{paragraph.label}", paragraph.prose.position)
    return found


def _mentioned(record: Record, labelled: dict[str, Position]) -> tuple[set[str], list[Diagnostic]]:
    names: set[str] = set()
    faults: list[Diagnostic] = []
    for clause in record.clauses:
        for paragraph in clause.paragraphs:
            if paragraph.role in ("表题", "图题"):
                continue
            text = paragraph.text
            if not any(sign in text for sign in "附图表公"):
                continue
            for match in _MENTION.finditer(text):
                found = _names(match)
                names.update(found)
                if found[0] not in labelled and _OWN.search(text[: match.start()]):
                    where = paragraph.prose.locate(match.start())
                    faults.append(Diagnostic("QJ023", where, f"提到的“{found[0]}”不存在"))
    return names, faults


def _names(match: re.Match[str]) -> list[str]:
    """What a mention names; ``表1～表3`` names three."""
    if match[1]:
        return [f"附录{match[1]}"]
    if match[5]:
        return [f"公式{match[5]}"]
    kind, first, last = match[2], match[3], match[4]
    prefix, _, start = first.rpartition(".")
    end = last.rpartition(".")[2] if last else start
    dot = "." if prefix else ""
    return [
        f"{kind}{prefix}{dot}{number}"
        for number in range(int(start), max(int(start), min(int(end), int(start) + 99)) + 1)
    ]


def _check_order(labelled: dict[str, Position]) -> Iterator[Diagnostic]:
    last: dict[str, int] = {}
    for name, where in labelled.items():
        if name.startswith("附录"):
            continue  # a wrong order of annexes is a wrong number of a chapter
        series, _, number = name.rpartition(".") if "." in name else (name[:-1], "", "")
        if not number:
            series = name.rstrip("0123456789")
            number = name[len(series) :]
        expected = last.get(series, 0) + 1
        if int(number) != expected:
            joint = "." if "." in name else ""
            message = f"“{name}”的编号不连续，应为“{series}{joint}{expected}”"
            yield Diagnostic("QJ023", where, message)
        last[series] = int(number)
