"""What can be found (检索条目): pages, and below them clauses, steps, questions, sections.

A kind registers the entries of its records in one function; a kind without one is found by its
headings and text. Nothing here tells the answer to a question.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from qinejia.links import Resolver, Target
from qinejia.links.addresses import Addresses, describe
from qinejia.markup.inline import Inline, plain_words, replace_inline
from qinejia.memory import Memory
from qinejia.model.blocks import Block, CodeFence, Container, DataFence, Heading, Prose
from qinejia.model.figure import Pictured
from qinejia.model.headers.learning import SessionHeader, VideoHeader
from qinejia.model.headers.practice import LecturerHeader, PlaceHeader, TermHeader
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.moments import Cue, moment_anchor, moment_of
from qinejia.model.records import Record, Site
from qinejia.model.standard_number import classify
from qinejia.search.folding import fold
from qinejia.search.scripts import dump

_CODE = re.compile(r"`+")
_MARKS = re.compile(r"\*{1,3}|(?<![A-Za-z0-9])_{1,3}|_{1,3}(?![A-Za-z0-9])|~~|^\s{0,3}>\s?", re.M)
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?", re.M)
_RULE = re.compile(r"^[\s|:+-]*$", re.M)
_ATTRIBUTES = re.compile(r"\{[:#.][^{}\n]*\}|\{(?:要求|指示|推荐|允许|陈述)\}")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_OWN_ENTRIES = ("步骤", "考题")
"""Blocks that are entries themselves."""


class Entry(NamedTuple):
    """A place that a hit opens (检索条目).

    ``anchor`` is its id in the page (empty for the page's top) or a second of a video as ``t=35``;
    ``heading`` and ``body`` are plain text, ``body`` with one paragraph a line.
    """

    anchor: str
    heading: str
    body: str


@dataclass(frozen=True)
class Document:
    """A page as the search knows it (检索文档): ``facets`` are filter name → values, ``lines`` all
    headings and all bodies, folded, a line each, ``packed`` the entries as the index has them.
    """

    url: str
    title: str
    kind: str
    number: str
    aliases: tuple[str, ...]
    facets: dict[str, tuple[str, ...]]
    lines: tuple[str, str]
    packed: str

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(Entry(*entry) for entry in json.loads(self.packed))


def pack(entries: Iterable[Entry]) -> tuple[tuple[str, str], str]:
    """The last two values of a document that has ``entries``."""
    entries = tuple(entries)
    headings = [line for entry in entries for line in entry.heading.split("\n")]
    bodies = [line for entry in entries for line in entry.body.split("\n")]
    return ("\n".join(map(fold, headings)), "\n".join(map(fold, bodies))), dump(entries)


Maker = Callable[[Record, "Words"], Iterable[Entry]]
_MAKERS: dict[str, Maker] = {}


def register(kind: str) -> Callable[[Maker], Maker]:
    """Register the function that makes the entries of a kind of records."""

    def remember(maker: Maker) -> Maker:
        _MAKERS[kind] = maker
        return maker

    return remember


class Words:
    """Plain text of Markdown and blocks, with the names of what references point to."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._resolver = Resolver(site)

    def of(self, text: str) -> str:
        """Markdown as it reads: no marks, no addresses; table cells apart."""
        if "<!--" in text:
            text = _COMMENT.sub("", text)
        if "[" in text or "<" in text:
            text = replace_inline(plain_words(text, self._name), _without_tags)
        if "|" in text:
            text = _RULE.sub("", text).replace("|", "\n")
        text = _MARKS.sub("", _CODE.sub("", _ATTRIBUTES.sub("", text)))
        return _ESCAPE.sub(r"\1", _BULLET.sub("", text)).strip()

    def _name(self, target: str) -> str:
        identifier, _, anchor = target.partition("#")
        number = classify(identifier)
        record = self._site.find(number.identifier if number else identifier.strip())
        # What this edition withholds has no name, not even its id.
        return describe(record, anchor) if record else ""

    def captions(self, record: Record, name: str) -> tuple[Cue, ...]:
        """What is said in a video, by the caption file that its record names."""
        found = self._resolver.link(record.path, name) if name else None
        return self._site.captions.get(found.path, ()) if isinstance(found, Target) else ()

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        """The text of blocks, one paragraph each; figures by title and description."""
        for block in blocks:
            if isinstance(block, Prose):
                yield self.of(block.text)
            elif isinstance(block, CodeFence):
                yield "\n".join(block.lines[1:-1])
            elif isinstance(block, Container) and block.name not in _OWN_ENTRIES:
                yield self.of(block.argument)
                yield from self.blocks(block.children)
            elif isinstance(block, DataFence) and isinstance(block.data, Pictured):
                yield block.data.words


def _without_tags(inline: Inline) -> str | None:
    """A picture as its description, a tag as nothing."""
    if inline.kind == "image":
        return "" if inline.text == "type:video" else inline.text
    return "" if inline.kind in ("tag", "definition") else None


def documents(site: Site, addresses: Addresses, memory: Memory | None = None) -> Iterator[Document]:
    """Every page of an edition with its entries, records first, in the order of their paths."""
    words, memory = Words(site), memory or Memory()
    for record in sorted(site.records.values(), key=lambda record: record.path):
        make = partial(_of_record, site, record.id, addresses, words)
        yield memory.recall("found record", (record.id, addresses.directories), make, site.watch)
    for path in sorted(site.pages):
        make = partial(_of_page, site, path, addresses, words)
        yield memory.recall("found page", (path, addresses.directories), make, site.watch)


def _of_record(site: Site, identifier: str, addresses: Addresses, words: Words) -> Document:
    record = site.records[identifier]
    header = record.header
    number = ""
    aliases: list[str] = []
    facets: dict[str, tuple[str, ...]] = {"类型": (record.kind.label,)}
    if isinstance(header, StandardHeader):
        found = classify(header.number)
        number = found.display if found else header.number
        facets["状态"] = (header.status,)
        if found and found.year:
            facets["年份"] = (found.year,)
    elif isinstance(header, TermHeader):
        aliases += [header.english, *header.synonyms]
    elif isinstance(header, LecturerHeader):
        aliases += [header.name] if header.consent else []
    elif isinstance(header, SessionHeader):
        facets["年份"] = (str(header.starts.year),)
    for name, key in (("主题", "themes"), ("层级", "layers"), ("岗位", "roles")):
        values = getattr(header, key, ())
        if values:
            facets[name] = tuple(values)
    top = Entry("", "", header.summary)
    maker = _MAKERS.get(record.kind.name, _sections_of_record)
    return Document(
        addresses.of_record(record),
        record.title,
        record.kind.label,
        number,
        tuple(dict.fromkeys(alias for alias in aliases if alias)),
        facets,
        *pack((top, *maker(record, words))),
    )


def _of_page(site: Site, path: str, addresses: Addresses, words: Words) -> Document:
    page = site.pages[path]
    facets: dict[str, tuple[str, ...]] = {"类型": ("页面",)}
    made = pack(_sections(page.blocks, words))
    return Document(addresses.of_path(page.path), page.title, "页面", "", (), facets, *made)


def _sections_of_record(record: Record, words: Words) -> Iterator[Entry]:
    return _sections(record.blocks, words)


def _sections(blocks: Iterable[Block], words: Words) -> Iterator[Entry]:
    """One entry for each heading, with the text up to the next."""
    anchor, heading = "", ""
    part: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            yield from _section(anchor, heading, part, words)
            anchor, heading, part = block.anchor, words.of(block.text), []
        else:
            part.append(block)
    yield from _section(anchor, heading, part, words)


def _section(anchor: str, heading: str, part: list[Block], words: Words) -> Iterator[Entry]:
    body = "\n".join(text for text in words.blocks(part) if text)
    if heading or body:
        yield Entry(anchor, heading, body)


@register("standard")
def _clauses(record: Record, words: Words) -> Iterator[Entry]:
    for clause in record.clauses:
        heading = f"{clause.number} {words.of(clause.title)}".strip()
        if clause.element == "附录" and clause.level == 1:
            heading = f"附录 {heading}"
        yield Entry(clause.anchor, heading, "\n".join(words.of(p.text) for p in clause.paragraphs))
    if not record.clauses:
        yield from _sections(record.blocks, words)


@register("manual")
def _steps(record: Record, words: Words) -> Iterator[Entry]:
    yield from _sections(record.blocks, words)
    for number, step in enumerate(record.steps, 1):
        options = step.options
        about = [options.limit, "、".join(options.tools), options.risk]
        body = [line for line in about if line]
        body += words.blocks(step.content)
        yield Entry(step.anchor, f"第 {number} 步 {words.of(step.title)}", "\n".join(body))


@register("questions")
def _questions(record: Record, words: Words) -> Iterator[Entry]:
    """The stem and nothing else: options and feedback would tell the key."""
    yield from _sections(record.blocks, words)
    for question in record.questions:
        yield Entry(question.anchor, "", words.of(question.stem))


@register("checklist")
def _items(record: Record, words: Words) -> Iterator[Entry]:
    yield from _sections(record.blocks, words)
    for item in record.items:
        body = "\n".join(part for part in (item.options.item, item.options.method) if part)
        yield Entry(item.anchor, "", body)


@register("place")
def _place(record: Record, words: Words) -> Iterator[Entry]:
    header = record.header
    assert isinstance(header, PlaceHeader)
    if header.five_fixed:
        names = type(header.five_fixed).model_fields
        fixed = [text for name in names for text in getattr(header.five_fixed, name)]
        yield Entry("qj-five", "五定", "\n".join(fixed))
    if header.items:
        lines = [
            "，".join(filter(None, (i.name, i.quantity, i.spec, i.point))) for i in header.items
        ]
        yield Entry("qj-items", "物品清单", "\n".join(lines))
    for point in record.points:
        body = "\n".join(filter(None, (words.of(point.options.text), *point.options.items)))
        yield Entry(point.anchor, f"点位：{point.options.name}", body)
    yield from _sections(record.blocks, words)


@register("term")
def _term(record: Record, words: Words) -> Iterator[Entry]:
    header = record.header
    assert isinstance(header, TermHeader)
    yield Entry("", "", header.definition)
    yield from _sections(record.blocks, words)


@register("video")
def _chapters(record: Record, words: Words) -> Iterator[Entry]:
    header = record.header
    assert isinstance(header, VideoHeader)
    chapters = {chapter.anchor: f"{chapter.at} {chapter.title}" for chapter in header.chapters}
    for cue in words.captions(record, header.captions):
        anchor = moment_anchor(cue.start)
        heading = chapters.pop(anchor, moment_of(cue.start))
        yield Entry(anchor, heading, " ".join(cue.text.split()))
    for anchor, heading in chapters.items():
        yield Entry(anchor, heading, "")
    yield from _sections(record.blocks, words)
