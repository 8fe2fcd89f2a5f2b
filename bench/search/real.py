"""``python -m bench.search.real FOLDER``: the search over somebody else's pages.

``FOLDER`` holds a site that nothing here was tuned to: finished HTML, or the Markdown of an MkDocs
site. The queries are made of its own words: whole titles, titles with a slip, in pinyin, by their
initials, two words of one sentence that no other page says together, and quoted parts of a
sentence, whose hits must be exactly the pages that hold it.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from html.parser import HTMLParser
from pathlib import Path

from qinejia.search.entries import Document, Entry, pack
from qinejia.search.folding import fold
from qinejia.search.index import build_index
from qinejia.search.searcher import Searcher

QUERIES = 60
_HAN = re.compile("[\u4e00-\u9fff]+")
_SENTENCE = re.compile(r"[^。！？；\n]{8,}")
_NUMBERING = re.compile(r"^[\d.\s]+")


class _Text(HTMLParser):
    """Title, and the text of the body by lines; navigation is left out."""

    _LINES = ("p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "pre", "div")

    def __init__(self) -> None:
        super().__init__()
        self.title, self.parts = "", [""]
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("title", "script", "style", "nav"):
            self._inside.append(tag)
        if tag == "div" and dict(attrs).get("class") in ("navheader", "navfooter"):
            self.parts.append("\x00")
        if tag in self._LINES:
            self.parts.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()
        if tag in self._LINES:
            self.parts.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            if self._inside[-1] == "title":
                self.title += data
        else:
            self.parts[-1] += " ".join(data.split()) + " "


def read(folder: Path) -> list[Document]:
    """The pages with at least 100 Chinese characters, titles told apart."""
    pages = []
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".html", ".md")):
        text = path.read_text("utf-8", "replace")
        if path.suffix == ".html":
            parser = _Text()
            parser.feed(text)
            title, lines = parser.title, [part.strip("\x00 ") for part in parser.parts]
        else:
            lines = [line.strip("#>*- ") for line in text.split("\n")]
            title = next((line[2:] for line in text.split("\n") if line.startswith("# ")), "")
        body = "\n".join(line for line in lines if line)
        title = _NUMBERING.sub("", " ".join(title.split()))
        if title and sum(map(len, _HAN.findall(body))) >= 100:
            url = path.relative_to(folder).as_posix()
            pages.append(Document(url, title, "页面", "", (), {}, *pack([Entry("", "", body)])))
    return pages


def ask(pages: list[Document], rng: random.Random) -> dict[str, list[tuple[str, int]]]:
    """Queries and the number of the page that they mean, by kind."""
    from pypinyin import lazy_pinyin

    titles = Counter(fold(page.title) for page in pages)
    spoken = ["".join(lazy_pinyin(fold(page.title))) for page in pages]
    letters = ["".join(way[0] for way in lazy_pinyin(fold(page.title))) for page in pages]
    asked: dict[str, list[tuple[str, int]]] = defaultdict(list)
    own = [
        number
        for number, page in enumerate(pages)
        if titles[fold(page.title)] == 1 and re.fullmatch("[\u4e00-\u9fff]{4,20}", fold(page.title))
    ]
    for number in rng.sample(own, min(QUERIES, len(own))):
        title = fold(pages[number].title)
        asked["title"].append((title, number))
        at = rng.randrange(len(title) - 1)
        asked["typo"].append((title[:at] + title[at + 1] + title[at] + title[at + 2 :], number))
        if spoken.count(spoken[number]) == 1:
            asked["pinyin"].append((spoken[number], number))
        if sum(letters[number] in other for other in letters) == 1:
            asked["initials"].append((letters[number], number))
    lines = [
        (number, fold(line))
        for number, page in enumerate(pages)
        for line in _SENTENCE.findall(f"{page.title}\n{page.entries[0].body}")
    ]
    while len(asked["two words"]) < QUERIES:
        number, line = rng.choice(lines)
        runs = [run for run in _HAN.findall(line) if len(run) >= 8]
        if not runs:
            continue
        run = rng.choice(runs)
        at = rng.randrange(len(run) - 7)
        first, second = run[at : at + 2], run[at + 5 : at + 8]
        if {other for other, text in lines if first in text and second in text} == {number}:
            asked["two words"].append((f"{first} {second}", number))
            asked["run-together"].append((first + second, number))
    return asked


def main() -> int:
    folder = Path(sys.argv[1])
    pages = read(folder)
    rng = random.Random(5)
    start = time.perf_counter()
    files = build_index(pages, {})
    built = time.perf_counter() - start
    texts = {path.rsplit("/", 1)[1][:-3]: text for path, text in files.items()}
    index = Searcher(lambda name: json.loads(texts[name][texts[name].index(",") + 1 : -3]))
    size = sum(len(page.entries[0].body) for page in pages)
    print(f"{len(pages)} pages, {size // len(pages)} characters each; index {built:.1f} s\n")
    print("| kind | queries | hit@1, % | hit@5, % |\n|---|---|---|---|")
    for kind, queries in ask(pages, rng).items():
        ranks = []
        for text, number in queries:
            hits = [hit.page for hit in index.search(text)]
            ranks.append(hits.index(number) if number in hits else 99)
            if ranks[-1] and "-v" in sys.argv:
                print(f"  {text}: {ranks[-1]}, {pages[number].title}")
        first, five = (100 * sum(rank < most for rank in ranks) / len(ranks) for most in (1, 5))
        print(f"| {kind} | {len(ranks)} | {first:.1f} | {five:.1f} |")
    print(f"| quoted part, exact set | 500 | {quoted(index, pages, rng):.1f} | |")
    return 0


def quoted(index: Searcher, pages: list[Document], rng: random.Random) -> float:
    """Share of quoted parts whose hits are exactly the pages that hold them."""
    folded = [
        [fold(row) for row in (page.title, *page.entries[0].body.split("\n"))] for page in pages
    ]
    right = asked = 0
    while asked < 500:
        line = rng.choice(rng.choice(folded))
        if len(line) < 3:
            continue
        at = rng.randrange(len(line) - 2)
        part = line[at : at + rng.randrange(2, 12)]
        if any(sign in part for sign in '"“”'):
            continue
        asked += 1
        holding = {n for n, rows in enumerate(folded) if any(part in row for row in rows)}
        right += {hit.page for hit in index.search(f'"{part}"')} == holding
    return 100 * right / asked


if __name__ == "__main__":
    sys.exit(main())
