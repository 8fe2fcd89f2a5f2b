"""A seating plan as symbols (座位布置): tables, chairs, numbers, and where each person sits."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qinejia.model import figure as f
from qinejia.model.seating import SeatingPlan, around_table, centre_out
from qinejia.render.drawing.figure import TEXT

PITCH = 60.0
"""Centimetres from seat to seat."""
DEPTH = 50.0
"""Depth of a table."""
_CHAIR = 27.0
"""From the table's edge to the middle of a chair."""
_NAME = 64.0
"""From the table's edge to the name behind a chair."""
_MARGIN = 34.0


@dataclass(frozen=True)
class Seat:
    """A person's place (座位): number, name, where it is in words; position and facing angle.

    ``facing`` is clockwise from looking up the picture, ``edge`` the nearest point of the table.
    """

    number: str
    name: str
    where: str
    edge: tuple[float, float]
    facing: float
    stands: bool = False

    def towards(self, distance: float) -> tuple[float, float]:
        """A point ``distance`` before the table's edge, as the person looks (negative: behind)."""
        angle = math.radians(self.facing)
        return (
            self.edge[0] + distance * math.sin(angle),
            self.edge[1] - distance * math.cos(angle),
        )


@dataclass(frozen=True)
class Arrangement:
    """All seats in order of rank, tables and words around them, on a canvas."""

    canvas: tuple[float, float]
    seats: tuple[Seat, ...]
    shapes: tuple[f.AnyShape, ...]
    about: str


def arrange(plan: SeatingPlan) -> Arrangement:
    """Where everybody sits."""
    return _LAYOUTS[plan.layout](plan)


def seating_figure(plan: SeatingPlan) -> f.FigureSpec:
    """The plan as a figure; names stand behind the chairs where they fit."""
    found = arrange(plan)
    text = found.canvas[0] * TEXT * 0.9
    longest = max((len(seat.name) for seat in found.seats), default=0)
    fits = 0 < longest * text <= PITCH - 4
    drawn: list[f.AnyShape] = []
    for seat in found.seats:
        if not seat.stands:
            drawn.append(_chair(seat.towards(-_CHAIR), seat.facing))
        else:
            drawn.append(_person(seat.towards(-_CHAIR), seat.facing))
        at = seat.towards(-_CHAIR - 30) if seat.stands else seat.towards(DEPTH * 0.36)
        drawn.append(_number(at, seat.number))
        if fits and seat.name and not seat.stands:
            drawn.append(_words(seat.towards(-_NAME), seat.name))
    return f.FigureSpec.model_construct(
        title=plan.title,
        description=plan.description or describe_seats(plan),
        canvas=found.canvas,
        unit="",
        shapes=(*found.shapes, *drawn),
    )


def describe_seats(plan: SeatingPlan) -> str:
    """Everybody's place in words."""
    found = arrange(plan)
    places = "；".join(
        f"{seat.number}{'（' + seat.name + '）' if seat.name else ''}{seat.where}"
        for seat in found.seats
    )
    return f"{plan.layout}座次俯视图，{found.about}{places}。左右以就座者为准。"


# --- the layouts ---------------------------------------------------------------------------------


def _rostrum(plan: SeatingPlan) -> Arrangement:
    """Rows one behind the other, all looking down the picture at the hall."""
    rows = _rows(plan)
    width = _width(max(map(len, rows)))
    gap = DEPTH + 2 * _NAME
    seats: list[Seat] = []
    shapes: list[f.AnyShape] = []
    for number, row in enumerate(rows):
        edge = _NAME + 20 + (len(rows) - 1 - number) * gap
        shapes.append(_table((width / 2, edge + DEPTH / 2), len(row) * PITCH + 10, DEPTH))
        label = f"第{number + 1}排" if len(rows) > 1 else ""
        seats += _in_row(row, plan, 180, (width / 2, edge), label, "号位")
    bottom = _NAME + 20 + (len(rows) - 1) * gap + DEPTH
    shapes.append(_arrow((width / 2, bottom + 12), (width / 2, bottom + 36)))
    shapes.append(_words((width / 2, bottom + 52), "会场（就座者面向此侧）"))
    height = bottom + 70
    if plan.lectern:
        # Looking down the picture, the right of who sits is its left.
        at = (_MARGIN + 30, bottom + 42)
        shapes += [_table(at, 60, 34), _words(at, "发言席")]
    return Arrangement((width, height), tuple(seats), tuple(shapes), "就座者面向图的下方。")


def _classroom(plan: SeatingPlan) -> Arrangement:
    """Rows behind each other, all looking up the picture at the rostrum."""
    rows = _rows(plan)
    width = _width(max(map(len, rows)))
    top = 70.0
    gap = DEPTH + 2 * _CHAIR + 22
    seats: list[Seat] = []
    shapes: list[f.AnyShape] = [
        _words((width / 2, 18), "主席台"),
        _arrow((width / 2, 56), (width / 2, 34)),
    ]
    for number, row in enumerate(rows):
        edge = top + DEPTH + number * gap
        shapes.append(_table((width / 2, edge - DEPTH / 2), len(row) * PITCH + 10, DEPTH))
        seats += _in_row(row, plan, 0, (width / 2, edge), f"第{number + 1}排", "号位")
    height = top + DEPTH + (len(rows) - 1) * gap + _NAME + 20
    return Arrangement((width, height), tuple(seats), tuple(shapes), "就座者面向图的上方。")


def _talks(plan: SeatingPlan) -> Arrangement:
    """Two sides of one table; the door at the bottom of the picture."""
    count = max(len(plan.hosts), len(plan.guests))
    length, depth = count * PITCH + 10, 90.0
    if plan.door == "平行":
        width = _width(count)
        top = _NAME + 40
        middle = width / 2
        seats = [
            *_in_row(plan.guests, plan, 180, (middle, top), "客方", "客"),
            *_in_row(plan.hosts, plan, 0, (middle, top + depth), "主方", "主"),
        ]
        bottom = top + depth + _NAME
        shapes = [
            _table((middle, top + depth / 2), length, depth),
            _words((middle, 16), "客方（面向正门）"),
            _words((middle, bottom + 22), "主方（背向正门）"),
            *_door((middle, bottom + 62)),
        ]
        about = "正门在图的下方，客方在上侧面向正门，主方在下侧背向正门。"
        return Arrangement((width, bottom + 76), tuple(seats), tuple(shapes), about)
    width = depth + 2 * _NAME + 140
    top = 46.0
    middle = width / 2
    centre = top + length / 2
    seats = [
        *_in_row(plan.guests, plan, 270, (middle + depth / 2, centre), "客方", "客"),
        *_in_row(plan.hosts, plan, 90, (middle - depth / 2, centre), "主方", "主"),
    ]
    shapes = [
        _table((middle, centre), depth, length),
        _words((middle + depth / 2 + _CHAIR, 20), "客方"),
        _words((middle - depth / 2 - _CHAIR, 20), "主方"),
        *_door((middle, top + length + 62)),
        _arrow((middle, top + length + 30), (middle, top + length + 8)),
    ]
    about = "正门在图的下方，以进门方向为准，客方在右侧，主方在左侧。"
    return Arrangement((width, top + length + 76), tuple(seats), tuple(shapes), about)


def _signing(plan: SeatingPlan) -> Arrangement:
    """Two signers side by side, their parties standing behind them, from the middle outwards."""
    standing = max(len(plan.hosts), len(plan.guests)) - 1
    width = max(2 * standing * PITCH, 240.0) + 2 * _MARGIN
    middle, edge = width / 2, 150.0
    shapes: list[f.AnyShape] = [
        _table((middle, edge + DEPTH / 2), 220, DEPTH),
        _arrow((middle, edge + DEPTH + 12), (middle, edge + DEPTH + 36)),
        _words((middle, edge + DEPTH + 52), "会场（签字人面向此侧）"),
    ]
    seats: list[Seat] = []
    # Looking down the picture, the left of who sits is its right: there the host signs.
    for label, side, names in (("主", 1, plan.hosts), ("客", -1, plan.guests)):
        where = "签字桌左侧" if side > 0 else "签字桌右侧"
        seats.append(Seat(f"{label}方签字人", names[0], where, (middle + side * 56, edge), 180))
        for step, name in enumerate(names[1:], 1):
            at = (middle + side * (step - 0.5) * PITCH, edge - 60)
            behind = f"{label}方签字人身后由内向外第{step}位"
            seats.append(Seat(f"{label}{step}", name, behind, at, 180, stands=True))
    about = "签字人面向图的下方，主方签字人在图的右侧，客方签字人在图的左侧。"
    return Arrangement((width, edge + DEPTH + 70), tuple(seats), tuple(shapes), about)


def _banquet(plan: SeatingPlan) -> Arrangement:
    """A round table; the host at the top looks at the door at the bottom."""
    places = around_table(len(plan.hosts), len(plan.guests))
    size = len(places)
    radius = max(75.0, size * PITCH / (2 * math.pi))
    centre = radius + _NAME + 46
    titles = ["主陪", "副主陪", *(f"主{n}" for n in range(3, len(plan.hosts) + 1))]
    titles = titles[: len(plan.hosts)]
    titles += ["主宾", *(f"客{n}" for n in range(2, len(plan.guests) + 1))]
    seats = []
    for title, name, place in zip(titles, (*plan.hosts, *plan.guests), places, strict=True):
        angle = place * 360 / size
        at = (
            centre + radius * math.sin(math.radians(angle)),
            centre - radius * math.cos(math.radians(angle)),
        )
        seats.append(Seat(title, name, _around(place, size), at, (angle + 180) % 360))
    shapes: list[f.AnyShape] = [
        f.Circle.model_construct(
            form="圆",
            label="",
            turn=0.0,
            at=(centre, centre),
            diameter=2 * radius,
            colour="木",
            dash="实",
        ),
        *_door((centre, 2 * centre + 6)),
    ]
    about = "正门在图的下方，主陪在上，面向正门。"
    return Arrangement((2 * centre, 2 * centre + 20), tuple(seats), tuple(shapes), about)


def _around(place: int, size: int) -> str:
    if place == 0:
        return "面向正门居中"
    if size % 2 == 0 and place == size // 2:
        return "主陪对面"
    if place <= size / 2:
        return f"主陪左侧第{place}座"
    return f"主陪右侧第{size - place}座"


def _horseshoe(plan: SeatingPlan) -> Arrangement:
    """The closed end at the top; the arms open to the bottom of the picture."""
    persons = _persons(plan)
    base, arms = persons[: plan.base], persons[plan.base :]
    longest = math.ceil(len(arms) / 2)
    inner = len(base) * PITCH + 10
    width = inner + 2 * DEPTH + 2 * (_NAME + 46)
    middle, edge = width / 2, _NAME + 24
    length = max(longest, 1) * PITCH + 10
    outer = inner / 2 + DEPTH
    shapes: list[f.AnyShape] = [_table((middle, edge + DEPTH / 2), 2 * outer, DEPTH)]
    seats = _in_row(base, plan, 180, (middle, edge), "底边", "号位")
    for number, name in enumerate(arms):
        # Who sits at the base has the right arm of the picture at the left hand.
        is_left = (number % 2 == 0) == (plan.second == "左")
        step = number // 2
        y = edge + DEPTH + step * PITCH + PITCH / 2 + 5
        x = middle + outer if is_left else middle - outer
        where = f"{'左' if is_left else '右'}臂从底边起第{step + 1}座"
        rank = len(base) + number + 1
        seats.append(Seat(f"{rank}号位", name, where, (x, y), 270 if is_left else 90))
    if arms:
        for side in (1, -1):
            at = (middle + side * (outer - DEPTH / 2), edge + DEPTH + length / 2)
            shapes.append(_table(at, DEPTH, length))
    height = edge + DEPTH + length + 24
    about = "底边在图的上方，底边的就座者面向图的下方；左臂、右臂以底边就座者为准。"
    return Arrangement((width, height), tuple(seats), tuple(shapes), about)


_LAYOUTS: dict[str, Callable[[SeatingPlan], Arrangement]] = {
    "主席台": _rostrum,
    "会谈": _talks,
    "签字": _signing,
    "宴请圆桌": _banquet,
    "U形": _horseshoe,
    "课桌式": _classroom,
}


# --- pieces --------------------------------------------------------------------------------------


def _width(seats: int) -> float:
    """Width of a picture with so many seats side by side, and with the words below them."""
    return max(seats * PITCH, 240.0) + 2 * _MARGIN


def _persons(plan: SeatingPlan) -> list[str]:
    return list(plan.persons) if plan.persons else [""] * plan.size


def _rows(plan: SeatingPlan) -> list[list[tuple[int, str]]]:
    """Rank and name of each person, by row, the front row first."""
    ranked = list(enumerate(_persons(plan), 1))
    length = plan.row or len(ranked)
    return [ranked[start : start + length] for start in range(0, len(ranked), length)]


def _in_row(
    names: Sequence[str] | Sequence[tuple[int, str]],
    plan: SeatingPlan,
    facing: float,
    middle: tuple[float, float],
    row: str,
    unit: str,
) -> list[Seat]:
    """Persons side by side along a table's edge, the first in the middle."""
    offsets = centre_out(len(names), plan.second)
    from_left = sorted(offsets, reverse=True)
    # The left hand of who looks up the picture points to its left; it turns as the person does.
    left = (-math.cos(math.radians(facing)), -math.sin(math.radians(facing)))
    seats = []
    for index, (entry, offset) in enumerate(zip(names, offsets, strict=True), 1):
        rank, name = entry if isinstance(entry, tuple) else (index, entry)
        at = (middle[0] + left[0] * offset * PITCH, middle[1] + left[1] * offset * PITCH)
        number = f"{rank}{unit}" if unit == "号位" else f"{unit}{rank}"
        place = f"左起第{from_left.index(offset) + 1}座"
        seats.append(Seat(number, name, f"{row}{place}", at, facing))
    return seats


def _chair(at: tuple[float, float], facing: float) -> f.Chair:
    return f.Chair.model_construct(form="椅", label="", turn=facing, at=at, width=40.0, height=40.0)


def _person(at: tuple[float, float], facing: float) -> f.Person:
    return f.Person.model_construct(
        form="人", label="", turn=facing, at=at, view="俯", height=42.0, pose="站立"
    )


def _table(at: tuple[float, float], width: float, height: float) -> f.Table:
    return f.Table.model_construct(
        form="桌", label="", turn=0.0, at=at, width=width, height=height, colour=""
    )


def _words(at: tuple[float, float], text: str) -> f.Label:
    return f.Label.model_construct(
        form="文字", label="", turn=0.0, at=at, text=text, size="小", align="中", colour=""
    )


def _number(at: tuple[float, float], text: str) -> f.Callout | f.Label:
    """A plain number as a mark, anything longer as words."""
    short = text.removesuffix("号位")
    if not short.isdecimal():
        return _words(at, text)
    return f.Callout.model_construct(form="序号", label="", turn=0.0, at=at, text=short)


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> f.Arrow:
    return f.Arrow.model_construct(form="箭头", label="", turn=0.0, start=start, end=end, colour="")


def _door(at: tuple[float, float]) -> tuple[f.AnyShape, ...]:
    frame = f.Frame.model_construct(
        form="框", label="", turn=0.0, at=at, width=90.0, height=10.0, colour="黄", dash="实"
    )
    return frame, _words((at[0], at[1] - 17), "正门")
