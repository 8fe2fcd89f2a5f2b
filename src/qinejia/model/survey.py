"""A questionnaire after a training (满意度问卷): dimensions of one's own, levels or words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from qinejia.model.fields import Part, Text, Texts, key

LEVELS = ("很不满意", "不满意", "一般", "满意", "很满意")


def _check_levels(value: tuple[str, ...]) -> tuple[str, ...]:
    if not 2 <= len(value) <= 10:
        raise ValueError("等级要写 2 到 10 个，由低到高")
    return value


class SurveyItem(Part):
    """One question (问); ``dimension`` groups questions in the evaluation."""

    text: str = key("问", "问题")
    answer: Literal["等级", "文字"] = key("答", "等级：选一档；文字：自己写", "等级")
    dimension: Text = key("维度", "归到哪一个维度", "")


class Survey(Part):
    """A questionnaire (问卷)."""

    title: str = key("标题", "问卷的标题")
    description: Text = key("说明", "写在问题前面的话", "")
    levels: Annotated[Texts, AfterValidator(_check_levels)] = key(
        "等级", "由低到高，默认从很不满意到很满意五档", LEVELS
    )
    items: Annotated[tuple[SurveyItem, ...], Field(min_length=1, max_length=60)] = key(
        "问题", "问题清单"
    )
