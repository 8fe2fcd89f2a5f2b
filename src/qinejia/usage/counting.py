"""Counts what was opened (访问计数) in logs of nginx, common or combined form.

A log is hostile input: a line that is no request is counted as such and left out. Addresses of
readers tell only whether two requests for a film are one viewing; they are kept as numbers that
differ in every run, and no longer than the run.
"""

from __future__ import annotations

import datetime
import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from qinejia.search.usage import queries_of

LONGEST_LINE = 16_384
VIEWING = datetime.timedelta(minutes=30)
"""Requests for a film without a longer pause belong to one viewing."""
_LINE = re.compile(
    r"(?P<who>\S{1,100}) \S{1,100} \S{1,100} "
    r"\[(?P<time>\d{2}/[A-Z][a-z]{2}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4})\] "
    r'"(?P<method>[A-Z]{1,10}) (?P<target>/[^\s"]{0,4000}) HTTP/[\d.]+" (?P<status>\d{3}) '
)
_CODE = re.compile(r"q/([a-z0-9.-]{1,200})/(?:index\.html)?\Z")
_FILM = re.compile(r"(.{1,500})\.(?:mp4|webm)\Z")


@dataclass
class Usage:
    """What was opened how often; days are those of the server's clock (使用统计)."""

    views: Counter[datetime.date] = field(default_factory=Counter)
    """Pages opened on each day."""
    films_by_day: Counter[datetime.date] = field(default_factory=Counter)
    codes_by_day: Counter[datetime.date] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    """By address below the site's."""
    films: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    """Signs that were scanned, by the identifier of their record."""
    queries: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    unread: int = 0
    """Lines that are no request in a known form."""

    @property
    def days(self) -> list[datetime.date]:
        """Every day from the first to the last on which something was opened."""
        known = sorted({*self.views, *self.films_by_day, *self.codes_by_day})
        if not known:
            return []
        length = (known[-1] - known[0]).days + 1
        # A clock that jumped must not make a report of a million days.
        return [known[0] + datetime.timedelta(n) for n in range(length)] if length < 4000 else known


def read_log(path: Path) -> Iterator[str]:
    """The lines of a log, also of one that was packed (``.gz``), cut where they are too long.

    Raises ``OSError`` or ``EOFError`` for a file that cannot be read.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", errors="replace") as handle:
        yield from iter(lambda: handle.readline(LONGEST_LINE), "")


def count(lines: Iterable[str], base: str = "/") -> Usage:
    """Count the requests below ``base``, the path under which the site is served."""
    usage = Usage()
    last: dict[tuple[int, str], datetime.datetime] = {}
    for line in lines:
        usage.lines += 1
        match = _LINE.match(line)
        moment = _moment(match["time"]) if match else None
        if match is None or moment is None:
            usage.unread += 1
            continue
        path, _, _ = match["target"].partition("?")
        if match["method"] != "GET" or not path.startswith(base):
            continue
        if match["status"] not in ("200", "206", "304"):
            continue
        path = unquote(path[len(base) :])
        day = moment.date()
        film, code = _FILM.match(path), _CODE.match(path)
        if film:
            viewer = (hash(match["who"]), path)  # another number in every run
            before = last.get(viewer)
            last[viewer] = moment
            if before is None or abs(moment - before) > VIEWING:
                usage.films[path] += 1
                usage.films_by_day[day] += 1
        elif code:
            usage.codes[code[1]] += 1
            usage.codes_by_day[day] += 1
        elif path in ("search/", "search/index.html"):
            usage.queries += queries_of([line])
        elif path == "" or path.endswith(("/", ".html")):
            usage.pages[path.removesuffix("index.html")] += 1
            usage.views[day] += 1
    return usage


def _moment(text: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.strptime(text, "%d/%b/%Y:%H:%M:%S %z")
    except ValueError:
        return None
