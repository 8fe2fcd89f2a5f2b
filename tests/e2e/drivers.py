"""Drives Debian's Firefox ESR (Marionette) and WebKitGTK (WebDriver) with nothing but the standard
library: Playwright knows neither.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

WAIT = 60.0  # seconds until a browser must answer
# How the two drivers say that a script's page was left before it ended.
LEAVING = ("no such frame", "unload event", "document was unloaded", "context has been discarded")


class PageLeft(Exception):
    """The page of a script went away while the script ran: a navigation was under way."""


def _fault(message: str) -> Exception:
    left = any(words in message.lower() for words in LEAVING)
    return PageLeft(message) if left else AssertionError(message)


class Browser(Protocol):
    def open(self, url: str) -> None:
        """Load a page."""

    def run(self, script: str, *values: object) -> Any:
        """The value of a function body run in the page."""

    def press(self, keys: str) -> None:
        """Type into whatever has the focus."""

    def size(self, width: int, height: int) -> None:
        """Set the size of the window."""


def until(browser: Browser, script: str, *values: object) -> Any:
    """Wait for ``script`` to give something true, across navigations."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with suppress(PageLeft):
            value = browser.run(script, *values)
            if value:
                return value
        time.sleep(0.05)
    raise AssertionError(f"never true: {script}")


def _key_actions(keys: str) -> list[dict[str, Any]]:
    strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
    return [{"type": "key", "id": "keys", "actions": strokes}]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Firefox:
    def __init__(self, port: int) -> None:
        self._socket = _connect(port)
        self._number = 0
        self._read()
        self._call("WebDriver:NewSession", {})

    def _read(self) -> Any:
        size = b""
        while (byte := self._socket.recv(1)) != b":":
            if not byte:
                raise ConnectionError("Firefox closed the connection")
            size += byte
        data = b""
        while len(data) < int(size):
            data += self._socket.recv(int(size) - len(data))
        return json.loads(data)

    def _call(self, name: str, values: dict[str, Any]) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, name, values]).encode()
        self._socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self._read()
        if error:
            raise _fault(f"{name}: {error['error']}: {error['message']}")
        return result

    def open(self, url: str) -> None:
        self._call("WebDriver:Navigate", {"url": url})

    def run(self, script: str, *values: object) -> Any:
        return self._call("WebDriver:ExecuteScript", {"script": script, "args": values})["value"]

    def press(self, keys: str) -> None:
        self._call("WebDriver:PerformActions", {"actions": _key_actions(keys)})

    def size(self, width: int, height: int) -> None:
        self._call("WebDriver:SetWindowRect", {"width": width, "height": height})


class _WebKit:
    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}/session"
        _connect(port).close()
        browser = {
            "binary": str(next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))),
            "args": ["--automation"],
        }
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": browser}}}
        self._base += "/" + self._call("", wanted)["sessionId"]

    def _call(self, path: str, values: dict[str, Any] | None, method: str = "POST") -> Any:
        data = None if values is None else json.dumps(values).encode()
        request = urllib.request.Request(self._base + path, data, method=method)
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=WAIT) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise _fault(error.read().decode("utf-8", "replace")) from error

    def open(self, url: str) -> None:
        self._call("/url", {"url": url})

    def run(self, script: str, *values: object) -> Any:
        return self._call("/execute/sync", {"script": script, "args": values})

    def press(self, keys: str) -> None:
        self._call("/actions", {"actions": _key_actions(keys)})

    def size(self, width: int, height: int) -> None:
        self._call("/window/rect", {"width": width, "height": height})

    def close(self) -> None:
        self._call("", None, "DELETE")


def _connect(port: int) -> socket.socket:
    end = time.monotonic() + WAIT
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=WAIT)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@contextmanager
def firefox() -> Iterator[Browser]:
    """Firefox ESR without a window."""
    port = _free_port()
    profile = tempfile.mkdtemp(prefix="firefox-")
    (Path(profile) / "user.js").write_text(
        f'user_pref("marionette.port", {port});\n'
        'user_pref("browser.shell.checkDefaultBrowser", false);\n'
        'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
        'user_pref("app.update.enabled", false);\n'
        'user_pref("network.captive-portal-service.enabled", false);\n'
        'user_pref("network.connectivity-service.enabled", false);\n'
    )
    command = ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", profile]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _Firefox(port)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(profile, ignore_errors=True)


@contextmanager
def webkit() -> Iterator[Browser]:
    """WebKitGTK's small browser in a virtual screen."""
    port = _free_port()
    command = ["xvfb-run", "-a", "-s", "-screen 0 1600x1200x24"]
    command += ["WebKitWebDriver", f"--port={port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        browser = _WebKit(port)
        try:
            yield browser
        finally:
            browser.close()
    finally:
        process.terminate()
        process.wait()
