"""The text of a standard (标准的正文): its lines in order, without cover and contents, decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qinejia.importing.clause_titles import decide_titles
from qinejia.importing.lines import Classifier, Part
from qinejia.importing.markdown_tables import box_of
from qinejia.importing.notices import Notices
from qinejia.importing.tree import Block, Paragraph, Tab, Table, WordText, walk

_PAGE = re.compile(r"(?:[.．…·]{2,}\s*|\s)[IVXLivxlⅠ-Ⅻ\d]{1,5}$")
_LONGEST_LEADER = 80
_CONTENTS_STYLE = re.compile(r"(?:toc|目录|目次)\s*\d", re.IGNORECASE)
_RULE = re.compile(r"[_\-—–=＿─━]{6,}$")


@dataclass
class StandardText:
    """``cover`` are the lines before the text; ``parts`` the text itself."""

    cover: list[Paragraph]
    parts: list[Part]


def read_text(word: WordText, notices: Notices) -> StandardText:
    """Take the cover, the contents and the closing line off, and decide what has a title."""
    classifier = Classifier()
    cover: list[Paragraph] = []
    parts: list[Part] = []
    for block in without_contents(_flat(word.blocks), notices):
        if isinstance(block, Table):
            if parts:
                parts.append(block)
            else:
                cover += [line for p in walk((block,)) for line in p.lines() if not line.is_empty]
            continue
        line = classifier.read(block)
        if not parts and line.role not in ("element", "clause"):
            cover.append(block)
        elif line.role == "element" and line.number in ("目次", "目录"):
            continue
        else:
            parts.append(line)
    if not parts:  # neither foreword nor a first chapter: a text without the form of a standard
        parts = [_again(block) for block in _flat(word.blocks)]
        cover = []
    return StandardText(cover, decide_titles(parts))


def _again(block: Block) -> Part:
    return block if isinstance(block, Table) else Classifier().read(block)


def _flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """One paragraph a line, frames of one cell opened, nothing empty."""
    for block in blocks:
        if isinstance(block, Table):
            inside = box_of(block)
            if inside is None:
                yield block
            else:
                yield from _flat(inside)
        else:
            yield from (line for line in block.lines() if not line.is_empty)


def without_contents(blocks: Iterator[Block], notices: Notices) -> Iterator[Block]:
    """Without typed contents after 目次, lines in the style of contents, and the closing line."""
    in_contents = False
    dropped = 0
    for block in blocks:
        if isinstance(block, Table):
            in_contents = False
            yield block
            continue
        text = block.text.strip()
        key = re.sub(r"\s", "", text)
        if key in ("目次", "目录"):
            in_contents = True
            yield block
        elif _CONTENTS_STYLE.match(block.style) or (in_contents and _is_entry(block, text)):
            dropped += len(key)
        elif not _RULE.fullmatch(key):
            in_contents = in_contents and not text
            yield block
    if dropped:
        notices.lost("目录：由网站自动生成", f"{dropped} 字")


def _is_entry(block: Paragraph, text: str) -> bool:
    leads = any(isinstance(p, Tab) for p in block.inlines) or re.search(r"…|\.\.|··", text)
    return bool(leads) and _PAGE.search(text[-_LONGEST_LEADER:]) is not None
