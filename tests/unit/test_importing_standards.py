"""A Word file in the template of GB/T 1.1, or typed by hand, becomes a standard that passes."""

from __future__ import annotations

import datetime

import pytest

from qinejia.importing.drafting import Imported, import_word
from qinejia.importing.known import Known
from qinejia.model.records import Record
from tests.support import SMALL_SITE, check_tree, errors, record_of, render_tree
from tests.word import Word, field_of, gb_cover, gb_word, list_of, paragraph, png, run

KNOWN = Known(
    standards={
        "Q/QEJ BZ201.3-2026": "std-q-qej-bz201.3-2026",
        "Q/QEJ BZ201.3": "std-q-qej-bz201.3-2026",
    },
    terms={"备茶区": "term-beichaqu"},
    organisations=frozenset(("会议服务中心",)),
    today=datetime.date(2026, 7, 1),
    imported_on=datetime.date(2026, 7, 1),
)
BREAK = "<w:r><w:br/></w:r>"


def taken(word: Word, name: str = "规程") -> Imported:
    return import_word(word.build(), "standard", KNOWN, name)


def body(word: Word) -> str:
    return taken(word).markdown.split("---\n", 2)[2]


def test_status_is_that_of_the_day_which_the_record_carries() -> None:
    """A site whose newest page is older than the standard is as old as that page, until now."""
    known = Known(today=datetime.date(2026, 1, 1), imported_on=datetime.date(2026, 7, 1))
    made = import_word(gb_cover(gb_word()).build(), "standard", known, "规程")
    assert "状态: 现行\n" in made.markdown and "更新: 2026-07-01\n" in made.markdown


def record(made: Imported) -> Record:
    return record_of(f"standards/{made.identifier}.md", made.markdown)


def numbers(made: Imported) -> list[tuple[str, str]]:
    return [(clause.number, clause.title) for clause in record(made).clauses]


def front(word: Word) -> Word:
    """Cover and chapters before the core."""
    gb_cover(word)
    word.p("范围", style="章标题").p("本文件规定了会议室开窗通风的要求。", style="段")
    word.p("规范性引用文件", style="章标题").p("本文件没有规范性引用文件。", style="段")
    word.p("术语和定义", style="章标题").p("本文件没有需要界定的术语和定义。", style="段")
    return word


def typed_front(word: Word) -> Word:
    word.p("前　　言", bold=True, centred=True).p("本文件按照规则起草。")
    for number, title in ((1, "范围"), (2, "规范性引用文件"), (3, "术语和定义")):
        word.p(f"{number}　{title}", bold=True).p("正文。")
    return word


def complete() -> Word:
    word = front(gb_word())
    word.p("要求", style="章标题").p("人员", style="一级条标题")
    word.p("应经过培训。", style="二级无").p("应符合下列要求：", style="二级无")
    word.p("着装整洁；", style="字母编号列项（一级）").p(
        "不佩戴饰物：", style="字母编号列项（一级）"
    )
    word.p("戒指；", style="数字编号列项（二级）").p("手链。", style="数字编号列项（二级）")
    word.p("时间", style="一级条标题").p("间隔应符合表1，记录应符合附录A。", style="段")
    word.p("通风的间隔", style="正文表标题").table(["季节", "间隔"], ["夏", "30 min"])
    word.p(BREAK, run("（规范性）"), BREAK, run("通风记录表"), style="附录标识")
    word.p("填写", style="附录章标题").p("应逐行填写。", style="段")
    word.p("保存", style="附录章标题").p("应保存一年。", style="段")
    return word


def test_template_passes_the_check_without_an_error() -> None:
    made = taken(complete())
    files = {**SMALL_SITE, f"standards/{made.identifier}.md": made.markdown}
    assert errors(check_tree(files)) == []


def test_automatic_numbers_become_clauses() -> None:
    assert numbers(taken(complete())) == [
        ("", "前言"),
        ("1", "范围"),
        ("2", "规范性引用文件"),
        ("3", "术语和定义"),
        ("4", "要求"),
        ("4.1", "人员"),
        ("4.1.1", ""),
        ("4.1.2", ""),
        ("4.2", "时间"),
        ("A", "通风记录表"),
        ("A.1", "填写"),
        ("A.2", "保存"),
    ]


def test_lists_keep_their_letters_and_levels() -> None:
    text = body(complete())
    assert "a) 着装整洁；\n\nb) 不佩戴饰物：\n\n1) 戒指；\n\n2) 手链。" in text
    assert "4.1.2-b-1" in record(taken(complete())).anchors


def test_cover_fills_the_header() -> None:
    made = taken(complete())
    assert made.identifier == "std-q-qej-bz299-2026"
    head = made.markdown.split("---\n")[1]
    assert head == (
        "标题: 会议室开窗通风规程\n编号: Q/QEJ BZ299—2026\n状态: 现行\n发布日期: 2026-05-01\n"
        "实施日期: 2026-06-01\n全文: 自有\n"
        "英文名称: Code of practice for airing of meeting rooms\n"
        'ICS: "03.080.01"\nCCS: A 20\n更新: 2026-07-01\n公开属性: 内网\n'
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2026-07-02实施", "即将实施"),
        ("2026年7月1日 实施", "现行"),
        ("（征求意见稿）", "征求意见"),
        ("XXXX-XX-XX实施", "征求意见"),
    ],
)
def test_status_follows_from_the_cover(text: str, status: str) -> None:
    word = gb_word().p("Q/QEJ BZ299-2026").p("开窗规程", style="封面标准名称").p(text)
    word.p("范围", style="章标题").p("正文。")
    assert f"状态: {status}\n" in taken(word).markdown


def test_offices_go_into_the_header_only_when_they_are_registered() -> None:
    word = gb_word().p("Q/QEJ BZ299-2026").p("开窗规程", style="封面标准名称")
    word.p("前言", style="前言、引言标题").p("本文件由会议服务中心提出。").p("本文件由某某处归口。")
    word.p("范围", style="章标题").p("正文。")
    made = taken(word)
    assert "提出: 会议服务中心\n" in made.markdown
    assert "归口:" not in made.markdown
    assert any("“归口”的单位不在单位表" in str(notice) for notice in made.notices.found)


def test_words_of_the_cover_that_nobody_understands_are_told() -> None:
    word = gb_word().p("内部使用，请勿外传。").p("Q/QEJ BZ299-2026").p("规程", style="封面标准名称")
    word.p("范围", style="章标题").p("正文。")
    assert "内部使用，请勿外传。" in str(taken(word).notices.found)


def test_foreign_standard_is_not_published_in_full() -> None:
    word = gb_word().p("GB/T 41568-2022").p("机关事务管理　术语", style="封面标准名称")
    word.p("范围", style="章标题").p("正文。")
    made = taken(word)
    assert "全文: 无" in made.markdown
    assert any("外来标准" in str(notice) for notice in made.notices.found)


def test_number_is_found_in_the_running_head() -> None:
    word = gb_word().p("规程", style="封面标准名称").p("范围", style="章标题").p("正文。")
    name = word.relate("header", "header1.xml")
    head = paragraph("Q/QEJ BZ299—2026").encode()
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    word.parts["word/header1.xml"] = b"<w:hdr " + space + b">" + head + b"</w:hdr>"
    assert name and taken(word).identifier == "std-q-qej-bz299-2026"


def test_file_without_number_says_that_it_is_not_verified() -> None:
    word = gb_word().p("开窗规程", style="封面标准名称").p("范围", style="章标题").p("正文。")
    made = taken(word)
    assert made.identifier == "std-kai-chuang-gui-cheng"
    assert "已核实: 否" in made.markdown


# --- typed numbers ------------------------------------------------------------------------------


def test_typed_numbers_in_bold_paragraphs_become_clauses() -> None:
    word = typed_front(Word()).p("4 服务要求", bold=True).p("4.1 人员", bold=True)
    word.p("4.1.1 上岗前应洗手。").p("4.1.2着装应整洁。").p("4.2 环境", bold=True).p("应通风。")
    assert numbers(taken(word))[4:] == [
        ("4", "服务要求"), ("4.1", "人员"), ("4.1.1", ""), ("4.1.2", ""), ("4.2", "环境"),
    ]  # fmt: skip


def test_full_width_numbers_become_half_width() -> None:
    word = typed_front(Word()).p("４　要求", bold=True).p("４．１　间隔应为３０ min。")
    assert "\n4.1 间隔应为30 min。" in body(word)


def test_value_at_the_start_of_a_paragraph_is_no_clause() -> None:
    word = typed_front(Word()).p("4 要求", bold=True).p("4.1 应通风。").p("4.5 m以上的应另行规定。")
    made = taken(word)
    assert [number for number, _ in numbers(made)][-2:] == ["4", "4.1"]
    assert "4.5 m以上的应另行规定。" in render_of(made)


def test_sentence_that_begins_with_an_annex_is_no_annex() -> None:
    word = typed_front(Word()).p("4 要求", bold=True).p("附录A给出了记录表。")
    assert [number for number, _ in numbers(taken(word))][-1] == "4"


@pytest.mark.parametrize("sign", [".", "、", "．", ". "])
def test_chapters_numbered_with_a_point_are_chapters(sign: str) -> None:
    word = Word().p("前言", bold=True)
    for number, title in enumerate(("范围", "规范性引用文件", "术语和定义", "人员"), 1):
        word.p(f"{number}{sign}{title}", bold=True).p("正文。")
    word.p(f"1{sign}甲项。").p(f"2{sign}乙项。")
    made = taken(word)
    assert [number for number, _ in numbers(made)] == ["", "1", "2", "3", "4"]
    assert "甲项。" in render_of(made)


def test_annex_on_three_centred_lines_is_one_head() -> None:
    word = typed_front(Word()).p("4 要求", bold=True).p("应记录，见附录A。")
    word.p("附　录　A", centred=True).p("（规范性附录）", centred=True).p("记录表", centred=True)
    word.p("A.1　填写", bold=True).p("应填写。").p("A.2　保存", bold=True).p("应保存。")
    assert "## 附录 A（规范性） 记录表\n\n### A.1 填写\n" in body(word)


def test_terms_with_number_name_and_english_on_their_own_lines_are_joined() -> None:
    word = Word().p("前言", bold=True).p("1 范围", bold=True).p("正文。")
    word.p("2 规范性引用文件", bold=True).p("无。").p("3 术语和定义", bold=True)
    word.p("3.1").p("开窗通风", bold=True).p("airing").p("打开外窗使空气交换的活动。")
    word.p("3.2").p("换气　air change", bold=True).p("空气的更替。")
    text = body(word)
    assert "### 3.1 开窗通风 airing\n\n打开外窗使空气交换的活动。" in text
    assert "### 3.2 换气　air change\n" in text


def test_typed_contents_are_left_out_and_told() -> None:
    word = Word().p("目　　次", bold=True, centred=True)
    tab = "<w:r><w:tab/></w:r>"
    word.p("前言", tab, run("II")).p("1　范围", tab, run("1")).p("2　要求………………………3")
    word.p("前　　言", bold=True).p("正文。").p("1 范围", bold=True).p("正文。").p(
        "2 要求", bold=True
    )
    made = taken(word)
    assert [title for _, title in numbers(made)] == ["前言", "范围", "要求"]
    assert any("目录" in notice.what for notice in made.notices.found)


def test_contents_field_is_left_out_even_when_it_never_ends() -> None:
    code = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    )
    word = gb_word().p(code, '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("范围\t1"))
    word.p("要求\t2").p("范围", style="章标题").p("正文在这里。", style="段")
    text = body(word)
    assert "正文在这里。" in text and "要求" not in text


def test_title_repeated_before_the_first_chapter_is_left_out() -> None:
    word = gb_cover(gb_word()).p("会议室开窗通风规程", centred=True).p("范围", style="章标题")
    assert body(word).count("会议室开窗通风规程") == 0


def test_heading_without_number_does_not_cut_a_chapter() -> None:
    word = front(gb_word()).p("要求", style="章标题").p("甲", style="一级条标题")
    word.p("说明", about='<w:outlineLvl w:val="3"/>').p("应做。").p("乙", style="一级条标题")
    made = taken(word)
    assert [number for number, _ in numbers(made)][-3:] == ["4", "4.1", "4.2"]
    assert "\n**说明**\n" in made.markdown


def test_lists_that_begin_anew_count_from_a() -> None:
    again = (
        '<w:num w:numId="31"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    word = front(gb_word())
    word.numbering += again
    word.p("要求", style="章标题").p("应：", style="一级无").p("甲；", num=(3, 0)).p(
        "乙。", num=(3, 0)
    )
    word.p("还应：", style="一级无").p("丙；", num=(31, 0)).p("丁。", num=(31, 0))
    assert "a) 丙；\n\nb) 丁。" in body(word)


# --- captions, notes, formulas, figures, footnotes ----------------------------------------------


def test_captions_are_bound_to_their_tables_and_figures() -> None:
    word = front(gb_word()).p("要求", style="章标题").p("见表1和图1。", style="段")
    word.p("间隔", style="正文表标题").table(["季节", "间隔"], ["夏", "30"])
    word.p(word.picture(png())).p("窗", style="正文图标题")
    text = body(word)
    assert "表1　间隔\n\n| 季节 | 间隔 |\n|---|---|\n| 夏 | 30 |" in text
    assert "![图1 窗](std-q-qej-bz299-2026/tu-" in text and ")\n\n图1　窗" in text
    assert {"tab-1", "fig-1"} <= set(record(taken(word)).anchors)


def test_word_captions_with_fields_are_captions() -> None:
    word = typed_front(Word()).p("4 要求", bold=True).p("见表1。")
    word.p("表 ", field_of("SEQ 表 \\* ARABIC", "1"), run(" 间隔"), style="Caption")
    word.table(["甲", "乙"], ["1", "2"])
    assert "\n表1　间隔\n\n| 甲 | 乙 |" in body(word)


def test_sentence_about_a_table_is_no_caption() -> None:
    word = typed_front(Word()).p("4 要求", bold=True).p("表1给出了间隔。").p("表1 给出了间隔。")
    assert "表1给出了间隔。\n\n表1 给出了间隔。" in body(word)


def test_notes_and_examples_are_recognised() -> None:
    word = front(gb_word()).p("要求", style="章标题").p("应通风。", style="段")
    word.p("冬季除外。", style="注：").p("注 1：甲。").p("注２：乙。").p("示例：").p("丙。").p(
        "示例1:丁。"
    )
    assert "注：冬季除外。\n\n注1：甲。\n\n注2：乙。\n\n示例：\n\n丙。\n\n示例1：丁。" in body(word)


def test_formula_becomes_a_line_with_its_number() -> None:
    fraction = (
        "<m:oMath><m:r><m:t>h=</m:t></m:r><m:f><m:num><m:r><m:t>L</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>200</m:t></m:r></m:den></m:f></m:oMath>"
    )
    word = front(gb_word()).p("要求", style="章标题").p("应按公式（1）计算：", style="段")
    word.p(fraction, "<w:r><w:tab/></w:r>", run("（1）")).p("式中：h为高度。")
    made = taken(word)
    assert "\nh=L ÷ 200 ……（1）\n" in made.markdown
    assert "eq-1" in record(made).anchors
    assert any("公式" in notice.what for notice in made.notices.found)


def test_footnotes_follow_their_block_and_are_rendered() -> None:
    word = front(gb_word()).p("要求", style="章标题")
    word.p("应通风。", word.footnote("脚注甲。"), style="段").p(
        "应记录。", word.footnote("脚注乙。")
    )
    made = taken(word)
    assert "应通风。[^1]\n\n[^1]: 脚注甲。\n\n应记录。[^2]\n\n[^2]: 脚注乙。" in made.markdown
    assert "脚注甲。" in render_of(made)


def test_superscripts_become_letters_of_their_own() -> None:
    up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    word = front(gb_word()).p("要求", style="章标题")
    word.p("面积5 m", run("2", up), run("，CO"), run("2", down), run("，V"), run("max", down))
    assert "面积5 m²，CO₂，V<sub>max</sub>" in body(word)


def render_of(made: Imported) -> str:
    files = {**SMALL_SITE, f"standards/{made.identifier}.md": made.markdown}
    return render_tree(files)[made.identifier]


# --- tables -------------------------------------------------------------------------------------


def test_merged_cells_become_an_html_table_that_is_rendered() -> None:
    word = front(gb_word()).p("要求", style="章标题")
    word.table(
        [("部位", 1, "restart"), ("频次", 2, "")],
        [("", 1, "continue"), "夏", "冬"],
        ["门", "4", "2"],
    )
    made = taken(word)
    assert '<tr><th rowspan="2">部位</th><th colspan="2">频次</th></tr>' in made.markdown
    assert "<tr><th>夏</th><th>冬</th></tr>\n</thead>\n<tbody>\n<tr><td>门</td>" in made.markdown
    page = render_of(made)
    assert '<div class="qj-scroll" tabindex="0"><table class="qj-plain">' in page
    assert '<th rowspan="2">部位</th>' in page
    assert not made.notices.of("没有转过来")


def test_cells_keep_lines_bars_and_references_apart() -> None:
    cell = paragraph("甲|乙") + paragraph("丙", BREAK, run("丁"))
    word = front(gb_word()).p("要求", style="章标题").table(["项目", "内容"], ["戊", cell])
    made = taken(word)
    assert "| 戊 | 甲\\|乙<br>丙<br>丁 |" in made.markdown
    assert "<td>甲|乙<br>丙<br>丁</td>" in render_of(made)


def test_list_in_a_cell_keeps_its_numbers() -> None:
    cell = paragraph("甲；", num=(3, 0)) + paragraph("乙。", num=(3, 0))
    word = front(gb_word()).p("要求", style="章标题").table(["项目", "内容"], ["戊", cell])
    assert "| 戊 | a) 甲；<br>b) 乙。 |" in body(word)


def test_table_in_a_table_stays_inside() -> None:
    inner = "<w:tbl><w:tr><w:tc>" + paragraph("里") + "</w:tc></w:tr></w:tbl>" + paragraph("")
    word = front(gb_word()).p("要求", style="章标题").table(["外", "乙"], [inner, "丙"])
    made = taken(word)
    assert "<td><table><tr><td>里</td></tr></table></td>" in made.markdown.replace(
        "<tbody>", ""
    ).replace("</tbody>", "")
    assert made.found.source.tables == made.found.result.tables == 2


def test_frame_around_a_text_is_opened() -> None:
    inside = "".join(paragraph(f"第{number}段。") for number in range(8))
    word = front(gb_word()).p("要求", style="章标题").table([inside])
    assert "第0段。\n\n第1段。" in body(word)


def test_footnote_in_an_html_table_is_kept() -> None:
    word = front(gb_word()).p("要求", style="章标题")
    cell = paragraph("频次", word.footnote("示例值。"))
    word.table([(cell, 2, "")], ["甲", "乙"])
    text = body(word)
    assert "频次<sup>&#91;1]</sup>" in text or "频次<sup>[1]</sup>" in text
    assert "脚注1：示例值。" in text


# --- references ---------------------------------------------------------------------------------


def test_registered_numbers_become_references_in_the_text_only() -> None:
    word = (
        front(gb_word())
        .p("要求", style="章标题")
        .p("按Q/QEJ BZ201.3-2026的要求", style="一级条标题")
    )
    word.p("应符合Q/QEJ BZ201.3-2026、Q/QEJ BZ999-2026的规定。", style="段")
    text = body(word)
    assert "### 4.1 按Q/QEJ BZ201.3—2026的要求" in text
    assert "应符合[[Q/QEJ BZ201.3—2026>std-q-qej-bz201.3-2026]]、Q/QEJ BZ999—2026的规定。" in text


def test_own_number_is_no_reference() -> None:
    word = (
        front(gb_word()).p("要求", style="章标题").p("Q/QEJ BZ299-2026的使用者应记录。", style="段")
    )
    assert "\nQ/QEJ BZ299—2026的使用者应记录。" in body(word)


def test_term_is_referred_to_once_and_only_as_a_whole() -> None:
    word = front(gb_word()).p("要求", style="章标题")
    word.p("备茶区域应通风。").p("备茶区域内的备茶区应通风，备茶区应上锁。")
    assert "\n备茶区域内的[[备茶区>term-beichaqu]]应通风，备茶区应上锁。" in body(word)


def test_definitions_are_left_as_they_are() -> None:
    word = gb_word().p("规程", style="封面标准名称").p("术语和定义", style="章标题")
    word.p("备茶间", style="一级条标题").p("备茶区的房间。").p("要求", style="章标题").p(
        "备茶区应通风。"
    )
    text = body(word)
    assert "\n备茶区的房间。" in text and "[[备茶区>term-beichaqu]]应通风。" in text


def test_list_of_other_formats_stays_as_it_was_printed() -> None:
    word = front(gb_word())
    word.numbering += list_of(50, ("decimalEnclosedCircle", "%1")) + list_of(51, ("decimal", "%1."))
    word.p("要求", style="章标题").p("甲。", num=(50, 0)).p("乙。", num=(51, 0)).p(
        "丙。", num=(51, 0)
    )
    made = taken(word)
    assert "① 甲。\n\n1\\. 乙。\n\n2\\. 丙。" in made.markdown
    assert "<p>1. 乙。</p>" in render_of(made)
