"""Full and half width, dashes, standard numbers (全角半角与短横)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.model.standard_number import find_number_spans
from qinejia.rules.prose import Piece
from qinejia.rules.units import UNIT

_FAULTS = re.compile(
    r"(?P<comma>(?<=[一-鿿）”》℃%])(?:[,;!?:](?=[一-鿿“《（])|[,;!?](?= [一-鿿]))"
    r"|(?<=[A-Za-z0-9])[,;](?=[一-鿿])|(?<=[一-鿿])(?<![一二三四五六七八九十])\.(?=[一-鿿]|\s*$))"
    r"|(?P<bracket>(?<=[一-鿿])\((?=[^()\n]*[一-鿿])[^()\n]*\))"
    r"|(?P<digit>[０-９Ａ-Ｚａ-ｚ]+)"
    rf"|(?P<range>(?<=\d)\s?(?<!~)(?:--|~)(?!~)\s?(?=\d)"
    rf"|(?<=\d)[-－–](?=\d+(?:\.\d+)? ?(?:{UNIT})(?![A-Za-z0-9])))",
    re.MULTILINE,
)
SUSPECT = re.compile(
    "[,;!?:.(~０-９Ａ-Ｚａ-ｚA-Z–-](?:"
    r"(?<=[,;!?:]) ?[一-鿿“《（]|(?<=[一-鿿][.(])|(?<=[０-９Ａ-Ｚａ-ｚ])"
    r"|(?<=\d~)|(?<=\d ~)|(?<=\d-)-"
    rf"|(?<=\d[-–])\d+(?:\.\d+)? ?(?:{UNIT})"
    r"|(?<=/[TZ])\d|(?<=GB)[\dT]|(?<=DB) \d"
    r"|(?<=[A-Z]) ?[\d.]+ ?[-－–−‐―]{1,2} ?(?:19|20)\d\d)"
)
"""A quick look, as in the modules beside this one: what has none of these has no fault. It begins
with a class of rare signs, which the search runs to quickly.
"""
_MESSAGES = {
    "comma": "中文之间用了半角“{0}”",
    "bracket": "中文里用了半角括号“{0}”",
    "digit": "“{0}”是全角字符",
    "range": "数值范围用了“{0}”",
}
_WIDE = str.maketrans(",;!?:.()", "，；！？：。（）")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)}


def find_width_faults(piece: Piece) -> Iterator[Diagnostic]:
    """QJ047."""
    numbers: set[int] = set()
    for start, end, number in find_number_spans(piece.masked):
        numbers.update(range(start, end))
        written = piece.text[start:end]
        if written != number.display:
            message = f"标准编号“{written}”的写法不对"
            yield piece.report("QJ047", start, written, number.display, message)
    for match in _FAULTS.finditer(piece.masked):
        if match.start() in numbers:
            continue
        kind, written = str(match.lastgroup), piece.text[match.start() : match.end()]
        hint = ""
        if kind == "digit":
            better = written.translate(_NARROW)
            hint = f"改成半角“{better}”。"
        elif kind == "range":
            better = "～"
        elif kind == "bracket":
            better = f"（{written[1:-1]}）"
        else:
            better = written.translate(_WIDE)
            hint = f"改成全角“{better}”。"
        message = _MESSAGES[kind].format(written.strip())
        yield piece.report("QJ047", match.start(), written, better, message, hint)
