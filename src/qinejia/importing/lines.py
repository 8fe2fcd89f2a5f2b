"""What each line of a standard is (行的角色): clause, item, note, caption, or just text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qinejia.importing.tree import Break, Formula, Inline, Paragraph, Picture, Tab, Table, Text
from qinejia.importing.typed_numbers import half_width, is_title, read_typed
from qinejia.model.standard_parts import ELEMENTS, follows

_LABEL = r"(?:[A-Z]\.)?\d+"
_NUMBER = re.compile(r"(\d+(?:\.\d+)*|[A-Z](?:\.\d+)+)[.、]?$")
_ANNEX_LABEL = re.compile(r"附\s*录\s*([A-Z])$")
_ITEM_LABEL = re.compile(r"\(?([a-z]|\d{1,2})\)$")
_CAPTION = re.compile(
    rf"(?P<kind>[表图])\s*(?P<n>{_LABEL})(?![\d.\-－–—])(?P<more>（续）|\(续\))?[\s　:：]*"
)
_NOTE = re.compile(r"(?:注|示\s?例)\s*(?P<n>\d*)\s*:\s*")
_EXAMPLE = re.compile(r"示\s?例\s*(?P<n>\d*)$")
FORMULA_NUMBER = re.compile(r"[\s….·]*[（(]\s*((?:[A-Z]\.)?\d+)\s*[)）]$")
_LONGEST_NUMBER = 80
_QUANTITY = re.compile(r"\s*(?:[A-Za-z%℃°≥≤～~]|平方|立方|[米元人次分个天年月吨克升倍万亿台套])")
_DASHES = ("——", "—", "--", "–")
_DOTS = ("·", "•", "●", "○", "◆", "■")
TITLES = (*(element for element in ELEMENTS if element != "附录"), "目次", "目录")


@dataclass(frozen=True)
class Line:
    """A line with its role and number; ``inlines`` are what follows the number.

    Roles: ``element``, ``annex``, ``clause``, ``item``, ``note``, ``caption``, ``formula``,
    ``figure``, ``heading`` (without a number of the standard's) and ``text``.
    """

    role: str
    number: str
    inlines: tuple[Inline, ...]
    source: Paragraph
    titled: bool = False

    @property
    def text(self) -> str:
        return replace(self.source, inlines=self.inlines).text.strip()


Part = Line | Table


class Classifier:
    """Goes through the lines of a standard in order: what a number means depends on the last."""

    def __init__(self) -> None:
        self.last = ""
        self._chapters: set[tuple[str, bool]] = set()
        """How chapters with a fixed title were written: the form of the number, and if bold."""

    def read(self, paragraph: Paragraph) -> Line:
        text = paragraph.text.strip()
        found = self._labelled(paragraph, text) if paragraph.label else self._bare(paragraph, text)
        if found.role in ("clause", "annex"):
            self.last = found.number
        elif found.role == "element":
            self.last = ""
        return found

    def _labelled(self, paragraph: Paragraph, text: str) -> Line:
        """By its automatic number."""
        label = half_width(paragraph.label).strip()
        number = _NUMBER.match(label)
        if number and self._is_clause(number[1], label, paragraph, text):
            return Line("clause", number[1], paragraph.inlines, paragraph)
        if annex := _ANNEX_LABEL.match(label):
            return Line("annex", annex[1], paragraph.inlines, paragraph)
        if item := _ITEM_LABEL.match(label):
            return Line("item", f"{item[1]})", paragraph.inlines, paragraph)
        if label in _DASHES:
            return Line("item", "——", paragraph.inlines, paragraph)
        if label in _DOTS:
            deep = paragraph.level > 0 or "二级" in paragraph.style
            return Line("item", "·" if deep else "——", paragraph.inlines, paragraph)
        whole = replace(
            paragraph, inlines=(Text(paragraph.label + " "), *paragraph.inlines), label=""
        )
        return self._bare(whole, whole.text.strip())

    def _is_clause(self, number: str, label: str, paragraph: Paragraph, text: str) -> bool:
        if "." in number:
            return True
        if paragraph.outline >= 0 or "章标题" in paragraph.style:
            return True
        return label[-1] not in ".、" and paragraph.strong and is_title(text)

    def _bare(self, paragraph: Paragraph, text: str) -> Line:
        """By what it begins with."""
        key = re.sub(r"[\s　]", "", text)
        if key in TITLES:
            return Line("element", key, paragraph.inlines, paragraph)
        if any(isinstance(part, Picture) for part in paragraph.inlines) and not text:
            return Line("figure", "", paragraph.inlines, paragraph)
        if caption := self._caption(paragraph, text):
            return caption
        plain = half_width(text)
        if note := _NOTE.match(plain) or _EXAMPLE.match(plain):
            name = ("注" if text[0] == "注" else "示例") + note["n"]
            return Line("note", f"{name}：", cut(paragraph.inlines, note.end()), paragraph)
        is_formula = any(isinstance(part, Formula) for part in paragraph.inlines)
        if (is_formula or "公式" in paragraph.style) and FORMULA_NUMBER.search(
            text[-_LONGEST_NUMBER:]
        ):
            return Line("formula", "", paragraph.inlines, paragraph)
        return self._typed(paragraph, text)

    def _caption(self, paragraph: Paragraph, text: str) -> Line | None:
        match = _CAPTION.match(half_width(text))
        rest = text[match.end() :] if match else ""
        if match is None or not rest or not is_title(rest[:40]) or len(rest) > 60:
            return None
        apart = text[match.end() - 1] in " 　\t:：" or match["more"]
        styled = paragraph.centred or paragraph.strong or "标题" in paragraph.style
        if not (apart or styled or paragraph.style.lower() == "caption"):
            return None
        name = f"{match['kind']}{match['n']}{'（续）' if match['more'] else ''}"
        return Line("caption", name, cut(paragraph.inlines, match.end()), paragraph)

    def _typed(self, paragraph: Paragraph, text: str) -> Line:
        typed = read_typed(text)
        plain = Line("text", "", paragraph.inlines, paragraph)
        stands_out = paragraph.outline >= 0 or paragraph.strong or "标题" in paragraph.style
        if typed is None:
            is_heading = is_title(text) and paragraph.outline >= 0
            return replace(plain, role="heading") if is_heading else plain
        rest = cut(paragraph.inlines, typed.length)
        form, number = typed.form, typed.number
        if form == "annex" and not text.rstrip().endswith("。"):
            return Line("annex", number, rest, paragraph)
        words = text[typed.length :]
        if form in ("clause", "annex clause") and self._comes_here(number, words, stands_out):
            return Line("clause", number, rest, paragraph)
        if form in ("chapter", "dot") and self._is_chapter(form, number, words, paragraph):
            return Line("clause", number, rest, paragraph)
        if form in ("letter", "paren letter", "half", "paren"):
            return Line("item", f"{number})", rest, paragraph)
        if form == "dash":
            return Line("item", "——", rest, paragraph)
        if form == "dot sign":
            return Line("item", "·" if number == "·" else "——", rest, paragraph)
        is_sure = paragraph.outline >= 0 or form in ("part", "chinese")
        is_sure = is_sure or (form == "paren chinese" and stands_out)
        return replace(plain, role="heading") if is_sure and is_title(text) else plain

    def _comes_here(self, number: str, rest: str, stands_out: bool) -> bool:
        """Whether this is a clause and not a value such as ``5.3 m``."""
        if not self.last or (_QUANTITY.match(rest) and not follows(number, self.last)):
            return False
        return stands_out or number.split(".")[0] == self.last.split(".")[0]

    def _is_chapter(self, form: str, number: str, title: str, paragraph: Paragraph) -> bool:
        """Whether this is the next chapter; ``1.`` begins one only where 范围 was numbered so."""
        title = title.strip()
        chapter = self.last.split(".")[0]
        is_next = number == (str(int(chapter) + 1) if chapter.isdigit() else "1")
        if not is_title(title) or not is_next:
            return False
        has_style = paragraph.outline >= 0 or "标题" in paragraph.style
        if re.sub(r"[\s　]", "", title) in TITLES:
            self._chapters.add((form, has_style or paragraph.strong))
            return True
        if has_style:
            return True
        if paragraph.strong:
            return form == "chapter" or (form, True) in self._chapters
        return (form, False) in self._chapters and len(title) <= 20


def cut(inlines: tuple[Inline, ...], length: int) -> tuple[Inline, ...]:
    """``inlines`` without the first ``length`` characters, counted from the first word."""
    kept: list[Inline] = []
    begun = False
    for part in inlines:
        if isinstance(part, Text | Formula) and length > 0:
            text = part.text
            if not begun:
                text = text.lstrip()
                begun = bool(text)
            gone = min(length, len(text))
            length -= gone
            if text[gone:]:
                kept.append(replace(part, text=text[gone:]))
        elif isinstance(part, Tab | Break) and (length > 0 or not kept):
            length -= begun
        else:
            kept.append(part)
    return tuple(kept)
