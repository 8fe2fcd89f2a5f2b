"""What ships in ``.vscode/``: it follows the code, its snippets pass the check, its tasks run."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from qinejia.cli import main
from qinejia.diagnostics import Severity
from qinejia.diagnostics.formats import format_line
from qinejia.model.containers import CONTAINERS, DATA_FENCES
from qinejia.model.kinds import KINDS
from qinejia.starting import FORMS
from qinejia.starting.snippets import snippets
from qinejia.starting.vscode import generated_files, starting_files
from tests.support import REPOSITORY, SMALL_SITE, check_tree, qinejia, write_tree

CLAUSE = "std-q-qej-bz201.3-2026#5.1.1"
PLACES = {
    "步骤": "manual",
    "考题": "questions",
    "评分表": "checklist",
    "点位图": "place",
    "问卷": "session",
}
PAGES = {form.kind.name: form.kind for form in FORMS}


def test_committed_files_are_the_generated_ones() -> None:
    """Run ``qinejia schema --vscode`` after a change of fields, blocks or templates."""
    found = {path.name: path.read_text("utf-8") for path in (REPOSITORY / ".vscode").iterdir()}
    assert found == {**generated_files(), **starting_files()}


def typed(snippet: dict[str, Any], name: str = "") -> str:
    """What stands in the editor when every field keeps what it offers, for a real clause."""
    text = "\n".join(snippet["body"]) + "\n"
    fields = dict(re.findall(r"\$\{(\d):([^}]*)\}", text))
    text = re.sub(r"\$\{\d\|([^,|]*)[^}]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d:([^}]*)\}", r"\1", text)
    text = re.sub(r"(?<!\\)\$(\d)", lambda match: fields.get(match[1], ""), text)
    today = {"CURRENT_YEAR": "2026", "CURRENT_MONTH": "05", "CURRENT_DATE": "01"}
    for variable, value in {**today, "TM_FILENAME_BASE": name}.items():
        text = text.replace(f"${{{variable}}}", value)
    assert not re.search(r"(?<!\\)\$", text)
    return text.replace("\\$", "$").replace("\\\\", "\\").replace("标准的标识#条号", CLAUSE)


def faults_of(kind: str, text: str) -> list[str]:
    """Errors and warnings of a page of this kind among ``SMALL_SITE``."""
    name = f"{PAGES[kind].header.identifier_prefix}yemian"
    found = check_tree({**SMALL_SITE, f"{PAGES[kind].folder}/{name}.md": text}).diagnostics
    return [format_line(d) for d in found if d.severity is not Severity.INFO and d.code != "QJ025"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_page_snippet_passes_the_check(kind: Any) -> None:
    text = typed(snippets()[f"新建{kind.label}"], "yemian")
    assert faults_of(kind.name, text) == []


BLOCKS = {name: snippet for name, snippet in snippets().items() if name.startswith("块：")}


@pytest.mark.parametrize("name", BLOCKS)
def test_block_snippet_passes_the_check(name: str) -> None:
    block = name.removeprefix("块：").partition("-")[0]
    text = typed(BLOCKS[name])
    kind = PLACES.get(block, "manual")
    head = {
        "session": "开始: 2026-05-01\n结束: 2026-05-01\n",
        "place": "物品: [{名称: 托盘}, {名称: 提示牌}]\n",
    }.get(kind, "")
    if block in ("正确", "错误"):
        text = f"/// 步骤 | 甲\n乙。\n\n{text}///\n"
    assert faults_of(kind, f"---\n标题: 页面\n{head}---\n\n{text}") == []


def test_every_block_and_key_has_a_snippet_with_a_pinyin_prefix() -> None:
    found = snippets()
    blocks = {name.removeprefix("块：").partition("-")[0] for name in BLOCKS}
    assert blocks == {*CONTAINERS, *DATA_FENCES}
    assert {f"页头：{key}" for form in FORMS for key in form.fields} <= set(found)
    assert found["块：步骤"]["prefix"] == ["步骤", "buzhou"]
    assert found["页头：状态"]["body"] == [
        "状态: ${1|征求意见,即将实施,现行,被代替,废止,示范文本|}"
    ]
    for snippet in found.values():
        assert snippet["scope"] == "markdown" and snippet["description"]


def tasks() -> dict[str, dict[str, Any]]:
    return {task["label"]: task for task in json.loads(starting_files()["tasks.json"])["tasks"]}


def test_matchers_put_each_fault_at_its_line_with_its_severity(tmp_path: Path) -> None:
    """The task's own command, and its patterns over what that prints."""
    header = "---\n标题: 讲师\n类别: 土专家\n---\n\n"
    files = {
        **SMALL_SITE,
        "lecturers/js-101.md": f"{header}见[[kc-99]]。\n",
        "lecturers/js 102:a.md": f"{header}应清洁,干燥。\n",
    }
    write_tree(tmp_path / "docs", files)
    write_tree(tmp_path, {"mkdocs.yml": "site_name: 甲\n"})
    task = tasks()["检查全部"]
    assert task["args"][:2] == ["-m", "qinejia"]
    out = qinejia(tmp_path, *task["args"][2:]).stdout.splitlines()
    found = [
        (matcher["severity"], *(match[pattern[key]] for key in ("file", "line", "column", "code")))
        for line in out
        for matcher in task["problemMatcher"]
        for pattern in [matcher["pattern"]]
        if (match := re.match(pattern["regexp"], line))
    ]
    shown = json.loads(qinejia(tmp_path, "check", "--format", "json").stdout)
    assert found == [
        (d["severity"], d["path"], str(d["line"]), str(d["column"]), d["code"]) for d in shown
    ]
    assert {severity for severity, *_ in found} == {"error", "warning", "info"}


def test_line_that_a_terminal_broke_is_no_fault() -> None:
    matchers = tasks()["检查全部"]["problemMatcher"]
    broken = "docs/a.md:1:1: QJ047 中文之间用了半角"
    assert not any(re.match(matcher["pattern"]["regexp"], broken) for matcher in matchers)


def test_tasks_run_our_python_on_every_system() -> None:
    for task in tasks().values():
        assert task["type"] == "process" and task["args"][0] == "-m"
        assert task["command"].endswith("/.venv/bin/python")
        assert task["windows"]["command"].endswith("\\.venv\\Scripts\\python.exe")
    assert Path(sys.executable).name.startswith("python")


def test_files_that_the_bureau_changed_are_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / ".vscode"
    write_tree(folder, {"settings.json": "{}", "qinejia.code-snippets": "{}"})
    assert main(["schema", "--vscode", str(folder)]) == 0
    assert "settings.json 已经有了" in capsys.readouterr().out
    assert (folder / "settings.json").read_text("utf-8") == "{}"
    found = (folder / "qinejia.code-snippets").read_text("utf-8")
    assert found == generated_files()["qinejia.code-snippets"]
    assert (folder / "tasks.json").exists()
