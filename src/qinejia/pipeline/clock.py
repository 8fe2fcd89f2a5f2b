"""The build's date (构建日期), the same for two builds of one commit."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

from qinejia.model.records import Record

_CHINA = datetime.timezone(datetime.timedelta(hours=8))


def build_date(root: Path, records: tuple[Record, ...]) -> datetime.date:
    """``SOURCE_DATE_EPOCH``, else the time of the commit, else the newest 更新; in China's time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "") or commit_time(root)
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), _CHINA).date()
    dates = [record.header.updated for record in records if record.header.updated]
    return max(dates, default=datetime.date(2026, 1, 1))


def calendar_day() -> datetime.date:
    """The day that people in China write today, whatever the build's date."""
    return datetime.datetime.now(_CHINA).date()


def commit_time(root: Path) -> str:
    """Seconds of the last commit, or an empty string outside a checkout."""
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
