"""Formulas of Word (OMML 公式) as one line of text, as GB/T 1.1 allows them to be written."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

_UP = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_DOWN = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_SIMPLE = re.compile(r"[\w.]+|\([^()]*\)|√\([^()]*\)")
_EQ_PART = re.compile(r"\\[a-z]+(?:\\[a-z]+|\d+)*|[(),;；，]", re.IGNORECASE)


def raise_text(text: str) -> str | None:
    """``text`` in raised characters, or ``None`` when one of them does not exist."""
    return "".join(_UP[sign] for sign in text) if text and set(text) <= set(_UP) else None


def lower_text(text: str) -> str | None:
    """The same for lowered ones."""
    return "".join(_DOWN[sign] for sign in text) if text and set(text) <= set(_DOWN) else None


def read_formula(element: Element) -> str:
    """A ``m:oMath`` or ``m:oMathPara`` in one line: fractions with ÷, roots with √."""
    return re.sub(r"\s+", " ", _read(element)).strip()


def _read(element: Element | None) -> str:
    if element is None:
        return ""
    if element.tag in ("{m}t", "{w}t"):
        return element.text or ""
    write = _WRITERS.get(element.tag)
    return write(element) if write else "".join(_read(child) for child in element)


def _part(element: Element, name: str) -> str:
    return _read(element.find(name))


def _whole(text: str) -> str:
    """In brackets unless it holds together by itself."""
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _fraction(element: Element) -> str:
    above, below = _part(element, "{m}num"), _part(element, "{m}den")
    return f"{_whole(above)} ÷ {_whole(below)}"


def _index(up: str, down: str) -> str:
    text = ""
    if down:
        text += lower_text(down) or f"_{_whole(down)}"
    if up:
        text += raise_text(up) or f"^{_whole(up)}"
    return text


def _scripts(element: Element) -> str:
    base = _part(element, "{m}e")
    return _whole(base) + _index(_part(element, "{m}sup"), _part(element, "{m}sub"))


def _root(element: Element) -> str:
    degree = _part(element, "{m}deg")
    inside = _part(element, "{m}e")
    return f"{raise_text(degree) or degree}√({inside})"


def _character(element: Element, properties: str, name: str, default: str) -> str:
    found = element.find(f"{properties}/{name}")
    return default if found is None else found.get("{m}val", default)


def _delimiter(element: Element) -> str:
    left = _character(element, "{m}dPr", "{m}begChr", "(")
    right = _character(element, "{m}dPr", "{m}endChr", ")")
    between = _character(element, "{m}dPr", "{m}sepChr", "|")
    return left + between.join(_read(part) for part in element.findall("{m}e")) + right


def _operator(element: Element) -> str:
    sign = _character(element, "{m}naryPr", "{m}chr", "∫")
    limits = _index(_part(element, "{m}sup"), _part(element, "{m}sub"))
    return f"{sign}{limits} " + _part(element, "{m}e")


def _limit(element: Element, sign: str) -> str:
    return _part(element, "{m}e") + sign + _whole(_part(element, "{m}lim"))


def _matrix(element: Element) -> str:
    rows = [
        ", ".join(_read(cell) for cell in row.findall("{m}e")) for row in element.findall("{m}mr")
    ]
    return "[" + "; ".join(rows) + "]"


_WRITERS: dict[str, Callable[[Element], str]] = {
    "{m}f": _fraction,
    "{m}sSup": _scripts,
    "{m}sSub": _scripts,
    "{m}sSubSup": _scripts,
    "{m}rad": _root,
    "{m}d": _delimiter,
    "{m}nary": _operator,
    "{m}m": _matrix,
    "{m}func": lambda element: _part(element, "{m}fName") + " " + _part(element, "{m}e"),
    "{m}limLow": lambda element: _limit(element, "_"),
    "{m}limUpp": lambda element: _limit(element, "^"),
    "{m}eqArr": lambda element: "; ".join(_read(part) for part in element.findall("{m}e")),
}


def read_eq_field(code: str) -> str:
    r"""The text of an old ``EQ`` field: ``\f(a,b)`` → ``a ÷ b``, ``\o\ac(○,1)`` → ``①``."""
    text = code.strip()[2:].strip()
    circled = re.fullmatch(r"\\o(?:\\a[clr])?\s*\(([○〇]),(\d{1,2})\)", text)
    if circled and 1 <= int(circled[2]) <= 20:
        return chr(0x245F + int(circled[2]))
    fraction = re.fullmatch(r"\\f\s*\(([^(),]*)[,;]([^(),]*)\)", text)
    if fraction:
        return f"{_whole(fraction[1].strip())} ÷ {_whole(fraction[2].strip())}"
    return " ".join(part for part in _EQ_PART.sub(" ", text).split())
