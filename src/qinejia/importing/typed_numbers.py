"""Numbers typed as text (手打的编号): ``5.3.2``, ``一、``, ``（一）``, ``1.``, ``a)``, ``——``."""

from __future__ import annotations

import re
from typing import NamedTuple

from qinejia.importing.tree import Paragraph

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_GAP = r"[\s　]"
_CHINESE = "[一二三四五六七八九十百零〇]"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("annex", re.compile(rf"附{_GAP}*录{_GAP}*(?P<n>[A-Z])(?=$|[\s　(（])")),
    ("part", re.compile(rf"第(?P<n>{_CHINESE}+)[编章节](?={_GAP}|$)")),
    ("article", re.compile(rf"第(?P<n>{_CHINESE}+)条(?={_GAP}|$)")),
    ("clause", re.compile(rf"(?P<n>\d{{1,2}}(?:\.\d{{1,3}})+)\.?(?:{_GAP}+|$|(?=[一-鿿“《(（]))")),
    ("annex clause", re.compile(rf"(?P<n>[A-Z](?:\.\d{{1,3}})+)\.?(?:{_GAP}+|$|(?=[一-鿿“《]))")),
    ("dot", re.compile(rf"(?P<n>\d{{1,3}})[.、](?!\d){_GAP}*")),
    ("half", re.compile(rf"(?P<n>\d{{1,2}})\){_GAP}*")),
    ("paren", re.compile(rf"\((?P<n>\d{{1,2}})\){_GAP}*")),
    ("letter", re.compile(rf"(?P<n>[a-z])\){_GAP}*")),
    ("paren letter", re.compile(rf"\((?P<n>[a-z])\){_GAP}*")),
    ("chapter", re.compile(rf"(?P<n>\d{{1,2}})(?:{_GAP}+(?=\S)|$|(?=[一-鿿]))")),
    ("chinese", re.compile(rf"(?P<n>{_CHINESE}+)、{_GAP}*")),
    ("paren chinese", re.compile(rf"\((?P<n>{_CHINESE}+)\){_GAP}*")),
    ("circle", re.compile(rf"(?P<n>[①-⑳]){_GAP}*")),
    ("dash", re.compile(rf"(?P<n>——|—(?=[^\d—])|--(?=[\s　一-鿿])){_GAP}*")),
    ("dot sign", re.compile(rf"(?P<n>[·•●○■□◆➢])(?={_GAP}|[一-鿿]){_GAP}*")),
)
_ENDS = ("。", "；", "：", "，", "！", "？", "、", ";", ":", ".", ",")
LONGEST_TITLE = 40


class Typed(NamedTuple):
    """A number at the start of a text: its form, itself, and how many characters it takes."""

    form: str
    number: str
    length: int


def half_width(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones, each in its place."""
    return text.translate(_HALF)


def read_typed(text: str) -> Typed | None:
    """The number that ``text`` begins with, or ``None``; leading blanks count to its length."""
    stripped = text.lstrip(" \t\u3000")
    plain = half_width(stripped[:40])
    for form, pattern in _FORMS:
        match = pattern.match(plain)
        if match:
            return Typed(form, match["n"], len(text) - len(stripped) + match.end())
    return None


def is_title(text: str) -> bool:
    """Whether ``text`` could be a title: short, one phrase, no stop at its end."""
    text = text.strip()
    return 0 < len(text) <= LONGEST_TITLE and not text.endswith(_ENDS) and "。" not in text


def looks_like_heading(paragraph: Paragraph) -> bool:
    """Good enough to say where something was; chapters are made by stricter rules."""
    text = paragraph.text.strip()
    if not text or not is_title(text):
        return False
    is_caption = "图标题" in paragraph.style or "表标题" in paragraph.style
    if paragraph.outline >= 0 or "标题" in paragraph.style:
        return not is_caption
    return paragraph.strong and read_typed(text) is not None
