"""Clauses of a standard: numbers, titles, items and their permanent anchors."""

from __future__ import annotations

import pytest

from qinejia.model.blocks import Prose
from qinejia.model.records import Clause, ListItem, Record
from tests.support import STANDARD, check_tree, record_of

PATH = "standards/std-q-qej-bz201.3-2026.md"
HEADER = STANDARD.split("## 前言")[0]


def standard(body: str) -> Record:
    return record_of(PATH, HEADER + body)


def clauses(body: str) -> dict[str, Clause]:
    return {clause.anchor: clause for clause in standard(body).clauses}


def text(clause: Clause) -> str:
    return "\n".join(part.text for part in clause.content if isinstance(part, Prose)).strip()


def items(clause: Clause) -> list[tuple[int, str, str]]:
    return [(p.level, p.marker, p.anchor) for p in clause.content if isinstance(p, ListItem)]


def test_numbers_titles_and_levels() -> None:
    found = standard(
        "## 前言\n## 5 要求\n### 5.1 会前\n5.1.1 洗手。\n## 附录 A（规范性） 表\n### A.1 填写"
    )
    assert [(c.number, c.title, c.level, c.anchor) for c in found.clauses] == [
        ("", "前言", 1, "前言"),
        ("5", "要求", 1, "5"),
        ("5.1", "会前", 2, "5.1"),
        ("5.1.1", "", 3, "5.1.1"),
        ("A", "表", 1, "A"),
        ("A.1", "填写", 2, "A.1"),
    ]


def test_untitled_clauses_need_no_blank_line() -> None:
    found = clauses("## 5 要求\n5.1 甲。\n5.2 乙，\n接着写。\n5.3 丙。")
    assert [(a, text(c)) for a, c in found.items()][1:] == [
        ("5.1", "甲。"),
        ("5.2", "乙，\n接着写。"),
        ("5.3", "丙。"),
    ]


def test_a_number_of_another_chapter_begins_no_clause() -> None:
    assert list(clauses("## 5 要求\n宽度为\n3.5 cm。\n\n6.1 乙。")) == ["5"]


def test_a_number_in_the_middle_of_a_line_begins_no_clause() -> None:
    assert list(clauses("## 5 要求\n5.1 按 5.2 执行。")) == ["5", "5.1"]


def test_clause_number_in_code_is_code() -> None:
    assert list(clauses("## 5 要求\n5.1 甲。\n\n```\n5.2 乙。\na) 丙\n```\n")) == ["5", "5.1"]


def test_items_of_two_levels() -> None:
    found = clauses("## 5 要求\n5.1 应：\na) 甲；\nb) 乙：\n1) 丙；\n2) 丁；\nc）戊。\n\n5.2 己。")
    assert items(found["5.1"]) == [
        (1, "a)", "5.1-a"),
        (1, "b)", "5.1-b"),
        (2, "1)", "5.1-b-1"),
        (2, "2)", "5.1-b-2"),
        (1, "c)", "5.1-c"),
    ]
    assert items(found["5.2"]) == []


def test_dashed_items_keep_their_mark() -> None:
    found = clauses("## 5 要求\n5.1 应：\n——甲；\n—— 乙。")
    assert [(level, marker) for level, marker, _ in items(found["5.1"])] == [(1, "——"), (1, "——")]
    assert len({anchor for *_, anchor in items(found["5.1"])}) == 2


def test_second_lettered_list_of_a_clause_is_reported() -> None:
    checked = check_tree(
        {PATH: HEADER + "## 5 要求\n5.1 使用前由本单位核定：\na) 甲。\n\n又应：\n\na) 乙。\n"}
    )
    assert [(d.code, d.position.line) for d in checked.diagnostics if d.code == "QJ131"] == [
        ("QJ131", HEADER.count("\n") + 7)
    ]


@pytest.mark.parametrize(
    "heading", ["附录 A（规范性） 表", "附录A 表", "附录 A (规范性) 表", "附录 A"]
)
def test_annex_in_every_form(heading: str) -> None:
    (clause,) = standard(f"## {heading}\n").clauses
    assert (clause.number, clause.anchor, clause.level) == ("A", "A", 1)


def test_text_before_the_first_heading_is_kept() -> None:
    record = standard("使用说明。\n\n## 1 范围\n")
    assert [b.text.strip() for b in record.blocks if isinstance(b, Prose)] == ["使用说明。"]


def test_duplicate_number_is_reported_at_the_second() -> None:
    body = "## 5 使用前由本单位核定\n5.1 甲。\n\n5.1 乙。\n"
    found = [d for d in check_tree({PATH: HEADER + body}).diagnostics if d.code == "QJ131"]
    assert [d.position.line for d in found] == [HEADER.count("\n") + 4]
    assert str(HEADER.count("\n") + 2) in found[0].message


def test_every_anchor_is_in_the_record_with_its_line() -> None:
    record = record_of(PATH, STANDARD)
    lines = STANDARD.split("\n")
    for anchor in ("5", "5.1", "5.1.1", "5.1.2-a", "5.1.2-b-1", "5.2"):
        start = anchor.rpartition("-")[2] if "-" in anchor else anchor
        assert lines[record.anchors[anchor].line - 1].lstrip("# ").startswith(start)


def test_boxes_inside_a_clause_belong_to_it() -> None:
    found = clauses("## 5 要求\n5.1 甲。\n\n/// 提示\n乙。\n///\n\n5.2 丙。")
    assert [type(part).__name__ for part in found["5.1"].content] == ["Prose", "Container"]
    assert text(found["5.2"]) == "丙。"
