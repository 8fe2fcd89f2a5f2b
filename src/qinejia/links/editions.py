"""Cuts a site down to what an edition may show (版本过滤).

It happens on the model before anything is derived, so that no page, count, address or backlink of a
withheld record can exist in the output.
"""

from __future__ import annotations

import dataclasses

from qinejia.links.resolving import Resolver, Target
from qinejia.links.site import walk_links
from qinejia.model.headers.practice import PlaceHeader
from qinejia.model.records import Record, Site

PUBLIC = "主动公开"


def restrict(site: Site, edition: str) -> Site:
    """The site of an edition: ``intranet`` leaves out 不公开, ``public`` keeps 主动公开."""
    if edition == "public":
        records = {k: r for k, r in site.records.items() if _is_public(r)}
        pages = {k: p for k, p in site.pages.items() if p.disclosure == PUBLIC}
    else:
        records = {k: r for k, r in site.records.items() if r.header.disclosure != "不公开"}
        pages = {k: p for k, p in site.pages.items() if p.disclosure != "不公开"}
    if len(records) == len(site.records) and len(pages) == len(site.pages):
        return site
    kept = dataclasses.replace(
        site,
        records=records,
        pages=pages,
        edges=tuple(e for e in site.edges if e.source in records and e.target in records),
        aliases={alias: k for alias, k in site.aliases.items() if k in records},
    )
    return dataclasses.replace(kept, resources=_used_resources(kept))


def _is_public(record: Record) -> bool:
    header = record.header
    sensitive = isinstance(header, PlaceHeader) and header.sensitivity == "敏感"
    return header.disclosure == PUBLIC and not sensitive


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
