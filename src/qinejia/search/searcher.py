"""The reference searcher (参考检索器): plain and slow; the browser's script gives the same hits.

Reads the files of an index as the script does. Scores are whole numbers, so that both agree to the
last point. Ranking: BM25 over pairs (Robertson and Zaragoza 2009) with more weight for headings and
titles, the share of the query that was found, nearness of the pairs, and the titles' own points.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from qinejia.model.headers.standard import OVER
from qinejia.search.numbers import decode, decode_sorted
from qinejia.search.positions import starts
from qinejia.search.query import Query, Term, parse_query, variants
from qinejia.search.titles import Title, make_title, near_points, pinyin_points, points

NOWHERE = 100
"""Weight of a pair that stands nowhere."""
LONGEST_RUN = 12
LONGEST_PART = 6
"""Characters of words that were run together, and of one of them."""
CLOSELY = 600
"""Pages whose nearness is looked at."""
_MOST_EVENTS = 4000


@dataclass(frozen=True)
class Hit:
    """A page that was found (命中): its number in the index, points, and the best place in it.

    ``place`` counts characters from the page's start, -1 when only its title fits.
    """

    page: int
    points: int
    place: int


class Searcher:
    """Searches an index; ``load`` gives the data of a file by its name."""

    def __init__(self, load: Callable[[str], Any]) -> None:
        self._load = load
        table = load("table")
        lines = (table[name].split("\n") for name in ("titles", "numbers", "aliases", "urls"))
        self.titles: list[Title] = [make_title(*parts) for parts in zip(*lines, strict=True)]
        self.urls: list[str] = table["urls"].split("\n")
        self._facets: dict[str, dict[str, set[int]]] = {
            name: {value: set(decode_sorted(text)) for value, text in values.items()}
            for name, values in table["facets"].items()
        }
        lengths = decode(table["lengths"])
        self._starts = starts(lengths)
        self._lengths = [sum(pair) for pair in zip(lengths[::2], lengths[1::2], strict=True)]
        firsts = table["firsts"]
        self._firsts = [firsts[i : i + 2] for i in range(0, len(firsts), 2)]
        self._synonyms: dict[str, list[str]] = table["synonyms"]
        states = self._facets.get("状态", {})
        self._over = set().union(*(states.get(state, set()) for state in OVER))

    @classmethod
    def of_site(cls, site: Path) -> Searcher:
        """The searcher of a built site. Raises ``OSError`` or ``ValueError`` without an index."""
        folder = site / "search" / _read(site / "search/index.js")["folder"]
        return cls(lambda name: _read(folder / f"{name}.js"))

    @cached_property
    def _readings(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for line in self._load("readings").split("\n"):
            syllable, _, chars = line.partition(":")
            for char in chars:
                ways = found.setdefault(char, [])
                ways.append(syllable)
                if "v" in syllable:
                    ways.append(syllable.replace("v", "u"))
        return found

    def search(self, text: str) -> list[Hit]:
        """Every page found, best first; with a quoted word those that hold it, and no other."""
        query = parse_query(text)
        allowed = self._allowed(query)
        if not query.terms:
            return [Hit(page, 0, -1) for page in sorted(allowed)] if query.filters else []
        best: dict[int, Hit] = {}
        asked = variants(query, self._synonyms)
        apart = self._apart(query)
        for number, variant in enumerate([*asked, *apart]):
            for hit in self._evaluate(variant, allowed, bool(apart)):
                share = 20 if number >= len(asked) else (19 if number else 20) - 4 * len(apart)
                score = hit.points * share // 20
                known = best.get(hit.page)
                if known is None or score > known.points:
                    best[hit.page] = Hit(hit.page, score, hit.place)
        return sorted(best.values(), key=lambda hit: (-hit.points, hit.page))

    def _allowed(self, query: Query) -> set[int]:
        allowed = set(range(len(self.titles)))
        for name, value in query.filters:
            allowed &= self._facets.get(name, {}).get(value, set())
        return allowed

    # --- positions ------------------------------------------------------------------------------

    def _shard(self, number: int) -> Mapping[str, str]:
        shard: Mapping[str, str] = self._load(f"p{number}")
        return shard

    def _positions(self, gram: str) -> list[int]:
        """Places of a pair, or of a single character in any pair that it begins."""
        if len(gram) == 2:
            index = bisect_right(self._firsts, gram) - 1
            return decode_sorted(self._shard(index).get(gram, "")) if index >= 0 else []
        first = max(bisect_right(self._firsts, gram) - 1, 0)
        last = bisect_left(self._firsts, gram + "\uffff")
        found: list[int] = []
        for index in range(first, last):
            for pair, text in self._shard(index).items():
                if pair[0] == gram:
                    found += decode_sorted(text)
        return sorted(found)

    def _phrase(self, term: str, positions: Mapping[str, list[int]]) -> list[int]:
        """Places where the whole term stands."""
        grams = grams_of(term)
        found = positions[grams[0]]
        for offset, gram in enumerate(grams[1:], 1):
            others = set(positions[gram])
            found = [place for place in found if place + offset in others]
        return found

    def _apart(self, query: Query) -> list[Query]:
        """The query with words that stand nowhere cut into words that do."""
        terms: list[Term] = []
        for term in query.terms:
            parts = [] if term.exact else self._cut(term.text)
            terms += [Term(part) for part in parts] or [term]
        return [Query(tuple(terms), query.filters)] if len(terms) > len(query.terms) else []

    def _cut(self, text: str) -> list[str]:
        """The fewest parts, the rarest of them as common as can be; none for a word that exists."""
        if not 4 <= len(text) <= LONGEST_RUN:
            return []
        positions = {gram: self._positions(gram) for gram in grams_of(text)}
        if self._pages_of(text, positions):
            return []
        best: list[tuple[int, int, list[str]] | None] = [(0, 0, [])]
        for end in range(1, len(text) + 1):
            chosen: tuple[int, int, list[str]] | None = None
            for begin in range(max(0, end - LONGEST_PART), end - 1):
                before = best[begin]
                if before is None:
                    continue
                part = text[begin:end]
                pages = len(self._pages_of(part, positions))
                if not pages:
                    continue
                rarest = pages if not before[0] else min(before[1], pages)
                if chosen is None or (before[0] + 1, -rarest) < (chosen[0], -chosen[1]):
                    chosen = (before[0] + 1, rarest, [*before[2], part])
            best.append(chosen)
        last = best[-1]
        return last[2] if last else []

    def _pages_of(self, term: str, positions: Mapping[str, list[int]]) -> set[int]:
        """Pages with the whole term in their text, title or number."""
        pages = {self._page(place) for place in self._phrase(term, positions)}
        return pages | {p for p, title in enumerate(self.titles) if term in title.quotable}

    def _page(self, place: int) -> int:
        return (bisect_right(self._starts, place) - 1) // 2

    # --- ranking --------------------------------------------------------------------------------

    def _evaluate(self, query: Query, allowed: set[int], is_cut: bool) -> list[Hit]:
        grams = list(dict.fromkeys(gram for term in query.terms for gram in grams_of(term.text)))
        positions = {gram: self._positions(gram) for gram in grams}
        is_known = True
        for term in query.terms:
            pages = self._pages_of(term.text, positions)
            is_known = is_known and bool(pages)
            if term.exact:
                allowed = allowed & pages
        names = self._names(query, allowed, is_known, is_cut)
        texts = self._texts(query, grams, positions)
        total = sum(texts.idf)
        hits = []
        rough = {
            page: texts.score(page, 0, total) + names.get(page, 0)
            for page in sorted(allowed & (names.keys() | texts.counts.keys()))
        }
        must = any(term.exact for term in query.terms)
        closely = sorted(rough, key=lambda page: (-rough[page], page))[:CLOSELY]
        follows = _followers(query.terms, grams)
        for page in closely:
            near, place = self._nearness(page, query.terms, positions, texts.idf, follows)
            score = texts.score(page, near, total) + names.get(page, 0)
            hits.append(Hit(page, self._weigh(page, score), place))
        looked = set(closely)
        for page in rough:
            if page not in looked:
                hits.append(Hit(page, self._weigh(page, rough[page] // 4), -1))
        if must:
            found = {hit.page for hit in hits}
            hits += [Hit(page, 0, -1) for page in sorted(allowed - found)]
        return hits if must else [hit for hit in hits if hit.points >= LEAST]

    def _weigh(self, page: int, score: int) -> int:
        return score * 6 // 10 if page in self._over else score

    def _names(
        self, query: Query, allowed: set[int], is_known: bool, is_cut: bool
    ) -> dict[int, int]:
        """Points of the titles, pages without any left out."""
        found: dict[int, int] = {}
        words = [term.text for term in query.terms]
        joined = query.joined
        spoken = self._spoken(joined)
        for page in sorted(allowed):
            title = self.titles[page]
            best = points(joined, words, title)
            if best < 9000:
                best = max(best, pinyin_points(joined, title.text, spoken))
            if not best and not is_known:
                best = near_points(joined, title.text, self._readings)
                best = best * 2 // 3 if is_cut else best
            if best:
                found[page] = best
        return found

    def _spoken(self, query: str) -> Mapping[str, Sequence[str]]:
        """The readings, loaded only for a query with letters."""
        return self._readings if any("a" <= char <= "z" or char == "ü" for char in query) else {}

    def _texts(
        self, query: Query, grams: Sequence[str], positions: Mapping[str, list[int]]
    ) -> _Texts:
        counts: dict[int, list[int]] = {}
        for index, gram in enumerate(grams):
            for place in positions[gram]:
                part = bisect_right(self._starts, place) - 1
                weights = counts.setdefault(part // 2, [0] * len(grams))
                weights[index] += 1 if part % 2 else 3
            for page, title in enumerate(self.titles):
                if gram in title.quotable:
                    counts.setdefault(page, [0] * len(grams))[index] += TITLE
        pages = len(self.titles)
        idf = []
        for index in range(len(grams)):
            df = sum(1 for weights in counts.values() if weights[index])
            # What stands nowhere says little: a slip of the pen, or two words run together.
            idf.append(math.floor(100 * math.log(1 + pages / df) + 0.5) if df else NOWHERE)
        average = max(sum(self._lengths) // max(pages, 1), 1)
        lengths = {page: self._lengths[page] for page in counts}
        return _Texts(counts, idf, _joints(query.terms, grams), lengths, average)

    def _nearness(
        self,
        page: int,
        terms: Sequence[Term],
        positions: Mapping[str, list[int]],
        idf: Sequence[int],
        follows: set[tuple[int, int]],
    ) -> tuple[int, int]:
        """How near the pairs stand to each other in the page's text, and where that is."""
        start, end = self._starts[2 * page], self._starts[2 * page + 2]
        events: list[tuple[int, int]] = []
        for index, places in enumerate(positions.values()):
            low, high = bisect_left(places, start), bisect_left(places, end)
            events += [(place, index) for place in places[low:high][:_MOST_EVENTS]]
        if not events:
            return 0, -1
        events.sort()
        run, run_place = _best_run(events, follows, idf)
        weight, length, close_place = _closest(events, idf)
        total = sum(idf)
        extra = max(length - sum(len(term.text) for term in terms), 0)
        place = run_place if 10 * run >= 6 * total else close_place
        near = run + 3 * weight * NEAR // (NEAR + extra)
        if place < self._starts[2 * page + 1]:
            near += total // 4
        return near, place - start


TITLE = 5
"""What a pair in a title counts against one in the text."""
NEAR = 24
"""Characters between the words of a query that halve what their nearness is worth."""
LEAST = 120
"""Points below which a page is no hit."""


def grams_of(term: str) -> list[str]:
    """The pairs of a word in order; a single character is its own."""
    return [term[i : i + 2] for i in range(len(term) - 1)] or [term]


@dataclass(frozen=True)
class _Texts:
    """Counts of each pair in each page, with the weight of each pair (逆文档频率, ×100)."""

    counts: Mapping[int, list[int]]
    idf: list[int]
    joints: Mapping[int, tuple[int, int]]
    lengths: Mapping[int, int]
    average: int

    def _base(self, page: int) -> tuple[int, int]:
        """BM25 and the weight of the pairs that were found."""
        base = found = 0
        damp = 300 + 900 * self.lengths[page] // self.average
        weights = self.counts[page]
        for index, idf in enumerate(self.idf):
            weight = weights[index]
            if weight:
                found += idf
                base += idf * (2200 * weight * 1000 // (1000 * weight + damp)) // 1000
            elif index in self.joints:
                before, after = self.joints[index]
                if weights[before] and weights[after]:  # two words that were run together
                    found += idf * 7 // 10
        return base, found

    def score(self, page: int, near: int, total: int) -> int:
        """Points of a page's text; what was found of the query counts twice."""
        if page not in self.counts or not total:
            return 0
        base, found = self._base(page)
        share = 1000 * found // total
        return (base + near) * share * share // 1000 // total


def _joints(terms: Sequence[Term], grams: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Pairs inside of a word with the pairs before and after them."""
    number = {gram: index for index, gram in enumerate(grams)}
    found: dict[int, tuple[int, int]] = {}
    for term in terms:
        own = [number[gram] for gram in grams_of(term.text)]
        for before, index, after in zip(own, own[1:], own[2:], strict=False):
            found.setdefault(index, (before, after))
    return found


def _followers(terms: Sequence[Term], grams: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs of indices whose grams follow one another in a word."""
    number = {gram: index for index, gram in enumerate(grams)}
    return {
        (number[first], number[second])
        for term in terms
        for first, second in zip(grams_of(term.text), grams_of(term.text)[1:], strict=False)
    }


def _best_run(
    events: Sequence[tuple[int, int]], follows: set[tuple[int, int]], idf: Sequence[int]
) -> tuple[int, int]:
    """The heaviest run of pairs that stand in the text as in the query, and its start."""
    best, best_place = 0, events[0][0]
    before: dict[int, tuple[int, int]] = {}
    now: dict[int, tuple[int, int]] = {}
    place = -2
    for position, index in events:
        if position != place:
            before = now if position == place + 1 else {}
            now, place = {}, position
        weight, start = idf[index], position
        for other, (value, begun) in before.items():
            if (other, index) in follows and value + idf[index] > weight:
                weight, start = value + idf[index], begun
        now[index] = (weight, start)
        if weight > best:
            best, best_place = weight, start
    return best, best_place


def _closest(events: Sequence[tuple[int, int]], idf: Sequence[int]) -> tuple[int, int, int]:
    """The shortest part of the text with all pairs that the page has: weight, length, start."""
    missing = len({index for _, index in events})
    weight = sum(idf[index] for index in {index for _, index in events})
    counts = [0] * len(idf)
    first = 0
    length, place = events[-1][0] - events[0][0] + 1, events[0][0]
    for position, index in events:
        if not counts[index]:
            missing -= 1
        counts[index] += 1
        while not missing:
            start, old = events[first]
            if position - start < length:
                length, place = position - start, start
            counts[old] -= 1
            if not counts[old]:
                missing += 1
            first += 1
    return weight, length, place


def _read(path: Path) -> Any:
    """The data of one index file. Raises ``OSError`` and ``ValueError``."""
    text = path.read_text("utf-8")
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])
