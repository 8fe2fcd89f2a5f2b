"""A course as a zip: unpacked and opened by double-click, it needs nothing else."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from qinejia.pipeline.verifying import verify
from tests.e2e.conftest import ROOT, Visit
from tests.e2e.drivers import firefox, until
from tests.sites.building import run

pytestmark = pytest.mark.slow

START = "打开课程.html"
RESERVED = re.compile(
    r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|.*[<>:\"|?*\\\x00-\x1f]|.*[. ]$"
)
"""Names that Windows does not take."""
CAPTIONS = (
    "return [...document.querySelector('video').textTracks]"
    ".some((track) => track.mode === 'showing' && track.cues?.length > 50);"
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("course")
    out = work / "kc-27.zip"
    done = run(ROOT, "export", "course", "KC-27", "--out", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    folder = work / "新建 文件夹"
    with zipfile.ZipFile(out) as pack:
        pack.extractall(folder)
    return folder / "kc-27"


def test_it_holds_the_course_and_no_other_and_no_link_leads_nowhere(course: Path) -> None:
    assert verify(course) == []
    assert [path.stem for path in (course / "courses").glob("kc-*")] == ["kc-27"]
    for path in ("manuals/tc-chashui", "videos/sp-chashui", "standards/std-q-qej-bz201.3-2026"):
        assert (course / f"{path}.html").exists()
    assert (course / "videos/sp-chashui.mp4").exists()
    assert not (course / "videos/sp-lvhua.html").exists()


def test_windows_takes_every_name(course: Path, usb: Path) -> None:
    for folder in (course, usb):
        names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
        assert len({name.lower() for name in names}) == len(names)
        assert not [name for name in names if any(map(RESERVED.match, name.split("/")))]
        assert max(map(len, names)) < 160  # of 260, with the folder that it is unpacked in


def test_the_stick_has_a_start_page(usb: Path, visit: Callable[..., Visit]) -> None:
    page = visit().page
    page.goto((usb / "打开知识库.html").as_uri())
    page.wait_for_url("**/index.html")


def test_search_film_question_and_results(course: Path, visit: Callable[..., Visit]) -> None:
    tab = visit("desktop")
    page = tab.page
    page.goto((course / START).as_uri())
    page.wait_for_url("**/courses/kc-27.html")
    page.wait_for_selector("html[data-qj-ready]", state="attached")
    page.keyboard.press("/")
    page.fill("#qj-search-input", "续水")
    expect(page.locator(".qj-search [role=option] .qj-hit__text").first).not_to_be_empty()
    page.goto((course / "videos/sp-chashui.html").as_uri())
    page.wait_for_selector("qj-lesson[data-ready]", state="attached")
    page.wait_for_function(f"(() => {{ {CAPTIONS} }})()")
    page.goto((course / "assessments/questions/tk-chashui.html").as_uri())
    page.wait_for_selector("qj-quiz[data-ready]", state="attached")
    page.locator("#q1 input").nth(1).check()
    page.locator("#q1").get_by_role("button", name="提交本题").click()
    expect(page.locator("#q1 .qj-question__said")).to_contain_text("答对了")
    page.wait_for_timeout(300)
    page.goto((course / "mine/index.html").as_uri())
    expect(page.locator("article")).to_contain_text("答题 1 次，全对 1 次")
    # From a folder a caption file is refused, and the cues in the page take its place.
    assert [problem for problem in tab.problems if ".vtt" not in problem] == []
    assert [url for url in tab.requests if not url.startswith(("file:", "data:"))] == []


def test_the_same_in_firefox(course: Path) -> None:
    with firefox() as browser:
        browser.open((course / START).as_uri())
        until(browser, "return location.href.endsWith('/courses/kc-27.html');")
        until(browser, "return 'qjReady' in document.documentElement.dataset;")
        browser.press("/")
        until(browser, "return document.activeElement?.id === 'qj-search-input';")
        browser.press("huiyi")
        until(browser, "return document.querySelector('.qj-search [role=option] .qj-hit__title');")
        browser.open((course / "videos/sp-chashui.html").as_uri())
        until(browser, "return document.querySelector('qj-lesson')?.dataset.ready === '';")
        until(browser, CAPTIONS)
        browser.open((course / "assessments/questions/tk-chashui.html").as_uri())
        until(browser, "return document.querySelector('qj-quiz')?.dataset.ready === '';")
        browser.run("document.querySelectorAll('#q1 input')[1].click();")
        browser.run(
            "[...document.querySelectorAll('#q1 button')]"
            ".find((button) => button.textContent === '提交本题').click();"
        )
        said = "return document.querySelector('#q1 .qj-question__said').textContent;"
        until(browser, f"{said[:-1]}.includes('答对了');")
        browser.open((course / "mine/index.html").as_uri())
        until(browser, "return document.querySelector('article').innerText.includes('答题 1 次');")
