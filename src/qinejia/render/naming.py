"""One pattern for many names (名称匹配): the longest name that begins at a place.

An alternation of all names would try each of them at every character. Names that begin alike are
tried together here, so that a text costs the same however many names a site has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby, takewhile


def any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds the names, the longest first, or ``None`` without names."""
    ordered = sorted(set(names) - {""})
    return re.compile(_together(ordered)) if ordered else None


def _together(names: list[str]) -> str:
    """``names`` are in order; an empty one, a name that ends here, comes first."""
    ends = names[0] == ""
    ways = []
    for _, group in groupby(names[ends:], key=lambda name: name[0]):
        those = list(group)
        pairs = zip(those[0], those[-1], strict=False)
        start = "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        ways.append(re.escape(start) + _together([name[len(start) :] for name in those]))
    if not ways:
        return ""
    return f"(?:{'|'.join(ways)}){'?' if ends else ''}"
