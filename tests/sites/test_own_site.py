"""The repository's own knowledge base: both engines, same bytes twice, light pages, from disk."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.sites.building import ROOT, build, contents, copy_own, run
from tests.unpacking import unpacked

FRAME_LIMIT = 12 * 1024
"""Bytes of a page's HTML without its article."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_own(tmp_path_factory.mktemp("own") / "kb")


@pytest.fixture(scope="module")
def site(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(source, tmp_path_factory.mktemp("out") / "site")


def test_plain_mkdocs_gives_the_same_site(source: Path, site: Path, tmp_path: Path) -> None:
    done = run(source, "build", "--strict", "-q", "-d", str(tmp_path / "s"), module="mkdocs")
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "s") == contents(site)


def test_nothing_of_the_builders_machine_is_in_it(source: Path, site: Path) -> None:
    places = [source, site, ROOT, Path(sys.prefix), Path.home()]
    secrets = [str(place).encode() for place in places if len(str(place)) > 4]
    found = {
        (inner, secret)
        for name, data in contents(site).items()
        for inner, content in unpacked(name, data)
        for secret in secrets
        if secret in content
    }
    assert found == set()


def test_properdocs_builds_the_same_tree(source: Path, site: Path, tmp_path: Path) -> None:
    done = run(
        source,
        "build", "--strict", "-q", "-f", "mkdocs.yml", "-d", str(tmp_path / "s"),
        module="properdocs",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    ours, theirs = contents(site), contents(tmp_path / "s")
    assert set(ours) == set(theirs)
    generator = re.compile(rb'<meta name="generator"[^>]*>')
    for name, data in ours.items():
        if name.endswith(".html"):
            assert generator.sub(b"", data) == generator.sub(b"", theirs[name]), name


def test_two_builds_are_byte_identical(site: Path, tmp_path: Path) -> None:
    other = copy_own(tmp_path / "另一个 文件夹")
    out = build(other, tmp_path / "out", PYTHONHASHSEED="4711")
    assert contents(out) == contents(site)


def test_frame_of_every_page_is_light(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        if "<article" in text:
            article = text[text.index("<article") : text.index("</article>")]
            frame = len(text.encode()) - len(article.encode())
            assert frame <= FRAME_LIMIT, f"{path}: {frame}"


def test_every_page_names_its_icon(site: Path) -> None:
    """A browser asks for /favicon.ico where a page names none; redirects are pages, too."""
    pages = [path for path in site.rglob("*.html") if path.name != "404.html"]
    assert len(list(site.glob("q/*/index.html"))) > 100
    for path in pages:
        icon = re.search(r'<link rel="icon" href="([^"]+)"', path.read_text("utf-8"))
        assert icon and (path.parent / icon[1]).is_file(), path


def test_usb_edition_links_to_files(usb: Path) -> None:
    links = 0
    for path in usb.rglob("*.html"):
        if path.name == "404.html":
            continue
        for address in re.findall(r'\b(?:href|src)="([^"]*)"', path.read_text("utf-8")):
            if re.match(r"[a-z]+:|#", address):
                continue
            target = path.parent / unquote(address.partition("#")[0].partition("?")[0])
            assert target.is_file(), f"{path}: {address}"
            links += 1
    assert links > 1000
