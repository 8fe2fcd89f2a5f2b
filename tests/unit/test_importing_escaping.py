"""Whatever was typed in Word is shown as typed, and is nothing but text."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinejia.importing.counting import words_key, words_of
from qinejia.importing.drafting import Imported, import_word
from qinejia.importing.known import Known
from qinejia.model.position import Position
from qinejia.source import read_yaml
from qinejia.source.yaml_writing import write_value
from tests.support import SMALL_SITE, check_tree, errors, render_tree
from tests.word import Word, gb_word

HARD = [
    "# 不是标题", "## 5 不是章", "> 不是引用", "- 不是列表", "+ 甲", "* 乙", "1. 丙", "1) 丁",
    "3) 戊", "/// 步骤 | 不是块", "/// 提示", "／／／ 提示", "```摆位图", "~~~", "!!! note",
    "??? 甲", "=== 乙", "---", "***", "===", "[[std-x#5]]", "[[", "甲]](乙)", "[甲](http://a.cn)",
    "![甲](乙.png)", "[甲]: 乙", "[^1]", "[^1]: 甲", "<script>alert(1)</script>", "<b>甲</b>",
    "a<b", "a < b", "&lt;甲&gt;", "&#123;", "甲{#x}", "甲 {要求}", "{: .x}", "*甲*", "**甲**",
    "_甲_", "__甲__", "____", "`甲`", "\\", "\\*", "甲|乙", "|甲|乙|", "|---|", ": 甲", "5.3 甲",
    "5.3.2 甲", "A.1 甲", "a) 甲", "甲  乙", "~甲~", "^甲^", "$甲$", "甲<!-- 乙 -->丙",
    "《甲》——乙", "1.5 m", "3*4*5", "http://a.cn/b_c_d", "注：甲", "表1 甲", "式中：",
    "![type:video](a.mp4)", '--8<-- "x"', "*[甲]: 乙", "第一章", "$(rm)", "甲#", "甲 ##",
]  # fmt: skip
TEXT = st.lists(
    st.sampled_from(
        [*"甲乙丙123aB .。，：:#*_`~[](){}<>&|!\\/-+=^$\"'；——…%①（）", "\u3000", "&amp;"]
    ),
    min_size=1,
    max_size=30,
).map("".join)


def shown(page: str) -> str:
    """The words of a rendered page."""
    return words_key(html.unescape(re.sub(r"<[^>]*>", "", page)))


def course(*paragraphs: str) -> Imported:
    word = Word().p("讲义的题目", centred=True, bold=True)
    for text in paragraphs:
        word.p(text if not text.startswith("<w:") else f" {text}")
    return import_word(word.build(), "course", Known(), "讲义")


def rendered(made: Imported) -> str:
    return render_tree({**SMALL_SITE, f"courses/{made.identifier}.md": made.markdown})[
        made.identifier
    ]


@pytest.mark.parametrize("text", HARD)
def test_hard_paragraph_is_shown_as_typed(text: str) -> None:
    made = course("前一段。", text, "后一段。")
    files = {**SMALL_SITE, f"courses/{made.identifier}.md": made.markdown}
    assert errors(check_tree(files)) == []
    page = rendered(made)
    assert shown(page) == words_key(f"前一段。{text}后一段。") or text in (
        "- 不是列表",
        "1. 丙",
        "+ 甲",
        "* 乙",
    )
    assert "<script" not in page and "<h1" not in page and "href" not in page


@pytest.mark.parametrize("text", HARD)
def test_hard_cell_is_shown_as_typed(text: str) -> None:
    word = Word().p("前一段。").table(["头", "二"], [f" {text}", "尾"])
    made = import_word(word.build(), "course", Known(), "讲义")
    assert shown(rendered(made)) == words_key(f"前一段。头二{text}尾")


@pytest.mark.parametrize("text", HARD)
def test_hard_cell_of_a_merged_table_is_shown_as_typed(text: str) -> None:
    word = Word().p("前一段。").table([("头", 2, "")], [f" {text}", "尾"])
    made = import_word(word.build(), "course", Known(), "讲义")
    assert shown(rendered(made)) == words_key(f"前一段。头{text}尾")


@given(st.lists(TEXT, min_size=1, max_size=3))
def test_any_paragraph_is_shown_as_typed(texts: list[str]) -> None:
    made = course("前一段。", *texts, "后一段。")
    page = rendered(made)
    body = re.sub(r"<ol>|<ul>", "", page)
    wanted = words_key("\n".join(["前一段。", *texts, "后一段。"]))
    if body == page and "<h" not in page:  # what became a list or a heading has its own tests
        assert shown(page) == wanted
    assert made.found.share == 1.0


@given(TEXT)
def test_words_are_found_again_in_the_markdown(text: str) -> None:
    made = course(text)
    assert words_key(text) in words_key(words_of(made.markdown)) or made.found.lost == 0


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=30))
def test_header_values_are_read_back_as_they_were(text: str) -> None:
    clean = " ".join(
        re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", " ", text).split()
    )
    tree = read_yaml(f"标题: {write_value(clean)}\n", Position("x.md", 1, 1))
    value = tree.value["标题"] if isinstance(tree.value, dict) else tree.value
    assert str(value if value is not None else "") == clean


def standard(*paragraphs: str) -> Imported:
    word = gb_word().p("Q/QEJ BZ299-2026").p("规程", style="封面标准名称")
    word.p("范围", style="章标题").p("前一段。")
    for text in paragraphs:
        word.p(f" {text}")
    return import_word(word.p("后一段。").build(), "standard", Known(), "规程")


@pytest.mark.parametrize("text", HARD)
def test_hard_paragraph_of_a_standard_is_shown_as_typed(text: str) -> None:
    made = standard(text)
    files = {**SMALL_SITE, f"standards/{made.identifier}.md": made.markdown}
    page = render_tree(files)[made.identifier]
    assert words_key(text) in shown(page)
    assert "<script" not in page and 'id="fig' not in page
    assert made.found.share == 1.0


@given(st.lists(TEXT, min_size=1, max_size=3))
def test_any_paragraph_of_a_standard_is_shown(texts: list[str]) -> None:
    made = standard(*texts)
    files = {**SMALL_SITE, f"standards/{made.identifier}.md": made.markdown}
    page = shown(render_tree(files)[made.identifier])
    assert made.found.share == 1.0
    for text in texts:
        if not re.match(r"\s*(?:附|[（(]|示|注|图|表|[a-z\d①·——])", text.strip(" 　")):
            assert words_key(text) in page
