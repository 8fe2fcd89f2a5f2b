"""The search engines that are compared: how each site is built and its search is driven."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import write_config
from bench.search.corpus import Corpus, write_own, write_plain

PACKAGES = (
    "mkdocs-material==9.8.1",
    "jieba==0.42.1",
    "pagefind[extended]==1.5.2",
    "zensical==0.0.73",
)
"""What the comparison installs into an environment of its own."""
MATERIAL_CONFIG = (
    "site_name: x\nuse_directory_urls: true\ntheme:\n  name: material\n  language: zh\n"
    "  font: false\n  features: [navigation.prune]\nplugins:\n  - search:\n      lang: zh\n"
    "      separator: '[\\s\\u200b\\-，。；：、（）]+'\n"
)
ZENSICAL_CONFIG = (
    '[project]\nsite_name = "x"\nuse_directory_urls = true\n'
    '[project.theme]\nlanguage = "zh"\nfont = false\nfeatures = ["navigation.prune"]\n'
)


@dataclass(frozen=True)
class Engine:
    """How a search box is driven: ``page`` holds it, ``opener`` is the key that shows it.

    ``field`` and ``hits`` are expressions in the page: the input, and the addresses of the hits.
    """

    name: str
    page: str
    opener: str
    field: str
    hits: str


def _links(selector: str, root: str = "document") -> str:
    return f"[...({root}?.querySelectorAll('{selector}') ?? [])].map((link) => link.href)"


_SHADOW = "[...document.querySelectorAll('div')].find((e) => e.shadowRoot)?.shadowRoot"
OURS = Engine(
    "勤e家",
    "",
    "/",
    "document.querySelector('#qj-search-input')",
    _links(".qj-search a.qj-hit"),
)
MATERIAL = Engine(
    "Material (lunr, jieba)",
    "",
    "",
    "document.querySelector('input.md-search__input')",
    _links("a.md-search-result__link"),
)
PAGEFIND = Engine(
    "Pagefind",
    "find.html",
    "",
    "document.querySelector('#search input')",
    _links("#search a.pagefind-ui__result-link"),
)
ZENSICAL = Engine(
    "Zensical", "", "/", f"{_SHADOW}?.querySelector('input')", _links("a[href]", _SHADOW)
)


@dataclass(frozen=True)
class Built:
    """A finished site: its folder, the addresses of the pages, seconds of the build."""

    site: Path
    addresses: list[str]
    seconds: float


def environment(folder: Path) -> Path:
    """The programs of the others, installed once."""
    scripts = folder / "bin"
    if not (scripts / "zensical").exists():
        venv.create(folder, with_pip=True)
        command = [str(scripts / "python"), "-m", "pip", "install", "--quiet", *PACKAGES]
        subprocess.run(command, check=True)
    return scripts


def build_own(corpus: Corpus, folder: Path) -> Built:
    write_config(folder)
    addresses = write_own(corpus, folder, (folder / "mkdocs.yml").read_text("utf-8"))
    qinejia = str(Path(sys.executable).parent / "qinejia")
    return Built(folder / "site", addresses, _timed([qinejia, "build"], folder))


def build_material(corpus: Corpus, folder: Path, scripts: Path) -> Built:
    addresses = write_plain(corpus, folder)
    (folder / "mkdocs.yml").write_text(MATERIAL_CONFIG, "utf-8")
    return Built(
        folder / "site", addresses, _timed([str(scripts / "mkdocs"), "build", "-q"], folder)
    )


def build_pagefind(folder: Path, scripts: Path, plain: Built) -> Built:
    """Its index over the pages that Material made, with its own search box on a page."""
    command = [str(scripts / "python"), "-m", "pagefind", "--site", str(plain.site)]
    seconds = _timed([*command, "--force-language", "zh", "--quiet"], folder)
    (plain.site / "find.html").write_text(
        '<!doctype html><html lang="zh"><meta charset="utf-8"><link href="pagefind/pagefind-ui.css"'
        ' rel="stylesheet"><script src="pagefind/pagefind-ui.js"></script><div id="search"></div>'
        '<script>new PagefindUI({element: "#search", pageSize: 10, showImages: false});</script>',
        "utf-8",
    )
    return Built(plain.site, plain.addresses, seconds)


def build_zensical(corpus: Corpus, folder: Path, scripts: Path) -> Built:
    addresses = write_plain(corpus, folder)
    (folder / "zensical.toml").write_text(ZENSICAL_CONFIG, "utf-8")
    return Built(folder / "site", addresses, _timed([str(scripts / "zensical"), "build"], folder))


def _timed(command: list[str], folder: Path) -> float:
    start = time.perf_counter()
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=folder, env=variables, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - start


def by_script(site: Path, queries: list[str]) -> list[list[int]]:
    """Our hits as page numbers, from the script of the page run in Node."""
    tool = Path(__file__).resolve().parents[2] / "frontend/tools/hits.mjs"
    done = subprocess.run(
        ["node", str(tool), str(site)],
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        check=True,
    )
    return [[hit[0] for hit in answer["hits"]] for answer in json.loads(done.stdout)]
