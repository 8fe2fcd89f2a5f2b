"""What lies and stands at a seat: papers, cards, pens, towels, microphones (桌面物品)."""

from __future__ import annotations

from qinejia.model.figure import Card, Microphone, Sheet, Towel
from qinejia.model.figure import Pen as PenShape
from qinejia.render.drawing.pens import Pen, group, limbs, outline, solid, tag


def draw_sheet(shape: Sheet, pen: Pen) -> str:
    """A page with a title line and a few lines of text."""
    w, h = shape.width, shape.height
    lines = tag("line", x1=-w * 0.22, y1=-h * 0.32, x2=w * 0.22, y2=-h * 0.32, **outline(pen, "红"))
    for row in range(5):
        y = -h * 0.16 + row * h * 0.11
        lines += tag("line", x1=-w * 0.34, y1=y, x2=w * 0.34, y2=y, **outline(pen, "灰", 0.7))
    page = tag("rect", x=-w / 2, y=-h / 2, width=w, height=h, **solid(pen))
    return group(page + lines, *shape.at, shape.turn)


def draw_card(shape: Card, pen: Pen) -> str:
    """A folded card from above: two faces with a name on each, and the ridge."""
    w, h = shape.width, shape.height
    names = "".join(
        tag("line", x1=-w * 0.22, y1=y, x2=w * 0.22, y2=y, **outline(pen, "红", 1.6))
        for y in (-h / 4, h / 4)
    )
    return group(
        tag("rect", x=-w / 2, y=-h / 2, width=w, height=h, **solid(pen))
        + tag("line", x1=-w / 2, y1=0, x2=w / 2, y2=0, **outline(pen, "灰"))
        + names,
        *shape.at,
        shape.turn,
    )


def draw_microphone(shape: Microphone, pen: Pen) -> str:
    """A gooseneck microphone: its head is below from above, at the left from the side."""
    drawn = _microphone_side(shape, pen) if shape.view == "侧" else _microphone_above(shape, pen)
    return group(drawn, *shape.at, shape.turn)


def _microphone_above(shape: Microphone, pen: Pen) -> str:
    k = shape.height / 20
    base = tag("rect", x=-3.5 * k, y=-5 * k, width=7 * k, height=6 * k, rx=k, **solid(pen, "灰"))
    neck = tag("line", x1=0, y1=-2 * k, x2=0, y2=6 * k, **outline(pen, "", 1.6))
    joint = tag("circle", cy=-2 * k, r=0.9 * k, **solid(pen))
    head = limbs(pen, [(f"M0 {6.4 * k} L0 {8 * k}", 3 * k)], "灰")
    return base + neck + joint + head


def _microphone_side(shape: Microphone, pen: Pen) -> str:
    """The middle of the head is at 0.92 of the height."""
    h = shape.height
    base = f"M{-h * 0.22} 0 L{-h * 0.17} {-h * 0.08} L{h * 0.17} {-h * 0.08} L{h * 0.22} 0 Z"
    neck = f"M0 {-h * 0.08} C0 {-h * 0.6} 0 {-h * 0.74} {-h * 0.14} {-h * 0.87}"
    head = limbs(pen, [(f"M{-h * 0.17} {-h * 0.9} L{-h * 0.215} {-h * 0.94}", h * 0.12)], "灰")
    return (
        tag("path", d=neck, **outline(pen, "", 1.8))
        + tag("path", d=base, **solid(pen, "灰"))
        + head
    )


def draw_pen(shape: PenShape, pen: Pen) -> str:
    """A pen, tip upwards, with its point and its cap."""
    half = shape.length / 2
    w = shape.length * 0.06
    neck = -half * 0.68
    body = tag(
        "rect", x=-w, y=neck, width=2 * w, height=half - neck, rx=w * 0.4, **solid(pen, "蓝")
    )
    point = tag("path", d=f"M{-w} {neck} L0 {-half} L{w} {neck} Z", **solid(pen, "灰"))
    cap = tag("line", x1=-w, y1=half * 0.4, x2=w, y2=half * 0.4, **outline(pen, "蓝"))
    return group(point + body + cap, *shape.at, shape.turn)


def draw_towel(shape: Towel, pen: Pen) -> str:
    """A rolled towel or a folded cloth."""
    w, h = shape.width, shape.height
    folds = "".join(
        tag(
            "line",
            x1=-w / 2 + w * part,
            y1=-h / 2,
            x2=-w / 2 + w * part,
            y2=h / 2,
            **outline(pen, shape.colour, 0.7),
        )
        for part in (0.3, 0.6)
    )
    rect = tag(
        "rect", x=-w / 2, y=-h / 2, width=w, height=h, rx=h * 0.18, **solid(pen, shape.colour)
    )
    return group(rect + folds, *shape.at, shape.turn)
