"""The written half of a film: captions, their timing, titles, the page that is made."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinejia.library.media import format_lock, read_lock
from qinejia.markup.webvtt import format_webvtt, read_webvtt
from qinejia.media.frames import title_lines
from qinejia.media.lesson_page import updated_page
from qinejia.media.scenes import LONGEST_CAPTION, SHORTEST, Scene, captions_of, timed
from qinejia.model.media import MediaEntry
from qinejia.model.moments import Cue
from qinejia.model.position import Position

ORIGIN = Position("a.vtt")


def faults(text: str) -> list[tuple[int, str]]:
    return [(d.position.line, d.message) for d in read_webvtt(text, ORIGIN)[1]]


def test_register_of_a_large_library_can_be_read() -> None:
    entry = MediaEntry.model_construct(sha256="0" * 64, size=1, seconds=1.0)
    text = format_lock({f"videos/sp-{number}.mp4": entry for number in range(5000)})
    entries, found = read_lock(text)
    assert (len(entries), found) == (5000, [])


def test_notes_tags_hours_and_settings_are_read_over() -> None:
    cues, found = read_webvtt(
        "\ufeffWEBVTT - 茶水\r\n\r\nNOTE 说明\r\n\r\nSTYLE\r\n::cue {}\r\n\r\n"
        "1\r\n01:00:01.500 --> 01:00:03.000 align:start\r\n"
        "<v 教员>先&amp;后</v>\r\n<b>再</b>说\r\n",
        ORIGIN,
    )
    assert not found
    assert [(cue.start, cue.end, cue.text) for cue in cues] == [(3601.5, 3603.0, "先&后\n再说")]


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("00:01.000 --> 00:02.000\n一\n\n00:01.500 --> 00:03.000\n二\n", 6, "重叠"),
        ("00:05.000 --> 00:06.000\n一\n\n00:01.000 --> 00:02.000\n二\n", 6, "比上一条还早"),
        ("00:02.000 --> 00:01.000\n一\n", 3, "不晚于"),
        ("00:01,000 --> 00:02,000\n一\n", 3, "时间行写法不对"),
        ("00:01.000 --> 00:02.000\n", 3, "没有文字"),
        ("只有文字\n", 3, "没有时间行"),
        ("", 1, "没有字幕"),
    ],
)
def test_each_fault_has_its_line(body: str, line: int, said: str) -> None:
    ((at, message), *_) = faults(f"WEBVTT\n\n{body}")
    assert at == line
    assert said in message


def test_another_format_is_named() -> None:
    assert faults("1\n00:00:01,000 --> 00:00:02,000\n一\n") == [(1, "第一行不是 WEBVTT")]


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=60
)


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_captions_survive_writing_and_reading(texts: list[str]) -> None:
    cues = [Cue(number * 3.0, number * 3.0 + 2.5, text) for number, text in enumerate(texts)]
    read, found = read_webvtt(format_webvtt(cues), ORIGIN)
    assert not found
    assert [(c.start, c.end, c.text) for c in read] == [(c.start, c.end, c.text) for c in cues]


@given(st.text(st.sampled_from("茶水服务，。；！？、杯 a1"), max_size=200))
def test_captions_are_two_lines_at_most_and_lose_no_character(text: str) -> None:
    found = captions_of(text)
    assert all(0 < len(caption) <= LONGEST_CAPTION for caption in found)
    heard = "".join(found)
    assert [c for c in heard if c in "茶水服务杯a1"] == [c for c in text if c in "茶水服务杯a1"]


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=5),
    st.floats(min_value=1, max_value=3),
)
def test_cues_follow_each_other_inside_their_scene(said: list[list[str]], stretch: float) -> None:
    scenes = [
        Scene(number, "题", None, "", "", tuple(captions))
        for number, captions in enumerate(said, 1)
    ]
    lengths = [scene.seconds * stretch for scene in scenes]
    cues = timed(scenes, lengths)
    assert all(cue.end - cue.start >= SHORTEST - 0.002 for cue in cues)
    assert all(a.end <= b.start + 0.002 for a, b in pairwise(cues))
    assert cues[-1].end <= sum(lengths) + 0.01


@given(st.text(st.sampled_from("端杯离桌，（Aa1）"), min_size=1, max_size=120))
def test_titles_fit_the_panel(title: str) -> None:
    lines, size = title_lines(title)
    assert len(lines) <= 8
    assert size >= 36
    assert len(lines) * size * 1.25 <= 400


def test_a_page_without_a_header_is_not_touched() -> None:
    for text in ("没有页头\n", "---\n标题: 一\n"):
        with pytest.raises(ValueError, match="header"):
            updated_page(text, None, 1.0, [])  # type: ignore[arg-type]
