"""Lines, fills and numbers (笔): every stroke of every figure comes from here.

No ``style`` attribute and no ``<style>``: classes for the site's stylesheet, presentation
attributes for a figure that stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

_LONG = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?|-?\d(?:\.\d+)?e-?\d+")
LINE = "#37474f"
FILLS = {
    "": "#ffffff",
    "木": "#f3e4c8",
    "土": "#c09a76",
    "水": "#bfe3f2",
    "灰": "#e3e7ea",
    "红": "#e8a09a",
    "蓝": "#9cc3e6",
    "黄": "#f4dd8c",
    "绿": "#a9d3a4",
    "主": "#cfe6e4",
    "正": "#cdeccf",
    "误": "#f6cfcb",
}
STROKES = {
    "": LINE,
    "木": "#8a6d3b",
    "土": "#6b4a2b",
    "水": "#2b7fa8",
    "灰": "#78868f",
    "红": "#b3261e",
    "蓝": "#1f5fa8",
    "黄": "#9a7400",
    "绿": "#2e7d32",
    "主": "#0b6563",
    "正": "#1b7f3b",
    "误": "#b3261e",
}
_CLASSES = {
    "": "",
    "木": " qj-fig__wood",
    "土": " qj-fig__soil",
    "水": " qj-fig__water",
    "灰": " qj-fig__grey",
    "红": " qj-fig__red",
    "蓝": " qj-fig__blue",
    "黄": " qj-fig__yellow",
    "绿": " qj-fig__green",
    "主": " qj-fig__accent",
    "正": " qj-fig__ok",
    "误": " qj-fig__bad",
}


@dataclass(frozen=True)
class Pen:
    """Measures of one figure: ``line`` is the stroke width, ``text`` the font size, in its unit."""

    line: float
    text: float
    unit: str
    width: float
    height: float


def num(value: float) -> str:
    """A number with at most two decimals, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def attributes(pairs: dict[str, Any]) -> str:
    """Attributes in the given order, numbers and paths with at most two decimals."""
    return "".join(f' {name}="{escape(_value(name, value))}"' for name, value in pairs.items())


def _value(name: str, value: Any) -> str:
    if isinstance(value, float | int):
        return num(value)
    if name == "d":
        return _LONG.sub(lambda match: num(float(match[0])), value)
    return str(value)


def tag(name: str, content: str = "", /, **pairs: Any) -> str:
    """An element; underscores in attribute names become hyphens, ``css`` is the class."""
    named = {
        ("class" if key == "css" else key.replace("_", "-")): value for key, value in pairs.items()
    }
    inner = f">{content}</{name}>" if content else "/>"
    return f"<{name}{attributes(named)}{inner}"


def solid(pen: Pen, colour: str = "", weight: float = 1) -> dict[str, Any]:
    """Attributes of a filled shape with an outline."""
    return {
        "css": "qj-fig__fill" + _CLASSES[colour],
        "fill": FILLS[colour],
        "stroke": STROKES[colour],
        "stroke_width": pen.line * weight,
        "stroke_linejoin": "round",
    }


def outline(pen: Pen, colour: str = "", weight: float = 1, dash: str = "实") -> dict[str, Any]:
    """Attributes of a line without a fill."""
    pairs: dict[str, Any] = {
        "css": "qj-fig__line" + _CLASSES[colour],
        "fill": "none",
        "stroke": STROKES[colour],
        "stroke_width": pen.line * weight,
        "stroke_linecap": "round",
        "stroke_linejoin": "round",
    }
    if dash == "虚":
        pairs["stroke_dasharray"] = f"{num(pen.line * 4)} {num(pen.line * 3)}"
    elif dash == "点划":
        pairs["stroke_dasharray"] = (
            f"{num(pen.line * 8)} {num(pen.line * 3)} {num(pen.line)} {num(pen.line * 3)}"
        )
    return pairs


def limbs(pen: Pen, parts: Sequence[tuple[str, float]], colour: str = "") -> str:
    """Thick round strokes drawn as one body: all edges first, then all cores.

    Each part is a path and its thickness.
    """
    common = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
    edges = "".join(
        tag(
            "path",
            d=path,
            css="qj-fig__line" + _CLASSES[colour],
            stroke=STROKES[colour],
            stroke_width=width + pen.line,
            **common,
        )
        for path, width in parts
    )
    cores = "".join(
        tag(
            "path",
            d=path,
            css="qj-fig__core" + _CLASSES[colour],
            stroke=FILLS[colour],
            stroke_width=max(width - pen.line, pen.line),
            **common,
        )
        for path, width in parts
    )
    return edges + cores


def fill(colour: str) -> dict[str, Any]:
    """Attributes of a filled shape without an outline."""
    return {"css": "qj-fig__area" + _CLASSES[colour], "fill": FILLS[colour]}


def words(
    pen: Pen,
    x: float,
    y: float,
    text: str,
    size: float = 1,
    align: str = "middle",
    colour: str = "",
) -> str:
    """Text centred on ``y``, with a pale edge so that lines behind it do not disturb."""
    return tag(
        "text",
        escape(text),
        x=x,
        y=y + pen.text * size * 0.35,
        font_size=pen.text * size,
        text_anchor=align,
        fill=STROKES[colour],
        stroke="#ffffff",
        stroke_width=pen.text * size * 0.22,
        paint_order="stroke",
        css="qj-fig__text" + _CLASSES[colour],
    )


def text_width(pen: Pen, text: str) -> float:
    """About how wide a text is: Chinese characters are square, others about half as wide."""
    return sum(1.0 if character > "\u2e7f" else 0.56 for character in text) * pen.text


def group(content: str, x: float, y: float, turn: float = 0) -> str:
    """``content`` moved to a point and turned about it."""
    transform = f"translate({num(x)} {num(y)})" + (f" rotate({num(turn)})" if turn else "")
    return tag("g", content, transform=transform)
