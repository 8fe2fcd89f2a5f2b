"""axe finds nothing: pages as they come, and the assessments in the states that a trainee sees."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import ROOT, Visit

pytestmark = pytest.mark.slow

PAGES = (
    "",
    "mine/",
    "assessments/",
    "assessments/questions/tk-chashui/",
    "assessments/checklists/kh-chashui/",
    "sessions/qs-2026-01/",
    "videos/sp-chashui/",
    "places/sj-chashui/",
    "manuals/tc-chashui/",
    "signs/bs-chashui/",
    "updates/",
    "courses/kc-27/",
    "standards/std-q-qej-bz201.3-2026/",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def axe() -> str:
    path = Path(ROOT / "frontend/node_modules/axe-core/axe.min.js")
    if not path.exists():
        subprocess.run(["npm", "ci"], cwd=ROOT / "frontend", check=True, capture_output=True)
    return path.read_text("utf-8")


def faults(page: Page, axe: str) -> list[str]:
    """What axe finds; a link that only the bar at the foot covers is looked at when it is not."""
    page.evaluate(axe)
    found = page.evaluate(
        """async (tags) => {
          const done = await axe.run(document, { runOnly: { type: "tag", values: tags } });
          const found = [];
          for (const { id, nodes } of done.violations)
            for (const { html, target } of nodes) {
              const element = document.querySelector(target[0]);
              if (id === "target-size" && element) {
                element.scrollIntoView({ block: "center", behavior: "instant" });
                const again = await axe.run(element, { runOnly: { type: "rule", values: [id] } });
                if (!again.violations.length) continue;
              }
              found.push(`${id}: ${html.slice(0, 160)}`);
            }
          return found;
        }""",
        RULES,
    )
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("path", PAGES)
def test_pages(visit: Callable[..., Visit], intranet: str, axe: str, path: str, size: str) -> None:
    page = visit(size).open(intranet + path)
    page.wait_for_timeout(400)
    assert faults(page, axe) == []


@pytest.mark.parametrize("display", [{"scheme": "dark"}, {"elder": True}], ids=["dark", "elder"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_as_readers_choose_them(
    visit: Callable[..., Visit], intranet: str, axe: str, path: str, display: dict[str, object]
) -> None:
    page = visit("phone").open(intranet + path)
    page.evaluate("(d) => __md_set('qj-display', d)", display)
    page.reload()
    page.wait_for_timeout(400)
    assert faults(page, axe) == []


def test_questions_that_were_answered(visit: Callable[..., Visit], intranet: str, axe: str) -> None:
    page = visit("phone").open(f"{intranet}assessments/questions/tk-chashui/")
    page.wait_for_selector("qj-quiz[data-ready]", state="attached")
    for name in ("q1", "q5", "q17"):
        page.locator(f"#{name} input").first.check()
        page.locator(f"#{name} .qj-question__submit").tap()
    page.locator("#q12 input").fill("7")
    page.locator("#q12 .qj-question__submit").tap()
    assert faults(page, axe) == []
    page.locator(".qj-quiz__paper").last.tap()
    assert faults(page, axe) == []
    page.locator(".qj-quiz__bar .qj-button--main").tap()
    page.locator(".qj-quiz__bar .qj-button--main").tap()
    page.wait_for_selector(".qj-quiz__result:not([hidden])")
    assert faults(page, axe) == []
    page.goto(f"{intranet}mine/")
    page.wait_for_selector("qj-mine[data-ready]", state="attached")
    page.get_by_role("button", name="出示二维码").first.tap()
    assert faults(page, axe) == []


def test_a_sheet_that_is_being_filled_in(
    visit: Callable[..., Visit], intranet: str, axe: str
) -> None:
    page = visit("phone").open(f"{intranet}assessments/checklists/kh-chashui/")
    page.get_by_role("button", name="开始评分").tap()
    page.locator(".qj-exam__button").first.tap()
    assert faults(page, axe) == []
