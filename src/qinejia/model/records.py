"""Records, their parts, and the whole site (记录、条款、站点)."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from qinejia.memory import Watch, digest_of
from qinejia.model.blocks import Block, DataFence, Link
from qinejia.model.containers import QuestionOptions, RubricItem, StepOptions
from qinejia.model.headers.common import Header
from qinejia.model.kinds import Kind
from qinejia.model.media import MediaFile
from qinejia.model.moments import Cue
from qinejia.model.point_map import Hotspot
from qinejia.model.position import Position
from qinejia.model.standard_parts import Paragraph
from qinejia.model.taxonomy import Entry


@dataclass(frozen=True)
class ListItem:
    """A lettered, numbered or dashed item of a clause (列项).

    ``level`` is 1 for ``a)`` and ``——``, 2 for ``1)`` and ``·``; ``marker`` is as written.
    """

    level: int
    marker: str
    lines: tuple[str, ...]
    anchor: str
    position: Position
    text_position: Position


@dataclass(frozen=True)
class Clause:
    """A numbered part of a standard (章、条、附录) or an unnumbered element such as 前言.

    ``number`` is ``5.3.2``, ``A`` or ``A.1``, empty for unnumbered elements; ``level`` counts the
    parts of the number; ``content`` excludes sub-clauses, which follow in the flat sequence.
    ``element`` is the fixed title of the chapter that holds it (前言, 范围, 附录 …), empty in the
    core; ``nature`` of an annex is 规范性 or 资料性; ``paragraphs`` is ``content`` taken apart.
    """

    number: str
    title: str
    level: int
    anchor: str
    content: tuple[Block | ListItem, ...]
    position: Position
    title_position: Position
    element: str = ""
    nature: str = ""
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Step:
    """A step of a picture book (步骤); ``anchor`` is ``step-3``."""

    title: str
    options: StepOptions
    content: tuple[Block, ...]
    anchor: str
    position: Position


@dataclass(frozen=True)
class Choice:
    """An option of a question (选项) with the feedback shown to who chose it.

    ``match`` is the right half of a pair (配对); ``region`` where it lies on the picture (找错), as
    left, top, width and height in percent.
    """

    text: str
    correct: bool
    feedback: str
    match: str = ""
    region: tuple[float, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question (考题); ``stem`` and ``analysis`` are Markdown."""

    stem: str
    options: QuestionOptions
    choices: tuple[Choice, ...]
    blanks: tuple[str, ...]
    analysis: str
    anchor: str
    position: Position
    figure: DataFence | None = None


@dataclass(frozen=True)
class CheckItem:
    """A scored line of a practical checklist (评分项); ``anchor`` is ``item-3``."""

    options: RubricItem
    anchor: str
    position: Position


@dataclass(frozen=True)
class PlacePoint:
    """A point of a place (点位); ``anchor`` is ``point-3``, ``position`` that of its entry."""

    options: Hotspot
    anchor: str
    position: Position


LONG = 800
"""Characters of a handout from which on a course counts as having its text."""


@dataclass(frozen=True)
class Record:
    """One file under a kind's folder (记录).

    ``path`` is relative to ``docs``; ``places`` gives the position of each header value by its
    path, e.g. ``("起草单位", 1)``. ``header_text`` begins at line 2. A record that is not
    ``is_whole`` may hold anchors that a fault hides. One that ``is_long`` has ``LONG``
    characters of text. One that was pickled, or told to ``pack``, unpacks what ``_TEXT`` names when
    somebody asks for it: that is two thirds of a site, and few need it of many records at a time.
    """

    id: str
    kind: Kind
    path: str
    header: Header
    header_text: str
    body: str
    body_position: Position
    position: Position = field(default_factory=lambda: Position(""))
    is_whole: bool = True
    is_long: bool = False
    anchors: Mapping[str, Position] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    blocks: tuple[Block, ...] = field(default_factory=tuple)
    clauses: tuple[Clause, ...] = field(default_factory=tuple)
    steps: tuple[Step, ...] = field(default_factory=tuple)
    questions: tuple[Question, ...] = field(default_factory=tuple)
    items: tuple[CheckItem, ...] = field(default_factory=tuple)
    points: tuple[PlacePoint, ...] = field(default_factory=tuple)
    places: Mapping[tuple[str | int, ...], Position] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.header.title

    @property
    def wording(self) -> tuple[str, str, str]:
        """All that the record was read from."""
        return self.path, self.header_text, self.body

    @cached_property
    def digest(self) -> str:
        """Tells two wordings apart."""
        return digest_of(self.wording)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many parts the text was read into, by name; other pages may show these."""
        return {name: count for name in _PARTS if (count := len(getattr(self, name)))}

    def count(self, name: str) -> int:
        """How many ``clauses``, ``steps``, ``questions``, ``items`` or ``points`` there are."""
        return self.counts.get(name, 0)

    @cached_property
    def outline(self) -> str:
        """A digest of all that other pages can show of it, but for positions."""
        if self.counts:
            return self.digest
        return digest_of(self.path, self.header_text, tuple(self.anchors), self.is_long)

    def pack(self) -> None:
        """Hold the text in a third of the room."""
        known = self.__dict__
        if _PACKED not in known:
            derived = {name: getattr(self, name) for name in ("digest", "counts", "outline")}
            text = {name: known[name] for name in _TEXT}
            known.update({**derived, _PACKED: pickle.dumps(text, protocol=5)})
        self.let_go()

    def let_go(self) -> None:
        """Nobody needs the text for a while; what was not packed stays."""
        known = self.__dict__
        if _PACKED in known:
            for name in _TEXT:
                known.pop(name, None)

    def without_text(self) -> Record:
        """What others can show of a record that has no parts: see ``outline``."""
        derived = {"digest": self.outline, "counts": {}, "outline": self.outline}
        known = {k: v for k, v in self.__dict__.items() if k != _PACKED}
        return _unpack({**known, **derived, **_NO_TEXT})

    def __reduce__(self) -> tuple[object, ...]:
        self.pack()
        return _unpack, (self.__dict__,)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """What is not there yet."""
            known = self.__dict__
            if name not in _TEXT:
                raise AttributeError(name)
            found = pickle.loads(known[_PACKED])
            known.update(found)
            texts.hold(self)
            return found[name]


_PARTS = ("clauses", "steps", "questions", "items", "points")
_TEXT = ("header_text", "body", "blocks", *_PARTS, "places")
_PACKED = "_packed"
_NO_TEXT = {**dict.fromkeys(_TEXT, ()), "header_text": "", "body": "", "places": {}}


class Texts:
    """Records whose text is unpacked (展开的正文): no more than ``most`` at a time.

    Who goes is left to chance: whatever has an order fails whoever goes round and round in it.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: list[Record] = []
        self._dice = Random(0)
        self._lock = Lock()

    def hold(self, record: Record) -> None:
        """Another one was unpacked."""
        with self._lock:
            self._held.append(record)
            while len(self._held) > self.most:
                place = self._dice.randrange(len(self._held) - 1)
                self._held[place].let_go()
                self._held[place] = self._held.pop()


texts = Texts(2_000)
"""As much as 20,000 packed ones, for who asks for the same texts again and again. Who makes one
page after another is faster with few.
"""


def _unpack(known: dict[str, object]) -> Record:
    record = object.__new__(Record)
    record.__dict__.update(known)
    return record


@dataclass(frozen=True)
class Page:
    """An ordinary MkDocs page (普通页面): built and link-checked, no header demanded."""

    path: str
    title: str
    body: str
    body_position: Position
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    anchors: Mapping[str, Position]
    disclosure: str
    position: Position
    header_text: str = ""
    is_whole: bool = True

    @cached_property
    def digest(self) -> str:
        """Tells two wordings apart."""
        return digest_of((self.path, self.header_text, self.body))


@dataclass(frozen=True)
class TaxonomyEntry:
    """An entry of a taxonomy with its place in the file, and those of its values by path."""

    taxonomy: str
    entry: Entry
    position: Position
    places: Mapping[tuple[str | int, ...], Position] = field(default_factory=dict)

    def at(self, key: str) -> Position:
        """Where the value of ``key`` stands."""
        return self.places.get((key,), self.position)


class Edge(NamedTuple):
    """A resolved link from one record to another (关联).

    ``relation`` is the Chinese key of the field, or ``正文`` for a reference in the text.
    Anchors are empty for the whole page.
    """

    source: str
    source_anchor: str
    target: str
    target_anchor: str
    relation: str
    position: Position


@dataclass(frozen=True)
class Site:
    """Everything that was read, resolved and frozen (站点); all sequences are sorted."""

    records: Mapping[str, Record]
    pages: Mapping[str, Page]
    taxonomies: Mapping[str, tuple[TaxonomyEntry, ...]]
    edges: tuple[Edge, ...]
    aliases: Mapping[str, str]
    """Id without its year, or a normalised standard number → id of the record."""
    resources: frozenset[str]
    """Paths below ``docs`` of everything that is not Markdown."""
    media: Mapping[str, MediaFile] = field(default_factory=dict)
    """Locked media by path below ``docs``."""
    captions: Mapping[str, tuple[Cue, ...]] = field(default_factory=dict)
    """Captions by path below ``docs``."""
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    """What a reviewer would sign today, by id; only of records that carry signatures."""
    needs_approval: bool = False
    """Whether only what passed the review chain may be built (审核: 必需)."""
    watch: Watch = field(default_factory=Watch, compare=False, repr=False)
    """Notes who looks up what; each table that is made of the site's edges goes through it."""

    def of_kind(self, name: str) -> tuple[Record, ...]:
        """All records of one kind, in order of id."""
        self.records.values()  # asked even when the answer is known: see Watch
        return tuple(self._by_kind.get(name, ()))

    @cached_property
    def by_path(self) -> Mapping[str, str]:
        """Id of the record at a path below ``docs``."""
        found = {record.path: record.id for record in self.records.values()}
        return self.watch.table("paths", found)

    @cached_property
    def files(self) -> Mapping[str, str]:
        """``resources`` as a table."""
        return self.watch.table("files", dict.fromkeys(self.resources, ""))

    @cached_property
    def incoming(self) -> Mapping[str, list[Edge]]:
        """Edges by the record they point to, but for those within a record."""
        found: dict[str, list[Edge]] = {}
        for edge in self.edges:
            if edge.source != edge.target:
                found.setdefault(edge.target, []).append(edge)
        return found

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.records.values():
            found.setdefault(record.kind.name, []).append(record)
        return found

    def find(self, identifier: str) -> Record | None:
        """The record named by an id or an alias, compared without case."""
        key = identifier.lower()
        return self.records.get(self.aliases.get(key, key))
