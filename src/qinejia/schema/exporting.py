"""Exports the schema for editors and other tools (导出规格)."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from qinejia.model.kinds import KINDS


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
            choices = getattr(field.annotation, "__args__", ())
            words = [choice for choice in choices if isinstance(choice, str) and choice]
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
