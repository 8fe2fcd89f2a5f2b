"""``python -m bench.importing [-v]``: what arrives of Word files whose text is known.

Every own standard of the library is written as a Word file in six ways and taken in again; then a
standard of 200 pages. Goals: characters ≥99.5 %, headings ≥98 %, tables ≥95 %; ≤15 s and ≤500 MB.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.importing.documents import WAYS
from bench.importing.handmade import handmade
from bench.importing.truth import Score, compare, pieces_of, pieces_of_page
from qinejia.importing.drafting import import_word
from qinejia.importing.known import Known
from qinejia.pipeline import check
from qinejia.settings import find_settings
from tests.support import record_of

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    settings, _ = find_settings(ROOT / "mkdocs.yml")
    assert settings is not None
    site = check(settings).site
    own = [r for r in site.of_kind("standard") if r.id.startswith("std-q-qej") and r.clauses]
    print("| 写法 | 文件 | 字符 | 标题 | 表格 |")
    print("|---|---|---|---|---|")
    everything: list[Score] = []
    for way, write in WAYS.items():
        scores = []
        for record in own:
            truth = pieces_of(record)
            if way == "pandoc":
                truth = [piece for piece in truth if piece.form != "picture"]
            made = import_word(write(truth), "standard", Known(), record.header.number)
            found = record_of(f"standards/{made.identifier}.md", made.markdown)
            score = compare(truth, pieces_of(found), made.markdown)
            scores.append(score)
            if "-v" in sys.argv:
                for fault in score.faults:
                    print(f"    {way} {record.id}: {fault[:300]}")
        _row(way, len(own), scores)
        everything += scores
    for name, kind, data, truth in handmade():
        made = import_word(data, kind, Known(), name)
        found = (
            pieces_of(record_of(f"standards/{made.identifier}.md", made.markdown))
            if kind == "standard"
            else pieces_of_page(made.markdown)
        )
        score = compare(truth, found, made.markdown)
        if "-v" in sys.argv:
            for fault in score.faults:
                print(f"    {name}: {fault[:300]}")
        _row(name, 1, [score])
        everything.append(score)
    _row("合计", len(everything), everything)
    return 0


def _row(name: str, files: int, scores: list[Score]) -> None:
    shares = []
    for key in ("characters", "headings", "tables"):
        pairs = [getattr(score, key) for score in scores]
        hits, total = sum(p[0] for p in pairs), sum(p[1] for p in pairs)
        shares.append(f"{hits / max(total, 1):.2%}（{hits}/{total}）")
    print(f"| {name} | {files} | {' | '.join(shares)} |")


if __name__ == "__main__":
    sys.exit(main())
