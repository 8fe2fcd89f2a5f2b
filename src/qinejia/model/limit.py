"""A value to be measured in a practical test (量值): lower and upper bound with a unit."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from qinejia.model.fields import Part, key

_N = r"(\d+(?:\.\d+)?)"
_UNIT = r"\s*([^\d\s～~±≥≤]{0,8})"
_FORMS = (
    (re.compile(rf"[≥>]=?\s*{_N}{_UNIT}"), "low"),
    (re.compile(rf"[≤<]=?\s*{_N}{_UNIT}"), "high"),
    (re.compile(rf"{_N}\s*±\s*{_N}{_UNIT}"), "around"),
    (re.compile(rf"{_N}{_UNIT}\s*[～~]\s*{_N}{_UNIT}"), "between"),
)


class Bounds(Part):
    """``low`` and ``high`` are inclusive; one of them may be missing."""

    low: float | None = key("下限", "下限", None)
    high: float | None = key("上限", "上限", None)
    unit: str = key("单位", "单位", "")
    text: str = key("文字", "写法", "")


def _read(value: Any) -> Any:
    if value is None or isinstance(value, Bounds):
        return value
    text = str(value).strip()
    for form, kind in _FORMS:
        match = form.fullmatch(text)
        if match is None:
            continue
        if kind == "low":
            return _bounds(float(match[1]), None, match[2], text)
        if kind == "high":
            return _bounds(None, float(match[1]), match[2], text)
        if kind == "around":
            middle, half = float(match[1]), float(match[2])
            return _bounds(round(middle - half, 6), round(middle + half, 6), match[3], text)
        low, high = float(match[1]), float(match[3])
        if match[2] in ("", match[4]) and low <= high:
            return _bounds(low, high, match[4], text)
    raise ValueError("要写成 ≥80 ℃、≤5 cm、3 min～5 min 或 30±1 cm")


def _bounds(low: float | None, high: float | None, unit: str, text: str) -> dict[str, Any]:
    return {"下限": low, "上限": high, "单位": unit, "文字": text}


Limit = Annotated[Bounds, BeforeValidator(_read)]
