"""Validates keys and values against a model and says in Chinese what is wrong (校验)."""

from __future__ import annotations

import difflib
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from qinejia.diagnostics import Diagnostic
from qinejia.model.position import Position
from qinejia.source import Places

Model = TypeVar("Model", bound=BaseModel)


def validate(
    model: type[Model],
    value: object,
    places: Places,
    position: Position,
    unknown_code: str = "QJ001",
) -> tuple[Model | None, list[Diagnostic]]:
    """Make ``model`` of ``value``; each fault points to its own key or value."""
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        found = [
            _explain(fault, model, places, position, unknown_code)
            for fault in error.errors(include_url=False)
        ]
        unique = {(d.code, d.position, d.message): d for d in found}
        return None, list(unique.values())


def _explain(
    fault: ErrorDetails,
    model: type[BaseModel],
    places: Places,
    position: Position,
    unknown_code: str,
) -> Diagnostic:
    path = _source_path(fault["loc"], places)
    name = next((part for part in reversed(fault["loc"]) if isinstance(part, str)), "")
    kind = fault["type"]
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(name, _aliases(model, fault["loc"]), 1, 0.5)
        hint = f"是不是“{near[0]}”？" if near else ""
        return Diagnostic(unknown_code, places.of_key(path, position), f"不认识的键“{name}”", hint)
    if kind == "missing":
        where = places.of_key(path, position)
        if path != tuple(fault["loc"][:-1]) or path not in places.keys:
            where = places.of_value(path, position)
        return Diagnostic(unknown_code, where, f"缺少必填项“{name}”")
    where = places.of_value(path, position)
    if kind.startswith("date"):
        return Diagnostic(
            "QJ111", where, f"“{name}”的日期“{_show(fault['input'])}”不存在或写法不对"
        )
    return Diagnostic("QJ112", where, f"“{name}”{_reason(fault)}")


def _source_path(loc: tuple[int | str, ...], places: Places) -> tuple[str | int, ...]:
    """The part of a model path that stands in the file: unions add names of their own."""
    path: tuple[str | int, ...] = ()
    for part in loc:
        if (*path, part) in places.values:
            path = (*path, part)
    return path


def _aliases(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Keys that are allowed where the unknown key stands (one level of nesting is enough)."""
    if len(loc) == 1:
        return [str(field.alias) for field in model.model_fields.values()]
    for field in model.model_fields.values():
        if field.alias == loc[0]:
            annotation: Any = field.annotation
            parts = [annotation, *getattr(annotation, "__args__", ())]
            for part in parts:
                if isinstance(part, type) and issubclass(part, BaseModel):
                    return [str(inner.alias) for inner in part.model_fields.values()]
    return []


def _show(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 30 else text[:30] + "…"


def _reason(fault: ErrorDetails) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    shown = _show(fault["input"])
    if kind in ("literal_error", "union_tag_invalid", "enum"):
        expected = str(context.get("expected") or context.get("expected_tags") or "")
        choices = expected.replace("' or '", "'、'").replace("', '", "'、'").replace("'", "")
        return f"不能是“{shown}”，可以写：{choices}"
    if kind == "value_error":
        return f"不对：{str(fault['msg']).removeprefix('Value error, ')}"
    if kind.startswith(("int", "float", "decimal", "finite")):
        return f"应是数字，这里是“{shown}”"
    if kind in ("greater_than_equal", "greater_than", "less_than_equal", "less_than"):
        signs = {"ge": "不小于", "gt": "大于", "le": "不大于", "lt": "小于"}
        limit = "".join(f"{signs[key]} {bound}" for key, bound in context.items() if key in signs)
        return f"应{limit}，这里是“{shown}”"
    if kind in ("string_type", "string_sub_type"):
        return (
            "应是一个文字值，这里是空的或是一个列表" if fault["input"] is None else "应是一个文字值"
        )
    if kind in ("tuple_type", "list_type"):
        return "应是列表"
    if kind in ("model_type", "model_attributes_type", "dict_type", "union_tag_not_found"):
        return "应写成“键: 值”的形式"
    if kind in ("too_short", "too_long"):
        return "的个数不对"
    if kind.startswith("string_"):
        return f"的写法不对：“{shown}”"
    return f"的值“{shown}”不对"
