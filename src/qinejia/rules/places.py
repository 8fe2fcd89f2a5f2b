"""Points of places (点位)."""

from __future__ import annotations

import math
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.model.blocks import Block, Container, DataFence
from qinejia.model.headers.practice import PlaceHeader
from qinejia.model.nearest import hint_of, nearest
from qinejia.model.point_map import Hotspot, PointMap
from qinejia.model.position import Position
from qinejia.model.records import PlacePoint, Record
from qinejia.rules.context import Context

PHONE = 312
"""CSS pixels that a figure has on a phone 360 px wide."""
APART = 24
"""CSS pixels between the middles of two targets (WCAG 2.2, 2.5.8)."""


def check_points(context: Context) -> Iterator[Diagnostic]:
    """QJ170–QJ172, QJ174: points on the picture, known items, order, room for a finger."""
    for record in context.site.of_kind("place"):
        maps = list(_maps(record.blocks))
        rest = list(record.points)
        withheld: PlacePoint | None = None
        for drawn, _ in maps:
            own, rest = rest[: len(drawn.points)], rest[len(drawn.points) :]
            yield from _crowded(own, drawn)
        for point in record.points:
            yield from _point(point, record)
            if point.options.sensitive:
                withheld = point
            elif withheld:
                message = f"热点“{point.options.name}”写在敏感热点“{withheld.options.name}”之后"
                yield Diagnostic("QJ172", point.position, message)
        for drawn, position in maps:
            for flow in drawn.flows:
                if not all(map(_is_inside, flow.points)):
                    yield Diagnostic("QJ170", position, f"流线“{flow.name}”有一点在图外")


def _maps(blocks: tuple[Block, ...]) -> Iterator[tuple[PointMap, Position]]:
    """Every map of a page with its position, in order."""
    for block in blocks:
        if isinstance(block, Container):
            yield from _maps(block.children)
        elif isinstance(block, DataFence) and isinstance(block.data, PointMap):
            yield block.data, block.position


def _is_inside(at: tuple[float, float]) -> bool:
    return all(0 <= value <= 100 for value in at)


def _point(point: PlacePoint, record: Record) -> Iterator[Diagnostic]:
    spot = point.options
    if not _is_inside(spot.at):
        x, y = (f"{value:g}" for value in spot.at)
        yield Diagnostic("QJ170", point.position, f"热点“{spot.name}”的位置 [{x}, {y}] 在图外")
    header = record.header
    known = [item.name for item in header.items] if isinstance(header, PlaceHeader) else []
    for name in spot.items:
        if name not in known:
            message = f"热点“{spot.name}”的“{name}”不在本页的物品清单里"
            yield Diagnostic("QJ171", point.position, message, hint_of(nearest(name, known)))


def _crowded(points: list[PlacePoint], drawn: PointMap) -> Iterator[Diagnostic]:
    width, height = drawn.canvas
    scale = PHONE / width

    def place(spot: Hotspot) -> tuple[float, float]:
        return spot.at[0] / 100 * width * scale, spot.at[1] / 100 * height * scale

    for number, point in enumerate(points):
        for other in points[:number]:
            if math.dist(place(point.options), place(other.options)) < APART:
                names = f"“{other.options.name}”和“{point.options.name}”"
                yield Diagnostic("QJ174", point.position, f"热点{names}在手机上挨得太近，点不准")
