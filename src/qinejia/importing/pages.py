"""An ordinary text as a page (普通文字): headings, paragraphs, lists, tables, pictures, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qinejia.importing.escaping import escape_title
from qinejia.importing.footnotes import Footnotes
from qinejia.importing.lists import ListWriter, read_item
from qinejia.importing.markdown_tables import box_of, write_table
from qinejia.importing.notices import Notices
from qinejia.importing.prose import Prose
from qinejia.importing.standard_text import without_contents
from qinejia.importing.tree import Block, Mark, Paragraph, Picture, Table, Text, WordText
from qinejia.importing.typed_numbers import is_title, read_typed

_STEP = re.compile(r"第\s*[一二三四五六七八九十\d]+\s*步|步骤\s*[一二三四五六七八九十\d]+")
_TITLE_STYLES = ("title", "标题", "文章标题", "公文标题")
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Part:
    """A block, and its level as a heading: 2 is the highest, 0 is none."""

    block: Block
    level: int = 0


def read_page(word: WordText, notices: Notices) -> tuple[str, list[Part]]:
    """The title, when the text has one, and the rest with the levels of headings."""
    blocks = [b for b in without_contents(_flat(word.blocks), notices) if not _is_contents(b)]
    title = ""
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and _is_page_title(first, blocks):
        title = first.text.strip()
        del blocks[0]
    ranks = [_rank(block) if isinstance(block, Paragraph) else 0 for block in blocks]
    levels = {rank: min(number, 6) for number, rank in enumerate(sorted(set(ranks) - {0}), 2)}
    return title, [
        Part(block, levels.get(rank, 0)) for block, rank in zip(blocks, ranks, strict=True)
    ]


def _flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table):
            inside = box_of(block)
            yield from _flat(inside) if inside is not None else (block,)
        elif not block.is_empty:
            yield block


def _is_contents(block: Block) -> bool:
    return (
        isinstance(block, Paragraph) and re.fullmatch(r"\s*目\s*[录次]\s*", block.text) is not None
    )


def _is_page_title(first: Paragraph, blocks: list[Block]) -> bool:
    if first.style.lower() in _TITLE_STYLES:
        return True
    tops = [b for b in blocks if isinstance(b, Paragraph) and b.outline == 0]
    if tops == [first] and any(isinstance(b, Paragraph) and b.outline > 0 for b in blocks):
        return True
    return first.centred and is_title(first.text) and read_typed(first.text.strip()) is None


def _rank(paragraph: Paragraph) -> int:
    """How high a heading stands among the forms that offices use; 0 is no heading."""
    text = paragraph.text.strip()
    if not text or len(text) > _LONGEST_HEADING:
        return 0
    if paragraph.outline >= 0:
        return paragraph.outline + 1
    whole = Paragraph((Text(f"{paragraph.label} {text}"),)).text.strip()
    if not is_title(whole):
        return 0
    if _STEP.match(whole):
        return 20
    typed = read_typed(whole)
    form = typed.form if typed else ""
    if form == "part":
        return 12 if "节" in whole[:5] else 11
    if form == "chinese":
        return 13
    if form == "paren chinese":
        return 14
    if not paragraph.strong or typed is None:
        return 0
    if form in ("clause", "annex clause"):
        return 15 + typed.number.count(".")
    return 15 if form in ("dot", "chapter") else 0


class PageWriter:
    """Writes parts as Markdown; ``headings`` and ``items`` count what it made."""

    def __init__(self, prose: Prose, word: WordText) -> None:
        self.prose = prose
        self.lists = ListWriter(prose)
        self.notes = Footnotes(word.notes, prose)
        self.headings = 0

    def write(self, parts: list[Part]) -> list[str]:
        """The blocks of Markdown."""
        blocks: list[str] = []
        for number, part in enumerate(parts):
            item = None
            if isinstance(part.block, Paragraph) and not part.level:
                item = read_item(part.block)
            if item is not None and self.lists.takes(item):
                continue
            blocks += self._flush()
            following = parts[number + 1].block if number + 1 < len(parts) else None
            blocks += [*self._block(part, following), *self.notes.due()]
        blocks += self._flush()
        return [block for block in blocks if block]

    def _flush(self) -> list[str]:
        return [*self.lists.flush(), *self.notes.due()]

    def _block(self, part: Part, following: Block | None) -> list[str]:
        block = part.block
        if isinstance(block, Table):
            return [write_table(block, self.prose)]
        if part.level:
            self.headings += 1
            self.prose.notices.place = block.text.strip()
            return [f"{'#' * part.level} {self.heading(block)}"]
        pictures = [inline for inline in block.inlines if isinstance(inline, Picture)]
        if pictures and not block.text.strip():
            caption = following.text.strip() if isinstance(following, Paragraph) else ""
            caption = caption if re.match(r"图\s*\d", caption) else ""
            return [self.prose.picture(picture, caption) for picture in pictures]
        return [self._line(line) for line in block.lines() if not line.is_empty]

    def heading(self, block: Paragraph) -> str:
        words = self.prose.write(
            tuple(inline for inline in block.inlines if not isinstance(inline, Mark)),
            links=False,
            forms=False,
        )
        return escape_title(f"{self.prose.label(block.label)}{words}")

    def _line(self, line: Paragraph) -> str:
        if not line.label:
            return self.prose.start(line.inlines)
        lead = (Text(self.prose.label(line.label)),)
        return self.prose.start((*lead, *line.inlines))
