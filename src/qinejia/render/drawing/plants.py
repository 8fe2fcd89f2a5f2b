"""Plants and the tools of plant care (绿植与工具)."""

from __future__ import annotations

from qinejia.model.figure import Plant, Shears, Soil, WateringCan
from qinejia.render.drawing.pens import Pen, fill, group, outline, solid, tag


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
    """Seven leaves in a fan; hanging ones arch down, old outer ones turn yellow first."""
    height = shape.height - pot_h
    hanging = shape.leaves == "下垂"
    parts = []
    for angle in (-68, 68, -44, 44, -20, 20, 0):
        yellow = shape.leaves == "黄叶" and angle in (-68, 68, 44, -20)
        length = height * (1 - abs(angle) / 190)
        draw = _hanging_leaf if hanging else _leaf
        parts.append(draw(pen, angle, length, pot_h, "黄" if yellow else "绿"))
    return "".join(parts)


def _leaf(pen: Pen, angle: float, length: float, pot_h: float, colour: str) -> str:
    width = length * 0.15
    blade = (
        f"M0 0 C{width} {-length * 0.35} {width} {-length * 0.75} 0 {-length} "
        f"C{-width} {-length * 0.75} {-width} {-length * 0.35} 0 0 Z"
    )
    vein = tag("line", x1=0, y1=0, x2=0, y2=-length * 0.85, **outline(pen, colour, 0.6))
    return group(tag("path", d=blade, **solid(pen, colour, 0.8)) + vein, 0, -pot_h, angle)


def _hanging_leaf(pen: Pen, angle: float, length: float, pot_h: float, colour: str) -> str:
    """A leaf that rises, bends over at its top and hangs with the tip down."""
    side = 1 if angle > 0 else -1
    share = abs(angle) / 68
    reach, rise = length * (0.28 + 0.62 * share), length * (0.8 - 0.3 * share)
    fall = length * (0.42 - 0.6 * share)
    w = length * 0.11

    blade = (
        f"M0 0 C{side * reach * 0.15} {-rise * 0.8 - w} {side * (reach * 0.8 + w * 0.6)} "
        f"{-rise * 1.15 - w} {side * reach} {-fall} "
        f"C{side * (reach * 0.8 - w * 0.6)} {-rise * 1.15 + w} {side * reach * 0.15} "
        f"{-rise * 0.8 + w} 0 0 Z"
    )
    return group(tag("path", d=blade, **solid(pen, colour, 0.8)), 0, -pot_h)


def _plant_above(shape: Plant, pen: Pen) -> str:
    """The rim of the pot under a rosette of leaves."""
    r = shape.width / 2
    pot = tag("circle", r=r, **solid(pen, "木"))
    if shape.leaves == "无":
        return pot + tag("circle", r=r * 0.82, **solid(pen, "土", 0.7))
    leaves = ""
    for ring, (count, length) in enumerate(((8, r * 1.17), (6, r * 0.72))):
        for number in range(count):
            yellow = shape.leaves == "黄叶" and not ring and number % 3 == 0
            turn = (number + ring / 2) * 360 / count
            leaves += group(_rosette_leaf(pen, length, "黄" if yellow else "绿"), 0, 0, turn)
    return pot + leaves


def _rosette_leaf(pen: Pen, length: float, colour: str) -> str:
    w = length * 0.4
    blade = (
        f"M0 0 C{w} {-length * 0.3} {w} {-length * 0.8} 0 {-length} "
        f"C{-w} {-length * 0.8} {-w} {-length * 0.3} 0 0 Z"
    )
    vein = tag("line", x1=0, y1=0, x2=0, y2=-length * 0.8, **outline(pen, colour, 0.6))
    return tag("path", d=blade, **solid(pen, colour, 0.7)) + vein


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
            **outline(pen, "红", 2.6),
        )
    return group(parts + tag("circle", r=w * 0.04, **solid(pen, "灰")), *shape.at, shape.turn)


def draw_soil(shape: Soil, pen: Pen) -> str:
    """A section: pale dry soil above darker moist soil."""
    w, h, dry = shape.width, shape.height, min(shape.dry, shape.height)
    left, top = -w / 2, -h / 2
    moist = tag("rect", x=left, y=top + dry, width=w, height=h - dry, **fill("土"))
    surface = tag("rect", x=left, y=top, width=w, height=dry, **fill("木")) if dry else ""
    edge = tag("rect", x=left, y=top, width=w, height=h, **outline(pen))
    border = ""
    if 0 < dry < h:
        y = top + dry
        border = tag("line", x1=left, y1=y, x2=w / 2, y2=y, **outline(pen, "", 0.8, "虚"))
    return group(moist + surface + edge + border, *shape.at, shape.turn)
