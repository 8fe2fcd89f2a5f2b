"""Symbols of cleaning, kitchen, driving and guarding (作业用具和设备)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from qinejia.model.fields import key
from qinejia.model.shape import Box, Colour, Depth, Length, Number, Placed, Share

Minutes = Annotated[float, Field(ge=0, le=60, allow_inf_nan=False)]


class Vehicle(Placed):
    """车: a car from the side (facing left) or from above (front at the left)."""

    view: Literal["侧", "俯"] = key("视", "侧视或俯视", "侧")
    width: Length = key("宽", "车长", 80)
    colour: Colour = key("色", "颜色", "灰")


class Bin(Placed):
    """桶: a lidded bin from the side; ``满`` says how full it is."""

    height: Length = key("高", "高", 40)
    colour: Colour = key("色", "颜色", "灰")
    level: Share = key("满", "内容物占容量的比例；大于 1 表示满溢", 0)
    lid: Literal["盖", "开", "无"] = key("盖", "盖着、打开或没有盖", "盖")


class Mop(Placed):
    """拖把: a mop that stands on its head."""

    height: Length = key("高", "连柄总高", 100)
    colour: Colour = key("色", "拖把头的颜色", "蓝")


class Knife(Placed):
    """刀: a kitchen knife pointing to the left before turning."""

    length: Length = key("长", "长", 30)
    colour: Colour = key("色", "刀柄的颜色", "灰")


class Board(Box):
    """砧板: a chopping board from above, with its grip at the right."""


class Extinguisher(Placed):
    """灭火器: a portable fire extinguisher from the side."""

    height: Length = key("高", "高", 40)


class FloorSign(Placed):
    """提示牌: a folding sign that stands on the floor."""

    height: Length = key("高", "高", 40)


class Clock(Placed):
    """钟: a dial on which ``分`` minutes from the top are marked."""

    diameter: Length = key("径", "直径", 30)
    minutes: Minutes = key("分", "标出的分钟数，0 到 60", 0)
    colour: Colour = key("色", "标出部分的颜色", "主")


class Thermometer(Placed):
    """温度计: an upright thermometer; ``值`` of ``到`` is its filling."""

    height: Length = key("高", "高", 50)
    value: Number = key("值", "示值，℃", 0)
    full: Length = key("到", "刻度上限，℃", 100)
    colour: Colour = key("色", "液柱的颜色", "红")


class Cabinet(Box):
    """柜: shelves, a cupboard or a refrigerator from the front."""

    shelves: Annotated[int, Field(ge=1, le=12)] = key("层", "层数", 3)


class Branch(Placed):
    """枝: a twig that rises from its foot, with buds on alternate sides and a cut at its top."""

    height: Length = key("高", "高", 60)
    buds: Annotated[int, Field(ge=0, le=8)] = key("芽", "芽数", 3)
    above: Depth = key("留", "剪口高出最上面一个芽的长度", 0)
    cut: Literal["斜", "平", "反"] = key("剪口", "顺芽的斜面、平口或与芽相反的斜面", "斜")
