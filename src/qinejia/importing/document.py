"""A whole Word file read into the tree (读入文档)."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from qinejia.importing.body import read_blocks, text_of
from qinejia.importing.faults import ImportFault
from qinejia.importing.fields import Fields
from qinejia.importing.notices import Notices
from qinejia.importing.numbering import Numbering
from qinejia.importing.package import Package
from qinejia.importing.reading import Reading, Tally
from qinejia.importing.styles import Styles
from qinejia.importing.tree import Block, WordText

_NOTES = (("footnotes", "{w}footnote", "f"), ("endnotes", "{w}endnote", "e"))
_FURNITURE = {"header": "页眉", "footer": "页脚"}


def read_document(package: Package, notices: Notices) -> WordText:
    """The text of ``package``; what is lost or changed goes to ``notices``."""
    root = package.xml(package.main)
    body = root.find("{w}body") if root is not None else None
    if body is None:
        raise ImportFault("文件里没有正文，请用 Word 打开后另存")
    main = package.main
    reading = Reading(
        package,
        main,
        Styles(package.related_xml(main, "styles")),
        Numbering(package.related_xml(main, "numbering")),
        notices,
        comments={},
    )
    reading.comments = _read_comments(reading)
    _tell_of_package(package, notices)
    blocks = tuple(read_blocks(body, reading))
    notices.place = ""
    notes = _read_notes(reading)
    for text in reading.comments.values():
        notices.lost("批注", text)
    headers = _read_furniture(reading)
    _tell_of_signs(reading.tally, notices)
    core = package.related_xml("", "core-properties")
    title = core.findtext("{dc}title") if core is not None else ""
    left = reading.tally.contents + reading.tally.hidden
    return WordText(blocks, notes, headers, (title or "").strip(), left)


def _part_of(reading: Reading, part: str) -> Reading:
    """A reading of another part: its relations are its own, its numbers do not count on."""
    fresh = Numbering(reading.package.related_xml(reading.part, "numbering"))
    return replace(reading, part=part, numbering=fresh, fields=Fields())


def _read_notes(reading: Reading) -> dict[str, tuple[Block, ...]]:
    notes: dict[str, tuple[Block, ...]] = {}
    for kind, tag, letter in _NOTES:
        name = reading.package.related(reading.part, kind)
        root = reading.package.xml(name) if name else None
        if root is None:
            continue
        inside = _part_of(reading, name)
        for element in root.findall(tag):
            if element.get("{w}type", "normal") == "normal":
                notes[letter + element.get("{w}id", "")] = tuple(read_blocks(element, inside))
    return notes


def _read_comments(reading: Reading) -> dict[str, str]:
    name = reading.package.related(reading.part, "comments")
    root = reading.package.xml(name) if name else None
    found: dict[str, str] = {}
    for element in root.findall("{w}comment") if root is not None else ():
        inside = replace(_part_of(reading, name), notices=Notices())
        found[element.get("{w}id", "")] = text_of(read_blocks(element, inside))
    return found


def _read_furniture(reading: Reading) -> tuple[str, ...]:
    """The words of headers and footers: they repeat on every page and stay behind."""
    words: list[str] = []
    for relation in reading.package.relations(reading.part).values():
        if relation.type not in _FURNITURE or relation.target not in reading.package.names:
            continue
        root = reading.package.xml(relation.target)
        quiet = replace(_part_of(reading, relation.target), notices=Notices())
        text = text_of(read_blocks(root, quiet)) if root is not None else ""
        if text and text not in words:
            words.append(text)
            if not text.strip("IVXivx-—第页共 0123456789"):
                continue  # a page number
            reading.notices.lost(_FURNITURE[relation.type], text)
        if root is not None and _has_picture(root):
            reading.notices.lost(f"{_FURNITURE[relation.type]}里的图片")
    return tuple(words)


def _has_picture(root: Element) -> bool:
    return any(element.tag in ("{a}blip", "{v}imagedata") for element in root.iter())


def _tell_of_package(package: Package, notices: Notices) -> None:
    names = package.names
    if any(name.endswith("vbaProject.bin") for name in names):
        notices.lost("宏（没有运行，也没有导入）")
    if any("/activeX/" in name for name in names):
        notices.lost("控件（ActiveX）")
    for relation in package.relations(package.main).values():
        if relation.external and relation.type not in ("hyperlink", "image"):
            notices.lost(f"指到文件外面的内容（{relation.type}）", relation.target)


def _tell_of_signs(tally: Tally, notices: Notices) -> None:
    if tally.contents:
        notices.lost("目录：由网站自动生成", f"{tally.contents} 字")
    if tally.symbols:
        notices.lost(f"符号字体里的 {tally.symbols} 个字符认不出来，写成了“〓”")
    if tally.invisible:
        notices.lost(f"看不见的字符 {tally.invisible} 个")
    if tally.forms:
        notices.lost(f"字体格式：{'、'.join(sorted(tally.forms))}")
