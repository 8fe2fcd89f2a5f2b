"""Lines, arrows, dimensions, words and verdicts (线与标注)."""

from __future__ import annotations

import math

from qinejia.model.figure import (
    Arrow,
    Callout,
    Circle,
    Cross,
    Dimension,
    Label,
    Line,
    Polyline,
    Stream,
    Tick,
)
from qinejia.model.shape import Point
from qinejia.render.drawing.pens import (
    STROKES,
    Pen,
    group,
    num,
    outline,
    solid,
    tag,
    text_width,
    words,
)

_SIZES = {"小": 0.9, "中": 1.0, "大": 1.3}
_ALIGN = {"左": "start", "中": "middle", "右": "end"}


def draw_line(shape: Line, pen: Pen) -> str:
    (x1, y1), (x2, y2) = shape.start, shape.end
    line = tag("line", x1=x1, y1=y1, x2=x2, y2=y2, **outline(pen, shape.colour, 1.2, shape.dash))
    return line + _label_between(pen, shape.start, shape.end, shape.label, shape.colour)


def _label_between(pen: Pen, start: Point, end: Point, text: str, colour: str) -> str:
    """The label of a line, on its middle."""
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    return words(pen, *middle, text, 1, "middle", colour) if text else ""


def draw_circle(shape: Circle, pen: Pen) -> str:
    pairs = solid(pen, shape.colour)
    if shape.dash != "实":
        pairs = outline(pen, shape.colour, 1.2, shape.dash)
    return tag("circle", cx=shape.at[0], cy=shape.at[1], r=shape.diameter / 2, **pairs)


def _tip(pen: Pen, before: Point, end: Point, colour: str, size: float = 1) -> str:
    """An arrow head at ``end``, coming from ``before``."""
    angle = math.degrees(math.atan2(end[1] - before[1], end[0] - before[0]))
    s = pen.text * 0.55 * size
    head = tag(
        "path",
        d=f"M0 0 L{num(-s)} {num(-s * 0.42)} L{num(-s)} {num(s * 0.42)} Z",
        css="qj-fig__tip",
        fill=STROKES[colour],
    )
    return group(head, *end, angle)


def draw_polyline(shape: Polyline, pen: Pen) -> str:
    points = " ".join(f"{num(x)},{num(y)}" for x, y in shape.points)
    line = tag("polyline", points=points, **outline(pen, shape.colour, 1.6, shape.dash))
    if shape.arrow:
        line += _tip(pen, shape.points[-2], shape.points[-1], shape.colour)
    half = len(shape.points) // 2
    ends = shape.points[half - 1], shape.points[half]
    return line + _label_between(pen, *ends, shape.label, shape.colour)


def draw_arrow(shape: Arrow, pen: Pen) -> str:
    """A straight arrow with its label beyond the start."""
    (x1, y1), (x2, y2) = shape.start, shape.end
    line = tag("line", x1=x1, y1=y1, x2=x2, y2=y2, **outline(pen, shape.colour, 1.4))
    line += _tip(pen, shape.start, shape.end, shape.colour)
    if shape.label:
        line += _label_beyond(pen, shape.end, shape.start, shape.label, shape.colour)
    return line


def _label_beyond(pen: Pen, source: Point, at: Point, text: str, colour: str) -> str:
    length = math.dist(source, at) or 1.0
    dx, dy = (at[0] - source[0]) / length, (at[1] - source[1]) / length
    align = "start" if dx > 0.5 else "end" if dx < -0.5 else "middle"
    gap = pen.text * 0.7
    return words(pen, at[0] + dx * gap * 0.6, at[1] + dy * gap, text, 1, align, colour)


def draw_stream(shape: Stream, pen: Pen) -> str:
    (x1, y1), (x2, y2) = shape.start, shape.end
    path = f"M{num(x1)} {num(y1)} Q{num(x2)} {num(y1)} {num(x2)} {num(y2)}"
    water = tag("path", d=path, **outline(pen, "水", 3))
    return water + _label_between(pen, shape.start, shape.end, shape.label, "水")


def draw_dimension(shape: Dimension, pen: Pen) -> str:
    """Two extension lines, a line with tips at both ends, and the text beside it."""
    (x1, y1), (x2, y2) = shape.start, shape.end
    length = math.dist(shape.start, shape.end)
    if not length:
        return ""
    nx, ny = -(y2 - y1) / length * shape.offset, (x2 - x1) / length * shape.offset
    a, b = (x1 + nx, y1 + ny), (x2 + nx, y2 + ny)
    pairs = outline(pen, "主", 0.9)
    parts = tag("line", x1=a[0], y1=a[1], x2=b[0], y2=b[1], **pairs)
    if shape.offset:
        for (ex, ey), (fx, fy) in ((shape.start, a), (shape.end, b)):
            parts += tag("line", x1=ex, y1=ey, x2=fx, y2=fy, **outline(pen, "主", 0.6))
    if length < pen.text * 1.1:
        parts += _outer_tip(pen, b, a) + _outer_tip(pen, a, b)
    else:
        parts += _tip(pen, a, b, "主", 0.75) + _tip(pen, b, a, "主", 0.75)
    text = shape.text or shape.label or f"{num(length)} {pen.unit}".strip()
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    vertical = abs(x2 - x1) < abs(y2 - y1)
    side = -1 if (shape.offset > 0) == (y2 > y1) else 1
    if vertical:
        room = middle[0] if side < 0 else pen.width - middle[0]
        if room < text_width(pen, text) + pen.text * 0.45:
            side = -side
        x = middle[0] + side * pen.text * 0.45
        return parts + words(pen, x, middle[1], text, 1, "start" if side > 0 else "end", "主")
    return parts + words(pen, middle[0], middle[1] - pen.text * 0.75, text, 1, "middle", "主")


def _outer_tip(pen: Pen, other: Point, end: Point) -> str:
    """A tip that points at ``end`` from outside, on a short tail: for lengths too small inside."""
    length = math.dist(other, end)
    tail = pen.text * 0.9 / length
    outside = (end[0] + (end[0] - other[0]) * tail, end[1] + (end[1] - other[1]) * tail)
    line = tag(
        "line", x1=outside[0], y1=outside[1], x2=end[0], y2=end[1], **outline(pen, "主", 0.9)
    )
    return line + _tip(pen, outside, end, "主", 0.75)


def draw_label(shape: Label, pen: Pen) -> str:
    x, y = shape.at
    drawn = words(pen, 0, 0, shape.text, _SIZES[shape.size], _ALIGN[shape.align], shape.colour)
    return group(drawn, x, y, shape.turn)


def draw_tick(shape: Tick, pen: Pen) -> str:
    s = shape.size
    path = f"M{num(-s / 2)} 0 L{num(-s * 0.12)} {num(s * 0.4)} L{num(s / 2)} {num(-s * 0.42)}"
    return group(tag("path", d=path, **outline(pen, "正", 3.2)), *shape.at)


def draw_cross(shape: Cross, pen: Pen) -> str:
    s = shape.size * 0.42
    path = f"M{num(-s)} {num(-s)} L{num(s)} {num(s)} M{num(s)} {num(-s)} L{num(-s)} {num(s)}"
    return group(tag("path", d=path, **outline(pen, "误", 3.2)), *shape.at)


def draw_callout(shape: Callout, pen: Pen) -> str:
    r = pen.text * 0.8
    circle = tag("circle", r=r, css="qj-fig__callout", fill=STROKES["主"])
    text = tag(
        "text",
        shape.text[:3],
        y=pen.text * 0.34,
        font_size=pen.text * 0.95,
        text_anchor="middle",
        fill="#ffffff",
        css="qj-fig__callout-text",
    )
    return group(circle + text, *shape.at)
