"""Questions to other programs and back: nothing is lost of what a format can hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinejia.exchange.draft import Draft, DraftChoice, ExchangeError, Report, draft_of, to_markdown
from qinejia.exchange.gift import read_gift, write_gift
from qinejia.exchange.qti import read_qti, write_qti
from qinejia.exchange.sheet import read_sheet, write_sheet
from qinejia.pipeline import check
from qinejia.settings import find_settings

ROOT = Path(__file__).resolve().parents[2]


def through_gift(drafts: list[Draft]) -> Report:
    return read_gift(write_gift(drafts)[0])


def through_sheet(drafts: list[Draft]) -> Report:
    return read_sheet(write_sheet(drafts)[0])


def through_qti(drafts: list[Draft]) -> Report:
    return read_qti(write_qti(drafts)[0])


WAYS: dict[str, tuple[Callable[[list[Draft]], Report], tuple[str, ...]]] = {
    "GIFT": (through_gift, ("单选", "多选", "判断", "填空", "配对")),
    "xlsx": (through_sheet, ("单选", "多选", "判断", "填空", "排序", "配对")),
    "QTI": (through_qti, ("单选", "多选", "判断", "填空", "排序", "配对")),
}
TEXT = st.text(
    st.sampled_from("茶水应斟至七八分满abc123=~{}#:%\\*[]<>&\"'“”，。→→→ -"),
    min_size=1,
    max_size=24,
).map(lambda text: f"甲{text.strip().replace('→', '').replace(' / ', '')}乙")


@st.composite
def drafts(draw: st.DrawFn, kinds: tuple[str, ...]) -> Draft:
    kind = draw(st.sampled_from(kinds))
    texts = draw(st.lists(TEXT, min_size=2, max_size=6, unique=True))
    feedback = [draw(st.one_of(st.just(""), TEXT)) for _ in texts]
    stem = draw(TEXT)
    if kind == "填空":
        texts, stem = texts[:1], stem + "____" + draw(TEXT)
        choices = [
            DraftChoice(text, True, said) for text, said in zip(texts, feedback, strict=False)
        ]
    elif kind == "配对":
        choices = [DraftChoice(text, True, "", f"右{text}") for text in texts]
    elif kind == "排序":
        choices = [DraftChoice(text, True, "") for text in texts]
    else:
        texts = texts[:2] if kind == "判断" else texts
        right = draw(st.integers(0, len(texts) - 1))
        more = draw(st.booleans()) and kind == "多选"
        choices = [
            DraftChoice(text, number == right or (more and number == 0), said)
            for number, (text, said) in enumerate(zip(texts, feedback, strict=False))
        ]
    return Draft(
        f"q{draw(st.integers(1, 99))}", kind, stem, tuple(choices), "std-gb-t-1.1-2020#5.3.2-c",
        draw(st.sampled_from([1, 2.5, 5])), draw(st.sampled_from("易中难")), draw(st.booleans()),
        draw(st.one_of(st.just(""), TEXT)),
    )  # fmt: skip


def is_long(way: str, draft: Draft) -> bool:
    return way == "GIFT" and draft.kind == "填空" and len(draft.choices) > 1


@pytest.mark.parametrize("way", WAYS)
def test_own_banks_come_back_as_they_were(way: str) -> None:
    options, _ = find_settings(ROOT / "mkdocs.yml")
    assert options is not None
    site = check(options).site
    move, kinds = WAYS[way]
    count = 0
    for record in site.of_kind("questions"):
        own = [draft_of(question) for question in record.questions]
        wanted = [draft for draft in own if draft.kind in kinds and not is_long(way, draft)]
        report = move(wanted)
        assert report.left == []
        assert report.drafts == wanted
        count += len(wanted)
    assert count > 35


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=150)
@given(data=st.data())
def test_any_question_survives(way: str, data: st.DataObject) -> None:
    move, kinds = WAYS[way]
    draft = data.draw(drafts(kinds))
    report = move([draft])
    assert report.left == []
    assert report.drafts == [draft]


def test_what_a_format_cannot_hold_is_reported() -> None:
    picture = Draft("q1", "找错", "哪里不对？", (DraftChoice("甲"), DraftChoice("乙", False)))
    order = Draft("q2", "排序", "排", (DraftChoice("甲"), DraftChoice("乙"), DraftChoice("丙")))
    assert write_gift([picture, order])[1].left == ["q1：GIFT 没有找错题", "q2：GIFT 没有排序题"]
    assert len(write_sheet([picture, order])[1].left) == 1
    assert len(write_qti([picture, order])[1].left) == 1


def test_foreign_gift_is_read() -> None:
    text = """
// a comment
$CATEGORY: tea

::T1:: Who's buried? {=Grant ~no one #wrong ~%50%Napoleon}

Grant was buried in a tomb in NY.{T}

Two plus {=two =2} equals four.

How much? {#80:2}

Match {=cup -> tea =pot -> water}

No braces at all
"""
    report = read_gift(text)
    assert [draft.kind for draft in report.drafts] == ["多选", "判断", "填空", "填空", "配对"]
    assert report.drafts[2].stem == "Two plus ____ equals four."
    assert report.drafts[3].choices[0].text == "80±2"
    assert report.left == ["第 7 段：没有用 { } 写答案"]


def test_a_sheet_of_an_office_is_read() -> None:
    book = openpyxl.Workbook()
    book.active.append(["题型", "题干", "选项A", "选项B", "选项C", "答案"])
    book.active.append(["单选题", "几分满？", "五", "七至八", "九", "B"])
    book.active.append(["判断题", "可以斟满。", None, None, None, "错"])
    book.active.append(["多选", "哪些对？", 1, 2.0, 3.5, "ac"])
    book.active.append(["简答", "为什么？", None, None, None, "略"])
    book.active.append(["单选", "没有答案", "甲", "乙", None, "Z"])
    out = io.BytesIO()
    book.save(out)
    report = read_sheet(out.getvalue())
    assert [(d.kind, [c.text for c in d.choices if c.correct]) for d in report.drafts] == [
        ("单选", ["七至八"]), ("判断", ["错"]), ("多选", ["1", "3.5"]),
    ]  # fmt: skip
    assert report.left == ["第 5 行：没有“简答”这种题型", "第 6 行：看不懂答案“Z”"]


def test_a_sheet_holds_no_formula() -> None:
    draft = Draft("q1", "单选", "=HYPERLINK(1)", (DraftChoice("=1+1"), DraftChoice("乙", False)))
    book = openpyxl.load_workbook(io.BytesIO(write_sheet([draft])[0]))
    assert [cell.data_type for cell in book.active[2] if cell.value == "=1+1"] == ["s"]


def packed(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 100, packed("a.txt", b"x")])
def test_what_is_no_package_is_refused(content: bytes) -> None:
    for read in (read_qti, read_sheet):
        with pytest.raises(ExchangeError):
            read(content)


def test_entities_and_bombs_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><assessmentItem>&a;</assessmentItem>'
    assert "DOCTYPE" in read_qti(packed("a.xml", bomb)).left[0]
    with pytest.raises(ExchangeError, match="太大"):
        read_qti(packed("a.xml", b" " * 60_000_000))
    with pytest.raises(ExchangeError, match="太大"):
        read_sheet(packed("xl/workbook.xml", b" " * 60_000_000))


@given(drafts(("单选", "多选", "判断", "填空", "排序", "配对")))
def test_a_strangers_text_stays_inside_its_block(draft: Draft) -> None:
    hostile = Draft(
        draft.name, draft.kind, f"{draft.stem}\n///\n/// 步骤 | x\n```\n# 标题",
        draft.choices, draft.clause, analysis="///\n~~~",
    )  # fmt: skip
    lines = to_markdown(hostile).rstrip("\n").split("\n")
    fences = [n for n, line in enumerate(lines) if line.lstrip().startswith(("///", "```", "~~~"))]
    assert fences == [0, len(lines) - 1]
