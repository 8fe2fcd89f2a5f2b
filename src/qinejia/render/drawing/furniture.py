"""Tables, chairs and plain frames (家具)."""

from __future__ import annotations

from qinejia.model.figure import Chair, Frame, Table
from qinejia.model.shape import Box
from qinejia.render.drawing.pens import Pen, group, outline, solid, tag


def draw_table(shape: Table, pen: Pen) -> str:
    return group(_rect(shape, pen, shape.colour or "木", 1.4), *shape.at, shape.turn)


def draw_frame(shape: Frame, pen: Pen) -> str:
    """A plain rectangle; a dashed one has no fill."""
    if shape.dash == "实":
        return group(_rect(shape, pen, shape.colour, 1), *shape.at, shape.turn)
    pairs = outline(pen, shape.colour, 1.2, shape.dash)
    w, h = shape.width, shape.height
    rect = tag("rect", x=-w / 2, y=-h / 2, width=w, height=h, **pairs)
    return group(rect, *shape.at, shape.turn)


def _rect(shape: Box, pen: Pen, colour: str, weight: float) -> str:
    w, h = shape.width, shape.height
    round_ = min(w, h) * 0.03
    return tag(
        "rect", x=-w / 2, y=-h / 2, width=w, height=h, rx=round_, **solid(pen, colour, weight)
    )


def draw_chair(shape: Chair, pen: Pen) -> str:
    """Seat and back."""
    w, h = shape.width, shape.height
    seat = tag("rect", x=-w / 2, y=-h / 2, width=w, height=h * 0.9, rx=w * 0.12, **solid(pen, "主"))
    back = tag(
        "rect",
        x=-w * 0.54,
        y=h * 0.34,
        width=w * 1.08,
        height=h * 0.16,
        rx=h * 0.08,
        **solid(pen, "灰"),
    )
    return group(seat + back, *shape.at, shape.turn)
