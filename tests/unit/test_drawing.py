"""Figures: what an editor may write, what is drawn, and that the help page stays true."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from qinejia.model import figure
from qinejia.model.figure import SHAPES, FigureSpec
from qinejia.model.position import Position
from qinejia.render.drawing import draw
from qinejia.source.validation import validate
from qinejia.source.yaml_reader import read_yaml

HELP = Path(__file__).parents[2] / "docs" / "help" / "figures.md"
START = Position("图.md", 1, 1)
SVG = "{http://www.w3.org/2000/svg}"

_ROWS = re.compile(r"^\| (\S+) \| `(\{形: .*?\})` \| (.+) \|$", re.MULTILINE)
ROWS: list[tuple[str, str, str]] = _ROWS.findall(HELP.read_text(encoding="utf-8"))


def read(shapes: str, head: str = "标题: 图\n说明: 说明\n画布: [120, 90]") -> FigureSpec:
    spec, faults = check(shapes, head)
    assert spec is not None, faults
    return spec


def check(
    shapes: str, head: str = "标题: 图\n说明: 说明\n画布: [120, 90]"
) -> tuple[FigureSpec | None, list[str]]:
    """The figure, or the messages that its writer sees, exactly as in a page."""
    lines = "".join(f"\n  - {shape}" for shape in shapes.split("\n") if shape)
    result = read_yaml(f"{head}\n图形:{lines}", START)
    spec, faults = validate(FigureSpec, result.value, result.places, START, "QJ123")
    return spec, [d.message for d in (*result.diagnostics, *faults)]


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def words_of(svg: str) -> list[str]:
    return [text.text or "" for text in parse(svg).iter(f"{SVG}text")]


def test_help_page_shows_every_form() -> None:
    assert sorted(name for name, _, _ in ROWS) == sorted(SHAPES)


@pytest.mark.parametrize(("name", "example", "keys"), ROWS, ids=[row[0] for row in ROWS])
def test_each_form_is_drawn_and_explained(name: str, example: str, keys: str) -> None:
    spec = read(example)
    assert type(spec.shapes[0]) is SHAPES[name]
    drawn = parse(draw(spec, "fig-1-"))
    assert len(list(drawn)) > 2, "only title and description"
    common = {"形", "标", "转"}
    allowed = {str(field.alias) for field in SHAPES[name].model_fields.values()} - common
    assert {key for key in re.findall(r"`(.+?)`", keys) if len(key) < 3} - common == allowed


def options_of(model: type[figure.Shape]) -> list[dict[str, str]]:
    """One mapping per choice of each field that offers choices."""
    schema = model.model_json_schema()["properties"]
    return [{key: choice} for key, field in schema.items() for choice in field.get("enum", ())]


@pytest.mark.parametrize(("name", "example"), [row[:2] for row in ROWS], ids=[r[0] for r in ROWS])
def test_every_choice_can_be_drawn(name: str, example: str) -> None:
    value = read_yaml(example, START).value
    for option in options_of(SHAPES[name]):
        data: dict[str, Any] = {
            "标题": "图",
            "说明": "说明",
            "画布": ["120", "90"],
            "图形": [{**value, **option, "转": "30", "标": "标"}],
        }
        root = parse(draw(FigureSpec.model_validate(data), "a-"))
        paths = [path.get("d", "") for path in root.iter(f"{SVG}path")]
        assert all(re.fullmatch(r"[MLQCAZqc\d. -]+", path) for path in paths), paths


def test_svg_is_named_by_title_and_description() -> None:
    root = parse(draw(read("{形: 对号, 位: [1, 1]}"), "fig-7-"))
    assert root.get("role") == "img"
    assert root.get("viewBox") == "0 0 120 90"
    ids = [element.get("id") for element in root if element.get("id")]
    assert root.get("aria-labelledby", "").split() == ids == ["fig-7-title", "fig-7-desc"]


def test_no_style_and_no_script_gets_in() -> None:
    hostile = '</text><script>alert(1)</script>" style="x & ‘y’'
    spec = FigureSpec.model_validate(
        {
            "标题": hostile,
            "说明": hostile,
            "画布": ["100", "100"],
            "图形": [
                {"形": "文字", "位": ["5", "5"], "文字": hostile},
                {"形": "桌", "位": ["5", "5"], "宽": "9", "高": "9", "标": hostile},
                {"形": "尺寸", "从": ["0", "0"], "到": ["9", "0"], "文字": hostile},
            ],
        }
    )
    svg = draw(spec, '"><x ')
    root = parse(svg)
    assert words_of(svg).count(hostile) == 3
    assert not [e for e in root.iter() if e.tag in (f"{SVG}style", f"{SVG}script", f"{SVG}x")]
    assert not [e for e in root.iter() if "style" in e.attrib]


def test_dimension_says_its_length_unless_told_otherwise() -> None:
    spec = read(
        "{形: 尺寸, 从: [10, 20], 到: [40, 20], 偏: 5}\n"
        "{形: 尺寸, 从: [10, 20], 到: [10, 23]}\n"
        "{形: 尺寸, 从: [10, 20], 到: [40, 20], 文字: ≥30 cm}"
    )
    assert words_of(draw(spec, "")) == ["30 cm", "3 cm", "≥30 cm"]


def test_lines_carry_their_labels() -> None:
    spec = read(
        "{形: 线, 从: [0, 0], 到: [9, 9], 标: 甲}\n"
        "{形: 折线, 点: [[0, 0], [9, 9], [9, 30]], 标: 乙}\n"
        "{形: 水流, 从: [0, 0], 到: [9, 9], 标: 丙}\n"
        "{形: 箭头, 从: [0, 0], 到: [9, 9], 标: 丁}\n"
        "{形: 尺寸, 从: [0, 0], 到: [9, 0], 标: 戊}"
    )
    assert words_of(draw(spec, "")) == ["甲", "乙", "丙", "丁", "戊"]


def test_text_stays_readable_on_a_phone() -> None:
    svg = draw(read("{形: 文字, 位: [9, 9], 文字: 小字, 大小: 小}"), "")
    (text,) = parse(svg).iter(f"{SVG}text")
    assert float(text.get("font-size", 0)) >= 0.032 * 120


def test_verdict_class_is_kept_for_verdicts() -> None:
    """Red ink on a paper or on shears must not read as 错误."""
    svg = draw(read("{形: 文件, 位: [9, 9]}\n{形: 席卡, 位: [9, 9]}\n{形: 剪刀, 位: [9, 9]}"), "")
    assert "qj-fig__bad" not in svg
    assert "qj-fig__bad" in draw(read("{形: 错号, 位: [9, 9]}"), "")


def test_same_figure_gives_same_bytes() -> None:
    shapes = "\n".join(example for _, example, _ in ROWS)
    assert draw(read(shapes), "a-") == draw(read(shapes), "a-")
    assert not re.search(r"\d\.\d{3}", draw(read(shapes), "a-"))


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        ("{形: 凳, 位: [1, 1]}", "没有“凳”这种图形"),
        ("{位: [1, 1]}", "没有写“形”"),
        ("{形: 椅}", "缺少必填项“位”"),
        ("{形: 椅, 位: [1, 1], 宽度: 3}", "不认识的键“宽度”"),
        ("{形: 椅, 位: [1]}", "要写两个数"),
        ("{形: 椅, 位: [1, nan]}", "应是数字"),
        ("{形: 椅, 位: [1, 9999]}", "应不大于"),
        ("{形: 椅, 位: [1, 1], 宽: 0}", "应大于"),
        ("{形: 杯, 位: [1, 1], 视: 俯视}", "可以写：俯、侧"),
        ("{形: 杯, 位: [1, 1], 盖: 有}", "请写“是”或“否”"),
        ('{形: 文字, 位: [1, 1], 文字: "a\\x01"}', "控制字符"),
        ("{形: 文字, 位: [1, 1], 文字: ' '}", "不能空着"),
        ("{形: 序号, 位: [1, 1], 文字: 一二三四}", "不能超过 3 个字"),
        ("{形: 对号, 位: [1, 1]}\n" * 201, "要有 1 到 200 个图形，这里是 201 个"),
    ],
)
def test_fault_is_explained_in_chinese(shapes: str, message: str) -> None:
    spec, faults = check(shapes)
    assert spec is None
    assert any(message in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("标题: 图\n说明: 说明\n画布: [5000, 90]", "应不大于 2000"),
        ("标题: 图\n说明: 说明\n画布: [1, 90]", "应不小于 10"),
        ("标题: 图\n说明: ''\n画布: [100, 90]", "不能空着"),
        ("标题: 图\n画布: [100, 90]", "缺少必填项“说明”"),
    ],
)
def test_fault_of_the_whole_figure_is_explained(head: str, message: str) -> None:
    spec, faults = check("{形: 对号, 位: [1, 1]}", head)
    assert spec is None
    assert any(message in fault for fault in faults), faults
