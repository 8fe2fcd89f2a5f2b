"""标准汇编: the real PDF of the repository's own standards, page by page."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from qinejia.printing.paper import picture_below, to_pdf
from tests.sites.building import ROOT, copy_own, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_own(tmp_path_factory.mktemp("book") / "kb")


@pytest.fixture(scope="module")
def book(folder: Path) -> Path:
    done = run(folder, "print", "compile", "--docx", "--title", "机关事务标准汇编")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "标准汇编.pdf"


def poppler(tool: str, *arguments: str) -> str:
    return subprocess.run([tool, *arguments], capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def pages(book: Path) -> list[str]:
    return poppler("pdftotext", "-layout", str(book), "-").split("\f")[:-1]


def test_page_numbers_of_the_contents_are_right(pages: list[str]) -> None:
    entries = re.findall(r"(Q/QEJ \S+)\s+(\S+?)\s*\.{4,}\s*(\d+)", "".join(pages[1:5]))
    assert len(entries) >= 7
    for number, title, page in entries:
        text = pages[int(page) - 1]
        assert number in text
        assert title in text


def test_every_standard_begins_a_page_under_its_own_head(pages: list[str]) -> None:
    fronts = [page for page in pages if "状态：" in page]
    assert len(fronts) >= 7
    for page in fronts:
        head, *_ = page.strip().split("\n")
        assert page.count(head.strip()) >= 2  # in the running head and on the front


def test_fonts_are_embedded_and_no_glyph_is_missing(book: Path, pages: list[str]) -> None:
    rows = poppler("pdffonts", str(book)).splitlines()[2:]
    assert rows
    assert all(re.search(r"\byes yes yes\b", row) for row in rows)
    text = "".join(pages)
    assert "�" not in text
    assert "主席台座次（单数）" in text


def test_bookmarks_lead_to_standards_and_chapters(book: Path, pages: list[str]) -> None:
    outline = poppler("pdftohtml", "-xml", "-stdout", "-i", str(book))
    items = re.findall(r'<item page="(\d+)">([^<]+)</item>', outline)
    assert len(items) > 50
    wrong = [
        title
        for page, title in items
        if "".join(title.split()) not in "".join(pages[int(page) - 1].split())
    ]
    assert wrong == []
    assert any("会场摆台与座次安排规范" in title for _, title in items)


def test_two_runs_give_the_same_bytes(folder: Path, book: Path) -> None:
    first = book.read_bytes()
    again = folder / "again.pdf"
    title = ("--title", "机关事务标准汇编")
    assert run(folder, "print", "compile", *title, "--out", str(again)).returncode == 0
    assert again.read_bytes() == first


def test_word_file_holds_the_headings(book: Path) -> None:
    with zipfile.ZipFile(book.with_suffix(".docx")) as archive:
        text = archive.read("word/document.xml").decode("utf-8")
    assert "会议茶水服务规程" in text
    assert "F9" in text
    assert "Heading2" in text


def test_selection(folder: Path) -> None:
    out = folder / "one.pdf"
    done = run(folder, "print", "compile", "--filter", "编号=Q/QEJ BZ201.3", "--out", str(out))
    assert "正在排版 1 项标准" in done.stdout
    text = poppler("pdftotext", str(out), "-")
    assert "会议茶水服务规程" in text
    assert "摆台检查表" not in text


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (("--filter", "编号=无"), "没有符合条件的标准", 1),
        (("--filter", "颜色=红"), "应写成 键=值", 2),
        (("--filter", "体系"), "应写成 键=值", 2),
    ],
)
def test_faulty_selection(folder: Path, arguments: tuple[str, ...], said: str, status: int) -> None:
    done = run(folder, "print", "compile", *arguments)
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_extra_is_one_clear_line(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise ImportError('absent')\n", encoding="utf-8")
    done = run(folder, "print", "compile", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert "pip install 'qinejia[print]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "https://example.com/a.png", "kb:../mkdocs.yml", "kb:/a.txt"]
)
def test_nothing_outside_of_docs_is_loaded(url: str) -> None:
    assert picture_below(url, ROOT / "docs") is None


def test_hostile_text_reaches_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text("<svg/>", encoding="utf-8")
    docs = tmp_path / "docs"
    docs.mkdir()
    html = '<p>甲</p><img src="kb:../secret.svg"><img src="file:///etc/hostname">'
    assert to_pdf(html, docs, "</title>").startswith(b"%PDF-")
