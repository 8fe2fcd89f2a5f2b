"""Paragraphs and tables of a part (正文): from XML to the tree."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from qinejia.importing.inlines import Line, read_line
from qinejia.importing.reading import Reading, choose
from qinejia.importing.styles import Style, read_look
from qinejia.importing.tree import Block, Inline, Paragraph, Text
from qinejia.importing.typed_numbers import looks_like_heading
from qinejia.importing.word_tables import read_table
from qinejia.importing.xml import value_of, whole

_HOLDERS = frozenset(
    ("{w}sdt", "{w}sdtContent", "{w}customXml", "{w}smartTag", "{w}ins", "{w}moveTo")
)
_FURNITURE = frozenset(("{w}sectPr", "{w}tblPr", "{w}tcPr", "{w}sdtPr", "{w}del", "{w}moveFrom"))
_SIGNS = {"–": "——", "—": "——", "-": "——"}


def read_blocks(parent: Element, reading: Reading) -> list[Block]:
    """Every block below ``parent``, in order; text boxes follow the paragraph that anchors them."""
    blocks: list[Block] = []
    for child in parent:
        if child.tag == "{w}p":
            blocks += _paragraph(child, reading)
        elif child.tag == "{w}tbl":
            blocks.append(read_table(child, reading, read_blocks))
        elif child.tag == "{w}sdt" and _is_contents(child):
            reading.tally.contents += sum(len(t.text or "") for t in child.iter("{w}t"))
        elif child.tag in _HOLDERS:
            blocks += read_blocks(child, reading)
        elif child.tag == "{mc}AlternateContent":
            chosen = choose(child)
            blocks += read_blocks(chosen, reading) if chosen is not None else []
        elif child.tag == "{w}altChunk":
            reading.notices.lost("插入的整个文件（altChunk），请在 Word 里打开后另存")
        elif child.tag not in _FURNITURE and child.find(".//{w}p") is not None:
            blocks += read_blocks(child, reading)  # some wrapper that nobody here knows
        elif child.tag in ("{m}oMathPara", "{m}oMath", "{w}r"):
            holder = Element("{w}p")
            holder.append(child)
            blocks += _paragraph(holder, reading)
    return blocks


def _is_contents(control: Element) -> bool:
    return "Contents" in value_of(control.find("{w}sdtPr/{w}docPartObj"), "{w}docPartGallery")


def _paragraph(element: Element, reading: Reading) -> list[Block]:
    properties = element.find("{w}pPr")
    style = reading.styles.paragraph(value_of(properties, "{w}pStyle"))
    outline = whole(value_of(properties, "{w}outlineLvl"), style.outline)
    if 0 <= outline < 9:
        reading.fields.leave_contents()
    outline = outline if 0 <= outline < 9 else -1
    mark = read_look(properties.find("{w}rPr")) if properties is not None else None
    if mark is not None and mark.hidden and not "".join(t.text or "" for t in element.iter("{w}t")):
        return []
    in_contents = reading.fields.in_contents
    line = read_line(element, reading, style.look)
    label, level = _label(properties, style, reading, line)
    alignment = value_of(properties, "{w}jc")
    paragraph = Paragraph(
        tuple(line.inlines),
        style=style.name,
        outline=outline,
        label=label,
        level=level,
        strong=line.letters > 0 and line.heavy * 10 >= line.letters * 9,
        centred=alignment == "center" if alignment else style.centred,
        framed=properties is not None and properties.find("{w}framePr") is not None,
    )
    if looks_like_heading(paragraph):
        reading.notices.place = f"{label} {paragraph.text}".strip()[:40]
    blocks: list[Block] = []
    if not (in_contents and paragraph.is_empty):
        blocks.append(paragraph)
    for box in line.boxes:
        blocks += read_blocks(box, reading)
    return [*blocks, *line.blocks]


def _label(
    properties: Element | None, style: Style, reading: Reading, line: Line
) -> tuple[str, int]:
    """The automatic number of a paragraph and its level; Word numbers no empty paragraph's text."""
    own = properties.find("{w}numPr") if properties is not None else None
    name = value_of(own, "{w}numId", style.list)
    if name in ("", "0"):
        return "", 0
    at = whole(value_of(own, "{w}ilvl"), -1)
    if at < 0:
        at = style.level
    if at < 0:
        style_id = value_of(properties, "{w}pStyle")
        at = reading.numbering.level_of_style(name, style_id)
    at = min(max(at, 0), 8)
    if reading.fields.in_contents:
        return "", 0
    label = reading.numbering.next(name, at).strip()
    if label and reading.numbering.is_bullet(name, at):
        is_sign = len(label) == 1 and ("\ue000" <= label <= "\uf8ff" or label in "·•o§")
        label = "·" if is_sign else _SIGNS.get(label, label)
    return label, at


def text_of(blocks: list[Block]) -> str:
    """All words of simple blocks, e.g. of a comment."""
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph)).strip()


def inlines_of(text: str) -> tuple[Inline, ...]:
    """``text`` as inlines without a form."""
    return (Text(text),) if text else ()
