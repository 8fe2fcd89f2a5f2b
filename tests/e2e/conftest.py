"""One build and one browser for all journeys."""

from __future__ import annotations

import os
import subprocess
import sys
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


def build(out: Path, *options: str) -> None:
    """Build the repository's own site as a user would."""
    command = [sys.executable, "-m", "qinejia", "build", "--out", str(out), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The intranet edition."""
    out = tmp_path_factory.mktemp("build") / "site"
    build(out)
    return out


@pytest.fixture(scope="session")
def usb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition that opens by double-click."""
    out = tmp_path_factory.mktemp("usb") / "site"
    build(out, "--usb")
    return out


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
