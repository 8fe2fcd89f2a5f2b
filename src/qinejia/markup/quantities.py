"""Measured values in text (量值): number, unit, operator, and what is measured.

Units: the legal units of measurement of China (GB 3100 to GB 3102). Which quantities and bounds are
known: ``quantities.yml``, beside this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from qinejia.model.position import Position
from qinejia.source import read_yaml

_SMALLER, _GREATER = "少于|小于|低于|短于", "大于|超过|高于|多于|长于"
_OPERATOR = rf"不(?:应|宜)?(?:{_SMALLER}|{_GREATER})|至少|至多|≥|≤|{_SMALLER}|不足|{_GREATER}"
_SIGNS = {"至少": "≥", "至多": "≤", "≥": "≥", "≤": "≤", "以上": "≥", "不足": "<"}
_SIGNS |= dict.fromkeys(("以下", "以内", "之内"), "≤")
_PER_YEAR = {"日": 365, "天": 365, "周": 52, "月": 12, "季度": 4, "季": 4, "半年": 2, "年": 1}
_TENTHS = dict(zip("一二三四五六七八九十", range(10, 101, 10), strict=True))
_FULL = re.compile("([一二三四五六七八九])(?:至|到|、|～)?([一二三四五六七八九])?分满")
_COUNT = re.compile(r"每(日|天|周|月|季度|季|半年|年)[^，。；\n\d]{0,8}(\d{1,4})\s?次")
EXAMPLE = "示例值"
"""What is written behind a value that each bureau has to decide for itself."""
_REACH = 40
"""Characters before a value among which its name is looked for."""
_NOT_BEFORE = r"(?<![\d.A-Za-z/—–])"


@dataclass(frozen=True)
class Quantity:
    """A value with its unit (量值). ``low`` and ``high`` are equal for a single value.

    ``operator`` is ``=``, ``≥``, ``≤``, ``>``, ``<`` or ``～`` for a range; ``subject`` the known
    quantity that the text names before it, or empty; ``unit`` as written.
    """

    text: str
    start: int
    subject: str
    operator: str
    low: Decimal
    high: Decimal
    unit: str
    tolerance: Decimal | None = None
    is_example: bool = False

    @property
    def legal_unit(self) -> str:
        """The unit's right form."""
        return _data().wrong.get(self.unit, self.unit)

    @property
    def dimension(self) -> str:
        return _dimension(self.unit, _data())

    def in_base(self) -> tuple[Decimal, Decimal]:
        """Both ends in the base unit of the dimension."""
        factor = _data().units.get(self.legal_unit, ("", Decimal(1)))[1]
        return self.low * factor, self.high * factor


@dataclass(frozen=True)
class Bound:
    """A limit that a higher rule sets (限值), in ``unit``."""

    words: tuple[str, ...]
    subjects: tuple[str, ...]
    minimum: Decimal | None
    maximum: Decimal | None
    unit: str
    source: str


@dataclass(frozen=True)
class _Data:
    units: dict[str, tuple[str, Decimal]]
    wrong: dict[str, str]
    subjects: dict[str, tuple[str, Decimal, Decimal]]
    bounds: tuple[Bound, ...]
    value: re.Pattern[str]
    subject: re.Pattern[str]
    dimensions: dict[str, set[str]]


def _decimal(text: Any) -> Decimal | None:
    try:
        return None if text is None else Decimal(str(text))
    except InvalidOperation:
        return None


@cache
def _data() -> _Data:
    text = (Path(__file__).parent / "quantities.yml").read_text("utf-8")
    value = read_yaml(text, Position("quantities.yml")).value
    units = {name: (row[0], Decimal(row[1])) for name, row in value["单位"].items()}
    units |= {f"次/{per}": ("频次", Decimal(count)) for per, count in _PER_YEAR.items()}
    subjects = {}
    for name, (dimension, low, high, unit) in value["量"].items():
        factor = units[unit][1]
        subjects[name] = (dimension, Decimal(low) * factor, Decimal(high) * factor)
    bounds = tuple(
        Bound(
            tuple(row["条件"]),
            tuple(row["量"]),
            _decimal(row.get("不小于")),
            _decimal(row.get("不大于")),
            row["单位"],
            row["来源"],
        )
        for row in value["限值"]
    )
    names = sorted((*units, *value["不规范"]), key=len, reverse=True)
    unit = "|".join(map(re.escape, names))
    number = r"\d{1,9}(?:\.\d{1,6})?"
    pattern = (
        rf"(?P<operator>{_OPERATOR})?\s?{_NOT_BEFORE}"
        rf"(?P<low>{number})\s?(?:(?P<first>{unit})(?![A-Za-z]))?"
        rf"(?:\s?(?:～|~|至)\s?(?P<high>{number}))?\s?(?P<unit>(?:{unit})(?![A-Za-z²³/]))?"
        rf"(?:\s?±\s?(?P<tolerance>{number})\s?(?:{unit}))?(?P<after>以上|以下|以内|之内)?"
    )
    known = {name: {row[0]} for name, row in subjects.items()}
    for bound in bounds:
        for name in bound.subjects:
            known.setdefault(name, set()).add(units[bound.unit][0])
    return _Data(
        units,
        dict(value["不规范"]),
        subjects,
        bounds,
        re.compile(pattern),
        re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True))),
        known,
    )


@lru_cache(maxsize=200_000)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """All values with a unit, in order."""
    if "分满" not in text and not any(sign in text for sign in "0123456789"):
        return ()
    return tuple(sorted(_find(text), key=lambda quantity: quantity.start))


def _find(text: str) -> Iterator[Quantity]:
    data = _data()
    for match in data.value.finditer(text):
        unit = match["unit"] or match["first"]
        if not unit:
            continue
        low = Decimal(match["low"])
        high = Decimal(match["high"]) if match["high"] else low
        operator = _sign(match["operator"] or match["after"] or "")
        yield Quantity(
            text=match[0].strip(),
            start=match.start() + len(match[0]) - len(match[0].lstrip()),
            subject=_subject(text, match.start(), _dimension(unit, data), data),
            operator="～" if match["high"] else operator,
            low=min(low, high),
            high=max(low, high),
            unit=unit,
            tolerance=_decimal(match["tolerance"]),
            is_example=_is_example(text, match.end()),
        )
    for match in _FULL.finditer(text):
        low = Decimal(_TENTHS[match[1]])
        high = Decimal(_TENTHS[match[2]]) if match[2] else low
        yield Quantity(match[0], match.start(), "液面", "～", low, high, "%")
    for match in _COUNT.finditer(text):
        count = Decimal(match[2])
        subject = _subject(text, match.start(), "频次", data)
        example = _is_example(text, match.end())
        yield Quantity(
            match[0], match.start(), subject, "=", count, count, f"次/{match[1]}", None, example
        )


def _dimension(unit: str, data: _Data) -> str:
    return data.units.get(data.wrong.get(unit, unit), ("", Decimal(1)))[0]


def _sign(words: str) -> str:
    """The operator of 不应低于, 超过, 以内 and so on."""
    if words in _SIGNS or not words:
        return _SIGNS.get(words, "=")
    is_less = any(word in words for word in _SMALLER.split("|"))
    if words.startswith("不"):
        return "≥" if is_less else "≤"
    return "<" if is_less else ">"


def _subject(text: str, end: int, dimension: str, data: _Data) -> str:
    """The last quantity of this dimension named before ``end`` in the same sentence."""
    start = max(text.rfind(sign, 0, end) for sign in "。；\n") + 1
    last = ""
    for match in data.subject.finditer(text, max(start, end - _REACH), end):
        if dimension in data.dimensions[match[0]]:
            last = match[0]
    return last


def _is_example(text: str, end: int) -> bool:
    rest = re.split(r"[。；\n]", text[end : end + 60], maxsplit=1)[0]
    return EXAMPLE in rest


def implausible(quantity: Quantity) -> bool:
    """Whether a known quantity lies outside of what can be."""
    known = _data().subjects.get(quantity.subject)
    if known is None or known[0] != quantity.dimension:
        return False
    low, high = quantity.in_base()
    return low < known[1] or high > known[2]


def broken_bound(quantity: Quantity, text: str) -> Bound | None:
    """The limit of a higher rule that a value of ``text`` goes beyond."""
    for bound in _data().bounds:
        if quantity.subject not in bound.subjects or quantity.legal_unit != bound.unit:
            continue
        if not any(word in _sentence(text, quantity.start) for word in bound.words):
            continue
        too_low = bound.minimum is not None and quantity.low < bound.minimum
        too_high = bound.maximum is not None and quantity.high > bound.maximum
        if too_low or too_high:
            return bound
    return None


def _sentence(text: str, offset: int) -> str:
    """The part of the sentence around ``offset``: up to commas, for each may name a season."""
    start = max(text.rfind(sign, 0, offset) for sign in "，。；\n") + 1
    ends = [found for sign in "，。；\n" if (found := text.find(sign, offset)) >= 0]
    return text[start : min(ends, default=len(text))]


def agree(said: Quantity, standard: Quantity) -> bool:
    """Whether what is said elsewhere fits the value of a standard.

    Two limits of one direction must be equal; what is said must lie within a limit or a range.
    """
    a, b = said.in_base(), standard.in_base()
    if said.operator == standard.operator and said.operator != "～":
        return a == b
    is_limit = said.operator not in ("=", "～")
    return _within(a, standard, b) or (is_limit and _within(b, said, a))


def _within(
    value: tuple[Decimal, Decimal], other: Quantity, bounds: tuple[Decimal, Decimal]
) -> bool:
    if other.operator in ("≥", ">"):
        return value[0] >= bounds[0]
    if other.operator in ("≤", "<"):
        return value[1] <= bounds[1]
    return bounds[0] <= value[0] and value[1] <= bounds[1]
