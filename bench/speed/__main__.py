"""``python -m bench.speed [--sizes 200 1000] [--runs 5] [--others FOLDER]``: one table.

``--others`` installs mkdocs-material and Zensical into ``FOLDER`` and measures them, and Hugo where
it is installed, on the same pages in the same run, taking turns. ``--edits`` also measures the
build after an edit and the preview. Prints the report and keeps it in ``bench/results/speed.md``.
"""

from __future__ import annotations

import argparse
import datetime
import re
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.search.engines import environment
from bench.speed import sites
from bench.speed.edits import preview, warm
from bench.speed.phases import phases
from bench.speed.running import peak, timed, versions
from bench.speed.sites import Project

RESULTS = Path(__file__).resolve().parents[1] / "results/speed.md"
OTHERS_UP_TO = 4000
"""The others are not asked for more pages: Material alone takes minutes."""
OTHERS_EDITED_UP_TO = 1000
PROFILED = 1000
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_EDITS = 3


@dataclass
class Figures:
    """What was measured of one project; ``frame`` is KB of a page around its article."""

    cold: list[float] = field(default_factory=list)
    memory: float = 0.0
    written: float = 0.0
    page: float = 0.0
    frame: float = 0.0
    warm: str = "–"
    preview: str = "–"


def projects(folder: Path, size: int, scripts: Path | None) -> Iterator[Project]:
    """All that take part at this size; ours first."""
    yield sites.own_plain(_new(folder / "plain"), size)
    yield sites.own_model(_new(folder / "model"), size)
    if scripts and size <= OTHERS_UP_TO:
        yield sites.material(_new(folder / "material"), size, scripts)
        yield sites.zensical(_new(folder / "zensical"), size, scripts)
        if shutil.which("hugo"):
            yield sites.hugo(_new(folder / "hugo"), size)


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def measure(those: list[Project], size: int, runs: int, edits: bool) -> dict[str, Figures]:
    """Cold builds in turns; the first of each is looked at for memory and not timed."""
    found = {project.name: Figures() for project in those}
    for project in those:
        project.clear()
        found[project.name].memory = peak(project)
        _weigh(project, found[project.name])
    for _ in range(runs):
        for project in those:
            project.clear()
            found[project.name].cold.append(timed(project))
    for project in those if edits else ():
        if project.folder.name not in ("plain", "model") and size > OTHERS_EDITED_UP_TO:
            continue
        warms = [warm(project) for _ in range(runs)]
        found[project.name].warm = f"{statistics.median(warms):.2f}"
        shown = preview(project, _EDITS)
        page, search = (statistics.median(times) for times in zip(*shown, strict=True))
        found[project.name].preview = f"{page:.2f} / {search:.2f}" if project.search else (
            f"{page:.2f} / –"
        )  # fmt: skip
    return found


def _weigh(project: Project, figures: Figures) -> None:
    """Bytes of the site, and of a page in the middle."""
    output = project.folder / project.output
    figures.written = sum(p.stat().st_size for p in output.rglob("*") if p.is_file()) / 1e6
    sources = (project.folder / project.edited).parents[1].rglob("*.md")
    names = (source.with_suffix("") / "index.html" for source in sources)
    root = project.folder / Path(project.edited).parts[0]
    pages = [page for name in names if (page := output / name.relative_to(root)).exists()]
    texts = [page.read_text("utf-8") for page in pages]
    figures.page = statistics.median(len(text.encode()) for text in texts) / 1024
    around = (_ARTICLE.sub("", text) for text in texts)
    figures.frame = statistics.median(len(text.encode()) for text in around) / 1024


def table(rows: dict[int, dict[str, Figures]]) -> Iterator[str]:
    yield (
        "| pages | | cold, s (min/median/max) | × of mkdocs-material | × of Zensical "
        "| memory, MB | site, MB | page / around the article, KB | one page changed, s "
        "| preview: page / search, s |"
    )
    yield "|---" * 10 + "|"
    for size, found in rows.items():
        for name, row in found.items():
            middle = statistics.median(row.cold)
            ratios = []
            for other in ("mkdocs-material", "Zensical"):
                base = found[other].cold if other in found else []
                ratios.append(f"{middle / statistics.median(base):.2f}" if base else "–")
            yield (
                f"| {size:,} | {name} | {min(row.cold):.2f}/{middle:.2f}/{max(row.cold):.2f} "
                f"| {ratios[0]} | {ratios[1]} | {row.memory:.0f} | {row.written:.1f} "
                f"| {row.page:.1f} / {row.frame:.1f} | {row.warm} | {row.preview} |"
            )


def phase_table(folder: Path, size: int) -> Iterator[str]:
    """Our two projects, profiled."""
    plain = phases(sites.own_plain(_new(folder / "plain-phases"), size))
    model = phases(sites.own_model(_new(folder / "model-phases"), size))
    yield f"| phase, {size:,} pages, one process, profiled | plain, s | % | full model, s | % |"
    yield "|---|---|---|---|---|"
    for name in plain:
        cells = (
            f"{spent[name]:.2f} | {100 * spent[name] / spent['all']:.0f}"
            for spent in (plain, model)
        )
        yield f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.speed")
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 1000, 4000, 10000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--others", type=Path)
    parser.add_argument("--edits", action="store_true")
    options = parser.parse_args()
    scripts = environment(options.others.resolve()) if options.others else None
    rows: dict[int, dict[str, Figures]] = {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="speed-") as name:
            those = list(projects(Path(name), size, scripts))
            rows[size] = measure(those, size, options.runs, options.edits)
        print("\n".join(table({size: rows[size]})), flush=True)
    with tempfile.TemporaryDirectory(prefix="speed-") as name:
        profiled = list(phase_table(Path(name), min(PROFILED, max(options.sizes))))
    today = datetime.datetime.now(tz=datetime.UTC).date()
    about = f"{today}, {versions(scripts)}; median of {options.runs} cold builds, taking turns."
    report = "\n".join(["# Speed", "", about, "", *table(rows), "", *profiled, ""])
    print(report)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(report, "utf-8")


if __name__ == "__main__":
    main()
