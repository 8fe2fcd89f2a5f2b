"""Which commit a release is made of (提交)."""

from __future__ import annotations

import subprocess
from pathlib import Path

from qinejia.release.packing import PackingError


def head_of(root: Path) -> tuple[str, int]:
    """The commit's hexadecimal name and its time in seconds since 1970.

    Raises ``PackingError`` outside a checkout, or when files were changed since the commit: a
    release must be what its name says.
    """
    if _git(root, "status", "--porcelain", "--", "."):
        raise PackingError("有还没有提交的改动。请先提交，再打包。")
    name, _, seconds = _git(root, "log", "-1", "--format=%H %ct").partition(" ")
    if not seconds.isdigit():
        raise PackingError("还没有任何提交。请先提交，再打包。")
    return name, int(seconds)


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise PackingError("没有 git 命令，不能确定是哪一次提交。") from None
    if done.returncode:
        raise PackingError("这里不是 Git 仓库，不能确定是哪一次提交。")
    return done.stdout.strip()
