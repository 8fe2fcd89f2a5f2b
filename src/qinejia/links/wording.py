"""How a clause reads now, in eight digits (条文指纹): results pin it, to know when it changed."""

from __future__ import annotations

import hashlib

from qinejia.links.redline import clause_texts
from qinejia.model.records import Record, Site


class Wordings:
    """Fingerprints of the clauses of one site, made when first asked for."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[str, dict[str, str]] = {}

    def of(self, reference: str) -> str:
        """The fingerprint of ``std-x#5.3.2`` or of a list item's clause; empty when unknown."""
        identifier, _, anchor = reference.partition("#")
        record = self._site.find(identifier)
        if record is None or not record.count("clauses"):
            return ""
        found = self.of_record(record)
        while anchor and anchor not in found:
            anchor = anchor.rpartition("-")[0]
        return found.get(anchor, "")

    def of_record(self, record: Record) -> dict[str, str]:
        """Fingerprint by anchor."""
        known = self._known.get(record.id)
        if known is None:
            known = {
                clause.anchor: _digest(f"{clause.title}\n{clause.text}")
                for clause in clause_texts(record)
            }
            self._known[record.id] = known
        return known


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
