"""Bodies as blocks, and what would fail silently on the page."""

from __future__ import annotations

import pytest

from qinejia.diagnostics import Diagnostic
from qinejia.markup import RawOptions, read_blocks
from qinejia.model.blocks import Block, CodeFence, Container, DataFence, Heading, Prose
from qinejia.model.position import Position

ORIGIN = Position("docs/a.md", 5)


def read(text: str) -> tuple[tuple[Block, ...], list[Diagnostic]]:
    return read_blocks(text.split("\n"), ORIGIN)


def blocks(text: str) -> tuple[Block, ...]:
    found, faults = read(text)
    assert faults == []
    return found


def faults(text: str) -> list[tuple[str, int, int]]:
    return [(d.code, d.position.line, d.position.column) for d in read(text)[1]]


def test_prose_and_headings() -> None:
    first, second, third = blocks("前\n\n## 甲 ##\n后\n")
    assert isinstance(first, Prose)
    assert isinstance(second, Heading)
    assert isinstance(third, Prose)
    assert (second.level, second.text, second.anchor) == (2, "甲", "甲")
    assert second.position == Position("docs/a.md", 7)
    assert third.text == "后\n"


def test_heading_with_an_anchor_of_its_own() -> None:
    (heading,) = blocks("## 甲 {: #jia .x }")
    assert isinstance(heading, Heading)
    assert (heading.text, heading.anchor) == ("甲", "jia")


def test_two_headings_of_one_name_get_two_anchors() -> None:
    assert [b.anchor for b in blocks("# 甲\n# 甲") if isinstance(b, Heading)] == ["甲", "甲-2"]


@pytest.mark.parametrize("text", ["#甲", "    # 甲", "\\# 甲", "####### 甲"])
def test_what_is_no_heading(text: str) -> None:
    (block,) = blocks(text)
    assert isinstance(block, Prose)


def test_container_with_argument_options_and_content() -> None:
    (block,) = blocks("/// 步骤 | 续水\n    限值: 八分\n    风险: 烫\n\n端杯。\n///")
    assert isinstance(block, Container)
    assert (block.name, block.argument) == ("步骤", "续水")
    assert block.options == RawOptions("限值: 八分\n风险: 烫", Position("docs/a.md", 6, 5))
    assert [type(child) for child in block.children] == [Prose]


def test_nested_containers() -> None:
    (outer,) = blocks("/// 步骤 | 甲\n\n//// 正确\n对\n////\n\n//// 错误\n错\n////\n///")
    assert isinstance(outer, Container)
    assert [c.name for c in outer.children if isinstance(c, Container)] == ["正确", "错误"]


def test_data_fence_keeps_its_text_and_place() -> None:
    (fence,) = blocks("```评分表\n- 项目: 甲\n```")
    assert isinstance(fence, DataFence)
    assert fence.data == RawOptions("- 项目: 甲", Position("docs/a.md", 6, 1))


def test_code_fence_is_left_alone() -> None:
    (fence,) = blocks("````text\n/// 提示\n```评分表\n# 甲\n````")
    assert isinstance(fence, CodeFence)
    assert len(fence.lines) == 5


def test_engine_s_own_blocks_are_left_alone() -> None:
    (block,) = blocks("/// details | 标题\n    open: True\n\n内容\n///")
    assert isinstance(block, Prose)
    assert block.text.startswith("/// details")


def test_heading_inside_a_container_belongs_to_it() -> None:
    (box,) = blocks("/// 提示\n## 甲\n///")
    assert isinstance(box, Container)
    assert isinstance(box.children[0], Heading)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/// 提示｜注意\n文\n///", [("QJ120", 5, 7)]),
        ("/// 提示：注意\n文\n///", [("QJ120", 5, 7)]),
        ("／／／ 提示\n文\n///", [("QJ120", 5, 1)]),
        ("/// 提醒\n文\n///", [("QJ121", 5, 5)]),
        ("```评分\n- x\n```", [("QJ121", 5, 4)]),
        ("文\n/// 提示\n文", [("QJ122", 6, 1)]),
        ("文\n///", [("QJ122", 6, 1)]),
        ("/// 步骤 | 甲\n//// 正确\n///", [("QJ122", 6, 1)]),
        ("```评分表\n- x", [("QJ122", 5, 1)]),
        ("```\ncode", [("QJ122", 5, 1)]),
        ("/// 步骤 | 甲\n限值: 八分\n///", [("QJ123", 6, 1)]),
        ("/// 步骤 | 甲\n  限值：八分\n///", [("QJ123", 6, 3)]),
        ("/// details | 甲\n文", [("QJ122", 5, 1)]),
        ("/// detials | 甲\n文\n///", [("QJ121", 5, 5)]),
        ("/// 步骤 | 甲\n\n    限值: 八分\n///", [("QJ123", 7, 5)]),
    ],
)
def test_fault_has_its_line_and_column(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert faults(text) == expected


def test_near_miss_is_suggested() -> None:
    assert "是不是“步骤”" in read("/// 步聚 | 甲\n///")[1][0].hint
    assert "是不是“评分表”" in read("```评分\n```")[1][0].hint


def test_an_unknown_block_does_not_make_its_end_a_fault() -> None:
    assert [d.code for d in read("/// 提醒\n文\n///\n\n/// 提示\n文\n///")[1]] == ["QJ121"]


def test_every_open_block_is_reported() -> None:
    assert [c for c, *_ in faults("/// 步骤 | 甲\n//// 正确\n///// 提示")] == ["QJ122"] * 3


def test_text_is_never_lost() -> None:
    text = "甲\n/// 提醒\n乙\n```x\n丙\n```\n///\n丁"
    found, _ = read(text)

    def lines(blocks: tuple[Block, ...]) -> str:
        parts = []
        for block in blocks:
            if isinstance(block, Prose | CodeFence):
                parts += block.lines
            elif isinstance(block, Container):
                parts.append(lines(block.children))
        return "".join(parts)

    assert all(sign in lines(found) for sign in "甲乙丙丁")


def test_block_inside_a_comment_or_a_list_is_not_ours() -> None:
    (block,) = blocks("- 项\n\n    /// 提示\n    文\n    ///")
    assert isinstance(block, Prose)
