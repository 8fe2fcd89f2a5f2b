"""Films: ``python -m bench.media`` (``--quick`` without the ten minutes of 4K)."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from bench.measure import Figure, measure
from qinejia.media.probing import probe
from tests.films import film
from tests.sites.building import copy_own

CLIP = 35.0
"""Seconds of clip that the goal is given for: at most 15 seconds of making."""


def main() -> int:
    """Measure making a clip and converting recordings; print one table."""
    qinejia = str(Path(sys.executable).parent / "qinejia")
    print("| work | s (min/median/max) | peak MB | seconds of film |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = copy_own(folder / "kb")
        _cut(site / "docs/manuals/tc-chashui.md")
        made = [qinejia, "media", "from-manual", "tc-chashui"]
        figure = measure(made, site, 3)
        length = probe(site / "docs/videos/sp-chashui.mp4").seconds
        _row("picture book → clip", figure, length)
        print(f"| the same for {CLIP:.0f} s | {figure.seconds[1] * CLIP / length:.1f} | | |")
        recordings = {"35 s of 720p": (CLIP, (1280, 720))}
        if "--quick" not in sys.argv:
            recordings["10 min of 4K"] = (600.0, (3840, 2160))
        for label, (seconds, size) in recordings.items():
            # mpeg4 is quick to make; what is measured reads it
            source = film(folder / "source.mp4", "mpeg4", seconds, size)
            command = [qinejia, "media", "prepare", str(source), "--out", str(folder / "out")]
            _row(label, measure(command, site, 1), seconds)
    return 0


def _row(label: str, figure: Figure, seconds: float) -> None:
    times = "/".join(f"{second:.1f}" for second in figure.seconds)
    print(f"| {label} | {times} | {figure.megabytes:.0f} | {seconds:.0f} |", flush=True)


def _cut(manual: Path) -> None:
    """The first three steps, about as long as the goal's clip."""
    text = manual.read_text("utf-8")
    starts = [match.start() for match in re.finditer(r"^/// 步骤", text, re.MULTILINE)]
    manual.write_text(text[: starts[3]], "utf-8")


if __name__ == "__main__":
    sys.exit(main())
