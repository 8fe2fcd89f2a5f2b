"""``ids.lock``: every identifier, path and anchor ever published (标识登记簿)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qinejia.model.records import Record

HEADER = "# 已发布的标识、路径和锚点，由 qinejia ids record 维护，请勿手工修改。\n"


@dataclass(frozen=True)
class Ledger:
    """Published id → (path below ``docs``, anchors)."""

    entries: Mapping[str, tuple[str, frozenset[str]]]


def read_ledger(text: str) -> Ledger:
    """Read the lock file; lines that cannot be read are left out."""
    entries: dict[str, tuple[str, frozenset[str]]] = {}
    for line in text.splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        identifier, path, *anchors = line.split("\t")
        known = entries.get(identifier)
        merged = frozenset(anchors) | (known[1] if known else frozenset())
        entries[identifier] = (path, merged)
    return Ledger(entries)


def format_ledger(ledger: Ledger, records: Iterable[Record]) -> str:
    """The lock file with ``records`` added; nothing that was recorded is ever removed."""
    entries = dict(ledger.entries)
    for record in records:
        known = entries.get(record.id)
        anchors = frozenset(record.anchors) | (known[1] if known else frozenset())
        entries[record.id] = (record.path, anchors)
    lines = [
        "\t".join([identifier, path, *sorted(anchors)])
        for identifier, (path, anchors) in sorted(entries.items())
    ]
    return HEADER + "".join(line + "\n" for line in lines)
