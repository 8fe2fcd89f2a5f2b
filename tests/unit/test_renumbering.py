"""``qinejia renumber``: numbers follow on, and whoever cites them follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from qinejia.cli import main
from tests.support import COURSE, STANDARD, write_tree

PATH = "docs/standards/std-q-qej-bz201.3-2026.md"
GAPS = (
    STANDARD.replace("### 5.2 续水", "### 5.4 续水")
    .replace("5.1.2 应符合", "5.1.5 应符合")
    .replace("茶水应斟至七至八分满。", "茶水应斟至七至八分满，人员要求见5.1.5，不适用于5.1.9。")
)
CITING = COURSE.replace(
    "讲义正文。",
    "见[[std-q-qej-bz201.3-2026#5.4]]、[[甲>Q/QEJ BZ201.3—2026#5.1.5-b-1]]、[[kc-01#5.4]]。",
).replace(
    "标准: std-q-qej-bz201.3-2026", "标准: [std-q-qej-bz201.3#5.1.1, std-q-qej-bz201.3#5.1.5]"
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_tree(
        tmp_path,
        {
            "mkdocs.yml": "site_name: 甲\n",
            PATH: GAPS,
            "docs/courses/kc-01.md": CITING,
            "ids.lock": "std-q-qej-bz201.3-2026\tstandards/std-q-qej-bz201.3-2026.md"
            "\t5.1.1\t5.1.5\t5.4\n",
        },
    )


def run(*arguments: str) -> int:
    return main(["renumber", "std-q-qej-bz201.3-2026", *arguments])


def test_clauses_cross_references_and_citing_files_follow(site: Path) -> None:
    assert run() == 0
    text = (site / PATH).read_text("utf-8")
    assert "### 5.2 续水" in text
    assert "\n5.1.2 应符合" in text
    assert "见5.1.2，不适用于5.1.9。" in text
    citing = (site / "docs/courses/kc-01.md").read_text("utf-8")
    assert "[[std-q-qej-bz201.3-2026#5.2]]" in citing
    assert "BZ201.3—2026#5.1.2-b-1]]" in citing
    assert "[[kc-01#5.4]]" in citing
    assert "标准: [std-q-qej-bz201.3#5.1.1, std-q-qej-bz201.3#5.1.2]" in citing


def test_published_numbers_that_are_gone_are_redirected(site: Path) -> None:
    run()
    assert (site / "redirects.yml").read_text("utf-8") == (
        "std-q-qej-bz201.3-2026#5.1.5: std-q-qej-bz201.3-2026#5.1.2\n"
        "std-q-qej-bz201.3-2026#5.4: std-q-qej-bz201.3-2026#5.2\n"
    )


def test_dry_run_changes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--dry-run") == 0
    assert (site / PATH).read_text("utf-8") == GAPS
    assert not (site / "redirects.yml").exists()
    assert "5.4 → 5.2" in capsys.readouterr().out


def test_second_run_finds_nothing_to_do(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run()
    capsys.readouterr()
    assert run() == 0
    assert capsys.readouterr().out == "编号已经连续，没有改动。\n"


def test_unknown_standard(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["renumber", "std-x"]) == 2
    assert "std-x" in capsys.readouterr().err
