"""Started pages of every kind: among the repository's own records, and built."""

from __future__ import annotations

import shutil
from pathlib import Path

from qinejia.diagnostics import Severity
from qinejia.diagnostics.formats import format_line
from qinejia.pipeline import check
from qinejia.settings import Settings, find_settings
from qinejia.starting import FORMS, draft_page
from tests.sites.building import ROOT, build, copy_own, lay_out

CLAUSE = "std-q-qej-bz201.3-2026#5.3.2"


def start_every_kind(site: Path, clause: str) -> Settings:
    """A page of each kind, for a clause where the kind asks for one."""
    settings, _ = find_settings(site / "mkdocs.yml")
    assert settings is not None
    checked = check(settings)
    for form in FORMS:
        answers = {"标题": f"会议{form.kind.label}"}
        if "条款" in form.asks:
            answers["条款"] = clause
        draft = draft_page(form, answers, checked, settings, today=checked.today)
        draft.path.parent.mkdir(parents=True, exist_ok=True)
        draft.path.write_text(draft.text, "utf-8")
    return settings


def faults(settings: Settings) -> list[str]:
    """Every error and warning but one: a new term cannot have been used yet."""
    found = check(settings).diagnostics
    return [format_line(d) for d in found if d.severity is not Severity.INFO and d.code != "QJ025"]


def test_every_kind_starts_among_our_own_records(tmp_path: Path) -> None:
    site = copy_own(tmp_path / "kb")
    shutil.copy(ROOT / "ids.lock", site)
    assert faults(start_every_kind(site, CLAUSE)) == []
    assert (site / "docs/courses/kc-32.md").exists()


def test_every_kind_is_built(tmp_path: Path) -> None:
    """With and without a clause: ``build`` verifies every link and anchor of the result."""
    site = lay_out(tmp_path / "kb", {"docs/index.md": "# 首页\n"})
    start_every_kind(site, "")
    (standard,) = (site / "docs/standards").iterdir()
    settings = start_every_kind(site, f"{standard.stem}#4.1.1")
    assert faults(settings) == []
    out = build(site, tmp_path / "site")
    assert (out / "manuals/tc-hui-yi-2/index.html").exists()
