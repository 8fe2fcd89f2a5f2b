"""Figures of a search box in a real browser: bytes, seconds, memory, and what it finds."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlparse

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.search.engines import Engine
from bench.search.serving import Served

LINK = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 1_250_000,
    "uploadThroughput": 625_000,
}
"""10 Mbit/s down, 40 ms."""
SLOWER = 4
_WAIT = 60_000  # milliseconds

_PREPARE = """(parts) => {
  window.benchField = new Function(`return ${parts.field}`);
  window.benchHits = new Function(`return ${parts.hits}`);
  window.benchType = (text) => {
    const field = window.benchField();
    field.focus();
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, composed: true }));
  };
  window.benchFirst = (text, before, most = 40000) => new Promise((done) => {
    const start = performance.now();
    const look = () => {
      const hits = window.benchHits();
      if (hits.length && hits.join() !== before) done(performance.now() - start);
      else if (performance.now() - start > most) done(null);
      else requestAnimationFrame(look);
    };
    window.benchType(text);
    look();
  });
}"""


@dataclass(frozen=True)
class Figures:
    """Medians: KB and seconds to the first result, ms of the next query, MB of JS heap."""

    kilobytes: float
    first: float
    following: float
    heap: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        try:
            yield browser
        finally:
            browser.close()


def _open(
    browser: Browser, engine: Engine, address: str, start: str, slow: bool = False
) -> tuple[Page, CDPSession]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    session = page.context.new_cdp_session(page)
    if slow:
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address + (engine.page or start))
    page.evaluate(_PREPARE, {"field": engine.field, "hits": engine.hits})
    return page, session


def _show(page: Page, engine: Engine) -> None:
    for _ in range(_WAIT // 50):
        if page.evaluate("() => Boolean(window.benchField())"):
            return
        if engine.opener:
            page.keyboard.press(engine.opener)
        page.wait_for_timeout(50)


def figures(
    browser: Browser, engine: Engine, served: Served, start: str, queries: list[tuple[str, str]]
) -> Figures:
    """Each pair is a cold query and the one that follows it, in a new tab with an empty cache."""
    rows: list[tuple[float, float, float, float]] = []
    for first, following in queries:
        sent = served.sent
        context_page, session = _open(browser, engine, served.address, start, slow=True)
        begun = context_page.evaluate("performance.now()")
        _show(context_page, engine)
        opened = context_page.evaluate("performance.now()") - begun
        spent = context_page.evaluate("(text) => window.benchFirst(text, '')", first)
        bytes_ = served.sent - sent
        context_page.wait_for_timeout(1500)
        before = context_page.evaluate("window.benchHits().join()")
        again = context_page.evaluate(
            "([text, before]) => window.benchFirst(text, before, 4000)", [following, before]
        )
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        context_page.wait_for_timeout(500)
        session.send("HeapProfiler.collectGarbage")
        heap = session.send("Runtime.getHeapUsage")["usedSize"]
        if spent is not None and again is not None:
            rows.append((bytes_ / 1000, (opened + spent) / 1000, again, heap / 1e6))
        context_page.close()
    if not rows:
        return Figures(0, 0, 0, 0)
    return Figures(*(statistics.median(column) for column in zip(*rows, strict=True)))


def answers(
    browser: Browser, engine: Engine, served: Served, start: str, queries: list[str]
) -> list[list[str]]:
    """Paths of the pages that each query shows, best first; what stands still counts."""
    page, _ = _open(browser, engine, served.address, start)
    _show(page, engine)
    page.evaluate("(text) => window.benchFirst(text, '')", "检修")
    found = []
    for query in queries:
        page.evaluate("() => window.benchType('')")
        page.wait_for_timeout(60)
        page.evaluate("(text) => window.benchType(text)", query)
        found.append(_settled(page))
    page.close()
    return found


def _settled(page: Page) -> list[str]:
    last: Any = None
    still = 0
    for _ in range(25):
        page.wait_for_timeout(100)
        now = page.evaluate("window.benchHits()")
        still = still + 1 if now and now == last else 0
        last = now
        if still >= 4:
            break
    paths = [urlparse(url).path.lstrip("/") for url in last or []]
    return list(dict.fromkeys(paths))
