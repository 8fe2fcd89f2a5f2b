"""Lists of an ordinary page (列表): Markdown's where it would print the same numbers, else text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qinejia.importing.escaping import escape_start
from qinejia.importing.lines import cut
from qinejia.importing.prose import Prose
from qinejia.importing.tree import Inline, Paragraph
from qinejia.importing.typed_numbers import half_width, read_typed

_BULLETS = ("·", "•", "●", "○", "◆", "■", "□", "➢", "✓", "——", "—", "-", "--")
_DECIMAL = re.compile(r"(\d{1,3})[.、]?$")


@dataclass(frozen=True)
class Item:
    """An entry: ``number`` is 0 for a bullet, -1 for what belongs to the entry above it.

    ``label`` is what Word prints.
    """

    level: int
    number: int
    label: str
    inlines: tuple[Inline, ...]


def read_item(paragraph: Paragraph) -> Item | None:
    """A paragraph as an entry of a list, or ``None``."""
    label = half_width(paragraph.label).strip()
    if label:
        decimal = _DECIMAL.match(label)
        number = int(decimal[1]) if decimal else 0
        if not decimal and label not in _BULLETS:
            number = -1
        return Item(paragraph.level, number, paragraph.label, paragraph.inlines)
    text = paragraph.text.strip()
    typed = read_typed(text)
    if typed is None or typed.form not in ("dot", "dash", "dot sign") or not text[typed.length :]:
        return None
    number = int(typed.number) if typed.form == "dot" else 0
    label = text[: typed.length].strip()
    return Item(0, number, label, cut(paragraph.inlines, typed.length))


@dataclass
class ListWriter:
    """Collects entries that follow each other and writes them as one block."""

    prose: Prose
    waiting: list[Item] = field(default_factory=list)
    written: int = 0

    def takes(self, item: Item) -> bool:
        """Collect an entry; what has a label of another kind only below one that counts."""
        if item.number < 0 and not (self.waiting and item.level > self.waiting[0].level):
            return False
        self.waiting.append(item)
        return True

    def flush(self) -> list[str]:
        """The blocks of the entries so far."""
        items, self.waiting = self.waiting, []
        self.written += len(items)
        return [block for run in _runs(items) for block in self._write(run)]

    def _write(self, items: list[Item]) -> list[str]:
        if not _counts_as_markdown(items):
            return [self._literal(item) for item in items]
        lines = []
        base = items[0].level
        for item in items:
            indent = "    " * (item.level - base)
            if item.number < 0:
                lines.append(indent + self._literal(item))
            else:
                marker = f"{item.number}." if item.number else "-"
                lines.append(f"{indent}{marker} {self.prose.start(item.inlines)}".rstrip())
        apart = "\n\n" if any(item.number < 0 for item in items) else "\n"
        return [apart.join(lines)]

    def _literal(self, item: Item) -> str:
        joint = "" if item.label.endswith(("——", "、", "）", "：")) else " "
        return escape_start(f"{item.label}{joint}{self.prose.write(item.inlines)}")


def _runs(items: list[Item]) -> list[list[Item]]:
    """Numbers and bullets of the outermost level are lists of their own."""
    runs: list[list[Item]] = []
    for item in items:
        first = runs[-1][0] if runs else None
        is_outer = first is None or item.level <= first.level
        if first is None or (is_outer and bool(item.number) != bool(first.number)):
            runs.append([])
        runs[-1].append(item)
    return runs


def _counts_as_markdown(items: list[Item]) -> bool:
    """Whether Markdown, which counts by itself, prints these numbers and this nesting."""
    base = items[0].level
    last: dict[int, int] = {}
    before = base - 1
    for item in items:
        if item.level < base or item.level > before + 1:
            return False
        if item.number < 0:
            continue
        for deeper in [level for level in last if level > item.level]:
            del last[deeper]
        expected = last.get(item.level, 0) + 1 if item.number else 0
        if item.number != expected or (not item.number and last.get(item.level)):
            return False
        last[item.level] = item.number
        before = item.level
    return True
