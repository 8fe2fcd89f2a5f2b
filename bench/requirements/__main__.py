"""``python -m bench.requirements [-v]``: precision and recall over the labelled sentences.

A sentence is positive for a type when that is the strongest provision that it lays on the reader
(GB/T 1.1—2020, 9.1). Intervals are Wilson's at 95 %.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from qinejia.markup.modals import CONFIDENT, classify

FOLDER = Path(__file__).parent
MODAL = ("要求", "推荐", "允许")
"""Types that a modal verb shows; 指示 has none and is the editor's mark."""


def read(name: str) -> list[tuple[str, str]]:
    """Label and sentence of each line."""
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    return [(label, text) for label, _, text in (line.partition("\t") for line in lines)]


def wilson(hits: int, total: int, z: float = 1.96) -> tuple[float, float, float]:
    """Share and the ends of its interval, in percent (Wilson 1927)."""
    if not total:
        return 0.0, 0.0, 0.0
    share = hits / total
    middle = share + z * z / (2 * total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return 100 * share, 100 * (middle - half) / scale, 100 * (middle + half) / scale


def score(name: str, floor: float) -> list[tuple[str, int, int, int]]:
    """Type, hits, found and present for each type and for all of them.

    Only proposals with at least the confidence ``floor`` are found.
    """
    counts = {kind: [0, 0, 0] for kind in MODAL}
    for label, text in read(name):
        proposal = classify(text)
        found = str(proposal.type) if proposal.confidence >= floor else "陈述"
        for kind, count in counts.items():
            count[0] += found == label == kind
            count[1] += found == kind
            count[2] += label == kind
    rows = [(kind, *count) for kind, count in counts.items()]
    totals = [sum(count[n] for count in counts.values()) for n in range(3)]
    return [*rows, ("合计", *totals)]  # type: ignore[list-item]


def main() -> int:
    """One table for each set; ``-v`` adds the sentences that were missed."""
    for name in ("tuning", "frozen"):
        for floor, words in ((0.0, "全部建议"), (CONFIDENT, "高置信度")):
            print(f"\n{name}.tsv，{len(read(name))} 句，{words}\n")
            print("| 类型 | 句数 | 准确率 %（95 % 区间） | 召回率 %（95 % 区间） |")
            print("|---|---|---|---|")
            for kind, hits, found, present in score(name, floor):
                cells = [
                    f"{share:.1f}（{low:.1f}～{high:.1f}）"
                    for share, low, high in (wilson(hits, found), wilson(hits, present))
                ]
                print(f"| {kind} | {present} | {cells[0]} | {cells[1]} |")
        if "-v" in sys.argv:
            for label, text in read(name):
                proposal = classify(text)
                if str(proposal.type) != label and not (
                    label == "指示" and str(proposal.type) == "陈述"
                ):
                    print(f"{label} ← {proposal.type} {proposal.confidence:.2f}  {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
