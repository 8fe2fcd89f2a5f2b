"""People and hands (人与手): plain figures without face, age or rank."""

from __future__ import annotations

from qinejia.model.figure import Hand, Person
from qinejia.render.drawing.pens import Pen, group, limbs, solid, tag

_LEG = 0.062
_ARM = 0.05
_NECK = 0.045
"""Thickness of limbs as shares of the height of a person."""


def draw_person(shape: Person, pen: Pen) -> str:
    draw = {"俯": _above, "侧": _side, "正": _front}[shape.view]
    return group(draw(shape, pen), *shape.at, shape.turn)


def _above(shape: Person, pen: Pen) -> str:
    """Shoulders and head; ``height`` is the width of the shoulders."""
    w = shape.height
    shoulders = tag(
        "rect", x=-w / 2, y=-w * 0.24, width=w, height=w * 0.48, rx=w * 0.24, **solid(pen, "主")
    )
    return shoulders + tag("circle", r=w * 0.2, **solid(pen, "木"))


def _path(h: float, *points: tuple[float, float]) -> str:
    """A path through points given as shares of the height, upwards from the feet."""
    return "M" + " L".join(f"{x * h} {-y * h}" for x, y in points)


def _head(pen: Pen, h: float, x: float, y: float = 0.91) -> str:
    neck = limbs(pen, [(_path(h, (x, y - 0.05), (x, y - 0.1)), h * _NECK)], "木")
    return neck + tag("circle", cx=x * h, cy=-y * h, r=h * 0.062, **solid(pen, "木"))


def _palm(pen: Pen, h: float, x: float, y: float) -> str:
    return tag("circle", cx=x * h, cy=-y * h, r=h * 0.026, **solid(pen, "木"))


def _tray(pen: Pen, h: float, x: float, y: float, width: float) -> str:
    return tag(
        "rect",
        x=(x - width / 2) * h,
        y=-y * h,
        width=width * h,
        height=h * 0.022,
        rx=h * 0.008,
        **solid(pen, "灰"),
    )


def _front(shape: Person, pen: Pen) -> str:
    h, pose = shape.height, shape.pose
    down = 0.24 if pose == "蹲下" else 0.0
    if pose == "蹲下":
        legs = [_path(h, (s * 0.05, 0.2), (s * 0.15, 0.24), (s * 0.1, 0.03)) for s in (-1, 1)]
    else:
        legs = [_path(h, (s * 0.055, 0.44), (s * 0.06, 0.03)) for s in (-1, 1)]
    elbow, hand = (0.165, 0.61 - down), (0.155, 0.46 - down)
    hands = [(-hand[0], hand[1]), hand]
    if pose == "端托":
        elbow, hands = (0.16, 0.6), [(-0.06, 0.53), (0.06, 0.53)]
    elif pose == "倒水":
        hands[0] = (-0.19, 0.64)
    arms = ""
    for side, (x, y) in zip((-1, 1), hands, strict=True):
        bend = (side * elbow[0], elbow[1] - (0.06 if y > elbow[1] else 0))
        arm = _path(h, (side * 0.1, 0.77 - down), bend, (x, y))
        arms += limbs(pen, [(arm, h * _ARM)], "主") + _palm(pen, h, x, y)
    torso = (
        f"M{-h * 0.11} {-h * (0.8 - down)} Q0 {-h * (0.85 - down)} {h * 0.11} {-h * (0.8 - down)} "
        f"L{h * 0.1} {-h * (0.42 - down)} L{-h * 0.1} {-h * (0.42 - down)} Z"
    )
    tray = _tray(pen, h, 0, 0.56, 0.32) if pose == "端托" else ""
    return (
        limbs(pen, [(leg, h * _LEG) for leg in legs], "灰")
        + _head(pen, h, 0, 0.91 - down)
        + tag("path", d=torso, **solid(pen, "主"))
        + arms
        + tray
    )


def _side(shape: Person, pen: Pen) -> str:
    """Facing left."""
    h, pose = shape.height, shape.pose
    if pose == "蹲下":
        return _crouching(h, pen)
    lean = -0.03 if pose == "倒水" else 0.0
    legs = [
        _path(h, (0.0, 0.44), (0.012, 0.03)),
        _path(h, (0.012, 0.03), (-0.045, 0.022)),
    ]
    torso = (
        f"M{h * (lean - 0.055)} {-h * 0.8} Q{h * lean} {-h * 0.85} {h * (lean + 0.055)} {-h * 0.8} "
        f"L{h * 0.06} {-h * 0.42} L{-h * 0.06} {-h * 0.42} Z"
    )
    elbow, hand = {
        "站立": ((lean + 0.02, 0.61), (-0.015, 0.46)),
        "端托": ((lean + 0.01, 0.6), (-0.19, 0.575)),
        "倒水": ((lean - 0.06, 0.63), (-0.24, 0.6)),
    }[pose]
    arm = _path(h, (lean, 0.76), elbow, hand)
    tray = _tray(pen, h, -0.24, 0.6, 0.22) if pose == "端托" else ""
    return (
        limbs(pen, [(legs[0], h * 0.075), (legs[1], h * 0.042)], "灰")
        + _head(pen, h, lean)
        + tag("path", d=torso, **solid(pen, "主"))
        + tray
        + limbs(pen, [(arm, h * _ARM)], "主")
        + _palm(pen, h, *hand)
    )


def _crouching(h: float, pen: Pen) -> str:
    leg = _path(h, (0.08, 0.2), (-0.12, 0.27), (-0.05, 0.03))
    foot = _path(h, (-0.05, 0.03), (-0.11, 0.022))
    back = _path(h, (0.08, 0.22), (0.05, 0.36), (-0.01, 0.52))
    arm = _path(h, (-0.01, 0.52), (-0.16, 0.4), (-0.32, 0.4))
    return (
        limbs(pen, [(leg, h * 0.07), (foot, h * 0.042)], "灰")
        + _head(pen, h, -0.06, 0.68)
        + limbs(pen, [(back, h * 0.12)], "主")
        + limbs(pen, [(arm, h * _ARM)], "主")
        + _palm(pen, h, -0.32, 0.4)
    )


def draw_hand(shape: Hand, pen: Pen) -> str:
    """A sleeve and a hand whose thumb and fingers close to the left."""
    w = shape.width
    fingers = [
        (f"M{w * 0.06} {-w * 0.03} Q{-w * 0.16} {-w * 0.2} {-w * 0.36} {-w * 0.1}", w * 0.1),
        (f"M{w * 0.06} {w * 0.01} Q{-w * 0.14} {-w * 0.12} {-w * 0.3} {-w * 0.03}", w * 0.09),
        (f"M{w * 0.08} {w * 0.06} Q{-w * 0.12} {w * 0.16} {-w * 0.34} {w * 0.09}", w * 0.1),
        (f"M{w * 0.05} 0 L{w * 0.2} 0", w * 0.26),
    ]
    sleeve = tag(
        "rect",
        x=w * 0.2,
        y=-w * 0.2,
        width=w * 0.4,
        height=w * 0.4,
        rx=w * 0.04,
        **solid(pen, "主"),
    )
    return group(limbs(pen, fingers, "木") + sleeve, *shape.at, shape.turn)
