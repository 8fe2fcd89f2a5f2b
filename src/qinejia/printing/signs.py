"""Signs on paper (标识): one to a page in A4 or A3, labels ten to a sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from qinejia.model.sign import SignCategory, SignSize

POINTS: dict[SignSize, tuple[float, ...]] = {
    "A4": (27, 24, 22, 20, 18, 16, 14, 13),
    "A3": (38, 34, 31, 28, 25, 22, 20, 18),
}
"""Sizes of the text in points that are tried; below the last a wall text is hard to read."""
CODE: dict[SignSize, float] = {"A4": 36, "A3": 50, "标签": 30}
"""Width of the QR code in millimetres, without its quiet zone."""
LABELS = 10
_LINK = re.compile(r"</?a\b[^>]*>")
_SCREEN_ONLY = re.compile(r'<svg class="qj-sign".*?</svg>', re.DOTALL)


@dataclass(frozen=True)
class Sign:
    """What is printed of one sign; ``html`` is the page's body, ``code`` the QR as SVG."""

    title: str
    category: SignCategory
    symbol: str
    html: str
    basis: str
    responsible: str
    code: str
    address: str


def make_sign(sign: Sign, size: SignSize, points: float) -> str:
    """One page as HTML, its text ``points`` large."""
    text = _LINK.sub("", _SCREEN_ONLY.sub("", sign.html))
    return _document(
        sign.title,
        f'<section class="sign sign--{size} {_tone(sign)}" style="font-size:{points}pt">'
        f'<footer class="sign__foot"><div class="sign__facts">{_facts(sign)}</div>'
        f'<div class="sign__code">{sign.code}<p>扫码看标准、图册和视频</p></div></footer>'
        f'<header class="sign__head">{sign.symbol}<h1>{escape(sign.title)}</h1></header>'
        f'<div class="sign__text">{text}</div></section>',
    )


def make_labels(signs: Sequence[Sign]) -> str:
    """Labels, two in a row and five rows to a sheet, as HTML."""
    sheets = (signs[at : at + LABELS] for at in range(0, len(signs), LABELS))
    drawn = "".join(
        f'<section class="labels">{"".join(_label(sign) for sign in sheet)}</section>'
        for sheet in sheets
    )
    return _document("标签", drawn)


def _label(sign: Sign) -> str:
    return (
        f'<article class="label {_tone(sign)}"><div class="label__text">{sign.symbol}'
        f"<h2>{escape(sign.title)}</h2><p>{escape(sign.basis)}</p></div>"
        f'<div class="label__code">{sign.code}</div></article>'
    )


def _tone(sign: Sign) -> str:
    return f"tone--{sign.category}"


def _facts(sign: Sign) -> str:
    lines = ((("依据", sign.basis),) if sign.basis else ()) + (
        ("负责", sign.responsible),
        ("网址", sign.address),
    )
    return "".join(
        f"<p><strong>{label}</strong>　{escape(text)}</p>" for label, text in lines if text
    )


def _document(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}'
        f"</title></head><body>{body}</body></html>"
    )
