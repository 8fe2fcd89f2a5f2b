"""Fingerprints of what carries signatures (计算内容指纹): the one place that reads its files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from qinejia.library.media import hash_of
from qinejia.links.fingerprints import fingerprint, named_files, signed
from qinejia.links.resolving import Resolver
from qinejia.model.records import Record, Site

_TEXTS = (".vtt", ".svg", ".txt", ".csv")
"""A checkout on Windows may change the line ends of these."""


class Fingerprints:
    """Of the records of one site; a file that several records name is read once."""

    def __init__(self, site: Site, docs: Path) -> None:
        self._site = site
        self._docs = docs
        self._resolver = Resolver(site)
        self._known: dict[str, str] = {}

    def of_signed(self) -> dict[str, str]:
        """By id, of every record with a review block."""
        return {record.id: self.of(record) for record in signed(self._site.records.values())}

    def of(self, record: Record) -> str:
        paths = named_files(record, self._resolver)
        hashes = {path: self._hash(path) for path in paths}
        return fingerprint(record.header_text, record.body, hashes)

    def _hash(self, path: str) -> str:
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path]

    def _read(self, path: str) -> str:
        """A locked film counts as the one that was locked, whether it is on this machine or not."""
        locked = self._site.media.get(path)
        if locked is not None and locked.state != "改":
            return locked.entry.sha256
        file = self._docs / path
        try:
            if path.lower().endswith(_TEXTS):
                data = file.read_bytes().replace(b"\r\n", b"\n")
                return hashlib.sha256(data).hexdigest()
            return hash_of(file)
        except OSError:
            return ""
