"""Charts and SmartArt (图表、SmartArt): their data and words, for the drawing cannot come along."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from qinejia.importing.reading import Reading
from qinejia.importing.tree import Block, Cell, Paragraph, Table, Text

_MOST_POINTS = 500
_HELPERS = ("pres", "parTrans", "sibTrans")


def read_chart(reading: Reading, identifier: str) -> list[Block]:
    """Title and data of a chart as a table; what Word keeps of them beside the drawing."""
    target, _ = reading.target(identifier)
    root = reading.package.xml(target) if target else None
    if root is None:
        reading.notices.lost("图表（Word 图表）")
        return []
    found = root.find(".//{c}chart/{c}title")
    title = _words(found) if found is not None else ""
    heads = ["　"]
    columns: list[list[str]] = []
    names: list[str] = []
    for number, series in enumerate(root.iter("{c}ser"), 1):
        heads.append(_words(series.find("{c}tx")) or f"系列{number}")
        names = names or _points(series, ("{c}cat", "{c}xVal"))
        columns.append(_points(series, ("{c}val", "{c}yVal")))
    if not columns:
        reading.notices.lost("图表（Word 图表），没有数据", title)
        return []
    reading.notices.changed("图表变成了数据表，图没有转过来", title)
    count = max(len(names), *(len(column) for column in columns))
    rows = [heads]
    for at in range(count):
        rows.append([column[at] if at < len(column) else "" for column in (names, *columns)])
    table = Table(tuple(tuple(_cell(text) for text in row) for row in rows))
    return [Paragraph((Text(title),)), table] if title else [table]


def _points(series: Element, names: tuple[str, ...]) -> list[str]:
    holder = next((e for name in names if (e := series.find(name)) is not None), None)
    if holder is None:
        return []
    return [v.text or "" for v in holder.iter("{c}v")][:_MOST_POINTS]


def _cell(text: str) -> Cell:
    return Cell((Paragraph((Text(text),)),))


def _words(element: Element | None) -> str:
    if element is None:
        return ""
    return "".join(part.text or "" for part in element.iter() if part.tag in ("{a}t", "{c}v"))


def read_smart_art(reading: Reading, identifier: str) -> list[Block]:
    """The words of a SmartArt drawing, one paragraph a node."""
    target, _ = reading.target(identifier)
    root = reading.package.xml(target) if target else None
    words = []
    for point in root.iter("{dgm}pt") if root is not None else ():
        if point.get("type", "node") not in _HELPERS:
            words += [
                "".join(t.text or "" for t in line.iter("{a}t")) for line in point.iter("{a}p")
            ]
    words = [text for text in words if text.strip()]
    if not words:
        reading.notices.lost("SmartArt 图")
        return []
    reading.notices.lost("SmartArt 图：只保留了文字，请重画", "、".join(words))
    return [Paragraph((Text(text),)) for text in words]
