"""A whole figure (整图): canvas, accessible title, symbols in order, their labels on top."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from qinejia.model import figure as f
from qinejia.render.drawing import marks, people, plants, tableware
from qinejia.render.drawing.pens import Pen, num, words

_DRAWERS: dict[type[f.Shape], Callable[[Any, Pen], str]] = {
    f.Table: people.draw_table,
    f.Chair: people.draw_chair,
    f.Frame: people.draw_frame,
    f.Person: people.draw_person,
    f.Hand: people.draw_hand,
    f.Cup: tableware.draw_cup,
    f.Pot: tableware.draw_pot,
    f.Sheet: tableware.draw_sheet,
    f.Card: tableware.draw_card,
    f.Microphone: tableware.draw_microphone,
    f.Pen: tableware.draw_pen,
    f.Towel: tableware.draw_towel,
    f.Plant: plants.draw_plant,
    f.WateringCan: plants.draw_watering_can,
    f.Shears: plants.draw_shears,
    f.Soil: plants.draw_soil,
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
_INSIDE = (f.Table, f.Frame, f.Circle, f.Soil)
"""Forms whose label stands in their middle; others carry it below."""


def draw(spec: f.FigureSpec, id_prefix: str) -> str:
    """One inline ``<svg>``; ``id_prefix`` keeps ids apart on a page with several figures."""
    width, height = spec.canvas
    pen = Pen(max(width, height * 0.75) * 0.004, width * 0.036, spec.unit, width, height)
    shapes = "".join(_DRAWERS[type(shape)](shape, pen) for shape in spec.shapes)
    labels = "".join(_label(shape, pen) for shape in spec.shapes)
    title, description = escape(f"{id_prefix}title"), escape(f"{id_prefix}desc")
    return (
        f'<svg class="qj-fig" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="0 0 {num(width)} {num(height)}" aria-labelledby="{title} {description}">'
        f'<title id="{title}">{escape(spec.title)}</title>'
        f'<desc id="{description}">{escape(spec.description)}</desc>{shapes}{labels}</svg>'
    )


def _label(shape: f.Shape, pen: Pen) -> str:
    if not shape.label or not isinstance(shape, f.Placed) or isinstance(shape, f.Label):
        return ""
    x, y = shape.at
    if not isinstance(shape, _INSIDE):
        y += _reach(shape) + pen.text * 0.75
    return words(pen, x, y, shape.label)


def _reach(shape: f.Placed) -> float:
    """How far a symbol extends below its position."""
    upright = isinstance(shape, f.Pot | f.WateringCan) or getattr(shape, "view", "") in ("侧", "正")
    if upright:
        return 0.0
    for name in ("height", "diameter", "length", "size"):
        size = getattr(shape, name, None)
        if size is not None:
            return float(size) / 2
    return 0.0
