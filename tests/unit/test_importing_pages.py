"""Handouts and picture books: the headings of office texts, lists, steps with their pictures."""

from __future__ import annotations

import pytest

from qinejia.importing.drafting import Imported, import_word
from qinejia.importing.known import Known
from tests.support import SMALL_SITE, check_tree, errors, record_of
from tests.word import Word, list_of, paragraph, png, run

HEI, KAI = '<w:rFonts w:eastAsia="黑体"/>', '<w:rFonts w:eastAsia="楷体"/>'
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/></w:style>'
    for n in (1, 2, 3)
)
KNOWN = Known(layers=("决策层", "执行层"), stages=("理论研究", "岗位技能"))


def course(word: Word) -> Imported:
    return import_word(word.build(), "course", KNOWN, "讲义")


def body(word: Word) -> str:
    return course(word).markdown.split("---\n", 2)[2].strip()


def test_course_passes_the_check() -> None:
    word = (
        Word().p("会议茶水服务", centred=True, bold=True).p("一、总体要求", bold=True).p("正文。")
    )
    made = course(word)
    assert made.identifier == "kc-hui-yi-cha-shui-fu-wu"
    files = {**SMALL_SITE, f"courses/{made.identifier}.md": made.markdown}
    assert errors(check_tree(files)) == []
    assert "标题: 会议茶水服务\n课件形式: 讲座式\n层级: 执行层\n阶段: 岗位技能\n" in made.markdown


def test_headings_of_office_texts_become_three_levels() -> None:
    word = Word().p("讲义", centred=True).p(run("一、总体要求", HEI)).p(run("（一）指导思想", KAI))
    word.p("1. 目标", bold=True).p("正文。").p(run("（二）原则", KAI)).p("（三）各单位要抓好落实。")
    word.p("二、步骤").p("正文。")
    assert [line for line in body(word).split("\n") if line] == [
        "## 一、总体要求", "### （一）指导思想", "#### 1. 目标", "正文。", "### （二）原则",
        "（三）各单位要抓好落实。", "## 二、步骤", "正文。",
    ]  # fmt: skip


def test_word_headings_with_automatic_numbers_keep_them() -> None:
    word = Word(STYLES, list_of(1, ("chineseCountingThousand", "第%1章"), ("decimal", "%2.")))
    word.p("讲义", centred=True).p("总则", style="1", num=(1, 0)).p("目的", style="2", num=(1, 1))
    word.p("正文。").p("附则", style="1", num=(1, 0))
    assert body(word) == "## 第一章 总则\n\n### 1. 目的\n\n正文。\n\n## 第二章 附则"


def test_levels_begin_at_the_second_whatever_the_file_used() -> None:
    assert (
        body(Word(STYLES).p("前言部分。").p("甲", style="3").p("乙。"))
        == "前言部分。\n\n## 甲\n\n乙。"
    )


def test_first_heading_that_stands_alone_is_the_title() -> None:
    made = course(Word(STYLES).p("茶水服务", style="1").p("甲", style="2").p("乙。"))
    assert "标题: 茶水服务\n" in made.markdown and "## 甲" in made.markdown


def test_lists_become_markdown_where_it_counts_the_same() -> None:
    word = Word(
        "", list_of(1, ("bullet", "\uf0b7"), ("decimal", "%2.")) + list_of(2, ("decimal", "%1."))
    )
    word.p("前文。").p("甲", num=(1, 0)).p("子一", num=(1, 1)).p("子二", num=(1, 1)).p(
        "乙", num=(1, 0)
    )
    word.p("中间。").p("丙", num=(2, 0)).p("丁", num=(2, 0)).p("插话。").p("戊", num=(2, 0))
    assert body(word) == (
        "前文。\n\n- 甲\n    1. 子一\n    2. 子二\n- 乙\n\n中间。\n\n"
        "1. 丙\n2. 丁\n\n插话。\n\n3\\. 戊"
    )


def test_typed_list_is_a_list_only_from_one_on() -> None:
    assert body(Word().p("前文。").p("1. 甲。").p("2．乙。")) == "前文。\n\n1. 甲。\n2. 乙。"
    assert body(Word().p("前文。").p("3. 甲。").p("4. 乙。")) == "前文。\n\n3\\. 甲。\n\n4\\. 乙。"


def test_letters_and_brackets_stay_as_typed() -> None:
    assert body(Word().p("前文。").p("a) 甲；").p("（1）乙。")) == "前文。\n\na) 甲；\n\n（1）乙。"


def test_contents_are_left_out_and_told() -> None:
    gallery = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
    contents = paragraph("目录") + paragraph("一、总则\t1")
    word = Word().p("讲义", centred=True)
    word.raw(f"<w:sdt>{gallery}</w:sdtPr><w:sdtContent>{contents}</w:sdtContent></w:sdt>")
    word.p("目　录").p("一、总则……1").p("一、总则", bold=True).p("正文。")
    made = course(word)
    assert made.markdown.endswith("---\n\n## 一、总则\n\n正文。\n")
    assert sum("目录" in str(notice) for notice in made.notices.found) == 2


def test_manual_lines_are_paragraphs() -> None:
    assert body(Word().p("甲", "<w:r><w:br/></w:r>", run("乙"))) == "甲\n\n乙"


def test_caption_below_a_picture_is_read_out() -> None:
    word = Word()
    word.p("前文。").p(word.picture(png())).p("图1 会议室", centred=True)
    assert "![图1 会议室](" in body(word)


# --- picture books --------------------------------------------------------------------------------


def manual(word: Word) -> Imported:
    return import_word(word.build(), "manual", KNOWN, "图册")


def book() -> Word:
    word = Word(STYLES).p("续水图册", style="1").p("先看杯，再伸手。").p("第一步：取杯", style="2")
    word.p("端杯离桌。").p("工具：保温壶、托盘").p("风险：烫伤。")
    word.p(word.picture(png(), description="手端着杯")).p("步骤2 续水", style="2").p("侧身倒水。")
    return word


def test_steps_have_options_text_and_picture() -> None:
    made = manual(book())
    assert made.identifier == "tc-xu-shui-tu-ce"
    (name,) = made.pictures
    assert made.markdown.split("---\n\n")[1] == (
        "先看杯，再伸手。\n\n/// 步骤 | 取杯\n    工具: [保温壶, 托盘]\n    风险: 烫伤\n"
        f"    图: tc-xu-shui-tu-ce/{name}\n    替代文字: 手端着杯\n\n端杯离桌。\n///\n\n"
        "/// 步骤 | 续水\n\n侧身倒水。\n///\n"
    )


def test_picture_book_passes_the_check() -> None:
    made = manual(book())
    files: dict[str, str | bytes] = {**SMALL_SITE, f"manuals/{made.identifier}.md": made.markdown}
    for name, data in made.pictures.items():
        files[f"manuals/{made.identifier}/{name}"] = data
    checked = check_tree(files)
    assert errors(checked) == []
    assert [step.title for step in checked.site.records[made.identifier].steps] == ["取杯", "续水"]


@pytest.mark.parametrize(
    "title", ["1. 取杯", "一、取杯", "（一）取杯", "第一步 取杯", "步骤一：取杯"]
)
def test_typed_steps_are_recognised(title: str) -> None:
    word = (
        Word()
        .p("图册", centred=True)
        .p(title, bold=True)
        .p("端杯。")
        .p(title.replace("取", "放"), bold=True)
    )
    made = manual(word)
    record = record_of(f"manuals/{made.identifier}.md", made.markdown)
    assert [step.title for step in record.steps] == ["取杯", "放杯"]


def test_headings_inside_a_step_stay_text() -> None:
    word = Word(STYLES).p("图册", centred=True).p("取杯", style="1").p("要领", style="2").p("稳。")
    assert "/// 步骤 | 取杯\n\n**要领**\n\n稳。\n///" in manual(word).markdown


def test_text_without_headings_says_what_to_do() -> None:
    made = manual(Word().p("只有一段话。"))
    assert any("没有找到步骤" in str(notice) for notice in made.notices.found)
    assert "只有一段话。" in made.markdown
