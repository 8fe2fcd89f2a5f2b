"""Clauses as office texts name them (依据的写法): ``《…规程》第5.3.2条`` → an id and its anchor."""

from __future__ import annotations

import re

from qinejia.importing.known import Known
from qinejia.importing.typed_numbers import half_width
from qinejia.model.standard_number import find_number_spans

_TITLE = re.compile(r"《([^》]+)》")
_IDENTIFIER = re.compile(r"std-[a-z0-9.-]+(?:#[A-Za-z0-9.-]+)?")
_CLAUSE = re.compile(
    r"(?<![\d.A-Za-z])((?:\d+|[A-Z])(?:\.\d+)*)\s*[条款章]?\s*"
    r"(?:([a-z])\)|(?![\d.A-Za-z年月日次版]|部分))"
)


def find_clause(text: str, known: Known) -> str:
    """The one clause that ``text`` surely means, or nothing."""
    text = half_width(text).strip()
    direct = _IDENTIFIER.search(text)
    if direct:
        name, _, anchor = direct[0].partition("#")
        fits = anchor in known.anchors.get(name, ()) if anchor else name in known.anchors
        return direct[0] if fits else ""
    targets, rest = set(), text
    for start, end, number in reversed(list(find_number_spans(text))):
        targets.add(known.standards.get(number.text, ""))
        rest = rest[:start] + " " + rest[end:]
    if not targets:
        targets = {known.titles.get(title, "") for title in _TITLE.findall(text)}
    rest = _TITLE.sub(" ", rest)
    if len(targets) != 1 or "" in targets:
        return ""
    (target,) = targets
    clauses = {
        f"{match[1]}-{match[2]}" if match[2] else match[1] for match in _CLAUSE.finditer(rest)
    }
    anchors = known.anchors.get(target, frozenset())
    if len(clauses) == 1 and clauses <= anchors:
        return f"{target}#{clauses.pop()}"
    return ""
