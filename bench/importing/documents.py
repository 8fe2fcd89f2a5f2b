"""Known texts as Word files in the ways that offices write them (生成的 Word 文件)."""

from __future__ import annotations

import random
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.importing.truth import Grid, Piece
from tests.word import Word, gb_word, list_of, paragraph, png, run, table

_LEVELS = "一二三四五"
_HEI = '<w:rFonts w:eastAsia="黑体"/>'
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _grid(word: Word, grid: Grid) -> None:
    """A table; a cell that spans rows goes on in those below."""
    rows: list[list[str | tuple[str, int, str]]] = []
    open_cells: dict[int, tuple[int, int]] = {}
    for line in grid:
        row: list[str | tuple[str, int, str]] = []
        column = 0
        cells = iter(line)
        waiting = next(cells, None)
        while waiting is not None or column in open_cells:
            if column in open_cells:
                left, columns = open_cells.pop(column)
                if left > 1:
                    open_cells[column] = (left - 1, columns)
                row.append(("", columns, "continue"))
                column += columns
                continue
            if waiting is None:
                break
            text, columns, depth = waiting
            row.append((text, columns, "restart" if depth > 1 else ""))
            pending = (column, depth - 1, columns) if depth > 1 else None
            column += columns
            waiting = next(cells, None)
            if pending:
                open_cells[pending[0] - 10_000] = pending[1:]
        open_cells = {at + 10_000 if at < 0 else at: value for at, value in open_cells.items()}
        rows.append(row)
    word.table(*rows)


def template(pieces: list[Piece]) -> bytes:
    """The template of GB/T 1.1: every number is automatic."""
    word = gb_word()
    captions = {"表": "正文表标题", "图": "正文图标题"}
    notes = 0
    for number, piece in enumerate(pieces):
        if piece.form == "element":
            word.p(_spread(piece.text), style="前言、引言标题")
        elif piece.form == "annex":
            breaks = "<w:r><w:br/></w:r>"
            nature = [breaks, run(f"（{piece.nature}）")] if piece.nature else []
            word.p(*nature, breaks, run(piece.text), style="附录标识")
        elif piece.form == "clause" and piece.number[0].isalpha():
            _annex_clause(word, piece, _next_text(pieces, number))
        elif piece.form == "clause":
            _template_clause(word, piece, _next_text(pieces, number))
        elif piece.form == "item":
            _template_item(word, piece, pieces[number - 1].form != "item" and piece.number == "a)")
        elif piece.form == "note" and piece.number == "注：":
            word.p(piece.text, style="注：")
            notes += 1
        elif piece.form == "caption" and "." not in piece.number:
            word.p(piece.text, style=captions[piece.number[0]])
        elif piece.form == "text" and number and _is_taken(pieces, number):
            continue
        else:
            _plain_piece(word, piece)
    return word.build()


def _is_taken(pieces: list[Piece], number: int) -> bool:
    before = pieces[number - 1]
    return before.form == "clause" and not before.titled


def _next_text(pieces: list[Piece], number: int) -> str:
    """The first paragraph of a clause without title stands beside its number."""
    following = pieces[number + 1] if number + 1 < len(pieces) else Piece("")
    return following.text if following.form == "text" and not pieces[number].titled else ""


def _template_clause(word: Word, piece: Piece, text: str) -> None:
    level = piece.number.count(".")
    if level == 0:
        word.p(piece.text, style="章标题")
    elif piece.titled:
        word.p(piece.text, style=f"{_LEVELS[level - 1]}级条标题")
    else:
        word.p(text, style=f"{_LEVELS[level - 1]}级无")


def _annex_clause(word: Word, piece: Piece, text: str) -> None:
    level = piece.number.count(".")
    if piece.titled:
        word.p(piece.text, num=(2, level), bold=True)
    else:
        word.p(text, num=(2, level))


_LISTS = iter(range(100, 100_000))


def _template_item(word: Word, piece: Piece, begins: bool) -> None:
    if piece.number in ("——", "·"):
        word.p(piece.text, style="列项——（一级）" if piece.number == "——" else "列项●（二级）")
        return
    if begins or not hasattr(word, "current"):
        number = next(_LISTS)
        word.numbering += list_of(number, ("lowerLetter", "%1)"), ("decimal", "%2)"))
        word.current = number  # type: ignore[attr-defined]
    word.p(piece.text, num=(word.current, piece.level - 1))  # type: ignore[attr-defined]


def _spread(title: str) -> str:
    return "　　".join(title) if len(title) == 2 else title


def typed(pieces: list[Piece]) -> bytes:
    """No styles at all: numbers are typed, heads are bold."""
    return _typed(pieces, bold=True, gap=" ", wide=False)


def wide(pieces: list[Piece]) -> bytes:
    """Numbers typed with full-width digits and blanks; heads in 黑体 instead of bold."""
    return _typed(pieces, bold=False, gap="　", wide=True)


def glued(pieces: list[Piece]) -> bytes:
    """No blank between number and words, nothing bold but the chapters."""
    return _typed(pieces, bold=True, gap="", wide=False)


def _typed(pieces: list[Piece], bold: bool, gap: str, wide: bool) -> bytes:
    word = Word()

    def head(text: str) -> None:
        if bold:
            word.p(text, bold=True)
        else:
            word.p(run(text, _HEI))

    for number, piece in enumerate(pieces):
        shown = piece.number.translate(_WIDE) if wide else piece.number
        if piece.form == "element":
            word.p(_spread(piece.text), bold=True, centred=True)
        elif piece.form == "annex":
            word.p(f"附　录　{piece.number}", centred=True)
            if piece.nature:
                word.p(f"（{piece.nature}附录）", centred=True)
            word.p(piece.text, centred=True)
        elif piece.form == "clause" and piece.titled:
            head(f"{shown}{gap}{piece.text}")
        elif piece.form == "clause":
            word.p(f"{shown}{gap}{_next_text(pieces, number)}")
        elif piece.form == "item":
            joint = "" if piece.number == "——" else gap
            word.p(f"{shown}{joint}{piece.text}")
        elif piece.form == "caption":
            word.p(f"{piece.number}{gap or ' '}{piece.text}", bold=True, centred=True)
        elif piece.form == "text" and number and _is_taken(pieces, number):
            continue
        else:
            _plain_piece(word, piece)
    return word.build()


def headings(pieces: list[Piece], form: str = "<w:noProof/>") -> bytes:
    """Word's own headings with typed numbers; runs split at every few letters, as edits do."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        for n in range(1, 7)
    )
    word = Word(styles=styles)
    rng = random.Random(1)
    for number, piece in enumerate(pieces):
        level = str(
            min(
                piece.number.count(".")
                + 1
                + (piece.form == "clause" and piece.number[0].isalpha()),
                6,
            )
        )
        if piece.form == "element":
            word.p(piece.text, style="1")
        elif piece.form == "annex":
            nature = f"（{piece.nature}）" if piece.nature else ""
            word.p(f"附录 {piece.number}{nature} {piece.text}", style="1")
        elif piece.form == "clause" and piece.titled:
            word.p(*_split(f"{piece.number} {piece.text}", rng, form), style=level)
        elif piece.form == "clause":
            word.p(*_split(f"{piece.number} {_next_text(pieces, number)}", rng, form))
        elif piece.form == "item":
            word.p(*_split(f"{piece.number} {piece.text}", rng, form))
        elif piece.form == "caption":
            word.p(f"{piece.number} {piece.text}", centred=True)
        elif piece.form == "text" and number and _is_taken(pieces, number):
            continue
        else:
            _plain_piece(word, piece)
    return word.build()


def _split(text: str, rng: random.Random, form: str) -> list[str]:
    runs, at = [], 0
    while at < len(text):
        length = rng.randint(1, 9)
        runs.append(run(text[at : at + length], form if rng.random() < 0.5 else form * 2))
        at += length
    return runs


def _plain_piece(word: Word, piece: Piece) -> None:
    if piece.form == "table":
        _grid(word, piece.grid)
    elif piece.form == "picture":
        count = len(word.parts)
        word.p(word.picture(png(2 + count, 3), f"image{count}.png"))
    elif piece.form == "formula":
        word.p(piece.text, "<w:r><w:tab/></w:r>", run(f"…………（{piece.number}）"))
    elif piece.form == "item":
        word.p(f"{piece.number}{piece.text}")
    elif piece.form == "caption":
        word.p(f"{piece.number}　{piece.text}", centred=True, bold=True)
    else:
        word.p(f"{piece.number}{piece.text}")


def by_pandoc(pieces: list[Piece]) -> bytes:
    """What pandoc makes of the same text, as other programs do: other styles, other tables."""
    import pypandoc

    lines: list[str] = []
    for number, piece in enumerate(pieces):
        text = "".join(
            "\\" + sign if sign in "\\`*_{}[]()#+-.!|<>$^~@'\"" else sign for sign in piece.text
        )
        shown = piece.number.replace(".", "\\.").replace(")", "\\)")
        if piece.form == "element":
            lines.append(f"# {text}")
        elif piece.form == "annex":
            lines.append(f"# 附录 {piece.number}（{piece.nature or '资料性'}） {text}")
        elif piece.form == "clause" and piece.titled:
            level = piece.number.count(".") + 1
            lines.append(f"{'#' * level} {shown} {text}")
        elif piece.form == "clause":
            lines.append(f"{shown} {_escaped(_next_text(pieces, number))}")
        elif piece.form == "table":
            rows = [[cell[0] for cell in row] for row in piece.grid]
            made = ["|" + "|".join(row) + "|" for row in rows]
            lines.append("\n".join([made[0], "|" + "---|" * len(rows[0]), *made[1:]]))
        elif piece.form == "picture" or (
            piece.form == "text" and number and _is_taken(pieces, number)
        ):
            continue
        elif piece.form == "caption":
            lines.append(f"{piece.number}　{text}")
        elif piece.form == "formula":
            lines.append(f"{text} ……（{piece.number}）")
        else:
            lines.append(f"{shown}{' ' if piece.form == 'item' else ''}{text}")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "made.docx"
        command = [pypandoc.get_pandoc_path(), "-f", "markdown-auto_identifiers", "-o", str(out)]
        subprocess.run(command, input="\n\n".join(lines).encode(), check=True)
        return out.read_bytes()


def _escaped(text: str) -> str:
    return "".join("\\" + sign if sign in "\\`*_{}[]()#+-.!|<>$^~@'\"" else sign for sign in text)


WAYS: dict[str, Callable[[list[Piece]], bytes]] = {
    "GB/T 1.1 模板": template,
    "加粗、手打编号": typed,
    "全角编号、黑体": wide,
    "编号后无空格": glued,
    "Word 标题样式": headings,
    "pandoc": by_pandoc,
}
_ = (paragraph, table)
