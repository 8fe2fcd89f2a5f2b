"""Cups and jugs (茶具)."""

from __future__ import annotations

import math

from qinejia.model.figure import Cup, Pot
from qinejia.render.drawing.pens import Pen, fill, group, limbs, outline, solid, tag


def draw_cup(shape: Cup, pen: Pen) -> str:
    """A cup from above, or a section from the side with its water level."""
    drawn = _cup_side(shape, pen) if shape.view == "侧" else _cup_above(shape, pen)
    return group(drawn, *shape.at, shape.turn)


def _cup_above(shape: Cup, pen: Pen) -> str:
    r = shape.diameter / 2
    angle = math.radians(shape.handle)
    dx, dy = math.cos(angle), math.sin(angle)
    saucer = tag("circle", r=r * 1.45, **solid(pen, "灰", 0.7)) if shape.saucer else ""
    thick = max(r * 0.3, pen.line * 3)
    end = r * 1.65 - thick / 2
    handle = limbs(pen, [(f"M{dx * r * 0.9} {dy * r * 0.9} L{dx * end} {dy * end}", thick)])
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
        water = tag("path", d=path, **fill("水"))
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
        + tag("path", d=body, **fill(""))
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
    bands = (
        f"M{-w * 0.5} {-h * 0.7} L{w * 0.5} {-h * 0.7} "
        f"M{-w * 0.43} {-h * 0.08} L{w * 0.43} {-h * 0.08}"
    )
    handle = (
        f"M{w * 0.48} {-h * 0.76} C{w * 1.1} {-h * 0.78} "
        f"{w * 1.05} {-h * 0.2} {w * 0.44} {-h * 0.2}"
    )
    return group(
        tag("path", d=handle, **outline(pen, "", 2.4))
        + tag("path", d=spout, **solid(pen, "主"))
        + tag("path", d=body, **solid(pen, "主", 1.2))
        + tag("path", d=bands, **outline(pen, "主"))
        + tag(
            "rect",
            x=-w * 0.2,
            y=-h,
            width=w * 0.4,
            height=h * 0.08,
            rx=w * 0.05,
            **solid(pen, "灰"),
        ),
        *shape.at,
        shape.turn - shape.tilt,
    )
