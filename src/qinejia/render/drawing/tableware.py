"""Cups, jugs, cards, papers and what else stands on a meeting table (桌面物品)."""

from __future__ import annotations

import math

from qinejia.model.figure import Card, Cup, Microphone, Pot, Sheet, Towel
from qinejia.model.figure import Pen as PenShape
from qinejia.render.drawing.pens import FILLS, Pen, group, outline, solid, tag


def draw_cup(shape: Cup, pen: Pen) -> str:
    """A cup from above, or a section from the side with its water level."""
    drawn = _cup_side(shape, pen) if shape.view == "侧" else _cup_above(shape, pen)
    return group(drawn, *shape.at, shape.turn)


def _cup_above(shape: Cup, pen: Pen) -> str:
    r = shape.diameter / 2
    angle = math.radians(shape.handle)
    dx, dy = math.cos(angle), math.sin(angle)
    saucer = tag("circle", r=r * 1.45, **solid(pen, "灰", 0.7)) if shape.saucer else ""
    handle = tag(
        "line",
        x1=dx * r * 0.9,
        y1=dy * r * 0.9,
        x2=dx * r * 1.65,
        y2=dy * r * 1.65,
        **outline(pen, "", 2.6),
    )
    inner = solid(pen, "水" if shape.level else "", 0.7)
    lid = tag("circle", r=r * 0.22, **solid(pen, "灰", 0.8)) if shape.lid else ""
    return (
        saucer
        + handle
        + tag("circle", r=r, **solid(pen))
        + tag("circle", r=r * 0.78, **inner)
        + lid
    )


def _cup_side(shape: Cup, pen: Pen) -> str:
    """Foot at the origin; as tall as wide."""
    w, h = shape.diameter, shape.diameter
    top, foot = w / 2, w * 0.36
    body = f"M{-top} {-h} L{-foot} 0 L{foot} 0 L{top} {-h} Z"
    level = min(shape.level, 1.0)
    half = foot + (top - foot) * level
    water = ""
    if level:
        path = f"M{-half} {-h * level} L{-foot} 0 L{foot} 0 L{half} {-h * level} Z"
        water = tag("path", d=path, css="qj-fig__water", fill=FILLS["水"])
    spill = ""
    if shape.level > 1:
        for side in (-1, 1):
            path = f"M{side * top} {-h} q{side * w * 0.16} {h * 0.25} {side * w * 0.06} {h * 0.6}"
            spill += tag("path", d=path, **outline(pen, "水", 2))
        spill += tag("path", d=f"M{-top} {-h} q{top} {-h * 0.16} {2 * top} 0", **solid(pen, "水"))
    handle = tag(
        "path",
        d=f"M{top * 0.93} {-h * 0.8} c{w * 0.4} 0 {w * 0.36} {h * 0.55} {-w * 0.06} {h * 0.52}",
        **outline(pen, "", 1.8),
    )
    lid = ""
    if shape.lid:
        lid = tag(
            "path",
            d=f"M{-top * 1.06} {-h} q{top * 1.06} {-h * 0.3} {top * 2.12} 0 Z",
            **solid(pen, "灰"),
        )
        lid += tag("circle", cy=-h * 1.2, r=w * 0.06, **solid(pen, "灰"))
    return (
        handle
        + tag("path", d=body, css="qj-fig__fill", fill=FILLS[""])
        + water
        + tag("path", d=body, **outline(pen, "", 1.2))
        + spill
        + lid
    )


def draw_pot(shape: Pot, pen: Pen) -> str:
    """A thermos jug, spout to the left, turned about its foot."""
    h = shape.height
    w = h * 0.52
    body = (
        f"M{-w * 0.42} 0 L{-w * 0.5} {-h * 0.7} Q{-w * 0.46} {-h * 0.9} {-w * 0.24} {-h * 0.92} "
        f"L{w * 0.24} {-h * 0.92} Q{w * 0.46} {-h * 0.9} {w * 0.5} {-h * 0.7} L{w * 0.42} 0 Z"
    )
    spout = f"M{-w * 0.47} {-h * 0.82} L{-w * 0.86} {-h * 0.95} L{-w * 0.3} {-h * 0.94} Z"
    handle = (
        f"M{w * 0.48} {-h * 0.76} C{w * 1.1} {-h * 0.78} "
        f"{w * 1.05} {-h * 0.2} {w * 0.44} {-h * 0.2}"
    )
    return group(
        tag("path", d=handle, **outline(pen, "", 2.4))
        + tag("path", d=spout, **solid(pen, "主"))
        + tag("path", d=body, **solid(pen, "主", 1.2))
        + tag("rect", x=-w * 0.2, y=-h, width=w * 0.4, height=h * 0.08, **solid(pen, "灰")),
        *shape.at,
        shape.turn - shape.tilt,
    )


def draw_sheet(shape: Sheet, pen: Pen) -> str:
    """A page with a title line and a few lines of text."""
    w, h = shape.width, shape.height
    lines = tag("line", x1=-w * 0.22, y1=-h * 0.32, x2=w * 0.22, y2=-h * 0.32, **outline(pen, "误"))
    for row in range(5):
        y = -h * 0.16 + row * h * 0.11
        lines += tag("line", x1=-w * 0.34, y1=y, x2=w * 0.34, y2=y, **outline(pen, "灰", 0.7))
    page = tag("rect", x=-w / 2, y=-h / 2, width=w, height=h, **solid(pen))
    return group(page + lines, *shape.at, shape.turn)


def draw_card(shape: Card, pen: Pen) -> str:
    """A folded card from above: two faces and the ridge."""
    w, h = shape.width, shape.height
    return group(
        tag("rect", x=-w / 2, y=-h / 2, width=w, height=h, **solid(pen, "误"))
        + tag("line", x1=-w / 2, y1=0, x2=w / 2, y2=0, **outline(pen)),
        *shape.at,
        shape.turn,
    )


def draw_microphone(shape: Microphone, pen: Pen) -> str:
    """A gooseneck microphone."""
    if shape.view == "俯":
        return group(
            tag("rect", x=-3.5, y=-5, width=7, height=6, rx=1, **solid(pen, "灰"))
            + tag("line", x1=0, y1=0, x2=0, y2=6, **outline(pen, "", 1.4))
            + tag("ellipse", cx=0, cy=7.5, rx=1.4, ry=2, **solid(pen, "", 1.2)),
            *shape.at,
            shape.turn,
        )
    h = shape.height
    return group(
        tag("rect", x=-h * 0.22, y=-h * 0.1, width=h * 0.44, height=h * 0.1, **solid(pen, "灰"))
        + tag(
            "path",
            d=f"M0 {-h * 0.1} C0 {-h * 0.6} 0 {-h * 0.7} {-h * 0.16} {-h * 0.88}",
            **outline(pen, "", 1.6),
        )
        + tag("ellipse", cx=-h * 0.19, cy=-h * 0.92, rx=h * 0.07, ry=h * 0.08, **solid(pen, "灰")),
        *shape.at,
        shape.turn,
    )


def draw_pen(shape: PenShape, pen: Pen) -> str:
    """A pen, tip upwards."""
    half = shape.length / 2
    w = shape.length * 0.07
    return group(
        tag(
            "path",
            d=f"M{-w} {half} L{-w} {-half * 0.7} L0 {-half} L{w} {-half * 0.7} L{w} {half} Z",
            **solid(pen, "蓝"),
        ),
        *shape.at,
        shape.turn,
    )


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
