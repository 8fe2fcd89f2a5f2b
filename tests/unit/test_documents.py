"""Reading the files of a site: what is read, what is left out, what is reported."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from qinejia.diagnostics import Diagnostic
from qinejia.model.position import Position
from qinejia.source.documents import Document, Tree, load_documents
from tests.support import write_tree

LIMIT = 1_000_000


def load(tmp_path: Path, files: dict[str, str | bytes], limit: int = LIMIT) -> Tree:
    write_tree(tmp_path / "docs", files)
    return load_documents(tmp_path / "docs", "docs", limit)


def split_text(text: str) -> tuple[Document, list[Diagnostic]]:
    with tempfile.TemporaryDirectory() as folder:
        tree = load(Path(folder), {"a.md": text})
    return tree.documents[0], list(tree.diagnostics)


def test_header_and_body_keep_their_lines() -> None:
    document, faults = split_text("---\n标题: 甲\n---\n\n正文\n")
    assert faults == []
    assert document.header == "标题: 甲"
    assert document.body == "\n正文\n"
    assert document.body_position == Position("docs/a.md", 4)


def test_header_may_end_with_dots_and_have_trailing_space() -> None:
    document, faults = split_text("--- \n标题: 甲\n...\n正文")
    assert (document.header, document.body, faults) == ("标题: 甲", "正文", [])


def test_without_header_all_is_body() -> None:
    document, _ = split_text("# 标题\n\n---\n\n正文")
    assert document.header is None
    assert document.body_line == 1
    assert document.body.startswith("# 标题")


def test_empty_header_is_not_a_missing_one() -> None:
    document, faults = split_text("---\n---\n正文")
    assert (document.header, document.body, faults) == ("", "正文", [])


@pytest.mark.parametrize("text", ["---", "---\n", "---\n标题: 甲\n正文\n"])
def test_header_without_end_is_not_taken_for_a_header(text: str) -> None:
    document, faults = split_text(text)
    assert faults == []
    assert (document.header, document.unended) == (None, True)


def test_indented_dashes_do_not_end_a_header() -> None:
    document, _ = split_text("---\n摘要: |\n  ---\n---\n正文")
    assert document.header == "摘要: |\n  ---"


def test_bom_and_windows_lines_are_the_same_text(tmp_path: Path) -> None:
    tree = load(
        tmp_path,
        {
            "a.md": "---\n标题: 甲\n---\n正文\n",
            "b.md": b"\xef\xbb\xbf" + "---\r\n标题: 甲\r\n---\r\n正文\r\n".encode(),
            "c.md": "---\r标题: 甲\r---\r正文\r",
        },
    )
    assert tree.diagnostics == ()
    assert {(d.header, d.body, d.body_line) for d in tree.documents} == {("标题: 甲", "正文\n", 4)}


def test_files_by_what_they_are(tmp_path: Path) -> None:
    tree = load(
        tmp_path,
        {
            "甲 乙/图 1.png": b"\x89PNG",
            "a.md": "x",
            "b.markdown": "x",
            "taxonomies/themes.yml": "- x",
            "other.yml": "x",
            ".hidden.md": b"\xff",
            ".git/c.md": b"\xff",
        },
    )
    assert [d.path for d in tree.documents] == ["a.md", "b.markdown"]
    assert [d.path for d in tree.taxonomies] == ["taxonomies/themes.yml"]
    assert tree.resources == {"甲 乙/图 1.png", "other.yml"}
    assert tree.diagnostics == ()


def test_positions_are_relative_to_the_site_folder(tmp_path: Path) -> None:
    tree = load(tmp_path, {"甲 乙/丙.md": "x"})
    assert tree.documents[0].origin == Position("docs/甲 乙/丙.md")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"PK\x03\x04\x00\xff", 1),
        ("标题".encode("gbk"), 1),
        ("甲\n乙\n".encode() + b"\xff", 3),
        (b"text\n\x00", 2),
        (b"\xff\xfea\x00", 1),
    ],
)
def test_what_is_not_utf8_text_is_reported_at_its_line(
    tmp_path: Path, content: bytes, line: int
) -> None:
    tree = load(tmp_path, {"a.md": content})
    assert [(d.code, d.position.line) for d in tree.diagnostics] == [("QJ102", line)]
    assert tree.documents == ()


def test_large_page_is_reported_and_not_read(tmp_path: Path) -> None:
    tree = load(tmp_path, {"a.md": b"x" * 1001, "b.md": b"x" * 1000}, limit=1000)
    assert [(d.code, d.position.path) for d in tree.diagnostics] == [("QJ103", "docs/a.md")]
    assert [d.path for d in tree.documents] == ["b.md"]


def test_symbolic_links(tmp_path: Path) -> None:
    write_tree(tmp_path, {"docs/real.md": "x", "outside.md": "geheim", "docs/sub/a.md": "x"})
    docs = tmp_path / "docs"
    (docs / "loop.md").symlink_to("loop.md")
    (docs / "dangling.md").symlink_to("nothing.md")
    (docs / "outside.md").symlink_to(tmp_path / "outside.md")
    (docs / "folder").symlink_to(".")
    (docs / "fine.md").symlink_to("real.md")
    tree = load_documents(docs, "docs", LIMIT)
    assert {d.position.path for d in tree.diagnostics} == {
        "docs/loop.md",
        "docs/dangling.md",
        "docs/outside.md",
        "docs/folder",
    }
    assert {d.code for d in tree.diagnostics} == {"QJ104"}
    assert [d.path for d in tree.documents] == ["fine.md", "real.md", "sub/a.md"]


def test_pipe_is_reported_and_not_waited_for(tmp_path: Path) -> None:
    write_tree(tmp_path / "docs", {"a.md": "x"})
    os.mkfifo(tmp_path / "docs" / "b.md")
    tree = load_documents(tmp_path / "docs", "docs", LIMIT)
    assert [(d.code, d.position.path) for d in tree.diagnostics] == [("QJ104", "docs/b.md")]


def test_docs_folder_that_does_not_exist(tmp_path: Path) -> None:
    tree = load_documents(tmp_path / "docs", "docs", LIMIT)
    assert [d.code for d in tree.diagnostics] == ["QJ104"]


def test_order_does_not_depend_on_the_disk(tmp_path: Path) -> None:
    names = ["b.md", "a/z.md", "a.md", "甲.md", "A.md"]
    tree = load(tmp_path, dict.fromkeys(names, "x"))
    assert [d.path for d in tree.documents] == sorted(names)
