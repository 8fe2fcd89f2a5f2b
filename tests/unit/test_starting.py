"""Pages that ``qinejia new`` starts: they pass the check as they are, and never reuse an id."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from qinejia.cli import main
from qinejia.diagnostics import Severity
from qinejia.diagnostics.formats import format_line
from qinejia.model.containers import CONTAINERS, DATA_FENCES
from qinejia.pipeline import check
from qinejia.settings import find_settings
from qinejia.starting import FORMS, Form
from qinejia.starting.templates import read_template
from tests.support import EPOCH, SMALL_SITE, write_tree

CLAUSE = "std-q-qej-bz201.3-2026#5.1.1"
BY_KIND = {form.kind.name: form for form in FORMS}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty site, as the current folder."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: 甲\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pages(site: Path) -> list[Path]:
    return sorted((site / "docs").rglob("*.md"))


def faults(site: Path) -> list[str]:
    """Every error and warning but one: a new term cannot have been used yet."""
    settings, _ = find_settings(site / "mkdocs.yml")
    assert settings is not None
    found = check(settings).diagnostics
    return [format_line(d) for d in found if d.severity is not Severity.INFO and d.code != "QJ025"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind.name)
def test_page_in_an_empty_site_passes_the_check(form: Form, site: Path) -> None:
    assert main(["new", form.names[-1], "会议服务"]) == 0
    (path,) = pages(site)
    assert path.parent.relative_to(site / "docs").as_posix() == form.kind.folder
    assert path.stem.startswith(form.kind.header.identifier_prefix)
    assert faults(site) == []
    head = path.read_text("utf-8").split("---\n")[1]
    assert re.findall(r"^(?:# )?([^\s:#-]+):", head, re.MULTILINE) == list(form.fields)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind.name)
def test_page_for_a_clause_passes_the_check(form: Form, site: Path) -> None:
    write_tree(site / "docs", SMALL_SITE)
    answers = [f"条款={CLAUSE}"] if "条款" in form.asks else []
    answers += ["课程=kc-01"] if "课程" in form.fields else []
    assert main(["new", form.kind.label, "会议: 服务 #1", *answers]) == 0
    assert faults(site) == []
    (path,) = [path for path in pages(site) if path.stem not in ("kc-01", CLAUSE[:-6])]
    text = path.read_text("utf-8")
    assert "{{" not in text
    assert (CLAUSE in text) == bool("条款" in form.asks)
    if answers:
        assert "标准的标识" not in text and "````" not in text


def test_what_the_hint_of_a_missing_form_says_mends_it(site: Path) -> None:
    write_tree(site / "docs", SMALL_SITE)

    def hints() -> list[str]:
        settings, _ = find_settings(site / "mkdocs.yml")
        assert settings is not None
        return [d.advice for d in check(settings).diagnostics if d.code == "QJ030"]

    done = 0
    while found := hints():
        assert "mkdocs.yml" not in "".join(found)
        if "800 字" in found[-1]:
            course = site / "docs/courses/kc-01.md"
            course.write_text(course.read_text("utf-8") + "\n讲义正文一句话。" * 100, "utf-8")
            continue
        (command,) = re.findall(r"qinejia (new [^。]+)。", found[-1])
        assert main(command.replace("名称", f"名称{done}").split()) == 0
        done += 1
    assert done == 4, "the course has the forms of the standard that it teaches"
    assert faults(site) == []


def test_templates_show_every_block() -> None:
    texts = {form.kind.name: read_template(form.kind.name).body for form in FORMS}
    shown = {
        kind: set(re.findall(r"^(?:/{3,} |```)(\S+)", text, re.MULTILINE))
        for kind, text in texts.items()
    }
    assert set().union(*shown.values()) == {*CONTAINERS, *DATA_FENCES}
    assert {"步骤", "正确", "错误", "摆位图"} <= shown["manual"]
    assert {"点位图", "座位图"} <= shown["place"]
    types = set(re.findall(r"题型: (\S+)", texts["questions"]))
    assert types == {"单选", "多选", "判断", "填空", "排序", "配对", "找错"}


def test_standard_of_others_is_only_registered(site: Path) -> None:
    assert main(["new", "standard", "标准化工作导则", "编号=GB/T 1.1-2020"]) == 0
    (path,) = pages(site)
    assert path.name == "std-gb-t-1.1-2020.md"
    text = path.read_text("utf-8")
    assert "编号: GB/T 1.1—2020" in text
    assert "全文: 无" in text and "\n## " not in text
    assert faults(site) == []


def test_courses_continue_the_register(site: Path) -> None:
    (site / "mkdocs.yml").write_text(
        "site_name: 甲\nextra:\n  qinejia:\n    课程总数: 3\n", encoding="utf-8"
    )
    course = SMALL_SITE["courses/kc-01.md"].replace("标准: std-q-qej-bz201.3-2026\n", "")
    write_tree(site, {"docs/courses/kc-01.md": course})
    write_tree(site, {"docs/courses/kc-03.md": course.replace("序号: 1", "序号: 3")})
    assert main(["new", "课程", "茶水"]) == 0  # 2 is missing
    assert main(["new", "课程", "保洁"]) == 0  # outside the register
    assert [path.stem for path in pages(site)] == ["kc-01", "kc-02", "kc-03", "kc-04"]
    assert "\n序号: 2\n" in (site / "docs/courses/kc-02.md").read_text("utf-8")
    assert "\n# 序号:" in (site / "docs/courses/kc-04.md").read_text("utf-8")
    assert faults(site) == []


@pytest.mark.parametrize(
    ("kind", "ledger", "expected"),
    [
        ("课程", "kc-07\tcourses/kc-07.md\n", "kc-08"),
        ("讲师", "js-012\tlecturers/js-012.md\n", "js-013"),
        ("培训期", "qs-2026-01\tsessions/qs-2026-01.md\n", "qs-2026-02"),
        ("图册", "tc-bao-jie\tmanuals/tc-bao-jie.md\n", "tc-bao-jie-2"),
    ],
)
def test_id_that_was_published_is_not_given_again(
    kind: str, ledger: str, expected: str, site: Path
) -> None:
    write_tree(site, {"ids.lock": ledger, "redirects.yml": f"{ledger.split()[0]}: 停用\n"})
    assert main(["new", kind, "保洁"]) == 0
    assert [path.stem for path in pages(site)] == [expected]


def test_id_that_was_published_cannot_be_asked_for(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tree(site, {"ids.lock": "tc-jiu\tmanuals/tc-jiu.md\n", "redirects.yml": "tc-jiu: 停用\n"})
    assert main(["new", "图册", "旧", "--id", "jiu"]) == 2
    assert "用过" in capsys.readouterr().err
    assert pages(site) == []


def test_new_page_never_overwrites(site: Path) -> None:
    path = site / "docs/courses/kc-chashui.md"
    write_tree(site, {"docs/courses/kc-chashui.md": "我写的，读不出来"})
    assert main(["new", "课程", "茶水", "--id", "kc-chashui"]) == 2
    assert path.read_text("utf-8") == "我写的，读不出来"
    assert pages(site) == [path]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["课成", "茶水"], "是不是“课程”"),
        (["课程", "茶水", "阶断=岗位技能"], "是不是“阶段”"),
        (["课程", "茶水", "课件形式=讲坐式"], "是不是“讲座式”"),
        (["课程", "茶水", "标准=std-q-qej-bz201.3-2025"], "是不是“std-q-qej-bz201.3-2026”"),
        (["题库", "茶水", "条款=std-q-qej-bz201.3-2026#5.1.9"], "是不是“5.1.2”"),
        (["标准", "茶水", "编号=甲乙丙"], "不符合任何一类编号规则"),
        (["图册", "茶水", "五定=甲"], "没有“五定”这一项"),
        (["课程", "茶水", "更新=明天"], "日期"),
        (["课程", ""], "标题"),
        ([], "请写明新建什么"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_answer_that_cannot_be_is_refused_and_nothing_written(
    arguments: list[str], said: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tree(site / "docs", SMALL_SITE)
    assert main(["new", *arguments]) in (1, 2)
    assert said in capsys.readouterr().err
    assert len(pages(site)) == len(SMALL_SITE)


def test_several_values_and_empty_ones(site: Path) -> None:
    assert main(["new", "课程", "茶水", "层级=执行层、管理层", "阶段=，", "课时=4"]) == 0
    text = pages(site)[0].read_text("utf-8")
    assert "\n层级: [执行层, 管理层]\n" in text and "\n阶段: 岗位技能\n" in text
    assert "\n课时: 4\n" in text
    assert faults(site) == []


def test_taxonomy_of_another_bureau_gives_the_examples(site: Path) -> None:
    write_tree(
        site / "docs/taxonomies",
        {"layers.yml": "- {id: a, 名称: 骨干层}\n", "stages.yml": "- {id: b, 名称: 初训}\n"},
    )
    assert main(["new", "course", "茶水"]) == 0
    text = pages(site)[0].read_text("utf-8")
    assert "层级: 骨干层" in text and "阶段: 初训" in text
    assert faults(site) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own")
def test_terminal_is_asked_in_chinese(site: Path) -> None:
    """Through a real terminal: by number and by name, asking again after what does not exist."""
    write_tree(site / "docs", SMALL_SITE)
    answers = ["课程", "", "保洁", "2", "执行层", "岗位技能", f"{CLAUSE[:-5]}5.1.9", CLAUSE]
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "qinejia", "new"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        encoding="utf-8",
    ) as process:
        os.close(theirs)
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        said, _ = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0, said
    assert "课程的标题" in said and "2 讲座式" in said and "是不是“5.1.2”" in said
    text = (site / "docs/courses/kc-02.md").read_text("utf-8")
    assert "标题: 保洁" in text and "课件形式: 讲座式" in text
    assert "标准: std-q-qej-bz201.3-2026\n" in text and f"[[{CLAUSE}]]" in text
