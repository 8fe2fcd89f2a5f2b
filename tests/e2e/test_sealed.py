"""练习 banks: right and wrong are told, the page does not hold the answer in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.serving import serve
from tests.e2e.test_quiz import opened, question, said
from tests.sites.building import build, copy_own

pytestmark = pytest.mark.slow

BANK = "assessments/questions/tk-chashui/"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    site = copy_own(folder / "kb")
    page = site / "docs/assessments/questions/tk-chashui.md"
    page.write_text(page.read_text("utf-8").replace("级别: 自测", "级别: 练习"), "utf-8")
    return build(site, folder / "site")


def test_the_page_holds_no_answer(sealed: Path) -> None:
    html = (sealed / BANK / "index.html").read_text("utf-8")
    for told in (
        "答案：",
        "解析：",
        "qj-answer__feedback",
        "正确，液面在杯身",
        "&quot;right&quot;",
    ):
        assert told not in html
    assert "只防随手翻看" in html
    assert "&quot;sealed&quot;" in html


def test_answers_are_judged_all_the_same(visit: Callable[..., Visit], sealed: Path) -> None:
    tab = visit("phone")
    with serve(sealed) as address:
        page = opened(tab.page, address + BANK)
        one = question(page, "q1")
        one.locator(".qj-choice__label", has_text="九分满").tap()
        one.get_by_role("button", name="提交本题").tap()
        assert "答错了" in said(one)
        assert "正确答案" not in one.inner_text()
        expect(one.locator(".qj-answer__basis")).to_contain_text("5.3.2-c")
        one.get_by_role("button", name="再答一次").tap()
        one.locator(".qj-choice__label", has_text="七至八分满").tap()
        one.get_by_role("button", name="提交本题").tap()
        assert "答对了" in said(one)
        blank = question(page, "q13")
        blank.locator("input").fill("８０℃")
        blank.get_by_role("button", name="提交本题").tap()
        assert "答对了" in said(blank)
        pair = question(page, "q16")
        for select in pair.locator("select").all():
            select.select_option(index=1)
        pair.get_by_role("button", name="提交本题").tap()
        assert "答对一部分，1.25 / 5 分" in said(pair)
    assert tab.problems == []
