"""Document in, record or page out (读入记录): the schema's one entrance."""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass
from functools import partial

from qinejia.diagnostics import Diagnostic
from qinejia.memory import Memory
from qinejia.model.blocks import Heading
from qinejia.model.fields import Part, key
from qinejia.model.headers.common import Disclosure
from qinejia.model.headers.learning import VideoHeader
from qinejia.model.kinds import KIND_BY_FOLDER, Kind
from qinejia.model.position import Position
from qinejia.model.records import LONG, Page, Record, TaxonomyEntry
from qinejia.schema.body import BodyReader
from qinejia.schema.linking import field_links
from qinejia.schema.page_anchors import page_anchors
from qinejia.schema.taxonomies import read_taxonomy, taxonomy_of
from qinejia.settings import Settings
from qinejia.source import Document, Tree, read_yaml
from qinejia.source.documents import is_taxonomy_path
from qinejia.source.validation import read_model, validate

_KEY = re.compile(r"---\s*\n[^\s:：#]{1,12}[:：]")  # a header, not a rule across the page
_PLAIN_NAMES = ("index.md", "README.md", "index.markdown")


class _Disclosed(Part):
    """What we read of an ordinary page's header."""

    disclosure: Disclosure = key("公开属性", "不写即为“内网”", "内网")


@dataclass(frozen=True)
class Content:
    """Everything that could be read (读入结果).

    ``faulty`` are paths of files that could not; ``faulty_taxonomies`` names of taxonomies that
    could not, or only in part.
    """

    records: tuple[Record, ...]
    pages: tuple[Page, ...]
    taxonomies: tuple[TaxonomyEntry, ...]
    faulty: tuple[str, ...]
    faulty_taxonomies: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def read_content(tree: Tree, settings: Settings, memory: Memory) -> Content:
    """Read all documents; a document with faults yields no record but all of its faults.

    What a document became is remembered under its whole text.
    """
    records: list[Record] = []
    pages: list[Page] = []
    faulty = list(tree.unreadable)
    diagnostics: list[Diagnostic] = []
    kinds = [(document, kind_of(document, settings)) for document in tree.documents]
    for document in (document for document, kind in kinds if kind is None):
        page, faults = memory.recall("page", document.digest, partial(_read_page, document))
        pages.append(page)
        diagnostics += faults
    jobs = [(document, kind) for document, kind in kinds if kind is not None]
    keyed = ((f"{kind.name} {document.digest}", (document, kind)) for document, kind in jobs)
    results = memory.recall_all("record", keyed, _read_packed)
    for (document, _), (record, faults) in zip(jobs, results, strict=True):
        if record is not None:
            records.append(record)
        else:
            faulty.append(document.path)
        diagnostics += faults
    entries: list[TaxonomyEntry] = []
    faulty_taxonomies = {taxonomy_of(path) for path in faulty if is_taxonomy_path(path)}
    for document in tree.taxonomies:
        found, faults = read_taxonomy(document)
        entries += found
        diagnostics += faults
        if faults:
            faulty_taxonomies.add(taxonomy_of(document.path))
    return Content(
        tuple(records),
        tuple(pages),
        tuple(entries),
        tuple(faulty),
        frozenset(faulty_taxonomies),
        tuple(diagnostics),
    )


def kind_of(document: Document, settings: Settings) -> Kind | None:
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


def _read_page(document: Document) -> tuple[Page, list[Diagnostic]]:
    """An ordinary page: only its blocks, links and disclosure interest us."""
    disclosure, title = "内网", ""
    diagnostics: list[Diagnostic] = []
    if document.header is not None:
        result = read_yaml(document.header, Position(document.origin.path, 2))
        # What ``draft: no`` means is the business of the software that the key belongs to.
        diagnostics += [d for d in result.diagnostics if d.code != "QJ110"]
        if isinstance(result.value, dict):
            title = str(result.value.get("标题") or result.value.get("title") or "")
            found, faults = validate(
                _Disclosed,
                {"公开属性": result.value.get("公开属性") or "内网"},
                result.places,
                document.origin,
            )
            diagnostics += faults
            disclosure = found.disclosure if found else disclosure
    lost_header = document.unended and _KEY.match(document.body) is not None
    if lost_header:
        diagnostics.append(Diagnostic("QJ105", document.origin, "页头没有结束的 --- 行"))
    body = BodyReader(document, None)
    diagnostics += body.diagnostics
    title = title or next((b.text for b in body.blocks if isinstance(b, Heading)), "")
    page = Page(
        path=document.path,
        title=title or identifier_of(document.path),
        body=document.body,
        body_position=document.body_position,
        blocks=body.blocks,
        links=tuple(body.links),
        anchors={**page_anchors(document.body, document.body_position), **body.anchors},
        disclosure=disclosure,
        position=document.origin,
        header_text=document.header or "",
        is_whole=body.is_whole and not lost_header,
    )
    return page, diagnostics


def _read_packed(job: tuple[Document, Kind]) -> tuple[Record | None, list[Diagnostic]]:
    record, diagnostics = _read_record(*job)
    if record is not None:
        record.pack()
    return record, diagnostics


def _read_record(document: Document, kind: Kind) -> tuple[Record | None, list[Diagnostic]]:
    """A record, or nothing when its header cannot be used."""
    origin = document.origin
    if document.header is None:
        if document.unended:
            return None, [Diagnostic("QJ105", origin, "页头没有结束的 --- 行")]
        if document.body.strip():
            return None, [Diagnostic("QJ105", origin, "没有页头")]
        return None, [Diagnostic("QJ101", origin, "文件是空的")]
    header, places, diagnostics = read_model(
        kind.header, document.header, Position(origin.path, 2), origin, "页头"
    )
    body = BodyReader(document, kind)
    diagnostics += body.diagnostics
    if header is None:
        return None, diagnostics
    anchors = {**page_anchors(document.body, document.body_position), **body.anchors}
    if isinstance(header, VideoHeader):
        for number, chapter in enumerate(header.chapters):
            anchors[chapter.anchor] = places.of_value(("章节", number), origin)
    record = Record(
        id=identifier_of(document.path).lower(),
        kind=kind,
        path=document.path,
        header=header,
        header_text=document.header,
        body=document.body,
        body_position=document.body_position,
        blocks=body.blocks,
        clauses=body.clauses,
        steps=tuple(body.steps),
        questions=tuple(body.questions),
        items=tuple(body.items),
        points=tuple(body.points),
        links=(*field_links(header, places, origin), *body.links),
        anchors=anchors,
        places=places.values,
        position=origin,
        is_whole=body.is_whole,
        is_long=len(document.body) >= LONG,
    )
    return record, diagnostics


def identifier_of(path: str) -> str:
    """The file's name without folder and ending."""
    return path.rpartition("/")[2].rsplit(".", 1)[0]
