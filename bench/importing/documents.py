"""Known texts as Word files in the ways that offices write them (生成的 Word 文件)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from bench.importing.cells import add_table
from bench.importing.pandoc import by_pandoc
from bench.importing.template import template
from bench.importing.truth import Piece, read_with_text
from tests.word import Word, png, run

_HEI = '<w:rFonts w:eastAsia="黑体"/>'
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def typed(pieces: list[Piece]) -> bytes:
    """No styles at all: numbers are typed, heads are bold."""
    return _typed(pieces, gap=" ")


def wide(pieces: list[Piece]) -> bytes:
    """Numbers typed with full-width digits and blanks; heads in 黑体 instead of bold."""
    return _typed(pieces, gap="　", is_wide=True)


def glued(pieces: list[Piece]) -> bytes:
    """No blank between number and words."""
    return _typed(pieces, gap="")


def _typed(pieces: list[Piece], gap: str, is_wide: bool = False) -> bytes:
    word = Word()
    for piece, text in read_with_text(pieces):
        number = piece.number.translate(_WIDE) if is_wide else piece.number
        if piece.form == "element":
            title = "　　".join(piece.text) if len(piece.text) == 2 else piece.text
            word.p(title, bold=True, centred=True)
        elif piece.form == "annex":
            word.p(f"附　录　{piece.number}", centred=True)
            if piece.nature:
                word.p(f"（{piece.nature}附录）", centred=True)
            word.p(piece.text, centred=True)
        elif piece.form == "clause" and piece.titled:
            head = f"{number}{gap}{piece.text}"
            word.p(run(head, _HEI if is_wide else "<w:b/>"))
        elif piece.form == "clause":
            word.p(f"{number}{gap}{text}")
        elif piece.form == "item":
            word.p(f"{number}{'' if piece.number == '——' else gap}{piece.text}")
        elif piece.form == "caption":
            word.p(f"{piece.number}{gap or ' '}{piece.text}", bold=True, centred=True)
        else:
            add_plain(word, piece)
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
    for piece, text in read_with_text(pieces):
        if piece.form == "element":
            word.p(piece.text, style="1")
        elif piece.form == "annex":
            nature = f"（{piece.nature}）" if piece.nature else ""
            word.p(f"附录 {piece.number}{nature} {piece.text}", style="1")
        elif piece.form == "clause" and piece.titled:
            style = str(min(piece.number.count(".") + 1, 6))
            word.p(*_split(f"{piece.number} {piece.text}", rng, form), style=style)
        elif piece.form in ("clause", "item"):
            word.p(*_split(f"{piece.number} {text or piece.text}", rng, form))
        elif piece.form == "caption":
            word.p(f"{piece.number} {piece.text}", centred=True)
        else:
            add_plain(word, piece)
    return word.build()


def _split(text: str, rng: random.Random, form: str) -> Iterator[str]:
    """Runs that all look alike and yet are written apart."""
    at = 0
    while at < len(text):
        length = rng.randint(1, 9)
        yield run(text[at : at + length], form if rng.random() < 0.5 else form * 2)
        at += length


def add_plain(word: Word, piece: Piece) -> None:
    """A piece that all ways write alike."""
    if piece.form == "table":
        add_table(word, piece.grid)
    elif piece.form == "picture":
        count = len(word.parts)
        word.p(word.picture(png(2 + count, 3), f"image{count}.png"))
    elif piece.form == "formula":
        word.p(piece.text, "<w:r><w:tab/></w:r>", run(f"…………（{piece.number}）"))
    elif piece.form == "caption":
        word.p(f"{piece.number}　{piece.text}", centred=True, bold=True)
    else:
        word.p(f"{piece.number}{piece.text}")


WAYS: dict[str, Callable[[list[Piece]], bytes]] = {
    "GB/T 1.1 模板": template,
    "加粗、手打编号": typed,
    "全角编号、黑体": wide,
    "编号后无空格": glued,
    "Word 标题样式": headings,
    "pandoc": by_pandoc,
}
