"""What is in a folder (文件夹内容)."""

from __future__ import annotations

import os
from pathlib import Path


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change in nanoseconds of every file below ``folder``."""
    found: dict[str, tuple[int, int]] = {}
    pending = [""]
    while pending:
        below = pending.pop()
        try:
            entries = list(os.scandir(folder / below))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    pending.append(f"{below}{entry.name}/")
            else:
                status = entry.stat(follow_symlinks=False)
                found[below + entry.name] = (status.st_size, status.st_mtime_ns)
    return found
