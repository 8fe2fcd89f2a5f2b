"""The file in which a build is recorded for the next one (构建记录).

An SQLite database: of a build after a change little is written, and it needs no second copy of it
in memory. While a build is being put in place its record is under another name, so that what was
interrupted leaves none; and whatever is wrong with a record, the build is made without it.
"""

from __future__ import annotations

import os
import pickle
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from qinejia.memory import Memory, Row

_KEPT = 30
"""Records of other folders that stay."""
_ABOUT = "about"
"""The kind of the one row that is no result: the version, and the files that were written."""
_TABLE = """
    CREATE TABLE entry (
        kind TEXT, key TEXT, looks BLOB, result BLOB, crc INTEGER, PRIMARY KEY (kind, key)
    )
"""


class Output(NamedTuple):
    """A file as it was written: what it was made of, and how it stood on the disk."""

    made_of: str
    size: int
    time: int


class BuildRecord:
    """The record at ``path`` of a build by ``version``, which stands for programs and settings."""

    def __init__(self, path: Path, version: str) -> None:
        self._path, self._version = path, version
        self._is_there = False
        self._withdrawn = path.with_suffix(f".{os.getpid()}")

    def read(self) -> tuple[Memory, Mapping[str, Output]]:
        """What was remembered, and the files that were written."""
        memory, outputs = Memory(is_short=True), {}
        if self._path.exists():
            try:
                with closing(_open(self._path)) as base:
                    ((*_, about),) = _rows(base, "kind = ?")
                    version, known = pickle.loads(about)
                    if version == self._version:
                        memory, outputs = Memory(_rows(base, "kind != ?"), is_short=True), known
                        self._is_there = True
            except Exception:  # damaged in one of many ways
                pass
        return memory, outputs

    def withdraw(self) -> None:
        """From now on, and until ``write``, the folder is not what the record says."""
        if self._is_there:
            self._path.replace(self._withdrawn)
        else:
            self._path.unlink(missing_ok=True)
            self._withdrawn.unlink(missing_ok=True)

    def write(self, memory: Memory, outputs: Mapping[str, Output]) -> None:
        """A record that cannot be written is none; the build is as good without."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with closing(_open(self._withdrawn)) as base:
                base.execute("BEGIN")
                if not self._is_there:
                    base.execute(_TABLE)
                base.executemany("DELETE FROM entry WHERE kind = ? AND key = ?", memory.forgotten)
                base.executemany(
                    "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?)",
                    ((*row, _crc(row)) for row in self._to_write(memory, outputs)),
                )
                base.execute("COMMIT")
            self._withdrawn.replace(self._path)
            records = sorted(self._path.parent.iterdir(), key=lambda path: path.stat().st_mtime)
            for old in records[:-_KEPT]:
                old.unlink(missing_ok=True)
        except (OSError, sqlite3.Error, pickle.PicklingError, RecursionError):
            self._withdrawn.unlink(missing_ok=True)

    def _to_write(self, memory: Memory, outputs: Mapping[str, Output]) -> Iterator[Row]:
        yield from memory.fresh()
        yield _ABOUT, "", b"", pickle.dumps((self._version, dict(outputs)), protocol=5)


def _open(path: Path) -> sqlite3.Connection:
    """No journal: who is interrupted leaves a file that nobody reads."""
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("PRAGMA synchronous = OFF")
    return base


def _rows(base: sqlite3.Connection, which: str) -> Iterator[Row]:
    """The rows whose kind is, or is not, ``_ABOUT``. Raises ``ValueError`` for a damaged one."""
    query = f"SELECT kind, key, looks, result, crc FROM entry WHERE {which}"
    for kind, key, looks, result, crc in base.execute(query, (_ABOUT,)):
        if _crc((kind, key, looks, result)) != crc:
            raise ValueError("a row is damaged")
        yield kind, key, looks, result


def _crc(row: Row) -> int:
    kind, key, looks, result = row
    return zlib.crc32(result, zlib.crc32(looks, zlib.crc32(f"{kind}\0{key}".encode())))
