"""Names and options of the ``/// 名称`` blocks and the data fences (容器块与数据块)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, RootModel

from qinejia.model.fields import Identifier, Part, Text, Texts, YesNo, file, ids, key
from qinejia.model.figure import FigureSpec, Pictured
from qinejia.model.limit import Limit
from qinejia.model.point_map import PointMap
from qinejia.model.seating import SeatingPlan
from qinejia.model.survey import Survey

Score = Annotated[float, Field(ge=0, le=100)]


class NoOptions(Part):
    """A block without options."""


class PictureOptions(Part):
    """A picture given as a file instead of a ``摆位图`` inside the block."""

    picture: Text = file("图", "图片文件，相对本页")
    alternative: Text = key("替代文字", "看不见图时读的文字；有图必填", "")
    clauses: Texts = ids("条款", "standard", "对应条款")


class StepOptions(PictureOptions):
    """One step of a picture book (步骤)."""

    limit: Text = key("限值", "本步骤的量化要求", "")
    tools: Texts = key("工具", "工具", ())
    risk: Text = key("风险", "风险提示", "")


QuestionType = Literal["单选", "多选", "判断", "填空", "排序", "配对", "找错"]
Difficulty = Literal["易", "中", "难"]


class QuestionOptions(Part):
    """Options of a question (考题)."""

    identifier: Identifier = key("id", "题目标识，如 q1；发布后不再改变")
    type: QuestionType = key("题型", "单选、多选、判断、填空、排序、配对、找错")
    clause: str = ids("依据", "standard", "考查的条款，如 std-q-qej-bz201.3-2026#5.3.2", ...)
    score: Score = key("分值", "分值", 5)
    difficulty: Difficulty = key("难度", "易、中、难", "中")
    shuffle: YesNo = key("乱序", "选项是否乱序", True)


def _check_levels(value: tuple[str, ...]) -> tuple[str, ...]:
    if value and len(value) != 4:
        raise ValueError("要写 4 句，依次说明 0、1、2、3 级是什么样")
    return value


class RubricItem(Part):
    """One line of a practical checklist (评分项)."""

    item: str = key("项目", "检查项目")
    clause: str = ids("条款", "standard", "对应条款", ...)
    method: Text = key("方法", "检查方法", "")
    score: Score = key("分值", "分值", 0)
    critical: YesNo = key("关键", "关键项，不合格即一票否决", False)
    cadence: Literal["", "日检查", "周上报", "月评价", "季考核"] = key("周期", "检查周期", "")
    limit: Limit | None = key("量值", "要量的值，如 ≥80 ℃、3 min～5 min、30±1 cm", None)
    levels: Annotated[Texts, AfterValidator(_check_levels)] = key(
        "等级", "评判项 0 到 3 级各是什么样，共四句", ()
    )


class Rubric(RootModel[tuple[RubricItem, ...]]):
    """A practical checklist (评分表): a list of items."""


CONTAINERS: dict[str, type[Part]] = {
    "步骤": StepOptions,
    "正确": PictureOptions,
    "错误": PictureOptions,
    "考题": QuestionOptions,
    "提示": NoOptions,
    "注意": NoOptions,
    "警告": NoOptions,
    "依据": NoOptions,
    "案例": NoOptions,
    "讨论": NoOptions,
    "要点": NoOptions,
}
"""Block name → model of its options."""

DATA_FENCES: dict[str, type[Pictured] | type[Rubric] | type[Survey]] = {
    "摆位图": FigureSpec,
    "点位图": PointMap,
    "座位图": SeatingPlan,
    "评分表": Rubric,
    "问卷": Survey,
}
"""Fence name → model of its data."""
