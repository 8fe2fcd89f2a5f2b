"""Our pages look the same with the part of the theme's styles that they load as with all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Visit
from tests.e2e.serving import serve
from tests.sites.building import build, copy_own

PAGES = (
    "",
    "standards/std-q-qej-ty102-2026/",
    "courses/kc-27/",
    "manuals/tc-baitai/",
    "assessments/questions/tk-chashui/",
    "assessments/checklists/kh-chashui/",
    "places/sj-chashui/",
    "standards/",
    "mine/",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The own site with content tabs turned on, which needs all styles of the theme."""
    folder = copy_own(tmp_path_factory.mktemp("whole") / "site")
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8")
    text = text.replace("  - sane_lists\n", "  - sane_lists\n  - pymdownx.tabbed\n")
    config.write_text(text, "utf-8")
    return build(folder, tmp_path_factory.mktemp("whole-built") / "site")


def seen(page: Page, url: str) -> bytes:
    """The page once two pictures of it are the same: a busy machine paints late."""
    page.goto(url)
    page.wait_for_timeout(700)
    main = page.locator("#qj-main")
    last = main.screenshot(animations="disabled")
    for _ in range(5):
        page.wait_for_timeout(300)
        again = main.screenshot(animations="disabled")
        if again == last:
            break
        last = again
    return last


@pytest.mark.slow
@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_looks_the_same(
    visit: Callable[..., Visit], address: str, whole: Path, size: str, scheme: str
) -> None:
    page = visit(size).page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    with serve(whole) as all_styles:
        for path in PAGES:
            part = seen(page, address + path)
            assert "assets/material." in page.content()
            assert "assets/stylesheets/main." not in page.content()
            assert part == seen(page, all_styles + path), path
            assert "assets/stylesheets/main." in page.content()
