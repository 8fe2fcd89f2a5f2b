"""下载: the files that a standard's page offers, made by the real build."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.sites.building import build, contents, copy_own, run

STANDARD = "std-q-qej-bz203.2-2026"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three complete standards are enough."""
    return copy_own(tmp_path_factory.mktemp("downloads") / "kb")


@pytest.fixture(scope="module")
def site(folder: Path) -> Path:
    return build(folder, folder.parent / "site", "--downloads")


def text_of(pdf: Path) -> str:
    command = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_every_link_to_a_download_leads_to_a_file_and_back(site: Path) -> None:
    links = {
        (page.parent / link).resolve()
        for page in site.glob("standards/*/index.html")
        for link in re.findall(r'href="([^"]*downloads/[^"]*)"', page.read_text("utf-8"))
    }
    assert links == set(site.joinpath("downloads").iterdir())
    assert {path.suffix for path in links} == {".pdf", ".docx"}


def test_pdf_and_word_hold_the_standard(site: Path) -> None:
    text = text_of(site / f"downloads/{STANDARD}.pdf")
    with zipfile.ZipFile(site / f"downloads/{STANDARD}.docx") as word:
        document = word.read("word/document.xml").decode("utf-8")
        styles = word.read("word/styles.xml").decode("utf-8")
    plain = re.sub(r"<[^>]+>", "", document)
    for words in ("室内绿化养护规程", "养护记录表", "规范性引用文件"):
        assert words in text
        assert words in plain
    assert re.search(r'<w:pgSz(?=[^>]*w:w="11906")[^>]*w:h="16838"', document)  # A4
    assert "宋体" in styles
    assert "黑体" in styles


def test_form_has_the_table_with_rows_to_fill_in(site: Path) -> None:
    form = site / f"downloads/{STANDARD}--a.pdf"
    text = text_of(form)
    assert "附录 A" in text
    assert "盆栽" in text
    assert "前言" not in text
    info = subprocess.run(["pdfinfo", str(form)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Page size:\s+841\.\d+ x 595", info)  # many columns: landscape


def test_withheld_standards_offer_no_file(folder: Path) -> None:
    public = build(folder, folder.parent / "public", "--downloads", "--edition", "public")
    ids = {path.parent.name for path in public.glob("standards/*/index.html")}
    files = {path.name for path in public.glob("downloads/*")}
    assert files
    assert {re.sub(r"(--\w+)?\.(pdf|docx)$", "", name) for name in files} <= ids


def test_two_builds_give_the_same_files(folder: Path, site: Path) -> None:
    again = build(folder, folder.parent / "again", "--downloads")
    assert contents(again / "downloads") == contents(site / "downloads")


def test_missing_tool_is_named_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise ImportError\n")
    out = tmp_path / "site"
    done = run(folder, "build", "--downloads", "--out", str(out), PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert "没有安装排版组件" in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()
