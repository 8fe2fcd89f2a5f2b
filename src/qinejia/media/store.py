"""Media kept by content (媒体库): ``media/ab/abcd….mp4`` in the site folder, named in the lock.

Files are copied to a temporary name and renamed, and what is copied is hashed first: whatever is
interrupted, the store holds only whole files under their right names.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qinejia.diagnostics import Diagnostic
from qinejia.library.media import (
    LOCK,
    STORE,
    find_media,
    format_lock,
    hash_of,
    read_lock,
    stored_path,
)
from qinejia.media.faults import MediaError
from qinejia.media.probing import entry_of
from qinejia.model.media import MediaEntry, MediaFile
from qinejia.source.writing import write_file


@dataclass(frozen=True)
class Store:
    """The lock and the store of one site; ``root`` is the site folder."""

    root: Path
    docs: Path

    def entries(self) -> dict[str, MediaEntry]:
        """What the lock names, by path below ``docs``.

        Raises ``MediaError`` when the lock cannot be read.
        """
        entries, faults = self._read()
        if faults:
            raise MediaError(f"{LOCK} 有错误，请先改正：{faults[0].message}")
        return {path: entry for path, (entry, _) in entries.items()}

    def found(self) -> dict[str, MediaFile]:
        """Every locked file as it is."""
        entries, _ = self._read()
        return find_media(entries, self.docs, self.root)

    def add(self, file: Path, target: str, captions: Path | None, moves: bool) -> MediaEntry:
        """Lock ``file`` as ``target`` below ``docs``; one that stands elsewhere goes to the store.

        ``moves`` takes a file that stands below ``docs`` out of it. Raises ``MediaError``.
        """
        entries = self.entries()
        entry = entry_of(file, captions)
        is_in_place = file.resolve() == (self.docs / target).resolve()
        if not is_in_place or moves:
            copy_in(file, self.root / stored_path(entry.sha256, target), entry.sha256)
        write_file(self.root / LOCK, format_lock({**entries, target: entry}))
        if is_in_place and moves:
            file.unlink()
        return entry

    def strangers(self) -> Iterator[Path]:
        """Files of the store that the lock does not name."""
        named = {stored_path(entry.sha256, path) for path, entry in self.entries().items()}
        for path in sorted((self.root / STORE).rglob("*")):
            if path.is_file() and path.relative_to(self.root).as_posix() not in named:
                yield path

    def damaged(self) -> Iterator[Path]:
        """Files of the store whose content is not what their name says."""
        for path in sorted((self.root / STORE).rglob("*")):
            if path.is_file() and hash_of(path) != path.stem:
                yield path

    def reworded(self) -> Iterator[str]:
        """Captions, as paths below ``docs``, that are not those which were locked."""
        for path, entry in self.entries().items():
            captions = captions_of(path)
            file = self.docs / captions
            if entry.captions and file.is_file() and hash_of(file) != entry.captions:
                yield captions

    def sync(self, other: Path) -> tuple[int, int, list[str]]:
        """Copy locked contents between the store and ``other``, laid out alike.

        Returns how many came, how many went, and which paths are on neither side.
        """
        came = went = 0
        nowhere: list[str] = []
        for path, media in self.found().items():
            stored = stored_path(media.entry.sha256, path)
            here = self.docs / path if not media.stored else self.root / media.stored
            there = other / Path(stored).relative_to(STORE)
            if media.state == "有" and not there.exists():
                copy_in(here, there, media.entry.sha256)
                went += 1
            elif media.state != "有" and there.is_file():
                copy_in(there, self.root / stored, media.entry.sha256)
                came += 1
            elif media.state != "有":
                nowhere.append(path)
        return came, went, nowhere

    def _read(self) -> tuple[Mapping[str, tuple[MediaEntry, int]], list[Diagnostic]]:
        path = self.root / LOCK
        return read_lock(path.read_text("utf-8") if path.exists() else "")


def captions_of(path: str) -> str:
    """Where the captions of a film stand: beside it."""
    return f"{path.rpartition('.')[0]}.vtt"


def copy_in(source: Path, target: Path, sha256: str) -> None:
    """Copy a file whose content is known.

    Raises ``MediaError`` when the copy is not what it should be.
    """
    if target.is_file() and hash_of(target) == sha256:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".copy-", delete=False) as fresh:
        name = Path(fresh.name)
    try:
        shutil.copyfile(source, name)
        if hash_of(name) != sha256:
            raise MediaError(f"“{source.name}”复制后内容变了，请检查磁盘")
        name.chmod(0o644)
        name.replace(target)
    finally:
        name.unlink(missing_ok=True)
