"""``media.lock.yml``: which media belong to the site, by content (媒体登记簿).

A locked file stands below ``docs`` under its own path, or in the store ``media/`` of the site
folder under its SHA-256, so that large files need not be in the text's history.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from qinejia.diagnostics import Diagnostic
from qinejia.model.media import MediaEntry, MediaFile, MediaLock
from qinejia.model.position import Position
from qinejia.source import MAX_FILE_LINES
from qinejia.source.validation import read_model

LOCK = "media.lock.yml"
STORE = "media"
_HEADER = "# 媒体文件的内容，由 qinejia media 维护，请勿手工修改。\n"


def read_lock(text: str) -> tuple[dict[str, tuple[MediaEntry, int]], list[Diagnostic]]:
    """Entries by path below ``docs``, each with its line; a path out of ``docs`` is a fault."""
    if not text.strip():
        return {}, []
    origin = Position(LOCK, 1, 1)
    lock, places, faults = read_model(
        MediaLock, text, origin, origin, "媒体登记簿", max_lines=MAX_FILE_LINES
    )
    if lock is None:
        return {}, faults
    entries: dict[str, tuple[MediaEntry, int]] = {}
    for path, entry in lock.files.items():
        where = places.of_key(("文件", path), origin)
        if path.startswith("/") or "\\" in path or ".." in path.split("/"):
            faults.append(Diagnostic("QJ180", where, f"“{path[:80]}”不在内容文件夹里"))
        else:
            entries[path] = (entry, where.line)
    return entries, faults


def format_lock(entries: Mapping[str, MediaEntry]) -> str:
    """The lock as text, in order of path, a line a file."""
    lines = [_HEADER, '版本: "1"\n', "文件:\n"] if entries else [_HEADER, '版本: "1"\n']
    for path, entry in sorted(entries.items()):
        parts = []
        for name, field in MediaEntry.model_fields.items():
            value = getattr(entry, name)
            if value not in ("", 0):
                shown = f"{value:.3f}" if isinstance(value, float) else str(value)
                parts.append(f"{field.alias}: {shown}")
        lines.append(f'  "{path}": {{{", ".join(parts)}}}\n')
    return "".join(lines)


def stored_path(sha256: str, path: str) -> str:
    """Where the store keeps a content, below the site folder; the ending stays for servers."""
    return f"{STORE}/{sha256[:2]}/{sha256}{Path(path).suffix.lower()}"


def hash_of(path: Path) -> str:
    """SHA-256 of a file, in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find_media(
    entries: Mapping[str, tuple[MediaEntry, int]], docs: Path, root: Path
) -> dict[str, MediaFile]:
    """Each locked file as it is: below ``docs``, in the store, or not there."""
    return {path: _find(path, entry, line, docs, root) for path, (entry, line) in entries.items()}


def _find(path: str, entry: MediaEntry, line: int, docs: Path, root: Path) -> MediaFile:
    stored = stored_path(entry.sha256, path)
    for candidate, place in ((docs / path, ""), (root / stored, stored)):
        if candidate.is_file():
            is_same = candidate.stat().st_size == entry.size and hash_of(candidate) == entry.sha256
            return MediaFile(entry, "有" if is_same else "改", place, line)
    return MediaFile(entry, "缺", "", line)
