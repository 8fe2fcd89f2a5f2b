"""A standard in our syntax (标准): from its lines to Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qinejia.importing.clause_titles import repeats
from qinejia.importing.escaping import escape_number, escape_title
from qinejia.importing.footnotes import Footnotes
from qinejia.importing.lines import FORMULA_NUMBER, Line, Part
from qinejia.importing.markdown_tables import write_table
from qinejia.importing.prose import Prose
from qinejia.importing.tree import Picture, Table, WordText

_MOST_HASHES = 6
_LONGEST_NUMBER = 80
"""Characters that the dots and the number at the end of a formula take."""


@dataclass
class StandardWriter:
    """Writes the parts of one standard; ``numbers`` are the clauses it means to have made."""

    prose: Prose
    word: WordText
    title: str = ""
    numbers: list[str] = field(default_factory=list)
    headings: int = 0
    items: int = 0
    captions: int = 0
    tables: int = 0
    links: bool = True
    """Off in the chapter of terms: a definition reads the same wherever it stands."""

    def write(self, parts: list[Part]) -> str:
        """The body of the record."""
        notes = Footnotes(self.word.notes, self.prose)
        has_clauses = any(isinstance(part, Line) and part.role == "clause" for part in parts)
        blocks: list[str] = []
        before_core = True
        for number, part in enumerate(parts):
            if isinstance(part, Table):
                self.tables += 1
                blocks.append(write_table(part, self.prose))
            elif before_core and repeats(part, self.title):
                continue  # the first page of the text repeats the title
            else:
                before_core = before_core and part.role != "clause"
                following = parts[number + 1] if number + 1 < len(parts) else None
                blocks.append(self._line(part, following, has_clauses))
            blocks += notes.due()
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _line(self, line: Line, following: Part | None, has_clauses: bool) -> str:
        write = getattr(self, f"_{line.role}", None)
        if line.role == "figure":
            return self._figure(line, following)
        if line.role == "heading":
            return self._heading(line, has_clauses)
        return str(write(line)) if write else self._text(line)

    def _element(self, line: Line) -> str:
        self.headings += 1
        self.prose.notices.place = line.number
        return f"## {line.number}"

    def _annex(self, line: Line) -> str:
        self.headings += 1
        self.numbers.append(line.number)
        self.links = True
        self.prose.notices.place = f"附录 {line.number}"
        words = self._title(line)
        joint = "" if words.startswith("（") else " "
        return f"## 附录 {line.number}{joint}{words}".rstrip()

    def _clause(self, line: Line) -> str:
        self.numbers.append(line.number)
        if "." not in line.number:
            self.links = not line.text.startswith("术语")
        if not line.titled:
            words = self.prose.start(line.inlines, links=self.links)
            return f"{line.number} {words}" if words else f"{line.number} …"
        self.headings += 1
        self.prose.notices.place = f"{line.number} {line.text}"
        hashes = "#" * min(line.number.count(".") + 2, _MOST_HASHES)
        return f"{hashes} {line.number} {self._title(line)}".rstrip()

    def _title(self, line: Line) -> str:
        words = self.prose.write(line.inlines, links=False, forms=False)
        return escape_title(words)

    def _heading(self, line: Line, has_clauses: bool) -> str:
        """Between numbered clauses a heading without number would cut the chapter in two."""
        if not has_clauses:
            self.headings += 1
            level = max(line.source.outline, 0) + 2
            return f"{'#' * min(level, _MOST_HASHES)} {self._title(line)}"
        words = self.prose.start(line.inlines, links=False).strip("*")
        self.prose.notices.changed("没有条号的标题，写成了加粗的一段", line.text)
        return f"**{words}**"

    def _item(self, line: Line) -> str:
        self.items += 1
        joint = "" if line.number == "——" else " "
        return f"{line.number}{joint}{self.prose.start(line.inlines, links=self.links)}"

    def _note(self, line: Line) -> str:
        return line.number + self.prose.write(line.inlines, links=self.links)

    def _caption(self, line: Line) -> str:
        self.captions += 1
        words = self.prose.write(line.inlines, links=False, forms=False)
        return f"{line.number}　{words}"

    def _figure(self, line: Line, following: Part | None) -> str:
        """Its pictures; what the caption says is read out where they cannot be seen."""
        caption = ""
        if isinstance(following, Line) and following.role == "caption":
            caption = f"{following.number} {following.text}"
        pictures = [
            self.prose.picture(part, caption) for part in line.inlines if isinstance(part, Picture)
        ]
        return "\n".join(picture for picture in pictures if picture)

    def _formula(self, line: Line) -> str:
        words = self.prose.write(line.inlines, links=False, forms=False)
        match = FORMULA_NUMBER.search(words, max(len(words) - _LONGEST_NUMBER, 0))
        return f"{words[: match.start()]} ……（{match[1]}）" if match else words

    def _text(self, line: Line) -> str:
        words = self.prose.start(line.inlines, links=self.links)
        return words if re.match(r"\[来源[:：]", words) else escape_number(words)
