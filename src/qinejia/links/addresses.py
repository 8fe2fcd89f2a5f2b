"""Addresses of pages in the finished site (网址)."""

from __future__ import annotations

from urllib.parse import quote

from qinejia.model.headers.standard import StandardHeader
from qinejia.model.moments import moment_of
from qinejia.model.records import Record
from qinejia.model.standard_number import classify


class Addresses:
    """Turns paths below ``docs`` into addresses relative to the site's root.

    With ``directories`` a page is ``standards/std-x/``, without it ``standards/std-x.html``, which
    opens from a folder by double-click.
    """

    def __init__(self, directories: bool) -> None:
        self.directories = directories
        self._known: dict[str, str] = {}

    def of_path(self, path: str, anchor: str = "") -> str:
        """Address of a Markdown page or of any other file."""
        if path not in self._known:
            self._known[path] = self._of_file(path)
        return self._known[path] + (f"#{quote(anchor, safe='/=')}" if anchor else "")

    def _of_file(self, path: str) -> str:
        address = path
        if path.endswith((".md", ".markdown")):
            stem = path.rsplit(".", 1)[0]
            folder, _, name = stem.rpartition("/")
            if name in ("index", "README"):
                stem = f"{folder}/" if folder else ""
                address = stem if self.directories else f"{stem}index.html"
            else:
                address = f"{stem}/" if self.directories else f"{stem}.html"
        return quote(address)

    def of_record(self, record: Record, anchor: str = "") -> str:
        return self.of_path(record.path, anchor)

    def of_short(self, identifier: str) -> str:
        """The address behind a QR code: ``q/<id>/``."""
        return f"q/{identifier}/" if self.directories else f"q/{identifier}/index.html"


def relative(source: str, target: str) -> str:
    """``target`` as seen from the page at address ``source`` (both relative to the root)."""
    path, mark, anchor = target.partition("#")
    if path == source.partition("#")[0] and mark:
        return "#" + anchor
    here = source.partition("#")[0].split("/")[:-1]
    there = path.split("/")
    name = there.pop()
    shared = 0
    for first, second in zip(here, there, strict=False):
        if first != second:
            break
        shared += 1
    way = "/".join([*[".."] * (len(here) - shared), *there[shared:], name])
    return (way if way not in ("", "/") else "./") + mark + anchor


def describe(record: Record, anchor: str = "") -> str:
    """How a reference without a caption reads: a standard by its number, the rest by title."""
    header = record.header
    if isinstance(header, StandardHeader):
        number = classify(header.number)
        name = number.display if number else header.number or f"《{header.title}》"
        return f"{name}，{anchor}" if anchor else f"{name}《{header.title}》" if number else name
    name = f"《{record.title}》"
    if anchor.startswith("step-"):
        return f"{name}第 {anchor[5:]} 步"
    if anchor.startswith("item-"):
        return f"{name}第 {anchor[5:]} 项"
    if anchor.startswith("point-"):
        names = [point.options.name for point in record.points if point.anchor == anchor]
        return f"{name}{''.join(f'“{found}”' for found in names)}"
    if anchor.startswith("t=") and record.kind.name == "video":
        return f"{name}{moment_of(float(anchor[2:]))}"
    return f"{name}{anchor}" if anchor and record.count("questions") else name
