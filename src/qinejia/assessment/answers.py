"""Written answers (填空): what counts as the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

_RANGE = re.compile("[~〜～∼—–―‐‑−-]|至|到")
_NUMBER = re.compile(r"([+]?|~)(\d{1,9}(?:\.\d{1,6})?)(?:±(\d{1,9}(?:\.\d{1,6})?))?([^\d±~]*)")
UNITS: dict[str, tuple[str, Fraction]] = {
    **{u: ("长度", Fraction(f)) for u, f in (("mm", "1/1000"), ("cm", "1/100"), ("m", "1"))},
    **{u: ("体积", Fraction(f)) for u, f in (("ml", "1/1000"), ("l", "1"))},
    **{u: ("质量", Fraction(f)) for u, f in (("mg", "1/1000"), ("g", "1"), ("kg", "1000"))},
    **{u: ("时间", Fraction(f)) for u, f in (("s", "1"), ("min", "60"), ("h", "3600"))},
    **{u: ("时间", Fraction(f)) for u, f in (("秒", "1"), ("分钟", "60"), ("小时", "3600"))},
    **{u: ("长度", Fraction(f)) for u, f in (("毫米", "1/1000"), ("厘米", "1/100"), ("米", "1"))},
    "d": ("时间", Fraction(86400)),
    "天": ("时间", Fraction(86400)),
}
"""Units that convert into each other, after ``normalise``; any other must be the same."""


@dataclass(frozen=True)
class Quantity:
    """A number with tolerance and unit, as a key or as an answer."""

    value: Fraction
    tolerance: Fraction
    unit: str


def normalise(text: str) -> str:
    """One form for full and half width, upper and lower case, spaces, and the signs of a range."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return _RANGE.sub("~", "".join(plain.split()).replace("º", "°").replace("°c", "℃"))


def read_quantity(text: str) -> Quantity | None:
    """A normalised text as a number, if it is one; a leading ``~`` is a minus sign."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    value = Fraction(match[2]) * (-1 if match[1] == "~" else 1)
    return Quantity(value, Fraction(match[3] or 0), match[4])


def matches(key: str, given: str, unit_after: str = "") -> bool:
    """Whether ``given`` is the answer ``key``; both as written.

    ``unit_after`` is what the stem prints behind the blank: it may be written again.
    """
    wanted, said = normalise(key), normalise(given)
    if not said:
        return False
    after = normalise(unit_after)
    if said == wanted or (after and said == wanted + after):
        return True
    a, b = read_quantity(wanted), read_quantity(said)
    if a is None or b is None or b.tolerance:
        return False
    unit = a.unit or after
    if b.unit in ("", unit) and (b.unit or not a.unit):
        return abs(a.value - b.value) <= a.tolerance
    mine, theirs = UNITS.get(unit), UNITS.get(b.unit)
    if mine is None or theirs is None or mine[0] != theirs[0]:
        return False
    return abs(a.value - b.value * theirs[1] / mine[1]) <= a.tolerance


def alternatives(text: str) -> tuple[str, ...]:
    """The answers that an author accepts, written ``3 / 三``."""
    return tuple(part.strip() for part in re.split(r"\s/\s", text) if part.strip())
