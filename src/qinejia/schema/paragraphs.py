"""Paragraphs of a clause and what each is (段落): text, item, note, example, caption, formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from qinejia.model.blocks import Block, Container, Prose
from qinejia.model.position import Position
from qinejia.model.records import ListItem
from qinejia.model.standard_parts import Paragraph

_ROLES = {
    "注": ("注", re.compile(r"注\d*[：:]")),
    "示": ("示例", re.compile(r"示例\d*[：:]?")),
    "[": ("来源", re.compile(r"\[来源[：:]")),
    "表": ("表题", re.compile(r"表\s?((?:[A-Z]\.)?\d+)[\s　]+\S")),
    "图": ("图题", re.compile(r"图\s?((?:[A-Z]\.)?\d+)[\s　]+\S")),
    "|": ("表", re.compile(r"")),
    ">": ("引", re.compile(r"")),
    "<": ("引", re.compile(r"<(?:table|figure|div|!--)")),
}
"""First character → role and the pattern that proves it; a group is the label."""
_SENTENCE_END = ("。", "；", "，", "：")
"""``表1 给出了……。`` is text, ``表1　器具`` a caption."""
_FORMULA = re.compile(r"[….·]{2,}\s?[（(]((?:[A-Z]\.)?\d+)[)）]\s*$")


def read_paragraphs(
    content: Sequence[Block | ListItem], anchor: str, marks: Mapping[int, str]
) -> tuple[Paragraph, ...]:
    """The paragraphs of a clause; ``anchor`` is the clause's.

    ``marks`` are the confirmed types of provisions by the line that they ended.
    """
    found = _paragraphs(content, anchor)
    if not marks:
        return tuple(found)
    return tuple(
        paragraph._replace(mark=marks.get(_last_line(paragraph), "")) for paragraph in found
    )


def _last_line(paragraph: Paragraph) -> int:
    return paragraph.prose.position.line + len(paragraph.prose.lines) - 1


def _paragraphs(content: Sequence[Block | ListItem], anchor: str) -> Iterator[Paragraph]:
    for part in content:
        if isinstance(part, ListItem):
            yield Paragraph("列项", "", Prose(part.lines, part.text_position), part.anchor)
        elif isinstance(part, Prose):
            yield from _split(part, anchor)
        elif isinstance(part, Container):
            for paragraph in _paragraphs(part.children, anchor):
                yield paragraph._replace(role="引")


def _split(prose: Prose, anchor: str) -> Iterator[Paragraph]:
    """Paragraphs between blank lines; a note also begins without one."""
    path, first_line, first_column = prose.position
    lines: list[str] = []
    start = 0
    for number, line in enumerate((*prose.lines, "")):
        is_blank = not line.strip()
        if lines and (is_blank or (line.startswith(("注", "示例")) and _role(line)[0] != "段")):
            where = Position(path, first_line + start, 1 if start else first_column)
            role, label = _role("\n".join(lines))
            yield Paragraph(role, label, Prose(tuple(lines), where), anchor)
            lines = []
        if not is_blank:
            if not lines:
                start = number
            lines.append(line)


def _role(text: str) -> tuple[str, str]:
    """Role and label of a paragraph."""
    found = _ROLES.get(text[0])
    if found:
        match = found[1].match(text)
        is_sentence = found[0].endswith("题") and text.rstrip().endswith(_SENTENCE_END)
        if match and not is_sentence:
            return found[0], match[1] if match.re.groups else ""
    if text.endswith(("）", ")")):
        match = _FORMULA.search(text)
        if match:
            return "公式", match[1]
    return "段", ""
