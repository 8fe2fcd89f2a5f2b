"""Writing in the browser: from an empty form to a record that passes the check."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from qinejia.editing.decap import find_script, install
from qinejia.editing.forge import write_admin
from qinejia.editing.server import Editor
from qinejia.pipeline import check
from qinejia.settings import find_settings
from tests.e2e.conftest import ROOT, Visit
from tests.e2e.serving import serve

RECORD = "docs/courses/kc-32.md"


def png() -> bytes:
    """A small picture that says where it was taken."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    rows = zlib.compress((b"\0" + b"\x20\x80\x60" * 40) * 30)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0))
        + chunk(b"eXIf", b"GPS 31.8N") + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )  # fmt: skip


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Decap as npm gives it, known by its hash."""
    root = tmp_path_factory.mktemp("decap")
    install(root)
    found = find_script(root)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository's content."""
    root = tmp_path_factory.mktemp("editor")
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    for file in (*ROOT.glob("*.yml"), ROOT / "ids.lock"):
        shutil.copy(file, root)
    return root


@contextmanager
def serve_editor(root: Path, script: bytes) -> Iterator[Editor]:
    """The editor as `qinejia edit` starts it."""
    settings, faults = find_settings(root / "mkdocs.yml")
    assert settings is not None, faults
    with Editor(settings, check(settings), script) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def editor(root: Path, script: bytes) -> Iterator[Editor]:
    with serve_editor(root, script) as server:
        yield server


def assert_own_requests(tab: Visit, address: str) -> None:
    """Nothing was asked of any other server."""
    own = address[: address.index("/", len("http://"))]
    assert [url for url in tab.requests if not url.startswith((own, "blob:", "data:"))] == []


def choose(page: Page, label: str, *options: str) -> None:
    """Pick values of a menu by typing, as one does with a keyboard."""
    for option in options:
        field = page.get_by_label(label, exact=True)
        field.fill(option)
        field.press("Enter")


def test_course_with_a_picture_is_made_in_the_form_and_passes_the_check(
    editor: Editor, root: Path, visit: Callable[..., Visit]
) -> None:
    tab = visit()
    page = tab.open(f"{editor.address}#/collections/course/new")
    page.get_by_label("标题", exact=True).fill("会场绿植摆放")
    choose(page, "课件形式", "实操式")
    choose(page, "层级", "执行层")
    choose(page, "阶段", "岗位技能")
    choose(page, "主题 (可选)", "会议服务")
    page.get_by_label("目标 (可选)", exact=True).fill("能摆放\n能养护")
    standards = page.get_by_label("标准 (可选)", exact=True)
    standards.fill("茶水")
    standards.fill("std-q-qej-bz201.3-2026")
    standards.press("Enter")
    expect(page.locator(".qj-refs b").first).to_have_text("会议茶水服务规程")
    body = page.locator(".qj-body textarea")
    preview = page.frame_locator("iframe").locator(".qj-preview")
    body.fill("见[[kc-99]]。")
    expect(preview).to_contain_text("正文第 1 行：引用的记录“kc-99”不存在")
    body.fill("先看会场。\n")
    page.get_by_role("button", name="插入图片").click()
    photo = {"name": "现场 照片.PNG", "mimeType": "image/png", "buffer": png()}
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="选用已选中项目").click()
    expect(body).to_have_value(re.compile(r"!\[图的说明\]\(kc-32/tu-\d{8}-\d{6}-1\.png\)"))
    expect(preview.locator("img")).to_have_js_property("naturalWidth", 40)
    expect(preview).to_contain_text("先看会场")
    page.get_by_role("button", name="保存").first.click()
    page.get_by_role("menuitem", name="保存", exact=True).click()
    expect(page.get_by_text("内容已保存")).to_be_visible()

    page.wait_for_url("**/entries/kc-32")
    text = (root / RECORD).read_text("utf-8")
    assert text.startswith("---\n标题: 会场绿植摆放\n课件形式: 实操式\n层级:\n  - 执行层\n")
    assert "目标:\n  - 能摆放\n  - 能养护\n" in text
    assert "标准:\n  - std-q-qej-bz201.3-2026\n" in text and "id:" not in text
    (picture,) = (root / "docs/courses/kc-32").iterdir()
    assert f"](kc-32/{picture.name})" in text
    assert b"GPS" not in picture.read_bytes()
    command = [sys.executable, "-m", "qinejia", "check", "docs/courses"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert tab.problems == []
    assert [
        url for url in tab.requests if not url.startswith((editor.address[:22], "blob:", "data:"))
    ] == []


def test_one_changed_field_is_one_changed_line(
    editor: Editor, root: Path, visit: Callable[..., Visit]
) -> None:
    file = root / "docs/places/sj-chashui.md"
    before = file.read_text("utf-8")
    tab = visit()
    page = tab.open(f"{editor.address}#/collections/place/entries/sj-chashui")
    page.get_by_label("标题", exact=True).fill("茶水实践点")
    page.get_by_role("button", name="保存").first.click()
    page.get_by_role("menuitem", name="保存", exact=True).click()
    expect(page.get_by_text("内容已保存")).to_be_visible()
    assert file.read_text("utf-8") == before.replace("标题: 茶水服务实践点", "标题: 茶水实践点", 1)
    assert tab.problems == []


def test_form_and_preview_fit_a_phone(editor: Editor, visit: Callable[..., Visit]) -> None:
    tab = visit("phone")
    page = tab.open(f"{editor.address}#/collections/manual/entries/tc-chashui")
    title = page.get_by_label("标题", exact=True)
    preview = page.frame_locator("iframe").locator(".qj-preview")
    expect(preview).to_contain_text("看清时间")
    assert tab.overflow <= 0
    for shown in (title, page.locator("iframe"), page.get_by_role("button", name="已保存")):
        box = shown.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360
        assert box["width"] > 80 and box["y"] + 40 < 740
    title.fill("茶水")
    expect(preview.locator("h1")).to_have_text("茶水")
    assert tab.problems == []


def test_preview_is_styled_where_the_templates_lie_elsewhere(
    root: Path, script: bytes, tmp_path: Path, visit: Callable[..., Visit]
) -> None:
    shutil.copytree(root / "docs", tmp_path / "docs")
    for file in root.glob("*.yml"):
        shutil.copy(file, tmp_path)
    with serve_editor(tmp_path, script) as editor:
        page = visit().open(f"{editor.address}#/collections/manual/entries/tc-chashui")
        step = page.frame_locator("iframe").locator(".qj-step").first
        expect(step).to_have_css("border-top-style", "solid")


def test_foreign_pages_are_refused(
    editor: Editor, root: Path, visit: Callable[..., Visit], script: bytes
) -> None:
    config = json.loads(fetch(editor, "GET", "admin/config.yml")[1])
    api = config["backend"]["proxy_url"].removeprefix(f"/{editor.token}/")
    save = json.dumps({"action": "persistEntry", "params": {
        "dataFiles": [{"path": "docs/courses/kc-99.md", "raw": "{}"}], "assets": []}})  # fmt: skip
    outside = save.replace("docs/courses/kc-99.md", "docs/../x.md")
    own = f"http://127.0.0.1:{editor.port}"
    ask = {"Content-Type": "application/json", "Origin": own}
    assert fetch(editor, "POST", api, outside, ask)[0] == 422
    assert fetch(editor, "POST", api, save, {**ask, "Origin": "http://evil.example"})[0] == 403
    assert fetch(editor, "POST", api, save, {**ask, "Origin": "null"})[0] == 403
    assert fetch(editor, "POST", api, save, {"Content-Type": "application/json"})[0] == 403
    assert fetch(editor, "POST", api, save, {**ask, "Host": "evil.example"})[0] == 421
    assert fetch(editor, "POST", api, save, {**ask, "Content-Type": "text/plain"})[0] == 415
    assert fetch(editor, "POST", api, save, {**ask, "Content-Length": "99999999"})[0] == 413
    assert fetch(editor, "POST", api, "[" * 99_999, ask)[0] == 400
    assert fetch(editor, "POST", api, save, ask, token="x")[0] == 403
    assert fetch(editor, "GET", "admin/config.yml", token="x")[0] == 403
    assert fetch(editor, "GET", "site/../mkdocs.yml")[0] == 404
    tab = visit()
    with serve(root / "overrides") as foreign:  # another web page in the same browser
        page = tab.open(foreign)
        sent = page.evaluate(
            """([url, body]) => fetch(url, {method: "POST", mode: "no-cors", body,
                headers: {"Content-Type": "text/plain"}}).then(() => "sent", () => "refused")""",
            [f"{own}/{editor.token}/{api}", save],
        )
    assert sent in ("sent", "refused")
    assert not (root / "docs/courses/kc-99.md").exists() and not (root / "x.md").exists()


def fetch(
    editor: Editor, method: str, path: str, body: str | None = None,
    headers: dict[str, str] | None = None, token: str = "",
) -> tuple[int, bytes]:  # fmt: skip
    """Ask the editor without a browser."""
    connection = http.client.HTTPConnection("127.0.0.1", editor.port, timeout=20)
    data = None if body is None else body.encode("utf-8")
    try:
        connection.request(method, f"/{token or editor.token}/{path}", data, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(("forge", "button"), [("gitea", "Gitea"), ("forgejo", "Forgejo")])
def test_page_for_a_forge_is_valid_for_decap_and_asks_to_log_in(
    forge: str, button: str, root: Path, script: bytes, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    settings, _ = find_settings(root / "mkdocs.yml")
    assert settings is not None
    write_admin(
        tmp_path, settings, script, name=forge, url="https://git.example.cn", repo="a/b",
        app_id="x", branch="main",
    )  # fmt: skip
    tab = visit()
    with serve_plain(tmp_path) as address:
        page = tab.open(address)
        expect(page.get_by_role("button", name=button)).to_be_visible()
    assert tab.problems == []
    assert_own_requests(tab, address)


@contextmanager
def serve_plain(folder: Path) -> Iterator[str]:
    """The page under the policy that it carries itself."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(folder))

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_address[1]}/"
        server.shutdown()
        thread.join()
