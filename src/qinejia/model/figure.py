"""Figures composed of symbols (摆位图): what an editor writes in a ``摆位图`` fence.

Coordinates are in the figure's own unit (as a rule centimetres), x to the right, y downwards, from
the upper left corner of the canvas. ``位`` is the centre of a symbol, or the middle of its foot for
what stands upright (花盆、人、壶、侧视的杯). Input is hostile: numbers and counts are bounded.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag

from qinejia.model.equipment import (
    Bin,
    Board,
    Branch,
    Cabinet,
    Clock,
    Extinguisher,
    FloorSign,
    Knife,
    Mop,
    Thermometer,
    Vehicle,
)
from qinejia.model.fields import Part, YesNo, key
from qinejia.model.nearest import hint_of, nearest
from qinejia.model.shape import (
    Box,
    Canvas,
    Colour,
    Dash,
    Depth,
    FilledLine,
    Length,
    MaybeLine,
    Number,
    Placed,
    Point,
    Prose,
    Segment,
    Shape,
    Share,
    Unit,
    check_number_text,
)

MAX_SHAPES = 200


class Table(Box):
    """桌: a table from above."""


class Chair(Placed):
    """椅: a chair from above; its back is at the lower side before turning."""

    width: Length = key("宽", "宽", 45)
    height: Length = key("高", "深", 45)


class Cup(Placed):
    """杯: from above (俯) with its handle, or from the side (侧) with its filling."""

    view: Literal["俯", "侧"] = key("视", "俯视或侧视", "俯")
    diameter: Length = key("径", "杯口直径", 9)
    handle: Number = key("柄角", "杯柄方向：0 向右，90 向下（朝就座者）", 45)
    level: Share = key("水位", "水面高度占杯深的比例，0 到 1；大于 1 表示溢出", 0)
    lid: YesNo = key("盖", "是否带盖", False)
    saucer: YesNo = key("垫", "是否有杯垫", False)


class Pot(Placed):
    """壶: a thermos jug from the side; ``倾`` tilts it to the left."""

    height: Length = key("高", "高", 28)
    tilt: Number = key("倾", "向左倾斜的角度", 0)


class Sheet(Placed):
    """文件: a document from above."""

    width: Length = key("宽", "宽", 21)
    height: Length = key("高", "高", 29.7)


class Card(Placed):
    """席卡: a name card from above."""

    width: Length = key("宽", "宽", 20)
    height: Length = key("高", "深", 7)


class Microphone(Placed):
    """话筒: on a stand, from the side or from above."""

    height: Length = key("高", "话筒头高度", 20)
    view: Literal["俯", "侧"] = key("视", "俯视或侧视", "俯")


class Pen(Placed):
    """笔: a pen from above, upright before turning."""

    length: Length = key("长", "长", 14)


class Towel(Placed):
    """毛巾: a towel on its dish, or a cloth (抹布) in its colour."""

    width: Length = key("宽", "宽", 16)
    height: Length = key("高", "高", 8)
    colour: Colour = key("色", "颜色", "")


class Person(Placed):
    """人: seen from the front, the side (facing left) or above."""

    view: Literal["正", "侧", "俯"] = key("视", "正面、侧面或俯视", "正")
    height: Length = key("高", "身高；俯视时为肩宽", 165)
    pose: Literal["站立", "端托", "倒水", "蹲下"] = key("姿", "姿势", "站立")


class Hand(Placed):
    """手: a hand reaching to the left before turning."""

    width: Length = key("宽", "长", 18)


class Plant(Placed):
    """花盆: a potted plant from the side, or from above."""

    width: Length = key("宽", "盆口宽", 30)
    height: Length = key("高", "连盆总高", 80)
    leaves: Literal["正常", "黄叶", "下垂", "无"] = key("叶", "叶的状态", "正常")
    view: Literal["侧", "俯"] = key("视", "侧视或俯视", "侧")


class WateringCan(Placed):
    """喷壶: a watering can pouring to the left."""

    height: Length = key("高", "高", 25)
    tilt: Number = key("倾", "向左倾斜的角度", 0)


class Shears(Placed):
    """剪刀: pruning shears pointing to the left before turning."""

    length: Length = key("长", "长", 20)


class Soil(Placed):
    """土层: a section through soil; ``干`` is the depth of its dry top."""

    width: Length = key("宽", "宽")
    height: Length = key("高", "高")
    dry: Depth = key("干", "干土层的深度", 0)


class Frame(Box):
    """框: a rectangle, e.g. a wall, a zone or a piece of equipment."""

    dash: Dash = key("样", "线型：实、虚或点划", "实")


class Circle(Placed):
    """圆: a circle."""

    diameter: Length = key("径", "直径")
    colour: Colour = key("色", "颜色", "")
    dash: Dash = key("样", "线型：实、虚或点划", "实")


class Line(Segment):
    """线: a line."""

    dash: Dash = key("样", "线型：实、虚或点划", "实")
    colour: Colour = key("色", "颜色", "")


class Polyline(Shape):
    """折线: a line through several points, e.g. a route; ``箭`` ends it with an arrow."""

    points: Annotated[tuple[Point, ...], Field(min_length=2, max_length=60)] = key("点", "各点")
    dash: Dash = key("样", "线型：实、虚或点划", "实")
    colour: Colour = key("色", "颜色", "")
    arrow: YesNo = key("箭", "末端是否有箭头", False)


class Arrow(Segment):
    """箭头: an arrow, with its label at the start."""

    colour: Colour = key("色", "颜色", "")


class Stream(Segment):
    """水流: running water."""


class Dimension(Segment):
    """尺寸: a dimension line, moved aside by ``偏`` (to the left of its direction if negative)."""

    text: MaybeLine = key("文字", "尺寸文字；不写则按长度和单位生成", "")
    offset: Number = key("偏", "尺寸线离开所量两点的距离", 0)


class Label(Placed):
    """文字: words on the figure."""

    text: FilledLine = key("文字", "文字")
    size: Literal["小", "中", "大"] = key("大小", "字号", "中")
    align: Literal["左", "中", "右"] = key("齐", "位置在文字的左端、中间或右端", "中")
    colour: Colour = key("色", "颜色", "")


class Tick(Placed):
    """对号: right."""

    size: Length = key("大小", "大小", 8)


class Cross(Placed):
    """错号: wrong."""

    size: Length = key("大小", "大小", 8)


class Callout(Placed):
    """序号: a numbered mark that the text refers to."""

    text: Annotated[FilledLine, AfterValidator(check_number_text)] = key(
        "文字", "序号，最多 3 个字"
    )


SHAPES: dict[str, type[Shape]] = {
    "桌": Table,
    "椅": Chair,
    "杯": Cup,
    "壶": Pot,
    "文件": Sheet,
    "席卡": Card,
    "话筒": Microphone,
    "笔": Pen,
    "毛巾": Towel,
    "人": Person,
    "手": Hand,
    "花盆": Plant,
    "喷壶": WateringCan,
    "剪刀": Shears,
    "土层": Soil,
    "车": Vehicle,
    "桶": Bin,
    "拖把": Mop,
    "刀": Knife,
    "砧板": Board,
    "灭火器": Extinguisher,
    "提示牌": FloorSign,
    "钟": Clock,
    "温度计": Thermometer,
    "柜": Cabinet,
    "枝": Branch,
    "框": Frame,
    "圆": Circle,
    "线": Line,
    "折线": Polyline,
    "箭头": Arrow,
    "水流": Stream,
    "尺寸": Dimension,
    "文字": Label,
    "对号": Tick,
    "错号": Cross,
    "序号": Callout,
}
"""Name of a form → its model."""


def _form_of(value: Any) -> str | None:
    """The form that a mapping names, for the union below."""
    form = value.get("形") if isinstance(value, dict) else getattr(value, "form", None)
    return form if isinstance(form, str) else None


def _check_form(value: object) -> object:
    """Say which forms there are, before the union would complain about its tags."""
    if not isinstance(value, dict):
        return value
    form = value.get("形")
    if form is None:
        raise ValueError("没有写“形”，例如 {形: 桌, 位: [60, 36], 宽: 116, 高: 60}")
    if not isinstance(form, str) or form not in SHAPES:
        guess = hint_of(nearest(str(form), SHAPES))
        raise ValueError(f"没有“{str(form)[:20]}”这种图形，{guess}可以写：{'、'.join(SHAPES)}")
    return value


def _check_count(value: object) -> object:
    if not isinstance(value, list | tuple):
        return value
    if not 1 <= len(value) <= MAX_SHAPES:
        raise ValueError(f"要有 1 到 {MAX_SHAPES} 个图形，这里是 {len(value)} 个")
    return tuple(value)


AnyShape = Annotated[
    Annotated[Table, Tag("桌")]
    | Annotated[Chair, Tag("椅")]
    | Annotated[Cup, Tag("杯")]
    | Annotated[Pot, Tag("壶")]
    | Annotated[Sheet, Tag("文件")]
    | Annotated[Card, Tag("席卡")]
    | Annotated[Microphone, Tag("话筒")]
    | Annotated[Pen, Tag("笔")]
    | Annotated[Towel, Tag("毛巾")]
    | Annotated[Person, Tag("人")]
    | Annotated[Hand, Tag("手")]
    | Annotated[Plant, Tag("花盆")]
    | Annotated[WateringCan, Tag("喷壶")]
    | Annotated[Shears, Tag("剪刀")]
    | Annotated[Soil, Tag("土层")]
    | Annotated[Vehicle, Tag("车")]
    | Annotated[Bin, Tag("桶")]
    | Annotated[Mop, Tag("拖把")]
    | Annotated[Knife, Tag("刀")]
    | Annotated[Board, Tag("砧板")]
    | Annotated[Extinguisher, Tag("灭火器")]
    | Annotated[FloorSign, Tag("提示牌")]
    | Annotated[Clock, Tag("钟")]
    | Annotated[Thermometer, Tag("温度计")]
    | Annotated[Cabinet, Tag("柜")]
    | Annotated[Branch, Tag("枝")]
    | Annotated[Frame, Tag("框")]
    | Annotated[Circle, Tag("圆")]
    | Annotated[Line, Tag("线")]
    | Annotated[Polyline, Tag("折线")]
    | Annotated[Arrow, Tag("箭头")]
    | Annotated[Stream, Tag("水流")]
    | Annotated[Dimension, Tag("尺寸")]
    | Annotated[Label, Tag("文字")]
    | Annotated[Tick, Tag("对号")]
    | Annotated[Cross, Tag("错号")]
    | Annotated[Callout, Tag("序号")],
    Discriminator(_form_of),
    BeforeValidator(_check_form),
]


class Pictured(Part):
    """What is drawn from data (由数据画成的图): a title and a text for who cannot see it."""

    title: FilledLine = key("标题", "图的标题")
    description: Prose = key("说明", "看不见图时读的文字")

    @property
    def words(self) -> str:
        """Everything that can be read in it, for search and comparison."""
        return f"{self.title}\n{self.description}"


class FigureSpec(Pictured):
    """A figure (摆位图) composed of symbols."""

    canvas: Canvas = key("画布", "宽和高 [宽, 高]，10 到 2000")
    unit: Unit = key("单位", "坐标的单位", "cm")
    shapes: Annotated[tuple[AnyShape, ...], BeforeValidator(_check_count)] = key(
        "图形", "图形清单，先写的在下面"
    )
