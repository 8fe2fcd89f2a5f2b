"""``python -m bench.importing [-v]``: what arrives of Word files whose text is known.

Every own standard of the library is written as a Word file in six ways and taken in again, then
files made by hand, then a standard of 200 pages. The files and the rules have one author, so the
shares are what the rules promise, not what any file of any office gives. Goals: characters ≥99.5 %,
headings ≥98 %, tables ≥95 %; ≤15 s and ≤500 MB.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.importing.documents import WAYS
from bench.importing.handmade import handmade
from bench.importing.large import measure_large
from bench.importing.truth import Piece, Score, compare, pieces_of, pieces_of_page
from qinejia.importing.drafting import import_word
from qinejia.importing.known import Known
from qinejia.model.headers.standard import StandardHeader
from qinejia.pipeline import check
from qinejia.settings import find_settings
from tests.support import record_of

ROOT = Path(__file__).resolve().parents[2]
GOALS = {"characters": 0.995, "headings": 0.98, "tables": 0.95}


def main() -> int:
    """Print one table; 1 when a goal is missed."""
    settings, _ = find_settings(ROOT / "mkdocs.yml")
    assert settings is not None
    everything: list[Score] = []
    print("| 写法 | 文件 | 字符 | 标题 | 表格 |\n|---|---|---|---|---|")
    standards = [
        (record.header.number, pieces_of(record))
        for record in check(settings).site.of_kind("standard")
        if isinstance(record.header, StandardHeader) and record.header.fulltext == "自有"
    ]
    for way, write in WAYS.items():
        scores = []
        for name, pieces in standards:
            truth = [p for p in pieces if p.form != "picture" or way != "pandoc"]
            scores.append(measure(name, "standard", write(truth), truth))
        row(way, scores)
        everything += scores
    for name, kind, data, truth in handmade():
        score = measure(name, kind, data, truth)
        row(name, [score])
        everything.append(score)
    row("合计", everything)
    print(f"\n{measure_large()}")
    return int(any(share(everything, key)[0] < goal for key, goal in GOALS.items()))


def measure(name: str, kind: str, data: bytes, truth: list[Piece]) -> Score:
    """Take one file in and hold it against what it was made of."""
    made = import_word(data, kind, Known(), name)
    if kind == "standard":
        found = pieces_of(record_of(f"standards/{made.identifier}.md", made.markdown))
    else:
        found = pieces_of_page(made.markdown)
    score = compare(truth, found, made.markdown)
    if "-v" in sys.argv:
        for fault in score.faults:
            print(f"    {name}: {fault[:300]}")
    return score


def share(scores: list[Score], key: str) -> tuple[float, int, int]:
    """Share, hits and number of what ``key`` names."""
    pairs = [getattr(score, key) for score in scores]
    hits, total = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    return (hits / total if total else 1.0), hits, total


def row(name: str, scores: list[Score]) -> None:
    """One line of the table."""
    cells = []
    for key in GOALS:
        part, hits, total = share(scores, key)
        cells.append(f"{part:.2%}（{hits}/{total}）" if total else "—")
    print(f"| {name} | {len(scores)} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
