"""Punctuation of Chinese text (标点), after GB/T 15834—2011."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.rules.prose import Piece

_HAN = "[一-鿿]"
_FAULTS = re.compile(
    r"(?P<dots>。{3,}|(?<=[一-鿿，；：”）])\.{3,}|(?<![….])…(?!…)(?=[，。；）”]|\s*$))"
    r"|(?P<twice>(?P<sign>[，、；：。！])(?P=sign)+)"
    r"|(?P<mixed>[，、；：][。，、；：]|。[，、；：])"
    r"|(?P<inside>[（《【“][，。、；：]|[，、；：][）》】]|、”|[。！？]”。)"
    r"|(?P<tail>“[^“”\"\n]{1,60}\")"
    rf"|(?P<straight>(?<![=A-Za-z0-9])\"(?=[^\"\n]*{_HAN})[^\"\n]{{1,60}}\")"
    rf"|(?P<half>（[^（）()\n]{{0,80}}\)|\([^（）()\n]{{0,80}}{_HAN}[^（）()\n]{{0,80}}）)"
)
_PAIRS = {"”": "“", "）": "（", "》": "《", "】": "【", "」": "「"}
_OPENING = {opening: closing for closing, opening in _PAIRS.items()}
_NAMES = {"“": "引号", "（": "括号", "《": "书名号", "【": "方头括号", "「": "直角引号"}
_HALF = {"“": '"', "（": ")"}
_BRACKET = re.compile("[“”（）《》【】「」]")
_ENUMERATOR = re.compile(r"(?:^|[^0-9A-Za-z一-鿿])(?:[0-9]{1,2}|[A-Za-z])$")
"""What stands before the bracket of ``1）`` and ``a）``, which needs no opening one."""
SUSPECT = re.compile(
    r"[，、；：。！….（《【“”\"](?:(?<=\")|(?=[，、；：。！）》】”….\s]|\Z)(?:"
    r"(?<=。)[。，、；：]|(?<=！)！|(?<=[，、；：])[，、；：。）》】]|(?<=、)”|(?<=[（《【“])[，。、；：]"
    r"|(?<=[。！]”)。|(?<=\.)\.\.|(?<=[^…]…)[，。；）”\s]|(?<=[^…]…)\Z))"
)
"""What hides from it stands in a pair whose signs are not equally many."""


def find_punctuation_faults(piece: Piece) -> Iterator[Diagnostic]:
    """QJ202."""
    for match in _FAULTS.finditer(piece.masked):
        kind, old = str(match.lastgroup), piece.text[match.start() : match.end()]
        if kind == "dots":
            yield piece.report("QJ202", match.start(), old, "……", f"省略号写成了“{old}”")
        elif kind == "twice":
            yield piece.report("QJ202", match.start(), old, old[0], f"标点“{old}”重复")
        elif kind in ("mixed", "inside"):
            hint = "去掉多余的标点，或改变次序。"
            yield piece.report("QJ202", match.start(), old, None, f"标点“{old}”连用不当", hint)
        elif kind == "half":
            new = f"（{old[1:-1]}）"
            yield piece.report("QJ202", match.start(), old, new, "括号一半全角、一半半角")
        else:
            new = f"“{old[1:-1]}”"
            yield piece.report("QJ202", match.start(), old, new, "中文用了半角引号")
    yield from _find_unpaired(piece)


def _find_unpaired(piece: Piece) -> Iterator[Diagnostic]:
    """Brackets and quotation marks without their other half in the paragraph."""
    offset = 0
    for paragraph in piece.masked.split("\n\n"):
        opened: list[tuple[str, int]] = []
        for match in _BRACKET.finditer(paragraph):
            sign, at = match[0], match.start()
            if sign in _OPENING:
                opened.append((sign, at))
            elif opened and opened[-1][0] == _PAIRS[sign]:
                opened.pop()
            elif sign != "）" or not _ENUMERATOR.search(paragraph[max(0, at - 4) : at]):
                yield _unpaired(piece, offset + at, sign, _PAIRS[sign])
        for sign, at in opened:
            following = paragraph[at + 1 : at + 80]
            if _HALF.get(sign, sign) not in following:  # else it was said above
                yield _unpaired(piece, offset + at, sign, _OPENING[sign])
        offset += len(paragraph) + 2


def _unpaired(piece: Piece, at: int, sign: str, other: str) -> Diagnostic:
    name = ("左" if sign in _OPENING else "右") + _NAMES[sign if sign in _OPENING else other]
    hint = f"补上 {other} ，或删去 {sign} 。"
    return piece.report("QJ202", at, sign, None, f"{name}没有配对", hint)
