"""How a header field is declared: one line with key, type, default, relation and help (字段).

The Chinese key of the file (``alias``) and the English name of the code meet here and nowhere else.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
"""What an id is made of."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YES = {"是": True, "否": False, "true": True, "false": False}


def _read_yes_no(value: object) -> object:
    if isinstance(value, str) and value in _YES:
        return _YES[value]
    if isinstance(value, bool):
        return value
    raise ValueError("请写“是”或“否”")


def _read_list(value: object) -> object:
    """A single value stands for a list of one; an empty key for an empty list."""
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _read_text(value: object) -> object:
    return "" if value is None else value


def _read_day(value: object) -> object:
    """Only a calendar day as people write it: a number or a time would be read as one, too."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise PydanticCustomError("date_form", "not a day")
    return value


# What the exported JSON Schema says of values that are read more freely than their type.
_ONE_OR_MORE = WithJsonSchema(
    {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
)
_YES_OR_NO = WithJsonSchema({"enum": ["是", "否", True, False]})

Identifier = Annotated[str, Field(pattern=f"^{IDENTIFIER.pattern}$")]
"""An id given by an editor, e.g. of a question."""
Day = Annotated[datetime.date, BeforeValidator(_read_day)]
"""A day written as ``2026-05-01``."""
YesNo = Annotated[bool, BeforeValidator(_read_yes_no), _YES_OR_NO]
"""是/否."""
Texts = Annotated[tuple[str, ...], BeforeValidator(_read_list), _ONE_OR_MORE]
"""One text or a list of texts."""
Text = Annotated[str, BeforeValidator(_read_text)]
"""Text that may be left empty."""


_UNKNOWN: set[str] = set()


class Part(BaseModel):
    """Base of everything an editor writes as keys and values: unknown keys are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, loc_by_alias=True)

    def model_post_init(self, context: object, /) -> None:
        """Forget which keys were written: nobody asks, and it is a sixth of a site."""
        object.__setattr__(self, "__pydantic_fields_set__", _UNKNOWN)

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (type(self), self.__dict__)


def _restore(model: type[Part], values: dict[str, Any]) -> Part:
    """An instance that was valid before."""
    part = object.__new__(model)
    put = object.__setattr__
    put(part, "__dict__", values)
    put(part, "__pydantic_fields_set__", _UNKNOWN)
    put(part, "__pydantic_extra__", None)
    put(part, "__pydantic_private__", None)
    return part


def key(alias: str, help: str, default: Any = ..., **extra: Any) -> Any:
    """Declare a field by its Chinese key, help text and default (required without one)."""
    return Field(default, alias=alias, description=help, json_schema_extra=extra or None)


def file(alias: str, help: str, default: Any = "", **extra: Any) -> Any:
    """A field that names a file, relative to the page; it must exist and stay on the site."""
    return key(alias, help, default, names_file=True, **extra)


def ids(alias: str, kinds: str, help: str, default: Any = ()) -> Any:
    """A field that names records; ``kinds`` is a space-separated list of kinds it may name.

    The relation of the resulting links is the Chinese key.
    """
    return key(alias, help, default, refers_to=kinds)


def marks_of(field: FieldInfo) -> Mapping[str, Any]:
    """What a field was declared with: ``refers_to``, ``taxonomy``, ``names_file``."""
    extra = field.json_schema_extra
    return extra if isinstance(extra, dict) else {}


def terms(alias: str, taxonomy: str, help: str, default: Any = ()) -> Any:
    """A field whose values are names (or aliases) from a taxonomy file."""
    return key(alias, help, default, taxonomy=taxonomy)
