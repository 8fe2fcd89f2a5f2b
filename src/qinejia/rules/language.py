"""Checks how the text of records is written (行文检查), page by page.

Most pages have nothing to report, so a quick pattern asks whether a page needs the slow one.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.links.resolving import Resolver
from qinejia.model.blocks import Prose
from qinejia.model.position import Position
from qinejia.model.records import Record
from qinejia.rules import marks, office_style, punctuation, units, wording
from qinejia.rules.context import Context
from qinejia.rules.marks import leads_somewhere, may_be_text
from qinejia.rules.prose import Piece, piece_of, prose_of
from qinejia.rules.words import WordList, find_words

_FINDERS = (
    (wording.SUSPECT, wording.find_width_faults),
    (office_style.SUSPECT, office_style.find_style_faults),
    (units.SUSPECT, units.find_unit_faults),
    (marks.SUSPECT, marks.find_mark_faults),
)
_COUNTED = ("“”", "（）", "《》", "【】", "「」")


def check_language(context: Context) -> Iterator[Diagnostic]:
    """QJ047 and QJ200 to QJ205; code, data and other people's pages are left alone."""
    resolver = Resolver(context.site)
    for record in context.site.records.values():
        for found in context.alone[record.path].wording:
            if not found.fix or leads_somewhere(found.fix.new, record, resolver):
                yield found
            elif not may_be_text(found.fix.new):
                yield dataclasses.replace(found, fix=None)


def check_record(record: Record, words: WordList) -> list[Diagnostic]:
    """What the record's own text is enough to find."""
    pattern = re.compile(words.pattern)
    faults: list[Diagnostic] = []
    if pattern.search(record.header_text):
        header = Prose((record.header_text,), Position(record.position.path, 2))
        piece = Piece(header, record.header_text, record.header_text, record.header_text)
        faults += _find_words(piece, record, words, pattern)
    proses = tuple(prose_of(record))
    text = "\n".join(line for prose in proses for line in prose.lines)
    finders = [find for suspect, find in _FINDERS if suspect.search(text)]
    if punctuation.SUSPECT.search(text) or _is_uneven(text):
        finders.append(punctuation.find_punctuation_faults)
    has_words = pattern.search(text) is not None
    if finders or has_words:
        for piece in map(piece_of, proses):
            if has_words:
                faults += _find_words(piece, record, words, pattern)
            for find in finders:
                faults += find(piece)
    return faults


def _is_uneven(text: str) -> bool:
    return any(text.count(pair[0]) != text.count(pair[1]) for pair in _COUNTED)


def _find_words(
    piece: Piece, record: Record, words: WordList, pattern: re.Pattern[str]
) -> Iterator[Diagnostic]:
    for start, word in find_words(piece.masked, pattern, words.words):
        if word.new == record.title and word.code == "QJ201":
            continue  # the term's own page tells what it was called
        message = (
            f"“{word.old}”应写作“{word.new}”"
            if word.code == "QJ200"
            else f"“{word.old}”是弃用的术语"
        )
        hint = f"改成“{word.new}”：{word.reason}。"
        yield piece.report(word.code, start, word.old, word.new, message, hint)
