"""Searching as a trainee does: with the keyboard, with an input method, from a stick."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit

STANDARD = "standards/std-q-qej-bz201.3-2026/"
INPUT = "#qj-search-input"
STATUS = ".qj-search .qj-search__status"
OPTION = ".qj-search [role=option]"


def of_index(tab: Visit) -> list[str]:
    return [url for url in tab.requests if "/search/" in url or "/search." in url]


def type_in(page: Page, text: str) -> None:
    page.fill(INPUT, text)
    expect(page.locator(".qj-search__list")).to_have_attribute("data-query", text)
    expect(page.locator(STATUS)).to_contain_text("找到")


@pytest.mark.parametrize("key", ["/", "Control+k", "click"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_nothing_is_fetched_before_the_search_is_opened(
    visit: Callable[..., Visit], address: str, size: str, key: str
) -> None:
    tab = visit(size)
    page = tab.open(address + STANDARD)
    assert of_index(tab) == []
    if key == "click":
        page.get_by_role("link", name="搜索").click()
    else:
        page.keyboard.press(key)
    expect(page.locator(INPUT)).to_be_focused()
    type_in(page, "续水")
    expect(page.locator(f"{OPTION} mark").first).to_have_text("续水")
    assert of_index(tab) != []
    page.keyboard.press("Escape")
    expect(page.locator(INPUT)).not_to_be_visible()
    assert tab.problems == []


def test_keyboard_chooses_and_the_page_marks_the_words(
    visit: Callable[..., Visit], address: str
) -> None:
    tab = visit("desktop")
    page = tab.open(address)
    page.keyboard.press("/")
    type_in(page, "不应触及杯口")
    expect(page.locator(f"{OPTION} mark").first).to_have_text("不应触及杯口")
    page.keyboard.press("ArrowDown")
    active = page.locator(INPUT).get_attribute("aria-activedescendant")
    chosen = page.locator(f"[id='{active}']")
    expect(chosen).to_have_attribute("aria-selected", "true")
    target = chosen.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url("**h=*")
    assert target.split("?")[0].split("/")[-2] in page.url
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"[id='{anchor}'] mark").first).to_be_visible()
    words = page.locator(f"[id='{anchor}'] mark").all_inner_texts()
    assert set(words) == {"不应触及杯口"}
    page.go_back()
    page.keyboard.press("/")
    expect(page.locator(".qj-search .qj-filter").first).to_have_text("不应触及杯口")


def test_a_half_written_word_asks_for_nothing(visit: Callable[..., Visit], address: str) -> None:
    """The events of an input method: letters first, the word when it is chosen."""
    tab = visit("desktop")
    page = tab.open(address)
    page.keyboard.press("/")
    expect(page.locator(INPUT)).to_be_focused()
    session = page.context.new_cdp_session(page)
    for letters in ("x", "xu", "xu s", "xu sh", "xu shui"):
        session.send(
            "Input.imeSetComposition", {"text": letters, "selectionStart": 0, "selectionEnd": 0}
        )
        page.wait_for_timeout(120)
        expect(page.locator(OPTION)).to_have_count(0)
    assert not any("/p" in url.rsplit("search", 1)[-1] for url in of_index(tab))
    session.send("Input.insertText", {"text": "续水"})
    expect(page.locator(STATUS)).to_contain_text("找到")
    assert page.locator(INPUT).input_value() == "续水"
    expect(page.locator(f"{OPTION} mark").first).to_have_text("续水")


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("hycsfw", "会议茶水服务规程"),
        ("chashui", "茶水服务"),
        ("24421.4", "服务业组织标准化工作指南"),
        ("会仪茶水服务", "会议茶水服务"),
        ("會議茶水", "会议茶水服务"),
        ("倒水", "续水"),
    ],
)
def test_what_people_type_is_found(
    visit: Callable[..., Visit], address: str, query: str, title: str
) -> None:
    page = visit("desktop").open(address)
    page.keyboard.press("/")
    type_in(page, query)
    assert title in page.locator(f"{OPTION} .qj-hit__title").first.inner_text()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_results_page_can_be_shared_and_filtered(
    visit: Callable[..., Visit], address: str, size: str
) -> None:
    tab = visit(size)
    page = tab.open(f"{address}search/?q=会议")
    expect(page.locator("[data-qj-results] [role=status]")).to_contain_text("找到")
    hits = page.locator(".qj-hits li")
    first = hits.count()
    assert first == 20
    page.get_by_role("button", name="再看").click()
    assert hits.count() > first
    page.locator("[data-filters]").evaluate("details => { details.open = true; }")
    page.get_by_role("button", name="图册").click()
    expect(page.locator("input[name=q]")).to_have_value("会议 类型:图册")
    expect(hits.locator(".qj-hit__kind").first).to_have_text("图册")
    assert set(hits.locator(".qj-hit__kind").all_inner_texts()) == {"图册"}
    assert "%E7%B1%BB%E5%9E%8B" in page.url
    page.reload()
    expect(hits.first).to_be_visible()
    assert set(hits.locator(".qj-hit__kind").all_inner_texts()) == {"图册"}
    assert tab.overflow <= 0
    assert tab.problems == []


def test_nothing_found_offers_what_is_near(visit: Callable[..., Visit], address: str) -> None:
    page = visit("phone").open(address)
    page.get_by_role("link", name="搜索").tap()
    page.fill(INPUT, "鑫绿犇化")
    expect(page.locator(STATUS)).to_contain_text("没有找到")
    expect(page.locator(f"{OPTION} .qj-hit__title").first).to_contain_text("绿")
    page.fill(INPUT, "龘龘龘")
    expect(page.locator(STATUS)).to_contain_text("换一个短一点的词")
    expect(page.locator(OPTION)).to_have_count(0)


def test_a_superseded_standard_says_so(visit: Callable[..., Visit], address: str) -> None:
    page = visit("desktop").open(f"{address}search/?q=室内保洁作业规程")
    titles = page.locator(".qj-hits li")
    expect(titles.first).to_be_visible()
    states = [item for item in titles.all_inner_texts() if "Q/QEJ BZ202.1" in item]
    assert "被代替" not in states[0]
    assert "被代替" in states[1]


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"'><b>", ".*+?^${}()|[]\\",
    "%00%ff", "\u202e\u202dabc", "😀🧑‍🚒", "\ud800", "续\udc00水", "，。！", "类型:没有",
    "constructor", "__proto__", "toString 续水", "\"", "“", "“”", "-", "//", "甲" * 10_000,
    " " * 500, "a" * 10_000, "続水", "ü", "'",
]  # fmt: skip


def test_hostile_queries_do_no_harm(visit: Callable[..., Visit], address: str) -> None:
    tab = visit("desktop")
    page = tab.open(address)
    page.keyboard.press("/")
    expect(page.locator(INPUT)).to_be_focused()
    page.evaluate("document.querySelector('#qj-search-input').removeAttribute('maxlength')")
    rng = random.Random(9)
    ranges = ((32, 127), (0x4E00, 0x9FA5), (0x2000, 0x3100))
    fuzz = [
        "".join(chr(rng.randrange(*rng.choice(ranges))) for _ in range(rng.randrange(1, 30)))
        for _ in range(60)
    ]
    for query in [*HOSTILE, *fuzz]:
        page.evaluate(
            "text => { const input = document.querySelector('#qj-search-input');"
            " input.value = text; input.dispatchEvent(new InputEvent('input')); }",
            json.loads(json.dumps(query)),
        )
        page.wait_for_timeout(130)
        expect(page.locator(".qj-search script, .qj-search img, .qj-search b")).to_have_count(0)
    type_in(page, "续水")
    assert tab.problems == []


def test_a_lost_file_is_told_and_the_rest_is_found(
    visit: Callable[..., Visit], address: str
) -> None:
    page = visit("desktop").open(address)
    page.route("**/search/*/p*.js", lambda route: route.fulfill(body="damaged(", status=200))
    page.keyboard.press("/")
    type_in(page, "续水")
    expect(page.locator(STATUS)).to_contain_text("有一部分索引没有读到")
    expect(page.locator(f"{OPTION} .qj-hit__title").first).to_contain_text("续水")
    page.unroute("**/search/*/p*.js")
    page.fill(INPUT, "续水 茶杯")
    expect(page.locator(STATUS)).not_to_contain_text("没有读到")


def test_without_the_index_the_search_says_so(visit: Callable[..., Visit], address: str) -> None:
    page = visit("desktop").open(address)
    page.route("**/search/index.js", lambda route: route.abort())
    page.keyboard.press("/")
    page.fill(INPUT, "续水")
    expect(page.locator(STATUS)).to_contain_text("搜索暂时不能用")
    page.unroute("**/search/index.js")
    page.fill(INPUT, "续水间隔")
    expect(page.locator(STATUS)).to_contain_text("找到")


def test_the_stick_finds_the_same_as_the_server(
    visit: Callable[..., Visit], address: str, usb: Path
) -> None:
    found = []
    for start in (address, (usb / "index.html").as_uri()):
        page = visit("desktop").open(start)
        titles = []
        page.keyboard.press("/")
        for query in ("续水", "茶水温度", "hcbt", "gbt1.1", '"七至八分满"', "倒水"):
            type_in(page, query)
            expect(page.locator(f"{OPTION} .qj-hit__text").first).not_to_be_empty()
            titles.append(page.locator(f"{OPTION} .qj-hit__title").all_inner_texts())
        found.append(titles)
    assert found[0] == found[1]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**h=*")
    assert page.url.startswith("file:")
    expect(page.locator("article mark").first).to_be_visible()
