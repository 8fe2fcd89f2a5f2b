"""``ids.lock``: every identifier, path and anchor ever published (标识登记簿)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qinejia.model.records import Record

HEADER = "# 已发布的标识、路径和锚点，由 qinejia ids record 维护，请勿手工修改。\n"


class Published(NamedTuple):
    """What was published under an id: path below ``docs``, anchors, and its line in the file."""

    path: str
    anchors: frozenset[str]
    line: int = 0


@dataclass(frozen=True)
class Ledger:
    """Everything published, by id."""

    entries: Mapping[str, Published]


def read_ledger(text: str) -> Ledger:
    """Read the lock file; lines that cannot be read are left out."""
    entries: dict[str, Published] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or "\t" not in line:
            continue
        identifier, path, *anchors = line.split("\t")
        known = entries.get(identifier)
        merged = frozenset(anchors) | (known.anchors if known else frozenset())
        entries[identifier] = Published(path, merged, number)
    return Ledger(entries)


def format_ledger(ledger: Ledger, records: Iterable[Record]) -> str:
    """The lock file with ``records`` added; nothing that was recorded is ever removed."""
    entries = dict(ledger.entries)
    for record in records:
        known = entries.get(record.id)
        anchors = frozenset(record.anchors) | (known.anchors if known else frozenset())
        entries[record.id] = Published(record.path, anchors)
    lines = [
        "\t".join([identifier, published.path, *sorted(published.anchors)])
        for identifier, published in sorted(entries.items())
    ]
    return HEADER + "".join(line + "\n" for line in lines)
