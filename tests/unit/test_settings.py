"""Settings as ``mkdocs.yml`` gives them: what is read, inherited, and refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from qinejia.diagnostics.formats import format_line
from qinejia.settings import Settings, find_settings
from tests.support import write_tree


def read(tmp_path: Path, files: dict[str, str]) -> tuple[Settings | None, list[str]]:
    settings, faults = find_settings(write_tree(tmp_path, files) / "mkdocs.yml")
    return settings, [format_line(fault) for fault in faults]


def good(tmp_path: Path, files: dict[str, str]) -> Settings:
    settings, faults = read(tmp_path, files)
    assert settings is not None, faults
    return settings


@pytest.mark.parametrize("text", ["site_name: 甲\n", "extra:\n", "extra: {qinejia: }\n"])
def test_without_options_the_defaults_hold(text: str, tmp_path: Path) -> None:
    settings = good(tmp_path, {"mkdocs.yml": text})
    assert settings.options.edition == "intranet"
    assert settings.docs == tmp_path.resolve() / "docs"
    assert (settings.use_directory_urls, settings.own_slugs) == (True, True)


def test_what_mkdocs_says_about_addresses_and_anchors(tmp_path: Path) -> None:
    text = (
        "docs_dir: 内容\nuse_directory_urls: false\nmarkdown_extensions:\n  - toc:\n"
        "      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}\n"
    )
    settings = good(tmp_path, {"mkdocs.yml": text})
    assert settings.label == "内容"
    assert (settings.use_directory_urls, settings.own_slugs) == (False, False)


def test_python_tags_are_never_carried_out(tmp_path: Path) -> None:
    text = f"x: !!python/object/apply:os.mkdir ['{tmp_path / 'bad'}']\n"
    good(tmp_path, {"mkdocs.yml": text})
    assert not (tmp_path / "bad").exists()


def test_variables_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANWEI", "会议服务中心")
    text = (
        "extra:\n  qinejia:\n    主办单位: !ENV [MEIYOU, DANWEI, 无]\n"
        "    内网地址: !ENV [MEIYOU, 'http://kb']\n"
    )
    options = good(tmp_path, {"mkdocs.yml": text}).options
    assert (options.owner, options.intranet_address) == ("会议服务中心", "http://kb/")


def test_edition_of_one_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINEJIA_EDITION", "public")
    assert good(tmp_path, {"mkdocs.yml": "site_name: 甲\n"}).options.edition == "public"


def test_inherited_options_are_merged_key_by_key(tmp_path: Path) -> None:
    settings = good(
        tmp_path,
        {
            "mkdocs.yml": "INHERIT: gong/base.yml\n"
            "extra: {qinejia: {课程总数: 2, 门槛: {讲师: 警告}}}\n",
            "gong/base.yml": "docs_dir: 内容\n"
            "extra: {qinejia: {课程总数: 31, 主办单位: 甲, 门槛: {五位一体: 错误}}}\n",
        },
    )
    options = settings.options
    assert (options.course_count, options.owner) == (2, "甲")
    assert (options.gates.lecturers, options.gates.five_forms) == ("警告", "错误")
    assert settings.label == "内容"


def test_fault_in_an_inherited_file_is_told_there(tmp_path: Path) -> None:
    _, faults = read(
        tmp_path,
        {
            "mkdocs.yml": "INHERIT: gong/base.yml\nextra: {qinejia: {主办单位: 甲}}\n",
            "gong/base.yml": "extra:\n  qinejia:\n    课程总数: 许多\n",
        },
    )
    (fault,) = faults
    assert fault.startswith("gong/base.yml:3:11: QJ150 ")


def test_files_that_inherit_each_other(tmp_path: Path) -> None:
    _, faults = read(
        tmp_path, {"mkdocs.yml": "INHERIT: a.yml\n", "a.yml": "x: 1\nINHERIT: mkdocs.yml\n"}
    )
    assert faults == ["a.yml:2:10: QJ150 a.yml 引用了自己"]
