"""The forms say what the models say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qinejia.cli import main
from qinejia.editing.faults import EditingFault
from qinejia.editing.forge import write_admin
from qinejia.editing.forms import configuration, names
from qinejia.model.headers.practice import SignHeader
from qinejia.model.kinds import KINDS
from tests.support import SMALL_SITE, check_tree, settings_of


@pytest.fixture(scope="module")
def config() -> dict[str, Any]:
    layers = {"taxonomies/layers.yml": "- {id: layer-a, 名称: 执行层}\n"}
    return configuration(check_tree({**SMALL_SITE, **layers}).site, "docs", {"name": "proxy"})


def field(config: dict[str, Any], kind: str, *path: str) -> dict[str, Any]:
    """A field of a form; further names lead into its parts."""
    found = next(c for c in config["collections"] if c["name"] == kind)
    for name in path:
        found = next(f for f in found["fields"] if f["name"] == name)
    return dict(found)


def test_every_key_has_a_field_with_its_help_and_duty(config: dict[str, Any]) -> None:
    hidden = {"类型", "审核", "忽略", "title", "tags", "template", "hide", "description"}
    for kind in KINDS:
        fields = {f["name"]: f for f in field(config, kind.name)["fields"]}
        declared = {str(f.alias): f for f in kind.header.model_fields.values()}
        assert set(fields) == (set(declared) - hidden) | {"id", "body"}
        for alias in set(declared) - hidden - {"id"}:
            assert fields[alias]["hint"] == declared[alias].description
            assert fields[alias]["required"] == declared[alias].is_required()


def test_choices_limits_and_relations_are_those_of_the_model(config: dict[str, Any]) -> None:
    category = SignHeader.model_fields["category"].annotation
    assert field(config, "sign", "类别")["options"] == list(category.__args__)  # type: ignore[union-attr]
    assert field(config, "standard", "处置")["options"] == ["可引用", "待完善", "需补充", "应废止"]
    assert field(config, "standard", "已核实")["options"] == ["是", "否"]
    number = field(config, "course", "序号")
    assert (number["value_type"], number["min"], number["max"]) == ("int", 1, 999)
    assert field(config, "course", "标准")["kinds"] == ["standard"]
    assert field(config, "video", "章节", "步骤")["multiple"] is False
    assert field(config, "place", "物品")["widget"] == "list"
    assert field(config, "place", "物品", "名称")["required"] is True
    # Nothing is demanded inside of what may be left out.
    assert field(config, "place", "五定", "定名")["required"] is False
    assert field(config, "course", "公开属性")["default"] == "内网"


def test_values_in_use_are_offered_and_the_next_number_is_given() -> None:
    tree = {
        **SMALL_SITE,
        "courses/kc-07.md": "---\n标题: 甲\n课件形式: 实操式\n层级: 旧名\n阶段: 乙\n---\n\n正文\n",
    }
    config = configuration(check_tree(tree).site, "docs", {"name": "proxy"})
    assert "旧名" in field(config, "course", "层级")["options"]
    assert field(config, "course", "id")["default"] == "kc-08"


def test_site_whose_taxonomies_are_empty_has_no_group_without_fields() -> None:
    """Decap takes no such group, and then shows nothing but its error."""

    def groups(fields: list[dict[str, Any]]) -> list[str]:
        inner = [(f["name"], f["fields"]) for f in fields if "fields" in f]
        return [name for name, part in inner if not part] + [
            name for _, part in inner for name in groups(part)
        ]

    tree = {path: text for path, text in SMALL_SITE.items() if not path.startswith("taxonomies/")}
    made = configuration(check_tree(tree).site, "docs", {"name": "proxy"})
    assert [name for c in made["collections"] for name in groups(c["fields"])] == []


def test_names_hold_records_and_their_clauses() -> None:
    found = dict(names(check_tree(SMALL_SITE).site)["standard"])
    assert any("#5.1.1" in name for name in found)


def test_a_forge_needs_https_and_a_missing_editor_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_of(root=tmp_path)
    with pytest.raises(EditingFault, match="https"):
        write_admin(
            tmp_path / "admin", settings, b"", name="gitea", url="http://git.example.cn",
            repo="a/b", app_id="x", branch="main",
        )  # fmt: skip
    assert not (tmp_path / "admin").exists()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    (tmp_path / "x.tgz").write_bytes(b"no archive")
    command = ["--config", str(tmp_path / "mkdocs.yml"), "edit"]
    assert main(command) == 1
    assert "qinejia edit --get" in capsys.readouterr().err
    assert main([*command, "--get", str(tmp_path / "x.tgz")]) == 1
    assert "读不出来" in capsys.readouterr().err
