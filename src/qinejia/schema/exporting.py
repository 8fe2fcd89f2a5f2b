"""Exports the schema for editors and other tools (导出规格)."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic.json_schema import models_json_schema

from qinejia.model.kinds import KINDS
from qinejia.model.taxonomy import Entry
from qinejia.settings.options import Options


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


def taxonomy_schema() -> dict[str, Any]:
    """JSON Schema of a taxonomy file."""
    return {"title": "分类表", "type": "array", "items": Entry.model_json_schema(by_alias=True)}


def settings_schema() -> dict[str, Any]:
    """JSON Schema of ``mkdocs.yml`` as far as it is ours: ``extra.qinejia``."""
    options = Options.model_json_schema(by_alias=True)
    definitions = options.pop("$defs", {})
    ours = {"type": "object", "properties": {"qinejia": options}}
    return {"title": "站点设置", "properties": {"extra": ours}, "$defs": definitions}
