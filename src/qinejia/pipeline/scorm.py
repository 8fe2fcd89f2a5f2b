"""A course as a SCORM 1.2 package (课程包): the site opened at the course, and a manifest."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET

from qinejia.links.addresses import Addresses
from qinejia.links.forms import FormIndex
from qinejia.model.headers.learning import VideoHeader
from qinejia.model.records import Record, Site

_CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
LAUNCH = "scorm.html"
_DATE = (2020, 1, 1, 0, 0, 0)
_LEFT_OUT = ("search/", "downloads/", "q/", "sitemap", "打开")


def make_package(built: Path, site: Site, course: Record) -> bytes:
    """The zip of a site that was built to open without a server; two runs give the same bytes.

    Films of other courses and the search index stay out, so that a package remains small.
    """
    assets = json.loads((built / "assets" / "assets.json").read_text("utf-8"))
    start = Addresses(directories=False).of_record(course)
    files = sorted(_files(built, _other_films(site, course)))
    launch = _launch(course.title, start, assets["scorm"])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        _add(pack, "imsmanifest.xml", _manifest(course, [LAUNCH, *files]))
        _add(pack, LAUNCH, launch.encode("utf-8"))
        for name in files:
            _add(pack, name, (built / name).read_bytes())
    return out.getvalue()


def make_course_zip(built: Path, course: Record) -> bytes:
    """The zip of a site that holds nothing but a course, in a folder of its own; films stand
    uncompressed, because they cannot be made smaller.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for path in sorted(path for path in built.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{course.id}/{path.relative_to(built).as_posix()}", _DATE)
            is_film = path.suffix == ".mp4"
            entry.compress_type = zipfile.ZIP_STORED if is_film else zipfile.ZIP_DEFLATED
            pack.writestr(entry, path.read_bytes())
    return out.getvalue()


def _add(pack: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    pack.writestr(entry, content)


def _files(built: Path, without: set[str]) -> Iterator[str]:
    for path in built.rglob("*"):
        name = path.relative_to(built).as_posix()
        if path.is_file() and name not in without and not name.startswith(_LEFT_OUT):
            yield name


def _other_films(site: Site, course: Record) -> set[str]:
    """Films that are none of the course's five forms."""
    own = {record.id for record in FormIndex(site).of(course)["video"]}
    return {
        f"videos/{record.header.video}"
        for record in site.of_kind("video")
        if isinstance(record.header, VideoHeader) and record.header.video and record.id not in own
    }


def _launch(title: str, start: str, script: str) -> str:
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>html,body,iframe{{margin:0;width:100%;height:100%;"
        "border:0;display:block}</style></head>"
        f'<body><iframe src="{escape(start)}" title="{escape(title)}" allow="fullscreen"></iframe>'
        f'<script src="{escape(script)}"></script></body></html>\n'
    )


def _manifest(course: Record, files: list[str]) -> bytes:
    ET.register_namespace("adlcp", _ADL)
    name = course.id.replace(".", "-").upper()
    root = ET.Element("manifest", {"xmlns": _CP, "identifier": f"QEJ-{name}", "version": "1.1"})
    meta = ET.SubElement(root, "metadata")
    ET.SubElement(meta, "schema").text = "ADL SCORM"
    ET.SubElement(meta, "schemaversion").text = "1.2"
    whole = ET.SubElement(root, "organizations", {"default": "ORG"})
    organization = ET.SubElement(whole, "organization", {"identifier": "ORG"})
    ET.SubElement(organization, "title").text = course.title
    item = ET.SubElement(
        organization, "item", {"identifier": "ITEM", "identifierref": "RES", "isvisible": "true"}
    )
    ET.SubElement(item, "title").text = course.title
    resources = ET.SubElement(root, "resources")
    about = {
        "identifier": "RES",
        "type": "webcontent",
        "href": LAUNCH,
        f"{{{_ADL}}}scormtype": "sco",
    }
    resource = ET.SubElement(resources, "resource", about)
    for file in files:
        ET.SubElement(resource, "file", {"href": file})
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + bytes(ET.tostring(root, "utf-8"))
