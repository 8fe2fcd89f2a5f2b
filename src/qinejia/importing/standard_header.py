"""The header of an imported standard (标准的页头): from its cover, its foreword and its number."""

from __future__ import annotations

import re

from qinejia.importing.cover import Cover
from qinejia.importing.header import Pair
from qinejia.importing.known import Known
from qinejia.importing.lines import Line, Part
from qinejia.importing.notices import Notices
from qinejia.model.standard_number import StandardNumber

_OWN = ("内部标准", "自编标准")
_MODEL_TEXT = "使用前由本单位核定"
_NOT_LISTED = "不在单位表（taxonomies/organisations.yml）里，没有写入页头"
_ROLES = (
    ("提出", re.compile(r"由([^，。；]{2,40}?)提出")),
    ("归口", re.compile(r"由([^，。；]{2,40}?)(?:提出并)?归口")),
    ("起草单位", re.compile(r"起草单位\s*[：:]\s*([^。；]+)")),
)
_RELATED = re.compile(r"由([^，。；]{2,40}?)提出并归口")


def standard_header(cover: Cover, parts: list[Part], known: Known, notices: Notices) -> list[Pair]:
    """Keys and values in the order of the authoring guide."""
    number = cover.number
    status = _status(cover, parts, known, notices)
    is_own = number is None or number.category in _OWN
    if not is_own:
        said = f"编号 {number.display if number else ''} 是外来标准：没有授权不能登载全文"
        notices.to_do(f"{said}，有授权时把“全文: 无”改为“许可”，没有时删去正文")
    if number is None:
        notices.to_do("没有找到标准编号，写了“已核实: 否”；请补上“编号”，并按编号改文件名")
    pairs: list[Pair] = [
        ("标题", cover.title),
        ("编号", number.display if number else ""),
        ("状态", status),
        ("发布日期", cover.issued.isoformat() if cover.issued else ""),
        ("实施日期", cover.effective.isoformat() if cover.effective else ""),
        ("全文", "自有" if is_own else "无"),
        ("英文名称", cover.english),
        ("ICS", cover.ics),
        ("CCS", cover.ccs),
        *_offices(cover, parts, known, notices),
        ("代替", _replaced(cover.replaces, known, notices)),
        ("已核实", "" if number else "否"),
        ("更新", known.imported_on.isoformat()),
        ("公开属性", "内网"),
    ]
    return pairs


def _status(cover: Cover, parts: list[Part], known: Known, notices: Notices) -> str:
    if any(isinstance(part, Line) and _MODEL_TEXT in part.text for part in parts):
        notices.to_do(
            f"正文有“{_MODEL_TEXT}”，状态写成了“示范文本”；本单位已经印发的，删去这句话，改为“现行”"
        )
        return "示范文本"
    if cover.is_draft:
        return "征求意见"
    if cover.effective:
        # The record carries the day of the import, so that is a day of the site from then on.
        return "现行" if cover.effective <= max(known.today, known.imported_on) else "即将实施"
    notices.to_do("封面上没有实施日期，状态先写“征求意见”，请核对")
    return "征求意见"


def _offices(cover: Cover, parts: list[Part], known: Known, notices: Notices) -> list[Pair]:
    """Offices that the site knows by this name; the others stay in the text and are told."""
    foreword = "\n".join(_foreword(parts))
    named: dict[str, list[str]] = {"发布机构": [cover.issuer] if cover.issuer else []}
    for key, pattern in _ROLES:
        match = pattern.search(foreword)
        named[key] = re.split(r"[、,，]", match[1]) if match else []
    if match := _RELATED.search(foreword):
        named["提出"] = named["归口"] = [match[1]]
    pairs: list[Pair] = []
    for key, names in named.items():
        names = [name.strip() for name in names if name.strip()]
        unknown = [name for name in names if name not in known.organisations]
        if names and not unknown:
            pairs.append((key, names if key == "起草单位" else names[0]))
        elif names and key == "发布机构":
            notices.lost(
                f"封面上的发布机构{_NOT_LISTED}",
                "、".join(unknown),
            )
        elif unknown:
            notices.to_do(
                f"“{key}”的单位{_NOT_LISTED}，只留在前言里",
                "、".join(unknown),
            )
    return pairs


def _foreword(parts: list[Part]) -> list[str]:
    words: list[str] = []
    inside = False
    for part in parts:
        if isinstance(part, Line):
            if part.role in ("element", "clause", "annex"):
                inside = part.role == "element" and part.number == "前言"
            elif inside:
                words.append(part.text)
    return words


def _replaced(numbers: list[StandardNumber], known: Known, notices: Notices) -> list[str]:
    found = []
    for number in numbers:
        target = known.standards.get(number.text)
        if target:
            found.append(target)
            notices.to_do(f"在 {target} 的页头写“被代替: …”和“状态: 被代替”")
        else:
            notices.lost("封面上“代替”的标准没有登记，没有写入页头", number.display)
    return found
