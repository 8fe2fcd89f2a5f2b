"""A site's template: what upgrade replaces, keeps and never touches; a lock that asks for more."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from qinejia.cli import main
from qinejia.template import files, laying
from qinejia.template.laying import carry_out, plan, read_site_lock
from qinejia.template.lock import LOCK, Lock, TemplateFault, digest, format_lock, read_lock
from qinejia.template.vendoring import PLATFORMS, entries_of, for_platform
from tests.support import REPOSITORY, files_below

OLD = {"hooks/a.py": b"1\n", "overrides/x.html": b"x\n", "overrides/gone.js": b"g\n", "b": b"b\n"}
NEW = {"hooks/a.py": b"2\n", "overrides/x.html": b"y\n", "overrides/more.js": b"m\n", "b": b"b\n"}


def upgrade(root: Path, template: dict[str, bytes]) -> laying.Plan:
    known = read_site_lock(root) or Lock()
    found = plan(root, template, known)
    carry_out(root, found, template, "1.0")
    return found


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# 本单位的内容\n", "utf-8")
    upgrade(tmp_path, OLD)
    return tmp_path


def test_untouched_files_follow_the_template(site: Path) -> None:
    upgrade(site, NEW)
    found = files_below(site)
    assert {path: found[path] for path in NEW} == NEW
    assert set(found) == {*NEW, LOCK, "docs/index.md"}
    assert found["docs/index.md"] == "# 本单位的内容\n".encode()
    assert upgrade(site, NEW).is_empty


def test_changed_file_is_kept_and_the_new_one_lies_beside(site: Path) -> None:
    (site / "overrides/x.html").write_bytes(b"ours\n")
    assert upgrade(site, NEW).beside == ["overrides/x.html"]
    assert (site / "overrides/x.html").read_bytes() == b"ours\n"
    assert (site / "overrides/x.html.new").read_bytes() == b"y\n"
    (site / "overrides/x.html.new").unlink()
    assert upgrade(site, NEW).is_empty, "the same template is no news"
    third = {**NEW, "overrides/x.html": b"z\n"}
    assert upgrade(site, third).beside == ["overrides/x.html"]


def test_accepted_new_file_follows_the_template_again(site: Path) -> None:
    (site / "overrides/x.html").write_bytes(b"ours\n")
    upgrade(site, NEW)
    (site / "overrides/x.html.new").replace(site / "overrides/x.html")
    assert upgrade(site, OLD).replaced == ["hooks/a.py", "overrides/x.html"]


def test_changed_file_that_left_the_template_stays(site: Path) -> None:
    (site / "overrides/gone.js").write_bytes(b"ours\n")
    found = upgrade(site, NEW)
    assert (found.left, found.removed) == (["overrides/gone.js"], [])
    assert (site / "overrides/gone.js").read_bytes() == b"ours\n"


def test_files_own_file_where_the_template_gets_one_is_kept(site: Path) -> None:
    (site / "overrides/more.js").write_bytes(b"ours\n")
    assert upgrade(site, NEW).beside == ["overrides/more.js"]
    assert (site / "overrides/more.js").read_bytes() == b"ours\n"


def test_what_the_bureau_took_away_comes_back_only_when_it_is_new(site: Path) -> None:
    (site / "b").unlink()
    assert upgrade(site, NEW).added == ["overrides/more.js"]
    assert upgrade(site, {**NEW, "b": b"c\n"}).added == ["b"]


def test_line_ends_of_windows_are_no_change(site: Path) -> None:
    (site / "overrides/x.html").write_bytes(b"x\r\n")
    assert "overrides/x.html" in upgrade(site, NEW).replaced


def test_upgrade_that_was_cut_off_is_finished_by_the_next(site: Path) -> None:
    (site / "hooks/a.py").write_bytes(NEW["hooks/a.py"])  # written; the lock was not
    found = upgrade(site, NEW)
    assert (found.replaced, found.beside) == (["overrides/x.html"], [])


def test_ci_files_can_come_later_and_follow_from_then_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "kb"
    assert main(["init", str(root)]) == 0
    assert not (root / ".gitlab-ci.yml").exists()
    assert main(["upgrade", str(root), "--ci", "gitlab"]) == 0
    assert (root / ".gitlab-ci.yml").read_bytes() == files.of_forge("gitlab")[".gitlab-ci.yml"]
    capsys.readouterr()
    assert main(["upgrade", str(root)]) == 0
    assert "没有要改的" in capsys.readouterr().out
    assert (root / ".gitlab-ci.yml").exists()


@pytest.mark.parametrize(
    "path", ["../draussen", "/etc/passwd", "a/../../b", "..", "C:/a", "a\\..\\..\\b", "a:stream"]
)
def test_lock_that_names_a_place_out_of_the_site_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateFault, match=f"{LOCK}:2:1"):
        read_lock(f"# qinejia 0.1.0\n{digest(b'')}  {path}\n")
    site = tmp_path / "site"
    site.mkdir()
    (site / LOCK).write_text(f"# qinejia 0.1.0\n{digest(b'')}  {path}\n", "utf-8")
    before = files_below(tmp_path)
    assert main(["upgrade", str(site)]) == 1
    assert files_below(tmp_path) == before


def test_symbolic_link_is_not_followed(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.py").write_bytes(OLD["hooks/a.py"])
    (site / "hooks/a.py").unlink()
    (site / "hooks").rmdir()
    (site / "hooks").symlink_to(outside)
    with pytest.raises(TemplateFault, match="符号链接"):
        upgrade(site, NEW)
    assert (outside / "a.py").read_bytes() == OLD["hooks/a.py"]
    assert (site / "overrides/x.html").read_bytes() == OLD["overrides/x.html"]


def test_older_program_does_not_take_a_site_back(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / LOCK).write_text(format_lock(Lock("9.0.10")), "utf-8")
    before = files_below(site)
    assert main(["upgrade", str(site)]) == 1
    assert "请先安装新版程序" in capsys.readouterr().err
    assert files_below(site) == before


def test_init_leaves_a_folder_with_files_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "稿件.docx").write_bytes(b"x")
    assert main(["init", str(tmp_path)]) == 1
    assert "没有改动" in capsys.readouterr().err
    assert files_below(tmp_path) == {"稿件.docx": b"x"}


@pytest.mark.parametrize("name", ['甲"\nhooks: [x.py]', "[甲](javascript:x)", "<b>", "", "甲" * 61])
def test_name_that_would_change_the_files_is_refused(name: str, tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "kb"), "--name", name]) == 2
    assert not (tmp_path / "kb").exists()


def test_template_holds_all_that_makes_the_pages() -> None:
    command = ["git", "ls-files", "-z", "--", "hooks", "overrides", ".vscode", "mkdocs-base.yml"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    tracked = {path for path in done.stdout.split("\0") if path}
    common = files.common()
    assert tracked and tracked <= common.keys()
    assert all(common[path] == (REPOSITORY / path).read_bytes() for path in tracked)


LOCKED = """# a comment
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:{0} \\
    --hash=sha256:{1}
    # via click
uvloop==1.0 ; sys_platform != 'win32' and python_version < '3.12' \\
    --hash=sha256:{0}
click==8.1 \\
    --hash=sha256:{0}
""".format("a" * 64, "b" * 64)


@pytest.mark.parametrize(
    ("platform", "python", "expected"),
    [
        ("windows", "3.11", ["colorama==0.4.6", "click==8.1"]),
        ("linux", "3.11", ["uvloop==1.0", "click==8.1"]),
        ("linux-arm", "3.13", ["click==8.1"]),
    ],
)
def test_conditions_are_evaluated_for_the_other_machine(
    platform: str, python: str, expected: list[str]
) -> None:
    found = for_platform(entries_of(LOCKED), PLATFORMS[platform], python)
    assert [entry.split()[0] for entry in found] == expected
    assert all("--hash=sha256:" in entry and ";" not in entry for entry in found)


def test_requirement_without_a_hash_is_refused() -> None:
    with pytest.raises(TemplateFault, match="没有指纹"):
        for_platform(["click==8.1"], PLATFORMS["linux"], "3.11")
