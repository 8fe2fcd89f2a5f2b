"""What a rule may look at (规则的上下文)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from qinejia.diagnostics import Diagnostic
from qinejia.library import Ledger
from qinejia.library.allowed import Allowed
from qinejia.links import Redirect
from qinejia.links.forms import FormIndex
from qinejia.memory import Memory
from qinejia.model.position import Position
from qinejia.model.records import Record, Site
from qinejia.settings import Settings

if TYPE_CHECKING:
    from qinejia.rules.five_forms import Requirement
    from qinejia.rules.ignoring import Ignore
    from qinejia.rules.scanning import Finding


class Alone(NamedTuple):
    """What the text of one page says by itself: see ``rules.alone``."""

    scanned: tuple[tuple[Finding, Position], ...] = ()
    """What must not be published unseen."""
    faults: tuple[Diagnostic, ...] = ()
    wording: tuple[Diagnostic, ...] = ()
    ignored: tuple[Ignore | Diagnostic, ...] = ()
    """What the comments of the body ignore, and what is wrong with them."""
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True)
class Context:
    """``today`` is the build's epoch, not the clock, so that two builds of one commit agree;
    ``calendar`` is the clock's day, for what nobody can have signed yet.
    ``faulty`` are ids whose files could not be read: they exist all the same. Of
    ``faulty_taxonomies`` not every entry is known. ``texts``, ``photos`` and ``authors`` stand in
    files beside the Markdown: what they say, which tell where they were taken, who wrote them.
    """

    site: Site
    settings: Settings
    today: datetime.date
    calendar: datetime.date
    ledger: Ledger
    redirects: tuple[Redirect, ...]
    faulty: frozenset[str]
    faulty_taxonomies: frozenset[str]
    texts: tuple[tuple[str, Position], ...] = ()
    photos: tuple[Position, ...] = ()
    authors: tuple[tuple[str, Position], ...] = ()
    allowed: tuple[Allowed, ...] = ()
    alone: Mapping[str, Alone] = field(default_factory=dict)
    """What each page says by itself, by path."""
    memory: Memory = field(default_factory=Memory)
    """What an earlier run found in the same texts."""

    @cached_property
    def forms(self) -> FormIndex:
        """Which records are the five forms of which."""
        return FormIndex(self.site)


def at_key(record: Record, key: str, index: int | None = None) -> Position:
    """The position of a header key's value, or of one of its values, else of the record."""
    places = record.places
    one = None if index is None else places.get((key, index))
    return one or places.get((key,)) or record.position


def fault(
    code: str, record: Record, key: str, message: str, hint: str = "", index: int | None = None
) -> Diagnostic:
    """A fault at the value of a header key; ``index`` counts the values of a list."""
    return Diagnostic(code, at_key(record, key, index), message, hint)
