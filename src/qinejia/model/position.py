"""Where something stands in a source file (位置)."""

from __future__ import annotations

from typing import NamedTuple


class Position(NamedTuple):
    """A point in a source file.

    ``path`` is relative to the site folder with forward slashes; ``line`` and ``column``
    count from 1, columns in characters (not bytes).
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def __reduce__(self) -> tuple[object, ...]:
        """Unpickled without a call into Python: a site has forty a page."""
        return tuple.__new__, (Position, tuple(self))
