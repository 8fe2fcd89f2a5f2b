"""Words to write in another way (用词): misspelt ones, and terms that are used no longer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

from pydantic import RootModel

from qinejia.diagnostics import Diagnostic
from qinejia.model.fields import Part, Texts, key
from qinejia.model.headers.practice import TermHeader
from qinejia.model.position import Position
from qinejia.model.records import Site
from qinejia.source import MAX_FILE_LINES, read_yaml
from qinejia.source.validation import validate

WORDS = "words.yml"
_SENTENCE_END = re.compile(r"[。；！？\n]")
_REACH = 100
"""Characters on both sides among which an exception is looked for."""


class _Group(Part):
    reason: str = key("理由", "为什么")
    words: dict[str, str] = key("改", "错的写法和对的写法")
    exceptions: Texts = key("例外", "句子里有这些词时不报告", ())


class _Groups(RootModel[tuple[_Group, ...]]):
    """The file: a list of groups."""


@dataclass(frozen=True)
class Word:
    """A word that should not be written (不用的词); ``new`` is the one to write instead."""

    old: str
    new: str
    code: str
    reason: str
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordList:
    """All such words, with one pattern that finds any of them."""

    words: Mapping[str, Word] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    """Longer words that hold one of them and are right: names of terms."""

    @cached_property
    def pattern(self) -> str:
        """Alternatives in groups by their first character, so that most text is passed quickly."""
        names = sorted({*self.words, *self.kept}, key=lambda word: (word[0], -len(word), word))
        groups = [
            first + "(?:" + "|".join(re.escape(word[1:]) for word in group) + ")"
            for first, group in groupby(names, key=lambda word: word[0])
        ]
        return "|".join(groups)


def read_words(text: str, origin: Position) -> tuple[tuple[Word, ...], list[Diagnostic]]:
    """The words of a site's own file, and what is wrong with it."""
    result = read_yaml(text, origin, "文件", MAX_FILE_LINES)
    if result.diagnostics or result.value is None:
        return (), list(result.diagnostics)
    if not isinstance(result.value, list):
        return (), [Diagnostic("QJ207", origin, "应写成列表，每组有“理由”和“改”")]
    groups, faults = validate(_Groups, result.value, result.places, origin, "QJ207")
    words: list[Word] = []
    for number, group in enumerate(groups.root if groups else ()):
        for old, new in group.words.items():
            where = result.places.of_key((number, "改", old), origin)
            if not _is_word(old) or not _is_word(new) or old in new:
                message = f"“{old}: {new}”不能用：两边都是 2 到 20 个字，“对”里不能含“错”"
                faults.append(Diagnostic("QJ207", where, message))
            else:
                words.append(Word(old, new, "QJ200", group.reason, group.exceptions))
    return tuple(words), faults


def _is_word(text: str) -> bool:
    return 2 <= len(text) <= 20 and text == text.strip() and "\n" not in text


@cache
def _packaged() -> tuple[Word, ...]:
    text = (Path(__file__).parent / WORDS).read_text("utf-8")
    return read_words(text, Position(WORDS))[0]


def word_list(site: Site, own: tuple[Word, ...]) -> WordList:
    """The packaged words, the site's own, and what its terms replace; the later ones count."""
    words = {word.old: word for word in (*_packaged(), *own)}
    titles = []
    for record in site.of_kind("term"):
        if isinstance(record.header, TermHeader):
            titles.append(record.title)
            for old in record.header.deprecated:
                words[old] = Word(old, record.title, "QJ201", f"术语库（{record.id}）已弃用")
    kept = tuple(title for title in titles if any(old in title for old in words))
    return WordList(words, kept)


def find_words(
    text: str, pattern: re.Pattern[str], words: Mapping[str, Word]
) -> Iterator[tuple[int, Word]]:
    """Where ``text`` has one of ``words``, and no exception in the same sentence."""
    for match in pattern.finditer(text):
        word = words.get(match[0])
        if word is None:
            continue
        sentence = _sentence(text, match) if word.exceptions else ""
        if not any(exception in sentence for exception in word.exceptions):
            yield match.start(), word


def _sentence(text: str, match: re.Match[str]) -> str:
    before = _SENTENCE_END.split(text[max(0, match.start() - _REACH) : match.start()])[-1]
    after = _SENTENCE_END.split(text[match.end() : match.end() + _REACH])[0]
    return before + match[0] + after
