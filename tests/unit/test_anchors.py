"""Anchors of headings."""

from __future__ import annotations

import pytest

from qinejia.model.anchors import make_unique, slugify


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("会前准备", "会前准备"),
        ("1 范围", "1-范围"),
        ("5.3.2 续水", "5.3.2-续水"),
        ("Hello, World!", "hello-world"),
        ("ＡＢＣ　１", "abc-1"),
        ("见 [图册](../manuals/tc-x.md)", "见-图册"),
        ("<b>粗</b>体", "粗体"),
        ("  多  个   空格  ", "多-个-空格"),
    ],
)
def test_anchor_is_readable(heading: str, anchor: str) -> None:
    assert slugify(heading) == anchor


@pytest.mark.parametrize("heading", ["！！！", "", "——", "…", "🙂", "***"])
def test_heading_without_letters_gets_an_anchor_of_its_text(heading: str) -> None:
    anchor = slugify(heading)
    assert anchor.startswith("h-")
    assert slugify(heading) == anchor
    assert slugify(heading + "？") != anchor


def test_second_heading_of_a_name_is_counted_from_two() -> None:
    taken: set[str] = set()
    assert [make_unique("要求", taken) for _ in range(3)] == ["要求", "要求-2", "要求-3"]


def test_a_counted_name_that_is_taken_is_passed_over() -> None:
    taken = {"要求", "要求-2"}
    assert make_unique("要求", taken) == "要求-3"
    assert "要求-3" in taken


@pytest.mark.parametrize("heading", ["_1", "_", "__init__", "1_2"])
def test_anchor_never_looks_like_the_engine_s_number(heading: str) -> None:
    anchor = slugify(heading)
    assert not anchor.startswith("_")
    assert anchor
