"""The runs of a paragraph (文字、域、图片、公式、脚注), read in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from qinejia.importing.fields import safe_link
from qinejia.importing.formulas import read_formula
from qinejia.importing.objects import read_drawing
from qinejia.importing.reading import Reading, choose
from qinejia.importing.styles import Look, read_look
from qinejia.importing.symbols import clean_text, read_symbol
from qinejia.importing.tree import Block, Break, Formula, Inline, Mark, Tab, Text
from qinejia.importing.xml import value_of, whole

_HOLDERS = frozenset(
    ("{w}ins", "{w}smartTag", "{w}customXml", "{w}sdtContent", "{w}fldSimple", "{w}bdo", "{w}dir",
     "{w}moveTo", "{w}rubyBase")
)  # fmt: skip
_SKIPPED = frozenset(
    ("{w}pPr", "{w}rPr", "{w}del", "{w}moveFrom", "{w}sdtPr", "{w}sdtEndPr", "{w}instrText",
     "{w}delText", "{w}delInstrText")
)  # fmt: skip


@dataclass
class Line:
    """What a paragraph holds: its inlines, and what floats over it and has to follow."""

    inlines: list[Inline] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    heavy: int = 0
    letters: int = 0


def read_line(paragraph: Element, reading: Reading, look: Look) -> Line:
    """All that stands in ``paragraph``, whose style gives it ``look``."""
    line = Line()
    _Reader(reading, look, line).children(paragraph, "")
    line.inlines = _joined(line.inlines)
    return line


class _Reader:
    def __init__(self, reading: Reading, look: Look, line: Line) -> None:
        self.reading = reading
        self.look = look
        self.line = line

    def children(self, parent: Element, link: str) -> None:
        for child in parent:
            self.take(child, link)

    def take(self, element: Element, link: str) -> None:
        tag = element.tag
        if tag == "{w}r":
            self._run(element, link)
        elif tag == "{w}hyperlink":
            target, external = self.reading.target(element.get("{r}id", ""))
            self.children(element, safe_link(target) if external else link)
        elif tag in ("{m}oMath", "{m}oMathPara"):
            self._formula(element)
        elif tag == "{w}sdt":
            content = element.find("{w}sdtContent")
            if content is not None:
                self.children(content, link)
        elif tag == "{mc}AlternateContent":
            chosen = choose(element)
            if chosen is not None:
                self.children(chosen, link)
        elif tag == "{w}subDoc":
            self.reading.notices.lost("主控文档里的子文档")
        elif tag in _HOLDERS or (tag not in _SKIPPED and len(element)):
            self.children(element, link)

    def _formula(self, element: Element) -> None:
        text = read_formula(element)
        if text and not self.reading.fields.in_contents:
            self.line.inlines.append(Formula(text))
            self.reading.notices.changed("公式变成了一行文字", text)

    def _run(self, run: Element, link: str) -> None:
        properties = run.find("{w}rPr")
        look = self.look
        if properties is not None:
            style = value_of(properties, "{w}rStyle")
            below = self.reading.styles.character(style).over(look) if style else look
            look = read_look(properties).over(below)
        for child in run:
            self._piece(child, look, link)

    def _piece(self, piece: Element, look: Look, link: str) -> None:
        tag, reading = piece.tag, self.reading
        if tag == "{w}t":
            self._text(piece.text or "", look, link)
        elif tag == "{w}instrText":
            reading.fields.command(piece.text or "")
        elif tag == "{w}fldChar":
            self._field(piece, look, link)
        elif tag in ("{w}tab", "{w}ptab"):
            self._add(Tab())
        elif tag == "{w}br":
            if piece.get("{w}type", "textWrapping") == "textWrapping":
                self._add(Break())
        elif tag == "{w}cr":
            self._add(Break())
        elif tag == "{w}noBreakHyphen":
            self._text("-", look, link)
        elif tag == "{w}sym":
            sign = read_symbol(piece.get("{w}font", ""), whole(piece.get("{w}char"), base=16))
            self._text(sign, Look(), link)
        elif tag in ("{w}footnoteReference", "{w}endnoteReference"):
            self._add(Mark(("f" if "foot" in tag else "e") + piece.get("{w}id", "")))
        elif tag == "{w}commentReference":
            text = reading.comments.pop(piece.get("{w}id", ""), "")
            reading.notices.lost("批注", text)
        elif tag in ("{w}drawing", "{w}pict", "{w}object"):
            self._drawing(piece)
        elif tag == "{mc}AlternateContent":
            chosen = choose(piece)
            for child in chosen if chosen is not None else ():
                self._piece(child, look, link)
        elif tag == "{w}ruby":
            self._ruby(piece, link)
        elif tag == "{w}contentPart":
            reading.notices.lost("手写墨迹")

    def _text(self, text: str, look: Look, link: str) -> None:
        reading = self.reading
        if reading.fields.in_code:
            reading.fields.command(text)
            return
        text, unknown, invisible = clean_text(text, look.font or "")
        reading.tally.symbols += unknown
        reading.tally.invisible += invisible
        if reading.fields.in_contents:
            reading.tally.contents += len("".join(text.split()))
            return
        if look.hidden and text.strip():
            reading.notices.lost("隐藏文字", text)
            reading.tally.hidden += len("".join(text.split()))
            return
        if look.underline and not text.strip() and len(text) > 1:
            text = "____"  # a blank to fill in
        elif look.underline and not link and text.strip():
            reading.tally.forms.add("下划线")
        letters = len("".join(text.split()))
        self.line.letters += letters
        self.line.heavy += letters if look.bold or look.heavy else 0
        self.line.inlines.append(
            Text(
                text,
                bool(look.bold),
                bool(look.italic),
                look.script or "",
                bool(look.strike),
                link or reading.fields.link,
            )
        )

    def _add(self, inline: Inline) -> None:
        if not (self.reading.fields.in_code or self.reading.fields.in_contents):
            self.line.inlines.append(inline)

    def _field(self, piece: Element, look: Look, link: str) -> None:
        fields = self.reading.fields
        kind = piece.get("{w}fldCharType", "")
        if kind == "begin":
            fields.begin(piece.find("{w}ffData"))
        elif kind == "separate":
            fields.separate()
        elif kind == "end":
            text, name = fields.end()
            if text:
                self._text(text, look, link)
            if name == "EQ":
                self.reading.notices.changed("公式（EQ 域）变成了文字", text)

    def _drawing(self, element: Element) -> None:
        drawn = read_drawing(element, self.reading)
        for inline in drawn.inlines:
            self._add(inline)
        self.line.boxes += drawn.boxes
        self.line.blocks += drawn.blocks

    def _ruby(self, element: Element, link: str) -> None:
        base, sound = element.find("{w}rubyBase"), element.find("{w}rt")
        if base is not None:
            self.children(base, link)
        if sound is not None:
            text = "".join(t.text or "" for t in sound.iter("{w}t"))
            self._text(f"（{text}）", self.look, link)
            self.reading.notices.changed("注音放进了括号", text)


def _joined(inlines: Iterable[Inline]) -> list[Inline]:
    """Runs of one form together: Word splits them at every edit and spelling mark."""
    joined: list[Inline] = []
    for part in inlines:
        last = joined[-1] if joined else None
        if isinstance(part, Text) and isinstance(last, Text) and _form(part) == _form(last):
            joined[-1] = Text(last.text + part.text, *_form(part))
        elif not isinstance(part, Text) or part.text:
            joined.append(part)
    return joined


def _form(text: Text) -> tuple[bool, bool, str, bool, str]:
    return text.bold, text.italic, text.script, text.strike, text.link
