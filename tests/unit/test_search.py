"""Search: what is found, what is not, and in which order."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.make_readings import TARGET, table

from qinejia.links.addresses import Addresses
from qinejia.memory import Memory
from qinejia.model.records import Record
from qinejia.search import readings as reading
from qinejia.search.entries import _MAKERS, Document, Entry, Words, documents, pack, register
from qinejia.search.folding import fold
from qinejia.search.index import build_index
from qinejia.search.numbers import decode, decode_sorted, encode, encode_sorted
from qinejia.search.query import Term, parse_query
from qinejia.search.searcher import Searcher
from qinejia.search.titles import number_points
from qinejia.search.usage import queries_of, replay
from tests.support import BANK, SMALL_SITE, edition_of


def document(title: str, *bodies: str, **more: object) -> Document:
    entries = tuple(Entry(f"e{n}", "", body) for n, body in enumerate(bodies))
    values: dict[str, object] = {
        "url": f"p/{fold(title)}/", "title": title, "kind": "页面", "number": "", "aliases": (),
        "facets": {}, **more,
    }  # fmt: skip
    lines, packed = pack(entries)
    return Document(**values, lines=lines, packed=packed)  # type: ignore[arg-type]


def searcher(*pages: Document, synonyms: dict[str, list[str]] | None = None) -> Searcher:
    files = build_index(pages, synonyms or {})
    by_name = {path.rsplit("/", 1)[1].removesuffix(".js"): text for path, text in files.items()}
    return Searcher(lambda name: json.loads(by_name[name][by_name[name].index(",") + 1 : -3]))


def found(index: Searcher, query: str) -> list[str]:
    return [index.titles[hit.page].text for hit in index.search(query)]


PAGES = (
    document(
        "会议茶水服务规程", "相邻两次续水的间隔应为15 min～20 min。", "茶杯应一客一用一消毒。"
    ),
    document("会场摆台规范", "席卡中心应与座位中线对齐。\n茶杯摆放在文件右上方。"),
    document("室内绿化养护规程", "浇水前应逐盆检查表土。", "保温壶不放在窗台上。"),
    document("会计档案管理办法", "凭证由赵建国保管。"),
    document("标准化工作导则", "正文。", number="GB/T 1.1—2020"),
    document("公务用车管理", "《車輛檔案》由专人保管。"),
)
INDEX = searcher(*PAGES, synonyms={"倒水": ["续水"], "名牌": ["席卡"]})


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("续水", "会议茶水服务规程"),
        ("间隔应为", "会议茶水服务规程"),
        ("15min", "会议茶水服务规程"),
        ("１５ MIN", "会议茶水服务规程"),
        ("席卡 中线", "会场摆台规范"),
        ("席卡中线", "会场摆台规范"),
        ("赵建国", "会计档案管理办法"),
        ("鑫盆检查", "室内绿化养护规程"),
        ("盆", "室内绿化养护规程"),
        ("huichangbaitai", "会场摆台规范"),
        ("hcbt", "会场摆台规范"),
        ("kuaijidangan", "会计档案管理办法"),
        ("huiyi茶", "会议茶水服务规程"),
        ("lvhua", "室内绿化养护规程"),
        ("luhua", "室内绿化养护规程"),
        ("lühua", "室内绿化养护规程"),
        ("會議茶水", "会议茶水服务规程"),
        ("车辆档案", "公务用车管理"),
        ("车辆檔案", "公务用车管理"),
        ("会义茶水服务", "会议茶水服务规程"),
        ("会茶水服务规程", "会议茶水服务规程"),
        ("会议水茶服务规程", "会议茶水服务规程"),
        ("会长摆台", "会场摆台规范"),
        ("倒水", "会议茶水服务规程"),
        ("名牌", "会场摆台规范"),
        ("GB/T 1.1—2020", "标准化工作导则"),
        ("gbt1.1", "标准化工作导则"),
        ("ＧＢ／Ｔ １．１", "标准化工作导则"),
        ("GB 1.1", "标准化工作导则"),
        ("1.1-2020", "标准化工作导则"),
    ],
)
def test_the_right_page_comes_first(query: str, first: str) -> None:
    assert found(INDEX, query)[0] == first


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "，。！",
        "……",
        "\ud800",
        "😀😀",
        "<script>",
        ".*+?^$",
        "\u202eabc",
        "龘龘",
        "zzqx",
    ],
)
def test_nothing_sensible_finds_nothing_and_breaks_nothing(query: str) -> None:
    assert found(INDEX, query) == []


def test_a_quoted_word_finds_exactly_what_holds_it() -> None:
    assert set(found(INDEX, '"茶杯"')) == {"会议茶水服务规程", "会场摆台规范"}
    assert found(INDEX, "“应为15 min”") == ["会议茶水服务规程"]
    assert found(INDEX, '"应为16"') == []
    assert found(INDEX, '"用消毒。茶杯"') == []


@given(st.data())
def test_every_quoted_part_of_a_text_finds_all_pages_that_hold_it(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(PAGES))
    line = fold(data.draw(st.sampled_from([e.body for e in page.entries])).split("\n")[0])
    start = data.draw(st.integers(0, max(len(line) - 2, 0)))
    part = line[start : start + data.draw(st.integers(2, 12))]
    if len(part) < 2 or "“" in part or "”" in part:
        return
    holding = {
        fold(other.title)
        for other in PAGES
        if any(part in fold(row) for e in other.entries for row in e.body.split("\n"))
        or part in fold(other.title)
        or part in fold(other.number)
    }
    assert set(found(INDEX, f'"{part}"')) == holding


def test_words_in_one_sentence_beat_words_far_apart() -> None:
    near = document("甲", "灭火器放在配电室门口。\n其他。")
    far = document("乙", "配电室由专人值守。" + "无关的话。" * 40, "灭火器每月检查。")
    index = searcher(far, near)
    assert found(index, "配电室 灭火器")[0] == "甲"
    assert found(index, "灭火器配电室")[0] == "甲"


def test_what_is_superseded_stands_below_its_successor() -> None:
    old = document("会议服务规范", "要求。", facets={"状态": ("被代替",)}, url="a/")
    new = document("会议服务规范", "要求。", facets={"状态": ("现行",)}, url="b/")
    index = searcher(old, new)
    assert [index.urls[hit.page] for hit in index.search("会议服务规范")] == ["b/", "a/"]


def test_filters_hold_with_and_without_words() -> None:
    pages = (
        document("甲视频", "续水。", facets={"类型": ("视频",), "年份": ("2026",)}),
        document("乙标准", "续水。", facets={"类型": ("标准",), "年份": ("2025",)}),
    )
    index = searcher(*pages)
    assert found(index, "类型:视频 续水") == ["甲视频"]
    assert found(index, "年：2025") == ["乙标准"]
    assert found(index, "类型:没有 续水") == []


def test_queries_are_taken_apart() -> None:
    query = parse_query('类型:视频 "取杯 时" 茶水，温度')
    assert query.filters == (("类型", "视频"),)
    assert query.terms == (Term("取杯时", True), Term("茶水"), Term("温度"))
    assert parse_query("甲" * 10_000).terms == (Term("甲" * 32),)


@pytest.mark.parametrize(
    ("written", "least"),
    [("db32t4170-2021", 10_000), ("db32/t4170", 9900), ("4170-2021", 9850), ("4170", 9800),
     ("db324170", 9700), ("db32/t41", 7000), ("417", 6500), ("170", 0), ("41700", 0)],
)  # fmt: skip
def test_points_of_a_number(written: str, least: int) -> None:
    points = number_points(written, fold("DB32/T 4170—2021"))
    assert points >= least
    assert points > 0 or not least


# --- parts --------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 2**31)))
def test_numbers_come_back(values: list[int]) -> None:
    assert decode(encode(values)) == values
    assert decode_sorted(encode_sorted(sorted(values))) == sorted(values)


@given(st.text())
def test_folding_keeps_one_form(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert not set(fold(text)) & set(" \t\n\u3000")


def test_the_same_pages_give_the_same_bytes() -> None:
    assert build_index(PAGES, {"甲乙": ["丙丁"]}) == build_index(PAGES, {"甲乙": ["丙丁"]})
    assert build_index(PAGES, {}) != build_index(PAGES[:-1], {})


# --- the server's log ----------------------------------------------------------------------------

LINE = '1.2.3.4 - - [23/Nov/2026:10:00:00 +0800] "GET {} HTTP/1.1" {} 512 "-" "x"\n'
LOG = [
    LINE.format("/kb/search/?q=%E7%BB%AD%E6%B0%B4", 200),
    LINE.format("/kb/search/?q=%E7%BB%AD%E6%B0%B4", 304),
    LINE.format("/kb/search/index.html?q=%E5%80%92+%20%E8%8C%B6", 200),
    LINE.format("/kb/search/?q=%E7%BB%AD", 404),
    LINE.format("/kb/standards/?q=%E7%BB%AD", 200),
    LINE.format("/kb/search/?h=%E7%BB%AD", 200),
    LINE.format("/kb/search/?q=%ff%fe%00", 200),
    LINE.format("/kb/search/?q=" + "a" * 5000, 200),
    LINE.format("//[/search/?q=x", 200),
    "garbage \x00 \ud800\n",
    "",
]


def test_the_log_gives_queries_and_nothing_else() -> None:
    counts = queries_of(LOG)
    assert counts == {"续水": 2, "倒 茶": 1}
    asked = replay(counts, INDEX)
    assert [(row.text, row.times) for row in asked] == [("续水", 2), ("倒 茶", 1)]
    assert asked[0].found > 0
    assert asked[1].found >= 0
    assert "1.2.3.4" not in repr(asked)


# --- entries ------------------------------------------------------------------------------------


FILES = {
    **SMALL_SITE,
    "assessments/questions/tk-a.md": BANK,
    "manuals/tc-a.md": "---\n标题: 图册\n标准: std-q-qej-bz201.3-2026\n---\n\n"
    "/// 步骤 | 取杯\n    限值: 七至八分满\n\n手指不触及杯口。\n///\n",
    "terms/term-a.md": "---\n标题: 续水\n定义: 向茶杯内补充热水的活动\n来源: 甲\n---\n\n说明。\n",
}


def entries_of(identifier: str) -> dict[str, str]:
    edition = edition_of(FILES)
    pages = documents(edition.site, Addresses(True))
    page = next(page for page in pages if identifier in page.url)
    found: dict[str, str] = {}
    for entry in page.entries:
        found[entry.anchor] = found.get(entry.anchor, "") + f"{entry.heading}\n{entry.body}"
    return found


def test_clauses_steps_and_questions_are_entries() -> None:
    assert any(anchor.startswith("5") for anchor in entries_of("std-q-qej-bz201.3-2026"))
    assert entries_of("tc-a")["step-1"] == "第 1 步 取杯\n七至八分满\n手指不触及杯口。"
    assert entries_of("tk-a")["q1"] == "\n茶水。"
    assert "向茶杯内补充热水" in "".join(entries_of("term-a").values())


def test_no_entry_tells_the_key_of_a_question() -> None:
    text = "".join(entries_of("tk-a").values())
    for secret in ("秘钥甲", "秘钥乙", "秘钥丙"):
        assert secret not in text


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**粗**、*斜*和`码`", "粗、斜和码"),
        ("见[[甲>tc-a]]和[乙](b.md)", "见甲和乙"),
        ("![图的说明](a.png)后面", "图的说明后面"),
        ("![type:video](a.mp4)后面", "后面"),
        ("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", "甲 \n 乙 \n\n\n\n 丙 \n 丁"),
        ("- [x] 选项<br>下", "选项下"),
        ("续水{要求}", "续水"),
        (r"1\. 不是列表", "1. 不是列表"),
        ("<!-- 秘密 -->正文", "正文"),
    ],
)
def test_markdown_reads_as_plain_text(markdown: str, plain: str) -> None:
    assert Words(edition_of(SMALL_SITE).site).of(markdown) == plain


def test_a_kind_registers_its_own_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_MAKERS, "term", _MAKERS["term"])

    @register("term")
    def _cues(record: Record, words: Words) -> Iterator[Entry]:
        yield Entry("t=35", "00:35 取杯", words.of("手指不**触及**杯口。"))

    edition = edition_of(FILES)
    index = searcher(*documents(edition.site, Addresses(True)))
    hit = index.search("手指不触及")[0]
    assert "terms/" in index.urls[hit.page]


def test_table_of_readings_says_what_pypinyin_says() -> None:
    assert TARGET.read_text("utf-8") == table(), "run tools/make_readings.py"


def test_only_new_phrases_are_asked_of_pypinyin(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    ask = reading.read_apart
    monkeypatch.setattr(
        reading, "read_apart", lambda runs: (asked.append(list(runs)), ask(runs))[1]
    )
    memory = Memory()
    first = reading.readings(["会计人员", "桌面"], memory)
    assert any(line.startswith("kuai:") and "会" in line for line in first.splitlines())
    memory.end_run()
    assert reading.readings(["会计人员", "长城参观"], memory) == reading.readings(
        ["会计人员", "长城参观"], Memory()
    )
    memory.end_run()
    assert reading.readings(["会计人员", "长城参观"], memory)
    assert asked == [["会计人员"], ["长城参观"], ["会计人员", "长城参观"]]
