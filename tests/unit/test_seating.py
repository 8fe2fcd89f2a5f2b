"""Seating plans: the rules of order, case by case, and that picture and table tell the same."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from qinejia.model.figure import Label
from qinejia.model.seating import SeatingPlan, around_table, centre_out
from qinejia.render.drawing import draw
from qinejia.render.drawing.seating import arrange, describe_seats, seating_figure


def plan(layout: str, **fields: object) -> SeatingPlan:
    return SeatingPlan.model_validate({"标题": "座次", "布局": layout, **fields})


def from_left(found: SeatingPlan, facing: float) -> list[str]:
    """Numbers of those who look one way, in the order of the picture from left to right."""
    seats = [seat for seat in arrange(found).seats if seat.facing == facing and not seat.stands]
    return [seat.number for seat in sorted(seats, key=lambda seat: seat.edge[0])]


# What the model standard Q/QEJ BZ201.2-2026 says of each layout, B.1 to B.4.


@pytest.mark.parametrize(
    ("count", "second", "expected"),
    [
        (1, "左", "1"),
        (2, "左", "12"),
        (2, "右", "21"),
        (3, "左", "312"),
        (5, "左", "53124"),
        (6, "左", "531246"),
        (6, "右", "642135"),
        (7, "左", "7531246"),
        (7, "右", "6421357"),
    ],
)
def test_the_rostrum(count: int, second: str, expected: str) -> None:
    found = plan("主席台", 人数=count, 次位=second)
    assert from_left(found, 180) == [f"{sign}号位" for sign in expected]


def test_front_rows_come_first() -> None:
    seats = arrange(plan("主席台", 人数=12, 每排=7)).seats
    assert max(seat.edge[1] for seat in seats[7:]) < min(seat.edge[1] for seat in seats[:7])
    assert [seat.where for seat in seats[7:9]] == ["第2排左起第3座", "第2排左起第2座"]
    pupils = arrange(plan("课桌式", 人数=12, 每排=6)).seats
    assert max(seat.edge[1] for seat in pupils[:6]) < min(seat.edge[1] for seat in pupils[6:])


def test_the_lectern_is_at_the_right_front_of_those_who_sit() -> None:
    figure = seating_figure(plan("主席台", 人数=7, 发言席="是"))
    lectern = next(s for s in figure.shapes if isinstance(s, Label) and s.text == "发言席")
    assert lectern.at[0] < figure.canvas[0] / 2


def test_talks_beside_the_door() -> None:
    found = plan("会谈", 客方=list("甲乙丙丁戊"), 主方=list("子丑寅卯辰"))
    assert from_left(found, 180) == ["客5", "客3", "客1", "客2", "客4"]
    assert from_left(found, 0) == ["主4", "主2", "主1", "主3", "主5"]


def test_talks_with_the_table_end_at_the_door() -> None:
    seats = arrange(plan("会谈", 客方=list("甲乙丙"), 主方=list("子丑寅"), 正门="桌端")).seats
    guests = [seat for seat in seats if seat.number.startswith("客")]
    hosts = [seat for seat in seats if seat.number.startswith("主")]
    assert min(seat.edge[0] for seat in guests) > max(seat.edge[0] for seat in hosts)
    # A guest looks to the left of the picture; the left hand points down.
    assert guests[1].edge[1] > guests[0].edge[1] > guests[2].edge[1]
    assert hosts[1].edge[1] < hosts[0].edge[1] < hosts[2].edge[1]


def test_a_signing() -> None:
    seats = {
        s.number: s for s in arrange(plan("签字", 客方=list("甲乙丙"), 主方=list("子丑寅"))).seats
    }
    assert seats["主方签字人"].edge[0] > seats["客方签字人"].edge[0]
    order = sorted(("主1", "主2", "客1", "客2"), key=lambda number: seats[number].edge[0])
    assert order == ["客2", "客1", "主1", "主2"]
    assert all(seats[n].stands and seats[n].edge[1] < seats["主方签字人"].edge[1] for n in order)


def test_a_banquet() -> None:
    found = plan("宴请圆桌", 主方=["甲", "乙"], 客方=list("子丑寅卯"))
    seats = {seat.number: seat for seat in arrange(found).seats}
    middle = arrange(found).canvas[0] / 2
    top, bottom = seats["主陪"].edge[1], seats["副主陪"].edge[1]
    assert top < min(s.edge[1] for n, s in seats.items() if n != "主陪") < bottom
    assert seats["主宾"].edge[0] < middle < seats["客2"].edge[0]
    assert seats["客4"].edge[0] < middle < seats["客3"].edge[0]
    assert seats["主宾"].edge[1] < seats["客4"].edge[1]
    assert seats["客4"].where == "主陪右侧第2座"


def test_a_horseshoe() -> None:
    found = plan("U形", 人数=9, 底边=3)
    assert from_left(found, 180) == ["3号位", "1号位", "2号位"]
    seats = arrange(found).seats
    assert [seat.where for seat in seats[3:5]] == ["左臂从底边起第1座", "右臂从底边起第1座"]
    assert seats[3].edge[0] > seats[0].edge[0] > seats[4].edge[0]


@given(st.integers(1, 30), st.sampled_from(["左", "右"]))
def test_every_row_is_filled_once(count: int, second: str) -> None:
    offsets = centre_out(count, "左" if second == "左" else "右")
    assert sorted(offsets) == [step - (count - 1) / 2 for step in range(count)]
    assert all(abs(a) <= abs(b) for a, b in itertools.pairwise(offsets))
    if count > 1:
        assert (offsets[1] > offsets[0]) == (second == "左")


@given(st.integers(1, 10), st.integers(1, 10))
def test_every_seat_at_a_round_table_is_taken_once(hosts: int, guests: int) -> None:
    assert sorted(around_table(hosts, guests)) == list(range(hosts + guests))


PLANS = [
    plan("主席台", 人数=45, 每排=15),
    plan("主席台", 名单=["主任", "副主任甲", "副主任乙"]),
    plan("会谈", 客方=["客方领队"], 主方=["主方领队", "主方随员"]),
    plan("会谈", 客方=list("甲乙丙"), 主方=list("子丑寅"), 正门="桌端"),
    plan("签字", 客方=["甲"], 主方=["子", "丑", "寅", "卯"]),
    plan("宴请圆桌", 主方=["甲"], 客方=["子"]),
    plan("宴请圆桌", 主方=list("甲乙丙丁"), 客方=list("子丑寅卯辰巳午未")),
    plan("U形", 人数=2, 底边=3),
    plan("U形", 人数=45, 底边=9),
    plan("课桌式", 人数=150, 每排=15),
]


@pytest.mark.parametrize("found", PLANS, ids=lambda found: f"{found.layout}{found.size}")
def test_nobody_sits_on_anybody_and_all_is_on_the_picture(found: SeatingPlan) -> None:
    arrangement = arrange(found)
    assert len(arrangement.seats) == found.size
    chairs = [seat.towards(-27) for seat in arrangement.seats]
    width, height = arrangement.canvas
    for index, (x, y) in enumerate(chairs):
        assert 20 <= x <= width - 20 and 20 <= y <= height - 20
        for other in chairs[:index]:
            assert abs(x - other[0]) + abs(y - other[1]) > 40
    svg = draw(seating_figure(found), "x-")
    assert svg.count("<svg") == 1 and "nan" not in svg
    assert len({seat.number for seat in arrangement.seats}) == found.size


@pytest.mark.parametrize("found", PLANS, ids=lambda found: f"{found.layout}{found.size}")
def test_the_words_name_everybody(found: SeatingPlan) -> None:
    words = describe_seats(found)
    for seat in arrange(found).seats:
        assert f"{seat.number}{f'（{seat.name}）' if seat.name else ''}{seat.where}" in words


def test_names_are_drawn_where_they_fit() -> None:
    short = draw(seating_figure(plan("主席台", 名单=["甲某", "乙某", "丙某"])), "x-")
    assert "甲某" in re.sub(r"<desc.*?</desc>", "", short)
    long = draw(seating_figure(plan("主席台", 名单=["机关事务管理局副局长", "乙", "丙"])), "x-")
    assert "机关事务管理局副局长" not in re.sub(r"<desc.*?</desc>", "", long)


def test_the_rule_is_told_with_its_source() -> None:
    rule = plan("主席台", 人数=6, 次位="右").rule
    assert "2号位在1号位右侧，其余先右后左" in rule.text
    assert "核定" in rule.source and "{" not in rule.text


@pytest.mark.parametrize(
    ("layout", "fields", "message"),
    [
        ("会谈", {"人数": 6}, "要写“主方”和“客方”"),
        ("主席台", {"人数": 3, "名单": ["甲"]}, "其中一项"),
        ("主席台", {}, "其中一项"),
        ("主席台", {"人数": 46}, "最多 45 人"),
        ("签字", {"主方": ["甲\n乙"], "客方": ["丙"]}, "1 到 20 个字"),
    ],
)
def test_what_does_not_fit_is_said(layout: str, fields: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        plan(layout, **fields)
