"""Who has to look at what (审看人): units say it in their taxonomy, records name their unit.

``CODEOWNERS`` of GitHub and GitLab holds patterns as in ``.gitignore``, that of Gitea and Forgejo
regular expressions of Go with their backslashes doubled.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from qinejia.model.records import Record, Site, TaxonomyEntry

PLACES = {
    "github": ".github/CODEOWNERS",
    "gitlab": ".gitlab/CODEOWNERS",
    "gitea": ".gitea/CODEOWNERS",
}
"""Where each Git host looks for the file."""

_UNSAFE = re.compile(r"[^\w/-]")
_HEAD = "# 由 qinejia owners 根据单位表的“审看”和记录的“负责”生成，请勿手工修改。\n"


@dataclass(frozen=True)
class Owned:
    """A record, the unit that is responsible, and who looks at changes for it."""

    record: Record
    unit: str
    reviewers: tuple[str, ...]


def owned_records(site: Site) -> tuple[Owned, ...]:
    """Every record in order of path."""
    units = {
        name: entry
        for entry in site.taxonomies.get("organisations", ())
        for name in (entry.entry.name, *entry.entry.aliases)
    }
    by_id = {entry.entry.identifier: entry for entry in units.values()}
    found = []
    for record in sorted(site.records.values(), key=lambda record: record.path):
        unit = units.get(record.header.owner)
        name = unit.entry.name if unit else record.header.owner
        found.append(Owned(record, name, _reviewers(unit, by_id)))
    return tuple(found)


def _reviewers(unit: TaxonomyEntry | None, by_id: Mapping[str, TaxonomyEntry]) -> tuple[str, ...]:
    """Those of the unit, else of the nearest unit above it."""
    seen: set[str] = set()
    while unit is not None and unit.entry.identifier not in seen:
        if unit.entry.reviewers:
            return unit.entry.reviewers
        seen.add(unit.entry.identifier)
        unit = by_id.get(unit.entry.parent)
    return ()


def code_owners(forge: str, owned: Collection[Owned], folder: str) -> str:
    """The text of ``CODEOWNERS``; ``folder`` is that of the content in the repository."""
    lines = []
    for one in owned:
        if one.reviewers:
            path = f"{folder}/{one.record.path}"
            lines.append(f"{_pattern(forge, path)} {' '.join(one.reviewers)}\n")
    return _HEAD + "".join(lines)


def _pattern(forge: str, path: str) -> str:
    """What is special to the format matches as any one character."""
    if forge == "gitea":
        return _UNSAFE.sub(lambda sign: r"\\." if sign[0] == "." else ".", path)
    return "/" + _UNSAFE.sub(lambda sign: "." if sign[0] == "." else "?", path)


def who_looks(owned: Collection[Owned], changed: Collection[str]) -> dict[str, list[Owned]]:
    """Changed records by unit; ``changed`` are paths below ``docs``. A record without one counts
    under an empty name.
    """
    found: dict[str, list[Owned]] = {}
    for one in owned:
        if one.record.path in changed:
            found.setdefault(one.unit, []).append(one)
    return dict(sorted(found.items()))
