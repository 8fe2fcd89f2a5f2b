"""Resolving, redirects, editions and addresses."""

from __future__ import annotations

import posixpath

import pytest

from qinejia.links import Resolver, Target, restrict
from qinejia.links.addresses import Addresses, describe, relative
from qinejia.links.resolving import Missing
from tests.support import COURSE, SMALL_SITE, STANDARD, check_tree, edition_of, errors

PLACE = "---\n标题: 机房\n敏感程度: 敏感\n公开属性: 主动公开\n---\n[图](tu.png)\n"


def resolver(files: dict[str, str] = SMALL_SITE, generated: tuple[str, ...] = ()) -> Resolver:
    return Resolver(check_tree(files).site, generated)


# --- resolving ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "identifier", "anchor"),
    [
        ("kc-01", "kc-01", ""),
        ("KC-01", "kc-01", ""),
        (" kc-01 ", "kc-01", ""),
        ("std-q-qej-bz201.3", "std-q-qej-bz201.3-2026", ""),
        ("Q/QEJ BZ201.3—2026", "std-q-qej-bz201.3-2026", ""),
        ("Ｑ／ＱＥＪ　ＢＺ２０１．３－２０２６", "std-q-qej-bz201.3-2026", ""),
        ("std-q-qej-bz201.3#5.1.2-b-1", "std-q-qej-bz201.3-2026", "5.1.2-b-1"),
        ("Q/QEJ BZ201.3#5.2", "std-q-qej-bz201.3-2026", "5.2"),
    ],
)
def test_reference(written: str, identifier: str, anchor: str) -> None:
    found = resolver().reference(written)
    assert isinstance(found, Target)
    assert found.record is not None
    assert (found.record.id, found.anchor) == (identifier, anchor)


@pytest.mark.parametrize(
    ("written", "what"),
    [("kc-02", "record"), ("", "record"), ("std-q-qej-bz201.3#9", "anchor"), ("GB/1.1", "record")],
)
def test_missing_reference(written: str, what: str) -> None:
    found = resolver().reference(written)
    assert isinstance(found, Missing)
    assert found.what == what


def test_clause_of_a_standard_of_others_is_not_checked() -> None:
    files = {
        "standards/std-gb-2894-2025.md": "---\n标题: 安全\n编号: GB 2894—2025\n状态: 现行\n---\n"
    }
    assert isinstance(resolver(files).reference("GB 2894—2025#5.1"), Target)


@pytest.mark.parametrize(
    ("source", "href", "path"),
    [
        (
            "courses/kc-01.md",
            "../standards/std-q-qej-bz201.3-2026.md",
            "standards/std-q-qej-bz201.3-2026.md",
        ),
        ("index.md", "courses/kc-01.md", "courses/kc-01.md"),
        ("index.md", "/courses/kc-01.md", "courses/kc-01.md"),
        ("courses/kc-01.md", "kc-01.md?x=1", "courses/kc-01.md"),
        ("a/b/c.md", "../../courses/./kc-01.md", "courses/kc-01.md"),
    ],
)
def test_link(source: str, href: str, path: str) -> None:
    found = resolver().link(source, href)
    assert isinstance(found, Target)
    assert found.record is not None
    assert found.record.path == path


@pytest.mark.parametrize("href", ["https://x.cn", "//x.cn/a", "mailto:a@b", "tel:1"])
def test_external_address(href: str) -> None:
    found = resolver().link("index.md", href)
    assert isinstance(found, Target)
    assert found.external == href


@pytest.mark.parametrize(
    "href", ["../secret.md", "../../etc/passwd", "courses/kc-99.md", "courses"]
)
def test_what_is_not_below_docs_is_missing(href: str) -> None:
    assert isinstance(resolver().link("index.md", href), Missing)


def test_link_to_a_generated_page_and_to_a_folder() -> None:
    found = resolver(SMALL_SITE, ("standards/index.md",))
    for href in ("standards/index.md", "standards/", "standards"):
        assert found.link("index.md", href) == Target(path="standards/index.md")


def test_file_names_with_spaces_and_chinese() -> None:
    found = resolver({**SMALL_SITE, "图 片/甲 乙.png": "x"})
    for href in ("图 片/甲 乙.png", "%E5%9B%BE%20%E7%89%87/甲%20乙.png"):
        assert found.link("index.md", href) == Target(path="图 片/甲 乙.png")


# --- addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "folder", "file"),
    [
        ("index.md", "", "index.html"),
        ("README.md", "", "index.html"),
        ("a/index.md", "a/", "a/index.html"),
        ("a/b.md", "a/b/", "a/b.html"),
        ("a/b.markdown", "a/b/", "a/b.html"),
        ("a/std-x-1.1-2020.md", "a/std-x-1.1-2020/", "a/std-x-1.1-2020.html"),
        ("a/图 1.png", "a/%E5%9B%BE%201.png", "a/%E5%9B%BE%201.png"),
    ],
)
def test_address_of_a_path(path: str, folder: str, file: str) -> None:
    assert Addresses(True).of_path(path) == folder
    assert Addresses(False).of_path(path) == file


def test_anchor_is_quoted() -> None:
    assert Addresses(True).of_path("a.md", "前言 1") == "a/#%E5%89%8D%E8%A8%80%201"


PAGES = ["", "a/", "a/b/", "a/b/c/", "d/", "index.html", "a/x.html", "404.html", "a/b/tu.png"]


@pytest.mark.parametrize("source", PAGES)
@pytest.mark.parametrize("target", PAGES)
def test_relative_address_leads_there(source: str, target: str) -> None:
    from urllib.parse import urljoin

    base = "http://h/site/"
    assert urljoin(base + source, relative(source, target)) == base + target
    with_anchor = relative(source, target + "#x")
    assert urljoin(base + source, with_anchor) == f"{base}{target}#x"


def test_relative_address_never_is_absolute_or_empty() -> None:
    for source in PAGES:
        for target in PAGES:
            address = relative(source, target)
            assert address
            assert not address.startswith("/")
            assert posixpath.normpath(address)


def test_how_references_read() -> None:
    site = check_tree(SMALL_SITE).site
    assert describe(site.records["std-q-qej-bz201.3-2026"], "5.2") == "Q/QEJ BZ201.3—2026，5.2"
    assert (
        describe(site.records["std-q-qej-bz201.3-2026"]) == "Q/QEJ BZ201.3—2026《会议茶水服务规程》"
    )
    assert describe(site.records["kc-01"]) == "《会议茶水服务》"


# --- redirects ----------------------------------------------------------------------------------


def redirect_faults(text: str) -> list[str]:
    found = errors(check_tree(SMALL_SITE, redirects=text))
    return [" ".join(line.split(" ")[:2]) for line in found]


@pytest.mark.parametrize(
    "line",
    [
        "tc-old: kc-01",
        "tc-old: 停用",
        "tc-old: std-q-qej-bz201.3-2026#5.2",
        "std-q-qej-bz201.3-2026#9: std-q-qej-bz201.3-2026#5.2",
        "old/page.md: kc-01",
        "old/page/: kc-01",
        "旧/页 面.md: kc-01",
    ],
)
def test_right_redirect(line: str) -> None:
    assert redirect_faults(line + "\n") == []


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("tc-old: tc-new", 9),
        ("tc-old:", 8),
        ("kc-01: std-q-qej-bz201.3-2026", 1),
        ("../evil.md: kc-01", 1),
        ("/etc/x: kc-01", 1),
        ("data/catalogue.json: kc-01", 1),
        ("q/kc-01/: kc-01", 1),
        ("a b: kc-01", 1),
        ("courses/kc-01.md: std-q-qej-bz201.3-2026", 1),
        ("courses/kc-01/: std-q-qej-bz201.3-2026", 1),
        ("courses/kc-01.html: std-q-qej-bz201.3-2026", 1),
        ("standards/index.md: kc-01", 1),
        ("standards/: kc-01", 1),
        ("index.html: kc-01", 1),
    ],
)
def test_wrong_redirect(line: str, column: int) -> None:
    assert redirect_faults("tc-a: kc-01\n" + line + "\n") == [f"redirects.yml:2:{column}: QJ142"]


def test_redirects_that_are_a_list() -> None:
    assert redirect_faults("- kc-01\n") == ["redirects.yml:1:1: QJ142"]


def redirect_files(line: str, ledger: str = "") -> dict[str, str]:
    edition = edition_of(SMALL_SITE, ledger=ledger, redirects=line + "\n")
    plain = edition_of(SMALL_SITE).files()
    return {path: text for path, text in edition.files().items() if path not in plain}


@pytest.mark.parametrize(
    ("line", "ledger", "paths"),
    [
        ("tc-old: kc-01", "", {"q/tc-old/index.html"}),
        (
            "tc-old: kc-01",
            "tc-old\tmanuals/tc-old.md\n",
            {"q/tc-old/index.html", "manuals/tc-old/index.html"},
        ),
        ("old/page.md: kc-01", "", {"old/page/index.html"}),
        ("old/page/: kc-01", "", {"old/page/index.html"}),
        ("old/page.html: kc-01", "", {"old/page.html"}),
        ("old-page.md: kc-01", "", {"old-page/index.html"}),
        ("std-q-qej-bz201.3-2026#9: std-q-qej-bz201.3-2026#5.2", "", set()),
    ],
)
def test_files_of_a_redirect(line: str, ledger: str, paths: set[str]) -> None:
    assert set(redirect_files(line, ledger)) == paths


def test_redirect_page_leads_to_the_clause() -> None:
    (text,) = redirect_files("old/page.md: std-q-qej-bz201.3-2026#5.2").values()
    assert 'content="0; url=../../standards/std-q-qej-bz201.3-2026/#5.2"' in text
    assert "会议茶水服务规程" in text


def test_retired_page_says_so_and_leads_nowhere() -> None:
    (text,) = redirect_files("tc-old: 停用").values()
    assert "停用" in text
    assert "http-equiv" not in text


# --- editions -----------------------------------------------------------------------------------

MIXED = {
    "standards/std-q-qej-bz201.3-2026.md": STANDARD,
    "courses/kc-01.md": COURSE,
    "courses/kc-02.md": COURSE.replace("序号: 1", "序号: 2").replace("公开属性: 主动公开\n", "")
    + "\n![图](nei.png) ![图](gong.png)\n",
    "courses/kc-03.md": COURSE.replace("序号: 1", "序号: 3").replace("主动公开", "不公开"),
    "places/sj-jifang.md": PLACE,
    "places/tu.png": "x",
    "courses/nei.png": "x",
    "courses/gong.png": "x",
    "courses/mi.docx": "x",
    "index.md": "---\n公开属性: 主动公开\n---\n![图](courses/gong.png)\n",
    "help.md": "文\n",
    "mi.md": "---\n公开属性: 不公开\n---\n文\n",
}


def test_public_edition() -> None:
    site = restrict(check_tree(MIXED).site, "public")
    assert set(site.records) == {"std-q-qej-bz201.3-2026", "kc-01"}
    assert set(site.pages) == {"index.md"}
    assert site.resources == {"courses/gong.png"}
    assert {(e.source, e.target) for e in site.edges} == {("kc-01", "std-q-qej-bz201.3-2026")}
    assert set(site.aliases.values()) <= set(site.records)


def test_intranet_edition() -> None:
    site = restrict(check_tree(MIXED).site, "intranet")
    assert set(site.records) == {"std-q-qej-bz201.3-2026", "kc-01", "kc-02", "sj-jifang"}
    assert set(site.pages) == {"index.md", "help.md"}
    assert site.resources == {"places/tu.png", "courses/nei.png", "courses/gong.png"}


def test_alias_of_a_withheld_edition_does_not_lead_to_an_older_one_by_accident() -> None:
    old = STANDARD.replace("2026\n状态: 示范文本", "2020\n状态: 废止")
    files = {
        "standards/std-q-qej-bz201.3-2026.md": STANDARD.replace("公开属性: 主动公开\n", ""),
        "standards/std-q-qej-bz201.3-2020.md": old,
    }
    site = restrict(check_tree(files).site, "public")
    assert set(site.records) == {"std-q-qej-bz201.3-2020"}
    found = site.find("std-q-qej-bz201.3")
    assert found is None or found.id in site.records
