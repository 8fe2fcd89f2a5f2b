"""Counts from a server's log: hostile lines, one viewing, nobody's address."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from qinejia.search.usage import Asked
from qinejia.usage import count, html_report, read_log, text_report


def line(target: str, time: str = "24/Nov/2026:10:00:00 +0800", **more: str) -> str:
    who, method = more.get("who", "10.1.2.3"), more.get("method", "GET")
    status, agent = more.get("status", "200"), more.get("agent", "")
    return f'{who} - - [{time}] "{method} {target} HTTP/1.1" {status} 512{agent}\n'


def test_pages_signs_and_searches_are_told_apart() -> None:
    usage = count(
        [
            line("/"),
            line("/courses/kc-27/"),
            line("/courses/kc-27/index.html"),
            line("/courses/kc-27/?from=timeline", status="304"),
            line("/q/kc-27/"),
            line("/search/?q=%E6%91%86%E5%8F%B0"),
            line("/assets/app.js"),
            line("/nowhere/", status="404"),
            line("/courses/kc-27/", method="HEAD"),
        ]
    )
    assert usage.pages == {"": 1, "courses/kc-27/": 3}
    assert (usage.codes, usage.queries) == ({"kc-27": 1}, {"摆台": 1})
    assert (usage.views.total(), usage.lines, usage.unread) == (4, 9, 0)


def test_parts_of_a_film_are_one_viewing() -> None:
    film = "/videos/a.mp4"
    usage = count(
        [
            line(film, "24/Nov/2026:10:00:00 +0800", status="206"),
            line(film, "24/Nov/2026:10:20:00 +0800", status="206"),
            line(film, "24/Nov/2026:10:40:00 +0800", status="206"),
            line(film, "24/Nov/2026:10:40:00 +0800", status="206", who="10.1.2.4"),
            line(film, "24/Nov/2026:12:00:00 +0800", status="206"),
        ]
    )
    assert usage.films == {"videos/a.mp4": 3}


def test_a_day_is_the_servers_and_days_without_anything_are_shown() -> None:
    usage = count(
        [
            line("/a/", "23/Nov/2026:23:59:59 +0800"),
            line("/a/", "26/Nov/2026:00:00:00 +0800"),
        ]
    )
    assert [str(day) for day in usage.days] == [f"2026-11-{n}" for n in (23, 24, 25, 26)]
    assert html_report(usage, {}).count("<rect") == 4


def test_a_site_below_a_path_counts_only_its_own() -> None:
    usage = count([line("/kb/a/"), line("/other/a/"), line("/")], "/kb/")
    assert usage.pages == {"a/": 1}


HOSTILE = [
    "",
    "\x00\xff\n",
    "x" * 1_000_000 + "\n",
    line("/a/", "99/Nov/2026:10:00:00 +0800"),
    line("/a/", "24/Foo/2026:10:00:00 +0800"),
    '1.1.1.1 - - [24/Nov/2026:10:00:00 +0800] "\\x16\\x03\\x01" 400 150\n',
]


@pytest.mark.parametrize("bad", HOSTILE)
def test_a_line_that_is_no_request_is_left_out(bad: str) -> None:
    usage = count([bad, line("/a/")])
    assert (usage.pages, usage.unread) == ({"a/": 1}, 1)


def test_a_jump_of_the_clock_makes_no_endless_report() -> None:
    usage = count([line("/a/", "24/Nov/0001:10:00:00 +0800"), line("/a/")])
    assert len(usage.days) == 2


def test_packed_logs_and_endless_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "access.log.2.gz"
    path.write_bytes(gzip.compress((line("/a/") + "y" * 100_000 + "\n" + line("/b/")).encode()))
    usage = count(read_log(path))
    assert usage.pages == {"a/": 1, "b/": 1} and usage.unread > 1


def test_reports_hold_nobody_and_nothing_that_runs() -> None:
    lines = [
        line("/%3Cscript%3Ealert(1)%3C/script%3E/", agent=' "http://from" "Agent/1.0"'),
        line("/q/kc-27/"),
        line("/videos/a.mp4", status="206"),
    ]
    usage = count(lines)
    asked = [Asked("<img src=x onerror=1>", 2, 0)]
    page = html_report(usage, {"kc-27": '会议"<b>'}, asked, [("人次", "暂无数据（目标2500）")])
    text = text_report(usage, {"kc-27": "会议"})
    for report in (page, text):
        for secret in ("10.1.2.3", "Agent", "http://from"):
            assert secret not in report
    assert not re.search(r"<script|<img|<b>|https?:|url\(|@import", page)
    assert "暂无数据（目标2500）" in page and "会议" in text


def test_an_empty_log_says_so() -> None:
    assert "没有本站的访问" in text_report(count([]), {})
    assert "没有访问" in html_report(count([]), {})
