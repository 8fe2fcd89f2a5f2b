"""Reads the blocks of a body (正文读入): options, figures, steps, questions, anchors, links."""

from __future__ import annotations

import dataclasses
from typing import Any

from qinejia.diagnostics import Diagnostic
from qinejia.markup import RawOptions, read_blocks
from qinejia.model.blocks import Block, Container, DataFence, Heading, Link, Prose
from qinejia.model.containers import CONTAINERS, DATA_FENCES, Rubric, StepOptions
from qinejia.model.kinds import KIND_BY_NAME, Kind
from qinejia.model.point_map import PointMap
from qinejia.model.position import Position
from qinejia.model.records import CheckItem, Clause, ListItem, PlacePoint, Question, Step
from qinejia.schema.linking import field_links, prose_links
from qinejia.schema.questions import read_question
from qinejia.schema.standards import read_clauses
from qinejia.source import Document, Places
from qinejia.source.validation import read_model

_ONLY_IN = {
    "步骤": "manual",
    "考题": "questions",
    "评分表": "checklist",
    "点位图": "place",
    "问卷": "session",
}
_STRUCTURE = ("QJ120", "QJ121", "QJ122", "QJ123", "QJ124", "QJ106", "QJ107", "QJ108")
"""Faults that may hide a clause, step or question from the reader."""


class BodyReader:
    """Reads one body and collects everything in it, and its faults, on the way."""

    def __init__(self, document: Document, kind: Kind | None) -> None:
        self.kind = kind
        self.diagnostics: list[Diagnostic] = []
        self.links: list[Link] = []
        self.anchors: dict[str, Position] = {}
        self.steps: list[Step] = []
        self.questions: list[Question] = []
        self.items: list[CheckItem] = []
        self.points: list[PlacePoint] = []
        self.clauses: tuple[Clause, ...] = ()
        self._hides_question = False
        self._counts = {"step": 0, "item": 0, "fig": 0, "point": 0}
        raw, faults = read_blocks(document.body.split("\n"), document.body_position)
        self.diagnostics += faults
        if kind is not None and kind.name == "standard":
            raw, drafts, ambiguous = read_clauses(raw)
            self.diagnostics += ambiguous
            self.clauses = tuple(self._clause(draft) for draft in drafts)
        self.blocks = self._blocks(raw, "")

    @property
    def is_whole(self) -> bool:
        """Whether no fault can have hidden an anchor."""
        return not (self._hides_question or any(d.code in _STRUCTURE for d in self.diagnostics))

    def add_anchor(self, anchor: str, position: Position) -> None:
        """Remember an anchor; a second one of the same name is a fault."""
        first = self.anchors.setdefault(anchor, position)
        if first is not position:
            message = f"“{anchor}”与第 {first.line} 行重复"
            self.diagnostics.append(Diagnostic("QJ131", position, message))

    def _number(self, prefix: str) -> str:
        """The next numbered anchor, counted even where the block is faulty."""
        self._counts[prefix] += 1
        return f"{prefix}-{self._counts[prefix]}"

    def _clause(self, draft: Clause) -> Clause:
        self.add_anchor(draft.anchor, draft.position)
        content: list[Block | ListItem] = []
        for part in draft.content:
            if isinstance(part, ListItem):
                self.add_anchor(part.anchor, part.position)
                self._prose(Prose(part.lines, part.text_position), part.anchor)
                content.append(part)
            else:
                content.append(self._block(part, draft.anchor))
        for paragraph in draft.paragraphs:
            if paragraph.label:  # a figure drawn right here may have taken the name
                prefix = {"表题": "tab", "图题": "fig", "公式": "eq"}[paragraph.role]
                self.anchors.setdefault(f"{prefix}-{paragraph.label}", paragraph.prose.position)
        if draft.title:
            self._prose(Prose((draft.title,), draft.title_position), draft.anchor)
        if all(new is old for new, old in zip(content, draft.content, strict=True)):
            return draft
        return dataclasses.replace(draft, content=tuple(content))

    def _blocks(self, raw: tuple[Block, ...], anchor: str) -> tuple[Block, ...]:
        return tuple(self._block(block, anchor) for block in raw)

    def _block(self, block: Block, anchor: str) -> Block:
        if isinstance(block, Prose):
            self._prose(block, anchor)
        elif isinstance(block, Heading):
            self.add_anchor(block.anchor, block.position)
            self._prose(Prose((block.text,), block.text_position), anchor)
        elif isinstance(block, Container):
            return self._container(block, anchor)
        elif isinstance(block, DataFence):
            return self._fence(block, anchor)
        return block

    def _prose(self, prose: Prose, anchor: str) -> None:
        links, faults = prose_links(prose, anchor)
        self.links += links
        self.diagnostics += faults

    def _check_place(self, name: str, position: Position) -> None:
        only = _ONLY_IN.get(name)
        if only and (self.kind is None or self.kind.name != only):
            message = f"“{name}”只能用在{KIND_BY_NAME[only].label}页面"
            self.diagnostics.append(Diagnostic("QJ124", position, message))

    def _container(self, block: Container, anchor: str) -> Container:
        self._check_place(block.name, block.position)
        options, places = self._options(block)
        if block.name == "步骤":
            anchor = self._number("step")
            self.add_anchor(anchor, block.position)
        elif block.name == "考题" and options is not None:
            anchor = options.identifier
            self.add_anchor(anchor, block.position)
        elif block.name == "考题":
            self._hides_question = True
        if options is not None:
            self.links += field_links(options, places, block.options.position, anchor)
        if block.argument:
            self._prose(Prose((block.argument,), block.argument_position), anchor)
        children = self._blocks(block.children, anchor)
        done = dataclasses.replace(block, options=options, anchor=anchor, children=children)
        if block.name == "步骤":
            step = options or StepOptions.model_validate({})
            self.steps.append(Step(block.argument, step, children, anchor, block.position))
        elif block.name == "考题" and options is not None:
            question, faults = read_question(done)
            self.questions.append(question)
            self.diagnostics += faults
        return done

    def _options(self, block: Container) -> tuple[Any, Places]:
        """The options of a block; ``None`` when they are faulty or were reported already."""
        raw: RawOptions = block.options
        if raw.faulty:
            return None, Places()
        options, places, faults = read_model(
            CONTAINERS[block.name],
            raw.text,
            raw.position,
            block.position,
            f"块“{block.name}”的选项",
            "QJ123",
        )
        self.diagnostics += faults
        return options, places

    def _fence(self, block: DataFence, anchor: str) -> DataFence:
        self._check_place(block.name, block.position)
        raw: RawOptions = block.data
        data, places, faults = read_model(
            DATA_FENCES[block.name], raw.text, raw.position, block.position, block.name, "QJ123"
        )
        self.diagnostics += faults
        if isinstance(data, Rubric):
            for number, item in enumerate(data.root):
                where = places.of_value((number,), block.position)
                item_anchor = self._number("item")
                self.items.append(CheckItem(item, item_anchor, where))
                self.add_anchor(item_anchor, where)
                self.links += field_links(item, places, where, item_anchor, (number,))
            return dataclasses.replace(block, data=data)
        if block.name == "评分表":
            return dataclasses.replace(block, data=None)
        if block.name == "问卷":
            return dataclasses.replace(block, data=data)
        figure = self._number("fig")
        self.add_anchor(figure, block.position)
        if isinstance(data, PointMap):
            self._points(data, places, block.position, figure)
        return dataclasses.replace(block, data=data, anchor=figure)

    def _points(self, data: PointMap, places: Places, position: Position, figure: str) -> None:
        """Each point is a place on the page of its own; the rest of the map belongs to the map."""
        rest = data.model_copy(update={"points": ()})
        self.links += field_links(rest, places, position, figure)
        for number, point in enumerate(data.points):
            path = ("热点", number)
            where = places.of_value(path, position)
            anchor = self._number("point")
            self.points.append(PlacePoint(point, anchor, where))
            self.add_anchor(anchor, where)
            self.links += field_links(point, places, where, anchor, path)
            if point.text:
                at = places.of_value((*path, "说明"), where)
                self._prose(Prose((point.text,), at), anchor)
