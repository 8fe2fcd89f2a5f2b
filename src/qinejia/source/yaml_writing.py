"""Writes values as YAML (写 YAML): block style, quotes only where they must be."""

from __future__ import annotations

import re
from typing import Any

_PLAIN = re.compile(r"[一-鿿A-Za-z《（][^:#\[\]{},&*!|>'\"%@`\\\x00-\x1f]*")
_SIGNED = re.compile(r"-?[\d.][\d.,_:eExX-]*|~|null|true|false|yes|no|on|off|y|n", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"0|[1-9]\d{0,8}(?:\.\d{1,6})?")


def write_value(text: str) -> str:
    """``text`` as a YAML scalar, in quotes where it must be."""
    text = " ".join(text.split())
    if _DAY.fullmatch(text) or text in ("是", "否"):
        return text
    if _PLAIN.fullmatch(text) and not _SIGNED.fullmatch(text) and not text.endswith(" "):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def write_scalar(value: Any) -> str:
    """The same for any scalar; a number stays one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        text = f"{value:g}" if isinstance(value, float) else str(value)
        return text if _NUMBER.fullmatch(text) else str(value)
    return write_value(str(value))


def write_entry(key: str, value: Any, indent: int = 0) -> list[str]:
    """The lines of ``key`` with its value, in block style."""
    start = f"{' ' * indent}{write_value(key)}:"
    if isinstance(value, dict):
        return [start, *write_mapping(value, indent + 2)]
    if isinstance(value, list):
        return [start, *(line for item in value for line in write_item(item, indent + 2))]
    return [f"{start} {write_scalar(value)}".rstrip()]


def write_mapping(value: dict[str, Any], indent: int = 0) -> list[str]:
    """The lines of a mapping, in block style."""
    return [line for key, inner in value.items() for line in write_entry(key, inner, indent)]


def write_item(value: Any, indent: int = 0) -> list[str]:
    """The lines of one item of a list, in block style."""
    dash = f"{' ' * indent}- "
    if isinstance(value, dict) and value:
        first, *rest = write_mapping(value, indent + 2)
        return [dash + first[indent + 2 :], *rest]
    return [dash + (write_flow(value) if isinstance(value, list | dict) else write_scalar(value))]


def write_flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{write_value(k)}: {write_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_flow, value)) + "]"
    return write_scalar(value) if value is not None else '""'
