"""Tracked changes (修订): until they are accepted or rejected nobody knows what the text is."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from qinejia.importing.faults import ImportFault
from qinejia.importing.notices import Notices
from qinejia.importing.package import Package
from qinejia.importing.styles import Styles
from qinejia.importing.xml import value_of

_CONTENT = {
    "{w}ins": "插入", "{w}del": "删除", "{w}moveFrom": "移动", "{w}moveTo": "移动",
    "{w}cellIns": "插入单元格", "{w}cellDel": "删除单元格", "{w}cellMerge": "合并单元格",
}  # fmt: skip
_FORMAT = ("{w}rPrChange", "{w}pPrChange", "{w}sectPrChange", "{w}tblPrChange", "{w}tcPrChange",
           "{w}trPrChange", "{w}numberingChange", "{w}tblGridChange")  # fmt: skip
_PARTS = ("footnotes", "endnotes")
_SHOWN = 3


@dataclass
class _Found:
    kinds: dict[str, int] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    formats: int = 0


def refuse_changes(package: Package, notices: Notices) -> None:
    """Raise ``ImportFault`` while there are changes of the text; those of its look are told."""
    found = _Found()
    styles = Styles(package.related_xml(package.main, "styles"))
    names = [package.main, *(package.related(package.main, kind) for kind in _PARTS)]
    for name in names:
        root = package.xml(name) if name else None
        if root is not None:
            _search(root, styles, found)
    if found.kinds:
        kinds = "、".join(f"{kind} {count} 处" for kind, count in found.kinds.items())
        places = "、".join(f"“{place}”" for place in found.places[:_SHOWN])
        where = f"，在{places}{'等处' if len(found.places) > _SHOWN else ''}" if places else ""
        raise ImportFault(
            f"有没有处理的修订（{kinds}{where}）。请在 Word“审阅”里接受或拒绝全部修订，再导入"
        )
    if found.formats:
        notices.changed(f"格式修订 {found.formats} 处，按改后的格式导入")


def _search(root: Element, styles: Styles, found: _Found) -> None:
    place = ""
    for element in root.iter():
        tag = element.tag
        if tag == "{w}p":
            style = styles.paragraph(value_of(element.find("{w}pPr"), "{w}pStyle"))
            if style.outline >= 0 or "标题" in style.name:
                place = "".join(t.text or "" for t in element.iter("{w}t"))[:30] or place
        elif tag in _CONTENT:
            kind = _CONTENT[tag]
            found.kinds[kind] = found.kinds.get(kind, 0) + 1
            if place and place not in found.places:
                found.places.append(place)
        elif tag in _FORMAT:
            found.formats += 1
