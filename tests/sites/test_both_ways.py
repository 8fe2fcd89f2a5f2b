"""Our driver and MkDocs' own say the same and give the same bytes, for every diagnostic's sites."""

from __future__ import annotations

from pathlib import Path

import pytest

from qinejia.diagnostics import CODES
from tests.sites.building import contents, lay_out, run
from tests.unit.test_cases import CASES
from tests.unit.test_cases import lay_out as lay_out_case

OWN_CONFIG = "QJ150"
"""Its cases are faulty settings, which no engine gets to see."""


def trees() -> list[str]:
    """Two trees of each code: one without the fault, one with it."""
    return [
        f"{case.name}/{name}"
        for case in sorted(CASES.iterdir())
        if case.name in CODES and case.name != OWN_CONFIG
        for name in ("good", "bad")
        if (case / name).is_dir() and "unreadable" not in _recipe(case / name)
    ]


def _recipe(tree: Path) -> str:
    path = tree / "make.txt"
    return path.read_text("utf-8") if path.exists() else ""


@pytest.mark.slow
@pytest.mark.parametrize("tree", trees())
def test_both_drivers_agree(tree: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "kb"
    lay_out_case(CASES / tree, site, monkeypatch)
    config = (site / "mkdocs.yml").read_text("utf-8")
    lay_out(site, {}, f"INHERIT: mkdocs-base.yml\n{config}")
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    plain = run(site, "build", "-q", "-d", str(tmp_path / "plain"), module="mkdocs")
    ours = run(site, "build", "--out", str(tmp_path / "ours"), **cache)
    again = run(site, "build", "--out", str(tmp_path / "ours"), **cache)
    assert (ours.returncode, ours.stderr) == (plain.returncode, plain.stderr)
    assert (again.returncode, again.stderr) == (plain.returncode, plain.stderr)
    if plain.returncode == 0:
        assert contents(tmp_path / "ours") == contents(tmp_path / "plain")
