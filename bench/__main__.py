"""The report: ``python -m bench`` (``--quick`` for small sizes only)."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from bench.corpus import write_corpus
from bench.measure import measure


def main() -> int:
    """Measure the check and the build at several sizes and print one table."""
    sizes = [200, 1000] if "--quick" in sys.argv else [200, 1000, 4000]
    scripts = Path(sys.executable).parent
    print("| pages | median characters | command | s (min/median/max) | MB | status |")
    print("|---|---|---|---|---|---|")
    for pages in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_corpus(folder, pages)
            lengths = [len(p.read_text("utf-8")) for p in folder.glob("docs/**/*.md")]
            characters = round(statistics.median(lengths))
            commands = {
                "qinejia check": [str(scripts / "qinejia"), "check"],
                "mkdocs build": [str(scripts / "mkdocs"), "build", "-q", "-d", f"{name}-site"],
            }
            for label, command in commands.items():
                figure = measure(command, folder, 5 if label.endswith("check") else 3)
                seconds = "/".join(f"{second:.2f}" for second in figure.seconds)
                print(
                    f"| {pages} | {characters} | {label} | {seconds} "
                    f"| {figure.megabytes:.0f} | {figure.status} |",
                    flush=True,
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
