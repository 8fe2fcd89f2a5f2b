"""What a page costs does not depend on how many others there are."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from bench.corpus import write_corpus
from tests.sites.building import build

_COUNTING = """
import json, sys
from collections import Counter
from mkdocs.commands import build
counts, path = Counter(), ""
def note(frame, event, argument):
    if event in ("call", "c_call"):
        counts[path] += 1
def counted(function):
    def run(thing, *rest, **named):
        global path
        path = getattr(thing, "file", thing).src_uri
        sys.setprofile(note)
        try:
            return function(thing, *rest, **named)
        finally:
            sys.setprofile(None)
    return run
build._populate_page = counted(build._populate_page)
build._build_page = counted(build._build_page)
from mkdocs.__main__ import cli
cli(["build", "--quiet", "--site-dir", sys.argv[1]], standalone_mode=False)
print(json.dumps(counts))
"""
"""MkDocs' own build, with the function calls of reading, rendering and writing each page."""


def _calls(folder: Path, pages: int) -> dict[str, int]:
    """Function calls for each page of a site of our full model."""
    folder.mkdir()
    write_corpus(folder, pages)
    done = subprocess.run(
        [sys.executable, "-c", _COUNTING, str(folder / "site")],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counts: dict[str, int] = json.loads(done.stdout)
    return counts


def test_page_costs_the_same_in_a_small_and_in_a_large_site(tmp_path: Path) -> None:
    # Both are read by other processes; of neither has a text to be unpacked twice.
    small, large = _calls(tmp_path / "small", 150), _calls(tmp_path / "large", 240)
    # The others are ours, and list them.
    records = [path for path in small if "-x" in path or "-bz0" in path]
    assert len(records) == 150
    assert {path: large[path] for path in records if large[path] > small[path] + 5} == {}


def test_first_page_is_as_small_in_a_large_site(tmp_path: Path) -> None:
    sizes = []
    for pages in (500, 1000):
        write_corpus(tmp_path / str(pages), pages)
        site = build(tmp_path / str(pages), tmp_path / f"site-{pages}")
        home = (site / "index.html").read_text("utf-8")
        sizes.append(len(home))
        assert re.search(r'href="roles/#[^"]+">全部 \d+ 项</a>', home)
    assert sizes[1] < 1.1 * sizes[0]
