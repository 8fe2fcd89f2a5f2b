"""What a form shows for a field of a header (表单项), and a value as the form holds it."""

from __future__ import annotations

import datetime
import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le
from pydantic.fields import FieldInfo

from qinejia.model.fields import Part
from qinejia.model.headers.common import Header

Form = Literal["text", "texts", "choice", "yes_no", "day", "number", "part", "parts", "counts"]

# MkDocs' own keys, what the folder says, what `qinejia review` signs, and which rules a page leaves
# out: no business of a form.
_NOT_SHOWN = {"id", "类型", "审核", "忽略", "title", "tags", "template", "hide", "description"}
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")


@dataclass(frozen=True)
class Shape:
    """The form of one field, with what limits its values."""

    form: Form
    model: type[Part] | None = None
    choices: tuple[str, ...] = ()
    is_whole: bool = False
    least: float | None = None
    most: float | None = None


def fields_of(model: type[Part]) -> Iterator[tuple[str, FieldInfo, Shape]]:
    """Chinese key, declaration and form of every field that an editor fills in.

    What must be there comes first; otherwise the order is the model's.
    """
    for field in sorted(model.model_fields.values(), key=lambda field: not field.is_required()):
        if not (issubclass(model, Header) and field.alias in _NOT_SHOWN):
            yield str(field.alias), field, shape_of(field)


def shape_of(field: FieldInfo) -> Shape:
    """The form for a declared field."""
    types_ = list(_alternatives(field.annotation))
    limits = [*field.metadata, *(m for t in types_ for m in getattr(t, "__metadata__", ()))]
    limits += [m for limit in limits for m in getattr(limit, "metadata", ())]
    bare = [get_args(t)[0] if hasattr(t, "__metadata__") else t for t in types_]
    choices = [value for t in bare if get_origin(t) is Literal for value in get_args(t)]
    if choices:
        return Shape("choice", choices=tuple(str(value) for value in choices if value))
    first = bare[0]
    origin, arguments = get_origin(first), get_args(first)
    if origin is tuple:
        inner = arguments[0]
        if isinstance(inner, type) and issubclass(inner, Part):
            return Shape("parts", model=inner)
        return Shape("texts")
    if origin is dict:
        return Shape("counts")
    if first is bool:
        return Shape("yes_no", choices=("是", "否"))
    if first is datetime.date:
        return Shape("day")
    if first in (int, float):
        least = next((m.ge if isinstance(m, Ge) else m.gt for m in limits if _is_least(m)), None)
        most = next((m.le for m in limits if isinstance(m, Le)), None)
        return Shape("number", is_whole=first is int, least=_float(least), most=_float(most))
    if isinstance(first, type) and issubclass(first, Part):
        return Shape("part", model=first)
    return Shape("text")


def _alternatives(annotation: Any) -> Iterator[Any]:
    """The types that a field may have; that it may be absent is no type."""
    if get_origin(annotation) in (Union, types.UnionType):
        for inner in get_args(annotation):
            yield from _alternatives(inner)
    elif annotation is not type(None):
        yield annotation


def _is_least(limit: object) -> bool:
    return isinstance(limit, Ge | Gt)


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def form_values(model: type[Part], value: Any) -> dict[str, Any]:
    """What the form of ``model`` shows for a mapping as it was read; what does not fit is left out.

    A single text stands for a list of one, as the models take it.
    """
    found: dict[str, Any] = {}
    if isinstance(value, dict):
        for alias, _, shape in fields_of(model):
            if alias in value:
                shown = _form_value(shape, value[alias])
                if shown is not None:
                    found[alias] = shown
    return found


def ordered(model: type[Part], values: dict[str, Any]) -> dict[str, Any]:
    """What a form sent, in the order of its fields and without anything else."""
    found: dict[str, Any] = {}
    for alias, _, shape in fields_of(model):
        if alias in values:
            value = values[alias]
            if shape.model and isinstance(value, dict):
                value = ordered(shape.model, value)
            elif shape.model and isinstance(value, list):
                items = [item for item in value if isinstance(item, dict)]
                value = [ordered(shape.model, item) for item in items]
            found[alias] = value
    return found


def _form_value(shape: Shape, value: Any) -> Any:
    if shape.form == "part" and shape.model and isinstance(value, dict):
        return form_values(shape.model, value)
    if shape.form == "parts" and shape.model and isinstance(value, list):
        items = [form_values(shape.model, item) for item in value if isinstance(item, dict)]
        return items if len(items) == len(value) else None
    if shape.form == "counts" and isinstance(value, dict):
        counts = {str(key): _number(item, True) for key, item in value.items()}
        return counts if None not in counts.values() else None
    if shape.form == "texts":
        items = value if isinstance(value, list) else [] if value is None else [value]
        return items if all(isinstance(item, str) for item in items) else None
    if not isinstance(value, str):
        return None
    return _number(value, shape.is_whole) if shape.form == "number" else value


def _number(text: Any, is_whole: bool) -> int | float | None:
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        return None
    return int(text) if is_whole and "." not in text else float(text)
