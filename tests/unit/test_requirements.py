"""The rules for modal verbs against sentences that were labelled before the rules saw them."""

from __future__ import annotations

import pytest

from bench.requirements.__main__ import read, score, wilson


@pytest.mark.parametrize(("name", "size"), [("frozen", 480), ("tuning", 400)])
def test_precision_and_recall_stay_above_the_promise(name: str, size: int) -> None:
    assert len(read(name)) >= size
    _, hits, found, present = score(name, 0.0)[-1]
    assert present >= 270
    assert hits / found >= 0.97
    assert hits / present >= 0.97


def test_no_sentence_stands_in_both_sets_or_twice() -> None:
    sentences = [text for name in ("frozen", "tuning") for _, text in read(name)]
    assert len(sentences) == len(set(sentences))


def test_wilson_interval_of_a_known_case() -> None:
    share, low, high = wilson(45, 50)
    assert share == 90
    assert (round(low, 1), round(high, 1)) == (78.6, 95.7)
