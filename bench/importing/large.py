"""A standard of 200 pages (大文件), as heavy as Word makes it, and what it costs to take it in."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from bench.corpus import sentence, write_config
from bench.importing.documents import headings
from bench.importing.truth import Grid, Piece
from bench.measure import measure

HEAVY = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" '
    'w:hint="eastAsia"/><w:color w:val="000000"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
)
"""What Word writes into every run."""
CHARACTERS = 1_400
"""Of a full page of a Chinese standard: 38 lines of 38 characters."""


def pieces(pages: int) -> list[Piece]:
    """A text of about ``pages`` pages: clauses, lists, a table every third page."""
    rng = random.Random(3)
    made = [Piece("element", "", "前言", titled=True), Piece("text", "", "使用前由本单位核定。")]
    made += [
        Piece("clause", str(n), t, 1, "", True)
        for n, t in enumerate(("范围", "规范性引用文件", "术语和定义"), 1)
    ]
    written = chapter = tables = 0
    while written < pages * CHARACTERS:
        chapter += 1
        made.append(Piece("clause", f"{chapter + 3}", f"要求{chapter}", 1, "", True))
        for section in range(1, 9):
            number = f"{chapter + 3}.{section}"
            made.append(Piece("clause", number, f"第{section}类要求", 2, "", True))
            for clause in range(1, 9):
                words = "".join(sentence(rng) for _ in range(3))
                made.append(Piece("clause", f"{number}.{clause}", "", 3))
                made.append(Piece("text", "", words))
                written += len(words)
            made += [Piece("item", f"{letter})", sentence(rng), 1) for letter in "abcd"]
            tables += 1
            made.append(Piece("caption", f"表{tables}", "间隔和次数"))
            grid: Grid = tuple(
                tuple((f"{sentence(rng)[:12]}", 1, 1) for _ in range(5)) for _ in range(8)
            )
            made.append(Piece("table", grid=grid))
            written += 500
    return made


def measure_large(pages: int = 200) -> str:
    """One line of the report."""
    data = headings(pieces(pages), HEAVY)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_config(folder)
        (folder / "docs").mkdir(exist_ok=True)
        (folder / "big.docx").write_bytes(data)
        command = [str(Path(sys.executable).parent / "qinejia"), "import", "big.docx", "--dry-run"]
        figure = measure(command, folder, 3)
    low, middle, high = figure.seconds
    return (
        f"{pages} 页（{len(data) / 1e6:.1f} MB）：{low:.1f}/{middle:.1f}/{high:.1f} s，"
        f"{figure.megabytes:.0f} MB，状态 {figure.status}（目标 ≤15 s，≤500 MB）"
    )
