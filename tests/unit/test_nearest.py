"""Which name is offered for one that does not exist."""

from __future__ import annotations

import pytest

from qinejia.model.nearest import nearest, nearest_anchor

KEYS = ("标题", "目标", "课时", "阶段", "讲师", "公开属性", "课件形式", "title")
ANCHORS = (
    "5",
    "5.3",
    "5.3.1",
    "5.3.2",
    "5.3.2-a",
    "5.3.2-e",
    "5.3.6",
    "A.1",
    "A.2",
    "step-14",
    "范围",
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("标提", "标题"),  # read alike
        ("讲帅", "讲师"),  # looks alike
        ("课时数", "课时"),
        ("公开", "公开属性"),
        ("biaoti", "标题"),
        ("ｔitel", "title"),
        ("颜色", ""),
        ("q", ""),
        ("", ""),
        ("很长" * 100, ""),
    ],
)
def test_near_name(written: str, meant: str) -> None:
    assert nearest(written, KEYS) == meant


def test_homophone_is_nearer_than_any_other_character() -> None:
    assert nearest("查水", ["开水", "茶水"]) == "茶水"


def test_part_of_a_name_is_enough() -> None:
    titles = ["会议摆台服务图册（示范）", "会议茶水服务图册"]
    assert nearest("茶水服务", titles) == "会议茶水服务图册"
    assert nearest("chashui", ["kc-01", "tc-chashui"]) == "tc-chashui"


def test_the_opposite_is_never_offered() -> None:
    assert nearest("公开", ["不公开"]) == ""
    assert nearest("不工开", ["公开", "不公开"]) == "不公开"


def test_name_that_differs_too_much_is_not_offered() -> None:
    assert nearest("kc-99", ["kc-01", "tc-chashui"]) == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5.3.9", "5.3.6"),
        ("5.3.2-f", "5.3.2-e"),
        ("5.3.2.1", "5.3.2"),  # what stands above
        ("532", "5.3.2"),
        ("５.３.２", "5.3.2"),
        ("a2", "A.2"),
        ("step-20", "step-14"),
        ("step14", "step-14"),
        ("fanwei", "范围"),
        ("9.1", ""),
        ("C.1", ""),
    ],
)
def test_near_anchor(written: str, meant: str) -> None:
    assert nearest_anchor(written, ANCHORS) == meant
