"""The pattern that finds the names of terms."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from qinejia.render.naming import any_of

NAMES = st.sets(st.text("会议室.(", min_size=1, max_size=5), min_size=1, max_size=12)


@given(NAMES, st.text("会议室.(茶", max_size=40))
def test_longest_name_is_found_at_each_place(names: set[str], text: str) -> None:
    pattern = any_of(names)
    assert pattern
    by_length = sorted(names, key=lambda name: (-len(name), name))
    plain = re.compile("|".join(map(re.escape, by_length)))
    assert pattern.findall(text) == plain.findall(text)


def test_no_name_gives_no_pattern_and_long_ones_do_no_harm() -> None:
    assert any_of([]) is None
    pattern = any_of(["会" * 5000, "会" * 4999 + "议"])
    assert pattern
    assert pattern.fullmatch("会" * 4999 + "议")
