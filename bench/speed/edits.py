"""An editor changes one page (修改一页): how long until the site, or the preview, shows it."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from itertools import count

from bench.speed.running import timed
from bench.speed.sites import Project

_LONGEST = 300
_numbers = count(1)


def warm(project: Project) -> float:
    """Seconds of a build after one page was changed; the site stands from an earlier build."""
    words = _edit(project)
    seconds = timed(project)
    page = project.folder / project.output / project.address / "index.html"
    if words not in page.read_text("utf-8"):
        raise RuntimeError(f"{project.name}: the edit is not in the site")
    return seconds


def preview(project: Project, edits: int) -> list[tuple[float, float]]:
    """Seconds from an edit until the page has it, and until the search has, for each edit."""
    port = _free_port()
    root = f"http://127.0.0.1:{port}/"
    process = subprocess.Popen(
        project.serve(port),
        cwd=project.folder,
        env=project.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    found = []
    try:
        _until(lambda: _get(root + project.address) != b"", process)
        for _ in range(edits):
            time.sleep(2)  # what the last edit set off comes to rest
            index = _get(root + project.search) if project.search else b""
            start = time.perf_counter()
            words = _edit(project).encode()
            _until(lambda words=words: words in _get(root + project.address), process)
            shown = time.perf_counter() - start
            if project.search:
                _until(lambda index=index: _get(root + project.search) not in (index, b""), process)
            found.append((shown, time.perf_counter() - start))
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    return found


def _edit(project: Project) -> str:
    """Append a sentence that no page had; returns it."""
    words = f"第{next(_numbers)}次修改后补充的一句话。"
    with (project.folder / project.edited).open("a", encoding="utf-8") as file:
        file.write(f"\n{words}\n")
    return words


def _until(is_there: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end = time.perf_counter() + _LONGEST
    while not is_there():
        if process.poll() is not None:
            raise RuntimeError(f"the preview ended with status {process.returncode}")
        if time.perf_counter() > end:
            raise RuntimeError(f"nothing to see after {_LONGEST} s")
        time.sleep(0.02)


def _get(address: str) -> bytes:
    """What the server answers; nothing while it does not."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            body: bytes = answer.read()
            return body
    except (OSError, urllib.error.URLError):
        return b""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
