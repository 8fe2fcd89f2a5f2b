"""A number that is changed in one place is caught in all others (量值一致)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.building import copy_own, run

STANDARD = "docs/standards/std-q-qej-bz201.3-2026.md"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_own(tmp_path_factory.mktemp("agreement") / "kb")


def faults(folder: Path, path: str, old: str, new: str) -> set[str]:
    """Files with QJ022 after ``old`` became ``new`` in one file, mended afterwards."""
    target = folder / path
    text = target.read_text("utf-8")
    assert old in text
    target.write_text(text.replace(old, new), "utf-8")
    try:
        lines = run(folder, "check").stdout.splitlines()
    finally:
        target.write_text(text, "utf-8")
    return {line.split(":")[0] for line in lines if " QJ022 " in line}


def test_nothing_disagrees_now(own: Path) -> None:
    assert " QJ022 " not in run(own, "check").stdout


def test_change_in_the_standard_is_caught_in_the_other_forms(own: Path) -> None:
    found = faults(own, STANDARD, "15 min～20 min", "25 min～30 min")
    assert {"docs/courses/kc-27.md", "docs/signs/bs-chashui.md"} <= found
    found = faults(own, STANDARD, "3 min～5 min", "8 min～10 min")
    assert {
        "docs/manuals/tc-chashui.md",
        "docs/assessments/questions/tk-chashui.md",
        "docs/courses/kc-27.md",
        "docs/signs/bs-chashui.md",
    } <= found


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("docs/manuals/tc-chashui.md", "3 min～5 min", "8 min～10 min"),
        ("docs/signs/bs-chashui.md", "15 min～20 min", "25 min～30 min"),
        ("docs/courses/kc-27.md", "15 min～20 min", "25 min～30 min"),
        ("docs/assessments/checklists/kh-chashui.md", "3 min～5 min", "8 min～10 min"),
        ("docs/places/sj-chashui.md", "20 m（示例值）", "40 m（示例值）"),
    ],
)
def test_change_in_one_form_is_caught_there(own: Path, path: str, old: str, new: str) -> None:
    assert faults(own, path, old, new) == {path}
