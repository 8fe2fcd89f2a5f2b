"""Builds small sites with the real engines, each in a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def lay_out(folder: Path, files: dict[str, str | bytes], config: str = "") -> Path:
    """Write a site that uses the repository's hook and templates; returns ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    base = (ROOT / "mkdocs-base.yml").read_text("utf-8")
    base = base.replace("hooks/knowledge_base.py", str(ROOT / "hooks/knowledge_base.py"))
    base = base.replace("custom_dir: overrides", f"custom_dir: {ROOT / 'overrides'}")
    base = re.sub(r"^watch:\n(?:  .*\n)+", "", base, flags=re.MULTILINE)
    (folder / "mkdocs-base.yml").write_text(base, "utf-8")
    text = (ROOT / "mkdocs.yml").read_text("utf-8").replace("课程总数: 31", "课程总数: 0")
    (folder / "mkdocs.yml").write_text(config or text, "utf-8")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, "utf-8")
    return folder


def copy_own(folder: Path) -> Path:
    """A copy of the repository's own content, as a site of its own."""
    lay_out(folder, {})
    shutil.copytree(ROOT / "docs", folder / "docs")
    for name in ("redirects.yml", "media.lock.yml"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "mkdocs.yml").write_text(
        (folder / "mkdocs.yml").read_text("utf-8").replace("课程总数: 0", "课程总数: 31"), "utf-8"
    )
    return folder


def run(
    folder: Path, *arguments: str, module: str = "qinejia", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of a Python module in ``folder``; the build's date is fixed."""
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": "1795000000",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "XDG_CACHE_HOME": str(Path(tempfile.gettempdir()) / "qinejia-tests"),
        **variables,
    }
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def build(folder: Path, out: Path, *options: str, **variables: str) -> Path:
    """``qinejia build`` that must succeed; returns ``out``."""
    done = run(folder, "build", "--out", str(out), *options, **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
