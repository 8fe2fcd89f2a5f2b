"""A whole figure (整图): canvas, accessible title, symbols in order, their labels on top."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from qinejia.model import equipment as e
from qinejia.model import figure as f
from qinejia.model import shape as base
from qinejia.render.drawing import desk, equipment, furniture, marks, people, plants, tableware
from qinejia.render.drawing.pens import Pen, num, words

_DRAWERS: dict[type[base.Shape], Callable[[Any, Pen], str]] = {
    f.Table: furniture.draw_table,
    f.Chair: furniture.draw_chair,
    f.Frame: furniture.draw_frame,
    f.Person: people.draw_person,
    f.Hand: people.draw_hand,
    f.Cup: tableware.draw_cup,
    f.Pot: tableware.draw_pot,
    f.Sheet: desk.draw_sheet,
    f.Card: desk.draw_card,
    f.Microphone: desk.draw_microphone,
    f.Pen: desk.draw_pen,
    f.Towel: desk.draw_towel,
    f.Plant: plants.draw_plant,
    f.WateringCan: plants.draw_watering_can,
    f.Shears: plants.draw_shears,
    f.Soil: plants.draw_soil,
    e.Vehicle: equipment.draw_vehicle,
    e.Bin: equipment.draw_bin,
    e.Mop: equipment.draw_mop,
    e.Knife: equipment.draw_knife,
    e.Board: equipment.draw_board,
    e.Extinguisher: equipment.draw_extinguisher,
    e.FloorSign: equipment.draw_floor_sign,
    e.Clock: equipment.draw_clock,
    e.Thermometer: equipment.draw_thermometer,
    e.Cabinet: equipment.draw_cabinet,
    e.Branch: equipment.draw_branch,
    f.Circle: marks.draw_circle,
    f.Line: marks.draw_line,
    f.Polyline: marks.draw_polyline,
    f.Arrow: marks.draw_arrow,
    f.Stream: marks.draw_stream,
    f.Dimension: marks.draw_dimension,
    f.Label: marks.draw_label,
    f.Tick: marks.draw_tick,
    f.Cross: marks.draw_cross,
    f.Callout: marks.draw_callout,
}
_FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
_INSIDE = (f.Table, f.Frame, f.Circle, f.Soil, e.Board)
_STANDING = (e.Bin, e.Mop, e.Extinguisher, e.FloorSign, e.Thermometer, e.Branch)
"""Forms whose label stands in their middle; others carry it below."""


TEXT = 0.036
"""Size of the text as a share of the figure's width."""


def pen_for(canvas: tuple[float, float], unit: str, text: float = TEXT) -> Pen:
    """The pen of a figure of this size."""
    width, height = canvas
    return Pen(max(width, height * 0.75) * 0.004, width * text, unit, width, height)


def draw_shapes(shapes: Sequence[base.Shape], pen: Pen) -> str:
    """Symbols in order, their labels on top."""
    drawn = "".join(_DRAWERS[type(shape)](shape, pen) for shape in shapes)
    return drawn + "".join(_label(shape, pen) for shape in shapes)


def draw(spec: f.FigureSpec, id_prefix: str, text: float = TEXT) -> str:
    """One inline ``<svg>``; ``id_prefix`` keeps ids apart on a page with several figures."""
    pen = pen_for(spec.canvas, spec.unit, text)
    return frame(spec, spec.canvas, id_prefix, draw_shapes(spec.shapes, pen))


def frame(spec: f.Pictured, canvas: tuple[float, float], id_prefix: str, content: str) -> str:
    """``content`` as one accessible ``<svg>``."""
    width, height = canvas
    title, description = escape(f"{id_prefix}title"), escape(f"{id_prefix}desc")
    return (
        f'<svg class="qj-fig" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="0 0 {num(width)} {num(height)}" font-family="{_FONTS}" '
        f'aria-labelledby="{title} {description}">'
        f'<title id="{title}">{escape(spec.title)}</title>'
        f'<desc id="{description}">{escape(spec.description)}</desc>{content}</svg>'
    )


def _label(shape: base.Shape, pen: Pen) -> str:
    """The label of a symbol that stands at one place; lines draw their own."""
    if not shape.label or not isinstance(shape, base.Placed):
        return ""
    x, y = shape.at
    if not isinstance(shape, _INSIDE):
        y += _reach(shape, pen) + pen.text * 0.75
    return words(pen, x, y, shape.label)


def _reach(shape: base.Placed, pen: Pen) -> float:
    """How far a symbol extends below its position, turned as it is."""
    if isinstance(shape, f.Pot | f.WateringCan):
        half_foot = shape.height * (0.22 if isinstance(shape, f.Pot) else 0.4)
        return half_foot * abs(math.sin(math.radians(shape.turn - shape.tilt)))
    if getattr(shape, "view", "") in ("侧", "正") or isinstance(shape, _STANDING):
        return 0.0
    width, height = _size(shape, pen)
    turn = math.radians(shape.turn)
    return (abs(width * math.sin(turn)) + abs(height * math.cos(turn))) / 2


def _size(shape: base.Placed, pen: Pen) -> tuple[float, float]:
    """Width and height of a symbol whose position is its middle."""
    match shape:
        case f.Cup():
            return shape.diameter * 1.65, shape.diameter * 1.65
        case f.Person():
            return shape.height, shape.height * 0.48
        case f.Microphone():
            return shape.height * 0.35, shape.height * 0.95
        case f.Hand():
            return shape.width, shape.width * 0.4
        case f.Plant():
            return shape.width * 1.17, shape.width * 1.17
        case f.Pen():
            return shape.length * 0.14, shape.length
        case f.Shears():
            return shape.length, shape.length * 0.32
        case e.Vehicle():
            return shape.width, shape.width * 0.48
        case e.Knife():
            return shape.length, shape.length * 0.22
        case e.Clock():
            return shape.diameter, shape.diameter
        case e.Cabinet():
            return shape.width, shape.height
        case f.Tick() | f.Cross():
            return shape.size, shape.size
        case f.Callout() | f.Label():
            return 0.0, pen.text * 1.6
        case f.Chair() | f.Sheet() | f.Card() | f.Towel():
            return shape.width, shape.height
    return 0.0, 0.0
