"""The live preview: an edit is seen at once, a mistake is shown in the page, others are refused."""

from __future__ import annotations

import http.client
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bench.corpus import write_corpus

COURSE = "courses/kc-x0a"
PATIENCE = 120.0


class Running:
    """A preview of a small site."""

    def __init__(self, folder: Path, port: int) -> None:
        self.docs, self.port = folder / "docs", port
        self.address = f"http://127.0.0.1:{port}/"

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path, headers={"Host": f"127.0.0.1:{self.port}", **headers})
        reply = connection.getresponse()
        return reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read()

    def page(self, path: str) -> str:
        return self.ask(path)[2].decode()

    def state(self) -> dict:  # type: ignore[type-arg]
        found: dict = json.loads(self.ask("/_preview/state?seen=")[2])  # type: ignore[type-arg]
        return found

    def append(self, name: str, text: str) -> None:
        path = self.docs / name
        path.write_text(path.read_text("utf-8") + f"\n{text}\n", "utf-8")

    def wait(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end
            time.sleep(0.05)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("preview") / "kb"
    write_corpus(folder, 20)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "qinejia", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "预览" in line:
                break
        drain = subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL)
        yield Running(folder, port)
        process.terminate()
        drain.terminate()


def test_edit_is_seen_with_backlinks_and_search(preview: Running) -> None:
    assert "回到桌面的一句" not in preview.page(f"/{COURSE}/")
    index = preview.ask("/search/index.js")[2]
    preview.append(f"{COURSE}.md", "回到桌面的一句。见[[tc-x1a#step-2]]。")
    preview.wait(lambda: "回到桌面的一句" in preview.page(f"/{COURSE}/"))
    assert "kc-x0a" in preview.page("/manuals/tc-x1a/")  # the backlink
    preview.wait(lambda: preview.ask("/search/index.js")[2] != index)
    folder = re.search(r'"folder":"([0-9a-f]{12})"', preview.page("/search/index.js"))
    assert folder and preview.ask(f"/search/{folder[1]}/table.js")[0] == 200


def test_new_page_stands_in_the_register(preview: Running) -> None:
    text = (preview.docs / f"{COURSE}.md").read_text("utf-8")
    (preview.docs / "courses/kc-neu.md").write_text(text, "utf-8")
    preview.wait(lambda: preview.ask("/courses/kc-neu/")[0] == 200)
    assert "kc-neu" in preview.page("/courses/")
    assert preview.ask("/q/kc-neu/")[0] == 200
    (preview.docs / "courses/kc-neu.md").unlink()
    preview.wait(lambda: preview.ask("/courses/kc-neu/")[0] == 404)


def test_error_is_told_with_its_line_and_the_last_good_page_stays(preview: Running) -> None:
    path = preview.docs / f"{COURSE}.md"
    good = path.read_text("utf-8")
    preview.append(f"{COURSE}.md", "见[[std-fehlt]]。")
    line = path.read_text("utf-8").count("\n")
    preview.wait(lambda: bool(preview.state()["faulty"]))
    (fault,) = [d for d in preview.state()["diagnostics"] if d["severity"] == "error"]
    assert (fault["path"], fault["line"], fault["code"]) == (f"docs/{COURSE}.md", line, "QJ010")
    assert "std-fehlt" not in preview.page(f"/{COURSE}/")
    path.write_text(good, "utf-8")
    preview.wait(lambda: not preview.state()["faulty"])


def test_settings_that_cannot_be_read_are_a_fault_like_any_other(preview: Running) -> None:
    path = preview.docs.parent / "mkdocs.yml"
    good = path.read_text("utf-8")
    path.write_text(good + "\nextra: [unclosed\n", "utf-8")
    preview.wait(lambda: bool(preview.state()["faulty"]))
    assert preview.ask(f"/{COURSE}/")[0] == 200
    path.write_text(good, "utf-8")
    preview.wait(lambda: not preview.state()["faulty"])


def test_only_this_computer_is_answered(preview: Running) -> None:
    for host in ("evil.example", f"evil.example:{preview.port}", ""):
        status, _, body = preview.ask(f"/{COURSE}/", Host=host)
        assert status == 403 and b"kc-x0a" not in body
    for path in (
        "/../mkdocs.yml",
        "/%2e%2e/mkdocs.yml",
        "/..%2fmkdocs.yml",
        "/%00",
        "//etc/hosts",
    ):
        status, _, body = preview.ask(path)
        assert status in (200, 404) and b"site_name" not in body and b"localhost" not in body
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()]
    assert f"0100007F:{preview.port:04X}" in listening  # 127.0.0.1
    assert f"00000000:{preview.port:04X}" not in listening


def test_film_can_be_wound(preview: Running) -> None:
    status, headers, body = preview.ask("/videos/sp-x0.mp4", Range="bytes=4-7")
    assert (status, body) == (206, b"ftyp") and headers["content-range"].startswith("bytes 4-7/")
    assert preview.ask("/videos/sp-x0.mp4", Range="bytes=9000-")[0] == 416
    assert preview.ask("/courses")[1]["location"] == "/courses/"


def test_page_reloads_and_shows_what_is_wrong(preview: Running, browser: Browser) -> None:
    path = preview.docs / f"{COURSE}.md"
    good = path.read_text("utf-8")
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{preview.address}{COURSE}/")
    preview.append(f"{COURSE}.md", "刚刚写下的一句。")
    expect(page.get_by_text("刚刚写下的一句。")).to_be_visible()
    preview.append(f"{COURSE}.md", "见[[std-fehlt]]。")
    box = page.locator("details.faulty")
    expect(box).to_contain_text("std-fehlt")
    expect(box).to_contain_text("QJ010")
    expect(box).to_contain_text(f"docs/{COURSE}.md:")
    expect(page.get_by_text("刚刚写下的一句。")).to_be_visible()
    path.write_text(good, "utf-8")
    expect(box).to_be_hidden()
    page.close()


def test_taken_port_is_told_in_one_line(preview: Running) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qinejia", "serve", "--port", str(preview.port)],
        cwd=preview.docs.parent, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 1 and "--port" in done.stderr and "Traceback" not in done.stderr
