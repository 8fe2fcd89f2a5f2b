"""A course package in a learning platform: scorm-again plays the LMS in a real Chromium."""

from __future__ import annotations

import contextlib
import functools
import http.server
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Frame, Page

from tests.e2e.conftest import ROOT, Visit, wait_until
from tests.sites.building import run

pytestmark = pytest.mark.slow

LMS = """<!doctype html><meta charset="utf-8"><title>LMS</title>
<script src="/scorm12.min.js"></script>
<script>
  window.calls = [];
  const api = new Scorm12API({ autocommit: false });
  const kept = JSON.parse(localStorage.getItem("kept") || "null");
  if (kept) api.loadFromJSON(kept.cmi, "cmi");
  api.on("LMSSetValue", (name, value) => window.calls.push([name, String(value)]));
  const keep = () => localStorage.setItem("kept", JSON.stringify(api.renderCMIToJSONObject()));
  api.on("LMSCommit", keep);
  if (!location.search.includes("no-api")) window.API = api;
</script>
"""
FRAME = LMS + '<iframe src="/package/scorm.html" style="width:100%;height:90vh"></iframe>'
POPUP = LMS + "<button onclick=\"window.open('/package/scorm.html')\">open</button>"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("scorm") / "kc-27.zip"
    done = run(ROOT, "export", "scorm", "KC-27", "--out", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def lms(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("lms")
    with zipfile.ZipFile(package) as pack:
        pack.extractall(folder / "package")
    script = ROOT / "frontend/node_modules/scorm-again/dist/scorm12.min.js"
    if not script.exists():
        subprocess.run(["npm", "ci"], cwd=ROOT / "frontend", check=True, capture_output=True)
    (folder / "scorm12.min.js").write_bytes(script.read_bytes())
    (folder / "frame.html").write_text(FRAME, "utf-8")
    (folder / "popup.html").write_text(POPUP, "utf-8")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing."""

    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_the_package_is_what_the_standard_asks_for(package: Path) -> None:
    with zipfile.ZipFile(package) as pack:
        names = set(pack.namelist())
        root = ET.fromstring(pack.read("imsmanifest.xml"))
    spaces = {"c": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}
    assert root.findtext("c:metadata/c:schemaversion", "", spaces) == "1.2"
    resource = root.find("c:resources/c:resource", spaces)
    assert resource is not None
    assert resource.get("{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype") == "sco"
    listed = {file.get("href") for file in resource.iterfind("c:file", spaces)}
    assert listed == names - {"imsmanifest.xml"}
    assert resource.get("href") in listed
    assert "videos/sp-chashui.mp4" in names
    assert "videos/sp-lvhua-shinei.mp4" not in names
    assert package.stat().st_size < 15_000_000


def course(page: Page) -> Frame:
    """The frame that holds the course, once it stands at the bank."""

    def inner() -> Frame | None:
        return next((f for f in page.frames if "/package/courses/" in f.url), None)

    for _ in range(600):
        if inner():
            break
        page.wait_for_timeout(100)
    frame = inner()
    assert frame is not None
    frame.evaluate("location.href = '../assessments/questions/tk-chashui.html'")
    for _ in range(600):
        found = next((f for f in page.frames if "tk-chashui" in f.url), None)
        with contextlib.suppress(Exception):
            if found and found.query_selector("qj-quiz[data-ready]"):
                return found
        page.wait_for_timeout(100)
    raise AssertionError("the bank did not open")


def sit(frame: Frame, page: Page) -> None:
    """Hand the exam in with what is there."""
    frame.locator("#q1 input").nth(0).check()
    frame.locator("#q1 .qj-question__submit").click()
    frame.locator("#q1 .qj-question__said:not(:empty)").wait_for()
    frame.locator(".qj-quiz__paper").last.click()
    frame.locator(".qj-quiz__bar .qj-button--main").click()
    frame.locator(".qj-quiz__bar .qj-button--main").click()
    frame.wait_for_selector(".qj-quiz__result:not([hidden])")
    page.wait_for_timeout(300)


def check_calls(page: Page) -> None:
    wait_until(page, lambda: ["cmi.core.lesson_status", "failed"] in page.evaluate("window.calls"))
    calls = dict(page.evaluate("window.calls"))
    assert calls["cmi.core.lesson_status"] == "failed"
    assert calls["cmi.core.score.max"] == "100"
    assert 0 <= float(calls["cmi.core.score.raw"]) < 80
    assert calls["cmi.interactions.0.id"] == "tk-chashui_q1"
    assert calls["cmi.interactions.0.result"] == "wrong"
    assert "tk-chashui" in calls["cmi.suspend_data"] and len(calls["cmi.suspend_data"]) <= 4096
    assert page.evaluate("API.LMSGetLastError()") in ("0", 0)


def test_in_a_frame_results_reach_the_lms_and_are_found_again(
    visit: Callable[..., Visit], lms: str
) -> None:
    page = visit("desktop").page
    page.goto(f"{lms}frame.html")
    sit(course(page), page)
    check_calls(page)
    page.goto("about:blank")
    page.goto(f"{lms}frame.html")
    course(page)
    assert "tk-chashui" in page.evaluate("API.LMSGetValue('cmi.suspend_data')")
    assert page.evaluate("API.LMSGetValue('cmi.core.lesson_status')") == "failed"


def test_in_a_window_of_its_own(visit: Callable[..., Visit], lms: str) -> None:
    page = visit("desktop").page
    page.goto(f"{lms}popup.html")
    with page.expect_popup() as opened:
        page.click("button")
    sit(course(opened.value), opened.value)
    check_calls(page)
    opened.value.close(run_before_unload=True)


def test_without_an_lms_the_course_works(visit: Callable[..., Visit], lms: str) -> None:
    tab = visit("desktop")
    page = tab.page
    page.goto(f"{lms}frame.html?no-api")
    frame = course(page)
    sit(frame, page)
    assert page.frames[1].evaluate("document.documentElement.dataset.lms") == "0"
    assert tab.problems == []


def test_strangers_cannot_speak_for_the_course(visit: Callable[..., Visit], lms: str) -> None:
    page = visit("desktop").page
    page.goto(f"{lms}frame.html")
    course(page)
    forged = {
        "id": "x", "verb": {"id": "http://adlnet.gov/expapi/verbs/passed"},
        "object": {"id": "urn:qinejia:tk-chashui"},
        "result": {"success": True, "score": {"scaled": 1}},
    }  # fmt: skip
    page.evaluate("(s) => frames[0].postMessage({ qinejia: [s] }, '*')", forged)
    page.wait_for_timeout(200)
    assert "cmi.core.score.raw" not in dict(page.evaluate("window.calls"))


@pytest.mark.parametrize("identifier", ["kc-99", "tk-chashui"])
def test_what_is_no_course_is_named(tmp_path: Path, identifier: str) -> None:
    done = run(ROOT, "export", "scorm", identifier, "--out", str(tmp_path / "x.zip"))
    assert done.returncode == 2
    assert "没有课程" in done.stderr
