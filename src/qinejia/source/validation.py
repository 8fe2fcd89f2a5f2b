"""Validates keys and values against a model and says in Chinese what is wrong (校验)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import TypeVar, get_args

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from qinejia.diagnostics import Diagnostic, Fix
from qinejia.model.nearest import hint_of, nearest
from qinejia.model.position import Position
from qinejia.source.yaml_reader import (
    MAX_LINES,
    Places,
    full_width_fix,
    full_width_key,
    full_width_message,
    read_yaml,
)

_DAY = re.compile(r"(\d{4})\s?[-—－./．／年]\s?(\d{1,2})\s?[-—－./．／月]\s?(\d{1,2})\s?日?")
_CHOICE = re.compile(r"'([^']*)'")
_LIMITS = {
    "greater_than_equal": "不小于",
    "greater_than": "大于",
    "less_than_equal": "不大于",
    "less_than": "小于",
}
_CHOSEN = ("literal_error", "union_tag_invalid", "enum")
_SIGNS = ("ge", "gt", "le", "lt")
_MODEL_EXPECTED = ("model_type", "model_attributes_type", "dict_type", "union_tag_not_found")

_SHAPE_CODES = {"QJ001": "QJ106", "QJ123": "QJ123"}

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


def read_model(
    model: type[Model],
    text: str,
    origin: Position,
    position: Position,
    subject: str,
    unknown_code: str = "QJ001",
    max_lines: int = MAX_LINES,
) -> tuple[Model | None, Places, list[Diagnostic]]:
    """Read YAML ``text`` that stands at ``origin`` into ``model``.

    ``position`` is where the whole stands, for what is missing, and ``subject`` what it is called.
    After a fault of syntax the values are not looked at: that would only report the same fault in
    other words.
    """
    result = read_yaml(text, origin, subject, max_lines)
    diagnostics = list(result.diagnostics)
    if any(d.code not in ("QJ109", "QJ110") for d in diagnostics):
        return None, result.places, diagnostics
    value = result.value
    if issubclass(model, RootModel):
        if not isinstance(value, list):
            fault = Diagnostic("QJ112", position, f"“{subject}”应是列表")
            return None, result.places, [*diagnostics, fault]
    elif value is None:
        value = {}
    elif not isinstance(value, dict):
        fault = Diagnostic(_SHAPE_CODES[unknown_code], origin, f"{subject}应写成“键: 值”")
        return None, result.places, [*diagnostics, fault]
    found, faults = validate(model, value, result.places, position, unknown_code)
    reported = {d.position for d in diagnostics}
    diagnostics += [d for d in faults if d.position not in reported]
    return found, result.places, diagnostics


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
        hint = hint_of(nearest(name, _aliases(model, fault["loc"])))
        return Diagnostic(unknown_code, places.of_key(path, position), f"不认识的键“{name}”", hint)
    if kind == "missing":
        where = places.of_key(path, position)
        if path != tuple(fault["loc"][:-1]) or path not in places.keys:
            where = places.of_value(path, position)
        return Diagnostic(unknown_code, where, f"缺少必填项“{name}”")
    where = places.of_value(path, position)
    if kind in _MODEL_EXPECTED and isinstance(fault["input"], str):
        match = full_width_key(fault["input"])
        if match:
            colon = Position(where.path, where.line, where.column + match.end() - 1)
            fix = None
            if path not in places.quoted:
                fix = Fix(colon, *full_width_fix(fault["input"][match.end() - 1 :]))
            return Diagnostic("QJ108", colon, full_width_message(match[2]), fix=fix)
    if kind.startswith("date"):
        message = f"“{name}”的日期“{_show(fault['input'])}”不存在或写法不对"
        day = None if path in places.quoted else _day(fault["input"])
        fix = Fix(where, str(fault["input"]), day) if day else None
        return Diagnostic("QJ111", where, message, fix=fix)
    subject = f"“{name}”" if name else "这一项"
    near = hint_of(nearest(_show(fault["input"]), _choices(fault)))
    return Diagnostic("QJ112", where, f"{subject}{_reason(fault)}", near)


def _day(text: object) -> str | None:
    """A date of the calendar in our form, if ``text`` names one in year, month and day."""
    match = _DAY.fullmatch(text) if isinstance(text, str) else None
    try:
        return datetime.date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None


def _source_path(loc: tuple[int | str, ...], places: Places) -> tuple[str | int, ...]:
    """The part of a model path that stands in the file: unions add names of their own."""
    path: tuple[str | int, ...] = ()
    for part in loc:
        if (*path, part) in places.values:
            path = (*path, part)
    return path


def _aliases(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Keys that are allowed where the unknown key, the last of ``loc``, stands."""
    models = [model]
    for part in loc[:-1]:
        fields = [field for m in models for name, field in m.model_fields.items() if name != "root"]
        inner = [m for f in fields if f.alias == part for m in _models_in(f.annotation)]
        if inner:
            models = inner
        elif any(issubclass(m, RootModel) for m in models):
            models = [m for r in models for m in _models_in(r.model_fields["root"].annotation)]
    return [str(field.alias) for m in models for field in m.model_fields.values()]


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """The models that a field may hold, alone, in a list or as one of several."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _show(value: object) -> str:
    """A value as the editor wrote it, shortened; lists and mappings in their YAML form."""
    if isinstance(value, list):
        text = "[" + ", ".join(map(_show, value)) + "]"
    elif isinstance(value, dict):
        text = "{" + ", ".join(f"{key}: {_show(item)}" for key, item in value.items()) + "}"
    else:
        text = "" if value is None else str(value)
    return text if len(text) <= 30 else text[:30] + "…"


def _choices(fault: ErrorDetails) -> list[str]:
    """What may be written instead, where that is a fixed list."""
    if fault["type"] not in _CHOSEN:
        return []
    context = fault.get("ctx", {})
    expected = str(context.get("expected") or context.get("expected_tags") or "")
    return [choice for choice in _CHOICE.findall(expected) if choice]


def _reason(fault: ErrorDetails) -> str:
    """What is wrong with a value, to follow the name of its key."""
    kind, context = fault["type"], fault.get("ctx", {})
    shown = _show(fault["input"])
    if kind in _CHOSEN:
        start = f"不能是“{shown}”" if shown else "不能为空"
        return f"{start}，可以写：{'、'.join(_choices(fault))}"
    if kind == "value_error":
        return f"不对：{str(fault['msg']).removeprefix('Value error, ')}"
    if kind.startswith(("int", "float", "decimal", "finite")):
        return f"应是数字，这里是“{shown}”" if shown else "应是数字，这里是空的"
    if kind in _LIMITS:
        bound = next((value for key, value in context.items() if key in _SIGNS), "")
        limit = f"{bound:g}" if isinstance(bound, float) else str(bound)
        return f"应{_LIMITS[kind]} {limit}，这里是“{shown}”"
    if kind in ("string_type", "string_sub_type"):
        if fault["input"] is None:
            return "应是一个文字值，这里是空的"
        what = "列表" if isinstance(fault["input"], list) else "“键: 值”"
        return f"应是一个文字值，这里是{what}；值里有冒号或方括号时请加引号"
    if kind in ("tuple_type", "list_type"):
        return "应是列表"
    if kind in _MODEL_EXPECTED:
        return "应写成“键: 值”的形式"
    if kind in ("too_short", "too_long"):
        return "的个数不对"
    if kind == "string_pattern_mismatch":
        return f"只能用小写英文、数字、“-”和“.”，这里是“{shown}”"
    return f"的值“{shown}”不对" if shown else "的值不对"
