"""``python -m bench.search [--sizes 1000,4000] [--others FOLDER]``: the search measured.

Known-item queries: the share whose page stands first (hit@1) or among the first five (hit@5).
``--others`` installs Material, Pagefind and Zensical into ``FOLDER`` and measures them on the same
pages in the same run.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench.search import engines
from bench.search.browser import Figures, answers, chromium, figures
from bench.search.corpus import QUERY_KINDS, Corpus, Known, make_corpus
from bench.search.serving import serve
from qinejia.links.addresses import Addresses
from qinejia.pipeline import check
from qinejia.search.entries import documents
from qinejia.search.index import build_index
from qinejia.search.searcher import Searcher
from qinejia.settings import find_settings

QUERIES = 20
TIMED = 5
Ranks = dict[str, list[int]]


def rank(queries: list[Known], found: list[list[str]], addresses: list[str]) -> Ranks:
    """Place of the right page for each query, by kind; 99 when it is not there."""
    ranks: Ranks = defaultdict(list)
    for query, paths in zip(queries, found, strict=True):
        wanted = addresses[query.target]
        ranks[query.kind].append(paths.index(wanted) if wanted in paths else 99)
    return ranks


def share(places: list[int], most: int) -> str:
    return f"{100 * sum(place < most for place in places) / len(places):.1f}"


def timed_queries(corpus: Corpus) -> list[tuple[str, str]]:
    """Pairs of what is asked first and next."""
    titles = [query.text for query in corpus.queries if query.kind == "title"]
    words = [query.text for query in corpus.queries if query.kind == "two words"]
    return list(zip(titles, words, strict=True))[:TIMED]


def measure_ours(corpus: Corpus, folder: Path) -> tuple[Ranks, Figures, str]:
    built = engines.build_own(corpus, folder)
    index = Searcher.of_site(built.site)
    texts = [query.text for query in corpus.queries]
    found = [[index.urls[page] for page in pages] for pages in engines.by_script(built.site, texts)]
    ranks = rank(corpus.queries, found, built.addresses)
    settings, _ = find_settings(folder / "mkdocs.yml")
    assert settings is not None
    checked = check(settings)
    spent = []
    for _ in range(3):
        start = time.perf_counter()
        build_index(list(documents(checked.site, Addresses(True))), checked.synonyms)
        spent.append(time.perf_counter() - start)
    with chromium() as browser, serve(built.site) as served:
        measured = figures(browser, engines.OURS, served, built.addresses[0], timed_queries(corpus))
    return ranks, measured, f"{statistics.median(spent):.1f}"


def measure_other(
    corpus: Corpus, engine: engines.Engine, built: engines.Built
) -> tuple[Ranks, Figures, str]:
    with chromium() as browser, serve(built.site) as served:
        start = built.addresses[0]
        texts = [query.text for query in corpus.queries]
        found = answers(browser, engine, served, start, texts)
        measured = figures(browser, engine, served, start, timed_queries(corpus))
    return rank(corpus.queries, found, built.addresses), measured, f"{built.seconds:.1f} (site)"


def report(size: int, rows: dict[str, tuple[Ranks, Figures, str]]) -> None:
    print(f"\n### {size:,} pages\n")
    print("| | " + " | ".join(rows) + " |")
    print("|---" * (len(rows) + 1) + "|")
    every = {name: [p for places in row[0].values() for p in places] for name, row in rows.items()}
    for label, most in (("hit@1, all kinds, %", 1), ("hit@5", 5)):
        print(f"| {label} | " + " | ".join(share(every[name], most) for name in rows) + " |")
    for kind in QUERY_KINDS:
        cells = [f"{share(row[0][kind], 1)} / {share(row[0][kind], 5)}" for row in rows.values()]
        print(f"| {kind}, hit@1 / @5 | " + " | ".join(cells) + " |")
    lines = (
        ("KB (gzip) to the first result", lambda f: f"{f.kilobytes:.0f}"),
        ("cold focus → first result, s", lambda f: f"{f.first:.2f}"),
        ("next query, ms", lambda f: f"{f.following:.0f}"),
        ("JS heap, MB", lambda f: f"{f.heap:.1f}"),
    )
    for label, show in lines:
        print(f"| {label} | " + " | ".join(show(row[1]) for row in rows.values()) + " |")
    print("| index build, s | " + " | ".join(row[2] for row in rows.values()) + " |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search")
    parser.add_argument("--sizes", default="1000,4000")
    parser.add_argument("--others", type=Path)
    options = parser.parse_args()
    scripts = engines.environment(options.others.resolve()) if options.others else None
    for size in map(int, options.sizes.split(",")):
        corpus = make_corpus(size, QUERIES, seed=11)
        work = Path(tempfile.mkdtemp(prefix="search-"))
        try:
            own, plain, zensical = work / "own", work / "plain", work / "zensical"
            for folder in (own, plain, zensical):
                folder.mkdir()
            rows = {"勤e家": measure_ours(corpus, own)}
            if scripts:
                material = engines.build_material(corpus, plain, scripts)
                rows["Material"] = measure_other(corpus, engines.MATERIAL, material)
                pagefind = engines.build_pagefind(plain, scripts, material)
                rows["Pagefind"] = measure_other(corpus, engines.PAGEFIND, pagefind)
                other = engines.build_zensical(corpus, zensical, scripts)
                rows["Zensical"] = measure_other(corpus, engines.ZENSICAL, other)
            report(size, rows)
        finally:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
