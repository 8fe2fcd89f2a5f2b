"""The next free id of a kind (下一个可用的标识); what ids.lock knows is never given again."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from pathlib import Path

from qinejia.importing.naming import slug_of
from qinejia.model.anchors import make_unique
from qinejia.model.kinds import Kind
from qinejia.pipeline import Checked

_ENDINGS = re.compile(r"(?:实操评分表|评分表|图册|题库|（?视频）?|实践点)$")
"""The kind at the end of a title, which the prefix of the id says already."""


def taken_ids(checked: Checked, docs: Path) -> frozenset[str]:
    """Ids that exist or existed, and names of files, which may be unreadable at the moment."""
    site = checked.site
    entries = (entry.entry.identifier for found in site.taxonomies.values() for entry in found)
    old = (redirect.old.partition("#")[0] for redirect in checked.redirects)
    files = (path.stem for path in docs.rglob("*.md"))
    names = (*site.records, *site.aliases, *checked.ledger.entries, *entries, *old, *files)
    return frozenset(name.lower() for name in names)


def next_id(
    kind: Kind, title: str, taken: Collection[str], day: datetime.date, course_count: int
) -> str:
    """Counted for courses, lecturers and sessions, else the title in pinyin."""
    prefix = kind.header.identifier_prefix
    if kind.name == "course":
        return f"{prefix}{next_course(taken, course_count):02d}"
    if kind.name == "lecturer":
        return f"{prefix}{_highest(prefix, taken) + 1:03d}"
    if kind.name == "session":
        prefix = f"{prefix}{day.year}-"
        return f"{prefix}{_highest(prefix, taken) + 1:02d}"
    slug = slug_of(_ENDINGS.sub("", title) or title, prefix)
    return make_unique(slug, set(taken))


def next_course(taken: Collection[str], course_count: int) -> int:
    """The first number that the register still lacks, else the one after the highest."""
    for number in range(1, course_count + 1):
        if f"kc-{number:02d}" not in taken:
            return number
    return _highest("kc-", taken) + 1


def _highest(prefix: str, taken: Collection[str]) -> int:
    rests = (name.removeprefix(prefix) for name in taken if name.startswith(prefix))
    return max((int(rest) for rest in rests if rest.isdecimal() and len(rest) < 4), default=0)
