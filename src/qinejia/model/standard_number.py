"""Numbers of standards (标准编号): normal form, class, identifier.

Source of the forms: national, trade, local, association and enterprise numbering rules as collected
in the field's public registers; a bureau's own prefixes (自编) come from the settings because a
generic pattern would also take committee codes such as ``SAC/TC 264``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_DASHES = re.compile(r"\s*[-‐‑‒–—―−﹣－]+\s*")
_SLASHES = re.compile(r"\s*[/∕⁄]\s*")
_YEAR = r"(?:-(?P<year>(?:19|20)\d\d))?"
_SERIAL = r"\d{1,6}(?:\.\d{1,3})?"
_CLASSES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("国家标准", re.compile(rf"GB(?:/[TZ])? {_SERIAL}{_YEAR}")),
    ("地方标准", re.compile(rf"DB(?:\d{{6}}|\d{{4}}|\d{{2}})(?:/[TZ])? {_SERIAL}{_YEAR}")),
    ("团体标准", re.compile(rf"T/[A-Z][A-Z0-9]{{1,11}} {_SERIAL}{_YEAR}")),
    (
        "内部标准",
        re.compile(rf"Q/[A-Z0-9]{{2,10}}(?: [A-Z]{{1,4}})? ?\d{{1,5}}(?:\.\d{{1,3}})?{_YEAR}"),
    ),
    ("行业标准", re.compile(rf"(?!GB|DB|ISO|IEC|ITU)[A-Z]{{2,3}}(?:/[TZ])? {_SERIAL}{_YEAR}")),
)
_IN_TEXT = re.compile(
    r"(?<![A-Za-z0-9/])(?<!\d\s)"
    r"(?:GB(?:\s?/\s?[TZ])?|DB\s?\d{2,6}(?:\s?/\s?[TZ])?|T/[A-Z][A-Z0-9]{1,11}"
    r"|Q/[A-Z0-9]{2,10}(?:\s[A-Z]{1,4})?|[A-Z]{2,3}/[TZ]|[A-Z]{2,3}(?=\s?\d{1,6}(?:\.\d{1,3})?—))"
    r"\s?\d{1,6}(?:\.\d{1,3})?(?:\s?[-‐‑‒–—―−－]{1,2}\s?(?:19|20)\d\d)?(?![\d.]*\d)"
)
"""A number inside running text; a bare trade code needs its year, or ``PM 2.5`` would be one."""
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != 0xFF0D}


@dataclass(frozen=True)
class StandardNumber:
    """A recognised standard number (标准编号).

    ``text`` is the normal form with ASCII hyphen (``GB/T 1.1-2020``), ``category`` the Chinese name
    of its class, ``year`` the four digits of a dated number or an empty string.
    """

    text: str
    category: str
    year: str

    @property
    def display(self) -> str:
        """The printed form, with the em dash that GB/T 1.1 uses before the year."""
        return self.text[:-5] + "—" + self.year if self.year else self.text

    @property
    def identifier(self) -> str:
        """The record id: ``std-`` and the normal form in lower case with hyphens."""
        return "std-" + re.sub(r"[ /]", "-", self.text.lower())


def normalise(raw: str) -> str:
    """``raw`` as the patterns expect it: NFKC, upper case, one kind of dash and of slash."""
    text = unicodedata.normalize("NFKC", raw).upper().strip().replace("_", " ")
    text = _SLASHES.sub("/", _DASHES.sub("-", text))
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"^(GB|DB) (?=\d{2,6}(?:/|-T)|/)", r"\1", text)  # DB 50/T → DB50/T
    text = re.sub(
        r"^(GB|DB\d{2,6}|[A-Z]{2,3})-T ?(?=\d)", r"\1/T ", text
    )  # DB64-T1955 → DB64/T 1955
    text = re.sub(r"^GBT ?(?=\d)", "GB/T ", text)
    text = re.sub(r"^(GB|DB\d{2,6}|[A-Z]{2,3})(/[TZ])? ?(?=\d)", r"\1\2 ", text, count=1)
    return re.sub(r"^(DB) (\d{2,6}/[TZ] )", r"\1\2", text)


@lru_cache(maxsize=16_384)
def classify(raw: str, own_prefixes: tuple[str, ...] = ()) -> StandardNumber | None:
    """Recognise ``raw`` in any written variant, or return ``None``.

    ``own_prefixes`` are the configured prefixes of self-made series, e.g. ``("PJJG/HY",)``.
    """
    text = normalise(raw)
    for prefix in own_prefixes:
        match = re.fullmatch(rf"{re.escape(normalise(prefix))} ?{_SERIAL}{_YEAR}", text)
        if match:
            return StandardNumber(text, "自编标准", match["year"] or "")
    for category, pattern in _CLASSES:
        match = pattern.fullmatch(text)
        if match:
            return StandardNumber(text, category, match["year"] or "")
    return None


def find_numbers(text: str) -> Iterator[tuple[int, StandardNumber]]:
    """Offset and number of every standard that running text names."""
    for start, _, number in find_number_spans(text):
        yield start, number


def find_number_spans(text: str) -> Iterator[tuple[int, int, StandardNumber]]:
    """The same with the offset of the end."""
    if "B" not in text and "/" not in text and "—" not in text and "／" not in text:
        return
    for match in _IN_TEXT.finditer(text.translate(_HALF_WIDTH)):
        number = classify(match[0])
        if number is not None:
            yield match.start(), match.end(), number
