"""What ``qinejia schema`` exports."""

from __future__ import annotations

import json

import pytest

from qinejia.cli import main
from qinejia.model.kinds import KINDS
from qinejia.schema import header_schema


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


def test_schema_allows_what_editors_write() -> None:
    """A single name for a list of one, and 是 or 否: other tools must not call that a fault."""
    definitions = header_schema()["$defs"]
    assert {"type": "string"} in definitions["CourseHeader"]["properties"]["层级"]["anyOf"]
    assert {"是", "否"} <= set(definitions["SessionHeader"]["properties"]["竞赛"]["enum"])


def test_schema_command_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(header_schema()))
