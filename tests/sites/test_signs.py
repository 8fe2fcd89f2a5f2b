"""Signs as an operator prints them: read back from the rendered paper by a real decoder."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from tests.sites.building import ROOT, copy_own, lay_out, run

pytestmark = pytest.mark.slow

BASE = "http://kb.example.cn/xue"
DPI = 150
SIGNS = ("bs-baitai", "bs-chashui", "bs-lvhua")
ALL = sorted(path.stem for path in (ROOT / "docs/signs").glob("bs-*.md"))
PAPER = {"A4": (210, 297), "A3": (297, 420)}
HEADER = "标题: 试\n更新: 2026-01-01\n公开属性: 主动公开\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_own(tmp_path_factory.mktemp("own"))


def printed(folder: Path, out: Path, *arguments: str) -> list[Image.Image]:
    done = run(folder, "print", "signs", "--base-url", BASE, "--out", str(out), *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", out, out.with_suffix("")], check=True)
    return [Image.open(path) for path in sorted(out.parent.glob(f"{out.stem}-*.png"))]


def codes(page: Image.Image) -> list[tuple[str, float]]:
    """What each code on a page says, and how many millimetres wide it is."""
    found = []
    for code in zxingcpp.read_barcodes(page):
        place = code.position
        width = abs(place.top_right.x - place.top_left.x) / DPI * 25.4
        found.append((code.text, width))
    return sorted(found)


@pytest.mark.parametrize(("size", "least"), [("A4", 35), ("A3", 49)])
def test_every_sign_is_one_page_with_a_code_that_can_be_read(
    folder: Path, tmp_path: Path, size: str, least: float
) -> None:
    pages = printed(folder, tmp_path / "signs.pdf", "--size", size)
    assert len(pages) == len(ALL)
    for page, sign in zip(pages, ALL, strict=True):
        assert page.size == pytest.approx([mm / 25.4 * DPI for mm in PAPER[size]], abs=2)
        ((text, width),) = codes(page)
        assert text == f"{BASE}/q/{sign}/"
        assert width >= least


def test_labels_stand_on_one_sheet(folder: Path, tmp_path: Path) -> None:
    (page,) = printed(folder, tmp_path / "labels.pdf", "--size", "标签", *SIGNS)
    found = codes(page)
    assert [text for text, _ in found] == [f"{BASE}/q/{sign}/" for sign in SIGNS]
    assert all(width >= 29.5 for _, width in found)


def test_eleven_labels_need_two_sheets(folder: Path, tmp_path: Path) -> None:
    pages = printed(folder, tmp_path / "many.pdf", "--size", "标签", *(SIGNS * 4)[:11])
    assert [len(codes(page)) for page in pages] == [10, 1]


def test_the_text_is_on_the_paper(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "tea.pdf"
    printed(folder, out, "bs-chashui")
    command = ["pdftotext", "-layout", str(out), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for words in (
        "茶水服务七条",
        "5.3.1",
        "Q/QEJ BZ201.3—2026",
        "发生烫伤",
        f"{BASE}/q/bs-chashui/",
    ):
        assert words in text


def test_without_an_address_nothing_is_printed(folder: Path, tmp_path: Path) -> None:
    done = run(folder, "print", "signs", "--out", str(tmp_path / "none.pdf"))
    assert done.returncode == 1
    assert "QJ165" in done.stderr
    assert not (tmp_path / "none.pdf").exists()


@pytest.mark.parametrize("address", ["kb.intra", "javascript:alert(1)", "http://kb.intra/?a=1"])
def test_an_address_that_no_phone_opens_is_refused(folder: Path, address: str) -> None:
    done = run(folder, "print", "signs", "--base-url", address)
    assert done.returncode == 2
    assert "--base-url" in done.stderr


def test_too_much_text_and_unknown_signs_are_named(tmp_path: Path) -> None:
    body = "很长的一句话，写满整张纸也写不完。\n\n" * 120
    site = lay_out(
        tmp_path / "long",
        {
            "docs/signs/bs-long.md": f"---\n{HEADER}---\n\n{body}",
            "docs/signs/bs-inside.md": "---\n标题: 内\n更新: 2026-01-01\n---\n\n字\n",
        },
    )
    out = tmp_path / "long.pdf"
    long = run(site, "print", "signs", "--base-url", BASE, "--out", str(out), "bs-long")
    assert long.returncode == 1
    assert "docs/signs/bs-long.md:6:1: QJ166" in long.stderr
    inside = ("--edition", "public", "bs-inside")
    withheld = run(site, "print", "signs", "--base-url", BASE, "--out", str(out), *inside)
    assert withheld.returncode == 1
    assert "没有标识“bs-inside”" in withheld.stderr
    assert not out.exists()


def test_the_page_on_the_screen_offers_its_code(tmp_path: Path) -> None:
    site = lay_out(
        tmp_path / "screen",
        {"docs/signs/bs-a.md": f"---\n{HEADER}符号: 杯\n---\n\n字\n"},
    )
    config = site / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("  qinejia:\n", f"  qinejia:\n    内网地址: {BASE}\n"), "utf-8")
    done = run(site, "build", "--out", str(tmp_path / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "site/signs/bs-a/index.html").read_text("utf-8")
    assert '<img src="../../q/bs-a/qr.png"' in page
    assert 'class="qj-sign"' in page
    ((text, _),) = codes(Image.open(tmp_path / "site/q/bs-a/qr.png"))
    assert text == f"{BASE}/q/bs-a/"
