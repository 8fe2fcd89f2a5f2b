"""A plan of a place with its points (点位图): picture, numbered marks, and the points as a list.

Without scripts the marks are drawn and the list stands below. The script puts buttons in place of
the marks and shows one point at a time; it reads everything from this markup.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from qinejia.model.figure import Callout, Polyline
from qinejia.model.headers.practice import PlaceHeader
from qinejia.model.point_map import Flow, Hotspot, PointMap
from qinejia.model.records import PlacePoint
from qinejia.render.boxes import draw_facts
from qinejia.render.drawing.figure import draw_shapes, frame, pen_for
from qinejia.render.drawing.pens import Pen, tag, words

if TYPE_CHECKING:
    from qinejia.render.rendering import PageRenderer


def draw_point_map(
    data: PointMap, points: Sequence[PlacePoint], anchor: str, page: PageRenderer
) -> str:
    """Picture, flow lines, points and, where there is one, the way to the panorama."""
    title = escape(data.title)
    items = "".join(_point(point, page) for point in points)
    listed = f'<ol class="qj-map__points">{items}</ol>' if items else ""
    return (
        f'<qj-map class="qj-map"><figure class="qj-figure" id="{escape(anchor)}">'
        f'<div class="qj-map__frame"><div class="qj-map__plan">{_plan(data, points, anchor, page)}'
        f"</div></div><figcaption>{title}</figcaption></figure>{_panorama(data, page)}{listed}"
        "</qj-map>"
    )


def _plan(data: PointMap, points: Sequence[PlacePoint], anchor: str, page: PageRenderer) -> str:
    pen = pen_for(data.canvas, data.unit)
    width, height = data.canvas
    picture = page.file_address(data.picture) if data.picture else ""
    ground = tag("image", href=picture, width=width, height=height) if picture else ""
    flows = "".join(_flow(flow, pen) for flow in data.flows)
    marks = draw_shapes([_mark(point, pen) for point in points], pen)
    content = ground + draw_shapes(data.shapes, pen) + flows
    content += tag("g", marks, css="qj-map__marks") if marks else ""
    return frame(data, data.canvas, f"{anchor}-", content)


def _flow(flow: Flow, pen: Pen) -> str:
    points = tuple(_on_canvas(at, pen) for at in flow.points)
    line = Polyline.model_construct(
        form="折线", label="", points=points, colour=flow.colour, dash=flow.dash, arrow=True
    )
    start, end = max(pairwise(points), key=lambda pair: math.dist(*pair))
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    name = words(pen, *middle, flow.name, colour=flow.colour)
    return tag("g", draw_shapes([line], pen) + name, data_layer=flow.layer or flow.name)


def _mark(point: PlacePoint, pen: Pen) -> Callout:
    at = _on_canvas(point.options.at, pen)
    return Callout.model_construct(form="序号", label="", turn=0.0, at=at, text=_number(point))


def _on_canvas(at: tuple[float, float], pen: Pen) -> tuple[float, float]:
    return at[0] / 100 * pen.width, at[1] / 100 * pen.height


def _number(point: PlacePoint) -> str:
    return point.anchor.removeprefix("point-")


def _point(point: PlacePoint, page: PageRenderer) -> str:
    spot = point.options
    x, y = (f"{value:g}" for value in spot.at)
    layer = f' data-layer="{escape(spot.layer)}"' if spot.layer else ""
    text = page.markdown(spot.text) if spot.text else ""
    return (
        f'<li class="qj-point" id="{point.anchor}" data-x="{x}" data-y="{y}"{layer}>'
        f'<p class="qj-point__name"><span class="qj-point__no">{_number(point)}</span>'
        f"{escape(spot.name)}</p>{text}{draw_facts('qj-facts', _facts(spot, page))}</li>"
    )


def _facts(spot: Hotspot, page: PageRenderer) -> list[tuple[str, str]]:
    facts = [("物品", "<br>".join(_item(name, page) for name in spot.items))]
    for label, targets in (("步骤", spot.steps), ("视频", spot.videos), ("条款", spot.clauses)):
        facts.append((label, "<br>".join(page.link_to(target) for target in targets)))
    return [(label, value) for label, value in facts if value]


def _item(name: str, page: PageRenderer) -> str:
    """What the inventory says of an item."""
    record = page.site.records.get(page.identifier)
    header = record.header if record else None
    items = header.items if isinstance(header, PlaceHeader) else ()
    found = next((item for item in items if item.name == name), None)
    about = "，".join(filter(None, (found.quantity, found.spec))) if found else ""
    return escape(f"{name}　{about}" if about else name)


def _panorama(data: PointMap, page: PageRenderer) -> str:
    address = page.file_address(data.panorama) if data.panorama else ""
    if not address:
        return ""
    return (
        f'<p class="qj-map__panorama"><a class="qj-button" href="{escape(address)}">'
        "看 360° 全景照片</a></p>"
    )
