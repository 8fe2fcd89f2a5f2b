"""Plants and the tools of plant care (绿植与工具)."""

from __future__ import annotations

import math

from qinejia.model.figure import Plant, Shears, Soil, WateringCan
from qinejia.render.drawing.pens import FILLS, Pen, group, num, outline, solid, tag

_LEAVES = {"正常": "绿", "黄叶": "黄", "下垂": "绿"}


def draw_plant(shape: Plant, pen: Pen) -> str:
    """A pot with leaves; the foot of the pot is at the origin."""
    if shape.view == "俯":
        return group(_plant_above(shape, pen), *shape.at, shape.turn)
    w, h = shape.width, shape.height
    pot_h = min(h * 0.36, w * 0.95)
    pot = f"M{-w / 2} {-pot_h} L{-w * 0.36} 0 L{w * 0.36} 0 L{w / 2} {-pot_h} Z"
    rim = tag(
        "rect", x=-w * 0.54, y=-pot_h * 1.1, width=w * 1.08, height=pot_h * 0.16, **solid(pen, "木")
    )
    leaves = "" if shape.leaves == "无" else _leaves(shape, pen, pot_h)
    return group(leaves + tag("path", d=pot, **solid(pen, "木")) + rim, *shape.at, shape.turn)


def _leaves(shape: Plant, pen: Pen, pot_h: float) -> str:
    """Seven leaves in a fan; hanging ones bend down, yellow ones stand among green."""
    height = shape.height - pot_h
    parts = []
    for number, angle in enumerate((-68, 68, -44, 44, -20, 20, 0)):
        length = height * (1 - abs(angle) / 190)
        colour = _LEAVES[shape.leaves]
        if shape.leaves == "黄叶" and number % 2:
            colour = "绿"
        turn = angle * (1.55 if shape.leaves == "下垂" else 1.0)
        width = length * 0.15
        leaf = (
            f"M0 0 C{num(width)} {num(-length * 0.35)} {num(width)} {num(-length * 0.75)} "
            f"0 {num(-length)} C{num(-width)} {num(-length * 0.75)} {num(-width)} "
            f"{num(-length * 0.35)} 0 0 Z"
        )
        vein = tag("line", x1=0, y1=0, x2=0, y2=-length * 0.85, **outline(pen, colour, 0.6))
        parts.append(group(tag("path", d=leaf, **solid(pen, colour, 0.8)) + vein, 0, -pot_h, turn))
    return "".join(parts)


def _plant_above(shape: Plant, pen: Pen) -> str:
    r = shape.width / 2
    leaves = ""
    if shape.leaves != "无":
        colour = _LEAVES[shape.leaves]
        for number in range(8):
            angle = math.radians(number * 45)
            leaves += tag(
                "ellipse",
                cx=math.cos(angle) * r * 0.75,
                cy=math.sin(angle) * r * 0.75,
                rx=r * 0.42,
                ry=r * 0.42,
                **solid(pen, colour, 0.6),
            )
    return tag("circle", r=r, **solid(pen, "木")) + leaves


def draw_watering_can(shape: WateringCan, pen: Pen) -> str:
    """A can with a long spout to the left, turned about its foot."""
    h = shape.height
    body = tag(
        "rect",
        x=-h * 0.4,
        y=-h * 0.75,
        width=h * 0.8,
        height=h * 0.75,
        rx=h * 0.06,
        **solid(pen, "蓝"),
    )
    spout = tag(
        "path",
        d=f"M{-h * 0.4} {-h * 0.2} L{-h * 1.05} {-h * 0.85} L{-h * 0.95} {-h * 0.93} "
        f"L{-h * 0.4} {-h * 0.42} Z",
        **solid(pen, "蓝"),
    )
    rose = tag(
        "path",
        d=f"M{-h * 1.16} {-h * 0.84} L{-h * 0.92} {-h * 1.04} L{-h * 0.9} {-h * 0.9} Z",
        **solid(pen, "灰"),
    )
    handle = tag(
        "path",
        d=f"M{h * 0.38} {-h * 0.66} C{h * 0.8} {-h * 0.7} {h * 0.8} {-h * 0.1} {h * 0.38} "
        f"{-h * 0.14}",
        **outline(pen, "", 2.2),
    )
    return group(handle + spout + rose + body, *shape.at, shape.turn - shape.tilt)


def draw_shears(shape: Shears, pen: Pen) -> str:
    """Two blades open to the left and two handles."""
    w = shape.length
    parts = ""
    for s in (-1, 1):
        parts += tag(
            "path",
            d=f"M0 0 L{-w * 0.5} {s * w * 0.16} Q{-w * 0.2} {s * w * 0.13} 0 0 Z",
            **solid(pen, "灰"),
        )
        parts += tag(
            "path",
            d=f"M0 0 Q{w * 0.25} {-s * w * 0.02} {w * 0.5} {-s * w * 0.14}",
            **outline(pen, "误", 2.6),
        )
    return group(parts + tag("circle", r=w * 0.04, **solid(pen, "灰")), *shape.at, shape.turn)


def draw_soil(shape: Soil, pen: Pen) -> str:
    """A section: pale dry soil above dark moist soil."""
    w, h, dry = shape.width, shape.height, min(shape.dry, shape.height)
    moist = tag(
        "rect",
        x=-w / 2,
        y=-h / 2 + dry,
        width=w,
        height=h - dry,
        css="qj-fig__soil",
        fill="#a07a57",
    )
    top = (
        tag("rect", x=-w / 2, y=-h / 2, width=w, height=dry, css="qj-fig__soil", fill=FILLS["木"])
        if dry
        else ""
    )
    edge = tag("rect", x=-w / 2, y=-h / 2, width=w, height=h, **outline(pen))
    line = ""
    if 0 < dry < h:
        y = -h / 2 + dry
        line = tag("line", x1=-w / 2, y1=y, x2=w / 2, y2=y, **outline(pen, "", 0.8, "虚"))
    return group(moist + top + edge + line, *shape.at, shape.turn)
