"""Numbers the clauses of a standard anew, on request (重新编号).

Nothing is renumbered by itself: a number is an address. On request the headings, the cross-
references in the standard and the references in all other files follow, and ``redirects.yml`` gets
a line for each published anchor that is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qinejia.links import Resolver, Target
from qinejia.model.records import Clause, Record
from qinejia.pipeline.checking import REDIRECTS, Checked
from qinejia.settings import Settings

_NUMBER = r"(?:\d+(?:\.\d+)+|[A-Z](?:\.\d+)+)"
_CROSS = re.compile(
    rf"((?:见|按照?|符合|依据|执行|除|和|、|至|～)\s?)({_NUMBER})(?![\d.A-Za-z]|\s?[—-]\d)"
)
_REFERENCE = re.compile(r"([^\[\]>#,，\n]+)#([0-9A-Z][0-9.]*)(?=(?:-[a-z0-9]+)*(?![\w.]))")


@dataclass(frozen=True)
class Renumbered:
    """New texts of files by path below the site folder, and old → new numbers that differ."""

    texts: Mapping[str, str]
    moved: Mapping[str, str]


def renumber(record: Record, checked: Checked, settings: Settings) -> Renumbered:
    """What ``record`` and all files that point to it become; writes nothing."""
    numbers = list(_new_numbers(record.clauses))
    moved = {clause.number: new for clause, new in numbers if clause.number != new}
    if not moved:
        return Renumbered({}, {})
    label, docs = settings.label, settings.docs
    texts = {f"{label}/{record.path}": _rewrite(record, numbers, moved, _read(docs / record.path))}
    resolver = Resolver(checked.site)
    holders = {edge.source for edge in checked.site.edges if edge.target == record.id}
    paths = {checked.site.records[identifier].path for identifier in holders}
    paths |= set(checked.site.pages)
    for path in sorted(paths - {record.path}):
        before = _read(docs / path)
        after = _rewrite_references(before, record, moved, resolver)
        if after != before:
            texts[f"{label}/{path}"] = after
    redirects = _redirects(record, checked, numbers, settings)
    if redirects:
        texts[REDIRECTS] = redirects
    return Renumbered(texts, moved)


def _read(path: Path) -> str:
    """The text with the line ends that it has."""
    return path.read_bytes().decode("utf-8")


def _new_numbers(clauses: tuple[Clause, ...]) -> Iterator[tuple[Clause, str]]:
    """Each numbered clause with the number that its level and place give it."""
    counts: list[int] = []
    annex = 0
    for clause in clauses:
        if not clause.number:
            continue
        parts = clause.number.count(".") + 1
        if parts == 1 and clause.number.isalpha():
            annex += 1
            counts = [annex]
        elif parts == 1:
            counts = [counts[0] + 1 if counts else 1]
        else:
            depth = min(parts, len(counts) + 1)
            counts = [*counts[: depth - 1], (counts[depth - 1] if depth <= len(counts) else 0) + 1]
        first = chr(64 + annex) if annex else str(counts[0])
        yield clause, ".".join([first, *map(str, counts[1:])])


def _rewrite(
    record: Record, numbers: list[tuple[Clause, str]], moved: Mapping[str, str], text: str
) -> str:
    """The standard itself: first its cross-references, then the numbers at their own lines."""
    lines = text.split("\n")
    own = {clause.position.line - 1: (clause, new) for clause, new in numbers}
    for index, line in enumerate(lines):
        head = ""
        if index in own:
            clause, new = own[index]
            at = line.index(clause.number) + len(clause.number)
            head, line = line[: at - len(clause.number)] + new, line[at:]
        lines[index] = head + _CROSS.sub(
            lambda match: match[1] + moved.get(match[2], match[2]), line
        )
    return "\n".join(lines)


def _rewrite_references(
    text: str, record: Record, moved: Mapping[str, str], resolver: Resolver
) -> str:
    def replace(match: re.Match[str]) -> str:
        name = match[1].rpartition(": ")[2].strip(" -'\"")  # a header's key may stand before it
        found = resolver.reference(name)
        is_ours = isinstance(found, Target) and found.record is record
        return f"{match[1]}#{moved.get(match[2], match[2])}" if is_ours else match[0]

    return _REFERENCE.sub(replace, text)


def _redirects(
    record: Record, checked: Checked, numbers: list[tuple[Clause, str]], settings: Settings
) -> str:
    """``redirects.yml`` with a line for each published anchor that no clause has any more."""
    published = checked.ledger.entries.get(record.id)
    if published is None:
        return ""
    kept = {new for _, new in numbers}
    known = {redirect.old for redirect in checked.redirects}
    lines = []
    for clause, new in numbers:
        old = f"{record.id}#{clause.number}"
        if clause.number in published.anchors and clause.number not in kept and old not in known:
            lines.append(f"{old}: {record.id}#{new}\n")
    if not lines:
        return ""
    path = settings.root / REDIRECTS
    text = _read(path) if path.exists() else ""
    return text + ("" if not text or text.endswith("\n") else "\n") + "".join(lines)
