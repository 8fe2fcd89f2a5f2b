"""A plan or photo of a place with points and flow lines (点位图): what a ``点位图`` fence holds.

Points are given in per cent of the picture's width and height, so that a drawing and a photo are
marked alike.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from qinejia.model.fields import Part, Text, Texts, YesNo, file, ids, key
from qinejia.model.figure import AnyShape, FigureSpec, Pictured
from qinejia.model.shape import Canvas, Colour, Dash, FilledLine, MaybeLine, Point, Unit


class Hotspot(Part):
    """A point of a place (热点) with what lies there and what applies there."""

    name: FilledLine = key("名称", "这一点叫什么")
    at: Point = key("位", "在图上的位置 [左起 %, 上起 %]")
    text: Text = key("说明", "在这一点要知道、要做的事", "")
    items: Texts = key("物品", "放在这一点的物品，名称与物品清单一致", ())
    clauses: Texts = ids("条款", "standard", "在这一点执行的条款")
    steps: Texts = ids("步骤", "manual", "在这一点做的图册步骤，如 tc-chashui#step-3")
    videos: Texts = ids("视频", "video", "视频或其中一章，如 sp-chashui#t=56")
    layer: MaybeLine = key("图层", "所在图层；可以整层隐藏", "")
    sensitive: YesNo = key("敏感", "敏感的点位不进入公开版，须写在其他热点之后", False)


class Flow(Part):
    """A way of people or things (流线); it is a layer of its own unless it names one."""

    name: FilledLine = key("名称", "流线的名称")
    points: Annotated[tuple[Point, ...], Field(min_length=2, max_length=60)] = key(
        "点", "经过的各点 [左起 %, 上起 %]"
    )
    colour: Colour = key("色", "颜色", "主")
    dash: Dash = key("样", "线型：实、虚或点划", "实")
    layer: MaybeLine = key("图层", "所在图层；不写则以名称为图层", "")
    sensitive: YesNo = key("敏感", "敏感的流线不进入公开版", False)


MAX_POINTS = 60


def _check_points(value: object) -> object:
    if value is None:
        return ()
    if isinstance(value, list) and len(value) > MAX_POINTS:
        raise ValueError(f"最多 {MAX_POINTS} 条，这里是 {len(value)} 条")
    return value


class PointMap(Pictured):
    """A point map (点位图): drawn from symbols, or on a picture file, or both."""

    canvas: Canvas = key("画布", "宽和高 [宽, 高]；底图写它的像素宽高")
    unit: Unit = key("单位", "坐标的单位", "cm")
    picture: Text = file("底图", "平面图或照片的文件，相对本页")
    shapes: Annotated[tuple[AnyShape, ...], Field(max_length=200)] = key(
        "图形", "图形清单，与摆位图相同", ()
    )
    points: Annotated[tuple[Hotspot, ...], BeforeValidator(_check_points)] = key(
        "热点", "图上的点", ()
    )
    flows: Annotated[tuple[Flow, ...], BeforeValidator(_check_points)] = key(
        "流线", "人和物怎么走", ()
    )
    panorama: Text = file("全景", "360° 全景照片的文件（宽是高的两倍的 JPG）")

    @model_validator(mode="after")
    def _has_ground(self) -> PointMap:
        if not (self.picture or self.shapes):
            raise ValueError("要写“图形”或“底图”")
        return self

    @property
    def figure(self) -> FigureSpec | None:
        """The drawing without points; none where there is only a picture file."""
        if not self.shapes:
            return None
        return FigureSpec.model_construct(
            title=self.title,
            description=self.description,
            canvas=self.canvas,
            unit=self.unit,
            shapes=self.shapes,
        )
