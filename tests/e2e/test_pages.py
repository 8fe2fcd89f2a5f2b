"""Every kind of page loads cleanly: no error, no violation of the CSP, nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit

PAGES = [
    "",
    "standards/",
    "standards/std-q-qej-bz201.3-2026/",
    "standards/std-gb-2894-2008/",
    "courses/",
    "courses/kc-27/",
    "courses/kc-01/",
    "manuals/",
    "manuals/tc-chashui/",
    "videos/",
    "places/",
    "places/sj-chashui/",
    "signs/bs-chashui/",
    "assessments/",
    "assessments/questions/tk-chashui/",
    "assessments/checklists/kh-chashui/",
    "coverage/",
    "lifecycle/",
    "quantities/",
    "redlines/std-q-qej-bz202.1-2026--std-q-qej-bz202.1-2025/",
    "standards/std-q-qej-ty102-2026/",
    "systems/",
    "traceability/",
    "lecturers/",
    "lecturers/js-001/",
    "terms/",
    "terms/term-xushui/",
    "sessions/",
    "sessions/qs-2026-01/",
    "organisations/",
    "themes/",
    "roles/",
    "help/",
    "help/authoring/",
    "help/codes/",
    "help/fields/",
    "help/blocks/",
    "help/from-word/",
    "404.html",
]


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("path", PAGES)
def test_page_loads_cleanly_under_the_strict_csp(
    visit: Callable[..., Visit], address: str, path: str, size: str
) -> None:
    tab = visit(size)
    page = tab.open(address + path)
    page.wait_for_load_state("networkidle")
    assert tab.problems == []
    assert [url for url in tab.requests if not url.startswith((address, "data:"))] == []
    expect(page.locator("h1")).to_have_count(1)
    assert tab.overflow <= 0


@pytest.mark.parametrize("path", PAGES)
def test_page_reads_without_scripts(visit: Callable[..., Visit], address: str, path: str) -> None:
    page = visit("phone", scripts=False).open(address + path)
    expect(page.locator("h1").first).to_be_visible()
    hidden = page.locator("article [hidden]").count()
    assert hidden == 0


def test_usb_edition_opens_from_disk(visit: Callable[..., Visit], usb: Path) -> None:
    tab = visit("desktop")
    page = tab.open((usb / "index.html").as_uri())
    page.get_by_role("link", name="标准", exact=True).first.click()
    page.get_by_role("link", name="会议茶水服务规程", exact=True).first.click()
    page.wait_for_load_state("load")
    expect(page).to_have_url(re.compile(r"standards/std-q-qej-bz201\.3-2026\.html$"))
    expect(page.locator("h1")).to_have_text("会议茶水服务规程")
    assert tab.problems == []
    assert [url for url in tab.requests if not url.startswith(("file:", "data:"))] == []
