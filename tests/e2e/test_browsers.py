"""The search in the other two engines, at both sizes, over http and from a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.drivers import Browser, firefox, until, webkit

ENGINES = {"Firefox ESR": firefox, "WebKitGTK": webkit}
FIRST = (
    "const hit = document.querySelector('.qj-search [role=option]');"
    "return hit && hit.querySelector('.qj-hit__text').textContent"
    " && [hit.querySelector('.qj-hit__title').textContent, hit.querySelector('mark').textContent];"
)
ENTER, DOWN = "\ue007", "\ue015"


@pytest.fixture(scope="module", params=list(ENGINES))
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    with ENGINES[request.param]() as opened:
        yield opened


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 800)])
@pytest.mark.parametrize("over", ["http", "file"])
def test_search_finds_and_follows(
    browser: Browser, address: str, usb: Path, over: str, width: int, height: int
) -> None:
    browser.size(width, height)
    browser.open(address if over == "http" else (usb / "index.html").as_uri())
    until(browser, "return 'qjReady' in document.documentElement.dataset;")
    browser.press("/")
    until(browser, "return document.activeElement?.id === 'qj-search-input';")
    # As an input method does: letters that are no query yet, then the word.
    browser.run(
        "const input = document.activeElement;"
        "input.dispatchEvent(new CompositionEvent('compositionstart'));"
        "for (const text of ['x', 'xu', 'xu shui']) { input.value = text;"
        " input.dispatchEvent(new InputEvent('input', { isComposing: true })); }"
    )
    browser.run("return new Promise((done) => setTimeout(done, 300));")
    assert browser.run("return document.querySelectorAll('.qj-search [role=option]').length;") == 0
    browser.run(
        "const input = document.activeElement; input.value = '续水';"
        "input.dispatchEvent(new InputEvent('input', { isComposing: true }));"
        "input.dispatchEvent(new CompositionEvent('compositionend', { data: '续水' }));"
    )
    assert until(browser, FIRST) == ["续水", "续水"]
    browser.press(DOWN)
    browser.press(ENTER)
    until(browser, "return location.search.includes('h=') && document.readyState === 'complete';")
    assert until(browser, "return document.querySelector('article mark')?.textContent;") == "续水"


def test_letters_are_typed(browser: Browser, address: str) -> None:
    browser.open(f"{address}standards/")
    until(browser, "return 'qjReady' in document.documentElement.dataset;")
    browser.press("/")
    until(browser, "return document.activeElement?.id === 'qj-search-input';")
    browser.press("hycsfw")
    # The first letters find other titles for a moment.
    title = "return document.querySelector('.qj-hit__title')?.textContent.includes('会议茶水服务');"
    until(browser, title)
