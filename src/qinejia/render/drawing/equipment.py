"""Tools and equipment of cleaning, kitchen, driving and guarding (作业用具和设备)."""

from __future__ import annotations

import math

from qinejia.model import equipment as e
from qinejia.render.drawing.pens import Pen, fill, group, outline, solid, tag


def draw_vehicle(shape: e.Vehicle, pen: Pen) -> str:
    """From the side the wheels stand on the origin's height; from above it is the middle."""
    drawn = _vehicle_side(shape, pen) if shape.view == "侧" else _vehicle_above(shape, pen)
    return group(drawn, *shape.at, shape.turn)


def _vehicle_side(shape: e.Vehicle, pen: Pen) -> str:
    w = shape.width
    body = (
        f"M{-w * 0.5} {-w * 0.09} L{-w * 0.49} {-w * 0.2} L{-w * 0.26} {-w * 0.23} "
        f"L{-w * 0.13} {-w * 0.36} L{w * 0.2} {-w * 0.36} L{w * 0.34} {-w * 0.23} "
        f"L{w * 0.48} {-w * 0.21} L{w * 0.5} {-w * 0.09} Z"
    )
    glass = (
        f"M{-w * 0.22} {-w * 0.23} L{-w * 0.11} {-w * 0.33} L{w * 0.18} {-w * 0.33} "
        f"L{w * 0.28} {-w * 0.23} Z"
    )
    wheels = "".join(
        tag("circle", cx=x, cy=-w * 0.08, r=w * 0.08, **solid(pen, "灰"))
        + tag("circle", cx=x, cy=-w * 0.08, r=w * 0.03, **solid(pen))
        for x in (-w * 0.3, w * 0.3)
    )
    lamp = tag("circle", cx=-w * 0.47, cy=-w * 0.165, r=w * 0.022, **solid(pen, "黄", 0.7))
    pillar = tag("line", x1=w * 0.03, y1=-w * 0.33, x2=w * 0.03, y2=-w * 0.1, **outline(pen))
    return (
        tag("path", d=body, **solid(pen, shape.colour))
        + tag("path", d=glass, **solid(pen, "水"))
        + pillar
        + lamp
        + wheels
    )


def _vehicle_above(shape: e.Vehicle, pen: Pen) -> str:
    w, h = shape.width, shape.width * 0.42
    parts = "".join(
        tag("rect", x=x - w * 0.07, y=y - h * 0.05, width=w * 0.14, height=h * 0.1, **solid(pen))
        for x in (-w * 0.3, w * 0.3)
        for y in (-h * 0.5, h * 0.5)
    )
    parts += tag(
        "rect", x=-w / 2, y=-h / 2, width=w, height=h, rx=h * 0.22, **solid(pen, shape.colour)
    )
    for x, width in ((-w * 0.24, w * 0.12), (w * 0.24, w * 0.09)):
        parts += tag(
            "rect",
            x=x - width / 2,
            y=-h * 0.38,
            width=width,
            height=h * 0.76,
            rx=width * 0.3,
            **solid(pen, "水"),
        )
    return parts


def draw_bin(shape: e.Bin, pen: Pen) -> str:
    """A tapering bin; its foot is at the origin."""
    h, w = shape.height, shape.height * 0.72
    body = f"M{-w / 2} {-h * 0.86} L{-w * 0.38} 0 L{w * 0.38} 0 L{w / 2} {-h * 0.86} Z"
    drawn = tag("path", d=body, **solid(pen, shape.colour))
    share = min(shape.level, 1)
    if share:
        top, half = h * (0.04 + 0.8 * share), w * (0.32 + 0.1 * share)
        filling = (
            f"M{-half} {-top} L{-w * 0.32} {-h * 0.04} L{w * 0.32} {-h * 0.04} L{half} {-top} Z"
        )
        drawn += tag("path", d=filling, **solid(pen, "木", 0.8))
    if shape.level > 1:
        drawn += "".join(
            tag("circle", cx=x, cy=-h * y, r=w * 0.13, **solid(pen, "木", 0.8))
            for x, y in ((-w * 0.26, 0.92), (0, 1.0), (w * 0.27, 0.92))
        )
    if shape.lid != "无":
        turn = -70 if shape.lid == "开" else 0
        lid = tag(
            "rect", x=0, y=-h * 0.07, width=w * 1.08, height=h * 0.1, rx=h * 0.03,
            **solid(pen, shape.colour),
        )  # fmt: skip
        drawn += group(lid, -w * 0.54, -h * 0.88, turn)
    return group(drawn, *shape.at, shape.turn)


def draw_mop(shape: e.Mop, pen: Pen) -> str:
    """A stick with a head of strands; the strands end at the origin's height."""
    h = shape.height
    head = (
        f"M{-h * 0.04} {-h * 0.2} L{h * 0.04} {-h * 0.2} L{h * 0.15} 0 L{h * 0.05} {-h * 0.02} "
        f"L0 0 L{-h * 0.05} {-h * 0.02} L{-h * 0.15} 0 Z"
    )
    return group(
        tag("line", x1=0, y1=-h, x2=0, y2=-h * 0.18, **outline(pen, "木", 2.6))
        + tag("path", d=head, **solid(pen, shape.colour)),
        *shape.at,
        shape.turn,
    )


def draw_knife(shape: e.Knife, pen: Pen) -> str:
    """A broad blade with its edge below and a handle in its colour."""
    w = shape.length
    blade = (
        f"M{-w / 2} {w * 0.02} Q{-w * 0.45} {-w * 0.1} {-w * 0.3} {-w * 0.1} "
        f"L{w * 0.14} {-w * 0.1} L{w * 0.14} {w * 0.1} L{-w * 0.34} {w * 0.1} Z"
    )
    handle = tag(
        "rect", x=w * 0.14, y=-w * 0.075, width=w * 0.36, height=w * 0.1, rx=w * 0.04,
        **solid(pen, shape.colour),
    )  # fmt: skip
    return group(tag("path", d=blade, **solid(pen, "灰")) + handle, *shape.at, shape.turn)


def draw_board(shape: e.Board, pen: Pen) -> str:
    """A board with a slot to hang it by."""
    w, h = shape.width, shape.height
    board = tag(
        "rect", x=-w / 2, y=-h / 2, width=w, height=h, rx=h * 0.1,
        **solid(pen, shape.colour or "木", 1.3),
    )  # fmt: skip
    slot = tag(
        "rect", x=w * 0.4, y=-h * 0.16, width=w * 0.05, height=h * 0.32, rx=w * 0.025, **solid(pen)
    )
    return group(board + slot, *shape.at, shape.turn)


def draw_extinguisher(shape: e.Extinguisher, pen: Pen) -> str:
    """A red bottle with lever, gauge and hose; its foot is at the origin."""
    h = shape.height
    bottle = tag(
        "rect", x=-h * 0.16, y=-h * 0.76, width=h * 0.32, height=h * 0.76, rx=h * 0.12,
        **solid(pen, "红"),
    )  # fmt: skip
    label = tag(
        "rect", x=-h * 0.1, y=-h * 0.5, width=h * 0.2, height=h * 0.2, **solid(pen, "", 0.6)
    )
    neck = tag("rect", x=-h * 0.05, y=-h * 0.86, width=h * 0.1, height=h * 0.12, **solid(pen, "灰"))
    lever = tag(
        "path", d=f"M{-h * 0.05} {-h * 0.84} L{h * 0.22} {-h * 0.98} M{-h * 0.05} {-h * 0.84} "
        f"L{h * 0.22} {-h * 0.82}", **outline(pen, "", 1.6),
    )  # fmt: skip
    hose = tag(
        "path", d=f"M{-h * 0.05} {-h * 0.8} C{-h * 0.36} {-h * 0.84} {-h * 0.34} {-h * 0.4} "
        f"{-h * 0.26} {-h * 0.22}", **outline(pen, "", 2),
    )  # fmt: skip
    gauge = tag("circle", cx=h * 0.1, cy=-h * 0.74, r=h * 0.05, **solid(pen, "绿", 0.8))
    return group(hose + bottle + label + neck + lever + gauge, *shape.at, shape.turn)


def draw_floor_sign(shape: e.FloorSign, pen: Pen) -> str:
    """A yellow folding sign with an exclamation mark; its feet are at the origin's height."""
    h = shape.height
    board = (
        f"M{-h * 0.14} {-h} L{h * 0.14} {-h} L{h * 0.3} 0 L{h * 0.2} 0 L{h * 0.17} {-h * 0.14} "
        f"L{-h * 0.17} {-h * 0.14} L{-h * 0.2} 0 L{-h * 0.3} 0 Z"
    )
    mark = tag("line", x1=0, y1=-h * 0.78, x2=0, y2=-h * 0.46, **outline(pen, "红", 2.4))
    dot = tag("circle", cy=-h * 0.32, r=h * 0.035, **solid(pen, "红", 0.8))
    return group(tag("path", d=board, **solid(pen, "黄")) + mark + dot, *shape.at, shape.turn)


def draw_clock(shape: e.Clock, pen: Pen) -> str:
    """A dial; the marked minutes are a sector from the top."""
    r = shape.diameter / 2
    drawn = tag("circle", r=r, **solid(pen))
    if shape.minutes >= 60:
        drawn += tag("circle", r=r * 0.86, **fill(shape.colour))
    elif shape.minutes:
        angle = math.radians(shape.minutes * 6)
        x, y = r * 0.86 * math.sin(angle), -r * 0.86 * math.cos(angle)
        large = int(shape.minutes > 30)
        sector = f"M0 0 L0 {-r * 0.86} A{r * 0.86} {r * 0.86} 0 {large} 1 {x} {y} Z"
        drawn += tag("path", d=sector, **fill(shape.colour))
    for hour in range(12):
        a = math.radians(hour * 30)
        drawn += tag(
            "line", x1=r * 0.84 * math.sin(a), y1=-r * 0.84 * math.cos(a),
            x2=r * 0.95 * math.sin(a), y2=-r * 0.95 * math.cos(a), **outline(pen, "", 0.8),
        )  # fmt: skip
    a = math.radians(shape.minutes * 6)
    drawn += tag("line", x1=0, y1=0, x2=0, y2=-r * 0.7, **outline(pen, "灰", 1.4))
    drawn += tag(
        "line", x1=0, y1=0, x2=r * 0.8 * math.sin(a), y2=-r * 0.8 * math.cos(a),
        **outline(pen, shape.colour, 1.6),
    )  # fmt: skip
    return group(drawn, *shape.at, shape.turn)


def draw_thermometer(shape: e.Thermometer, pen: Pen) -> str:
    """A tube with ten marks and a bulb; the bulb's foot is at the origin."""
    h = shape.height
    r, tube = h * 0.1, h * 0.05
    bottom, top = -2 * r, -h * 0.96
    share = min(max(shape.value / shape.full, 0), 1)
    level = bottom + (top - bottom) * share
    drawn = tag("rect", x=-tube, y=-h, width=2 * tube, height=h - r, rx=tube, **solid(pen)) + tag(
        "circle", cy=-r, r=r, **solid(pen, shape.colour)
    )
    drawn += tag(
        "rect", x=-tube * 0.5, y=level, width=tube, height=-r - level, **fill(shape.colour)
    )
    for number in range(11):
        y = bottom + (top - bottom) * number / 10
        drawn += tag(
            "line", x1=tube, y1=y, x2=tube * (2.2 if number % 5 == 0 else 1.7), y2=y,
            **outline(pen, "", 0.7),
        )  # fmt: skip
    return group(drawn, *shape.at, shape.turn)


def draw_cabinet(shape: e.Cabinet, pen: Pen) -> str:
    """A frame with equal shelves."""
    w, h = shape.width, shape.height
    drawn = tag("rect", x=-w / 2, y=-h / 2, width=w, height=h, **solid(pen, shape.colour, 1.4))
    for number in range(1, shape.shelves):
        y = -h / 2 + h * number / shape.shelves
        drawn += tag("line", x1=-w / 2, y1=y, x2=w / 2, y2=y, **outline(pen, "", 1.2))
    return group(drawn, *shape.at, shape.turn)


def draw_branch(shape: e.Branch, pen: Pen) -> str:
    """The highest bud points to the right; the cut slopes down away from it (顺芽斜面)."""
    h = shape.height
    half = h * 0.035
    slope = {"斜": half * 1.5, "平": 0.0, "反": -half * 1.5}[shape.cut]
    twig = f"M{-half} 0 L{-half} {-h + slope} L{half} {-h - slope} L{half} 0 Z"
    buds = ""
    for number in range(shape.buds):
        y = -h + shape.above + number * (h - shape.above) / max(shape.buds, 1)
        side = 1 if number % 2 == 0 else -1
        buds += tag(
            "path", d=f"M{side * half} {y} Q{side * h * 0.1} {y - h * 0.02} {side * h * 0.11} "
            f"{y - h * 0.11} Q{side * half * 1.6} {y - h * 0.1} {side * half} {y - h * 0.05} Z",
            **solid(pen, "绿", 0.8),
        )  # fmt: skip
    return group(tag("path", d=twig, **solid(pen, "木")) + buds, *shape.at, shape.turn)
