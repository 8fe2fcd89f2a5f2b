"""``qinejia build``: check, let the engine write, verify (构建).

The adapter's own driver gives the bytes that ``mkdocs build`` would, sooner, and leaves alone what
the last build of the folder can lend. The edition travels in the environment.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, NamedTuple

from qinejia.diagnostics.formats import format_text
from qinejia.pipeline.last_build import LastBuild, record_of, swap
from qinejia.pipeline.verifying import Seen, verify
from qinejia.settings import Settings, read_config
from qinejia.settings.loading import (
    COURSE_VARIABLE,
    DOWNLOADS_VARIABLE,
    EDITION_VARIABLE,
    USB_VARIABLE,
)
from qinejia.source import Tree
from qinejia.source.ahead import Ahead
from qinejia.source.files import files_of

Opener = Callable[[str], LastBuild]
"""The last build, once the version of all programs and settings is known."""


class Outcome(NamedTuple):
    """The engine's exit status, what was kept of the last build, and the pages that were looked at
    as they were written, by path.
    """

    status: int
    last: LastBuild | None
    seen: Mapping[str, Seen]


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
    anew: bool = False,
    ahead: Ahead | None = None,
) -> int:
    """Build into a folder beside ``out`` and swap it in only when everything is right.

    ``anew`` uses nothing of the last build; ``ahead`` has begun to read already.
    """
    target = settings.output(out)
    if target in (settings.root.resolve(), settings.docs.resolve()) or target in (
        settings.docs.resolve().parents
    ):
        print("输出文件夹不能是知识库所在的文件夹或其上级。", file=sys.stderr)
        return 1
    if target.exists() and not _may_replace(target):
        print(f"{target} 里有别的文件，没有覆盖。请换一个输出文件夹。", file=sys.stderr)
        return 1
    target.parent.mkdir(parents=True, exist_ok=True)
    chosen = {
        EDITION_VARIABLE: edition,
        USB_VARIABLE: "1" if usb else "",
        DOWNLOADS_VARIABLE: "1" if downloads else "",
        COURSE_VARIABLE: course,
        "NO_MKDOCS_2_WARNING": "1",
    }
    ahead = ahead or Ahead(settings.docs, settings.label, settings.max_page_bytes, target)
    record = record_of(target, config.resolve(), sorted(chosen.items()))

    with ExitStack() as stack:
        folder = tempfile.TemporaryDirectory(dir=target.parent, prefix=".qinejia-")
        fresh = Path(stack.enter_context(folder)) / "site"

        def open_last(version: str) -> LastBuild:
            last = LastBuild(record, target, version, ahead.files())
            return stack.enter_context(closing(last))

        arguments = ["build", "--quiet", "--config-file", str(config), "--site-dir", str(fresh)]
        if strict:
            arguments.append("--strict")
        # The files to download are made from the whole site and know no last build.
        opener = None if anew or downloads or settings.options.downloads else open_last
        status, last, seen = _run(config, arguments, chosen, opener, ahead.documents)
        if status:
            return 1
        fresh.mkdir(exist_ok=True)
        if last is not None and last.is_useful:
            last.keep_the_same(fresh)
            kept = {*last.kept, *last.moved}
            faults = verify(fresh, target, kept, last.gone(fresh), seen)
        else:
            faults = verify(fresh, seen=seen)
        if faults:
            print(format_text(faults))
            return 1
        if last is not None:
            last.put_in_place(fresh)
        else:
            record.unlink(missing_ok=True)
            swap(fresh, target)
    page = ".html" if usb else "index.html"
    pages = sum(name.endswith(page) for name in (last.outputs if last else files_of(target)))
    start = "打开知识库.html" if usb else "index.html"
    if not course:
        print(f"已生成 {_label(edition)}，{pages} 个页面：{target / start}")
    return 0


def _run(
    config: Path,
    arguments: list[str],
    chosen: Mapping[str, str],
    opener: Opener | None,
    read_ahead: Callable[[], Tree],
) -> Outcome:
    driver = beside_hook(config, "site_build")
    if driver is None:
        command = [sys.executable, "-m", "mkdocs", *arguments]
        environment = {**os.environ, **chosen}
        status = subprocess.run(command, env=environment, check=False).returncode
        return Outcome(status, None, {})
    before = {name: os.environ.get(name) for name in (*chosen, "SOURCE_DATE_EPOCH")}
    os.environ.update(chosen)
    try:
        outcome: Outcome = driver.run(arguments, opener, read_ahead)
        return outcome
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def beside_hook(config: Path, name: str) -> Any:
    """The module ``name`` that stands beside the site's hook; ``None`` when there is none."""
    hooks = read_config(config).data.get("hooks")
    for hook in hooks if isinstance(hooks, list) else ():
        path = (config.parent / str(hook)).with_name(f"{name}.py")
        spec = importlib.util.spec_from_file_location(name, path) if path.exists() else None
        if spec is not None and spec.loader is not None:
            sys.path.insert(0, str(path.parent))
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module
            spec.loader.exec_module(module)
            return module
    return None


def _may_replace(target: Path) -> bool:
    """Only an empty folder or an earlier build is replaced."""
    if not target.is_dir():
        return False
    return not any(target.iterdir()) or (target / "data" / "catalogue.json").exists()


def _label(edition: str) -> str:
    return "公开版" if edition == "public" else "内网版"
