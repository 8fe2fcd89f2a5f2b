"""``allowed.yml``: what the scan finds and may stay all the same, each with a reason (允许清单)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator

from qinejia.diagnostics import Diagnostic
from qinejia.model.fields import Part, key
from qinejia.model.position import Position
from qinejia.source import MAX_FILE_LINES, read_yaml
from qinejia.source.validation import validate

ALLOWED = "allowed.yml"
_CODE = "QJ161"
_LEAST = 2
"""Characters of a pattern beside its ``*``: less would allow nearly everything."""


def _check_content(value: str) -> str:
    if len(value.replace("*", "").strip()) < _LEAST:
        raise ValueError("要写明是哪个号码或词，不能只写 *")
    return value


def _check_reason(value: str) -> str:
    if len(value.strip()) < _LEAST:
        raise ValueError("要写明为什么可以公布")
    return value


class _Entry(Part):
    content: Annotated[str, AfterValidator(_check_content)] = key("内容", "原样，可以用 *")
    place: str = key("位置", "文件，如 docs/help/about.md，可以用 *")
    reason: Annotated[str, AfterValidator(_check_reason)] = key("理由", "为什么可以公布")


@dataclass(frozen=True)
class Allowed:
    """One entry (允许项) and where it stands."""

    content: str
    place: str
    position: Position

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        return _pattern(self.content), _pattern(self.place)

    def covers(self, text: str, path: str) -> bool:
        content, place = self._patterns
        return bool(content.fullmatch(text) and place.fullmatch(path))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"(?:\\\*)+", ".*", re.escape(text)), re.DOTALL)


def read_allowed(text: str) -> tuple[tuple[Allowed, ...], list[Diagnostic]]:
    """Entries in order; one that cannot be used is reported and allows nothing."""
    origin = Position(ALLOWED, 1, 1)
    result = read_yaml(text, origin, "允许清单", MAX_FILE_LINES)
    faults = list(result.diagnostics)
    if result.value is None:
        return (), faults
    if not isinstance(result.value, list):
        return (), [*faults, Diagnostic(_CODE, origin, "应写成列表，每项有内容、位置、理由")]
    entries = []
    for index, item in enumerate(result.value):
        where = result.places.of_value((index,), origin)
        entry, found = validate(_Entry, item, result.places.below((index,)), where)
        faults += [Diagnostic(_CODE, fault.position, fault.message) for fault in found]
        if entry is not None:
            entries.append(Allowed(entry.content, entry.place, where))
    return tuple(entries), faults
