"""A Chinese knowledge base of any size with queries whose answer is known (已知项检索).

Words follow a Zipf distribution and stand in sentences of different shapes, so that common pairs of
characters are as common as in real text; titles are all different. The same pages are written
twice: as a site of this project, and as plain Markdown for other search engines.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

WORDS = {
    name: words.split()
    for name, _, words in (
        line.partition(": ")
        for line in (Path(__file__).parent / "words.txt").read_text("utf-8").splitlines()
    )
}
SHAPES = (
    "{o}的{p}应{a}{v}，{v}后由{p}签名。",
    "{a}{v}{o}，{p}不符合要求的不得使用。",
    "{l}内的{p}宜{v}，{a}{v}{o}和{p}。",
    "发现{p}时，{p}应{a}{v}并{v}{o}。",
    "{c}{o}前{v}{p}，{c}后{v}{p}，{p}保存1年（示例值）。",
    "{p}由{p}{v}，{a}{v}；{o}{p}见附录。",
    "在{l}{c}{o}，应避开{p}，{a}{v}{p}。",
)
SYNONYMS = {
    "清扫": "清洗",
    "灭菌": "消毒",
    "巡视": "巡查",
    "修理": "检修",
    "名牌": "席卡",
    "麦克风": "话筒",
    "盆花": "盆栽",
    "饭堂": "食堂",
}
QUERY_KINDS = (
    "title",
    "two words",
    "run-together",
    "person",
    "number",
    "bare number",
    "typo",
    "pinyin",
    "initials",
    "synonym",
    "single character",
)


@dataclass
class Known:
    """A query whose answer is known; ``target`` is the number of the page."""

    kind: str
    text: str
    target: int


@dataclass
class Generated:
    """A page before it is written; ``number`` of a standard or empty."""

    title: str
    number: str
    sections: list[tuple[str, list[str]]]


@dataclass
class Corpus:
    pages: list[Generated]
    queries: list[Known] = field(default_factory=list)


class _Writer:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._weights: dict[int, list[float]] = {}

    def word(self, words: list[str]) -> str:
        """Frequent words first, as 1/rank."""
        size = len(words)
        if size not in self._weights:
            self._weights[size] = [1 / (rank + 2) for rank in range(size)]
        return self.rng.choices(words, self._weights[size])[0]

    def sentence(self) -> str:
        shape = self.rng.choice(SHAPES)
        for mark, words in (
            ("{l}", WORDS["PLACES"]),
            ("{o}", WORDS["OBJECTS"]),
            ("{c}", WORDS["ACTIONS"]),
            ("{p}", WORDS["PARTS"]),
            ("{v}", WORDS["VERBS"]),
            ("{a}", WORDS["ADVERBS"]),
        ):
            while mark in shape:
                shape = shape.replace(mark, self.word(words), 1)
        return shape


def make_corpus(size: int, queries: int = 30, characters: int = 775, seed: int = 1) -> Corpus:
    """``size`` pages of about ``characters`` and ``queries`` of each kind."""
    rng = random.Random(seed)
    writer = _Writer(rng)
    titles: dict[str, None] = {}
    while len(titles) < size:
        place = rng.choice(WORDS["PLACES"]) if rng.random() < 0.8 else ""
        titles[
            f"{place}{rng.choice(WORDS['OBJECTS'])}{rng.choice(WORDS['ACTIONS'])}{rng.choice(WORDS['KINDS'])}"
        ] = None
        if len(titles) < size and rng.random() < 0.5:
            titles[
                f"{rng.choice(WORDS['OBJECTS'])}{rng.choice(WORDS['ACTIONS'])}与{rng.choice(WORDS['ACTIONS'])}{rng.choice(WORDS['KINDS'])}"
            ] = None
    numbers = rng.sample(range(1000, 60000), size)
    pages = []
    for index, title in enumerate(titles):
        number = ""
        if index % 3 == 0:
            year = rng.randint(2008, 2026)
            number = rng.choice(
                (
                    f"GB/T {numbers[index]}—{year}",
                    f"DB{rng.randint(11, 65)}/T {numbers[index]}—{year}",
                    f"GB/T {numbers[index]}.{rng.randint(1, 9)}—{year}",
                )
            )
        sections = []
        length = 0
        while length < characters * rng.uniform(0.6, 1.4):
            lines = [writer.sentence() for _ in range(rng.randint(2, 5))]
            length += sum(map(len, lines))
            sections.append(
                (f"{writer.word(WORDS['OBJECTS'])}{writer.word(WORDS['ACTIONS'])}", lines)
            )
        pages.append(Generated(title, number, sections))
    corpus = Corpus(pages)
    _ask(corpus, rng, queries)
    return corpus


def _ask(corpus: Corpus, rng: random.Random, count: int) -> None:
    """Plant what is unique, then ask for it."""
    from pypinyin import lazy_pinyin

    pages = corpus.pages
    for number in range(count):
        target = rng.randrange(len(pages))
        person = rng.choice(WORDS["SURNAMES"]) + "".join(rng.sample(WORDS["GIVEN"], 2))
        section = rng.choice(pages[target].sections)[1]
        section[rng.randrange(len(section))] += f"本节由{person}起草。"
        if (
            sum(person in line for page in pages for _, lines in page.sections for line in lines)
            == 1
        ):
            corpus.queries.append(Known("person", person, target))
        if number < len(WORDS["RARE"]):
            target = rng.randrange(len(pages))
            pages[target].sections[0][1][0] += f"（参见{WORDS['RARE'][number]}字区）"
            corpus.queries.append(Known("single character", WORDS["RARE"][number], target))
    initials = [_initials(page.title) for page in pages]
    standards = [index for index, page in enumerate(pages) if page.number]
    for _ in range(count):
        target = rng.choice(standards)
        corpus.queries.append(Known("number", _variant(pages[target].number, rng), target))
        bare = pages[rng.choice(standards)]
        core = bare.number.split(" ")[-1].split("—")[0]
        corpus.queries.append(Known("bare number", core, pages.index(bare)))
    for kind in ("title", "typo", "pinyin", "initials", "synonym"):
        asked = 0
        while asked < count:
            target = rng.randrange(len(pages))
            title = pages[target].title
            text = title
            if kind == "typo":
                text = _typo(title, rng)
            elif kind == "pinyin":
                text = "".join(lazy_pinyin(title))
            elif kind == "initials":
                text = initials[target]
                if initials.count(text) > 1:
                    continue
            elif kind == "synonym":
                said = [(a, b) for a, b in SYNONYMS.items() if b in title]
                if not said:
                    continue
                text = title.replace(said[0][1], said[0][0])
            corpus.queries.append(Known(kind, text, target))
            asked += 1
    _ask_two_words(corpus, rng, count)


def _ask_two_words(corpus: Corpus, rng: random.Random, count: int) -> None:
    """Two words that no other page says in one sentence, its title or a heading."""
    words = sorted(
        {*WORDS["PLACES"], *WORDS["OBJECTS"], *WORDS["ACTIONS"], *WORDS["PARTS"], *WORDS["VERBS"]}
    )
    lines: list[tuple[int, str]] = []
    for index, page in enumerate(corpus.pages):
        lines.append((index, page.title))
        lines += [(index, line) for head, body in page.sections for line in (head, *body)]
    where = {
        word: {number for number, (_, line) in enumerate(lines) if word in line} for word in words
    }
    asked = 0
    while asked < count:
        target = rng.randrange(len(corpus.pages))
        line = rng.choice(rng.choice(corpus.pages[target].sections)[1])
        found = [word for word in words if word in line and len(word) > 1]
        if len(found) < 2:
            continue
        found.sort(key=lambda word: (len(where[word]), word))  # people type the telling words
        first, second = rng.sample(found[:2], 2)
        if {lines[number][0] for number in where[first] & where[second]} != {target}:
            continue
        corpus.queries.append(Known("two words", f"{first} {second}", target))
        corpus.queries.append(Known("run-together", f"{first}{second}", target))
        asked += 1


def _initials(title: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(way[0] for way in lazy_pinyin(title))


def _variant(number: str, rng: random.Random) -> str:
    return rng.choice((
        number, number.replace(" ", ""), number.replace("—", "-"), number.lower(),
        number.replace("/T", "T"), number.replace("/", "／").replace("—", "－"),
        number.split("—")[0], number.replace("/T ", "-T "), number.replace("DB", "DB "),
    ))  # fmt: skip


def _typo(title: str, rng: random.Random) -> str:
    chars = list(title)
    at = rng.randrange(len(chars) - 1)
    how = rng.randrange(4)
    if how == 0:
        chars[at] = rng.choice("的义仪谁程成在是")
    elif how == 1:
        del chars[at]
    elif how == 2:
        chars[at], chars[at + 1] = chars[at + 1], chars[at]
    else:
        chars[at] = {
            "茶": "查",
            "水": "睡",
            "会": "汇",
            "清": "青",
            "消": "销",
            "巡": "寻",
            "检": "简",
            "车": "彻",
        }.get(chars[at], "其")
    return "".join(chars)


def write_own(corpus: Corpus, folder: Path, config: str) -> list[str]:
    """As a site of this project; returns the addresses of the pages in order."""
    docs = folder / "docs"
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    lines = [f"{said}: [{word}]" for said, word in SYNONYMS.items()]
    (folder / "synonyms.yml").write_text("\n".join(lines) + "\n", "utf-8")
    addresses = []
    for index, page in enumerate(corpus.pages):
        body = "\n\n".join(f"## {head}\n\n" + "\n\n".join(lines) for head, lines in page.sections)
        if page.number:
            from qinejia.model.standard_number import classify

            number = classify(page.number)
            assert number is not None
            path = f"standards/{number.identifier}.md"
            header = f"标题: {page.title}\n编号: {page.number}\n状态: 现行\n全文: 无\n已核实: 是"
        else:
            path = f"courses/kc-p{index}.md"
            header = f"标题: {page.title}\n课件形式: 讲座式\n层级: [执行层]\n阶段: [岗位技能]"
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            f"---\n{header}\n更新: 2026-05-01\n公开属性: 主动公开\n---\n\n{body}\n", "utf-8"
        )
        addresses.append(path.removesuffix(".md") + "/")
    return addresses


def write_plain(corpus: Corpus, folder: Path) -> list[str]:
    """As plain Markdown pages for other engines; returns their addresses in order."""
    docs = folder / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    (docs / "index.md").write_text("# 首页\n", "utf-8")
    addresses = []
    for index, page in enumerate(corpus.pages):
        body = "\n\n".join(f"## {head}\n\n" + "\n\n".join(lines) for head, lines in page.sections)
        target = docs / f"d{index % 40}" / f"p{index}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            f"# {page.number} {page.title}".replace("#  ", "# ") + f"\n\n{body}\n", "utf-8"
        )
        addresses.append(f"d{index % 40}/p{index}/")
    return addresses
