"""Document in, record or page out (读入记录): the schema's one entrance."""

from __future__ import annotations

import dataclasses
import fnmatch
from dataclasses import dataclass
from typing import Any

from qinejia.diagnostics import Diagnostic
from qinejia.markup import RawOptions, read_blocks
from qinejia.model.blocks import Block, Container, DataFence, Heading, Link, Prose
from qinejia.model.containers import CONTAINERS, DATA_FENCES, Rubric, StepOptions
from qinejia.model.kinds import KIND_BY_FOLDER, Kind
from qinejia.model.position import Position
from qinejia.model.records import (
    CheckItem,
    Clause,
    ListItem,
    Page,
    Question,
    Record,
    Step,
    TaxonomyEntry,
)
from qinejia.model.taxonomy import TAXONOMIES, Entry
from qinejia.schema.linking import field_links, prose_links
from qinejia.schema.page_anchors import page_anchors
from qinejia.schema.questions import read_question
from qinejia.schema.standards import read_clauses
from qinejia.schema.validation import validate
from qinejia.settings import Settings
from qinejia.source import Document, Places, read_yaml

_PLAIN_NAMES = ("index.md", "README.md", "index.markdown")
_ONLY_IN = {"步骤": "manual", "考题": "questions", "评分表": "checklist"}


@dataclass(frozen=True)
class Content:
    """Everything that could be read (读入结果); ``faulty`` are paths of records that could not."""

    records: tuple[Record, ...]
    pages: tuple[Page, ...]
    taxonomies: tuple[TaxonomyEntry, ...]
    faulty: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_content(
    documents: tuple[Document, ...], taxonomies: tuple[Document, ...], settings: Settings
) -> Content:
    """Read all documents; a document with faults yields no record but all of its faults."""
    records: list[Record] = []
    pages: list[Page] = []
    faulty: list[str] = []
    diagnostics: list[Diagnostic] = []
    for document in documents:
        kind = _kind_of(document, settings)
        reader = _DocumentReader(document, kind)
        result = reader.read_record(kind) if kind else reader.read_page()
        if isinstance(result, Record):
            records.append(result)
        elif result is not None:
            pages.append(result)
        else:
            faulty.append(document.path)
        diagnostics += reader.diagnostics
    entries: list[TaxonomyEntry] = []
    for document in taxonomies:
        found, faults = _read_taxonomy(document)
        entries += found
        diagnostics += faults
    return Content(tuple(records), tuple(pages), tuple(entries), tuple(faulty), tuple(diagnostics))


def _kind_of(document: Document, settings: Settings) -> Kind | None:
    """The kind that the folder gives, or ``None`` for an ordinary page."""
    folder, _, name = document.path.rpartition("/")
    if name in _PLAIN_NAMES:
        return None
    if any(fnmatch.fnmatch(document.path, p) for p in settings.options.plain_pages):
        return None
    if document.header and "类型: 页面" in document.header.split("\n"):
        return None
    while folder:
        if folder in KIND_BY_FOLDER:
            return KIND_BY_FOLDER[folder]
        folder = folder.rpartition("/")[0]
    return None


class _DocumentReader:
    """Reads one document; collects its links, anchors and faults on the way."""

    def __init__(self, document: Document, kind: Kind | None) -> None:
        self.document = document
        self.kind = kind
        self.diagnostics: list[Diagnostic] = []
        self.links: list[Link] = []
        self.anchors: dict[str, Position] = {}
        self.steps: list[Step] = []
        self.questions: list[Question] = []
        self.items: list[CheckItem] = []
        self.figures = 0

    def read_page(self) -> Page:
        """An ordinary page: only its blocks, links and disclosure interest us."""
        document = self.document
        disclosure, title = "内网", ""
        if document.header is not None:
            result = read_yaml(document.header, Position(document.origin.path, 2))
            self.diagnostics += result.diagnostics
            if isinstance(result.value, dict):
                disclosure = str(result.value.get("公开属性") or "内网")
                title = str(result.value.get("标题") or result.value.get("title") or "")
        lines = document.body.split("\n")
        raw, faults = read_blocks(lines, document.body_position)
        self.diagnostics += faults
        blocks = self._blocks(raw, "")
        title = title or next((b.text for b in blocks if isinstance(b, Heading)), "")
        anchors = {**page_anchors(document.body, document.body_position), **self.anchors}
        return Page(
            document.path,
            title or document.path.rpartition("/")[2].rsplit(".", 1)[0],
            document.body,
            document.body_position,
            blocks,
            tuple(self.links),
            anchors,
            disclosure,
            document.origin,
        )

    def read_record(self, kind: Kind) -> Record | None:
        """A record, or ``None`` when its header cannot be used."""
        document = self.document
        origin = document.origin
        if document.header is None:
            if document.body.strip():
                self.diagnostics.append(Diagnostic("QJ105", origin, "没有页头"))
            elif document.body_line:
                self.diagnostics.append(Diagnostic("QJ101", origin, "文件是空的"))
            return None
        result = read_yaml(document.header, Position(origin.path, 2))
        self.diagnostics += result.diagnostics
        header = None
        if result.value is not None and not isinstance(result.value, dict):
            self.diagnostics.append(
                Diagnostic("QJ106", Position(origin.path, 2), "页头应写成“键: 值”")
            )
        elif not _has_syntax_fault(result.diagnostics):
            header, faults = validate(kind.header, result.value or {}, result.places, origin)
            self.diagnostics += faults
        if header is not None:
            self.links += field_links(header, result.places, origin)
        raw, faults = read_blocks(document.body.split("\n"), document.body_position)
        self.diagnostics += faults
        blocks, clauses = self._body(raw, kind)
        if header is None:
            return None
        return Record(
            id=document.path.rpartition("/")[2].rsplit(".", 1)[0].lower(),
            kind=kind,
            path=document.path,
            header=header,
            body=document.body,
            body_position=document.body_position,
            blocks=blocks,
            clauses=clauses,
            steps=tuple(self.steps),
            questions=tuple(self.questions),
            items=tuple(self.items),
            links=tuple(self.links),
            anchors=self.anchors,
            places={
                str(path[0]): result.places.at(*mark)
                for path, mark in result.places.values.items()
                if len(path) == 1
            },
            position=origin,
        )

    def _body(
        self, raw: tuple[Block, ...], kind: Kind
    ) -> tuple[tuple[Block, ...], tuple[Clause, ...]]:
        if kind.name != "standard":
            return self._blocks(raw, ""), ()
        preamble, drafts = read_clauses(raw)
        clauses = []
        for draft in drafts:
            self._anchor(draft.anchor, draft.position)
            content: list[Block | ListItem] = []
            for part in draft.content:
                if isinstance(part, ListItem):
                    self._anchor(part.anchor, part.position)
                    self._prose(Prose(part.lines, part.position), part.anchor)
                    content.append(part)
                else:
                    content += self._blocks((part,), draft.anchor)
            clauses.append(dataclasses.replace(draft, content=tuple(content)))
            if draft.title:
                self._prose(Prose((draft.title,), draft.position), draft.anchor)
        return self._blocks(preamble, ""), tuple(clauses)

    def _anchor(self, anchor: str, position: Position) -> None:
        if not anchor:
            return
        if anchor in self.anchors:
            first = self.anchors[anchor].line
            self.diagnostics.append(Diagnostic("QJ131", position, f"“{anchor}”与第 {first} 行重复"))
        else:
            self.anchors[anchor] = position

    def _blocks(self, raw: tuple[Block, ...], anchor: str) -> tuple[Block, ...]:
        return tuple(self._block(block, anchor) for block in raw)

    def _block(self, block: Block, anchor: str) -> Block:
        if isinstance(block, Prose):
            self._prose(block, anchor)
        elif isinstance(block, Heading):
            self._anchor(block.anchor, block.position)
            self._prose(Prose((block.text,), block.position), anchor)
        elif isinstance(block, Container):
            return self._container(block, anchor)
        elif isinstance(block, DataFence):
            return self._fence(block, anchor)
        return block

    def _prose(self, prose: Prose, anchor: str) -> None:
        links, faults = prose_links(prose, anchor)
        self.links += links
        self.diagnostics += faults

    def _misplaced(self, name: str, position: Position) -> None:
        only = _ONLY_IN.get(name)
        if only and (self.kind is None or self.kind.name != only):
            folder = next(k for k in KIND_BY_FOLDER.values() if k.name == only)
            self.diagnostics.append(
                Diagnostic("QJ124", position, f"“{name}”只能用在{folder.label}页面")
            )

    def _container(self, block: Container, anchor: str) -> Container:
        self._misplaced(block.name, block.position)
        raw: RawOptions = block.options
        options, places = self._options(raw, CONTAINERS[block.name], block)
        if block.name == "步骤":
            anchor = f"step-{len(self.steps) + 1}"
        elif block.name == "考题" and options is not None:
            anchor = options.identifier
        if block.name in ("步骤", "考题"):
            self._anchor(anchor, block.position)
        if options is not None:
            self.links += field_links(options, places, raw.position, anchor)
            picture = getattr(options, "picture", "")
            if picture:
                where = places.of_value(("图",), raw.position)
                self.links.append(Link("image", picture, options.alternative, where, "图", anchor))
        if block.argument:
            self._prose(Prose((block.argument,), block.position), anchor)
        done = dataclasses.replace(
            block, options=options, anchor=anchor, children=self._blocks(block.children, anchor)
        )
        if options is not None and block.name == "步骤":
            assert isinstance(options, StepOptions)
            self.steps.append(Step(block.argument, options, done.children, anchor, block.position))
        elif options is not None and block.name == "考题":
            question, faults = read_question(done)
            self.questions.append(question)
            self.diagnostics += faults
        return done

    def _options(self, raw: RawOptions, model: type[Any], block: Container) -> tuple[Any, Places]:
        result = read_yaml(raw.text, raw.position)
        self.diagnostics += result.diagnostics
        if _has_syntax_fault(result.diagnostics):
            return None, result.places
        if result.value is not None and not isinstance(result.value, dict):
            self.diagnostics.append(
                Diagnostic("QJ123", raw.position, f"块“{block.name}”的选项应写成“键: 值”")
            )
            return None, result.places
        options, faults = validate(
            model, result.value or {}, result.places, block.position, "QJ123"
        )
        self.diagnostics += faults
        return options, result.places

    def _fence(self, block: DataFence, anchor: str) -> DataFence:
        self._misplaced(block.name, block.position)
        raw: RawOptions = block.data
        result = read_yaml(raw.text, raw.position)
        self.diagnostics += result.diagnostics
        if _has_syntax_fault(result.diagnostics):
            return dataclasses.replace(block, data=None)
        model = DATA_FENCES[block.name]
        data, faults = validate(model, result.value, result.places, block.position, "QJ123")
        self.diagnostics += faults
        if isinstance(data, Rubric):
            for item in data.root:
                number = len(self.items)
                where = result.places.of_value((number,), block.position)
                item_anchor = f"item-{number + 1}"
                self.items.append(CheckItem(item, item_anchor, where))
                self._anchor(item_anchor, where)
                self.links += field_links(item, result.places, where, item_anchor, (number,))
            return dataclasses.replace(block, data=data)
        self.figures += 1
        figure_anchor = f"fig-{self.figures}"
        self._anchor(figure_anchor, block.position)
        return dataclasses.replace(block, data=data, anchor=figure_anchor)


def _has_syntax_fault(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Whether checking the values would only invent faults that follow from a fault of syntax."""
    return any(d.code not in ("QJ109", "QJ110") for d in diagnostics)


def _read_taxonomy(document: Document) -> tuple[list[TaxonomyEntry], list[Diagnostic]]:
    name = document.path.rpartition("/")[2].rpartition(".")[0]
    if name not in TAXONOMIES:
        known = "、".join(f"{key}.yml（{label}）" for key, label in TAXONOMIES.items())
        return [], [
            Diagnostic("QJ112", document.origin, f"不认识的分类表“{name}”", f"可用的有：{known}")
        ]
    result = read_yaml(document.body, document.origin)
    diagnostics = list(result.diagnostics)
    entries: list[TaxonomyEntry] = []
    if diagnostics or result.value is None:
        return entries, diagnostics
    values = result.value if isinstance(result.value, list) else [result.value]
    for index, value in enumerate(values):
        where = result.places.of_value((index,), document.origin)
        entry, faults = validate(Entry, value, result.places.below((index,)), where)
        diagnostics += faults
        if entry is not None:
            entries.append(TaxonomyEntry(name, entry, where))
    return entries, diagnostics
