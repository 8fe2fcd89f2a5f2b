"""What somebody typed, taken apart (查询). ``frontend/src/search/query.mjs`` is its twin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qinejia.search.folding import fold

LONGEST = 200
"""Characters of a query that are looked at."""
MOST_TERMS = 8
MOST_VARIANTS = 4
_TERM = 32
_FILTERS = {
    "类型": "类型", "状态": "状态", "主题": "主题", "层级": "层级", "岗位": "岗位",
    "年份": "年份", "年": "年份",
}  # fmt: skip
_FILTER = re.compile(rf"(?:^|(?<=\s))({'|'.join(_FILTERS)})[:：](\S+)")
_QUOTED = re.compile(r"\"([^\"]*)\"|“([^“”]*)”|「([^「」]*)」")
_BETWEEN = re.compile(r"[\s,，、;；。?？!！()（）\[\]【】《》<>“”\"'‘’|\\]+")
_WORD = re.compile(r"[0-9a-z\u00b5-\u02af\u0370-\u1fff\u2e80-\ufffc]")


@dataclass(frozen=True)
class Term:
    """A word of a query (词), folded; ``exact`` when it stood in quotation marks."""

    text: str
    exact: bool = False


@dataclass(frozen=True)
class Query:
    """Words and filters (查询)."""

    terms: tuple[Term, ...]
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def joined(self) -> str:
        """All words in one, as somebody writes who leaves out the spaces."""
        return "".join(term.text for term in self.terms)


def parse_query(text: str) -> Query:
    """``类型:视频 "续水" 茶杯`` → filter, exact word, word. Never fails."""
    text = text[:LONGEST]
    filters = tuple((_FILTERS[match[1]], match[2]) for match in _FILTER.finditer(text))
    text = _FILTER.sub(" ", text)
    terms: list[Term] = []
    done = 0
    for match in _QUOTED.finditer(text):
        terms += _plain(text[done : match.start()])
        quoted = fold(match[1] or match[2] or match[3] or "")
        terms += [Term(quoted[:_TERM], True)] if quoted else []
        done = match.end()
    terms += _plain(text[done:])
    return Query(tuple(dict.fromkeys(terms))[:MOST_TERMS], filters)


def _plain(text: str) -> list[Term]:
    parts = (fold(part).strip("-.·:/~…") for part in _BETWEEN.split(text))
    return [Term(part[:_TERM]) for part in parts if _WORD.search(part)]


def variants(query: Query, synonyms: Mapping[str, Sequence[str]]) -> list[Query]:
    """The query, and what it would be in the words of the standards."""
    found = [query]
    for index, term in enumerate(query.terms):
        if term.exact:
            continue
        for said, words in synonyms.items():
            if said not in term.text:
                continue
            for word in words:
                terms = list(query.terms)
                terms[index] = Term(term.text.replace(said, word))
                found.append(Query(tuple(terms), query.filters))
    return found[:MOST_VARIANTS]
