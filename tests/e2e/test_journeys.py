"""What a trainee does: from home to a clause, its picture, its place, its question, and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit

STANDARD = "standards/std-q-qej-bz201.3-2026/"
# Its other four forms are still to be written.
WITHOUT_FORMS = "standards/std-q-qej-bz202.1-2025/"


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_from_home_to_clause_picture_place_question_and_back(
    visit: Callable[..., Visit], address: str, size: str
) -> None:
    tab = visit(size)
    page = tab.open(address)
    page.locator("article").get_by_role("link", name="会议茶水服务规程").first.click()
    page.wait_for_url(f"{address}{STANDARD}*")

    clause = page.locator("section.qj-clause").filter(has=page.locator(".qj-mark--manual")).first
    number = clause.get_attribute("id")
    clause.locator(".qj-mark--manual").first.scroll_into_view_if_needed()
    clause.locator(".qj-mark--manual").first.click()
    if "/manuals/" not in page.url:  # several pictures: the list below the standard
        page.locator(f"[id='links-{number}'] a[href*='manuals/']").first.click()
    page.wait_for_url("**/manuals/tc-chashui/**")
    expect(page.locator("section.qj-step svg").first).to_be_visible()

    back = page.locator("section.qj-step a.qj-ref--clause").first
    back.click()
    page.wait_for_url(f"{address}{STANDARD}#*")
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"[id='{anchor}']")).to_be_visible()

    page.goto(f"{address}places/sj-chashui/")
    expect(page.get_by_text("定流线").first).to_be_visible()
    page.locator("a[href*='std-q-qej-bz201.3-2026']").first.click()
    page.wait_for_url(f"{address}{STANDARD}*")

    page.goto(f"{address}assessments/questions/tk-chashui/")
    question = page.locator("section.qj-question").first
    expect(question.locator(".qj-answer__key")).to_be_hidden()
    question.locator("input").first.check()
    question.get_by_role("button", name="提交本题").click()
    expect(question.locator(".qj-answer__key")).to_be_visible()
    question.locator(".qj-answer__basis a").first.click()
    page.wait_for_url(f"{address}{STANDARD}#*")
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"[id='{anchor}']")).to_be_visible()
    assert tab.problems == []


def test_a_clause_is_cited_over_plain_http(visit: Callable[..., Visit], address: str) -> None:
    page = visit("desktop").open(f"{address}{STANDARD}#5.3.1")
    page.evaluate("window.copied = ''")
    page.evaluate(
        "document.addEventListener('copy', () => { window.copied = getSelection().toString(); })"
    )
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    button = page.locator("[id='5.3.1'] .qj-cite").first
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_text("已复制")
    assert page.evaluate("window.copied") == "Q/QEJ BZ201.3—2026《会议茶水服务规程》5.3.1"


@pytest.mark.parametrize("how", ["hover", "focus", "tap"])
def test_a_term_shows_its_definition(visit: Callable[..., Visit], address: str, how: str) -> None:
    page = visit("phone" if how == "tap" else "desktop").open(address + STANDARD)
    term = page.locator("a.qj-term").first
    term.scroll_into_view_if_needed()
    if how == "hover":
        term.hover()
    elif how == "focus":
        term.focus()
    else:
        term.tap()
    bubble = page.get_by_role("tooltip")
    expect(bubble).to_be_visible()
    assert term.get_attribute("data-definition") in bubble.inner_text()
    assert page.url.startswith(address + STANDARD)
    box = bubble.bounding_box()
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    page.keyboard.press("Escape")
    expect(bubble).to_be_hidden()


def test_a_page_prints_at_the_press_of_a_button(visit: Callable[..., Visit], address: str) -> None:
    page = visit("desktop").open(address + STANDARD)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="打印本页").click()
    assert page.evaluate("window.printed")


def test_five_forms_are_tabs_and_an_empty_one_says_so(
    visit: Callable[..., Visit], address: str
) -> None:
    page = visit("desktop").open(address + WITHOUT_FORMS)
    tabs = page.get_by_role("tab")
    assert [name.split()[0][:2] for name in tabs.all_inner_texts()] == [
        "文本", "图册", "视频", "环境", "考核",
    ]  # fmt: skip
    page.get_by_role("tab", name="视频").click()
    expect(page.get_by_role("tabpanel", name="视频").get_by_text("待补").first).to_be_visible()
    expect(page.locator("section.qj-clause").first).to_be_hidden()


def test_a_deep_link_opens_the_tab_that_holds_it(visit: Callable[..., Visit], address: str) -> None:
    page = visit("phone").open(f"{address}{STANDARD}#5.3.2")
    expect(page.locator("[id='5.3.2']")).to_be_visible()


def test_tabs_obey_the_keyboard(visit: Callable[..., Visit], address: str) -> None:
    page = visit("desktop").open(address + STANDARD)
    page.get_by_role("tab", name="文本").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="图册")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tabpanel", name="图册")).to_be_visible()


def test_register_filters_and_sorts(visit: Callable[..., Visit], address: str) -> None:
    page = visit("desktop").open(address + "courses/")
    rows = page.locator("qj-register tbody tr:visible")
    expect(rows).to_have_count(31)
    page.locator("qj-register input[type=search], qj-register input[type=text]").first.fill("绿化")
    page.wait_for_function(
        "document.querySelectorAll('qj-register tbody tr:not([hidden])').length < 31"
    )
    shown = rows.all_inner_texts()
    assert 2 <= len(shown) < 31
    assert all("绿化" in row for row in shown)


def test_register_sorts_by_a_column(visit: Callable[..., Visit], address: str) -> None:
    page = visit("desktop").open(address + "courses/")
    header = page.locator("qj-register th").first
    first = page.locator("qj-register tbody tr").first
    before = first.inner_text()
    header.locator("button").click()
    header.locator("button").click()
    assert first.inner_text() != before


def test_short_address_leads_to_the_record(visit: Callable[..., Visit], address: str) -> None:
    page = visit("phone").open(address + "q/tc-chashui/")
    page.wait_for_url("**/manuals/tc-chashui/")
    assert page.locator("section.qj-step").count() >= 6
