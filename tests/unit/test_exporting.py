"""What ``qinejia schema`` exports, and pages that ``qinejia new`` starts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qinejia.cli import main
from qinejia.model.kinds import KINDS, Kind
from qinejia.schema import header_schema, snippets
from tests.support import check_tree


def test_schema_has_every_kind_with_chinese_keys_and_help() -> None:
    schema = header_schema()
    assert set(schema["x-kinds"]) == {kind.name for kind in KINDS}
    for kind in KINDS:
        name = schema["x-kinds"][kind.name]["$ref"].rpartition("/")[2]
        header = schema["$defs"][name]
        assert set(header["properties"]) == {f.alias for f in kind.header.model_fields.values()}
        assert all(entry["description"] for entry in header["properties"].values())
        assert header["additionalProperties"] is False


def test_schema_says_what_is_required_and_what_may_be_written() -> None:
    schema = header_schema()
    standard = schema["$defs"][schema["x-kinds"]["standard"]["$ref"].rpartition("/")[2]]
    assert {"标题", "状态"} <= set(standard["required"])
    assert "示范文本" in standard["properties"]["状态"]["enum"]


def test_snippets_offer_each_key_and_each_kind() -> None:
    found = snippets()
    assert {f"新建{kind.label}" for kind in KINDS} <= set(found)
    for snippet in found.values():
        assert snippet["scope"] == "markdown"
        assert snippet["description"]
    status = found["页头：状态"]["body"]
    assert status.startswith("状态: ${1|")
    assert "示范文本" in status


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: 甲\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_new_page_lacks_only_what_the_editor_must_fill_in(
    kind: Kind, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", kind.label, "xin-1"]) == 0
    (path,) = (site / "docs").rglob("*.md")
    identifier = path.stem
    assert identifier.startswith(kind.header.identifier_prefix)
    assert path.parent.relative_to(site / "docs").as_posix() == kind.folder
    text = path.read_text("utf-8")
    found = check_tree({path.relative_to(site / "docs").as_posix(): text}).diagnostics
    required = [f.alias for f in kind.header.model_fields.values() if f.is_required()]
    assert {d.code for d in found if d.severity.name == "ERROR"} <= {"QJ001", "QJ112", "QJ111"}
    assert all(f"{key}: " in text for key in required)


def test_new_page_never_overwrites(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "课程", "chashui"]) == 0
    path = site / "docs/courses/kc-chashui.md"
    path.write_text("我写的", encoding="utf-8")
    assert main(["new", "课程", "kc-chashui"]) == 1
    assert path.read_text("utf-8") == "我写的"
    assert [p.name for p in path.parent.iterdir()] == ["kc-chashui.md"]


def test_schema_command_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(header_schema()))
    assert main(["schema", "--vscode"]) == 0
    assert json.loads(capsys.readouterr().out) == snippets()
