"""What the editor must know of an import (提示): lost, changed, or left to do, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Fate = Literal["没有转过来", "转过来了，请核对", "需要您做"]
LOST: Fate = "没有转过来"
CHANGED: Fate = "转过来了，请核对"
TO_DO: Fate = "需要您做"
_LONGEST = 120


@dataclass(frozen=True)
class Notice:
    """One thing; ``place`` is the nearest heading above it, empty for the document."""

    fate: Fate
    what: str
    text: str = ""
    place: str = ""

    def __str__(self) -> str:
        where = f"（“{self.place}”下）" if self.place else ""
        return f"{self.what}{where}" + (f"：{self.text}" if self.text else "")


@dataclass
class Notices:
    """All notices of one import, in order; ``place`` is where the reader stands."""

    found: list[Notice] = field(default_factory=list)
    place: str = ""

    def lost(self, what: str, text: str = "") -> None:
        self._add(LOST, what, text)

    def changed(self, what: str, text: str = "") -> None:
        self._add(CHANGED, what, text)

    def to_do(self, what: str, text: str = "") -> None:
        self.found.append(Notice(TO_DO, what, " ".join(text.split())))

    def of(self, fate: Fate) -> list[Notice]:
        return [notice for notice in self.found if notice.fate == fate]

    def _add(self, fate: Fate, what: str, text: str) -> None:
        words = " ".join(text.split())
        shown = words if len(words) <= _LONGEST else words[:_LONGEST] + "……"
        self.found.append(Notice(fate, what, shown, self.place))
