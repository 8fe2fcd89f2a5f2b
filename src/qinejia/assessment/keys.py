"""The key of a question, and what of it a page may show (答案).

Ids of choices come from their text: results stay right when an author moves the lines, and the id
says nothing about the answer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from fractions import Fraction

from qinejia.assessment.answers import alternatives, normalise, read_quantity
from qinejia.assessment.scoring import CHOICES, Key
from qinejia.model.records import Question

_AFTER = re.compile(r"_{4,}\s*([^\s_，。；、（）,.;()]{0,6})")
_UNIT = re.compile(r"(?:%|℃|°|[A-Za-zμ²³/·]+|[个只次名人张把枚壶盆座年月天分秒]+钟?)")
_MOST = 401


def choice_id(bank: str, question: str, text: str, number: int = 0) -> str:
    """Six hexadecimal digits; ``number`` tells equal texts apart."""
    seed = f"{bank}#{question}|{text}|{number}"
    return hashlib.sha256(seed.encode("utf-8")).hexdigest()[:6]


def choice_ids(bank: str, question: Question, texts: Iterable[str]) -> list[str]:
    """An id for each text, all different."""
    found: list[str] = []
    for text in texts:
        number = 0
        while (name := choice_id(bank, question.options.identifier, text, number)) in found:
            number += 1
        found.append(name)
    return found


def key_of(bank: str, question: Question) -> Key:
    """The key as the author wrote it."""
    kind = question.options.type
    points = round(question.options.score * 100)
    names = choice_ids(bank, question, (choice.text for choice in question.choices))
    if kind == "填空":
        return Key(
            kind,
            points,
            blanks=tuple(alternatives(blank) for blank in question.blanks),
            units=units_after(question.stem),
        )
    if kind == "配对":
        rights = choice_ids(bank, question, (choice.match for choice in question.choices))
        return Key(kind, points, pairs=dict(zip(names, rights, strict=True)))
    if kind == "排序":
        return Key(kind, points, right=tuple(names))
    chosen = zip(names, question.choices, strict=True)
    return Key(kind, points, right=tuple(name for name, choice in chosen if choice.correct))


def units_after(stem: str) -> tuple[str, ...]:
    """The unit that stands behind each blank, or nothing."""
    found = []
    for match in _AFTER.finditer(stem):
        unit = _UNIT.match(match[1])
        found.append(unit[0] if unit else "")
    return tuple(found)


def open_key(key: Key) -> dict[str, object]:
    """自测: the key itself."""
    if key.type == "填空":
        return {"blanks": [list(blank) for blank in key.blanks], "units": list(key.units)}
    if key.type == "配对":
        return {"pairs": dict(key.pairs or {})}
    return {"right": list(key.right)}


def sealed_key(key: Key, salt: str) -> dict[str, object]:
    """练习: hashes of what is right. It deters from reading the page's source, no more."""
    if key.type == "填空":
        blanks = [
            sorted({seal(salt, form) for text in blank for form in _forms(text, unit)})
            for blank, unit in zip(key.blanks, key.units, strict=True)
        ]
        return {"sealed": blanks}
    if key.type == "配对":
        return {"sealed": sorted(seal(salt, f"{a}|{b}") for a, b in (key.pairs or {}).items())}
    if key.type == "排序":
        return {"sealed": [seal(salt, f"{n}|{name}") for n, name in enumerate(key.right)]}
    assert key.type in CHOICES
    return {"sealed": sorted(seal(salt, name) for name in key.right)}


def seal(salt: str, text: str) -> str:
    """Sixteen hexadecimal digits of SHA-256."""
    return hashlib.sha256(f"{salt}|{text}".encode()).hexdigest()[:16]


def _forms(text: str, unit: str) -> list[str]:
    """Every normalised answer that a sealed blank accepts: whole steps inside the tolerance."""
    plain, after = normalise(text), normalise(unit)
    quantity = read_quantity(plain)
    forms = [plain]
    if quantity is not None:
        step = _step(quantity.value, quantity.tolerance)
        count = min(int(quantity.tolerance / step), _MOST // 2) if quantity.tolerance else 0
        values = (quantity.value + step * n for n in range(-count, count + 1))
        forms += [_decimal(value) + quantity.unit for value in values]
    return [*forms, *(form + after for form in forms if after)]


def _step(*values: Fraction) -> Fraction:
    """The finest decimal place that is written."""
    places = 0
    for value in values:
        while (value * 10**places).denominator != 1:
            places += 1
    return Fraction(1, 10**places)


def _decimal(value: Fraction) -> str:
    """As somebody would type it; a minus sign in its normalised form."""
    text = f"{abs(float(value)):.6f}".rstrip("0").rstrip(".")
    return ("~" if value < 0 else "") + text
