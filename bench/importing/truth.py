"""What a text holds (标准答案): heads, words and tables, of a record and of its import alike."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qinejia.importing.counting import words_key, words_of
from qinejia.markup.inline import plain_words
from qinejia.model.blocks import DataFence, Prose
from qinejia.model.records import Clause, ListItem, Record

Grid = tuple[tuple[tuple[str, int, int], ...], ...]
"""Rows of cells: text, columns, rows."""
_CELL = re.compile(r"<t[hd]([^>]*)>(.*?)</t[hd]>", re.DOTALL)
_SPLIT = re.compile(r"(?<!\\)\|")


@dataclass
class Piece:
    """A part of a text in reading order.

    ``form`` is ``element``, ``annex``, ``clause``, ``text``, ``item``, ``note``, ``caption``,
    ``formula``, ``table`` or ``picture``; ``number`` what is printed before ``text``.
    """

    form: str
    number: str = ""
    text: str = ""
    level: int = 0
    nature: str = ""
    titled: bool = False
    grid: Grid = ()


@dataclass
class Score:
    """Hits of all that there are."""

    characters: tuple[int, int] = (0, 0)
    headings: tuple[int, int] = (0, 0)
    tables: tuple[int, int] = (0, 0)
    faults: list[str] = field(default_factory=list)


def pieces_of(record: Record) -> list[Piece]:
    """The pieces of a standard."""
    pieces: list[Piece] = []
    for clause in record.clauses:
        form = "clause" if clause.number else "element"
        form = "annex" if clause.number.isalpha() else form
        pieces.append(
            Piece(
                form,
                clause.number,
                plain(clause.title),
                clause.level,
                clause.nature,
                bool(clause.title),
            )
        )
        pieces += _content(clause)
    return pieces


def read_with_text(pieces: list[Piece]) -> Iterator[tuple[Piece, str]]:
    """Each piece; a clause without a title together with the paragraph beside its number."""
    is_taken = False
    for number, piece in enumerate(pieces):
        if is_taken:
            is_taken = False
            continue
        following = pieces[number + 1] if number + 1 < len(pieces) else Piece("")
        is_taken = piece.form == "clause" and not piece.titled and following.form == "text"
        yield piece, following.text if is_taken else ""


def pieces_of_page(markdown: str) -> list[Piece]:
    """The pieces of an ordinary page: headings and tables; its words are looked for as they are."""
    pieces: list[Piece] = []
    for block in re.split(r"\n\s*\n", markdown.split("---\n", 2)[2].strip()):
        heading = re.match(r"(#+) (.*)", block)
        if heading:
            pieces.append(Piece("clause", "", plain(heading[2]), len(heading[1]), "", True))
        elif block.startswith(("|", "<table")):
            pieces.append(Piece("table", grid=grid_of(block)))
    return pieces


def _content(clause: Clause) -> list[Piece]:
    found: list[Piece] = []
    for part in clause.content:
        if isinstance(part, ListItem):
            found.append(Piece("item", part.marker, plain(" ".join(part.lines)), part.level))
        elif isinstance(part, DataFence):
            found.append(Piece("picture"))
        elif isinstance(part, Prose):
            for block in re.split(r"\n\s*\n", part.text.strip()):
                found.append(_paragraph(block))
    return found


def _paragraph(block: str) -> Piece:
    if block.startswith("|") or block.startswith("<table"):
        return Piece("table", grid=grid_of(block))
    if block.startswith("!["):
        return Piece("picture")
    text = plain(block.replace("\n", ""))
    caption = re.match(r"([表图])\s?((?:[A-Z]\.)?\d+)[\s　]+(.*)", text)
    if caption and not text.endswith("。"):
        return Piece("caption", caption[1] + caption[2], caption[3])
    note = re.match(r"((?:注|示例)\d*：)(.*)", text)
    if note:
        return Piece("note", note[1], note[2])
    formula = re.match(r"(.*?)\s?…+\s?（(.*)）$", text)
    if formula:
        return Piece("formula", formula[2], formula[1])
    return Piece("text", "", text)


def plain(text: str) -> str:
    """Words without our marks."""
    text = re.sub(r"\[\^\d+\]", "", plain_words(text))
    text = re.sub(r"\s*\{(?:要求|指示|推荐|允许|陈述)\}$", "", text)
    return html.unescape(re.sub(r"\\([\\`*_\[\]()#.!|-])", r"\1", text.replace("**", "")))


def grid_of(block: str) -> Grid:
    """The cells of a table in Markdown or HTML."""
    if block.startswith("|"):
        lines = [line for line in block.split("\n") if not re.fullmatch(r"\|(?::?-+:?\|)+", line)]
        return tuple(
            tuple((_cell(cell), 1, 1) for cell in _SPLIT.split(line.strip())[1:-1])
            for line in lines
        )
    rows = re.findall(r"<tr>(.*?)</tr>", block, re.DOTALL)
    return tuple(tuple(_html_cell(*match) for match in _CELL.findall(row)) for row in rows)


def _cell(text: str) -> str:
    return words_key(re.sub("<br>", "", plain(text.replace("\\|", "|"))))


def _html_cell(about: str, text: str) -> tuple[str, int, int]:
    columns = re.search(r'colspan="(\d+)"', about)
    rows = re.search(r'rowspan="(\d+)"', about)
    words = words_key(html.unescape(re.sub(r"<[^>]+>", "", text)))
    return words, int(columns[1]) if columns else 1, int(rows[1]) if rows else 1


def compare(truth: list[Piece], found: list[Piece], markdown: str) -> Score:
    """How much of ``truth`` is in the import."""
    score = Score()
    score.headings = _compare_lists(_heads(truth), _heads(found), score.faults)
    grids = [p.grid for p in truth if p.form == "table"]
    score.tables = _compare_lists(grids, [p.grid for p in found if p.form == "table"], score.faults)
    score.characters = _compare_words(truth, markdown, score.faults)
    return score


def _heads(pieces: list[Piece]) -> list[tuple[str, str]]:
    heads = [p for p in pieces if p.form in ("element", "annex", "clause")]
    return [(p.number, words_key(p.text + p.nature) if p.titled else "") for p in heads]


def _compare_lists(
    wanted: Sequence[object], got: Sequence[object], faults: list[str]
) -> tuple[int, int]:
    matcher = difflib.SequenceMatcher(None, wanted, got, autojunk=False)
    hits = 0
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            hits += i2 - i1
        else:
            faults.append(f"{wanted[i1:i2]} → {got[j1:j2]}")
    return hits, max(len(wanted), len(got))


def _compare_words(truth: list[Piece], markdown: str, faults: list[str]) -> tuple[int, int]:
    """Characters of the truth that stand in the result, in the same order."""
    result = words_key(words_of(markdown))
    kept = total = cursor = 0
    for piece in truth:
        cells = [cell[0] for row in piece.grid for cell in row]
        for text in [piece.text, *cells]:
            key = words_key(text)
            total += len(key)
            at = result.find(key, cursor)
            if at >= 0:
                kept += len(key)
                cursor = at + len(key)
            else:
                faults.append(f"缺：{text}")
    return kept, total
