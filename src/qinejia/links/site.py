"""Library in, frozen site out (建立关联)."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping

from qinejia.diagnostics import Diagnostic
from qinejia.library import Library
from qinejia.links.resolving import Missing, Resolver
from qinejia.links.spelling import find_spaced, fix_reference, named_so
from qinejia.memory import Watch, digest_of
from qinejia.model.blocks import Link
from qinejia.model.kinds import KIND_BY_NAME
from qinejia.model.position import Position
from qinejia.model.records import Edge, Page, Record, Site
from qinejia.model.standard_number import classify

_EXTERNAL_RESOURCE = ("http:", "https:", "//", "ftp:")


def connect(
    library: Library,
    resources: frozenset[str],
    generated: Collection[str],
    check_page_anchors: bool = True,
) -> tuple[Site, list[Diagnostic]]:
    """Resolve every link; broken ones are faults, good ones between records become edges."""
    site = Site(
        library.records,
        library.pages,
        library.taxonomies,
        (),
        library.aliases,
        resources,
    )
    resolver = Resolver(site, generated)
    diagnostics: list[Diagnostic] = []
    edges: list[Edge] = []
    for record in library.records.values():
        own: list[Edge] = []
        for link in record.links:
            found = _follow(link, record, resolver, library)
            if isinstance(found, Diagnostic):
                diagnostics.append(found)
                continue
            if found is not None:
                own.append(found)
            if spaced := find_spaced(link, record):
                diagnostics.append(spaced)
        edges += sorted(dict.fromkeys(own), key=_order)
    for page in library.pages.values():
        for link in page.links:
            found = _follow(link, page, resolver, library)
            if isinstance(found, Diagnostic):
                if check_page_anchors or "没有“#" not in found.message:
                    diagnostics.append(found)
            elif spaced := find_spaced(link, page):
                diagnostics.append(spaced)
    return dataclasses.replace(site, edges=tuple(edges)), diagnostics


def _order(edge: Edge) -> tuple[Position, str]:
    return edge.position, edge.target


def _follow(
    link: Link, holder: Record | Page, resolver: Resolver, library: Library
) -> Edge | Diagnostic | None:
    if link.form in ("reference", "field"):
        return _follow_reference(link, holder, resolver, library)
    target = link.target.strip()
    if link.form == "image" and target.lower().startswith(_EXTERNAL_RESOURCE):
        return Diagnostic("QJ036", link.position, f"从外部加载“{target[:60]}”")
    if link.form == "image" and target.lower().startswith("data:"):
        return None
    found = resolver.link(holder.path, target)
    if isinstance(found, Missing):
        stem = target.partition("#")[0].rpartition("/")[2].rsplit(".", 1)[0].lower()
        if stem in library.faulty:
            return None
        hint = resolver.hint(found)
        if found.what == "anchor":
            anchor = target.partition("#")[2]
            return Diagnostic("QJ035", link.position, f"目标页面没有“#{anchor}”", hint)
        what = "图片或文件" if link.form == "image" else "链接的文件"
        if not hint and find_spaced(link, holder):
            hint = "核对文件名；不是链接的，把圆括号写成全角（）。"
        return Diagnostic("QJ035", link.position, f"{what}“{target}”不存在", hint)
    if found.record is not None and isinstance(holder, Record):
        return Edge(
            holder.id,
            link.source_anchor,
            found.record.id,
            found.anchor,
            link.relation,
            link.position,
        )
    return None


def _follow_reference(
    link: Link, holder: Record | Page, resolver: Resolver, library: Library
) -> Edge | Diagnostic | None:
    found = resolver.reference(link.target)
    name, _, anchor = link.target.partition("#")
    if isinstance(found, Missing):
        if _is_faulty(name, library) or _is_entry(name, library):
            return None
        is_standard = (
            name.lower().startswith("std-") or link.kinds == "standard" or bool(classify(name))
        )
        code = "QJ010" if is_standard else "QJ035"
        if found.what == "record":  # what cannot be read at the moment may well be meant
            among = {*found.among, *library.faulty}
            found = dataclasses.replace(found, among=among)
        if found.what == "anchor":
            hint = resolver.hint(found, link.kinds)
            return Diagnostic(code, link.position, f"“{name}”里没有“{anchor}”", hint)
        fix = fix_reference(link, holder, resolver)
        hint = f"改成“{fix.new}”。" if fix else _same_names(name, resolver)
        what = "引用的标准" if is_standard else "引用的记录"
        message = f"{what}“{name}”不存在"
        return Diagnostic(
            code, link.position, message, hint or resolver.hint(found, link.kinds), fix=fix
        )
    record = found.record
    assert record is not None
    if link.kinds and record.kind.name not in link.kinds.split():
        expected = "、".join(KIND_BY_NAME[kind].label for kind in link.kinds.split())
        message = f"“{link.relation}”应指向{expected}，“{record.id}”是{record.kind.label}"
        return Diagnostic("QJ112", link.position, message)
    if not isinstance(holder, Record):
        return None
    return Edge(
        holder.id, link.source_anchor, record.id, found.anchor, link.relation, link.position
    )


def _is_faulty(name: str, library: Library) -> bool:
    """Whether the name is that of a file that could not be read, by id, number, or without year."""
    number = classify(name)
    names = {name.lower(), number.identifier if number else name.lower()}
    return any(
        faulty in names or (faulty[:-5] in names and faulty[-5:-4] == "-")
        for faulty in library.faulty
    )


def _same_names(name: str, resolver: Resolver) -> str:
    """Which records have the title that was written for an id."""
    found = "、".join(record.id for record in named_so(name, resolver))
    return f"引用要写标识，叫这个名字的有：{found}。" if found else ""


def _is_entry(name: str, library: Library) -> bool:
    return any(
        entry.entry.identifier == name
        for entries in library.taxonomies.values()
        for entry in entries
    )


def incoming(site: Site) -> Mapping[str, list[Edge]]:
    """Edges by the record they point to (反向关联)."""
    kinds = {record.id: record.kind.name for record in site.records.values()}
    return site.watch.table(
        "incoming",
        site.incoming,
        lambda edges: digest_of(
            "\n".join(
                "\0".join((e.source, kinds[e.source], e.source_anchor, e.target_anchor, e.relation))
                for e in edges
            )
        ),
    )


def walk_links(site: Site) -> Iterator[tuple[Record | Page, Link]]:
    """Every link of every record and page with its holder."""
    for record in site.records.values():
        for link in record.links:
            yield record, link
    for page in site.pages.values():
        for link in page.links:
            yield page, link


def watched(site: Site, whole: Site, watch: Watch) -> Site:
    """The same site, with ``watch`` behind its tables; ``whole`` is what it was cut from."""

    def of_record(record: Record) -> str:
        is_whole = whole.records.get(record.id) is record
        return record.digest if is_whole else digest_of(record)

    def of_page(page: Page) -> str:
        return page.digest

    return dataclasses.replace(
        site,
        watch=watch,
        records=watch.table("records", site.records, of_record),
        pages=watch.table("pages", site.pages, of_page),
        aliases=watch.table("aliases", site.aliases),
        captions=watch.table("captions", site.captions),
        media=watch.table("media", site.media),
        fingerprints=watch.table("fingerprints", site.fingerprints),
    )
