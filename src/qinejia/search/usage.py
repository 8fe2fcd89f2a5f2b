"""What was searched for, from a server's log (检索日志), without who did it.

Only requests for the results page are looked at, only the query is kept, and nothing is stored. A
log is hostile input: lines that are no request are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from qinejia.search.query import LONGEST
from qinejia.search.searcher import Searcher

_REQUEST = re.compile(r'"GET (?P<target>/[^\s"]{0,4000}) HTTP/[\d.]+" (?P<status>\d{3}) ')
_PAGES = ("/search/", "/search/index.html")


@dataclass(frozen=True)
class Asked:
    """A query with how often it was asked and how many pages it finds (查询统计)."""

    text: str
    times: int
    found: int


def queries_of(lines: Iterable[str]) -> Counter[str]:
    """The queries of a log in the common or combined form, white space evened out."""
    counts: Counter[str] = Counter()
    for line in lines:
        match = _REQUEST.search(line)
        if match is None or not match["status"].startswith(("2", "304")):
            continue
        try:
            address = urlsplit(match["target"])
        except ValueError:
            continue
        if not address.path.endswith(_PAGES):
            continue
        for value in parse_qs(address.query, errors="replace", max_num_fields=None).get("q", []):
            text = " ".join(value.split())[:LONGEST]
            if text and text.isprintable():
                counts[text] += 1
    return counts


def replay(counts: Counter[str], searcher: Searcher) -> list[Asked]:
    """Each query with what it finds now, the most asked first."""
    return [
        Asked(text, times, len(searcher.search(text)))
        for text, times in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
