"""The same pages as projects of several generators (参评项目): where they stand and how they build.

Plain pages are ordinary Markdown, byte for byte the same for all. A site of ours without a record
has no search, so ours holds one term besides; its registers and searches are built and counted.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import ROOT, Topic, write_config, write_corpus
from bench.search import engines
from bench.search.corpus import make_corpus, write_plain

_OWN = str(Path(sys.executable).with_name("qinejia"))
_HUGO_PAGE = (
    '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    "<body><article>{{ .Content }}</article></body></html>\n"
)
_HUGO_LIST = _HUGO_PAGE.replace(
    "{{ .Content }}",
    '{{ range .Pages }}<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}',
)


@dataclass(frozen=True)
class Project:
    """A folder that ``build`` turns into ``output``, and that ``serve`` shows at a port.

    ``edited`` is the file that an editor changes, ``address`` its page below the site's root;
    ``search`` is a file there that changes with the words of any page, or empty.
    """

    name: str
    folder: Path
    build: Sequence[str]
    output: str
    serve: Callable[[int], Sequence[str]]
    edited: str
    address: str
    search: str = ""

    def clear(self) -> None:
        """Take away everything that a build left: output and caches."""
        kept = set((self.folder / _KEPT).read_text("utf-8").splitlines())
        for path in self.folder.iterdir():
            if path.name not in kept:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    @property
    def environment(self) -> dict[str, str]:
        """Caches that belong to the user stand in the folder as well."""
        return {
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "SOURCE_DATE_EPOCH": "1780000000",
            "XDG_CACHE_HOME": str(self.folder / ".user-cache"),
        }


_KEPT = "bench-sources.txt"
"""Names of what is no output of a build."""


def _sealed(project: Project) -> Project:
    names = [path.name for path in project.folder.iterdir()]
    (project.folder / _KEPT).write_text("\n".join([*names, _KEPT]), "utf-8")
    return project


def _own(name: str, folder: Path, edited: str, address: str) -> Project:
    return _sealed(
        Project(
            name,
            folder,
            [_OWN, "build"],
            "site",
            lambda port: [_OWN, "serve", "--port", str(port)],
            edited,
            address,
            "search/index.js",
        )
    )


def own_model(folder: Path, pages: int) -> Project:
    """Records of our full model."""
    write_corpus(folder, pages)
    return _own("勤e家, full model", folder, "docs/courses/kc-x0a.md", "courses/kc-x0a/")


def own_plain(folder: Path, pages: int) -> Project:
    write_config(folder)
    edited, address = _write_pages(folder, pages)
    shutil.copytree(ROOT / "docs/taxonomies", folder / "docs/taxonomies")
    term = folder / "docs/terms/term-x0.md"
    term.parent.mkdir()
    term.write_text(Topic(0, 775, 1).make_term(), "utf-8")
    return _own("勤e家", folder, edited, address)


def material(folder: Path, pages: int, scripts: Path) -> Project:
    """With its own search, and jieba for Chinese."""
    edited, address = _write_pages(folder, pages)
    (folder / "mkdocs.yml").write_text(engines.MATERIAL_CONFIG, "utf-8")
    program = str(scripts / "mkdocs")
    return _sealed(
        Project(
            "mkdocs-material",
            folder,
            [program, "build", "-q"],
            "site",
            lambda port: [program, "serve", "-q", "-a", f"127.0.0.1:{port}"],
            edited,
            address,
            "search/search_index.json",
        )
    )


def zensical(folder: Path, pages: int, scripts: Path) -> Project:
    edited, address = _write_pages(folder, pages)
    (folder / "zensical.toml").write_text(engines.ZENSICAL_CONFIG, "utf-8")
    program = str(scripts / "zensical")
    return _sealed(
        Project(
            "Zensical",
            folder,
            [program, "build"],
            "site",
            lambda port: [program, "serve", "-a", f"127.0.0.1:{port}"],
            edited,
            address,
            "search.json",
        )
    )


def hugo(folder: Path, pages: int) -> Project:
    """Bare templates: an article, lists of links, no search."""
    edited, address = _write_pages(folder, pages)
    (folder / "docs").rename(folder / "content")
    (folder / "content/index.md").unlink()
    (folder / "config.toml").write_text(
        'baseURL = "http://127.0.0.1/"\ntitle = "x"\ndisableKinds = ["taxonomy", "term", "RSS"]\n',
        "utf-8",
    )
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text(_HUGO_PAGE, "utf-8")
    (layouts / "list.html").write_text(_HUGO_LIST, "utf-8")
    return _sealed(
        Project(
            "Hugo, bare, no search",
            folder,
            ["hugo", "--quiet"],
            "public",
            lambda port: ["hugo", "server", "--quiet", "--port", str(port)],
            edited.replace("docs/", "content/", 1),
            address,
        )
    )


def _write_pages(folder: Path, pages: int) -> tuple[str, str]:
    """Plain pages; the file and the address of one."""
    addresses = write_plain(make_corpus(pages, queries=0), folder)
    return f"docs/{addresses[0].rstrip('/')}.md", addresses[0]
