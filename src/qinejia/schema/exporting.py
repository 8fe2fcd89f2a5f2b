"""Exports the schema for editors and other tools (导出规格)."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic.json_schema import models_json_schema

from qinejia.model.kinds import KINDS


def choices_of(field: FieldInfo) -> list[str]:
    """The words that may stand in a field, where they are fixed."""
    return [word for word in _words_in(field.annotation) if word]


def _words_in(annotation: object) -> Iterator[str]:
    for part in get_args(annotation):
        if isinstance(part, str):
            yield part
        elif get_origin(part) in (Literal, Union, UnionType):
            yield from _words_in(part)


def header_schema() -> dict[str, Any]:
    """JSON Schema of every header, by kind, with Chinese keys and help."""
    places, schema = models_json_schema(
        [(kind.header, "validation") for kind in KINDS], by_alias=True
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "勤e家 页头",
        "x-kinds": {kind.name: places[(kind.header, "validation")] for kind in KINDS},
        "anyOf": [places[(kind.header, "validation")] for kind in KINDS],
        "$defs": schema["$defs"],
    }


def snippets() -> dict[str, Any]:
    """VS Code snippets: a key completes to ``键: 值``, with a menu where the values are fixed."""
    result: dict[str, Any] = {}
    for kind in KINDS:
        required: list[str] = []
        for field in kind.header.model_fields.values():
            alias = str(field.alias)
            words = choices_of(field)
            value = "${1|" + ",".join(words) + "|}" if words else "$1"
            result.setdefault(
                f"页头：{alias}",
                {
                    "scope": "markdown",
                    "prefix": alias,
                    "body": f"{alias}: {value}",
                    "description": field.description or "",
                },
            )
            if field.is_required():
                required.append(alias)
        lines = [f"{alias}: ${number}" for number, alias in enumerate(required, 1)]
        result[f"新建{kind.label}"] = {
            "scope": "markdown",
            "prefix": f"新建{kind.label}",
            "body": ["---", *lines, "公开属性: 内网", "---", "", "$0"],
            "description": f"{kind.label}的页头",
        }
    return result
