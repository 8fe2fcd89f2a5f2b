"""Questions typed as paragraphs (段落形式的考题): ``1. …``, ``A. …``, ``答案：B``, ``解析：…``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qinejia.importing.question_cells import Cells, kind_of
from qinejia.importing.typed_numbers import half_width

_STEM = re.compile(r"(\d{1,3})\s*[.、](?!\d)\s*(.+)$")
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
    """A question as typed, with the kind of its section."""

    cells: Cells
    section: str
    lines: list[str] = field(default_factory=list)


def read_typed_questions(lines: list[str]) -> tuple[list[Typed], list[str]]:
    """The questions of ``lines``, and the lines that belong to none."""
    found: list[Typed] = []
    others: list[str] = []
    section = ""
    for line in lines:
        plain = half_width(line).strip()
        stem = _STEM.match(plain)
        said = _SAID.match(line.strip())
        if kind := kind_of(line):
            section = kind
        elif stem and not _OPTION.match(plain):
            cells = {"题干": line.strip()[stem.start(2) :]}
            found.append(Typed(cells, section, [line]))
        elif not found:
            others.append(line)
        elif said:
            key = said[1] or said[2]
            found[-1].cells[_KEYS.get(key, key)] = said[3].strip()
            found[-1].lines.append(line)
        else:
            key = "选项" if _OPTION.match(plain) else "题干"
            if key == "题干" and "选项" in found[-1].cells:
                others.append(line)
                continue
            found[-1].cells[key] = f"{found[-1].cells.get(key, '')}\n{line.strip()}".strip()
            found[-1].lines.append(line)
    return found, others
