"""One's own results: derived, taken along, shown as a code, cleared and brought back."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit, wait_until
from tests.e2e.test_quiz import BANK, opened, question, start, statements

pytestmark = pytest.mark.slow

STANDARD = "standards/std-q-qej-bz201.3-2026/"


def mine(page: Page, intranet: str, fragment: str = "") -> Page:
    page.goto("about:blank")
    page.goto(f"{intranet}mine/{fragment}")
    page.wait_for_selector("qj-mine[data-ready]", state="attached")
    return page


def answer(page: Page, name: str, number: int) -> None:
    section = question(page, name)
    before = len(statements(page))
    section.locator("input").nth(number).check()
    section.get_by_role("button", name="提交本题").click()
    section.locator(".qj-question__said:not(:empty)").wait_for()
    wait_until(page, lambda: len(statements(page)) > before)


@pytest.fixture
def learnt(visit: Callable[..., Visit], intranet: str) -> Visit:
    """A phone on which two questions were answered, one wrong, and an exam was failed."""
    tab = visit("phone")
    page = opened(tab.page, intranet + BANK)
    answer(page, "q1", 0)
    answer(page, "q2", 1)
    start(page, "结业测验")
    page.locator(".qj-quiz__bar .qj-button--main").tap()
    page.locator(".qj-quiz__bar .qj-button--main").tap()
    page.wait_for_selector(".qj-quiz__result:not([hidden])")
    wait_until(page, lambda: len(statements(page)) >= 12)
    return tab


def test_a_wrong_answer_comes_back_tomorrow(visit: Callable[..., Visit], intranet: str) -> None:
    tab = visit("phone")
    page = tab.page
    page.clock.install(time="2026-11-20T09:00:00")
    opened(page, intranet + BANK)
    answer(page, "q1", 0)
    mine(page, intranet)
    text = page.inner_text("qj-mine")
    assert "共 1 题，今天要复习 0 题" in text
    page.clock.set_system_time("2026-11-21T10:00:00")
    mine(page, intranet)
    expect(page.locator("qj-mine")).to_contain_text("共 1 题，今天要复习 1 题")
    page.get_by_role("link", name="续水时，茶水应斟至几分满？").click()
    page.wait_for_url("**/tk-chashui/#q1")
    page.wait_for_selector("qj-quiz[data-ready]", state="attached")
    answer(page, "q1", 1)
    page.locator("#q1 .qj-answer__basis a").first.click()
    page.wait_for_url("**/std-q-qej-bz201.3-2026/#5.3.2-c")
    mine(page, intranet)
    expect(page.locator("qj-mine")).to_contain_text("今天要复习 0 题")
    assert tab.problems == []


def test_mastery_stands_at_the_clause_and_a_changed_clause_is_learnt_again(
    learnt: Visit, intranet: str
) -> None:
    page = learnt.page
    mine(page, intranet)
    cell = page.locator(".qj-heat__cell", has_text="5.2.2").first
    expect(cell).to_contain_text("掌握")
    page.goto(intranet + STANDARD)
    page.wait_for_selector(".qj-mastery", state="attached")
    marks = {
        str(m.evaluate("e => e.closest('section').id")): m.inner_text()
        for m in page.locator(".qj-mastery").all()
    }
    assert marks["5.3.2"].startswith("我：")
    # The same answer, given when the clause read otherwise.
    page.evaluate(
        """() => new Promise((done) => {
          const request = indexedDB.open(`qinejia:${window.__md_scope?.pathname ?? "/"}`);
          request.onsuccess = () => {
            const table = request.result.transaction("values", "readwrite").objectStore("values");
            const cursor = table.openCursor(IDBKeyRange.bound("xapi:", "xapi:\\uffff"));
            cursor.onsuccess = () => {
              const at = cursor.result;
              if (!at) { request.result.close(); done(); return; }
              const value = at.value;
              const extensions = value.context?.extensions;
              if (extensions) extensions["urn:qinejia:wording"] = "00000000";
              at.update(value);
              at.continue();
            };
          };
        })"""
    )
    page.reload()
    page.wait_for_selector(".qj-mastery", state="attached")
    expect(page.locator("[id='5.3.2'] .qj-mastery")).to_contain_text("需复训")


def test_results_travel_as_a_file(
    learnt: Visit, visit: Callable[..., Visit], intranet: str, tmp_path: Path
) -> None:
    page = mine(learnt.page, intranet)
    with page.expect_download() as saved:
        page.get_by_role("button", name="导出成绩（JSON）").tap()
    path = tmp_path / "results.json"
    saved.value.save_as(path)
    data = json.loads(path.read_text("utf-8"))
    assert data["format"] == "qinejia-results"
    assert len(data["statements"]) == 12
    with page.expect_download() as table:
        page.get_by_role("button", name="导出表格（CSV）").tap()
    rows = Path(table.value.path()).read_text("utf-8-sig").splitlines()
    assert len(rows) == 13
    other = mine(visit("desktop").page, intranet)
    other.set_input_files("#qj-import", path)
    other.wait_for_selector("text=导入了 12 条新记录")
    other.set_input_files("#qj-import", [])
    other.set_input_files("#qj-import", path)
    other.wait_for_selector("text=导入了 0 条新记录")
    assert len(statements(other)) == 12


@pytest.mark.parametrize(
    "content", ["", "{}", "[1]", '{"format":"qinejia-results","statements":7}']
)
def test_other_files_are_refused(
    visit: Callable[..., Visit], intranet: str, tmp_path: Path, content: str
) -> None:
    tab = visit("desktop")
    page = mine(tab.page, intranet)
    path = tmp_path / "x.json"
    path.write_text(content)
    page.set_input_files("#qj-import", path)
    page.wait_for_selector("qj-mine .qj-quiz__message:not([hidden])")
    expect(page.locator("qj-mine .qj-quiz__message")).to_contain_text("文件")
    assert tab.problems == []


def test_hostile_statements_stay_text(
    visit: Callable[..., Visit], intranet: str, tmp_path: Path
) -> None:
    tab = visit("desktop")
    page = mine(tab.page, intranet)
    bad: dict[str, Any] = {
        "id": "0" * 36,
        "timestamp": "2026-01-01T00:00:00Z",
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {
            "id": "urn:qinejia:<img src=x onerror=alert(1)>:q1",
            "definition": {"name": {"zh-CN": "<img src=x onerror=alert(1)>"}},
        },
        "result": {"score": {"scaled": 0, "raw": 0, "max": 1}},
        "context": {"contextActivities": {"other": [{"id": "javascript:alert(1)"}]}},
    }
    odd = [
        {**bad, "id": f"{n:036d}", **change}
        for n, change in enumerate(
            [{"result": None}, {"verb": {}}, {"timestamp": "gestern"}, {"object": 3}]
        )
    ]
    path = tmp_path / "bad.json"
    path.write_text(json.dumps({"format": "qinejia-results", "statements": [bad, *odd, 1, None]}))
    page.set_input_files("#qj-import", path)
    page.wait_for_selector("text=导入了 1 条新记录")
    expect(page.locator("qj-mine img")).to_have_count(0)
    assert tab.problems == []


def test_a_result_travels_as_a_code(
    learnt: Visit, visit: Callable[..., Visit], intranet: str
) -> None:
    page = mine(learnt.page, intranet)
    page.get_by_role("button", name="出示二维码").first.tap()
    picture = page.locator(".qj-mine__code")
    source = str(picture.get_attribute("src"))
    assert source.startswith("data:image/png;base64,")
    image = Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2])))
    (code,) = zxingcpp.read_barcodes(image)
    assert len(code.text.encode()) <= 300
    assert code.text.startswith(f"{intranet}mine/#r=")
    assert learnt.overflow == 0
    examiner = visit("phone")
    mine(examiner.page, intranet, code.text.partition("mine/")[2])
    expect(examiner.page.locator("qj-mine")).to_contain_text("已收下")
    expect(examiner.page.locator("qj-mine")).to_contain_text("会议茶水服务题库 结业测验")
    assert "#" not in examiner.page.url
    mine(examiner.page, intranet, code.text.partition("mine/")[2])
    expect(examiner.page.locator("h2:has-text('收到的结果') + ol li")).to_have_count(1)
    assert not [url for url in examiner.requests if "r=" in url.partition("#")[0]]
    assert examiner.problems == []


@pytest.mark.parametrize("fragment", ["#r=", "#r=AAAA", "#r=" + "A" * 400, "#r=W10", "#wrong"])
def test_made_up_codes_are_passed_over(
    visit: Callable[..., Visit], intranet: str, fragment: str
) -> None:
    tab = visit("phone")
    page = mine(tab.page, intranet, fragment)
    assert "已收下" not in page.inner_text("qj-mine")
    assert tab.problems == []


def test_clearing_can_be_undone(learnt: Visit, intranet: str) -> None:
    page = mine(learnt.page, intranet)
    page.get_by_role("button", name="清除本机记录").tap()
    page.wait_for_selector("text=已清除 12 条记录")
    assert statements(page) == []
    page.get_by_role("button", name="撤销").tap()
    page.wait_for_selector("text=已恢复")
    assert len(statements(page)) == 12
