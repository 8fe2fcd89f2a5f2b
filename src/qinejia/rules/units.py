"""Values and their units (量和单位的写法): GB/T 3101 wants a space between, and m², not m2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.rules.prose import Piece

UNIT = "kW·h|mg/L|km/h|m/s|MPa|kPa|min|mm|cm|km|mL|kg|mg|kW|Pa|lx|dB|°C|[℃%％]|[hgLms]"
"""Symbols that cannot be taken for anything else behind a number."""
_POWER = r"(?:mg/m|[mck]?m)[23](?!\d)"
_FAULTS = re.compile(
    rf"(?<![A-Za-z0-9_.\-—/#])(?P<value>\d+(?:\.\d+)?)(?P<gap> ?)(?P<unit>{_POWER}|{UNIT})"
    r"(?![A-Za-z0-9²³/·])"
)
SUSPECT = re.compile(
    r"[kmMPLlgdhsc℃%％°](?:(?<=\d.)|(?<=\d m)(?:g/m|m)?[23]|(?<=\d [ck])m[23]|(?<=\d [％°]))"
)
_BETTER = {"％": "%", "°C": "℃"}
REPORTED_ANYWHERE = ("m2", "％")
"""Wrong units that QJ204 names in any text, so that QJ020 need not."""
_SUPERSCRIPT = str.maketrans("23", "²³")


def find_unit_faults(piece: Piece) -> Iterator[Diagnostic]:
    """QJ204."""
    for match in _FAULTS.finditer(piece.masked):
        unit = _BETTER.get(match["unit"], match["unit"])
        if unit[-1] in "23":
            unit = unit.translate(_SUPERSCRIPT)
        better = f"{match['value']} {unit}"
        if match[0] != better:
            message = f"“{match[0]}”的写法不规范"
            yield piece.report("QJ204", match.start(), match[0], better, message)
