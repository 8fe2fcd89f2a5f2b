"""Furniture and people (家具与人)."""

from __future__ import annotations

from qinejia.model.figure import Box, Chair, Frame, Hand, Person, Table
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
    return group(
        tag("rect", x=-w / 2, y=-h / 2, width=w, height=h * 0.86, rx=w * 0.12, **solid(pen, "主"))
        + tag(
            "rect",
            x=-w * 0.54,
            y=h * 0.34,
            width=w * 1.08,
            height=h * 0.16,
            rx=h * 0.07,
            **solid(pen, "灰"),
        ),
        *shape.at,
        shape.turn,
    )


def draw_person(shape: Person, pen: Pen) -> str:
    """A plain figure without face, age or rank."""
    draw = {"俯": _above, "侧": _side, "正": _front}[shape.view]
    return group(draw(shape, pen), *shape.at, shape.turn)


def _above(shape: Person, pen: Pen) -> str:
    w = shape.height
    return tag("ellipse", rx=w / 2, ry=w * 0.24, **solid(pen, "主")) + tag(
        "circle", r=w * 0.2, **solid(pen, "木")
    )


def _head(pen: Pen, h: float, x: float = 0) -> str:
    return tag("circle", cx=x, cy=-h * 0.91, r=h * 0.062, **solid(pen, "木"))


def _front(shape: Person, pen: Pen) -> str:
    h = shape.height
    legs = "".join(
        tag("line", x1=s * h * 0.05, y1=-h * 0.46, x2=s * h * 0.06, y2=0.0, **outline(pen, "", 3))
        for s in (-1, 1)
    )
    body = (
        f"M{-h * 0.12} {-h * 0.8} Q0 {-h * 0.86} {h * 0.12} {-h * 0.8} "
        f"L{h * 0.1} {-h * 0.42} L{-h * 0.1} {-h * 0.42} Z"
    )
    arms = ""
    for s in (-1, 1):
        path = f"M{s * h * 0.12} {-h * 0.78} L{s * h * 0.16} {-h * 0.6} "
        path += (
            f"L{s * h * 0.04} {-h * 0.52}"
            if shape.pose == "端托"
            else f"L{s * h * 0.15} {-h * 0.44}"
        )
        arms += tag("path", d=path, **outline(pen, "", 2.4))
    tray = ""
    if shape.pose == "端托":
        tray = tag(
            "rect", x=-h * 0.16, y=-h * 0.54, width=h * 0.32, height=h * 0.025, **solid(pen, "灰")
        )
    return legs + tag("path", d=body, **solid(pen, "主")) + arms + tray + _head(pen, h)


def _side(shape: Person, pen: Pen) -> str:
    """Facing left."""
    h = shape.height
    if shape.pose == "蹲下":
        legs = f"M{h * 0.04} {-h * 0.28} L{-h * 0.16} {-h * 0.3} L{-h * 0.1} 0 L{-h * 0.16} 0"
        body = tag(
            "path", d=f"M{h * 0.06} {-h * 0.26} L{-h * 0.04} {-h * 0.62}", **outline(pen, "主", 9)
        )
        arm = f"M{-h * 0.04} {-h * 0.56} L{-h * 0.2} {-h * 0.42} L{-h * 0.32} {-h * 0.4}"
        head = tag("circle", cx=-h * 0.07, cy=-h * 0.74, r=h * 0.062, **solid(pen, "木"))
        return (
            tag("path", d=legs, **outline(pen, "", 3))
            + body
            + tag("path", d=arm, **outline(pen, "", 2.4))
            + head
        )
    lean = -h * 0.03 if shape.pose == "倒水" else 0.0
    legs = tag("line", x1=0.0, y1=-h * 0.46, x2=0.0, y2=0.0, **outline(pen, "", 4))
    feet = tag("line", x1=0.0, y1=0.0, x2=-h * 0.06, y2=0.0, **outline(pen, "", 3))
    body = (
        f"M{lean - h * 0.06} {-h * 0.81} Q{lean} {-h * 0.85} {lean + h * 0.06} {-h * 0.8} "
        f"L{h * 0.06} {-h * 0.44} L{-h * 0.06} {-h * 0.44} Z"
    )
    reach = {
        "站立": f"L{lean + h * 0.02} {-h * 0.6} L{-h * 0.02} {-h * 0.46}",
        "端托": f"L{lean - h * 0.02} {-h * 0.6} L{-h * 0.2} {-h * 0.58}",
        "倒水": f"L{lean - h * 0.1} {-h * 0.64} L{-h * 0.24} {-h * 0.6}",
    }[shape.pose]
    arm = tag("path", d=f"M{lean} {-h * 0.77} {reach}", **outline(pen, "", 2.4))
    tray = ""
    if shape.pose == "端托":
        tray = tag(
            "rect", x=-h * 0.34, y=-h * 0.6, width=h * 0.2, height=h * 0.02, **solid(pen, "灰")
        )
    return legs + feet + tag("path", d=body, **solid(pen, "主")) + arm + tray + _head(pen, h, lean)


def draw_hand(shape: Hand, pen: Pen) -> str:
    """A sleeve and a hand whose thumb and fingers close to the left."""
    w = shape.width
    sleeve = tag(
        "rect",
        x=w * 0.2,
        y=-w * 0.2,
        width=w * 0.4,
        height=w * 0.4,
        rx=w * 0.04,
        **solid(pen, "主"),
    )
    palm = (
        f"M{w * 0.22} {-w * 0.16} L{-w * 0.1} {-w * 0.2} Q{-w * 0.42} {-w * 0.18} {-w * 0.44} "
        f"{-w * 0.08} Q{-w * 0.3} {-w * 0.08} {-w * 0.14} {-w * 0.04} Q{-w * 0.36} {w * 0.02} "
        f"{-w * 0.4} {w * 0.1} Q{-w * 0.22} {w * 0.16} {w * 0.22} {w * 0.16} Z"
    )
    return group(tag("path", d=palm, **solid(pen, "木")) + sleeve, *shape.at, shape.turn)
