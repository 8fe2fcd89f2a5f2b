"""The cover of a standard (封面) as GB/T 1.1 lays it out, and what it says for the header."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from qinejia.importing.tree import Paragraph
from qinejia.importing.typed_numbers import half_width
from qinejia.model.standard_number import StandardNumber, classify

_DAY = re.compile(
    r"(\d{4})\s*[-年./－—]\s*(\d{1,2})\s*[-月./－—]\s*(\d{1,2})\s*日?\s*(发\s*布|实\s*施)"
)
_ICS = re.compile(r"ICS[\s:：]*([\d.]*\d)?$")
_CCS = re.compile(r"(?:CCS|中国标准文献分类号)[\s:：]*([A-Z])\s*(\d{2})$")
_BARE_CCS = re.compile(r"([A-Z])\s?(\d{2})$")
_REPLACES = re.compile(r"代替[\s:：]*(.+)$")
_ISSUER = re.compile(r"(.*?[^\d\s])\s*(?:联合)?发\s*布$")
_CLASS = re.compile(
    r"(?:国家|行业|地方|团体|企业|内部|自编|[A-Z]{2,})\s*标准(?:化指导性技术文件)?$"
)
_STAGE = re.compile(r"[（(]?(?:征求意见稿|送审(?:讨论)?稿|报批稿|工作组讨论稿|草案稿?)[)）]?$")
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z0-9 ,.:;()/&'’—–\-]{7,}$")
_TITLE_STYLES = ("封面标准名称", "标准名称", "title", "标题")


@dataclass
class Cover:
    """What was understood; ``left`` is what was not, word for word."""

    title: str = ""
    english: str = ""
    number: StandardNumber | None = None
    ics: str = ""
    ccs: str = ""
    issued: datetime.date | None = None
    effective: datetime.date | None = None
    issuer: str = ""
    replaces: list[StandardNumber] = field(default_factory=list)
    is_draft: bool = False
    left: list[str] = field(default_factory=list)


def read_cover(lines: list[Paragraph], own_prefixes: tuple[str, ...]) -> Cover:
    """The cover made of ``lines``, which come in the order of the file, not of the page."""
    cover = Cover()
    titles: list[Paragraph] = []
    after_ics = False
    for line in lines:
        text = " ".join(half_width(line.text).replace("\u3000", " ").split())
        after_ics = _read_line(text, line, cover, titles, after_ics, own_prefixes)
    _choose_title(titles, cover)
    return cover


def _read_line(
    text: str,
    line: Paragraph,
    cover: Cover,
    titles: list[Paragraph],
    after_ics: bool,
    own_prefixes: tuple[str, ...],
) -> bool:
    """Understand one line; whether it was that of the ICS number."""
    if not text:
        return after_ics
    if match := _ICS.match(text):
        cover.ics = match[1] or ""
        return True
    if (match := _CCS.match(text)) or (after_ics and (match := _BARE_CCS.match(text))):
        cover.ccs = f"{match[1]} {match[2]}"
    elif number := classify(text, own_prefixes):
        cover.number = cover.number or number
    elif match := _REPLACES.match(text):
        named = [classify(part, own_prefixes) for part in re.split(r"[,、;]", match[1])]
        cover.replaces += [number for number in named if number]
        if None in named:
            cover.left.append(text)
    elif _DAY.search(text):
        _read_days(text, cover)
    elif (match := _ISSUER.match(text)) and "X" not in match[1]:
        cover.issuer = "".join(match[1].split())
    elif _STAGE.match(text):
        cover.is_draft = True
        cover.left.append(text)
    elif _ENGLISH.match(text) and len(text.split()) > 1 and not cover.english:
        cover.english = text
    elif _CLASS.search(text.replace(" ", "")):
        return False  # what the number says, too
    elif re.search("[一-鿿]", text) and "备案号" not in text:
        titles.append(line)
    else:
        cover.left.append(text)
    return False


def _read_days(text: str, cover: Cover) -> None:
    rest = text
    for match in _DAY.finditer(text):
        rest = rest.replace(match[0], "")
        try:
            day = datetime.date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            cover.left.append(match[0])
            continue
        if match[4].startswith("发"):
            cover.issued = day
        else:
            cover.effective = day
    if rest.strip():
        cover.left.append(rest.strip())


def _choose_title(lines: list[Paragraph], cover: Cover) -> None:
    """By style; else the line in the typeface of titles; else the first short phrase."""
    styled = [line for line in lines if line.style.lower().endswith(_TITLE_STYLES)]
    chosen = styled or [line for line in lines if line.strong and line.centred][:1]
    chosen = chosen or [line for line in lines if not line.text.rstrip().endswith("。")][:1]
    cover.title = " ".join(" ".join(line.text.split()) for line in chosen)
    if re.search("[一-鿿] [一-鿿]", cover.title) and "部分" not in cover.title:
        cover.title = cover.title.replace(" ", "")
    cover.left += [line.text.strip() for line in lines if line not in chosen]
