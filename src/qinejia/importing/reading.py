"""What the readers of one part share (读入的状态)."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from qinejia.importing.fields import Fields
from qinejia.importing.notices import Notices
from qinejia.importing.numbering import Numbering
from qinejia.importing.package import Package
from qinejia.importing.styles import Styles


@dataclass
class Tally:
    """What is told once for the whole file.

    ``contents`` and ``hidden`` count characters of tables of contents and of hidden text,
    ``symbols`` and ``invisible`` signs that could not be read or were dropped; ``forms`` are kinds
    of formatting that were left.
    """

    contents: int = 0
    hidden: int = 0
    symbols: int = 0
    invisible: int = 0
    forms: set[str] = field(default_factory=set)


@dataclass
class Reading:
    """One part of a package while it is read."""

    package: Package
    part: str
    styles: Styles
    numbering: Numbering
    notices: Notices
    comments: dict[str, str] = field(default_factory=dict)
    fields: Fields = field(default_factory=Fields)
    tally: Tally = field(default_factory=Tally)

    def target(self, identifier: str) -> tuple[str, bool]:
        """The member or address that a relation leads to, and whether it is outside the file."""
        relation = self.package.relations(self.part).get(identifier)
        return (relation.target, relation.external) if relation else ("", False)


def choose(element: Element) -> Element | None:
    """What to read of an ``mc:AlternateContent``: the newer form, else the older one."""
    choice, fallback = element.find("{mc}Choice"), element.find("{mc}Fallback")
    return choice if choice is not None and len(choice) else fallback
