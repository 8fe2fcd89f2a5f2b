"""One fault (诊断)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qinejia.diagnostics.catalogue import CODES
from qinejia.model.position import Position


class Severity(StrEnum):
    """How serious a fault is: an error blocks the build."""

    ERROR = "错误"
    WARNING = "警告"
    INFO = "提示"


@dataclass(frozen=True)
class Fix:
    """What to write instead (改法): ``old``, which stands at ``position``, becomes ``new``.

    Both lie within one line; an empty ``old`` inserts. Only what is certain is a fix.
    """

    position: Position
    old: str
    new: str

    @property
    def end_column(self) -> int:
        """The column after the last character of ``old``."""
        return self.position.column + len(self.old)


@dataclass(frozen=True)
class Diagnostic:
    """A fault at a position. ``message`` says what is wrong, ``hint`` how to mend it.

    ``fix`` is what ``check --fix`` writes instead.
    """

    code: str
    position: Position
    message: str
    hint: str = ""
    raised_to: Severity | None = None
    fix: Fix | None = None

    @property
    def severity(self) -> Severity:
        """The severity of the code, unless a gate in the settings raised it."""
        return self.raised_to or Severity(CODES[self.code].severity)

    @property
    def advice(self) -> str:
        """The particular hint, else the one of the code."""
        return self.hint or CODES[self.code].hint

    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (*self.position, self.code, self.message)
