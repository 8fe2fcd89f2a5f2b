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
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import NamedTuple

from qinejia.memory import Memory, Row
from qinejia.processes import begin, can_divide

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
        self._writer: ForkProcess | None = None

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

    def begin(self, memory: Memory) -> None:
        """Write what is remembered so far in another process, while this one goes on.

        Of a build after a change that is so little that it is left to ``write``.
        """
        if not self._is_there and can_divide():
            self._writer = begin(self._create, memory)
            memory.settle()

    def withdraw(self) -> None:
        """From now on, and until ``write``, the folder is not what the record says."""
        if self._is_there:
            self._path.replace(self._withdrawn)
        else:
            _remove(self._path)

    def write(self, memory: Memory, outputs: Mapping[str, Output]) -> None:
        """A record that cannot be written is none; the build is as good without."""
        about = _ABOUT, "", b"", pickle.dumps((self._version, dict(outputs)), protocol=5)
        try:
            if not self._is_there and not self._has_begun():
                self._create(memory)
                memory.settle()
            with closing(_open(self._withdrawn)) as base:
                base.execute("BEGIN")
                base.executemany("DELETE FROM entry WHERE kind = ? AND key = ?", memory.forgotten)
                _put(base, memory.fresh())
                _put(base, [about])
                base.execute("COMMIT")
            self._withdrawn.replace(self._path)
            records = sorted(self._path.parent.iterdir(), key=lambda path: path.stat().st_mtime)
            for old in records[:-_KEPT]:
                _remove(old)
        except (OSError, sqlite3.Error, pickle.PicklingError, RecursionError):
            _remove(self._withdrawn)

    def close(self) -> None:
        """Leave nothing behind of a record that was begun and not written."""
        if self._writer is not None:
            self._writer.kill()
            self._writer.join()
            _remove(self._withdrawn)

    def _create(self, memory: Memory) -> None:
        """A new file with all that is remembered."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _remove(self._withdrawn)
        with closing(_open(self._withdrawn)) as base:
            base.execute("BEGIN")
            base.execute(_TABLE)
            _put(base, memory.fresh())
            base.execute("COMMIT")

    def _has_begun(self) -> bool:
        """Whether the other process wrote something. Raises ``OSError`` when it could not."""
        writer, self._writer = self._writer, None
        if writer is None:
            return False
        writer.join()
        if writer.exitcode:
            raise OSError("the record could not be written")
        return True


def _remove(path: Path) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        path.unlink()


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


def _put(base: sqlite3.Connection, rows: Iterable[Row]) -> None:
    base.executemany(
        "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?)",
        ((*row, _crc(row)) for row in rows),
    )


def _crc(row: Row) -> int:
    kind, key, looks, result = row
    return zlib.crc32(result, zlib.crc32(looks, zlib.crc32(f"{kind}\0{key}".encode())))
