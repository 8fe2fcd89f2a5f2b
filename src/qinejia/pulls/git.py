"""Asks Git, with names that may be anything (Git 命令).

A revision is resolved to a commit before it is used, paths come with ``-z`` and stand after ``--``.
"""

from __future__ import annotations

import os
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


class GitFault(Exception):
    """Why Git could not answer; the text is for the editor."""


@dataclass(frozen=True)
class ChangedFile:
    """A file that differs from the base (改动的文件): ``status`` is A, M, D, R, C or T."""

    status: str
    path: str
    old: str = ""


def commit_of(root: Path, revision: str) -> str:
    """The hash of the commit that ``revision`` names. Raises ``GitFault``."""
    command = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    found = "" if "\0" in revision else _text(root, *command, may_fail=True).strip()
    if not found:
        _text(root, "rev-parse", "--git-dir")  # says when this is no repository at all
        raise GitFault(f"Git 里没有“{revision[:80]}”这个提交或分支。")
    return found


def base_of(root: Path, revision: str) -> str:
    """Where the work on ``HEAD`` began: the last commit that it has in common with a branch."""
    commit = commit_of(root, revision)
    return _text(root, "merge-base", commit, "HEAD", may_fail=True).strip() or commit


def changed_files(root: Path, commit: str) -> tuple[ChangedFile, ...]:
    """Files below ``root`` that differ from ``commit``, as they are on disk."""
    command = ("diff", "--name-status", "-z", "--find-renames", "--relative", "--no-ext-diff")
    parts = _names(root, *command, commit, "--")
    found = []
    while parts:
        status, path = parts.pop(0)[:1], parts.pop(0)
        if status in ("R", "C"):
            found.append(ChangedFile(status, parts.pop(0), path))
        else:
            found.append(ChangedFile(status, path))
    return tuple(sorted(found, key=lambda file: file.path))


def staged_files(root: Path) -> tuple[str, ...]:
    """Files below ``root`` that the next commit adds or changes."""
    command = ("diff", "--cached", "--name-only", "-z", "--diff-filter=ACMR", "--relative")
    return tuple(_names(root, *command, "--no-ext-diff", "--"))


def unstaged_files(root: Path) -> tuple[str, ...]:
    """Files below ``root`` that differ from what is staged."""
    return tuple(_names(root, "diff", "--name-only", "-z", "--relative", "--no-ext-diff", "--"))


def write_staged(root: Path, folder: Path) -> Path:
    """Write what is staged below ``folder``; returns the place of ``root`` in it."""
    _text(root, "checkout-index", "--all", "--force", f"--prefix={folder}/")
    return folder / prefix_of(root)


def subjects(root: Path, commit: str) -> tuple[str, ...]:
    """First lines of the messages since ``commit``, oldest first."""
    command = ("log", "--reverse", "-z", "--format=%s", "--no-show-signature")
    return tuple(_names(root, *command, f"{commit}..HEAD", "--", "."))


def prefix_of(root: Path) -> str:
    """Where ``root`` lies in the repository: empty or with a closing slash."""
    return _text(root, "rev-parse", "--show-prefix").strip("\n")


def hook_path(root: Path, name: str) -> Path:
    """Where Git looks for a hook."""
    return root / _text(root, "rev-parse", "--git-path", f"hooks/{name}").strip("\n")


def export(root: Path, commit: str, folder: Path) -> None:
    """Write the plain files below ``root`` as they were in ``commit``; links are left out."""
    with subprocess.Popen(
        _command(root, "archive", "--format=tar", commit),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as git:
        try:
            with tarfile.open(fileobj=git.stdout, mode="r|") as tar:
                for member in tar:
                    source = tar.extractfile(member) if member.isreg() else None
                    if source is None or ".." in PurePosixPath(member.name).parts:
                        continue
                    target = folder / member.name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(source.read())
        except tarfile.TarError:
            raise GitFault("取不出合入前的文件。") from None


def _names(root: Path, *arguments: str) -> list[str]:
    return [name for name in _text(root, *arguments).split("\0") if name]


def _text(root: Path, *arguments: str, may_fail: bool = False) -> str:
    try:
        done = subprocess.run(_command(root, *arguments), capture_output=True, check=False)
    except OSError:
        raise GitFault("没有 git 命令，请先安装 Git。") from None
    if done.returncode and not may_fail:
        raise GitFault("这里不是 Git 仓库，或者仓库还没有提交。")
    return os.fsdecode(done.stdout) if not done.returncode else ""


def _command(root: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(root), *arguments]
