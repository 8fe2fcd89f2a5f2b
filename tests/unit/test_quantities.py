"""Values in text: number, unit, operator, subject; the impossible and the contradictory."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinejia.markup.quantities import agree, broken_bound, find_quantities, implausible


def short(text: str) -> list[str]:
    return [
        f"{q.operator}{q.low}{'' if q.low == q.high else f'..{q.high}'}{q.unit}"
        for q in find_quantities(text)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("续水间隔应为15 min～20 min。", ["～15..20min"]),
        ("续水间隔应为15～20 min。", ["～15..20min"]),
        ("液面在70 %～80 %之间", ["～70..80%"]),
        ("斟至七至八分满", ["～70..80%"]),
        ("斟至八分满", ["～80%"]),
        ("水温应不低于80 ℃", ["≥80℃"]),
        ("水温不应低于80℃", ["≥80℃"]),
        ("间隔不大于60 min", ["≤60min"]),
        ("重量超过5 kg时", [">5kg"]),
        ("少于半杯，低于80 ℃时", ["<80℃"]),
        ("30 min以内清走", ["≤30min"]),
        ("应为1.6 m±0.1 m", ["=1.6m"]),
        ("纸张210 mm×297 mm", ["=210mm", "=297mm"]),
        ("每周擦拭1次，每月检查不少于2次", ["=1次/周", "=2次/月"]),
        ("有效氯500 mg/L，作用30 min", ["=500mg/L", "=30min"]),
        ("面积12 m²，照度300 lx", ["=12m²", "=300lx"]),
        ("重5公斤，高75公分，30分钟", ["=5公斤", "=75公分", "=30分钟"]),
    ],
)
def test_values(text: str, found: list[str]) -> None:
    assert short(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "按5.3.2执行，见表1和图A.2",
        "GB/T 1.1—2020、DB32/T 4170—2021第3章",
        "2026年5月1日，第3步，8个座位，1处",
        "3F-305-01表示3层305房间",
        "A4幅面，kc-27，step-3",
        "七上八下，分满",
    ],
)
def test_what_is_no_value(text: str) -> None:
    assert short(text) == []


def test_positions_and_tolerance() -> None:
    text = "桌高应为 75 cm±1 cm（示例值），椅距桌30 cm。"
    first, second = find_quantities(text)
    assert text[first.start :].startswith("75 cm±1 cm")
    assert (first.subject, first.tolerance, first.is_example) == ("桌高", Decimal(1), True)
    assert (second.subject, second.is_example) == ("椅距桌", False)


@pytest.mark.parametrize(
    ("text", "is_impossible"),
    [
        ("桌高700厘米", True),
        ("桌高75 cm", False),
        ("水温120 ℃", True),
        ("湿度45 %～60 %", False),
        ("某物700 m", False),
    ],
)
def test_impossible_values(text: str, is_impossible: bool) -> None:
    (found,) = find_quantities(text)
    assert implausible(found) == is_impossible


@pytest.mark.parametrize(
    ("text", "is_broken"),
    [
        ("夏季室温宜为24.5 ℃", True),
        ("夏季室温不低于26 ℃", False),
        ("夏季室温不低于24 ℃", True),
        ("夏季室温应为27 ℃", False),
        ("冬季室内温度应为23 ℃", True),
        ("冬季室温不高于20 ℃", False),
        ("室温应为24 ℃", False),
        ("夏季水温应为24 ℃", False),
        ("每份留样量不少于125 g", False),
        ("每份留样量不少于100 g", True),
    ],
)
def test_limits_of_higher_rules(text: str, is_broken: bool) -> None:
    (found,) = find_quantities(text)
    assert (broken_bound(found, text) is not None) == is_broken


@pytest.mark.parametrize(
    ("said", "standard", "fits"),
    [
        ("15 min～20 min", "15 min～20 min", True),
        ("18 min", "15 min～20 min", True),
        ("15 min～30 min", "15 min～20 min", False),
        ("900 s", "15 min", True),
        ("10 min", "15 min", False),
        ("80 cm", "不小于70 cm", True),
        ("不小于60 cm", "不小于70 cm", False),
        ("不大于20 min", "15 min～20 min", True),
        ("七至八分满", "70 %～80 %", True),
    ],
)
def test_what_is_said_elsewhere(said: str, standard: str, fits: bool) -> None:
    assert agree(find_quantities(said)[0], find_quantities(standard)[0]) == fits


@given(
    st.text(
        alphabet="应为不少于15.～~±%℃ mincgkLd每周次七八分满夏季室温（示例值），。", max_size=60
    )
)
def test_any_text(text: str) -> None:
    for found in find_quantities(text):
        assert text[found.start : found.start + len(found.text)] == found.text
        assert found.low <= found.high
        implausible(found)
        broken_bound(found, text)


@pytest.mark.parametrize("text", ["1" * 50_000, "1 " * 30_000, "1～" * 30_000, "每周" * 30_000])
def test_long_runs_are_read_at_once(text: str) -> None:
    assert len(find_quantities(text)) <= len(text)
