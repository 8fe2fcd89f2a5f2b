"""Writes the header of a record (写页头): YAML that any reader takes for what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

Pair = tuple[str, str | list[str]]
_PLAIN = re.compile(r"[一-鿿A-Za-z《（][^:#\[\]{},&*!|>'\"%@`\\\x00-\x1f]*")
_SIGNED = re.compile(r"-?[\d.][\d.,_:eExX-]*|~|null|true|false|yes|no|on|off|y|n", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def write_header(pairs: Iterable[Pair]) -> str:
    """The lines between ``---``; pairs without a value are left out."""
    lines = ["---"]
    for key, value in pairs:
        if isinstance(value, list) and value:
            lines += [f"{key}:", *(f"  - {write_value(item)}" for item in value)]
        elif value and not isinstance(value, list):
            lines.append(f"{key}: {write_value(value)}")
    return "\n".join([*lines, "---", ""])


def write_value(text: str) -> str:
    """``text`` as a YAML scalar, in quotes where it must be."""
    text = " ".join(text.split())
    if _DAY.fullmatch(text) or text in ("是", "否"):
        return text
    if _PLAIN.fullmatch(text) and not _SIGNED.fullmatch(text) and not text.endswith(" "):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
