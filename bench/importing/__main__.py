"""``python -m bench.importing [-v] [NUMBER …]``: what arrives of Word files whose text is known.

Every own standard of the library, or those whose numbers hold a NUMBER, is written as a Word file
in six ways and taken in again, then files made by hand; where LibreOffice is installed, two of them
by way of .doc; the questions of the library in four ways; then, without NUMBER, a standard of 200
pages. The files and the rules have one author, so the shares are what the rules promise, not what
any file of any office gives. Goals: characters ≥99.5 %, headings ≥98 %, tables ≥95 %, questions
untouched ≥95 %; ≤15 s and ≤500 MB.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.importing.documents import WAYS
from bench.importing.handmade import handmade
from bench.importing.large import measure_large
from bench.importing.office import through_doc
from bench.importing.questions import measure_questions
from bench.importing.truth import Piece, Score, compare, pieces_of, pieces_of_page
from qinejia.importing.drafting import import_word
from qinejia.importing.known import Known
from qinejia.importing.source_files import find_office
from qinejia.model.headers.standard import StandardHeader
from qinejia.pipeline import check
from qinejia.settings import find_settings
from tests.support import record_of

ROOT = Path(__file__).resolve().parents[2]
UNTOUCHED = 0.95
GOALS = {"characters": 0.995, "headings": 0.98, "tables": 0.95}


def main() -> int:
    """Print one table; 1 when a goal is missed."""
    settings, _ = find_settings(ROOT / "mkdocs.yml")
    assert settings is not None
    everything: list[Score] = []
    print("| 写法 | 文件 | 字符 | 标题 | 表格 |\n|---|---|---|---|---|")
    checked = check(settings)
    standards = [
        (record.header.number, pieces_of(record))
        for record in checked.site.of_kind("standard")
        if isinstance(record.header, StandardHeader) and record.header.fulltext == "自有"
    ]
    wanted = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    standards = [pair for pair in standards if not wanted or any(w in pair[0] for w in wanted)]
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
    # pandoc ends a file with its table, which Word does not, and LibreOffice loses.
    for way in [way for way in WAYS if way != "pandoc"] if find_office() else ():
        scores = [
            measure(name, "standard", through_doc(WAYS[way](pieces)), pieces)
            for name, pieces in standards[:2]
        ]
        row(f"{way}，经 .doc", scores)
    missed = any(share(everything, key)[0] < goal for key, goal in GOALS.items())
    print("\n| 考题写法 | 题数 | 一字不改 |\n|---|---|---|")
    for line, kept, faults in measure_questions(checked, settings.options.own_prefixes):
        print(line, flush=True)
        missed |= kept < UNTOUCHED
        if faults and "-v" in sys.argv:
            print(faults)
    if not wanted:
        print(f"\n{measure_large()}")
    return int(missed)


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
