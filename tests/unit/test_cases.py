"""One folder of ``tests/cases`` per code: a tree without the fault and trees that have it.

``_base`` is a small clean site. ``good`` and every ``bad…`` folder are laid over a copy of it.
``expected.txt`` lists what ``bad`` must give for the code, ``expected-x.txt`` what ``bad-x`` must
give; ``also.txt`` names other codes that the bad trees give too. ``hints-x.txt``, where there is
one, lists the faults of ``bad-x`` whose hint offers a near name. ``make.txt`` makes what cannot be
kept as text, one recipe a line::

    remove PATH             take away a file or folder of the base
    symlink PATH TARGET     make a symbolic link
    fifo PATH               make a named pipe
    unreadable PATH         make reading fail, as without permission
    bytes PATH HEX          write bytes
    append PATH HEX         add bytes to a file
    crlf PATH               write a file of the tree again with CRLF and a byte order mark
    repeat PATH COUNT TEXT  add TEXT so many times to a file; ``\\n`` in it starts a line

``UPDATE_CASES=1 pytest tests/unit/test_cases.py`` writes every expected file anew: look at the
difference before it is committed.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from qinejia.diagnostics import CODES, Diagnostic, Severity
from qinejia.diagnostics.formats import format_line
from qinejia.pipeline import check
from qinejia.pipeline.theme import mend_bundle
from qinejia.pipeline.verifying import verify
from qinejia.settings import find_settings

CASES = Path(__file__).parent.parent / "cases"
BASE = CASES / "_base"
EPOCH = "1780300000"  # 1 June 2026 in China
UPDATE = os.environ.get("UPDATE_CASES") == "1"

BAD = sorted(
    (case.name, tree.name)
    for case in CASES.iterdir()
    if case.name in CODES
    for tree in case.iterdir()
    if tree.name.startswith("bad") and tree.is_dir()
)


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    for name in ("QINEJIA_EDITION", "QINEJIA_USB"):
        monkeypatch.delenv(name, raising=False)


def lay_out(tree: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make ``site`` of the base and the overlay ``tree``."""
    shutil.copytree(BASE, site)
    if not tree.is_dir():
        return
    shutil.copytree(tree, site, dirs_exist_ok=True)
    recipe = site / "make.txt"
    if recipe.exists():
        lines = recipe.read_text("utf-8").splitlines()
        recipe.unlink()
        for line in lines:
            if line and not line.startswith("#"):
                _make(site, line, monkeypatch)


def _make(site: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    verb, name, *rest = line.split(" ", 2)
    argument = rest[0] if rest else ""
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if verb == "remove":
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    elif verb == "symlink":
        path.symlink_to(argument)
    elif verb == "fifo":
        os.mkfifo(path)
    elif verb == "unreadable":
        _forbid(path.resolve(), monkeypatch)
    elif verb == "bytes":
        path.write_bytes(bytes.fromhex(argument))
    elif verb == "append":
        path.write_bytes(path.read_bytes() + bytes.fromhex(argument))
    elif verb == "crlf":
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    elif verb == "repeat":
        count, _, text = argument.partition(" ")
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(text.replace("\\n", "\n") * int(count))
    else:
        raise ValueError(line)


def _forbid(forbidden: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening ``forbidden`` fails for root as well, who may read everything."""
    scandir, open_path = os.scandir, Path.open

    def guarded_scandir(path: str = ".") -> object:
        if Path(path).resolve() == forbidden:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    def guarded_open(self: Path, *arguments: object, **named: object) -> object:
        if self.resolve() == forbidden:
            raise PermissionError(13, "Permission denied", str(self))
        return open_path(self, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", guarded_scandir)
    monkeypatch.setattr(Path, "open", guarded_open)


def diagnose(site: Path) -> list[Diagnostic]:
    """Every fault of a site, in process."""
    settings, faults = find_settings(site / "mkdocs.yml")
    return list(faults) if settings is None else [*faults, *check(settings).diagnostics]


def _codes_in(path: Path) -> set[str]:
    return set(path.read_text("utf-8").split()) if path.exists() else set()


def _assert_well_said(diagnostic: Diagnostic) -> None:
    assert diagnostic.message and diagnostic.advice.strip()
    assert diagnostic.position.line >= 1 and diagnostic.position.column >= 1
    assert not diagnostic.position.path.startswith("/")
    assert any("一" <= sign <= "鿿" for sign in diagnostic.message)
    assert "“”" not in diagnostic.message, "nothing is named between the quotation marks"


# Only printing finds these: tests/sites/test_signs.py.
PRINTED = {"QJ165", "QJ166"}
CHECKED = sorted(set(CODES) - PRINTED)


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    folders = {case.name for case in CASES.iterdir() if not case.name.startswith("_")}
    assert folders == set(CHECKED)
    assert {code for code, _ in BAD} == set(CHECKED)


def test_base_is_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(CASES / "_nothing", tmp_path / "site", monkeypatch)
    assert [format_line(d) for d in diagnose(tmp_path / "site")] == []


@pytest.mark.parametrize("code", CHECKED)
def test_good_tree_is_accepted(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = CASES / code / "good"
    assert tree.is_dir()
    lay_out(tree, tmp_path / "site", monkeypatch)
    found = diagnose(tmp_path / "site")
    assert [format_line(d) for d in found if d.code == code or d.severity is Severity.ERROR] == []


@pytest.mark.parametrize(("code", "tree"), BAD, ids=["-".join(pair) for pair in BAD])
def test_bad_tree_is_reported_exactly(
    code: str, tree: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES / code
    lay_out(case / tree, tmp_path / "site", monkeypatch)
    found = diagnose(tmp_path / "site")
    for diagnostic in found:
        _assert_well_said(diagnostic)
    lines = [format_line(d) for d in found if d.code == code]
    _assert_lines(case / (tree.replace("bad", "expected", 1) + ".txt"), lines)
    hints = case / (tree.replace("bad", "hints", 1) + ".txt")
    if hints.exists():
        offers = [f"{d.position}: {d.hint}" for d in found if d.hint.startswith("是不是")]
        _assert_lines(hints, offers)
    also = {code, *_codes_in(case / "also.txt")}
    others = [d for d in found if d.severity is not Severity.INFO and d.code not in also]
    assert [format_line(d) for d in others] == []


def _assert_lines(expected: Path, lines: list[str]) -> None:
    if UPDATE:
        expected.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    assert lines == expected.read_text("utf-8").splitlines()


FINISHED = {
    "a.html": (
        '<a href="b.html">甲</a><a href="#x">乙</a><a href="index.html#no">丙</a>',
        [
            "site/a.html:1:1: QJ035 链接“b.html”没有目标",
            "site/a.html:1:1: QJ035 链接“#x”的锚点不存在",
            "site/a.html:1:1: QJ035 链接“index.html#no”的锚点不存在",
        ],
    ),
    "b/index.html": (
        '<img src="https://example.com/a.png"><link href="//example.com/a.css" rel="stylesheet">',
        [
            "site/b/index.html:1:1: QJ036 从外部加载“https://example.com/a.png”",
            "site/b/index.html:1:1: QJ036 从外部加载“//example.com/a.css”",
        ],
    ),
    "c.html": (
        '<script>x()</script><style>p{}</style><p style="a">甲</p><p onclick="x()">乙</p>',
        [
            "site/c.html:1:1: QJ128 页面里有内嵌脚本",
            "site/c.html:1:1: QJ128 页面里有内嵌样式",
            "site/c.html:1:1: QJ128 <p> 有 style 属性",
            "site/c.html:1:1: QJ128 <p> 有 on… 事件",
        ],
    ),
    "d.css": (
        "@import 'https://example.com/a.css'; p { background: url(//example.com/a.png) }",
        [
            "site/d.css:1:1: QJ036 样式从外部加载“https://example.com/a.css”",
            "site/d.css:1:1: QJ036 样式从外部加载“//example.com/a.png”",
        ],
    ),
    "e.js": ('load("https://unpkg.com/x")', ["site/e.js:1:1: QJ036 脚本从外部加载"]),
    "f.html": ('<a href="https://example.com/">甲</a><a id="x" href="#x">乙</a>', []),
}


@pytest.mark.parametrize("name", sorted(FINISHED))
def test_fault_of_a_finished_page(name: str, tmp_path: Path) -> None:
    text, expected = FINISHED[name]
    (tmp_path / "index.html").write_text("<p>首页</p>", encoding="utf-8")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = verify(tmp_path)
    for diagnostic in found:
        _assert_well_said(diagnostic)
    assert sorted(map(format_line, found)) == sorted(expected)


def test_unknown_bundle_of_the_theme_is_reported() -> None:
    content, (fault,) = mend_bundle("assets/javascripts/bundle.0.min.js", b"x")
    assert content == b"x"
    assert fault.code == "QJ150"
    _assert_well_said(fault)
