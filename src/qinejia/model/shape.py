"""What all symbols of a figure have in common (图形的共同部分): bounded numbers, places, colours.

Input is hostile: numbers and counts are bounded, text is one line.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from qinejia.model.fields import Part, Text, key

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")


def _check_line(value: str) -> str:
    if _UNPRINTABLE.search(value):
        raise ValueError("只能是一行文字，不能有换行和控制字符")
    if len(value) > 200:
        raise ValueError("不能超过 200 个字")
    return value


def _check_prose(value: str) -> str:
    if _UNPRINTABLE.search(value.replace("\n", " ")):
        raise ValueError("不能有控制字符")
    if len(value) > 2_000:
        raise ValueError("不能超过 2000 个字")
    return _check_filled(value)


def _check_filled(value: str) -> str:
    if not value.strip():
        raise ValueError("不能空着")
    return value


def check_number_text(value: str) -> str:
    """The text of a numbered mark (序号)."""
    if len(value) > 3:
        raise ValueError("不能超过 3 个字")
    return value


def _check_pair(value: object) -> object:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError("要写两个数，例如 [60, 40]")
    return tuple(value)


MaybeLine = Annotated[Text, AfterValidator(_check_line)]
"""One line of text on a figure; may be empty."""
FilledLine = Annotated[str, AfterValidator(_check_line), AfterValidator(_check_filled)]
"""One line of text on a figure."""
Prose = Annotated[str, AfterValidator(_check_prose)]
"""Text beside a figure, never empty."""
Number = Annotated[float, Field(ge=-4_000, le=4_000, allow_inf_nan=False)]
Length = Annotated[float, Field(gt=0, le=4_000, allow_inf_nan=False)]
Side = Annotated[float, Field(ge=10, le=2_000, allow_inf_nan=False)]
Depth = Annotated[float, Field(ge=0, le=4_000, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1.5, allow_inf_nan=False)]
Point = Annotated[tuple[Number, Number], BeforeValidator(_check_pair)]
Colour = Literal["", "木", "水", "灰", "红", "蓝", "黄", "绿", "主", "正", "误"]
Dash = Literal["实", "虚", "点划"]
Canvas = Annotated[tuple[Side, Side], BeforeValidator(_check_pair)]
"""Width and height of a figure in its unit."""
Unit = Literal["cm", "mm", "m", ""]


class Shape(Part):
    """What all symbols share: the name of the form, a label and a turn in degrees (clockwise)."""

    form: str = key("形", "图形的名称")
    label: MaybeLine = key("标", "写在图形旁的文字", "")
    turn: Number = key("转", "顺时针旋转的角度", 0)


class Placed(Shape):
    """A symbol with one position."""

    at: Point = key("位", "位置 [x, y]")


class Box(Placed):
    """A symbol with width and height."""

    width: Length = key("宽", "宽")
    height: Length = key("高", "高")
    colour: Colour = key("色", "颜色", "")


class Segment(Shape):
    """A form between two points."""

    start: Point = key("从", "起点 [x, y]")
    end: Point = key("到", "终点 [x, y]")
