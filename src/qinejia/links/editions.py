"""Cuts a site down to what an edition may show (版本过滤).

It happens on the model before anything is derived, so that no page, count, address or backlink of a
withheld record can exist in the output.
"""

from __future__ import annotations

import dataclasses

from qinejia.links.approvals import PUBLIC, is_approved
from qinejia.links.forms import FormIndex
from qinejia.links.resolving import Resolver, Target
from qinejia.links.site import walk_links
from qinejia.links.trimming import trim
from qinejia.model.blocks import Block, Container, DataFence
from qinejia.model.headers.practice import PlaceHeader, QuestionBankHeader
from qinejia.model.point_map import PointMap
from qinejia.model.records import Page, Record, Site


def restrict(site: Site, edition: str, for_paper: bool = False) -> Site:
    """The site of an edition: ``intranet`` leaves out 不公开, ``public`` keeps 主动公开 and of a
    place what is not 敏感. Questions of 认证 banks are only ``for_paper``. What a site demands to
    be approved and is not (审核: 必需) is withheld from every edition.
    """
    whole = site
    if not for_paper:
        site = _without_certifying_questions(site)
    if edition == "public":
        site = _without_sensitive_points(site)
        records = {k: r for k, r in site.records.items() if _is_public(r)}
        pages = {k: p for k, p in site.pages.items() if p.disclosure == PUBLIC}
    else:
        records = {k: r for k, r in site.records.items() if r.header.disclosure != "不公开"}
        pages = {k: p for k, p in site.pages.items() if p.disclosure != "不公开"}
    if site.needs_approval:
        records = {k: r for k, r in records.items() if is_approved(r, site)}
    if edition != "public" and (len(records), len(pages)) == (len(site.records), len(site.pages)):
        return site
    return _keep(whole, site, records, pages)


def only_course(site: Site, course: Record) -> Site:
    """The site of a course that is handed out alone: its standards, its five forms, who teaches it,
    all terms, and the first page.
    """
    forms = FormIndex(site)
    own = {course.id, *(standard.id for standard in forms.taught(course))}
    own |= {record.id for found in forms.of(course).values() for record in found}
    own |= {
        edge.target for edge in site.edges if edge.source == course.id and edge.relation != "正文"
    }
    records = {k: r for k, r in site.records.items() if k in own or r.kind.name == "term"}
    pages = {path: page for path, page in site.pages.items() if path == "index.md"}
    return _keep(site, site, records, pages)


def _keep(whole: Site, site: Site, records: dict[str, Record], pages: dict[str, Page]) -> Site:
    """``site`` with these records and pages, and without a trace of the others in ``whole``."""
    kept = dataclasses.replace(
        site,
        records=records,
        pages=pages,
        edges=tuple(e for e in site.edges if e.source in records and e.target in records),
        aliases={alias: k for alias, k in site.aliases.items() if k in records},
    )
    return trim(whole, dataclasses.replace(kept, resources=_used_resources(kept)))


def _is_public(record: Record) -> bool:
    header = record.header
    sensitive = isinstance(header, PlaceHeader) and header.sensitivity == "敏感"
    return header.disclosure == PUBLIC and not sensitive


def _without_certifying_questions(site: Site) -> Site:
    """The site without a word of the questions of 认证 banks; that a bank tests a clause stays."""
    banks = {
        record.id: {question.anchor for question in record.questions}
        for record in site.records.values()
        if isinstance(record.header, QuestionBankHeader) and record.header.level == "认证"
    }
    if not banks:
        return site
    records = {
        identifier: _without_questions(record, banks[identifier]) if identifier in banks else record
        for identifier, record in site.records.items()
    }
    edges = dict.fromkeys(
        edge._replace(
            source_anchor="" if edge.source in banks else edge.source_anchor,
            target_anchor="" if edge.target in banks else edge.target_anchor,
        )
        for edge in site.edges
    )
    kept = dataclasses.replace(site, records=records, edges=tuple(edges))
    return dataclasses.replace(kept, resources=_used_resources(kept))


def _without_questions(record: Record, gone: set[str]) -> Record:
    return dataclasses.replace(
        record,
        body="",
        blocks=tuple(b for b in record.blocks if not _is_question(b)),
        questions=(),
        links=tuple(link for link in record.links if link.source_anchor not in gone),
        anchors={name: at for name, at in record.anchors.items() if name not in gone},
    )


def _is_question(block: Block) -> bool:
    return isinstance(block, Container) and block.name == "考题"


def _without_sensitive_points(site: Site) -> Site:
    """The site without sensitive points and flows, what they point to, and what points to them."""
    gone = {
        (record.id, point.anchor)
        for record in site.records.values()
        for point in record.points
        if point.options.sensitive
    }
    cut = {
        identifier: _cut(record, {anchor for of, anchor in gone if of == identifier})
        for identifier, record in site.records.items()
        if record.kind.name == "place"
    }
    edges = tuple(
        edge
        for edge in site.edges
        if (edge.source, edge.source_anchor) not in gone
        and (edge.target, edge.target_anchor) not in gone
    )
    return dataclasses.replace(site, records={**site.records, **cut}, edges=edges)


def _cut(record: Record, gone: set[str]) -> Record:
    return dataclasses.replace(
        record,
        blocks=tuple(map(_cut_block, record.blocks)),
        points=tuple(point for point in record.points if point.anchor not in gone),
        links=tuple(link for link in record.links if link.source_anchor not in gone),
        anchors={name: at for name, at in record.anchors.items() if name not in gone},
    )


def _cut_block(block: Block) -> Block:
    if isinstance(block, Container):
        return dataclasses.replace(block, children=tuple(map(_cut_block, block.children)))
    if not isinstance(block, DataFence) or not isinstance(block.data, PointMap):
        return block
    shown = {
        "points": tuple(point for point in block.data.points if not point.sensitive),
        "flows": tuple(flow for flow in block.data.flows if not flow.sensitive),
    }
    return dataclasses.replace(block, data=block.data.model_copy(update=shown))


def _used_resources(site: Site) -> frozenset[str]:
    """Files that a kept page shows; any other picture or download may belong to a withheld one."""
    resolver = Resolver(site)
    used: set[str] = set()
    for holder, link in walk_links(site):
        if link.form in ("link", "image"):
            found = resolver.link(holder.path, link.target.strip())
            if isinstance(found, Target) and found.path:
                used.add(found.path)
    return frozenset(used & site.resources)
