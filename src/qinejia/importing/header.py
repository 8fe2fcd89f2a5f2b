"""Writes the header of a record (写页头): YAML that any reader takes for what was meant."""

from __future__ import annotations

from collections.abc import Iterable

from qinejia.source.yaml_writing import write_value

Pair = tuple[str, str | list[str]]


def write_header(pairs: Iterable[Pair]) -> str:
    """The lines between ``---``; pairs without a value are left out."""
    lines = ["---"]
    for key, value in pairs:
        if isinstance(value, list) and value:
            lines += [f"{key}:", *(f"  - {write_value(item)}" for item in value)]
        elif value and not isinstance(value, list):
            lines.append(f"{key}: {write_value(value)}")
    return "\n".join([*lines, "---", ""])
