"""A known text in the template of GB/T 1.1 (标准模板): every number is automatic."""

from __future__ import annotations

from bench.importing.cells import add_table
from bench.importing.truth import Piece, read_with_text
from tests.word import Word, gb_word, list_of, png, run

_LEVELS = "一二三四五"
_CAPTIONS = {"表": "正文表标题", "图": "正文图标题"}
_BREAK = "<w:r><w:br/></w:r>"
_FIRST_LIST = 100


def template(pieces: list[Piece]) -> bytes:
    """The file."""
    word = gb_word()
    lists = 0
    last = ""
    for piece, text in read_with_text(pieces):
        if piece.form == "element":
            title = "　　".join(piece.text) if len(piece.text) == 2 else piece.text
            word.p(title, style="前言、引言标题")
        elif piece.form == "annex":
            nature = [_BREAK, run(f"（{piece.nature}）")] if piece.nature else []
            word.p(*nature, _BREAK, run(piece.text), style="附录标识")
        elif piece.form == "clause":
            _clause(word, piece, text)
        elif piece.form == "item" and piece.number in ("——", "·"):
            word.p(piece.text, style="列项——（一级）" if piece.number == "——" else "列项●（二级）")
        elif piece.form == "item":
            if not lists or (piece.number == "a)" and last != "item"):
                lists += 1
                levels = (("lowerLetter", "%1)"), ("decimal", "%2)"))
                word.numbering += list_of(_FIRST_LIST + lists, *levels)
            word.p(piece.text, num=(_FIRST_LIST + lists, piece.level - 1))
        elif piece.form == "note" and piece.number == "注：":
            word.p(piece.text, style="注：")
        elif piece.form == "caption" and "." not in piece.number:
            word.p(piece.text, style=_CAPTIONS[piece.number[0]])
        elif piece.form == "caption":
            word.p(f"{piece.number}　{piece.text}", centred=True, bold=True)
        elif piece.form == "table":
            add_table(word, piece.grid)
        elif piece.form == "picture":
            count = len(word.parts)
            word.p(word.picture(png(2 + count, 3), f"image{count}.png"))
        elif piece.form == "formula":
            word.p(piece.text, "<w:r><w:tab/></w:r>", run(f"…………（{piece.number}）"))
        else:
            word.p(f"{piece.number}{piece.text}")
        last = piece.form
    return word.build()


def _clause(word: Word, piece: Piece, text: str) -> None:
    level = piece.number.count(".")
    words = piece.text if piece.titled else text
    if piece.number[0].isalpha():
        word.p(words, num=(2, level), bold=piece.titled)
    elif level == 0:
        word.p(words, style="章标题")
    else:
        word.p(words, style=f"{_LEVELS[level - 1]}级{'条标题' if piece.titled else '无'}")
