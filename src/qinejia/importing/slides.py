"""Slides of PowerPoint or WPS (演示文稿): each slide becomes a heading with what stands on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from qinejia.importing.charts import read_chart, read_smart_art
from qinejia.importing.counting import words_key
from qinejia.importing.faults import ImportFault
from qinejia.importing.notices import Notices
from qinejia.importing.numbering import Numbering, write_number
from qinejia.importing.objects import said_of_picture
from qinejia.importing.package import Package
from qinejia.importing.reading import Reading, choose
from qinejia.importing.styles import Styles
from qinejia.importing.tree import Block, Cell, Inline, Paragraph, Picture, Table, Text, WordText
from qinejia.importing.xml import whole

_FURNITURE = ("sldNum", "dt", "ftr", "hdr", "sldImg")
_TITLES = ("title", "ctrTitle")
_SCHEMES = {
    "alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman",
    "romanUc": "upperRoman", "ea1Chs": "chineseCounting", "ea1Cht": "chineseCounting",
    "circleNum": "decimalEnclosedCircle",
}  # fmt: skip
_MOST_ON_COVER, _LONGEST_ON_COVER = 3, 30
_MOST_SPAN = 100
_NOT_TAKEN = {"video": "视频", "audio": "录音", "media": "视频或录音"}


def read_slides(package: Package, notices: Notices) -> WordText:
    """The text of all slides in their order, with the words of the speaker below each."""
    blocks: list[Block] = []
    left = 0
    for number, name in enumerate(package.slides(), 1):
        root = package.xml(name)
        if root is None:
            continue
        reading = Reading(package, name, Styles(None), Numbering(None), notices)
        notices.place = f"第 {number} 页"
        if root.get("show") in ("0", "false"):
            notices.changed("隐藏的幻灯片也导入了")
        title, rest, dropped = _read_slide(root, reading)
        notes = package.related_xml(name, "notesSlide")
        spoken, dropped_below = _words_below(notes, reading) if notes is not None else ([], 0)
        left += dropped + dropped_below
        is_cover = number == 1 and (
            any(_placeholder(s) == "ctrTitle" for s in _shapes(root)) or _is_cover(rest)
        )
        style, outline = ("title", -1) if is_cover and title else ("", 0)
        blocks.append(Paragraph((Text(title or f"第 {number} 页"),), style, outline))
        blocks += [*rest, *spoken]
        _tell_of_media(reading)
    notices.place = ""
    if not blocks:
        raise ImportFault("演示文稿里没有幻灯片，请用 PowerPoint 打开后另存")
    if any(name.endswith("vbaProject.bin") for name in package.names):
        notices.lost("宏（没有运行，也没有导入）")
    notices.changed("演示文稿：动画、版式和图形的位置没有转过来，请对照原稿核对")
    return WordText(tuple(blocks), left=left)


def _is_cover(rest: list[Block]) -> bool:
    """Whether below the title there is only who and when: old files do not name the cover."""
    return len(rest) <= _MOST_ON_COVER and all(
        isinstance(block, Paragraph)
        and not block.label
        and len(block.text) <= _LONGEST_ON_COVER
        and all(isinstance(inline, Text) for inline in block.inlines)
        for block in rest
    )


def _read_slide(root: Element, reading: Reading) -> tuple[str, list[Block], int]:
    """Title, further blocks, and how many characters are furniture such as page numbers."""
    title, left = "", 0
    blocks: list[Block] = []
    for shape in _shapes(root):
        role = _placeholder(shape)
        if role in _FURNITURE:
            left += len(words_key(_words(shape)))
            continue
        left += _numbers_in(shape)
        if role in _TITLES and not title:
            title = " ".join(p.text.strip() for p in _paragraphs(shape)).strip()
        else:
            blocks += _read_shape(shape, reading, is_list=role in ("body", "obj"))
    return title, blocks, left


def _shapes(parent: Element) -> Iterator[Element]:
    """Shapes, pictures and frames, also those in groups, in the order of the file."""
    for child in parent:
        if child.tag in ("{p}sp", "{p}pic", "{p}graphicFrame", "{p}cxnSp"):
            yield child
        elif child.tag in ("{p}cSld", "{p}spTree", "{p}grpSp"):
            yield from _shapes(child)
        elif child.tag == "{mc}AlternateContent":
            chosen = choose(child)
            yield from _shapes(chosen) if chosen is not None else ()


def _placeholder(shape: Element) -> str:
    """The role of a shape on its slide: ``title``, ``body``, ``obj`` or none."""
    found = shape.find(".//{p}nvPr/{p}ph")
    return found.get("type", "obj") if found is not None else ""


def _read_shape(shape: Element, reading: Reading, is_list: bool) -> list[Block]:
    about = shape.find(".//{p}cNvPr")
    description = said_of_picture(about.get("descr", "")) if about is not None else ""
    blocks: list[Block] = []
    for element in shape.iter():
        if element.tag == "{a}tbl":
            blocks.append(_read_table(element))
        elif element.tag == "{c}chart":
            blocks += read_chart(reading, element.get("{r}id", ""))
        elif element.tag == "{dgm}relIds":
            blocks += read_smart_art(reading, element.get("{r}dm", ""))
        elif element.tag == "{p}oleObj":
            reading.notices.lost(f"嵌入的对象（{element.get('progId') or '种类不明'}）")
        elif element.tag == "{m}oMath":
            reading.notices.lost("公式")
        elif element.tag == "{a}blip":
            blocks += _read_picture(element, reading, description)
    body = shape.find("{p}txBody")
    if body is not None:
        blocks += [p for p in _paragraphs(body, is_list) if not p.is_empty]
    return blocks


def _read_picture(blip: Element, reading: Reading, description: str) -> list[Block]:
    target, is_external = reading.target(blip.get("{r}embed", "") or blip.get("{r}link", ""))
    if is_external or target not in reading.package.names:
        reading.notices.lost("图片在文件外面，没有导入", target)
        return []
    return [Paragraph((Picture(target, description),))]


def _paragraphs(parent: Element, is_list: bool = False) -> list[Paragraph]:
    """The paragraphs; those of a body with several are entries of a list."""
    lines = list(parent.iter("{a}p"))
    is_list = is_list and sum(bool(_words(line).strip()) for line in lines) > 1
    found = []
    counts: dict[int, tuple[str, int]] = {}
    for line in lines:
        about = line.find("{a}pPr")
        about = about if about is not None else Element("{a}pPr")
        level = min(max(whole(about.get("lvl")), 0), 8)
        counts = {other: count for other, count in counts.items() if other <= level}
        label = ""
        number = about.find("{a}buAutoNum")
        if not _words(line).strip():
            pass  # an empty line has no number, and counts for none
        elif number is not None:
            scheme, start = number.get("type", ""), max(whole(number.get("startAt"), 1), 1)
            before = counts.get(level)
            count = before[1] + 1 if before and before[0] == scheme else start
            counts[level] = (scheme, count)
            label = _automatic(count, scheme)
        else:
            counts.pop(level, None)
            has_sign = about.find("{a}buChar") is not None
            label = "●" if has_sign or (is_list and about.find("{a}buNone") is None) else ""
        found.append(Paragraph(tuple(_inlines(line)), label=label, level=level))
    return found


def _automatic(count: int, scheme: str) -> str:
    """An automatic number as it is shown, e.g. ``1.`` for ``arabicPeriod``."""
    form = next((form for start, form in _SCHEMES.items() if scheme.startswith(start)), "decimal")
    text = write_number(count, form)
    if scheme.endswith("ParenBoth"):
        return f"({text})"
    if scheme.endswith("ParenR"):
        return f"{text})"
    return text + ("." if scheme.endswith("Period") else "")


def _inlines(line: Element) -> Iterator[Inline]:
    for run in line:
        if run.tag == "{a}r" or (run.tag == "{a}fld" and not _is_number(run)):
            about = run.find("{a}rPr")
            is_bold = about is not None and about.get("b") in ("1", "true")
            yield Text("".join(t.text or "" for t in run.iter("{a}t")), bold=is_bold)
        elif run.tag == "{a}br":
            yield Text(" ")


def _is_number(run: Element) -> bool:
    """A field that says nothing on a page: the number of the slide, or ``<date>`` to be filled."""
    return run.get("type") == "slidenum" or bool(re.fullmatch("<.*>", _words(run)))


def _numbers_in(shape: Element) -> int:
    fields = (run for run in shape.iter("{a}fld") if _is_number(run))
    return sum(len(words_key(_words(run))) for run in fields)


def _read_table(element: Element) -> Table:
    rows = []
    for row in element.iter("{a}tr"):
        cells = [
            Cell(tuple(_paragraphs(cell)), _span(cell, "gridSpan"), _span(cell, "rowSpan"))
            for cell in row.iter("{a}tc")
            if not _goes_on(cell)
        ]
        rows.append(tuple(cells))
    return Table(tuple(row for row in rows if row))


def _span(cell: Element, name: str) -> int:
    return min(max(whole(cell.get(name), 1), 1), _MOST_SPAN)


def _goes_on(cell: Element) -> bool:
    return any(cell.get(name) in ("1", "true") for name in ("hMerge", "vMerge"))


def _words_below(root: Element, reading: Reading) -> tuple[list[Block], int]:
    """What the speaker is to say, and the characters of furniture."""
    spoken: list[Block] = []
    left = 0
    for shape in _shapes(root):
        if _placeholder(shape) in _FURNITURE:
            left += len(words_key(_words(shape)))
        else:
            left += _numbers_in(shape)
            spoken += [p for p in _paragraphs(shape) if not p.is_empty]
    if spoken:
        reading.notices.changed("备注放在了这一页的文字后面")
    return spoken, left


def _words(element: Element) -> str:
    return "".join(part.text or "" for part in element.iter("{a}t"))


def _tell_of_media(reading: Reading) -> None:
    kinds = {relation.type for relation in reading.package.relations(reading.part).values()}
    for kind in sorted(kinds & set(_NOT_TAKEN)):
        if kind != "media" or not kinds & {"video", "audio"}:
            reading.notices.lost(f"{_NOT_TAKEN[kind]}：请用 qinejia media 另外加入")
    if "comments" in kinds:
        reading.notices.lost("批注：没有读，请在原稿里看")
