"""Files that Chinese Windows programs wrote in GBK or UTF-16: recognised, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinejia.source.encoding import decode_legacy

TEXT = "---\r\n标题: 会议茶水服务\r\n---\r\n\r\n续水间隔 15～20 min，水温 ≥80 ℃。\r\n"


@pytest.mark.parametrize(
    ("codec", "name"), [("gbk", "GBK"), ("gb18030", "GBK"), ("utf-16", "UTF-16")]
)
def test_text_of_an_office_computer_is_read_exactly(codec: str, name: str) -> None:
    assert decode_legacy(TEXT.encode(codec)) == (TEXT, name)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("gbk")[:18],  # cut in the middle of a character
        TEXT.encode("utf-8").replace("水".encode(), b"\xe6\xb0", 1),  # UTF-8 with a broken byte
        "會議茶水服務規程，續水間隔".encode("big5"),
        "会議のお茶の提供について".encode("shift-jis"),
        "Café crème à la carte".encode("latin-1"),
        TEXT.encode("utf-16")[:-1],
        "标题".encode("gbk") + b"\x00",
        "标题".encode("gbk") + b"\x80",  # the euro sign of one code page, nothing in another
        bytes(range(128, 256)),
    ],
    ids=["cut", "broken", "big5", "shift-jis", "latin-1", "odd", "null", "euro", "binary"],
)
def test_what_might_lose_a_character_is_left_alone(data: bytes) -> None:
    assert decode_legacy(data) is None


@given(st.binary(max_size=60))
def test_nothing_is_lost(data: bytes) -> None:
    found = decode_legacy(data)
    if found is not None and found.encoding == "GBK":
        assert found.text.encode("gb18030") == data
    elif found is not None:
        assert found.text.encode("utf-16-le") in data or found.text.encode("utf-16-be") in data
