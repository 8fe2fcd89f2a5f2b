"""Brings a template into a folder and loses nothing (铺设模板): plan first, then write.

A file is known by its hash: what the bureau left alone is replaced, what it changed is kept and the
new one laid beside it as ``.new``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qinejia.source.writing import write_bytes, write_file
from qinejia.template.lock import LOCK, Lock, TemplateFault, digest, format_lock, read_lock

NEW = ".new"


@dataclass
class Plan:
    """What will become of each path (铺设计划)."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """Changed by the bureau, and the template has a new one: laid beside as ``.new``."""
    removed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Changed by the bureau, and no longer in the template."""

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.replaced or self.beside or self.removed or self.left)


def read_site_lock(root: Path) -> Lock | None:
    """The lock of a site, or nothing where there is none. Raises ``TemplateFault``."""
    path = root / LOCK
    if not path.is_file():
        return None
    try:
        return read_lock(path.read_text("utf-8"))
    except UnicodeDecodeError:
        raise TemplateFault(f"{LOCK}:1:1: 文件不是 UTF-8 文本") from None


def plan(root: Path, template: Mapping[str, bytes], known: Lock) -> Plan:
    """Compare the folder with the template it has, ``known``, and the one to come."""
    found = Plan()
    for path, data in sorted(template.items()):
        here, before = _digest_of(root, path), known.files.get(path)
        if here == digest(data):
            continue
        if not here:
            # What the bureau took away on purpose comes back only when it is a new one.
            if before != digest(data):
                found.added.append(path)
        elif here == before:
            found.replaced.append(path)
        elif before != digest(data):
            found.beside.append(path)
    for path, before in sorted(known.files.items()):
        if path not in template:
            here = _digest_of(root, path)
            if here:
                (found.removed if here == before else found.left).append(path)
    return found


def carry_out(root: Path, planned: Plan, template: Mapping[str, bytes], version: str) -> None:
    """Write what was planned; the lock last, so that a run that was cut off can be repeated."""
    for path in (*planned.added, *planned.replaced):
        _write(root / path, template[path])
    for path in planned.beside:
        _write(root / (path + NEW), template[path])
    for path in planned.removed:
        (root / path).unlink()
        _remove_empty(root, (root / path).parent)
    hashes = {path: digest(data) for path, data in template.items()}
    write_file(root / LOCK, format_lock(Lock(version, hashes)))


def write_first(root: Path, files: Mapping[str, bytes]) -> None:
    """Write the content of the first day into an empty folder."""
    for path, data in files.items():
        _write(root / path, data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, data)


def _digest_of(root: Path, path: str) -> str:
    """Hash of a file of the site, empty when there is none. Raises ``TemplateFault``."""
    file = root / path
    for part in (file, *file.parents):
        if part == root:
            break
        if part.is_symlink():
            raise TemplateFault(f"{path} 是符号链接或在符号链接里，没有改动任何文件")
    if file.is_dir():
        raise TemplateFault(f"{path} 应是文件，这里是文件夹，没有改动任何文件")
    return digest(file.read_bytes()) if file.exists() else ""


def _remove_empty(root: Path, folder: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
