"""Since which change a signature is void (失效的起因), as far as Git remembers."""

from __future__ import annotations

import subprocess
from pathlib import Path

from qinejia.links.fingerprints import read_text_parts
from qinejia.model.position import Position
from qinejia.source.documents import split

_UNCOMMITTED = "还没有提交的改动"
_FILES = "图片、字幕或附件改过"
_UNKNOWN = "内容改过"


def cause_of(root: Path, path: str, fingerprint: str) -> str:
    """The first change since the text last read as it was signed; ``path`` is below ``root``."""
    if not fingerprint:
        return "没有指纹，不知道审的是哪一稿"
    signed = _git(root, "log", "-1", "--format=%H", f"-S{fingerprint}", "--", path)
    if signed is None:
        return _UNKNOWN
    if not signed:
        return _UNCOMMITTED
    then = _parts(_git(root, "show", f"{signed}:./{path}"))
    if _parts((root / path).read_text("utf-8-sig")) == then:
        return _FILES
    cause = _UNCOMMITTED
    log = _git(root, "log", "--format=%H%x09%cs%x09%s", f"{signed}..", "--", path)
    for line in (log or "").splitlines():
        commit, day, subject = line.split("\t", 2)
        if _parts(_git(root, "show", f"{commit}:./{path}")) == then:
            break  # what was changed before was taken back
        shown = "".join(sign for sign in subject if sign.isprintable())
        cause = f"{day} 的提交 {commit[:8]}“{shown[:40]}”"
    return cause


def _parts(text: str | None) -> object:
    if text is None:
        return None
    document = split("", Position(""), text.removeprefix("\ufeff").replace("\r\n", "\n"))
    return read_text_parts(document.header or "", document.body)


def _git(root: Path, *arguments: str) -> str | None:
    """Output of ``git``; ``None`` outside a repository or without the program."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    text = done.stdout.decode("utf-8", "replace")
    return (text if arguments[0] == "show" else text.strip()) if done.returncode == 0 else None
