"""What stands in a Word file is read, or named with the heading above it."""

from __future__ import annotations

import pytest

from qinejia.importing.document import read_document
from qinejia.importing.drafting import Imported, import_word
from qinejia.importing.faults import ImportFault
from qinejia.importing.known import Known
from qinejia.importing.notices import Notices
from qinejia.importing.numbering import Numbering, write_number
from qinejia.importing.package import open_package
from qinejia.importing.typed_numbers import read_typed
from qinejia.importing.xml import parse_xml
from tests.word import NAMESPACES, Word, field_of, list_of, paragraph, png, run

HEADING = '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/></w:style>'


def course(word: Word) -> Imported:
    return import_word(word.build(), "course", Known(), "讲义")


def body(word: Word) -> str:
    return course(word).markdown.split("---\n", 2)[2].strip()


def told(word: Word) -> list[str]:
    return [str(notice) for notice in course(word).notices.found]


def under_heading() -> Word:
    return Word(styles=HEADING).p("标题甲", style="h").p("前文。").p("标题乙", style="h")


# --- text ---------------------------------------------------------------------------------------


def test_runs_of_one_form_are_one_text() -> None:
    assert body(Word().p(run("应"), run("通"), run("风。", "<w:noProof/>"))) == "应通风。"


def test_bold_italic_and_struck_text_keep_their_form() -> None:
    word = Word().p("前", run("粗", "<w:b/>"), run("斜", "<w:i/>"), run("删", "<w:strike/>"))
    assert body(word) == "前**粗**<em>斜</em><del>删</del>"


def test_character_styles_are_inherited() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="a"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    assert body(Word(styles=styles).p("前", run("粗", '<w:rStyle w:val="b"/>'))) == "前**粗**"


def test_links_to_the_web_stay_and_dangerous_ones_do_not() -> None:
    word = Word()
    good, bad = (
        word.relate("hyperlink", "https://example.org/a", True),
        word.relate("hyperlink", "javascript:alert(1)", True),
    )
    word.p(
        f'<w:hyperlink r:id="{good}">{run("甲")}</w:hyperlink>',
        f'<w:hyperlink r:id="{bad}">{run("乙")}</w:hyperlink>',
    )
    assert body(word) == "[甲](https://example.org/a)乙"


def test_fields_show_their_result_and_not_their_command() -> None:
    word = Word().p(
        "见",
        field_of("REF _Ref1 \\h", "表1"),
        "。",
        field_of(' HYPERLINK "https://a.cn/" ', "链接"),
    )
    assert body(word) == "见表1。[链接](https://a.cn/)"


def test_fields_without_result_show_what_word_shows() -> None:
    box = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
    entries = '<w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/>'
    drop = f"<w:ffData><w:ddList>{entries}</w:ddList></w:ffData>"
    word = Word().p(field_of("FORMCHECKBOX", "", box), "合格", field_of("FORMDROPDOWN", "", drop))
    word.p("第", field_of(r"EQ \o\ac(○,3)"), "步").p(field_of("MACROBUTTON Nichts 点此输入"))
    assert body(word) == "☑合格乙\n\n第③步\n\n点此输入"


def test_content_controls_and_wrappers_are_read() -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>"
    word = Word().p(inner, f"<w:smartTag>{run('标记')}</w:smartTag>")
    word.raw(f"<w:sdt><w:sdtContent>{paragraph('整段')}</w:sdtContent></w:sdt>")
    assert body(word) == "控件标记\n\n整段"


def test_symbol_typefaces_become_characters() -> None:
    word = Word().p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "合格")
    word.p('<w:r><w:sym w:font="Unbekannt" w:char="F012"/></w:r>', "不明")
    assert body(word) == "☑合格\n\n〓不明"
    assert any("符号字体里的 1 个字符" in line for line in told(word))


def test_underlined_blanks_are_blanks_to_fill_in() -> None:
    word = Word().p("姓名", run("      ", '<w:u w:val="single"/>'), "。")
    assert body(word) == r"姓名\_\_\_\_。"


def test_ruby_goes_into_brackets() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('yǐn')}</w:rt><w:rubyBase>{run('饮')}</w:rubyBase></w:ruby></w:r>"
    )
    assert body(Word().p(ruby, "水")) == "饮（yǐn）水"


def test_strict_edition_of_the_format_is_read() -> None:
    data = Word().p("文字", bold=True).p("正文。")
    data.build()
    strict = data.parts["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    made = import_word(data.build({"word/document.xml": strict}), "course", Known(), "讲义")
    assert "**文字**\n\n正文。" in made.markdown


# --- what cannot be carried over is told with its heading -----------------------------------------


def test_comments_are_told_with_their_heading() -> None:
    word = under_heading()
    word.p("正文。", word.comment("这里要改。"))
    assert "批注（“标题乙”下）：这里要改。" in told(word)
    assert "某人" not in str(told(word))


def test_hidden_text_is_told() -> None:
    word = under_heading().p("正文。", run("秘密", "<w:vanish/>"))
    assert "隐藏文字（“标题乙”下）：秘密" in told(word)
    assert "秘密" not in body(word)


VML = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>"
    "</w:pict></w:r>"
)
DML = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic>"
    "<a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
    "<v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize("box", [VML, DML])
def test_text_boxes_follow_their_paragraph_once(box: str) -> None:
    word = under_heading().p("正文。", box.format(paragraph("框里的字。")))
    assert body(word).count("框里的字。") == 1
    assert "文本框：文字放在了这一段后面（“标题乙”下）：框里的字。" in told(word)


def test_drawn_shapes_are_told() -> None:
    inside = "<wp:docPr descr='流程图'/><wps:wsp/><wps:wsp/>"
    shapes = f"<w:r><w:drawing><wp:inline>{inside}</wp:inline></w:drawing></w:r>"
    assert "画出来的线条或形状（“标题乙”下）：流程图" in told(under_heading().p(shapes))


def test_word_art_becomes_text() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="艺术字"/></v:shape></w:pict></w:r>'
    assert body(Word().p(art)) == "艺术字"


def test_smart_art_keeps_its_words() -> None:
    word = under_heading()
    words = "<dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t>"
    word.parts["word/data.xml"] = (
        f"<dgm:dataModel {NAMESPACES}><dgm:ptLst><dgm:pt>{words.format('准备')}</dgm:pt>"
        f"<dgm:pt type='pres'>{words.format('重复')}</dgm:pt>"
        f"<dgm:pt>{words.format('实施')}</dgm:pt></dgm:ptLst></dgm:dataModel>"
    ).encode()
    where = word.relate("diagramData", "data.xml")
    word.p(f"<w:r><w:drawing><wp:inline><dgm:relIds r:dm='{where}'/></wp:inline></w:drawing></w:r>")
    assert body(word).endswith("准备\n\n实施")
    assert "SmartArt 图：只保留了文字，请重画（“标题乙”下）：准备、实施" in told(word)


def test_charts_become_tables_of_their_data() -> None:
    word = under_heading()
    points = "<c:pt><c:v>{}</c:v></c:pt>"
    word.parts["word/chart.xml"] = (
        f"<c:chartSpace {NAMESPACES}><c:chart><c:title><a:t>满意率</a:t></c:title><c:ser>"
        f"<c:tx><c:v>2026年</c:v></c:tx><c:cat>{points.format('一季度')}{points.format('二季度')}</c:cat>"
        f"<c:val>{points.format('95')}{points.format('97')}</c:val></c:ser></c:chart></c:chartSpace>"
    ).encode()
    where = word.relate("chart", "chart.xml")
    word.p(f"<w:r><w:drawing><wp:inline><c:chart r:id='{where}'/></wp:inline></w:drawing></w:r>")
    assert "满意率\n\n| | 2026年 |\n|---|---|\n| 一季度 | 95 |\n| 二季度 | 97 |" in body(word)
    assert "图表变成了数据表，图没有转过来（“标题乙”下）：满意率" in told(word)


def test_embedded_objects_and_old_formulas_are_told() -> None:
    word = under_heading()
    thing = '<w:r><w:object><v:shape/><o:OLEObject ProgID="{}"/></w:object></w:r>'
    word.p(thing.format("Excel.Sheet.12")).p(thing.format("Equation.DSMT4"))
    assert "嵌入的对象（Excel.Sheet.12）（“标题乙”下）" in told(word)
    assert "旧版公式（Equation.DSMT4）（“标题乙”下）" in told(word)


def test_whole_inserted_files_are_told() -> None:
    word = under_heading().raw('<w:altChunk r:id="x"/>')
    assert any("altChunk" in line and "标题乙" in line for line in told(word))


def test_macros_are_told_and_left() -> None:
    data = Word().p("正文。").build({"word/vbaProject.bin": b"x"})
    made = import_word(data, "course", Known(), "讲义")
    assert any("宏" in str(notice) for notice in made.notices.found)


def test_running_heads_are_told_but_page_numbers_are_not() -> None:
    word = Word().p("正文。")
    for name, text in (("header1", "内部讲义"), ("footer1", "第 1 页")):
        word.relate(name[:-1], f"{name}.xml")
        word.parts[f"word/{name}.xml"] = f"<w:hdr {NAMESPACES}>{paragraph(text)}</w:hdr>".encode()
    lines = told(word)
    assert "页眉：内部讲义" in lines and not any("第 1 页" in line for line in lines)


def test_text_in_an_unknown_wrapper_is_not_lost() -> None:
    word = Word().raw(f'<w:p><x:neu xmlns:x="urn:x">{run("里面的字")}</x:neu></w:p>')
    assert body(word) == "里面的字"


def test_words_that_got_lost_are_named() -> None:
    """A wrapper that the reader skips: the count, which knows no reader, notices."""
    word = Word().p("正文。").raw('<x:neu xmlns:x="urn:x">' + paragraph("丢了的段落") + "</x:neu>")
    made = course(word)
    assert "丢了的段落" in made.markdown or made.found.source.characters > made.found.characters
    if "丢了的段落" not in made.markdown:
        assert any("字符" in str(notice) for notice in made.notices.found)


# --- tracked changes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "xml",
    [
        paragraph("旧", f'<w:ins w:id="1">{run("新")}</w:ins>'),
        paragraph("旧", '<w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>'),
        paragraph("整段", about='<w:rPr><w:ins w:id="1"/></w:rPr>'),
        f"<w:tbl><w:tr><w:trPr><w:ins/></w:trPr><w:tc>{paragraph('格')}</w:tc></w:tr></w:tbl>",
        paragraph("移", f'<w:moveTo w:id="1">{run("来")}</w:moveTo>'),
    ],
)
def test_unresolved_changes_stop_the_import(xml: str) -> None:
    word = under_heading().raw(xml)
    with pytest.raises(ImportFault, match=r"没有处理的修订.*标题乙.*接受或拒绝"):
        course(word)


def test_changes_in_a_footnote_stop_the_import() -> None:
    word = Word()
    word.p("正文", word.footnote("脚注"))
    word.notes[0] = (
        word.notes[0].replace("<w:r>", '<w:ins w:id="1"><w:r>').replace("</w:r>", "</w:r></w:ins>")
    )
    with pytest.raises(ImportFault, match="修订"):
        course(word)


def test_changes_of_the_look_are_told_only() -> None:
    word = Word().p(run("字", "<w:b/><w:rPrChange><w:rPr/></w:rPrChange>"))
    assert "格式修订 1 处，按改后的格式导入" in told(word)


# --- automatic numbers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (3, "decimal", "3"), (27, "lowerLetter", "aa"), (4, "upperRoman", "IV"),
        (10, "chineseCounting", "十"), (21, "chineseCountingThousand", "二十一"),
        (105, "japaneseCounting", "一百零五"), (12, "decimalEnclosedCircle", "⑫"),
        (2, "ideographTraditional", "乙"), (7, "decimalZero", "07"), (5, "none", ""),
        (-3, "upperRoman", "-3"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_word_does(number: int, form: str, printed: str) -> None:
    assert write_number(number, form) == printed


def numbering(xml: str) -> Numbering:
    return Numbering(parse_xml(f"<w:numbering {NAMESPACES}>{xml}</w:numbering>".encode(), "x"))


def test_deeper_levels_begin_anew_under_each_number() -> None:
    counter = numbering(list_of(1, ("decimal", "%1"), ("decimal", "%1.%2")))
    asked = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)]
    assert [counter.next(*one) for one in asked] == ["1", "1.1", "1.2", "2", "2.1"]


def test_level_below_a_number_that_never_came_starts_at_one() -> None:
    counter = numbering(list_of(1, ("decimal", "%1"), ("decimal", "%1.%2")))
    assert [counter.next("1", 1), counter.next("1", 1)] == ["1.1", "1.2"]


def test_lists_of_one_origin_count_on_and_overrides_begin_anew() -> None:
    more = '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    more += (
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    counter = numbering(list_of(1, ("lowerLetter", "%1)")) + more)
    asked = ["1", "1", "2", "3", "3"]
    assert [counter.next(name, 0) for name in asked] == ["a)", "b)", "c)", "a)", "b)"]


def test_list_that_starts_at_zero_goes_on_to_one() -> None:
    zero = list_of(1, ("decimal", "0.%1")).replace('w:start w:val="1"', 'w:start w:val="0"')
    counter = numbering(zero)
    assert [counter.next("1", 0) for _ in range(3)] == ["0.0", "0.1", "0.2"]


@pytest.mark.parametrize(
    ("text", "form", "number", "rest"),
    [
        ("5.3.2　续水", "clause", "5.3.2", "续水"), ("5.3.2续水", "clause", "5.3.2", "续水"),
        ("５．３　续水", "clause", "5.3", "续水"), ("1　范围", "chapter", "1", "范围"),
        ("1．打开", "dot", "1", "打开"), ("1、打开", "dot", "1", "打开"),
        ("a）着装", "letter", "a", "着装"), ("（1）着装", "paren", "1", "着装"),
        ("1）着装", "half", "1", "着装"), ("一、总则", "chinese", "一", "总则"),
        ("（十二）考核", "paren chinese", "十二", "考核"), ("第三章　附则", "part", "三", "附则"),
        ("——着装", "dash", "——", "着装"), ("①着装", "circle", "①", "着装"),
        ("附录A", "annex", "A", ""), ("附　录　B（规范性）", "annex", "B", "（规范性）"),
        ("A.1.2 填写", "annex clause", "A.1.2", "填写"),
    ],
)  # fmt: skip
def test_typed_numbers_are_recognised(text: str, form: str, number: str, rest: str) -> None:
    typed = read_typed(text)
    assert typed is not None
    assert (typed.form, typed.number) == (form, number)
    assert text[typed.length :].strip(" 　") == rest


@pytest.mark.parametrize("text", ["1.5 m", "2026年", "100人", "30 min", "5.3", "a组", "一般要求"])
def test_values_and_words_are_no_typed_numbers(text: str) -> None:
    typed = read_typed(text)
    assert typed is None or (typed.form, text) in (
        ("clause", "1.5 m"),
        ("clause", "5.3"),
        ("chapter", "30 min"),
    )


# --- the tree --------------------------------------------------------------------------------


def test_pictures_are_named_by_content_and_taken_once() -> None:
    word = Word()
    word.p(word.picture(png(3, 3), "a.png")).p(word.picture(png(3, 3), "b.png"))
    made = course(word)
    assert len(made.pictures) == 1 and made.markdown.count("](kc-jiang-yi/tu-") == 2


def test_description_that_is_a_path_is_not_published() -> None:
    word = Word()
    word.p(word.picture(png(), description=r"C:\Users\zhang\会议.jpg")).p(
        word.picture(png(4, 4), "b.png", "会议室的窗")
    )
    text = body(word)
    assert "Users" not in text and "![会议室的窗](" in text


def test_picture_that_no_page_can_show_is_told() -> None:
    word = under_heading()
    word.p(word.picture(b"\x01\x00\x00\x00" + b"\0" * 40, "a.emf"))
    assert any(
        line.startswith("EMF 图片：网页不能显示") and "标题乙" in line for line in told(word)
    )


def test_linked_picture_is_told() -> None:
    word = under_heading()
    where = word.relate("image", "file:///C:/bilder/a.png", True)
    word.p(f'<w:r><w:drawing><wp:inline><a:blip r:link="{where}"/></wp:inline></w:drawing></w:r>')
    assert any("图片不在文件里" in line and "a.png" in line for line in told(word))


def test_document_without_a_body_is_refused() -> None:
    data = Word().build({"word/document.xml": f"<w:document {NAMESPACES}/>".encode()})
    with pytest.raises(ImportFault, match="没有正文"):
        read_document(open_package(data), Notices())
