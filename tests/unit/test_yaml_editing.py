"""One value of a header changes, and nothing else of the file."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinejia.model.position import Position
from qinejia.source import read_yaml
from qinejia.source.yaml_editing import edit_yaml
from qinejia.source.yaml_writing import write_mapping

HEADER = """\
标题: "茶水"   # 暂定
# 负责人待定
目标:
  - 一
  - 二   # 再议
主题: [会议服务, 保洁]
五定:
  定名: 茶水点
  定量:
    - 茶杯 27 只
物品:
  - {名称: 茶杯, 数量: 27只}
  - {名称: 保温壶, 数量: 4把}
试卷:
  - 名称: 小测
    时限: 10
摘要:
更新: 2026-05-01
"""


def changed(change: dict[str, Any], text: str = HEADER) -> list[str]:
    """Lines that go and come when some keys get other values."""
    old = read_yaml(text, Position("x.md")).value
    new = edit_yaml(text, old, {**old, **change})
    assert read_yaml(new, Position("x.md")).diagnostics == ()
    lines = difflib.ndiff(text.splitlines(), new.splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"标题": "茶点"}, ['- 标题: "茶水"   # 暂定', "+ 标题: 茶点   # 暂定"]),
        ({"摘要": "a: b"}, ["- 摘要:", '+ 摘要: "a: b"']),
        ({"更新": ""}, ["- 更新: 2026-05-01"]),
        ({"备注": "新"}, ["+ 备注: 新"]),
        ({"目标": ["一", "二", "三"]}, ["+   - 三"]),
        ({"目标": ["二"]}, ["-   - 一"]),
        ({"目标": ["零", "一", "二"]}, ["+   - 零"]),
        ({"目标": ["一", "三"]}, ["-   - 二   # 再议", "+   - 三   # 再议"]),
        ({"主题": ["会议服务"]}, ["- 主题: [会议服务, 保洁]", "+ 主题: [会议服务]"]),
        ({"主题": []}, ["- 主题: [会议服务, 保洁]"]),
        (
            {"五定": {"定名": "甲", "定量": ["茶杯 27 只"]}},
            ["-   定名: 茶水点", "+   定名: 甲"],
        ),
        ({"五定": {"定量": ["茶杯 27 只"]}}, ["-   定名: 茶水点"]),
        (
            {"物品": [{"名称": "茶杯", "数量": "28只"}, {"名称": "保温壶", "数量": "4把"}]},
            ["-   - {名称: 茶杯, 数量: 27只}", '+   - {名称: 茶杯, 数量: "28只"}'],
        ),
        ({"物品": [{"名称": "保温壶", "数量": "4把"}]}, ["-   - {名称: 茶杯, 数量: 27只}"]),
        ({"试卷": [{"名称": "小测", "时限": 15}]}, ["-     时限: 10", "+     时限: 15"]),
        ({"试卷": [{"时限": 10}]}, ["-   - 名称: 小测", "-     时限: 10", "+   - 时限: 10"]),
        (
            {"试卷": [{"名称": "小测", "时限": "10"}, {"名称": "终考", "时限": 30}]},
            ["+   - 名称: 终考", "+     时限: 30"],
        ),
    ],
)  # fmt: skip
def test_only_the_changed_lines_differ(change: dict[str, Any], expected: list[str]) -> None:
    assert changed(change) == expected


def test_one_value_becomes_a_list() -> None:
    text = "主题: 会议服务   # 一个\n更新: 2026-05-01\n"
    assert changed({"主题": ["甲", "乙"]}, text)[1:] == ["+ 主题:", "+   - 甲", "+   - 乙   # 一个"]


words = st.text(alphabet="甲乙ab1.: #'\"[]{}-,|>&*!%@`~\\？", max_size=6).map(
    lambda text: " ".join(text.split())
)
scalars = words | st.sampled_from(["是", "null", "yes", "2026-05-01", "007", "1:30", "-", "?"])
flat = st.dictionaries(st.sampled_from("名数规位"), scalars, max_size=3)
values = (
    scalars | st.lists(scalars, max_size=4) | flat | st.lists(flat, max_size=3)
    | st.dictionaries(st.sampled_from("甲乙"), st.lists(scalars, max_size=3), max_size=2)
)  # fmt: skip
headers = st.dictionaries(st.sampled_from("标题摘要目物五试"), values, max_size=6)


def without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        inner = {key: without_blanks(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in ("", None, [], {})}
    if isinstance(value, list):
        return [item for item in map(without_blanks, value) if item not in ("", None, [], {})]
    return value


@given(old=headers, new=headers)
def test_the_text_says_what_the_form_said(old: dict[str, Any], new: dict[str, Any]) -> None:
    text = "".join(f"{line}\n" for line in write_mapping(without_blanks(old)))
    before = read_yaml(text, Position("x.md")).value or {}
    assert without_blanks(before) == without_blanks(old)
    after = read_yaml(edit_yaml(text, before, new), Position("x.md"))
    assert without_blanks(after.value or {}) == without_blanks(new)
    assert edit_yaml(text, before, before) == text
