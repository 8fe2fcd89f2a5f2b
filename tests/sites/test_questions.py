"""``qinejia questions`` as an editor runs it: out of one bank, into another, which then builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.building import copy_own, run

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("form", "ending", "count"),
    [("xlsx", ".xlsx", 16), ("qti", ".qti.zip", 16), ("gift", ".gift.txt", 14)],
)
def test_a_bank_goes_out_and_comes_in(tmp_path: Path, form: str, ending: str, count: int) -> None:
    folder = copy_own(tmp_path / "kb")
    out = run(folder, "questions", "export", "tk-chashui", "--format", form)
    assert out.returncode == 0, out.stderr
    assert f"已导出 {count} 题" in out.stdout
    assert "q17：" in out.stderr
    file = folder / f"tk-chashui{ending}"
    done = run(folder, "questions", "import", str(file), "--to", "tk-xin", "--title", "新题库")
    assert done.returncode == 0, done.stderr
    assert f"已写入 {count} 题" in done.stdout
    checked = run(folder, "check", "docs/assessments/questions/tk-xin.md")
    assert checked.returncode == 0, checked.stdout
    assert run(folder, "questions", "import", str(file), "--to", "tk-xin").returncode == 2


def test_bad_files_and_names_leave_nothing(tmp_path: Path) -> None:
    folder = copy_own(tmp_path / "kb")
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"nothing")
    for file, name in (
        (bad, "tk-a"),
        (tmp_path / "absent.txt", "tk-a"),
        (bad, "../x"),
        (bad, "kc-1"),
    ):
        done = run(folder, "questions", "import", str(file), "--to", name)
        assert done.returncode in (1, 2)
        assert "Traceback" not in done.stderr
    assert not (folder / "docs/assessments/questions/tk-a.md").exists()
    assert run(folder, "questions", "export", "kc-27").returncode == 2
