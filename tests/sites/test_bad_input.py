"""Bad input ends in a clear fault or a correct page, and never in a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.sites.building import build, contents, lay_out, run

TERM = "---\n标题: 续水\n来源: 甲\n---\n\n续水的说明。\n"
PAGE = "# 页面\n\n续水。\n"


def _loop(folder: Path) -> None:
    (folder / "docs/terms").mkdir(parents=True, exist_ok=True)
    (folder / "docs/terms/loop").symlink_to(folder / "docs/terms")


def _nothing(folder: Path) -> None:
    pass


INPUTS: dict[str, tuple[dict[str, str | bytes], Callable[[Path], None], str]] = {
    "empty file": ({"docs/terms/term-a.md": ""}, _nothing, "term-a.md:1:1: QJ101"),
    "binary file": ({"docs/a.md": b"\x00\x01\xff\xfe"}, _nothing, "docs/a.md:1:3: QJ102"),
    "ten megabytes": ({"docs/a.md": "甲乙丙\n" * 1_000_000}, _nothing, "docs/a.md:1:1: QJ103"),
    "symlink loop": ({}, _loop, "docs/terms/loop:1:1: QJ104"),
    "names with spaces and Chinese": (
        {"docs/帮助 页.md": PAGE, "docs/terms/续 水.md": TERM},
        _nothing,
        "QJ004",
    ),
    "five thousand keys": (
        {"docs/terms/term-a.md": "---\n" + "".join(f"k{i}: 1\n" for i in range(5000)) + "---\n"},
        _nothing,
        "QJ114",
    ),
    "deep nesting": (
        {"docs/terms/term-a.md": "---\n标题: " + "[" * 5000 + "]" * 5000 + "\n---\n"},
        _nothing,
        "QJ114",
    ),
    "page deleted while others point to it": (
        {"docs/terms/term-a.md": TERM + "\n[[term-b]] [乙](term-b.md)\n"},
        _nothing,
        "QJ035",
    ),
    "header never ends": ({"docs/terms/term-a.md": "---\n标题: 甲\n"}, _nothing, "QJ105"),
}


@pytest.mark.parametrize("name", INPUTS)
def test_bad_input_is_a_clear_fault(name: str, tmp_path: Path) -> None:
    files, prepare, expected = INPUTS[name]
    folder = lay_out(tmp_path / "kb", {"docs/index.md": PAGE, **files})
    prepare(folder)
    for module, arguments in (
        ("qinejia", ("check",)),
        ("mkdocs", ("build", "-q", "-d", str(tmp_path / "out"))),
    ):
        done = run(folder, *arguments, module=module)
        said = done.stdout + done.stderr
        assert done.returncode == 1, said
        assert expected in said
        assert "Traceback" not in said
    assert not (tmp_path / "out").exists()


def test_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    text = TERM.replace("\n", "\r\n")
    files: dict[str, str | bytes] = {
        "docs/index.md": PAGE,
        "docs/terms/term-a.md": b"\xef\xbb\xbf" + text.encode(),
    }
    out = build(lay_out(tmp_path / "kb", files), tmp_path / "out")
    assert "续水的说明" in (out / "terms/term-a/index.html").read_text("utf-8")


def test_file_with_blanks_in_its_name_is_reached_from_records_and_pages(tmp_path: Path) -> None:
    """Whichever way it is written: the fix changes nothing in the page."""
    body = "\n![图](图 （1）.png)、[表](表 1.docx)、[外](http://a.cn/a b.pdf)，[注](见 5.3)。\n"
    files: dict[str, str | bytes] = {
        "docs/index.md": PAGE,
        "docs/terms/term-a.md": TERM + body,
        "docs/terms/说明.md": f"---\n类型: 页面\n---\n{body}",
        "docs/terms/图 （1）.png": b"x",
        "docs/terms/表 1.docx": b"x",
    }
    folder = lay_out(tmp_path / "kb", files)
    out = build(folder, tmp_path / "out")
    for page in ("terms/term-a", "terms/说明"):
        html = unquote((out / page / "index.html").read_text("utf-8"))
        assert 'src="../图 （1）.png"' in html
        assert 'href="../表 1.docx"' in html
        assert 'href="http://a.cn/a b.pdf"' in html
        assert "[注](见 5.3)" in html
    done = run(folder, "check", "--fix")
    assert done.returncode == 0, done.stdout
    assert "自动改了 6 处。" in done.stdout
    mended = (folder / "docs/terms/说明.md").read_text("utf-8")
    assert "![图](<图 （1）.png>)、[表](<表 1.docx>)" in mended
    before = contents(out)
    after = contents(build(folder, out))
    for page in ("terms/term-a", "terms/说明"):
        assert after[f"{page}/index.html"] == before[f"{page}/index.html"]


def test_a_failed_build_leaves_the_old_site(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "kb", {"docs/index.md": PAGE})
    out = build(folder, tmp_path / "out")
    before = contents(out)
    (folder / "docs/terms").mkdir()
    (folder / "docs/terms/term-a.md").write_text("", "utf-8")
    done = run(folder, "build", "--out", str(out))
    assert done.returncode == 1
    assert contents(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kb", "out"]


def test_a_folder_with_other_files_is_not_overwritten(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "kb", {"docs/index.md": PAGE})
    (tmp_path / "out").mkdir()
    (tmp_path / "out/重要.txt").write_text("别删", "utf-8")
    done = run(folder, "build", "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert (tmp_path / "out/重要.txt").read_text("utf-8") == "别删"


def test_ids_are_kept_or_redirected(tmp_path: Path) -> None:
    folder = lay_out(
        tmp_path / "kb",
        {"docs/index.md": PAGE, "docs/terms/term-a.md": TERM, "docs/terms/term-b.md": TERM},
    )
    assert run(folder, "ids", "record").returncode == 0
    (folder / "docs/terms/term-b.md").unlink()
    done = run(folder, "check")
    assert done.returncode == 1
    assert "QJ140 发布过的标识“term-b”不见了" in done.stdout
    (folder / "redirects.yml").write_text("term-b: term-a\n", "utf-8")
    assert run(folder, "check").returncode == 0
    out = build(folder, tmp_path / "out")
    for path in ("q/term-b/index.html", "terms/term-b/index.html"):
        assert "/term-a/" in (out / path).read_text("utf-8")
