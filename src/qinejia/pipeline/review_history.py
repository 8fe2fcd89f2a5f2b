"""Since which change a signature is void (失效的起因), as far as Git remembers."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from qinejia.links.fingerprints import read_text_parts
from qinejia.model.position import Position
from qinejia.source.documents import split

_UNCOMMITTED = "还没有提交的改动"
_FORM = "--format=%h%x09%cs%x09%s"


def cause_of(root: Path, path: str, files: Sequence[str], fingerprint: str) -> str:
    """The first change since the record last read as it was signed.

    ``path`` and the ``files`` that the record names are below ``root``.
    """
    if not fingerprint:
        return "没有指纹，不知道审的是哪一稿"
    signed = _git(root, "log", "-1", "--format=%H", f"-S{fingerprint}", "--", path)
    if signed is None:
        return "内容改过"
    if not signed:
        return _UNCOMMITTED
    then = _parts(_git(root, "show", f"{signed}:./{path}"))
    if _parts((root / path).read_text("utf-8")) == then:
        return _cause_in_files(root, files, signed)
    cause = _UNCOMMITTED
    for line in (_git(root, "log", _FORM, f"{signed}..", "--", path) or "").splitlines():
        commit = line.partition("\t")[0]
        if _parts(_git(root, "show", f"{commit}:./{path}")) == then:
            break  # what was changed before was taken back
        cause = _describe(line)
    return cause


def _cause_in_files(root: Path, files: Sequence[str], signed: str) -> str:
    """The text is the one of the commit that brought the signature."""
    if files and _git(root, "status", "--porcelain", "--", *files):
        return f"{_UNCOMMITTED}（图片、字幕或附件）"
    log = _git(root, "log", _FORM, f"{signed}..", "--", *files) if files else ""
    if log:
        return f"{_describe(log.splitlines()[-1])}（图片、字幕或附件）"
    return "签署以后、提交以前改过"


def _describe(line: str) -> str:
    commit, day, subject = line.split("\t", 2)
    shown = "".join(sign for sign in subject if sign.isprintable())
    return f"{day} 的提交 {commit}“{shown[:40]}”"


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
