"""Files made by hand with what offices put into Word (手工文件), each with its known content.

The pieces say what must arrive; automatic numbers, fields and boxes are written as Word keeps them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bench.importing.truth import Grid, Piece
from tests.word import Word, field_of, gb_cover, gb_word, list_of, paragraph, png, run

Made = tuple[str, str, bytes, list[Piece]]
"""Name, kind, file, truth."""
BREAK = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"


def _text(text: str) -> Piece:
    return Piece("text", "", text)


def _clause(number: str, title: str = "") -> Piece:
    return Piece("clause", number, title, number.count(".") + 1, "", bool(title))


def _front(word: Word) -> list[Piece]:
    gb_cover(word)
    truth = [Piece("element", "", "前言", titled=True)]
    for number, title in (("1", "范围"), ("2", "规范性引用文件"), ("3", "术语和定义")):
        word.p(title, style="章标题").p(f"本章写{title}。", style="段")
        truth += [_clause(number, title), _text(f"本章写{title}。")]
    word.p("要求", style="章标题")
    return [*truth, _clause("4", "要求")]


def merged_tables() -> Made:
    """Heads of two rows, rows that belong together, a sum across, a box, a table in a table."""
    word = gb_word()
    truth = _front(word)
    word.p("部位和频次", style="正文表标题")
    word.table(
        [("部位", 1, "restart"), ("频次", 2, ""), ("备注", 1, "restart")],
        [("", 1, "continue"), "夏季", "冬季", ("", 1, "continue")],
        [("大厅", 1, "restart"), "4次", "2次", "早晚"],
        [("", 1, "continue"), "6次", "3次", "会期"],
        [("合计不少于10次（示例值）", 4, "")],
        heads=2,
    )
    grid: Grid = (
        (("部位", 1, 2), ("频次", 2, 1), ("备注", 1, 2)),
        (("夏季", 1, 1), ("冬季", 1, 1)),
        (("大厅", 1, 2), ("4次", 1, 1), ("2次", 1, 1), ("早晚", 1, 1)),
        (("6次", 1, 1), ("3次", 1, 1), ("会期", 1, 1)),
        (("合计不少于10次(示例值)", 4, 1),),
    )
    truth += [Piece("caption", "表1", "部位和频次"), Piece("table", grid=grid)]
    word.p("检查和记录", style="正文表标题")
    cell = (
        paragraph("看：", bold=True) + paragraph("门；", num=(3, 0)) + paragraph("窗。", num=(3, 0))
    )
    word.table(["项目", "做法"], ["检查", cell], ["记录", "填表|签字"])
    plain: Grid = (
        (("项目", 1, 1), ("做法", 1, 1)),
        (("检查", 1, 1), ("看:a)门;b)窗。", 1, 1)),
        (("记录", 1, 1), ("填表签字", 1, 1)),
    )
    truth += [Piece("caption", "表2", "检查和记录"), Piece("table", grid=plain)]
    return "合并单元格", "standard", word.build(), truth


def boxes_and_fields() -> Made:
    """Cover in content controls, contents as a field, cross-references, a text box, a footnote."""
    word = gb_word()
    for text, style in (
        ("Q/QEJ BZ299—2026", "封面标准号1"),
        ("会议室开窗通风规程", "封面标准名称"),
    ):
        inner = f"<w:sdt><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"
        word.p(inner, style=style)
    word.p(field_of(" FORMTEXT ", "2026-05-01"), run("发布"), style="发布日期")
    word.p(field_of(" FORMTEXT ", "2026-06-01"), run("实施"), style="实施日期")
    word.p("目　　次", centred=True)
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    begin += '<w:r><w:instrText> TOC \\o "1-3" \\h</w:instrText></w:r>'
    word.p(begin, '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("前言"), TAB, run("II"))
    word.p(run("1 范围"), TAB, field_of("PAGEREF _Toc1 \\h", "1"))
    word.p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    word.p("前　　言", style="前言、引言标题").p("本文件由起草组起草。", style="段")
    word.p("会议室开窗通风规程", centred=True)
    truth = [Piece("element", "", "前言", titled=True), _text("本文件由起草组起草。")]
    word.p("范围", style="章标题").p("本文件规定了要求，见", field_of("REF _Ref1 \\r", "3.1"), "。")
    truth += [_clause("1", "范围"), _text("本文件规定了要求，见3.1。")]
    word.p("规范性引用文件", style="章标题").p("无。").p("要求", style="章标题")
    truth += [_clause("2", "规范性引用文件"), _text("无。"), _clause("3", "要求")]
    said = f"<w:txbxContent>{paragraph('提示：先开背风面的窗。')}</w:txbxContent>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:wsp>"
        f"<wps:txbx>{said}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape><v:textbox>{said}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    word.p("开窗", style="一级条标题").p("应开窗。", box, word.footnote("示例值由本单位核定。"))
    word.p("关窗", style="一级条标题").p("离开前应关窗", BREAK, run("并锁好。"))
    truth += [
        _clause("3.1", "开窗"), _text("应开窗。"), _text("示例值由本单位核定。"),
        _text("提示：先开背风面的窗。"), _clause("3.2", "关窗"),
        _text("离开前应关窗"), _text("并锁好。"),
    ]  # fmt: skip
    return "控件、域、文本框、脚注", "standard", word.build(), truth


def formulas_and_figures() -> Made:
    """Formulas of every build, figures, notes, examples, sources, raised and lowered letters."""
    word = gb_word()
    truth = _front(word)
    down = '<w:vertAlign w:val="subscript"/>'
    word.p("配液", style="一级条标题").p("原液用量应按公式（1）计算：", style="段")
    formula = (
        "<m:oMath><m:sSub><m:e><m:r><m:t>V</m:t></m:r></m:e><m:sub><m:r><m:t>1</m:t></m:r></m:sub></m:sSub>"
        "<m:r><m:t>=</m:t></m:r><m:f><m:num><m:r><m:t>CV</m:t></m:r></m:num><m:den><m:r><m:t>D</m:t></m:r></m:den></m:f></m:oMath>"
    )
    word.p(formula, TAB, run("…………（1）")).p("式中：V", run("1", down), "为原液体积。")
    word.p("不足1 mL的按1 mL计。", style="注：").p("示例1：取100 mL。").p("[来源：操作手册]")
    word.p(word.picture(png(9, 9))).p("量杯", style="正文图标题").p("见图1。", style="段")
    truth += [
        _clause("4.1", "配液"), _text("原液用量应按公式（1）计算："),
        Piece("formula", "1", "V1=CV÷D"),
        _text("式中：V1为原液体积。"), Piece("note", "注：", "不足1 mL的按1 mL计。"),
        Piece("note", "示例1：", "取100 mL。"), _text("[来源：操作手册]"), Piece("picture"),
        Piece("caption", "图1", "量杯"), _text("见图1。"),
    ]  # fmt: skip
    return "公式、图、注", "standard", word.build(), truth


def lists_that_restart() -> Made:
    """Letters that begin anew, levels below each other, dashes under letters."""
    word = gb_word()
    truth = _front(word)
    again = (
        '<w:num w:numId="{0}"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    word.numbering += again.format(31) + again.format(32)
    for number, clause in ((31, "4.1"), (32, "4.2")):
        word.p("应：", style="一级无")
        truth += [_clause(clause), _text("应：")]
        for text, level in (("甲；", 0), ("乙：", 0), ("子；", 1), ("丑；", 1), ("丙。", 0)):
            word.p(text, num=(number, level))
            label = {"甲；": "a)", "乙：": "b)", "丙。": "c)", "子；": "1)", "丑；": "2)"}[text]
            truth.append(Piece("item", label, text, level + 1))
        word.p("补充。", style="列项——（一级）").p("细目。", style="列项●（二级）")
        truth += [Piece("item", "——", "补充。", 1), Piece("item", "·", "细目。", 2)]
    return "重新编号的列项", "standard", word.build(), truth


def office_text() -> Made:
    """An office paper: 一、（一）1.（1） in 黑体 and 楷体, no styles, a signature at the end."""
    hei, kai = '<w:rFonts w:eastAsia="黑体"/>', '<w:rFonts w:eastAsia="楷体_GB2312"/>'
    word = Word().p(
        run("关于做好会议室通风工作的通知", '<w:rFonts w:eastAsia="方正小标宋简体"/>'), centred=True
    )
    truth = []
    for number, title in (("一", "总体要求"), ("二", "主要任务"), ("三", "保障措施")):
        word.p(run(f"　　{number}、{title}", hei)).p(f"　　{title}的说明，共3条。")
        truth += [
            Piece("clause", "", f"{number}、{title}", 2, "", True),
            _text(f"{title}的说明，共3条。"),
        ]
        for sub, head in (("一", "加强领导"), ("二", "抓好落实")):
            word.p(run(f"　　（{sub}）{head}", kai)).p(f"　　1．{title}第一项。").p(
                "　　2．第二项。"
            )
            truth += [
                Piece("clause", "", f"（{sub}）{head}", 3, "", True),
                _text(f"{title}第一项。"),
                _text("第二项。"),
            ]
            word.p("　　（1）细目甲；").p("　　（2）细目乙。")
            truth += [_text("（1）细目甲；"), _text("（2）细目乙。")]
    word.p("2026年5月1日")
    return "公文：一、（一）1.（1）", "course", word.build(), [*truth, _text("2026年5月1日")]


def handout() -> Made:
    """A handout with Word's headings numbered as chapters, nested lists, links, a merged table."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/><w:pPr>'
        f'<w:numPr><w:ilvl w:val="{n - 1}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for n in (1, 2)
    )
    lists = list_of(1, ("chineseCountingThousand", "第%1讲"), ("decimal", "%2."))
    lists += list_of(2, ("bullet", "\uf06c"), ("bullet", "–")) + list_of(3, ("decimal", "%1."))
    word = Word(styles, lists).p("茶水服务讲义", centred=True)
    link = word.relate("hyperlink", "https://example.org/a_b", True)
    truth = []
    for number, title in (("第一讲", "要求"), ("第二讲", "指标"), ("第三讲", "步骤")):
        word.p(title, style="1").p("甲项", num=(2, 0)).p("甲之一", num=(2, 1)).p("乙项", num=(2, 0))
        word.p("看", f'<w:hyperlink r:id="{link}">{run("网页")}</w:hyperlink>', "。").p(
            "小结", style="2"
        )
        word.p(run("要点", "<w:b/>"), run("在这里", "<w:i/>"), "。")
        truth += [
            Piece("clause", "", f"{number} {title}", 2, "", True), _text("甲项"), _text("甲之一"),
            _text("乙项"), _text("看网页。"), Piece("clause", "", "1. 小结", 3, "", True),
            _text("要点在这里。"),
        ]  # fmt: skip
    word.table([("指标", 2, "")], ["间隔", "15 min"])
    return (
        "讲义：自动编号的标题",
        "course",
        word.build(),
        [*truth, Piece("table", grid=((("指标", 2, 1),), (("间隔", 1, 1), ("15min", 1, 1))))],
    )


def rules() -> Made:
    """Rules of an office: 第一章, 第一条; bold heads, run-on articles, a bare table."""
    word = Word().p("会议室管理制度", bold=True, centred=True)
    truth = []
    for number, title in (("一", "总则"), ("二", "使用"), ("三", "附则")):
        word.p(f"第{number}章　{title}", bold=True, centred=True)
        truth.append(Piece("clause", "", f"第{number}章　{title}", 2, "", True))
        for article in ("一", "二"):
            word.p(run(f"第{article}条", "<w:b/>"), f"　{title}的内容，不得超过100人。")
            truth.append(_text(f"第{article}条　{title}的内容，不得超过100人。"))
    word.table(["时段", "用途"], ["上午", "会议"], ["下午", ""])
    grid: Grid = (
        (("时段", 1, 1), ("用途", 1, 1)),
        (("上午", 1, 1), ("会议", 1, 1)),
        (("下午", 1, 1), ("", 1, 1)),
    )
    return "制度：第一章、第一条", "course", word.build(), [*truth, Piece("table", grid=grid)]


MAKERS: tuple[Callable[[], Made], ...] = (
    merged_tables,
    boxes_and_fields,
    formulas_and_figures,
    lists_that_restart,
    office_text,
    handout,
    rules,
)


def handmade() -> Iterator[Made]:
    """All of them."""
    for make in MAKERS:
        yield make()
