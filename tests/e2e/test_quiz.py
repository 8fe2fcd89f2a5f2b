"""Questions as a trainee answers them: by finger, by keyboard, in three engines, plain http."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Visit, stored, wait_until
from tests.e2e.drivers import firefox, until, webkit

pytestmark = pytest.mark.slow

BANK = "assessments/questions/tk-chashui/"


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    page.wait_for_selector("qj-quiz[data-ready]", state="attached")
    return page


def question(page: Page, name: str) -> Locator:
    return page.locator(f"section.qj-question#{name}")


def choose(section: Locator, text: str) -> None:
    section.locator(".qj-choice__label", has_text=text).tap()


def said(section: Locator) -> str:
    return section.locator(".qj-question__said").inner_text()


def statements(page: Page) -> list[dict[str, Any]]:
    """The results that the device keeps, oldest first."""
    return stored(page, "xapi:")


def test_each_type_is_answered_on_a_phone(visit: Callable[..., Visit], intranet: str) -> None:
    tab = visit("phone")
    page = opened(tab.page, intranet + BANK)
    one = question(page, "q1")
    choose(one, "五至六分满")
    one.get_by_role("button", name="提交本题").tap()
    assert "答错了，0 / 5 分" in said(one)
    expect(one).to_contain_text("✗ 您选的")
    expect(one).to_contain_text("✓ 正确答案")
    assert "偏少" in one.inner_text() and "热水会溢到" not in one.inner_text()
    links = one.locator(".qj-answer__basis a")
    expect(links.nth(0)).to_contain_text("5.3.2-c")
    assert any("sp-chashui" in str(link.get_attribute("href")) for link in links.all())
    one.get_by_role("button", name="再答一次").tap()
    choose(one, "七至八分满")
    one.get_by_role("button", name="提交本题").tap()
    assert "答对了，5 / 5 分" in said(one)

    order = question(page, "q15")
    wanted = ["看杯", "端杯离桌", "倒水：", "倒至七", "茶杯放回", "盖好杯盖"]
    for place, text in enumerate(wanted):
        for _ in range(6):
            at = [line.strip() for line in order.locator(".qj-order__text").all_inner_texts()]
            now = next(n for n, line in enumerate(at) if line.startswith(text))
            if now == place:
                break
            order.get_by_role("button", name=f"上移：{text}").tap()
    order.get_by_role("button", name="提交本题").tap()
    assert "答对了" in said(order)

    pair = question(page, "q16")
    for left, right in (("首次奉茶", "会前3"), ("相邻", "15 min～20"), ("逐壶", "会前15")):
        select = pair.locator(".qj-choice", has_text=left).locator("select")
        option = select.locator("option", has_text=right).first.get_attribute("value")
        select.select_option(option)
    pair.get_by_role("button", name="提交本题").tap()
    assert "答对一部分，3.75 / 5 分" in said(pair)

    spots = question(page, "q17")
    spots.get_by_role("button", name="图上 A 处").tap()
    choose(spots, "杯盖没有盖")
    assert spots.locator(".qj-spot[aria-pressed=true]").count() == 2
    spots.get_by_role("button", name="提交本题").tap()
    assert "答对了" in said(spots)

    blank = question(page, "q14")
    blank.locator("input.qj-blank").nth(0).fill("３ 只")
    blank.locator("input.qj-blank").nth(1).fill("26")
    blank.get_by_role("button", name="提交本题").tap()
    assert "答对一部分，2.5 / 5 分" in said(blank)

    wait_until(page, lambda: len(statements(page)) >= 6)
    kept = statements(page)
    assert [s["object"]["id"].rpartition(":")[2] for s in kept] == [
        "q1",
        "q1",
        "q15",
        "q16",
        "q17",
        "q14",
    ]
    first = next(s for s in kept if s["object"]["id"].endswith("tk-chashui:q1"))
    assert first["result"]["score"] == {"scaled": 0, "raw": 0, "min": 0, "max": 5}
    clause = first["context"]["contextActivities"]["other"][0]["id"]
    assert clause == "urn:qinejia:std-q-qej-bz201.3-2026:5.3.2-c"
    assert len(first["context"]["extensions"]["urn:qinejia:wording"]) == 8
    assert tab.overflow == 0
    assert tab.problems == []


def test_an_unanswered_question_is_not_marked(visit: Callable[..., Visit], intranet: str) -> None:
    page = opened(visit("phone").page, intranet + BANK)
    one = question(page, "q1")
    one.get_by_role("button", name="提交本题").tap()
    assert said(one) == "还没有作答。"
    expect(one.locator("details")).to_be_hidden()
    assert statements(page) == []


def start(page: Page, name: str) -> None:
    page.locator(".qj-quiz__paper", has_text=name).click()
    page.wait_for_selector(".qj-quiz__bar:not([hidden])")


def shown(page: Page) -> list[str]:
    return [str(q.get_attribute("id")) for q in page.locator(".qj-question:not([hidden])").all()]


def test_an_exam_survives_a_reload_and_is_handed_in_once(
    visit: Callable[..., Visit], intranet: str
) -> None:
    tab = visit("desktop")
    page = opened(tab.page, intranet + BANK)
    start(page, "结业测验")
    drawn = shown(page)
    assert len(drawn) == 9
    first = question(page, drawn[0])
    expect(first.get_by_role("button", name="提交本题")).to_be_hidden()
    order = first.locator(".qj-choice").all_inner_texts()
    first.locator("input").first.check()
    wait_until(page, lambda: any(run and run["answers"] for run in stored(page, "exam:")))
    page.reload()
    page.wait_for_selector("qj-quiz[data-ready]", state="attached")
    assert shown(page) == drawn
    assert question(page, drawn[0]).locator(".qj-choice").all_inner_texts() == order
    assert question(page, drawn[0]).locator("input").first.is_checked()
    expect(page.locator(".qj-quiz__clock")).to_contain_text("剩余 1")
    page.get_by_role("button", name="交卷").click()
    page.get_by_role("button", name="还有 8 题没答，仍要交卷").click()
    page.wait_for_selector(".qj-quiz__result:not([hidden])")
    expect(page.locator(".qj-quiz__result")).to_contain_text("结业测验：不合格")
    assert page.locator(".qj-bars li").count() >= 3
    kept = statements(page)
    assert [s["verb"]["id"].rpartition("/")[2] for s in kept].count("answered") == 9
    assert [s["verb"]["id"].rpartition("/")[2] for s in kept].count("failed") == 1
    page.reload()
    page.wait_for_selector("qj-quiz[data-ready]", state="attached")
    assert len(shown(page)) == 17
    assert tab.problems == []


def test_the_clock_hands_in(visit: Callable[..., Visit], intranet: str) -> None:
    page = visit("phone").page
    page.clock.install()
    opened(page, intranet + BANK)
    start(page, "结业测验")
    page.clock.fast_forward(14 * 60_000)
    assert "剩余 1:00" in page.inner_text(".qj-quiz__clock") or "0:5" in page.inner_text(
        ".qj-quiz__clock"
    )
    page.clock.fast_forward(61_000)
    page.wait_for_selector(".qj-quiz__result:not([hidden])")
    expect(page.locator(".qj-quiz__result")).to_contain_text("时间到，已自动交卷")


def test_a_paper_ends_after_its_attempts(visit: Callable[..., Visit], intranet: str) -> None:
    page = opened(visit("desktop").page, intranet + BANK)
    for _ in range(3):
        start(page, "结业测验")
        page.locator(".qj-quiz__bar .qj-button--main").click()
        page.locator(".qj-quiz__bar .qj-button--main").click()
        page.wait_for_selector(".qj-quiz__result:not([hidden])")
        page.get_by_role("button", name="返回全部题目").click()
    page.locator(".qj-quiz__paper", has_text="结业测验").click()
    page.wait_for_selector(".qj-quiz__message:not([hidden])")
    expect(page.locator(".qj-quiz__message")).to_contain_text("最多答 3 次，您已经答过 3 次")


def test_everything_works_by_keyboard(visit: Callable[..., Visit], address: str) -> None:
    page = opened(visit("desktop").page, address + BANK)
    one = question(page, "q1")
    one.locator("input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "答对了" in said(one)
    order = question(page, "q15")
    line = order.locator(".qj-choice").nth(2)
    text = line.locator(".qj-order__text").inner_text()
    line.get_by_role("button", name="上移").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(order.locator(".qj-order__text").first).to_have_text(text)
    assert "上移" in str(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    spot = question(page, "q17").locator(".qj-spot").first
    spot.focus()
    page.keyboard.press("Space")
    expect(spot).to_have_attribute("aria-pressed", "true")


def test_targets_are_large_enough_for_a_thumb(visit: Callable[..., Visit], intranet: str) -> None:
    page = opened(visit("phone").page, intranet + BANK)
    small = page.evaluate(
        """() => [...document.querySelectorAll(
             "qj-quiz button:not(.qj-spot), .qj-choice__label, .qj-blank, .qj-pair, qj-who button")]
           .filter((e) => e.offsetParent)
           .map((e) => [e.textContent.trim().slice(0, 20), e.getBoundingClientRect()])
           .filter(([, box]) => box.height < 43.5)
           .map(([text]) => text)"""
    )
    assert small == []


def test_without_scripts_the_bank_can_be_read(visit: Callable[..., Visit], address: str) -> None:
    page = visit("phone", scripts=False).open(address + BANK)
    text = page.inner_text("main")
    assert "七至八分满" in text and "查看答案和依据" in text
    expect(page.locator(".qj-choices--order li")).to_have_count(6)


def test_two_tabs_lose_nothing(visit: Callable[..., Visit], intranet: str) -> None:
    tab = visit("desktop")
    page = opened(tab.page, intranet + BANK)
    other = opened(page.context.new_page(), intranet + BANK)
    for tabbed, name in ((page, "q1"), (other, "q2"), (page, "q3"), (other, "q4")):
        section = question(tabbed, name)
        section.locator("input").nth(1).check()
        section.get_by_role("button", name="提交本题").click()
        section.locator(".qj-question__said:not(:empty)").wait_for()
    wait_until(page, lambda: len(statements(page)) >= 4)
    assert len(statements(page)) == 4


def test_a_device_that_keeps_nothing_says_so(visit: Callable[..., Visit], intranet: str) -> None:
    page = visit("desktop").page
    page.add_init_script(
        """Object.defineProperty(window, "indexedDB", { get() { throw new Error("no"); } });
           Object.defineProperty(window, "localStorage", { get() { throw new Error("no"); } });"""
    )
    opened(page, intranet + BANK)
    one = question(page, "q1")
    one.locator("input").first.check()
    one.get_by_role("button", name="提交本题").click()
    page.wait_for_selector(".qj-quiz__message:not([hidden])")
    expect(page.locator(".qj-quiz__message")).to_contain_text("关闭页面后记录就没有了")


def test_a_full_device_says_so(visit: Callable[..., Visit], intranet: str) -> None:
    page = visit("desktop").page
    page.add_init_script(
        """const put = IDBObjectStore.prototype.put;
           IDBObjectStore.prototype.put = function (value, key) {
             const isOurs = String(key).startsWith("xapi:");
             if (isOurs) throw new DOMException("full", "QuotaExceededError");
             return put.call(this, value, key);
           };"""
    )
    opened(page, intranet + BANK)
    one = question(page, "q1")
    one.locator("input").nth(1).check()
    one.get_by_role("button", name="提交本题").click()
    page.wait_for_selector(".qj-quiz__message:not([hidden])")
    expect(page.locator(".qj-quiz__message")).to_contain_text("存储空间满了")
    assert "答对了" in said(one)


def test_records_of_two_people_stay_apart(visit: Callable[..., Visit], intranet: str) -> None:
    page = opened(visit("phone").page, intranet + BANK)
    for which, name in enumerate(("示例甲", "示例乙")):
        page.locator("qj-who button").tap()
        page.get_by_label("姓名或工号").fill(name)
        page.get_by_role("button", name="确定").tap()
        page.wait_for_selector(f"qj-who:has-text('{name}')")
        page.wait_for_selector("qj-quiz[data-ready]", state="attached")
        one = question(page, "q1")
        one.locator(".qj-choice__label").nth(which).tap()
        one.get_by_role("button", name="提交本题").tap()
        one.locator(".qj-question__said:not(:empty)").wait_for()
        wait_until(page, lambda: len(statements(page)) > which)  # noqa: B023
    kept = statements(page)
    assert len({s["actor"]["account"]["name"] for s in kept}) == 2
    assert "示例" not in json.dumps([s["actor"] for s in kept], ensure_ascii=False)


ENGINES = {"Firefox ESR": firefox, "WebKitGTK": webkit}


@pytest.mark.parametrize("engine", ENGINES)
def test_other_engines_mark_and_keep(engine: str, port: int) -> None:
    with ENGINES[engine]() as browser:
        browser.open(f"http://127.0.0.1:{port}/{BANK}")
        until(browser, "return !!document.querySelector('qj-quiz[data-ready]')")
        browser.run("document.querySelector('#q1 input[type=radio]').click()")
        browser.run("document.querySelector('#q1 .qj-question__submit').click()")
        until(browser, "return document.querySelector('#q1 .qj-question__said').textContent")
        assert "答错了" in str(
            browser.run("return document.querySelector('#q1 .qj-question__said').textContent")
        )


def test_from_a_folder(visit: Callable[..., Visit], usb: Any) -> None:
    page = opened(visit("desktop").page, (usb / BANK.rstrip("/")).with_suffix(".html").as_uri())
    one = question(page, "q1")
    one.locator("input").nth(1).check()
    one.get_by_role("button", name="提交本题").click()
    assert "答对了" in said(one)
    wait_until(page, lambda: statements(page))
    page.reload()
    page.wait_for_selector("qj-quiz[data-ready]", state="attached")
    assert len(statements(page)) == 1
