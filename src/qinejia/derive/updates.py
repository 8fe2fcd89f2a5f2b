"""What changed and when (更新日志): a page by month, and an Atom feed (RFC 4287) of the same."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from qinejia.derive.linking import Linker, number_of
from qinejia.derive.views import GroupsView, GroupView
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Record, Site

_ATOM = "http://www.w3.org/2005/Atom"
_NEWEST = 50


@dataclass(frozen=True)
class Update:
    """One thing that happened to one record on one day."""

    day: datetime.date
    what: str
    record: Record


def updates(site: Site, today: datetime.date) -> list[Update]:
    """Newest first: contents that were revised, standards that began and ended."""
    found = []
    for record in site.records.values():
        header = record.header
        if header.updated:
            found.append(Update(header.updated, "更新", record))
        if isinstance(header, StandardHeader):
            days = (("发布", header.issued), ("实施", header.effective), ("废止", header.withdrawn))
            found += [Update(day, what, record) for what, day in days if day and day <= today]
    return sorted(found, key=lambda u: (-u.day.toordinal(), u.what, u.record.id))


def updates_page(site: Site, linker: Linker, today: datetime.date) -> GroupsView:
    """By month; what is older than ten years stands in one group."""
    groups: dict[str, list[Update]] = {}
    for update in updates(site, today):
        old = update.day.year < today.year - 10
        name = "更早" if old else f"{update.day.year}年{update.day.month}月"
        groups.setdefault(name, []).append(update)
    made = []
    for name, own in groups.items():
        anchor = "older" if name == "更早" else f"m-{own[0].day:%Y-%m}"
        links = tuple(
            linker.record(update.record, note=f"{update.what} {update.day}") for update in own
        )
        made.append(GroupView(name, links, anchor=anchor))
    return GroupsView("更新日志", tuple(made))


def atom_feed(site: Site, linker: Linker, today: datetime.date, title: str, base: str) -> str:
    """The newest entries; without a known address links are relative to the feed."""
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    newest = updates(site, today)[:_NEWEST]
    ET.SubElement(root, "title").text = title
    ET.SubElement(root, "id").text = base or "urn:qinejia:feed"
    ET.SubElement(root, "updated").text = _moment(newest[0].day if newest else today)
    ET.SubElement(ET.SubElement(root, "author"), "name").text = title
    ET.SubElement(root, "link", {"rel": "self", "href": f"{base}feed.xml"})
    for update in newest:
        record = update.record
        entry = ET.SubElement(root, "entry")
        name = f"{number_of(record)} {record.title}".strip()
        ET.SubElement(entry, "title").text = f"{update.what}：{name}"
        ET.SubElement(entry, "id").text = f"urn:qinejia:{record.id}:{update.what}:{update.day}"
        ET.SubElement(entry, "updated").text = _moment(update.day)
        href = base + linker.addresses.of_record(record)
        ET.SubElement(entry, "link", {"href": href})
        if record.header.summary:
            ET.SubElement(entry, "summary").text = record.header.summary
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _moment(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00+08:00"
