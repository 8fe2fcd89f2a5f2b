"""``python -m bench.standards``: what the issue of standards promises, measured.

1,000 standards of 60 clauses are checked; two editions of 60 and of 300 clauses compared; a book of
at least 100 pages compiled.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.corpus import sentence, write_config
from bench.measure import measure
from qinejia.links.redline import clause_texts, compare
from qinejia.pipeline import check
from qinejia.settings import find_settings

QINEJIA = str(Path(sys.executable).parent / "qinejia")
_HEAD = """---
标题: 测量规程{number}
编号: Q/QEJ BZ{number:05d}—{year}
状态: 示范文本
全文: 自有
更新: 2026-05-01
公开属性: 主动公开
---

## 前言

使用前由本单位核定。

## 1 范围

本文件规定了测量的要求。

## 2 规范性引用文件

本文件没有规范性引用文件。

## 3 术语和定义

本文件没有需要界定的术语和定义。

"""


def write_standard(
    folder: Path, number: int, clauses: int, rng: random.Random, year: int = 2026
) -> None:
    """A standard of ``clauses`` numbered paragraphs in chapters of ten, with values and items."""
    parts = [_HEAD.format(number=number, year=year)]
    for chapter in range(4, 4 + clauses // 10):
        parts.append(f"## {chapter} 要求{chapter}\n\n")
        for clause in range(1, 11):
            words = sentence(rng)
            value = f"间隔应不大于{rng.randint(5, 60)} min（示例值）。"
            parts.append(f"{chapter}.{clause} {words}{value}\n\n")
    path = folder / "docs/standards" / f"std-q-qej-bz{number:05d}-{year}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(parts), "utf-8")


@contextmanager
def project() -> Iterator[Path]:
    """A folder with settings and no content, which goes when it has been measured."""
    with tempfile.TemporaryDirectory() as name:
        write_config(Path(name))
        yield Path(name)


def check_many() -> None:
    with project() as folder:
        rng = random.Random(1)
        for number in range(1000):
            write_standard(folder, number, 60, rng)
        figure = measure([QINEJIA, "check"], folder, 3)
        low, middle, high = figure.seconds
        print(
            f"| check, 1,000 standards × 60 clauses | {low:.2f}/{middle:.2f}/{high:.2f} s, "
            f"{figure.megabytes:.0f} MB | ≤5 s |"
        )


def redline() -> None:
    for clauses in (60, 300):
        with project() as folder:
            write_standard(folder, 1, clauses, random.Random(1), 2025)
            old = folder / "docs/standards/std-q-qej-bz00001-2025.md"
            lines = old.read_text("utf-8").replace("2025", "2026").split("\n\n")
            rng = random.Random(2)
            changed = [
                line.replace("应", "宜") if rng.random() < 0.2 else line
                for line in lines
                if "min" not in line or rng.random() > 0.1
            ]
            (old.parent / "std-q-qej-bz00001-2026.md").write_text("\n\n".join(changed), "utf-8")
            settings, _ = find_settings(folder / "mkdocs.yml")
            assert settings is not None
            first, second = check(settings).site.of_kind("standard")
            start = time.perf_counter()
            found = compare(clause_texts(first), clause_texts(second))
            seconds = time.perf_counter() - start
            print(f"| redline, {clauses} clauses, {len(found.changes)} rows | {seconds:.2f} s | |")


def compile_book() -> None:
    with project() as folder:
        rng = random.Random(3)
        for number in range(38):
            write_standard(folder, number, 60, rng)
        out = folder / "book.pdf"
        start = time.perf_counter()
        subprocess.run(
            [QINEJIA, "print", "compile", "--out", str(out)],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - start
        info = subprocess.run(["pdfinfo", str(out)], capture_output=True, text=True, check=True)
        pages = next(line.split()[1] for line in info.stdout.splitlines() if "Pages" in line)
        rate = seconds * 100 / int(pages)
        print(f"| book of {pages} pages | {seconds:.1f} s, {rate:.1f} s/100 | ≤15 s/100 |")


if __name__ == "__main__":
    print("| What | Measured | Promise |\n|---|---|---|")
    check_many()
    redline()
    compile_book()
