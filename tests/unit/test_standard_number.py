"""Numbers of standards in every variant that people write."""

from __future__ import annotations

import pytest

from qinejia.model.standard_number import classify, find_numbers

GOOD = [
    # as written, normal form, class, printed form, identifier
    ("GB/T 1.1—2020", "GB/T 1.1-2020", "国家标准"),
    ("GB/T 1.1-2020", "GB/T 1.1-2020", "国家标准"),
    ("ＧＢ／Ｔ　１．１－２０２０", "GB/T 1.1-2020", "国家标准"),
    ("gb/t 1.1–2020", "GB/T 1.1-2020", "国家标准"),
    ("GBT 24421.4-2023", "GB/T 24421.4-2023", "国家标准"),
    ("GBT24421.4-2023", "GB/T 24421.4-2023", "国家标准"),
    ("GB/T20647.9", "GB/T 20647.9", "国家标准"),
    ("GB∕T 37668", "GB/T 37668", "国家标准"),
    ("GB 2894—2025", "GB 2894-2025", "国家标准"),
    ("GB2894—2025", "GB 2894-2025", "国家标准"),
    ("GB/Z 26337.1—2010", "GB/Z 26337.1-2010", "国家标准"),
    ("GB/T 1.1 — 2020", "GB/T 1.1-2020", "国家标准"),
    ("DB 50/T 1053—2020", "DB50/T 1053-2020", "地方标准"),
    ("DB50/T 1053—2020", "DB50/T 1053-2020", "地方标准"),
    ("DB64-T_1955-2023", "DB64/T 1955-2023", "地方标准"),
    ("DB64-T1955—2023", "DB64/T 1955-2023", "地方标准"),
    ("DB3301/T 0298—2024", "DB3301/T 0298-2024", "地方标准"),
    ("DB23/T 3649.5—2023", "DB23/T 3649.5-2023", "地方标准"),
    ("DB320400/T 12—2021", "DB320400/T 12-2021", "地方标准"),
    ("SB/T 10474—2008", "SB/T 10474-2008", "行业标准"),
    ("WS/T 367—2012", "WS/T 367-2012", "行业标准"),
    ("JGJ 64—2017", "JGJ 64-2017", "行业标准"),
    ("T/CAS 115—2015", "T/CAS 115-2015", "团体标准"),
    ("Q/BSJG BZ205.7", "Q/BSJG BZ205.7", "内部标准"),
    ("Q/QEJ BZ201.3—2026", "Q/QEJ BZ201.3-2026", "内部标准"),
    ("Q/QEJ TY101—2026", "Q/QEJ TY101-2026", "内部标准"),
    ("PJJG/HY 001—2017", "PJJG/HY 001-2017", "自编标准"),
]
REJECTED = [
    "GB/1.1",
    "ISO 9001:2015",
    "IEC 60364-1",
    "GB/T 1.1—1820",
    "GB/T 10 53—2020",
    "SAC/TC 264",
]


def test_the_lists_are_complete() -> None:
    assert len(GOOD) == 27
    assert len(REJECTED) == 6


@pytest.mark.parametrize(("written", "normal", "category"), GOOD)
def test_variant_is_recognised(written: str, normal: str, category: str) -> None:
    number = classify(written, ("PJJG/HY",))
    assert number is not None
    assert (number.text, number.category) == (normal, category)


@pytest.mark.parametrize(("written", "normal", "category"), GOOD)
def test_printed_form_is_read_back(written: str, normal: str, category: str) -> None:
    number = classify(written, ("PJJG/HY",))
    assert number is not None
    assert classify(number.display, ("PJJG/HY",)) == number
    assert "-" not in number.display.removeprefix("Q/")


@pytest.mark.parametrize("written", REJECTED)
def test_what_is_no_number_is_rejected(written: str) -> None:
    assert classify(written, ("PJJG/HY",)) is None


@pytest.mark.parametrize(
    "written", ["", " ", "—", "GB", "GB/T", "2020", "会议服务规范", "Q/", "T/"]
)
def test_fragments_are_rejected(written: str) -> None:
    assert classify(written) is None


def test_own_series_needs_its_prefix_in_the_settings() -> None:
    assert classify("PJJG/HY 001—2017") is None
    assert classify("PJJG/HY 001—2017", ("pjjg/hy",)) is not None


def test_parts_of_a_number() -> None:
    number = classify("q/qej bz201.3-2026")
    assert number is not None
    assert number.year == "2026"
    assert number.display == "Q/QEJ BZ201.3—2026"
    assert number.identifier == "std-q-qej-bz201.3-2026"


def test_undated_number_has_no_year() -> None:
    number = classify("GB/T 20647.9")
    assert number is not None
    assert (number.year, number.display) == ("", "GB/T 20647.9")


@pytest.mark.parametrize("written", [good[0] for good in GOOD])
def test_identifier_can_be_a_file_name_and_an_address(written: str) -> None:
    import re

    number = classify(written, ("PJJG/HY",))
    assert number is not None
    assert re.fullmatch(r"[a-z0-9]+([-.][a-z0-9]+)*", number.identifier)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("按GB/T 1.1—2020和DB32/T 4170－2021执行。", ["GB/T 1.1-2020", "DB32/T 4170-2021"]),
        ("见 ＧＢ／Ｔ 1.1—2020。", ["GB/T 1.1-2020"]),
        ("DB 32/T 4170—2021", ["DB32/T 4170-2021"]),
        ("符合GB 2894的规定", ["GB 2894"]),
        ("（Q/QEJ BZ201.3—2026）", ["Q/QEJ BZ201.3-2026"]),
        ("T/CAS 115—2015、JGJ 64—2017", ["T/CAS 115-2015", "JGJ 64-2017"]),
        ("PM 2.5不高于35", []),
        ("SAC/TC 264", []),
        ("ISO 9001:2015和IEC 60364", []),
        ("硬盘512 GB 2块", []),
        ("https://example.org/GB/T 1.1", []),
        ("A/B 12—2020", []),
        ("GB/T 1.1.1.1—2020", []),
        ("GB" * 5000 + "/T 1", []),
        ("DB" + "1" * 5000, []),
    ],
)
def test_numbers_in_running_text(text: str, found: list[str]) -> None:
    assert [number.text for _, number in find_numbers(text)] == found
