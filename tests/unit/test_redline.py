"""修订对照: which clause became which, and what changed in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinejia.links.redline import (
    ADDED,
    CHANGED,
    MOVED,
    REMOVED,
    SAME,
    Change,
    ClauseText,
    clause_texts,
    compare,
    difference,
)
from tests.support import STANDARD, record_of


def clause(number: str, text: str, title: str = "") -> ClauseText:
    return ClauseText(number, number, title, text)


def shown(old: str, new: str) -> str:
    signs = {"同": "{}", "删": "[-{}]", "增": "[+{}]"}
    return "".join(signs[part.kind].format(part.text) for part in difference(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("水温宜为20 ℃", "水温不宜大于15 ℃", "水温[-宜为20 ℃][+不宜大于15 ℃]"),
        ("间隔60 min", "间隔70 min", "间隔[-60 min][+70 min]"),
        ("宜每日擦拭", "应每日擦拭", "[-宜][+应]每日擦拭"),
        ("宜每日擦拭", "不宜每日擦拭", "[-宜][+不宜]每日擦拭"),
        ("擦拭", "擦拭", "擦拭"),
        ("", "新文", "[+新文]"),
        ("旧文", "", "[-旧文]"),
    ],
)
def test_whole_tokens(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


OLD = [
    clause("5", "", "要求"),
    clause("5.1", "上岗前应洗手，保持双手清洁。"),
    clause("5.2", "茶水宜斟至七至八分满，水温宜为80 ℃。"),
    clause("5.3", "续水间隔应为20 min。"),
    clause("5.4", "会后应清点茶杯，并登记破损数量。"),
    clause("5.5", "不应佩戴戒指和手链等饰物进入会场。"),
]
NEW = [
    clause("5", "", "服务要求"),
    clause("5.1", "不应佩戴戒指和手链等饰物进入会场。"),
    clause("5.2", "上岗前应洗手，保持双手清洁。"),
    clause("5.3", "操作间应每日通风不少于两次。"),
    clause("5.4", "茶水不宜斟至七至八分满，水温宜为80 ℃。"),
    clause("5.5", "续水间隔应为15 min。"),
]


def by_new(number: str) -> Change:
    (found,) = [c for c in compare(OLD, NEW).changes if c.new and c.new.number == number]
    return found


def test_inserted_removed_moved_and_changed_clauses() -> None:
    assert by_new("5").kind == CHANGED
    assert by_new("5.1").kind == MOVED
    assert by_new("5.2").kind == MOVED
    assert by_new("5.3").kind == ADDED
    assert [by_new(n).old.number for n in ("5.4", "5.5")] == ["5.2", "5.3"]  # type: ignore[union-attr]
    (gone,) = [c for c in compare(OLD, NEW).changes if c.kind == REMOVED]
    assert gone.old is not None
    assert gone.old.number == "5.4"


def test_flags_that_matter_most() -> None:
    assert (by_new("5.4").strength, by_new("5.4").limits) == (True, False)
    assert (by_new("5.5").strength, by_new("5.5").limits) == (False, True)
    counts = compare(OLD, NEW).counts
    assert (counts["约束强度变化"], counts["指标变化"]) == (1, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("应按5.1执行。", "应按5.2执行。"),
        ("应符合表1。", "应符合表2。"),
        ("采取相应措施。", "采取对应措施。"),
    ],
)
def test_no_flag_for_a_mention_or_a_compound(old: str, new: str) -> None:
    (change,) = compare([clause("5", old)], [clause("5", new)]).changes
    assert (change.kind, change.strength, change.limits) == (CHANGED, False, False)


def test_nothing_in_common() -> None:
    changes = compare(
        [clause("1", "甲乙丙丁。")], [clause("1", "完全不同的另外一段文字。")]
    ).changes
    assert sorted(change.kind for change in changes) == sorted([ADDED, REMOVED])


@pytest.mark.parametrize("texts", [[], OLD])
def test_same_edition(texts: list[ClauseText]) -> None:
    assert {change.kind for change in compare(texts, texts).changes} <= {SAME}


def test_texts_of_a_standard() -> None:
    record = record_of(
        "standards/std-q-qej-bz201.3-2026.md", STANDARD.replace("洗手", "[[手>kc-01]]")
    )
    texts = {text.anchor: text for text in clause_texts(record)}
    assert texts["5.1.1"].text == "上岗前应手。"
    assert texts["5.1.2"].text.split("\n") == [
        "应符合下列要求：",
        "a) 着装整洁；",
        "b) 不佩戴饰物：",
        "1) 戒指；",
        "2) 手链。",
    ]


_TEXT = st.text(alphabet="应宜不可洗手 12.5cm℃%，。甲乙丙<&", max_size=40)
_CLAUSES = st.lists(
    st.builds(
        clause,
        st.sampled_from(["", "1", "5.1", "5.2", "A"]),
        _TEXT,
        st.sampled_from(["", "甲", "乙丙"]),
    ),
    max_size=6,
)


@given(old=_TEXT, new=_TEXT)
def test_parts_make_both_texts(old: str, new: str) -> None:
    parts = difference(old, new)
    assert "".join(part.text for part in parts if part.kind != "增") == old
    assert "".join(part.text for part in parts if part.kind != "删") == new


@given(old=_CLAUSES, new=_CLAUSES)
def test_every_clause_occurs_once(old: list[ClauseText], new: list[ClauseText]) -> None:
    changes = compare(old, new).changes
    assert [change.new for change in changes if change.new] == new
    assert sorted(map(id, (c.old for c in changes if c.old))) == sorted(map(id, old))
