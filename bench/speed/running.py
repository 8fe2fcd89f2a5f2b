"""One run of a command (运行): its time, or the memory of all its processes together.

A pool of processes shares pages, so each is counted by its proportional share (PSS). Reading that
takes time of the processes, so a run is either timed or looked at.
"""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from bench.speed.sites import Project

_EVERY = 0.05


def timed(project: Project) -> float:
    """Seconds of one build; raises ``RuntimeError`` with what it said when it fails."""
    start = time.perf_counter()
    done = subprocess.run(
        project.build,
        cwd=project.folder,
        env=project.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"{project.name}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return seconds


def peak(project: Project) -> float:
    """MB of all processes of one build at the moment when they hold most."""
    process = subprocess.Popen(
        project.build,
        cwd=project.folder,
        env=project.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    most = 0
    while process.poll() is None:
        most = max(most, sum(_share(pid) for pid in _family(process.pid)))
        time.sleep(_EVERY)
    if process.returncode:
        raise RuntimeError(f"{project.name}: the build ended with {process.returncode}")
    return most / 1024


def _family(pid: int) -> list[int]:
    """The process and all that come from it."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += map(int, _read(task).split())
    return found


def _share(pid: int) -> int:
    """kB; nothing when the process is gone."""
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def versions(scripts: Path | None) -> str:
    """What was compared, on what."""
    lines = [f"{os.cpu_count()} cores", f"Python {_said('python3', '--version').split()[-1]}"]
    if scripts:
        listed = _said(str(scripts / "python"), "-m", "pip", "list", "--format", "freeze")
        wanted = ("mkdocs==", "mkdocs-material==", "jieba==", "zensical==")
        lines += [line for line in listed.splitlines() if line.startswith(wanted)]
        lines.append(" ".join(_said("hugo", "version").split()[:2]))
    return ", ".join(lines)


def _said(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return "– –"
