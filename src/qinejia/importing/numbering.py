"""Automatic numbers of Word (自动编号): computed as Word prints them, for they stand in no text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from qinejia.importing.xml import is_on, value_of, whole

LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def write_number(number: int, form: str) -> str:
    """``number`` in one of Word's forms; a form that is not known becomes plain digits."""
    if form in ("none", "bullet"):
        return ""
    if number < 1 or number > 3_999:
        return str(number)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("ideographTraditional", "ideographZodiac"):
        signs = _STEMS if form == "ideographTraditional" else _BRANCHES
        return signs[(number - 1) % len(signs)]
    if form in ("japaneseDigitalTen", "ideographDigital", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if "counting" in form.lower() or form.startswith("chinese"):
        return _chinese(number)
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x245F + number)
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _chinese(number: int) -> str:
    text, gap = "", False
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
        if digit == "0":
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[int(digit)] + _UNITS[place]
        gap = False
    return re.sub(r"^一十", "十", text)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


@dataclass
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int = -1
    legal: bool = False
    style: str = ""


@dataclass
class _List:
    """A list as ``w:num`` gives it; lists of one ``abstract`` count on together."""

    abstract: str
    levels: list[_Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through one document: paragraphs must be asked for in their order."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            abstract = {e.get("{w}abstractNumId", ""): e for e in root.findall("{w}abstractNum")}
            links = {value_of(e, "{w}styleLink"): e for e in abstract.values()}
            for element in root.findall("{w}num"):
                name = value_of(element, "{w}abstractNumId")
                source = abstract.get(name)
                linked = value_of(source, "{w}numStyleLink")
                source = links.get(linked, source) if linked else source
                self._lists[element.get("{w}numId", "")] = _read_list(name, source, element)

    def level_of_style(self, name: str, style: str) -> int:
        """The level of list ``name`` that belongs to the paragraph style, or 0."""
        found = self._lists.get(name)
        levels = found.levels if found else []
        return next((n for n, level in enumerate(levels) if level.style == style), 0)

    def is_bullet(self, name: str, level: int) -> bool:
        found = self._lists.get(name)
        return found is not None and found.levels[level].form == "bullet"

    def next(self, name: str, level: int) -> str:
        """Count on in list ``name``; the number as printed, empty when there is no such list."""
        found = self._lists.get(name)
        if found is None:
            return ""
        level = min(max(level, 0), LEVELS - 1)
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        last = counts[level]
        if (name, level) not in self._begun:
            self._begun.add((name, level))
            if level in found.starts:
                last = found.starts[level] - 1
        counts[level] = found.levels[level].start if last is None else last + 1
        for deeper in range(level + 1, LEVELS):
            restart = found.levels[deeper].restart
            if restart != 0 and (restart < 0 or level < restart):
                counts[deeper] = None
        return _print(found, counts, level)


def _print(found: _List, counts: list[int | None], level: int) -> str:
    here = found.levels[level]

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        last = counts[at]
        count = found.levels[at].start if last is None else last
        form = found.levels[at].form
        return write_number(count, "decimal" if here.legal and form != "none" else form)

    return re.sub(r"%([1-9])", number, here.text)


def _read_list(name: str, abstract: Element | None, element: Element) -> _List:
    levels = [_Level() for _ in range(LEVELS)]
    for source in abstract.findall("{w}lvl") if abstract is not None else ():
        _read_level(source, levels)
    starts: dict[int, int] = {}
    for override in element.findall("{w}lvlOverride"):
        at = whole(override.get("{w}ilvl"), -1)
        for source in override.findall("{w}lvl"):
            _read_level(source, levels)
        if 0 <= at < LEVELS and override.find("{w}startOverride") is not None:
            starts[at] = whole(value_of(override, "{w}startOverride"), 1)
    return _List(name, levels, starts)


def _read_level(source: Element, levels: list[_Level]) -> None:
    at = whole(source.get("{w}ilvl"), -1)
    if 0 <= at < LEVELS:
        levels[at] = _Level(
            start=whole(value_of(source, "{w}start"), 1),
            form=_form(source),
            text=value_of(source, "{w}lvlText"),
            restart=whole(value_of(source, "{w}lvlRestart"), -1),
            legal=bool(is_on(source, "{w}isLgl")),
            style=value_of(source, "{w}pStyle"),
        )


def _form(source: Element) -> str:
    """``w:numFmt``; newer files hide it in a choice."""
    for path in ("{w}numFmt", "{mc}AlternateContent/{mc}Fallback/{w}numFmt"):
        found = source.find(path)
        if found is not None:
            return found.get("{w}val", "decimal")
    return "decimal"
