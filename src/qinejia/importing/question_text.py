"""Questions typed as paragraphs (段落形式的考题): ``1. …``, ``A. …``, ``答案：B``, ``解析：…``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qinejia.importing.question_cells import Cells, kind_of
from qinejia.importing.typed_numbers import half_width

_STEM = re.compile(r"(?P<number>\d{1,3})\s*(?P<sign>[.、])\s*(?P<words>.+)$")
_OPTION = re.compile(r"[A-J]\s*[.、:)]")
_WORDS = "正确答案|标准答案|参考答案|答案解析|答案|解析|依据|出处|分值|难度"
_SAID = re.compile(rf"(?:[\[【(（]({_WORDS})[\]】)）]\s*[:：]?|({_WORDS})\s*[:：])\s*(.*)$")
_KEYS = {
    "正确答案": "答案",
    "标准答案": "答案",
    "参考答案": "答案",
    "答案解析": "解析",
    "出处": "依据",
}


@dataclass
class Typed:
    """A question as typed, with the kind of its section and its number."""

    cells: Cells
    section: str
    number: int


def read_typed_questions(lines: list[str]) -> tuple[list[Typed], list[str]]:
    """The questions of ``lines``, and the lines that belong to none."""
    found: list[Typed] = []
    others: list[str] = []
    section = ""
    for line in lines:
        plain = half_width(line).strip()
        stem = _stem(plain, line.strip(), found)
        said = _SAID.match(line.strip())
        if kind := kind_of(line):
            section = kind
        elif stem:
            cells = {"题干": line.strip()[stem.start("words") :]}
            found.append(Typed(cells, section, int(stem["number"])))
        elif not found:
            others.append(line)
        elif said:
            key = said[1] or said[2]
            found[-1].cells[_KEYS.get(key, key)] = said[3].strip()
        else:
            key = "选项" if _OPTION.match(plain) else "题干"
            if key == "题干" and "选项" in found[-1].cells:
                others.append(line)
                continue
            found[-1].cells[key] = f"{found[-1].cells.get(key, '')}\n{line.strip()}".strip()
    return found, others


def _stem(plain: str, text: str, found: list[Typed]) -> re.Match[str] | None:
    """The number that begins a question; ``5.2`` is one of a clause, unless its turn has come.

    ``plain`` is ``text`` with half-width signs.
    """
    stem = _STEM.match(plain)
    if stem is None or not re.match(r"\.\d", text[stem.start("sign") :]):
        return stem
    last = found[-1] if found else Typed({"答案": ""}, "", 0)
    is_next = int(stem["number"]) in (1, last.number + 1)
    return stem if is_next and ("答案" in last.cells or "选项" in last.cells) else None
