"""A record on its way (草稿): what the writers are given, and what they hand back."""

from __future__ import annotations

from dataclasses import dataclass, field

from qinejia.importing.known import Known
from qinejia.importing.notices import Notices
from qinejia.importing.pictures import Pictures
from qinejia.importing.tree import WordText


@dataclass
class Job:
    """What is known before the text is written; ``name`` is the file's, without its ending."""

    word: WordText
    pictures: Pictures
    notices: Notices
    known: Known
    name: str
    identifier: str = ""
    clause: str = ""
    """For questions: the clause of those that name none."""

    @property
    def title(self) -> str:
        """What to call a text that does not say its own title."""
        name = self.word.title or self.name
        self.notices.to_do("没有找到标题，请核对", name)
        return name or "未命名"


@dataclass
class Draft:
    """A record before it is counted.

    ``numbers`` are the clauses it means to have made, ``used`` words of the file that became
    something else, ``rows`` further pairs for the report.
    """

    identifier: str
    markdown: str
    numbers: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    rows: list[tuple[str, int, int]] = field(default_factory=list)
    taken_tables: int = 0
    """Tables that became something else than tables."""
