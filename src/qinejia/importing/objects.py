"""Drawings and embedded objects (图片、文本框、图表、SmartArt、OLE): what each holds of use."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from qinejia.importing.charts import read_chart, read_smart_art
from qinejia.importing.reading import Reading, choose
from qinejia.importing.tree import Block, Inline, Picture, Text

_FILE_NAME = re.compile(
    r"[\\/]|\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?)$|^(?:图片|Picture|IMG)[\s_]*\d*$", re.I
)
"""Descriptions that Word and WPS write by themselves; a path also tells whose machine it was."""
_SHAPES = frozenset(("{wps}wsp", "{v}shape", "{v}rect", "{v}line", "{v}oval", "{v}roundrect"))
_EQUATIONS = re.compile(r"Equation|MathType", re.I)


@dataclass
class Drawn:
    """What was found in a drawing: pictures in the line, text boxes and blocks to follow it."""

    inlines: list[Inline] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    shapes: int = 0
    objects: list[str] = field(default_factory=list)
    is_linked: bool = False
    is_rule: bool = False
    """A line across the page, which says nothing."""

    @property
    def is_empty(self) -> bool:
        return not (self.inlines or self.boxes or self.blocks or self.objects or self.is_linked)


def read_drawing(element: Element, reading: Reading) -> Drawn:
    """Everything in a ``w:drawing``, ``w:pict`` or ``w:object``; what is lost is reported."""
    drawn = Drawn()
    _look(element, reading, drawn, _description(element))
    notices = reading.notices
    for name in drawn.objects:
        kept = "，只保留了预览图" if drawn.inlines else ""
        what = "旧版公式" if _EQUATIONS.search(name) else "嵌入的对象"
        notices.lost(f"{what}（{name or '种类不明'}）{kept}")
    if drawn.boxes and drawn.shapes <= 1 and not drawn.inlines:
        notices.changed("文本框：文字放在了这一段后面", _words(drawn.boxes))
    elif drawn.boxes:
        notices.lost(
            f"画出来的图（{drawn.shapes} 个形状）：只保留了其中的文字", _words(drawn.boxes)
        )
    elif drawn.is_empty and not drawn.is_rule:
        notices.lost("画出来的线条或形状", _description(element))
    return drawn


def _look(element: Element, reading: Reading, drawn: Drawn, description: str) -> None:
    for child in element:
        tag = child.tag
        if tag == "{mc}AlternateContent":
            chosen = choose(child)
            if chosen is not None:
                _look(chosen, reading, drawn, description)
            continue
        if tag == "{w}txbxContent":
            drawn.boxes.append(child)
            continue
        if tag in ("{a}blip", "{v}imagedata"):
            _picture(child, reading, drawn, description)
        elif tag == "{c}chart":
            drawn.blocks += read_chart(reading, child.get("{r}id", ""))
        elif tag == "{dgm}relIds":
            drawn.blocks += read_smart_art(reading, child.get("{r}dm", ""))
        elif tag == "{o}OLEObject":
            drawn.objects.append(child.get("ProgID", ""))
        elif tag == "{v}textpath" and child.get("string"):
            drawn.inlines.append(Text(child.get("string", "")))
            reading.notices.changed("艺术字变成了普通文字", child.get("string", ""))
        elif tag == "{a}t" and child.text:
            drawn.inlines.append(Text(child.text))
        elif tag in _SHAPES:
            drawn.shapes += 1
            drawn.is_rule |= child.get("{o}hr") in ("t", "true")
        _look(child, reading, drawn, description)


def _picture(element: Element, reading: Reading, drawn: Drawn, description: str) -> None:
    name = element.get("{r}embed") or element.get("{r}id") or ""
    target, external = reading.target(name)
    if name and not external and target in reading.package.names:
        drawn.inlines.append(Picture(target, description))
        return
    drawn.is_linked = True
    if not external:
        target, external = reading.target(element.get("{r}link") or element.get("{r}href") or "")
    where = target.rpartition("/")[2] if external else ""
    reading.notices.lost("图片不在文件里，只是链接，请在 Word 里改为嵌入", where)


def _description(element: Element) -> str:
    """What the author said of the picture; not what a program wrote in the same place."""
    for found in element.iter():
        if found.tag == "{wp}docPr":
            said = found.get("descr") or found.get("title") or ""
        elif found.tag in _SHAPES:
            said = found.get("alt", "")
        else:
            continue
        return said_of_picture(said)
    return ""


def said_of_picture(text: str) -> str:
    """``text``, unless it is the name of a file."""
    words = " ".join(text.split())
    return "" if _FILE_NAME.search(words) else words


def _words(boxes: list[Element]) -> str:
    return " ".join(
        "".join(t.text or "" for t in p.iter("{w}t")) for box in boxes for p in box.iter("{w}p")
    )
