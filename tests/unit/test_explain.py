"""``qinejia explain``, the formats of ``qinejia check``, exit codes and faulty command lines."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from qinejia.cli import main
from qinejia.diagnostics import CODES

BASE = Path(__file__).parent.parent / "cases" / "_base"
HAN = re.compile("[一-鿿]")
ENGLISH = re.compile(
    r"\b(?:usage(?=:)|options|positional|show|arguments?|error|invalid|choose|expected"
    r"|required|unrecognized|ignored|explicit|ambiguous|could|match|exit)\b",
    re.I,
)
HEADER = "---\n标题: 讲师\n类别: 土专家\n---\n\n"
# A file with an error, one with a warning; a name that every format has to escape.
SEVERAL = {
    "docs/lecturers/js-101.md": HEADER + "见[[kc-99]]和[甲](no.md)。\n",
    "docs/lecturers/js-102.md": HEADER + "应清洁,干燥;完成100 %。\n",
    "docs/lecturers/a,b:c%d.md": "---\n标题: 讲师\n---\n",
}
WARNING = {"docs/lecturers/js-102.md": SEVERAL["docs/lecturers/js-102.md"]}
POSITION = tuple[str, int, int, str]


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780300000")
    for name in ("QINEJIA_EDITION", "QINEJIA_USB"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small clean site, as the current folder."""
    root = tmp_path / "site"
    shutil.copytree(BASE, root)
    monkeypatch.chdir(root)
    return root


def write(site: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (site / name).write_text(text, encoding="utf-8")


def run(arguments: list[str]) -> int:
    """Exit status, also of a command line that argparse refuses."""
    try:
        return main(arguments)
    except SystemExit as error:
        return int(error.code or 0)


@pytest.mark.parametrize("code", sorted(CODES))
def test_explain_knows_the_code(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", code.lower()]) == 0
    out = capsys.readouterr().out
    entry = CODES[code]
    assert entry.code == code
    for text in (entry.title, entry.explanation, entry.hint):
        assert text.strip() == text
        assert HAN.search(text)
        assert text in out
    assert entry.example.strip()
    assert f"例：{entry.example}" in out
    assert entry.severity in ("错误", "警告", "提示")
    assert f"{code}（{entry.severity}）{entry.title}" in out
    assert not ENGLISH.search(out)


def test_explain_lists_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(CODES)


def test_explain_of_an_unknown_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "QJ999"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "QJ999" in captured.err and "是不是" not in captured.err
    assert run(["explain", "QJ01"]) == 2
    assert "是不是“QJ001”" in capsys.readouterr().err
    assert HAN.search(captured.err)


def _from_text(out: str) -> list[POSITION]:
    found = re.findall(r"^(docs\S*):(\d+):(\d+): (QJ\d{3}) .+$", out, re.MULTILINE)
    return [(path, int(line), int(column), code) for path, line, column, code in found]


def _from_json(out: str) -> list[POSITION]:
    return [(d["path"], d["line"], d["column"], d["code"]) for d in json.loads(out)]


def _from_sarif(out: str) -> list[POSITION]:
    document = json.loads(out)
    assert document["version"] == "2.1.0"
    found: list[POSITION] = []
    (tool_run,) = document["runs"]
    rules = tool_run["tool"]["driver"]["rules"]
    for result in tool_run["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        region = place["region"]
        code = result["ruleId"]
        assert rules[result["ruleIndex"]]["id"] == code
        uri = place["artifactLocation"]["uri"]
        found.append((_unquoted(uri), region["startLine"], region["startColumn"], code))
    return found


def _unquoted(uri: str) -> str:
    """A path in SARIF is a URI: what is not allowed there has to be percent-encoded."""
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/:,@!$&'()*+;=-]|%[0-9A-Fa-f]{2})+", uri), uri
    return unquote(uri)


def _from_github(out: str) -> list[POSITION]:
    found: list[POSITION] = []
    for line in filter(None, out.splitlines()):
        match = re.fullmatch(
            r"::(?:error|warning|notice) file=([^,:]+),line=(\d+),col=(\d+),title=(QJ\d{3})::.+",
            line,
        )
        assert match, line
        path = match[1].replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
        found.append((path, int(match[2]), int(match[3]), match[4]))
    return found


READERS = {"text": _from_text, "json": _from_json, "sarif": _from_sarif, "github": _from_github}


def test_formats_agree_on_positions(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, SEVERAL)
    found = {}
    for name, read in READERS.items():
        assert run(["check", "--format", name]) == 1
        found[name] = read(capsys.readouterr().out)
    assert found["json"] == [
        ("docs/lecturers/a,b:c%d.md", 1, 1, "QJ001"),
        ("docs/lecturers/js-101.md", 6, 2, "QJ035"),
        ("docs/lecturers/js-101.md", 6, 12, "QJ035"),
        ("docs/lecturers/js-102.md", 6, 4, "QJ047"),
        ("docs/lecturers/js-102.md", 6, 7, "QJ047"),
    ]
    assert found["text"] == found["github"] == found["json"]
    assert found["sarif"] == found["json"]


@pytest.mark.parametrize("name", sorted(READERS))
def test_formats_of_a_clean_site(name: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--format", name]) == 0
    assert READERS[name](capsys.readouterr().out) == []


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_faulty_settings_are_told_in_the_format_asked_for(
    name: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "mkdocs.yml").unlink()
    assert run(["check", "--format", name]) == 1
    assert "没有找到" in json.dumps(json.loads(capsys.readouterr().out), ensure_ascii=False)


def test_text_tells_severity_hint_and_count(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, SEVERAL)
    run(["check"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "3 处错误，2 处警告，0 条提示"
    warning = next(number for number, line in enumerate(lines) if "QJ047" in line)
    assert lines[warning].endswith("（警告）")
    assert lines[warning + 1].strip() == "怎么改：改成全角“，”。"


def test_severities_of_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, SEVERAL)
    run(["check", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert {d["severity"] for d in found} == {"error", "warning"}
    assert all(d["hint"] and HAN.search(d["message"]) for d in found)


def test_warnings_fail_only_when_strict(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, WARNING)
    assert run(["check"]) == 0
    assert run(["check", "--strict"]) == 1
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "    严格: 是\n", encoding="utf-8")
    assert run(["check"]) == 1


def test_strict_lets_information_pass(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course = "---\n标题: 课\n课件形式: 讲座式\n层级: 执行层\n阶段: 岗位技能\n---\n\n讲义。\n"
    write(site, {"docs/courses/kc-peitao.md": course})
    assert run(["check", "--strict"]) == 0
    assert "2 条提示" in capsys.readouterr().out


@pytest.mark.parametrize(("level", "status"), [("提示", 0), ("警告", 0), ("错误", 1)])
def test_gates_raise_information(
    level: str, status: int, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = "---\n标题: 课\n课件形式: 讲座式\n层级: 执行层\n阶段: 岗位技能\n---\n\n讲义。\n"
    gates = f"    门槛: {{讲师: {level}, 五位一体: {level}}}\n"
    settings = (site / "mkdocs.yml").read_text("utf-8") + gates
    write(site, {"docs/courses/kc-peitao.md": course, "mkdocs.yml": settings})
    assert run(["check"]) == status
    assert f"2 {'条' if level == '提示' else '处'}{level}" in capsys.readouterr().out


def test_paths_narrow_what_is_shown(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, SEVERAL)
    assert run(["check", "docs/lecturers/js-102.md", "--format", "json"]) == 0
    assert {p for p, *_ in _from_json(capsys.readouterr().out)} == {"docs/lecturers/js-102.md"}
    assert run(["check", "docs/terms", "--format", "json"]) == 0
    assert _from_json(capsys.readouterr().out) == []
    assert run(["check", "docs/lecturers", "--format", "json"]) == 1
    assert len(_from_json(capsys.readouterr().out)) == 5


def test_path_that_does_not_exist_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "docs/meiyou.md"]) == 2
    captured = capsys.readouterr()
    assert "docs/meiyou.md" in captured.err
    assert HAN.search(captured.err)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["chekc"],
        ["check", "--format"],
        ["check", "--format", "xml"],
        ["check", "--stirct"],
        ["check", "--strict=1"],
        ["build", "--edition", "secret"],
        ["build", "extra"],
        ["build", "--out"],
        ["new"],
        ["new", "标准"],
        ["new", "没有", "x"],
        ["new", "标准", "x", "--id", "../x"],
        ["new", "标准", "x", "状太=现行"],
        ["new", "标准", "x", "y"],
        ["explain", "QJ1", "QJ2"],
        ["explain", "QJ1"],
        ["ids"],
        ["ids", "forget"],
        ["--config"],
    ],
    ids=lambda arguments: " ".join(arguments) or "nothing",
)
def test_faulty_command_line(
    arguments: list[str], site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert HAN.search(captured.err)
    assert "Traceback" not in captured.err
    assert not ENGLISH.search(captured.err), captured.err


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["new", "-h"]])
def test_help_is_chinese(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    out = capsys.readouterr().out
    assert HAN.search(out)
    assert not ENGLISH.search(out), out


@pytest.mark.parametrize("command", [["check"], ["ids", "record"], ["new", "标准", "x"], ["build"]])
def test_without_settings(
    command: list[str], site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "mkdocs.yml").unlink()
    assert run(command) == 1
    captured = capsys.readouterr()
    assert "没有找到 mkdocs.yml" in captured.out + captured.err
    assert "Traceback" not in captured.out + captured.err
