"""A video lesson as a trainee meets it: through nginx, by a host name, from a folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit, stored, wait_until
from tests.e2e.drivers import Browser, firefox, until, webkit

LESSON = "videos/sp-chashui/"
ENGINES = {"Firefox ESR": firefox, "WebKitGTK": webkit}
STATE = """() => {
  const video = document.querySelector("video");
  const text = (name) => document.querySelector(name)?.textContent ?? "";
  const tracks = [...video.textTracks];
  return {
    at: video.currentTime, paused: video.paused,
    now: text(".qj-lesson__now"), said: text(".qj-cue--now"),
    shown: tracks.map((t) => t.mode), cues: tracks.map((t) => t.cues?.length ?? 0),
  };
}"""


@pytest.fixture
def phone(visit: Callable[..., Visit]) -> Page:
    return visit("phone").page


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    page.wait_for_selector("qj-lesson[data-ready]", state="attached")
    page.evaluate("document.querySelector('video').muted = true")
    return page


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(STATE)
    return found


def holds(page: Page, condition: str) -> None:
    wait_until(page, lambda: page.evaluate(condition))


def play_until(page: Page, condition: str) -> None:
    page.evaluate("document.querySelector('video').play()")
    holds(page, condition)


def test_an_address_with_a_moment_opens_there(phone: Page, intranet: str) -> None:
    assert phone.goto(intranet + LESSON) is not None
    assert not phone.evaluate("isSecureContext")
    opened(phone, f"{intranet}{LESSON}#t=56")
    play_until(phone, "document.querySelector('video').currentTime > 56.5")
    now = state(phone)
    assert 56 <= now["at"] < 60
    assert "第 3 章" in now["now"] and "条款 4.4.3" in now["now"]
    assert now["shown"] == ["showing"] and now["cues"] == [89]
    assert now["said"]


def test_only_a_part_of_the_film_is_fetched_for_a_late_chapter(phone: Page, intranet: str) -> None:
    ranges: list[str] = []
    phone.on("response", lambda r: ranges.append(r.headers.get("content-range", "")))
    opened(phone, f"{intranet}{LESSON}#t=349.9")
    play_until(phone, "document.querySelector('video').currentTime > 350")
    begins = [int(text.split()[1].split("-")[0]) for text in ranges if text]
    assert max(begins) > 500_000


def test_chapters_and_transcript_seek(phone: Page, intranet: str) -> None:
    opened(phone, intranet + LESSON)
    phone.click(".qj-chapter:nth-child(5) a.qj-chapter__go")
    holds(phone, "document.querySelector('video').currentTime > 121")
    expect(phone).to_have_url(re.compile(r"\#t=121\.1$"))
    assert phone.locator(".qj-chapter [aria-current]").inner_text().endswith("测水温")
    phone.evaluate("document.querySelector('video').pause()")
    cue = phone.locator(".qj-cue").nth(20)
    cue.scroll_into_view_if_needed()
    cue.click()
    start = float(cue.get_attribute("data-start") or 0)
    holds(phone, f"Math.abs(document.querySelector('video').currentTime - {start}) < 1.5")


def test_what_was_watched_and_noted_is_there_next_time(phone: Page, intranet: str) -> None:
    url = intranet + LESSON
    opened(phone, url)
    phone.evaluate("document.querySelector('video').playbackRate = 8")
    play_until(phone, "document.querySelector('video').currentTime > 20")
    phone.evaluate("document.querySelector('video').pause()")
    phone.evaluate("document.querySelector('video').currentTime = 200")
    phone.evaluate("document.querySelector('video').playbackRate = 8")
    play_until(phone, "document.querySelector('video').currentTime > 210")
    phone.evaluate("document.querySelector('video').pause()")
    phone.click(".qj-notes summary")
    phone.fill(".qj-notes__field", "<b>问</b>班长")
    phone.click("text=记下")
    wait_until(phone, lambda: "班长" in str(stored(phone, "video:")))
    before = phone.inner_text(".qj-lesson__covered")
    assert 7 <= int("".join(filter(str.isdigit, before))) <= 12  # 30 of 383 s, not 210
    opened(phone, url)
    phone.wait_for_selector(".qj-lesson__resume")
    expect(phone.locator(".qj-lesson__covered")).to_have_text(before)
    assert phone.inner_text(".qj-lesson__resume").startswith("从 3:3")
    phone.click(".qj-notes summary")
    expect(phone.locator(".qj-notes__list span")).to_have_text("<b>问</b>班长")
    phone.click(".qj-lesson__resume")
    holds(phone, "document.querySelector('video').currentTime > 205")


def test_a_question_stops_the_film_but_a_jump_over_it_does_not(phone: Page, intranet: str) -> None:
    opened(phone, f"{intranet}{LESSON}#t=265")
    play_until(phone, "!document.querySelector('.qj-lesson__ask').hidden")
    assert state(phone)["paused"] and 266 < state(phone)["at"] < 268
    link = phone.locator(".qj-lesson__ask a.qj-button")
    assert str(link.get_attribute("href")).endswith("tk-chashui/#q4")
    expect(phone.locator(".qj-lesson__ask")).to_contain_text("正在发言")
    phone.locator(".qj-lesson__ask input").first.check()
    phone.click(".qj-lesson__ask .qj-question__submit")
    phone.wait_for_selector(".qj-lesson__ask .qj-question__said[data-verdict]")
    phone.click("text=接着看")
    holds(phone, "document.querySelector('video').currentTime > 268.5")
    phone.evaluate("document.querySelector('video').currentTime = 330")
    play_until(phone, "document.querySelector('video').currentTime > 331")
    expect(phone.locator(".qj-lesson__ask")).to_be_hidden()


def test_the_step_stands_beside_the_moment(phone: Page, intranet: str) -> None:
    opened(phone, f"{intranet}{LESSON}#t=125")
    holds(phone, "!document.querySelector('.qj-lesson__step').hidden")
    phone.tap(".qj-lesson__step summary")
    drawing = phone.locator(".qj-lesson__step .qj-fig")
    assert drawing.count() == 1 and "测量" in str(drawing.get_attribute("aria-label"))
    phone.evaluate("document.querySelector('video').currentTime = 225")
    holds(phone, "document.querySelectorAll('.qj-lesson__step .qj-fig').length === 2")
    assert phone.locator(".qj-lesson__step .qj-verdict__label").all_inner_texts() == [
        "✓ 正确",
        "✗ 错误",
    ]
    ids = phone.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


def test_a_lost_caption_file_is_replaced_by_the_transcript(phone: Page, intranet: str) -> None:
    phone.route("**/*.vtt", lambda route: route.abort())
    opened(phone, intranet + LESSON)
    holds(
        phone,
        "[...document.querySelector('video').textTracks]"
        ".some((t) => t.mode === 'showing' && t.cues?.length === 89)",
    )


def test_without_scripts_film_captions_chapters_and_transcript_remain(
    visit: Callable[..., Visit], address: str
) -> None:
    page = visit("phone", scripts=False).open(address + LESSON)
    expect(page.locator("video[controls][playsinline] track[default]")).to_have_count(1)
    expect(page.locator(".qj-chapter__go")).to_have_count(14)
    expect(page.locator(".qj-cue")).to_have_count(89)
    assert page.locator(".qj-lesson__questions li > a").count() == 3


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_page_is_clean(visit: Callable[..., Visit], address: str, size: str) -> None:
    tab = visit(size)
    page = tab.open(address + LESSON)
    page.wait_for_selector("qj-lesson[data-ready]", state="attached")
    assert tab.problems == []
    assert tab.overflow == 0


def test_no_page_without_a_film_loads_the_player(visit: Callable[..., Visit], address: str) -> None:
    tab = visit()
    tab.open(f"{address}standards/std-q-qej-bz201.3-2026/")
    tab.page.wait_for_timeout(500)
    assert not any("lesson." in url or url.endswith((".mp4", ".vtt")) for url in tab.requests)


def test_from_a_folder_captions_work(visit: Callable[..., Visit], usb: Path) -> None:
    page = visit().page
    opened(page, (usb / "videos/sp-chashui.html").as_uri() + "#t=56")
    play_until(page, "document.querySelector('video').currentTime > 56.5")
    now = state(page)
    assert "showing" in now["shown"] and 89 in now["cues"]
    assert now["said"]


@pytest.mark.parametrize("engine", list(ENGINES))
@pytest.mark.parametrize("over", ["http", "file"])
def test_other_engines_play_seek_and_count(
    site: Path, usb: Path, port: int, engine: str, over: str
) -> None:
    with ENGINES[engine]() as opened_browser:
        browser: Browser = opened_browser
        browser.size(360, 740)
        browser.open(
            f"http://127.0.0.1:{port}/{LESSON}"
            if over == "http"
            else (usb / "videos/sp-chashui.html").as_uri()
        )
        until(browser, "return document.querySelector('qj-lesson')?.dataset.ready === '';")
        browser.run(
            "const video = document.querySelector('video'); video.muted = true; video.play();"
        )
        until(browser, "return document.querySelector('video').currentTime > 1;")
        browser.run("document.querySelectorAll('.qj-chapter a.qj-chapter__go')[2].click();")
        until(browser, "return document.querySelector('video').currentTime > 57;")
        now = "return document.querySelector('.qj-lesson__now').textContent;"
        assert "第 3 章" in browser.run(now)
        tracks = (
            "return [...document.querySelector('video').textTracks]"
            ".some((t) => t.mode === 'showing' && t.cues && t.cues.length === 89);"
        )
        until(browser, tracks)
        until(browser, "return document.querySelector('.qj-cue--now');")
