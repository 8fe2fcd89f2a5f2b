"""Values of our own standards (量值登记), and the same values where they are taught and tested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qinejia.links.provisions import normative
from qinejia.links.site import incoming
from qinejia.markup.quantities import Quantity, agree, find_quantities
from qinejia.model.blocks import Block, Container, DataFence, Prose
from qinejia.model.figure import Pictured
from qinejia.model.headers.practice import PlaceHeader
from qinejia.model.headers.standard import OVER, StandardHeader
from qinejia.model.position import Position
from qinejia.model.records import Clause, Edge, Record, Site
from qinejia.model.standard_parts import Paragraph

_NOISE = re.compile(
    r"[\d.\s～~±%℃（）()，、]|应为|应在|应|宜|为|是|不少于|不小于|不低于|不大于|不超过|至少|每"
)
_CONTEXT = 10
"""Characters before a value that tell what it measures."""


@dataclass(frozen=True)
class Measured:
    """A value in a clause (量值登记的一行)."""

    record: Record
    clause: Clause
    paragraph: Paragraph
    quantity: Quantity

    @property
    def position(self) -> Position:
        return self.paragraph.prose.locate(self.quantity.start)

    @property
    def basis(self) -> str:
        """示例值, 见条文的注 (a note of the clause tells the source), or 待补."""
        if self.quantity.is_example or "均为示例值" in self.paragraph.text:
            return "示例值"
        notes = (p.text for p in self.clause.paragraphs if p.role in ("注", "来源"))
        return "见条文的注" if any("来源" in note for note in notes) else "待补"


@dataclass(frozen=True)
class Disagreement:
    """A step, question or item whose value differs from that of the clause that it cites."""

    edge: Edge
    quantity: Quantity
    expected: Measured


def measured(site: Site) -> Iterator[Measured]:
    """Every value in a provision of our own standards that are not over."""
    for record in site.of_kind("standard"):
        header = record.header
        if not isinstance(header, StandardHeader) or header.fulltext != "自有":
            continue
        if header.status in OVER:
            continue
        for clause, paragraph in normative(record):
            for quantity in find_quantities(paragraph.text):
                yield Measured(record, clause, paragraph, quantity)


def disagreements(site: Site) -> Iterator[Disagreement]:
    """The same thing with another number: beside a reference, or in a place's 五定."""
    by_anchor: dict[str, dict[str, list[Measured]]] = {}
    for found in measured(site):
        places = by_anchor.setdefault(found.record.id, {})
        for anchor in {found.clause.anchor, found.paragraph.anchor}:
            places.setdefault(anchor, []).append(found)
    citing: dict[tuple[str, str, int], list[Edge]] = {}
    for target, edges in incoming(site).items():
        for edge in edges:
            if target in by_anchor and edge.target_anchor:
                # A step, question or item is compared whole, running text line by line.
                line = 0 if edge.source_anchor else edge.position.line
                citing.setdefault((edge.source, edge.source_anchor, line), []).append(edge)
    for (source, anchor, line), edges in sorted(citing.items()):
        known = [
            one for edge in edges for one in by_anchor[edge.target].get(edge.target_anchor, ())
        ]
        record = site.records[source]
        text = _text_of(record, anchor) if anchor else _line(record, line)
        for quantity in find_quantities(text) if known and text else ():
            same = [one for one in known if _is_same(quantity, text, one)]
            if same and not any(agree(quantity, one.quantity) for one in same):
                yield Disagreement(edges[0], quantity, same[0])
    known_of = {
        name: [m for ms in places.values() for m in ms] for name, places in by_anchor.items()
    }
    for place in site.of_kind("place"):
        yield from _of_place(place, known_of)


def _of_place(place: Record, known_of: dict[str, list[Measured]]) -> Iterator[Disagreement]:
    """What a place's header fixes (五定) against all values of the standards that it follows."""
    header = place.header
    if not isinstance(header, PlaceHeader) or header.five_fixed is None:
        return
    known = [one for name in header.standards for one in known_of.get(name.split("#")[0], ())]
    for name, field in type(header.five_fixed).model_fields.items():
        for index, text in enumerate(getattr(header.five_fixed, name)):
            for quantity in find_quantities(text):
                same = [one for one in known if _is_same(quantity, text, one, shared=3)]
                if same and not any(agree(quantity, one.quantity) for one in same):
                    path = ("五定", str(field.alias), index)
                    where = place.places.get(path, place.position)
                    other = same[0]
                    edge = Edge(place.id, "", other.record.id, other.clause.anchor, "五定", where)
                    yield Disagreement(edge, quantity, other)


def _is_same(quantity: Quantity, text: str, other: Measured, shared: int = 1) -> bool:
    """Whether two values measure one thing: by a known name, else by the words before them.

    ``shared`` is how many pairs of characters must agree; without a reference it takes more.
    """
    theirs = other.quantity
    if quantity.dimension != theirs.dimension:
        return False
    if quantity.subject and theirs.subject and (shared == 1 or quantity.subject != theirs.subject):
        return quantity.subject == theirs.subject
    before = _words(text, quantity.start)
    return len(before & _words(other.paragraph.text, theirs.start)) >= shared


def _words(text: str, end: int) -> set[str]:
    """Pairs of characters right before a value."""
    start = max(text.rfind(sign, 0, end) for sign in "，。；\n") + 1
    plain = _NOISE.sub("", text[max(start, end - _CONTEXT) : end])
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _line(record: Record, line: int) -> str:
    """A line of the body; a header's references stand in no text."""
    lines, index = record.body.split("\n"), line - record.body_position.line
    return lines[index] if 0 <= index < len(lines) else ""


def _text_of(record: Record, anchor: str) -> str:
    """What a step, question or item says to be right."""
    for step in record.steps:
        if step.anchor == anchor:
            return "\n".join([step.title, step.options.limit, *_prose(step.content)])
    for question in record.questions:
        if question.anchor == anchor:
            right = [choice.text for choice in question.choices if choice.correct]
            return "\n".join([*right, question.analysis])
    for item in record.items:
        if item.anchor == anchor:
            return f"{item.options.item}\n{item.options.method}"
    return ""


def _prose(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Prose):
            yield block.text
        elif isinstance(block, Container) and block.name != "错误":
            yield block.argument
            yield from _prose(block.children)
        elif isinstance(block, DataFence) and isinstance(block.data, Pictured):
            yield block.data.words
