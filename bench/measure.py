"""Whole-process figures (测量): wall time and peak memory of a command, median of several runs."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """Seconds (minimum, median, maximum) and peak memory in MB of the largest process."""

    seconds: tuple[float, float, float]
    megabytes: float
    status: int


def measure(command: list[str], folder: Path, runs: int = 5) -> Figure:
    """Run ``command`` once to warm the disk cache, then ``runs`` times, and take the figures."""
    times: list[float] = []
    peak, status = 0, 0
    for run in range(runs + 1):
        start = time.perf_counter()
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1780000000"}
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, code, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(code)
        if run:
            times.append(time.perf_counter() - start)
            peak = max(peak, usage.ru_maxrss)
            status = process.returncode
    low, high = min(times), max(times)
    return Figure((low, statistics.median(times), high), peak / 1024, status)
