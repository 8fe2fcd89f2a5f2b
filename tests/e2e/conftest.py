"""One server and one browser for all journeys."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.e2e.nginx import serve_nginx
from tests.e2e.serving import serve

ROOT = Path(__file__).resolve().parents[2]
WECHAT = (
    "Mozilla/5.0 (Linux; Android 13; M2012K11AC) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/130.0.6723.103 Mobile Safari/537.36 XWEB/1300473 MMWEBSDK/20241202 "
    "MicroMessenger/8.0.56.2800(0x2800383A) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN"
)
# A plain name over http is no secure context: what an office server gives its phones.
INTRANET = "kb.intra"
# Milliseconds that a busy machine may take: a wait ends earlier when what it waits for is there.
SLOW = 60_000
expect.set_options(timeout=SLOW)
SIZES = {"phone": (360, 740), "desktop": (1280, 800)}


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with serve(site) as url:
        yield url


@pytest.fixture(scope="session")
def port(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where the real nginx serves the site, on every name of this machine."""
    with serve_nginx(site, tmp_path_factory.mktemp("nginx")) as number:
        yield number


@pytest.fixture(scope="session")
def intranet(port: int) -> str:
    """The same by the name that only Chromium knows."""
    return f"http://{INTRANET}:{port}/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--autoplay-policy=no-user-gesture-required",
                f"--host-resolver-rules=MAP {INTRANET} 127.0.0.1",
            ],
        )
        yield browser
        browser.close()


@dataclass
class Visit:
    """A tab that remembers what went wrong and what was asked for."""

    page: Page
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, url: str) -> Page:
        self.page.goto(url, wait_until="load")
        return self.page

    @property
    def overflow(self) -> int:
        """CSS pixels by which the page is wider than the window."""
        script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(script))


def arriving(page: Page, go: Callable[..., object]) -> Callable[..., object]:
    """``page.goto`` and its like, waiting for our scripts too: they come after the first paint."""

    def arrive(*values: Any, **options: Any) -> object:
        answer = go(*values, **options)
        if page.locator("#qj-theme").count():
            page.wait_for_selector("html[data-qj-ready]", state="attached")
        return answer

    return arrive


def wait_until(page: Page, condition: Callable[[], object]) -> None:
    """Playwright's own wait needs ``eval``, which the site's policy forbids."""
    end = time.monotonic() + SLOW / 1000
    while not condition():
        assert time.monotonic() < end, "never true"
        page.wait_for_timeout(50)


def stored(page: Page, prefix: str) -> list[Any]:
    """What the device keeps under such keys, read from its base as another program would."""
    found = page.evaluate(
        """(prefix) => new Promise((done) => {
          const name = `qinejia:${window.__md_scope?.pathname ?? "/"}`;
          const request = indexedDB.open(name);
          // A base that is not there yet is the page's to make.
          request.onupgradeneeded = () => request.transaction.abort();
          request.onerror = () => done([]);
          request.onsuccess = () => {
            const all = request.result.transaction("values").objectStore("values").getAll(
              IDBKeyRange.bound(prefix, prefix + "\\uffff"));
            all.onsuccess = () => { request.result.close(); done(all.result); };
          };
        })""",
        prefix,
    )
    assert isinstance(found, list)
    return found


def said(message: ConsoleMessage) -> str:
    """The message of the console with the address it is about."""
    return f"{message.text} {message.location.get('url', '')}"


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens tabs: ``visit("phone")`` in WeChat, ``visit("desktop")``, ``scripts=False``."""
    contexts: list[BrowserContext] = []

    def open_tab(size: str = "desktop", scripts: bool = True) -> Visit:
        width, height = SIZES[size]
        phone = size == "phone"
        context = browser.new_context(
            viewport={"width": width, "height": height},
            user_agent=WECHAT if phone else None,
            is_mobile=phone,
            has_touch=phone,
            device_scale_factor=2 if phone else 1,
            java_script_enabled=scripts,
            locale="zh-CN",
        )
        context.set_default_timeout(SLOW)
        contexts.append(context)
        tab = Visit(context.new_page())
        if scripts:
            for name in ("goto", "go_back", "reload"):
                setattr(tab.page, name, arriving(tab.page, getattr(tab.page, name)))
        tab.page.on(
            "console", lambda m: tab.problems.append(said(m)) if m.type == "error" else None
        )
        tab.page.on("pageerror", lambda error: tab.problems.append(str(error)))
        tab.page.on("request", lambda request: tab.requests.append(request.url))
        return tab

    yield open_tab
    for context in contexts:
        context.close()
