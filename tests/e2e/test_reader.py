"""What the site remembers for a reader, and how it looks to them; all of it on the device."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit, stored, wait_until

pytestmark = pytest.mark.slow

STANDARD = "standards/std-q-qej-bz201.3-2026/"
DISPLAY = "(d) => { __md_set('qj-display', d); qjApplyDisplay(); }"


def test_nothing_is_empty_on_a_first_visit_and_later_it_goes_on(
    visit: Callable[..., Visit], intranet: str
) -> None:
    tab = visit("phone")
    page = tab.open(intranet)
    page.wait_for_timeout(400)
    expect(page.locator("qj-continue")).to_be_hidden()
    page.goto(f"{intranet}{STANDARD}#5.3.3")
    wait_until(page, lambda: stored(page, "read:"))
    page.get_by_role("button", name="收藏").tap()
    page.wait_for_selector("button:has-text('已收藏')")
    page.goto(intranet)
    page.wait_for_selector("qj-continue h2")
    page.get_by_role("link", name="会议茶水服务规程").first.tap()
    page.wait_for_url(f"{intranet}{STANDARD}")
    page.goto(f"{intranet}mine/")
    page.wait_for_selector("qj-mine[data-ready]", state="attached")
    seen = page.locator("qj-mine")
    for text in ("最近七天", "学习路径", "执行层：", "下一课：", "学到哪里", "收藏"):
        expect(seen).to_contain_text(text)
    page.goto(intranet + STANDARD)
    page.get_by_role("button", name="已收藏").tap()
    page.wait_for_selector("button:text-is('收藏')")
    assert tab.problems == []


def test_the_address_of_a_page_can_be_passed_on(visit: Callable[..., Visit], intranet: str) -> None:
    page = visit("phone").open(f"{intranet}{STANDARD}?h=续水#5.3.3")
    page.evaluate(
        "document.execCommand = () => {"
        " window.copied = document.activeElement.value; return true; }"
    )
    page.get_by_role("button", name="复制链接").tap()
    expect(page.locator(".qj-files__said")).to_contain_text("右上角")
    assert page.evaluate("window.copied") == f"{intranet}{STANDARD}#5.3.3"


def test_the_bar_leads_to_the_five_places(visit: Callable[..., Visit], intranet: str) -> None:
    page = visit("phone").open(intranet + STANDARD)
    names = page.locator(".qj-tabbar a").all_inner_texts()
    assert [name.strip() for name in names] == ["首页", "查标准", "学课程", "去考核", "我的"]
    page.locator(".qj-tabbar a", has_text="我的").tap()
    page.wait_for_url("**/mine/")
    assert page.locator(".qj-tabbar a[aria-current=page]").inner_text().strip() == "我的"
    wide = visit("desktop").open(intranet)
    expect(wide.locator(".qj-tabbar")).to_be_hidden()


def test_the_last_line_of_a_page_is_not_under_the_bar(
    visit: Callable[..., Visit], intranet: str
) -> None:
    page = visit("phone").open(intranet)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(200)
    last = page.locator(".qj-footer__credit").bounding_box()
    bar = page.locator(".qj-tabbar").bounding_box()
    assert last and bar
    assert last["y"] + last["height"] <= bar["y"]


def sizes(page: Page) -> tuple[float, float]:
    """Smallest text that is seen, and smallest height of what is tapped, in CSS pixels."""
    found = page.evaluate(
        """() => {
          const seen = (e) => e.offsetParent && getComputedStyle(e).visibility === "visible";
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          let text = 99;
          while (walker.nextNode()) {
            const { parentElement: e, data } = walker.currentNode;
            if (!data.trim() || !seen(e) || e.closest("svg, sup, .qj-sr, script")) continue;
            text = Math.min(text, parseFloat(getComputedStyle(e).fontSize));
          }
          const targets = [...document.querySelectorAll(
            "button:not(.qj-cite):not(.qj-spot), .qj-choice__label, .qj-tabbar a, .qj-nav__link")];
          const heights = targets.filter(seen).map((e) => e.getBoundingClientRect().height);
          return [text, Math.min(99, ...heights)];
        }"""
    )
    return found[0], found[1]


@pytest.mark.parametrize(
    "path", ["", STANDARD, "assessments/questions/tk-chashui/", "manuals/tc-chashui/", "mine/"]
)
def test_elder_mode_is_large_enough(visit: Callable[..., Visit], intranet: str, path: str) -> None:
    tab = visit("phone")
    page = tab.open(intranet + path)
    page.evaluate(DISPLAY, {"elder": True})
    page.reload()
    page.wait_for_timeout(500)
    text, target = sizes(page)
    assert text >= 18
    assert target >= 59.5
    assert tab.overflow == 0


def test_display_is_chosen_by_keyboard_and_kept(visit: Callable[..., Visit], intranet: str) -> None:
    page = visit("desktop").open(intranet)
    page.get_by_role("button", name="显示设置").focus()
    page.keyboard.press("Enter")
    page.get_by_label("深色").check()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Aa"
    page.goto(intranet + STANDARD)
    assert page.evaluate("document.documentElement.dataset.qjScheme") == "dark"
    page.emulate_media(media="print")
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert ink == "rgb(31, 42, 48)"


@pytest.mark.parametrize("width", [320, 360, 768])
@pytest.mark.parametrize("path", ["", STANDARD, "courses/", "updates/", "sitemap/", "help/"])
def test_nothing_scrolls_sideways_at_twice_the_text(
    visit: Callable[..., Visit], intranet: str, path: str, width: int
) -> None:
    tab = visit("phone")
    tab.page.set_viewport_size({"width": width, "height": 740})
    page = tab.open(intranet + path)
    assert tab.overflow == 0
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.wait_for_timeout(150)
    assert tab.overflow == 0


def test_a_newer_text_of_the_page_is_announced(visit: Callable[..., Visit], intranet: str) -> None:
    tab = visit("phone")
    page = tab.page
    page.clock.install()
    page.goto(intranet)
    look_again = "document.dispatchEvent(new Event('visibilitychange'))"
    page.clock.fast_forward(11 * 60_000)
    with page.expect_response(lambda reply: reply.request.method == "HEAD"):
        page.evaluate(look_again)
    expect(page.locator(".qj-fresh")).to_have_count(0)  # the same text as before
    newer = {"Last-Modified": "Fri, 01 Jan 2100 00:00:00 GMT"}
    page.route(
        intranet,
        lambda r: r.fulfill(headers=newer) if r.request.method == "HEAD" else r.fallback(),
    )
    page.clock.fast_forward(11 * 60_000)
    page.evaluate(look_again)
    page.wait_for_selector(".qj-fresh")
    page.get_by_role("button", name="稍后").tap()
    expect(page.locator(".qj-fresh")).to_have_count(0)


def test_the_feed_is_atom(visit: Callable[..., Visit], intranet: str) -> None:
    page = visit("desktop").page
    reply = page.request.get(f"{intranet.replace('kb.intra', '127.0.0.1')}feed.xml")
    root = ET.fromstring(reply.text())
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = root.findall("a:entry", space)
    assert len(entries) == 50
    assert len({entry.findtext("a:id", "", space) for entry in entries}) == 50
    days = [entry.findtext("a:updated", "", space) for entry in entries]
    assert days == sorted(days, reverse=True)


def test_shortcuts_are_listed_and_work(visit: Callable[..., Visit], intranet: str) -> None:
    tab = visit("desktop")
    page = tab.open(intranet + STANDARD)
    page.keyboard.press("?")
    expect(page.locator("[role=dialog]")).to_contain_text("打开搜索")
    page.keyboard.press("Escape")
    expect(page.locator(".qj-keys")).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_url("**/mine/")
    assert tab.problems == []


def test_a_note_is_kept_at_its_clause(visit: Callable[..., Visit], intranet: str) -> None:
    page = visit("phone").open(f"{intranet}{STANDARD}#5.3.4")
    page.wait_for_selector(".qj-here:not([hidden])")
    clause = page.inner_text(".qj-here")
    assert clause.startswith("5.3")
    page.locator(".qj-here").tap()
    page.get_by_label(f"{clause} 的笔记").fill("<b>问</b>班长")
    page.get_by_role("button", name="记下").tap()
    note = page.locator(f"[id='{clause}'] > .qj-note-own")
    expect(note).to_have_text("我的笔记：<b>问</b>班长")
    page.goto(f"{intranet}mine/")
    page.wait_for_selector("qj-mine[data-ready]", state="attached")
    expect(page.locator("qj-mine")).to_contain_text("<b>问</b>班长")
    page.goto(intranet + STANDARD)
    page.locator(f"[id='{clause}'] > .qj-note-own").wait_for()


def swipe(page: Page, selector: str, by: int) -> None:
    page.evaluate(
        """([selector, by]) => {
          const element = document.querySelector(selector);
          const touch = (x) =>
            new Touch({ identifier: 1, target: element, clientX: x, clientY: 300 });
          const fire = (type, x, ended) => element.dispatchEvent(new TouchEvent(type, {
            bubbles: true, touches: ended ? [] : [touch(x)], changedTouches: [touch(x)] }));
          fire("touchstart", 180, false);
          fire("touchend", 180 + by, true);
        }""",
        [selector, by],
    )


def test_the_five_forms_are_swiped(visit: Callable[..., Visit], intranet: str) -> None:
    page = visit("phone").open(intranet + STANDARD)
    page.wait_for_selector("qj-tabs[data-ready]", state="attached")
    swipe(page, "#slot-text p", -120)
    expect(page.get_by_role("tab", name="图册")).to_have_attribute("aria-selected", "true")
    swipe(page, "#slot-manual", 120)
    expect(page.get_by_role("tab", name="文本")).to_have_attribute("aria-selected", "true")


def test_the_whole_way_by_keyboard_alone(visit: Callable[..., Visit], intranet: str) -> None:
    """Home → search → clause → step → question → result, without a mouse."""
    tab = visit("desktop")
    page = tab.open(intranet)
    page.keyboard.press("/")
    page.keyboard.type("续水间隔", delay=20)
    page.wait_for_selector("[role=option], .qj-hit", state="attached")
    page.wait_for_timeout(500)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**?h=*")
    page.goto(f"{intranet}{STANDARD}#5.3.2")
    page.locator("[id='5.3.2'] .qj-mark--manual").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    page.goto(f"{intranet}assessments/questions/tk-chashui/")
    page.wait_for_selector("qj-quiz[data-ready]", state="attached")
    page.locator(".qj-quiz__paper").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".qj-quiz__bar:not([hidden])")
    for section in page.locator(".qj-question:not([hidden])").all():
        if section.locator("input[type=radio]").count():
            section.locator("input").first.focus()
            page.keyboard.press("Space")
    page.locator(".qj-quiz__bar .qj-button--main").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector(".qj-quiz__result:not([hidden])")
    assert "qj-quiz__result" in page.evaluate("document.activeElement.className")
    assert tab.problems == []
