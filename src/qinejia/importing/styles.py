"""Styles of a Word file (样式): what a paragraph inherits from the ones below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from xml.etree.ElementTree import Element

from qinejia.importing.xml import is_on, value_of, whole

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_HEAVY = re.compile(r"黑体|SimHei|小标宋|Heiti", re.IGNORECASE)
"""Typefaces in which Chinese office texts set headings instead of bold."""


@dataclass(frozen=True)
class Look:
    """How characters look, as far as it says something; ``None`` says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    hidden: bool | None = None
    underline: bool | None = None
    heavy: bool | None = None
    script: str | None = None
    font: str | None = None

    @lru_cache(maxsize=4096)  # a file has few looks and very many runs  # noqa: B019
    def over(self, below: Look) -> Look:
        """This, and what ``below`` says where this says nothing."""
        said = {key: value for key, value in vars(self).items() if value is not None}
        return replace(below, **said)


@dataclass(frozen=True)
class Style:
    """A style with everything that it inherits; ``outline`` is -1 for body text."""

    name: str = ""
    outline: int = -1
    list: str = ""
    level: int = -1
    look: Look = Look()
    centred: bool = False


def read_look(properties: Element | None) -> Look:
    """The look that a ``w:rPr`` gives."""
    if properties is None:
        return Look()
    fonts = properties.find("{w}rFonts")
    font = east = None
    if fonts is not None:
        font = fonts.get("{w}ascii") or fonts.get("{w}hAnsi")
        east = fonts.get("{w}eastAsia")
    vertical = value_of(properties, "{w}vertAlign")
    struck = is_on(properties, "{w}strike")
    return Look(
        bold=is_on(properties, "{w}b"),
        italic=is_on(properties, "{w}i"),
        strike=struck if struck is not None else is_on(properties, "{w}dstrike"),
        hidden=is_on(properties, "{w}vanish"),
        underline=is_on(properties, "{w}u"),
        heavy=bool(_HEAVY.search(east)) if east else None,
        script={"superscript": "sup", "subscript": "sub", "baseline": ""}.get(vertical),
        font=font,
    )


class Styles:
    """The styles of one file by id."""

    def __init__(self, root: Element | None) -> None:
        elements = root.iter("{w}style") if root is not None else ()
        self._raw = {element.get("{w}styleId", ""): element for element in elements}
        self._made: dict[str, Style] = {}
        defaults = root.find("{w}docDefaults/{w}rPrDefault/{w}rPr") if root is not None else None
        self._base = replace(Style(), look=read_look(defaults))
        self._normal = next(
            (
                name
                for name, element in self._raw.items()
                if element.get("{w}type") == "paragraph"
                and element.get("{w}default") in ("1", "true")
            ),
            "",
        )

    def paragraph(self, name: str) -> Style:
        """The style of a paragraph; the normal one without a name."""
        return self._get(name or self._normal, frozenset())

    def character(self, name: str) -> Look:
        """The look that a character style adds."""
        look = Look()
        seen: set[str] = set()
        while name in self._raw and name not in seen:
            seen.add(name)
            look = look.over(read_look(self._raw[name].find("{w}rPr")))
            name = value_of(self._raw[name], "{w}basedOn")
        return look

    def _get(self, name: str, above: frozenset[str]) -> Style:
        if name in self._made:
            return self._made[name]
        element = self._raw.get(name)
        if element is None or name in above or len(above) > 50:
            return self._base
        below = self._get(value_of(element, "{w}basedOn"), above | {name})
        self._made[name] = _read_style(element, below)
        return self._made[name]


def _read_style(element: Element, below: Style) -> Style:
    properties = element.find("{w}pPr")
    name = value_of(element, "{w}name")
    heading = _HEADING.match(name)
    outline = whole(value_of(properties, "{w}outlineLvl"), below.outline)
    if heading and value_of(properties, "{w}outlineLvl") == "":
        outline = int(heading[1]) - 1
    number = properties.find("{w}numPr") if properties is not None else None
    alignment = value_of(properties, "{w}jc")
    return Style(
        name=name,
        outline=outline if 0 <= outline < 9 else -1,
        list=value_of(number, "{w}numId", below.list),
        level=whole(value_of(number, "{w}ilvl"), -1 if number is not None else below.level),
        look=read_look(element.find("{w}rPr")).over(below.look),
        centred=alignment == "center" if alignment else below.centred,
    )
