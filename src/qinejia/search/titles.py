"""How well a title or number fits a query (标题匹配): whole, part, number, pinyin, nearly.

Points from 0 to 10,000; ``frontend/src/search/titles.mjs`` is the twin.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qinejia.search.folding import fold

WHOLE = 10_000
_LATIN = re.compile(r"[a-zü]")
_SPOKEN = re.compile(r"^[a-zü'\u4e00-\u9fff]{2,40}$")
_NUMBER = re.compile(r"^(.*?)([a-z]*)([0-9]+(?:\.[0-9]+)*)(?:-([0-9]{4}))?$")
_MAY_SPEAK = re.compile(r"[0-9a-z\u4e00-\u9fff]")


@dataclass(frozen=True)
class Title:
    """The names of a page, folded (标题)."""

    text: str
    number: str
    aliases: tuple[str, ...]
    identifier: str

    @property
    def quotable(self) -> str:
        """What a quoted word may stand in, besides the text."""
        return f"{self.text}\n{self.number}"


def make_title(title: str, number: str, aliases: str, url: str) -> Title:
    """From the lines of the table."""
    names = tuple(fold(alias) for alias in aliases.split("\t") if alias)
    path = url.removesuffix("/").removesuffix(".html")
    return Title(fold(title), fold(number), names, fold(path.rpartition("/")[2]))


def points(query: str, words: Sequence[str], title: Title) -> int:
    """Points of the words as they are written."""
    text, length = title.text, len(query)
    best = 0
    if text == query:
        return WHOLE
    if query in text:
        best = 6000 + 2000 * length // len(text) + (300 if text.startswith(query) else 0)
    elif len(words) > 1 and all(word in text for word in words):
        best = 5000 + 1500 * length // max(length, len(text))
    if query == title.identifier:
        best = max(best, 9500)
    for alias in title.aliases:
        if alias == query:
            best = max(best, 9500)
        elif length > 1 and query in alias:
            best = max(best, 4500 + 1000 * length // len(alias))
    if title.number and any(char.isdigit() and char.isascii() for char in query):
        best = max(best, number_points(query, title.number))
    return best


def number_points(query: str, number: str) -> int:
    """Points of a standard's number, however it is written."""
    match = _NUMBER.match(number)
    if match is None:
        return 0
    prefix, letters, bare, year = match[1].replace("/", ""), match[2], match[3], match[4] or ""
    if prefix.endswith("-"):
        prefix = prefix[:-1]
    wanted = query.replace("/", "").replace("_", "").replace("--", "-")
    core = letters + bare
    full = prefix + core
    dated = {full + "-" + year, full + year}
    if wanted in dated:
        return WHOLE
    if wanted == full:
        return 9900
    if wanted in (f"{core}-{year}", core + year, f"{bare}-{year}", bare + year):
        return 9850
    if wanted in (core, bare):
        return 9800
    loose = full.replace("t" + bare, bare) if letters in ("t", "z") else full
    short = prefix[:-1] + core if prefix[-1:] in ("t", "z") else loose
    if wanted in (short, f"{short}-{year}", short + year, loose, f"{loose}-{year}"):
        return 9700
    if len(wanted) < 3:
        return 0
    if f"{full}-{year}".startswith(wanted):
        return 7000 + 10 * len(wanted)
    for part in (f"{core}-{year}", f"{bare}-{year}"):
        if part.startswith(wanted):
            return 6500 + (0 if part[len(wanted) :][:1].isdecimal() else 300)
    return 0


def pinyin_points(query: str, text: str, readings: Mapping[str, Sequence[str]]) -> int:
    """Points of a title that is spelt: ``huiyi``, ``hyfw``, ``huiyi服务``, last syllable begun."""
    if not text or not _LATIN.search(query) or not _SPOKEN.match(query):
        return 0
    wanted = query.replace("'", "").replace("ü", "v")
    best = 0
    if not wanted:
        return 0
    for start in range(len(text)):
        if _starts(wanted, text[start], readings):
            count = _spelt(wanted, text, start, readings)
            if count:
                best = max(best, 5500 + 2500 * count // len(text) + (300 if start == 0 else 0))
    return best


def _starts(wanted: str, char: str, readings: Mapping[str, Sequence[str]]) -> bool:
    return wanted[0] == char or any(wanted[0] == way[0] for way in readings.get(char, ()))


def _spelt(wanted: str, text: str, start: int, readings: Mapping[str, Sequence[str]]) -> int:
    """How many characters of ``text`` from ``start`` on ``wanted`` spells; 0 when it does not."""
    reached = {0}
    for index in range(start, len(text)):
        char = text[index]
        if not _MAY_SPEAK.match(char):
            continue
        after: set[int] = set()
        for offset in reached:
            rest = wanted[offset:]
            if rest[0] == char:
                after.add(offset + 1)
            for way in readings.get(char, ()):
                if rest.startswith(way):
                    after.add(offset + len(way))
                elif way.startswith(rest):
                    after.add(len(wanted))
                if rest[0] == way[0]:
                    after.add(offset + 1)
        if len(wanted) in after:
            return index - start + 1
        if not after:
            return 0
        reached = after
    return 0


def near_points(query: str, text: str, readings: Mapping[str, Sequence[str]]) -> int:
    """Points of a title that holds nearly the query: a wrong, missing, added or swapped character.

    A character of the same reading costs less than another one (Sellers 1980, with swaps).
    """
    length = len(query)
    if not 3 <= length <= 24 or not text:
        return 0
    most = 10 if length < 6 else 20
    cost = _distance(query, text, readings)
    if cost > most:
        return 0
    shorter, longer = min(length, len(text)), max(length, len(text))
    return 4600 - 60 * cost + 1500 * shorter // longer


def _distance(query: str, text: str, readings: Mapping[str, Sequence[str]]) -> int:
    """The least cost of ``query`` in ``text``; 10 for an edit, 4 for a homophone."""
    before: list[int] = []
    row = [0] * (len(text) + 1)
    for i, wanted in enumerate(query):
        now = [10 * (i + 1)]
        for j, char in enumerate(text):
            step = 0 if wanted == char else 4 if _alike(wanted, char, readings) else 10
            cost = min(row[j] + step, row[j + 1] + 10, now[j] + 10)
            if i and j and wanted == text[j - 1] and query[i - 1] == char and wanted != char:
                cost = min(cost, before[j - 1] + 10)
            now.append(cost)
        before, row = row, now
    return min(row)


def _alike(first: str, second: str, readings: Mapping[str, Sequence[str]]) -> bool:
    ways = readings.get(first)
    return ways is not None and any(way in ways for way in readings.get(second, ()))
