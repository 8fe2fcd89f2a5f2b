"""A practical test scored on a phone: large targets, clock, remark, photo, two assessors, paper."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import ROOT, Visit, stored, wait_until
from tests.e2e.test_quiz import statements

pytestmark = pytest.mark.slow

SHEET = "assessments/checklists/kh-chashui/"


def opened(page: Page, intranet: str) -> Page:
    page.goto(intranet + SHEET)
    page.wait_for_selector("qj-rubric[data-ready]", state="attached")
    return page


def card(page: Page, number: int) -> Locator:
    return page.locator(".qj-exam__item").nth(number - 1)


def score_all(page: Page, but: dict[int, str] | None = None) -> None:
    """Everything met, except the items in ``but``."""
    for number in range(1, page.locator(".qj-exam__item").count() + 1):
        item = card(page, number)
        what = (but or {}).get(number, "")
        if item.locator("input[inputmode=decimal]").count():
            bounds = item.inner_text()
            item.locator("input[inputmode=decimal]").fill(what or ("85" if "℃" in bounds else "4"))
        elif item.get_by_role("button", name="3 级").count():
            item.get_by_role("button", name=what or "3 级").tap()
        else:
            item.get_by_role("button", name=what or "达标", exact=True).tap()


def test_a_tea_service_is_scored_by_two_assessors_and_printed(
    visit: Callable[..., Visit], intranet: str, tmp_path: Path
) -> None:
    tab = visit("phone")
    page = opened(tab.page, intranet)
    page.get_by_role("button", name="开始评分").tap()
    expect(page.locator(".qj-exam__total")).to_contain_text("还有 14 项没评")
    score_all(page)
    card(page, 1).get_by_role("button", name="扣 1 分").tap()
    expect(card(page, 1)).to_contain_text("4 分")
    card(page, 1).get_by_label("备注").fill("工牌没有戴正")
    page.set_input_files("input[type=file] >> nth=0", ROOT / "docs/videos/sp-chashui.jpg")
    card(page, 1).locator("img.qj-exam__photo").wait_for()
    expect(page.locator(".qj-exam__total")).to_contain_text("99 / 100 分")
    wait_until(page, lambda: "工牌没有戴正" in str(stored(page, "rubric:")))
    page.reload()
    page.wait_for_selector("qj-rubric[data-ready]", state="attached")
    expect(page.locator(".qj-exam__total")).to_contain_text("99 / 100 分")
    assert card(page, 1).get_by_label("备注").input_value() == "工牌没有戴正"
    card(page, 1).locator("img.qj-exam__photo").wait_for()

    page.get_by_role("button", name="加考评员乙").tap()
    score_all(page, {4: "75", 7: "1 级"})
    expect(card(page, 4)).to_contain_text("✗ 不达标")
    page.get_by_role("button", name="完成，看结果").tap()
    page.wait_for_selector(".qj-exam__sheet h2")
    text = page.inner_text(".qj-exam__sheet")
    assert "会议茶水服务实操评分表：不合格" in text
    assert "一票否决" in text and "逐壶测温" in text
    assert "两名考评员有 3 项相差两成以上" in text
    assert "工牌没有戴正" in text
    expect(page.locator(".qj-radar")).to_have_count(1)
    expect(page.locator(".qj-exam__sheet .qj-bars li")).to_have_count(14)
    assert tab.overflow == 0
    (kept,) = statements(page)
    assert kept["verb"]["id"].endswith("/failed")
    items = kept["context"]["extensions"]["urn:qinejia:items"]
    assert len(items) == 14
    assert sum(item["points"] for item in items) / 100 == kept["result"]["score"]["raw"]
    paper = tmp_path / "result.pdf"
    page.pdf(path=paper, format="A4")
    command = ["pdftotext", "-layout", str(paper), "-"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "一票否决" in printed and "考评员（签名）" in printed
    assert tab.problems == []


def test_a_result_stands_at_the_clauses(visit: Callable[..., Visit], intranet: str) -> None:
    page = opened(visit("phone").page, intranet)
    page.get_by_role("button", name="开始评分").tap()
    score_all(page)
    page.get_by_role("button", name="完成，看结果").tap()
    page.wait_for_selector(".qj-exam__sheet h2")
    expect(page.locator(".qj-exam__sheet h2")).to_contain_text("合格")
    page.goto(f"{intranet}mine/")
    page.wait_for_selector("qj-mine[data-ready]", state="attached")
    expect(page.locator(".qj-heat__cell", has_text="5.1.3").first).to_contain_text("掌握")
    expect(page.locator("qj-mine")).to_contain_text("100 / 100 分")


def test_targets_are_made_for_a_thumb(visit: Callable[..., Visit], intranet: str) -> None:
    page = opened(visit("phone").page, intranet)
    page.get_by_role("button", name="开始评分").tap()
    boxes = page.evaluate(
        """() => [...document.querySelectorAll("qj-rubric button, qj-rubric .qj-blank")]
           .filter((e) => e.offsetParent)
           .map((e) => e.getBoundingClientRect())
           .filter(({ width, height }) => width < 43.5 || height < 43.5).length"""
    )
    assert boxes == 0
    page.get_by_role("button", name="放弃这次评分").tap()
    page.wait_for_selector(".qj-exam__item", state="detached")


def test_without_scripts_it_is_a_form(visit: Callable[..., Visit], address: str) -> None:
    page = visit("phone", scripts=False).open(address + SHEET)
    expect(page.locator("table.qj-rubric tbody tr")).to_have_count(14)
    expect(page.locator("table.qj-rubric")).to_contain_text("≥80 ℃")
