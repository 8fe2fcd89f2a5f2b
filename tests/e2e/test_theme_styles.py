"""Our pages look the same with the part of the theme's styles that they load as with all of it."""

from __future__ import annotations

import json
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

# What the browser made of every style, for one element of each kind that stands in the same place:
# exact where pictures differ by how a busy machine happens to paint.
_LOOKS = """() => {
  const looks = {};
  for (const element of document.querySelectorAll("body, body *")) {
    if (element.closest("svg") && element.localName !== "svg") continue;
    const path = [];
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      path.unshift([e.localName, ...[...e.classList].sort()].join("."));
    }
    const name = path.join(" > ");
    if (name in looks) continue;
    looks[name] = {};
    for (const part of ["", "::before", "::after"]) {
      const style = getComputedStyle(element, part || null);
      if (part && (style.content === "none" || style.content === "normal")) continue;
      for (const property of style) {
        if (property.startsWith("--")) continue; // a name for a value that others use
        looks[name][part + property] = style.getPropertyValue(property);
      }
    }
  }
  return JSON.stringify(looks); // a text crosses to the test much faster than an object
}"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The own site with content tabs turned on, which needs all styles of the theme."""
    folder = copy_own(tmp_path_factory.mktemp("whole") / "site")
    config = folder / "mkdocs-base.yml"
    text = config.read_text("utf-8")
    text = text.replace("  - sane_lists\n", "  - sane_lists\n  - pymdownx.tabbed\n")
    config.write_text(text, "utf-8")
    return build(folder, tmp_path_factory.mktemp("whole-built") / "site")


def looks(page: Page) -> dict[str, dict[str, str]]:
    """What the page looks like when a busy machine has come to rest."""
    found = ""
    for _ in range(20):
        page.wait_for_timeout(500)
        before, found = found, page.evaluate(_LOOKS)
        if found == before:
            looked: dict[str, dict[str, str]] = json.loads(found)
            return looked
    raise AssertionError(f"{page.url} does not come to rest")


def difference(one: dict[str, dict[str, str]], other: dict[str, dict[str, str]]) -> list[str]:
    """``element property: value → value`` for everything that is not the same."""
    assert set(one) == set(other)
    return [
        f"{name} {key}: {one[name].get(key)} → {other[name].get(key)}"
        for name in one
        for key in sorted({*one[name], *other[name]})
        if one[name].get(key) != other[name].get(key)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "scheme"), [("phone", "light"), ("desktop", "light"), ("desktop", "dark")]
)
def test_a_page_looks_the_same(
    visit: Callable[..., Visit], address: str, whole: Path, size: str, scheme: str
) -> None:
    def opened(url: str) -> Page:
        """The page on a device that has read nothing yet."""
        page = visit(size).page
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(url)
        return page

    with serve(whole) as all_styles:
        for path in PAGES:
            ours, theirs = opened(address + path), opened(all_styles + path)
            part = looks(ours)
            assert "assets/material." in ours.content()
            assert "assets/stylesheets/main." not in ours.content()
            assert len(part) > 40
            assert difference(part, looks(theirs)) == [], path
            assert "assets/stylesheets/main." in theirs.content()
            ours.context.close()
            theirs.context.close()


@pytest.mark.slow
def test_a_rule_that_is_missing_would_be_seen(visit: Callable[..., Visit], address: str) -> None:
    page = visit("desktop").page
    page.goto(address + "standards/")
    before = looks(page)
    page.evaluate("document.querySelector('link[href*=\"material.\"]').disabled = true")
    assert difference(before, json.loads(page.evaluate(_LOOKS)))
