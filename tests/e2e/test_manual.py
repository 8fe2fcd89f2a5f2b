"""A picture book as a trainee meets it: the list, one step at a time, overview, pictures, paper."""

from __future__ import annotations

import math
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit, stored, wait_until
from tests.e2e.drivers import Browser, firefox, until, webkit

MANUAL = "manuals/tc-chashui/"
STEPS = 14
ENGINES = {"Firefox ESR": firefox, "WebKitGTK": webkit}
RIGHT = "\ue014"
ESCAPE = "\ue00c"


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    page.wait_for_selector("html[data-manual=ready]")
    return page


def shown(page: Page) -> list[str]:
    """The ids of the steps that can be seen."""
    steps = page.locator(".qj-step:visible").all()
    return [str(step.get_attribute("id")) for step in steps]


def swipe(page: Page, start: int, end: int) -> None:
    """A finger from one abscissa to another, as the browser sees it."""
    box = page.locator(".qj-step:visible .qj-step__head").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)
    for kind, x in (("touchStart", start), ("touchMove", (start + end) / 2), ("touchMove", end)):
        points = [{"x": x, "y": y}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_one_step_at_a_time_by_every_hand(visit: Callable[..., Visit], intranet: str) -> None:
    tab = visit("phone")
    page = opened(tab.page, intranet + MANUAL)
    assert len(shown(page)) == STEPS
    page.tap("text=一步一步看")
    assert shown(page) == ["step-1"]
    swipe(page, 300, 60)
    assert shown(page) == ["step-2"] and page.url.endswith("#step-2")
    swipe(page, 60, 300)
    assert shown(page) == ["step-1"]
    page.tap("text=下一步")
    page.keyboard.press("ArrowRight")
    assert shown(page) == ["step-3"]
    expect(page.locator(".qj-manual__place")).to_have_text(f"3 / {STEPS}")
    picture = page.locator("#step-3 .qj-fig").first
    box = picture.bounding_box()
    assert box
    picture.tap(position={"x": box["width"] - 8, "y": 60})
    assert shown(page) == ["step-4"]
    page.tap(".qj-strip__part >> nth=13")
    assert shown(page) == ["step-14"]
    assert page.is_disabled("text=下一步")
    page.keyboard.press("Home")
    assert shown(page) == ["step-1"]
    assert tab.overflow == 0 and tab.problems == []


def test_a_short_or_upright_movement_is_no_swipe(visit: Callable[..., Visit], address: str) -> None:
    page = opened(visit("phone").page, address + MANUAL)
    page.tap("text=一步一步看")
    swipe(page, 200, 170)
    assert shown(page) == ["step-1"]


def test_the_way_of_reading_is_remembered(visit: Callable[..., Visit], address: str) -> None:
    page = opened(visit("phone").page, address + MANUAL)
    page.tap("text=一步一步看")
    wait_until(page, lambda: stored(page, "manual-mode") == ["single"])
    opened(page, f"{address}{MANUAL}#step-9")
    assert shown(page) == ["step-9"]
    page.tap("text=看全部步骤")
    assert len(shown(page)) == STEPS


def test_the_overview_leads_to_a_step(visit: Callable[..., Visit], address: str) -> None:
    page = opened(visit("desktop").page, address + MANUAL)
    page.click("text=总览")
    expect(page.locator(".qj-overview svg")).to_have_count(STEPS)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))
    page.click(".qj-overview a >> nth=6")
    expect(page.locator(".qj-overview")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"\#step-7$"))


def test_a_picture_enlarges_and_gives_the_focus_back(
    visit: Callable[..., Visit], address: str
) -> None:
    tab = visit("phone")
    page = opened(tab.page, address + MANUAL)
    page.locator("#step-5 .qj-enlarge").first.focus()
    page.keyboard.press("Enter")
    box = page.locator("[role=dialog]")
    expect(box).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('[role=dialog]')")
    width = "document.querySelector('.qj-lightbox svg').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.tap("[role=dialog] [aria-label='放大']")
    assert page.evaluate(width) == pytest.approx(1.5 * before, rel=0.05)
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('#step-5 .qj-enlarge')")
    assert tab.overflow == 0


def test_without_scripts_it_is_a_list(visit: Callable[..., Visit], address: str) -> None:
    page = visit("phone", scripts=False).open(address + MANUAL)
    assert len(shown(page)) == STEPS
    assert page.locator(".qj-step .qj-fig").count() >= STEPS


@pytest.mark.parametrize("count", [2, 4, 6])
def test_so_many_steps_are_on_a_page_of_paper(
    visit: Callable[..., Visit], address: str, tmp_path: Path, count: int
) -> None:
    page = opened(visit("desktop").page, address + MANUAL)
    page.click("text=一步一步看")  # paper has all steps all the same
    page.evaluate("window.print = () => {}")
    page.select_option("select[aria-label^=打印]", str(count))
    paper = tmp_path / "book.pdf"
    margin = "12mm"
    sides: dict[str, str] = dict.fromkeys(("top", "right", "bottom", "left"), margin)
    page.pdf(path=str(paper), format="A4", margin=sides)  # type: ignore[arg-type]
    pages = _pages(paper)
    assert len(pages) <= math.ceil(STEPS / count) + 1
    assert "收杯、清洗、消毒" in "".join(pages)
    assert "下一步" not in "".join(pages)


def _pages(paper: Path) -> list[str]:
    command = ["pdftotext", "-layout", str(paper), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return text.rstrip("\f").split("\f")


@pytest.mark.parametrize("engine", list(ENGINES))
@pytest.mark.parametrize("over", ["http", "file"])
def test_other_engines_turn_pages(address: str, usb: Path, engine: str, over: str) -> None:
    with ENGINES[engine]() as opened_browser:
        browser: Browser = opened_browser
        browser.size(360, 740)
        url = address + MANUAL if over == "http" else (usb / "manuals/tc-chashui.html").as_uri()
        browser.open(url + "#step-3")
        until(browser, "return document.documentElement.dataset.manual === 'ready';")
        browser.run("document.querySelector('.qj-manual__tools button').click();")
        browser.press(RIGHT)
        shown_steps = (
            "return [...document.querySelectorAll('.qj-step')]"
            ".filter((s) => s.offsetParent).map((s) => s.id).join();"
        )
        until(browser, shown_steps.replace("join()", "join() === 'step-4'"))
        browser.run("document.querySelector('#step-4 .qj-enlarge').click();")
        until(browser, "return document.querySelector('[role=dialog]') !== null;")
        browser.press(ESCAPE)
        until(browser, "return document.querySelector('[role=dialog]') === null;")
