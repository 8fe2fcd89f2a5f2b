"""Reading headers: everything stays text, every surprise has its own line and column."""

from __future__ import annotations

import pytest

from qinejia.model.position import Position
from qinejia.source import YamlResult, read_yaml

ORIGIN = Position("docs/a.md", 2)


def read(text: str, origin: Position = ORIGIN) -> YamlResult:
    return read_yaml(text, origin)


def faults(text: str) -> list[tuple[str, int, int]]:
    return [(d.code, d.position.line, d.position.column) for d in read(text).diagnostics]


def test_scalars_stay_text() -> None:
    assert read("编号: 1.10\n日期: 2026-05-01\n序号: 007\n值: 是\n").value == {
        "编号": "1.10",
        "日期": "2026-05-01",
        "序号": "007",
        "值": "是",
    }


def test_lists_in_both_forms() -> None:
    assert read("甲: [a, b]\n乙:\n- c\n- d\n").value == {"甲": ["a", "b"], "乙": ["c", "d"]}


@pytest.mark.parametrize("text", ["甲:", "甲: ~", "甲: null", "甲: NULL"])
def test_empty_value_is_nothing(text: str) -> None:
    assert read(text).value == {"甲": None}


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有说明\n"])
def test_empty_text_is_nothing(text: str) -> None:
    result = read(text)
    assert (result.value, result.diagnostics) == (None, ())


def test_quoted_null_is_a_word() -> None:
    assert read('甲: "null"\n乙: "~"').value == {"甲": "null", "乙": "~"}


def test_positions_of_keys_and_values() -> None:
    places = read("标题: 甲\n五定:\n  定名: 乙\n  定位: [丙, 丁]\n").places
    nowhere = Position("x", 99)
    assert places.of_value(("标题",), nowhere) == Position("docs/a.md", 2, 5)
    assert places.of_key(("五定", "定名"), nowhere) == Position("docs/a.md", 4, 3)
    assert places.of_value(("五定", "定位", 1), nowhere) == Position("docs/a.md", 5, 11)


def test_position_of_what_is_absent_is_that_of_its_parent() -> None:
    places = read("五定:\n  定名: 乙\n").places
    nowhere = Position("x", 99)
    assert places.of_value(("五定", "定点"), nowhere).line == 3
    assert places.of_value(("别的",), nowhere) == nowhere


def test_places_below_a_value_start_there() -> None:
    places = read("物品:\n- {名称: 甲}\n- {名称: 乙}\n").places.below(("物品", 1))
    assert places.of_value(("名称",), Position("x")) == Position("docs/a.md", 4, 8)


def test_column_of_the_first_character_counts_on_every_line() -> None:
    result = read("甲: a\n甲: b", Position("docs/a.md", 10, 5))
    assert [d.position for d in result.diagnostics] == [Position("docs/a.md", 11, 5)]


@pytest.mark.parametrize("word", ["no", "No", "NO", "yes", "on", "off", "y", "N"])
def test_word_that_yaml_would_make_a_boolean(word: str) -> None:
    assert faults(f"标题: 甲\n代号: {word}\n") == [("QJ110", 3, 5)]


@pytest.mark.parametrize("value", ["1:30", "12:30:45", "0:5"])
def test_time_that_yaml_would_make_a_number(value: str) -> None:
    assert faults(f"时间: {value}") == [("QJ110", 2, 5)]


@pytest.mark.parametrize("value", ['"no"', "'1:30'", "north", "1:90", "是", "12:30-13:00", "true"])
def test_harmless_value(value: str) -> None:
    assert faults(f"值: {value}") == []


def test_surprise_in_a_list() -> None:
    assert faults("列表:\n- a\n- no\n") == [("QJ110", 4, 3)]


def test_duplicate_key_is_reported_at_its_second_place() -> None:
    result = read("标题: 甲\n摘要: 乙\n标题: 丙\n")
    assert [(d.code, d.position.line) for d in result.diagnostics] == [("QJ109", 4)]
    assert result.value["标题"] == "甲"


def test_duplicate_key_inside_a_value() -> None:
    assert faults("五定:\n  定名: 甲\n  定名: 乙\n") == [("QJ109", 4, 3)]


def test_full_width_colon() -> None:
    assert faults("标题：会议服务\n摘要: 乙\n") == [("QJ108", 2, 3)]


def test_full_width_colon_in_a_value_is_text() -> None:
    assert read("标题: 会议：服务").value == {"标题": "会议：服务"}


def test_full_width_colon_in_a_list_of_texts_is_text() -> None:
    result = read("目标:\n- 会摆台：杯具成一条线\n- 会续水：七至八分满\n")
    assert result.diagnostics == ()
    assert result.value == {"目标": ["会摆台：杯具成一条线", "会续水：七至八分满"]}


def test_full_width_colon_in_a_folded_text_is_text() -> None:
    result = read("摘要: >\n  说明：先看杯\n  再伸手\n")
    assert result.diagnostics == ()
    assert "说明：先看杯" in result.value["摘要"]


def test_tab() -> None:
    assert faults("五定:\n\t定名: 甲\n") == [("QJ107", 3, 1)]


def test_tab_after_spaces() -> None:
    assert faults("五定:\n  \t定名: 甲\n") == [("QJ107", 3, 3)]


@pytest.mark.parametrize("text", ['标题: "甲\n摘要: 乙\n', "标题: '甲\n摘要: 乙\n"])
def test_unclosed_quote_is_reported_where_it_opens(text: str) -> None:
    result = read(text)
    assert [(d.code, d.position.line, d.position.column) for d in result.diagnostics] == [
        ("QJ106", 2, 5)
    ]
    assert "引号" in result.diagnostics[0].message


def test_unquoted_reference() -> None:
    assert faults("标题: 甲\n标准: [[std-x]]\n") == [("QJ113", 3, 5)]


@pytest.mark.parametrize(
    "text", ['摘要: "见[[std-x]]"', "# [[std-x]]\n标题: 甲", "点: [ [3, 4], [5, 6] ]"]
)
def test_brackets_that_are_no_reference(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "标题: [甲, 乙",
        "标题: {甲: 乙",
        "标题: 甲: 乙",
        "标题: @甲",
        "标题: *甲",
        "标题: &甲 乙\n摘要: *甲",
        "标题: !!python/object:os.system 甲",
        "标题: !甲 乙",
        "? [甲]\n: 乙",
        "标题: 甲\n  摘要: 乙",
        "- 甲\n标题: 乙",
        '标题: "\\q"',
        "标题: 甲\n---\n标题: 乙",
        "标题: \x07",
        "%YAML 9\n---\n甲: 乙",
        "标题",
    ],
)
def test_what_cannot_be_read_is_one_chinese_line(text: str) -> None:
    result = read(text)
    if text == "标题":
        assert result.value == "标题"
        return
    assert [d.code for d in result.diagnostics] == ["QJ106"]
    (fault,) = result.diagnostics
    assert 2 <= fault.position.line <= 2 + text.count("\n") + 1
    assert any("一" <= sign <= "鿿" for sign in fault.message)


def test_five_thousand_keys() -> None:
    result = read("".join(f"键{n}: 值\n" for n in range(5_000)))
    assert [d.code for d in result.diagnostics] == ["QJ114"]
    assert result.value is None


@pytest.mark.parametrize(
    "text",
    [
        "甲: " + "[" * 50 + "]" * 50,
        "甲: " + "{a: " * 50 + "}" * 50,
        "".join("  " * n + f"k{n}:\n" for n in range(60)),
        "- " * 40 + "a",
        "- " * 900 + "a",
        "- " * 20_000 + "a",
        "? " * 5_000 + "a",
        "[" * 100_000,
    ],
    ids=[
        "brackets",
        "braces",
        "indent",
        "dashes",
        "many dashes",
        "dashes without end",
        "?",
        "open",
    ],
)
def test_deep_nesting_is_a_fault_and_never_a_crash(text: str) -> None:
    found = [d.code for d in read(text).diagnostics]
    assert found in (["QJ114"], ["QJ106"])


def test_depth_that_people_write_is_allowed() -> None:
    text = "图形:\n  - {形: 折线, 点: [[1, 2], [3, 4]], 样: {甲: {乙: [丙]}}}\n"
    assert read(text).diagnostics == ()


def test_billion_laughs() -> None:
    text = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(5)
    )
    assert {d.code for d in read(text).diagnostics} == {"QJ106"}
