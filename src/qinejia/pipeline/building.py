"""``qinejia build``: check, let the engine write, verify (构建).

The engine runs as a program of its own and gives the bytes that ``mkdocs build`` would, sooner; the
edition travels in the environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from qinejia.diagnostics.formats import format_text
from qinejia.pipeline.verifying import verify
from qinejia.settings import Settings, read_config
from qinejia.settings.loading import (
    COURSE_VARIABLE,
    DOWNLOADS_VARIABLE,
    EDITION_VARIABLE,
    USB_VARIABLE,
)


def build(
    settings: Settings,
    config: Path,
    *,
    edition: str,
    usb: bool,
    downloads: bool,
    out: Path | None,
    strict: bool,
    course: str = "",
) -> int:
    """Build into a folder beside ``out`` and swap it in only when everything is right."""
    target = (out or settings.root / "site").resolve()
    if target in (settings.root.resolve(), settings.docs.resolve()) or target in (
        settings.docs.resolve().parents
    ):
        print("输出文件夹不能是知识库所在的文件夹或其上级。", file=sys.stderr)
        return 1
    if target.exists() and not _may_replace(target):
        print(f"{target} 里有别的文件，没有覆盖。请换一个输出文件夹。", file=sys.stderr)
        return 1
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".qinejia-") as folder:
        fresh = Path(folder) / "site"
        command = [sys.executable, *_engine(config), "build", "--quiet"]
        command += ["--config-file", str(config), "--site-dir", str(fresh)]
        environment = {
            **os.environ,
            EDITION_VARIABLE: edition,
            USB_VARIABLE: "1" if usb else "",
            DOWNLOADS_VARIABLE: "1" if downloads else "",
            COURSE_VARIABLE: course,
            "NO_MKDOCS_2_WARNING": "1",
        }
        if strict:
            command.append("--strict")
        status = subprocess.run(command, env=environment, check=False).returncode
        if status:
            return 1
        faults = verify(fresh)
        if faults:
            print(format_text(faults))
            return 1
        old = Path(folder) / "old"
        if target.exists():
            target.rename(old)
        fresh.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    pages = sum(1 for _ in target.rglob("index.html" if not usb else "*.html"))
    start = "打开知识库.html" if usb else "index.html"
    if not course:
        print(f"已生成 {_label(edition)}，{pages} 个页面：{target / start}")
    return 0


def _engine(config: Path) -> Sequence[str]:
    """The adapter's own driver, which builds pages side by side, or MkDocs as it is."""
    hooks = read_config(config).data.get("hooks")
    for hook in hooks if isinstance(hooks, list) else ():
        driver = (config.parent / str(hook)).with_name("parallel_build.py")
        if driver.exists():
            return (str(driver),)
    return ("-m", "mkdocs")


def _may_replace(target: Path) -> bool:
    """Only an empty folder or an earlier build is replaced."""
    if not target.is_dir():
        return False
    return not any(target.iterdir()) or (target / "data" / "catalogue.json").exists()


def _label(edition: str) -> str:
    return "公开版" if edition == "public" else "内网版"
