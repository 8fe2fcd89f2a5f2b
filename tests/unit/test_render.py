"""Bodies as HTML: references, inert code, hostile input, blocks."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from types import FrameType

import pytest

from qinejia.render import MarkdownText
from qinejia.render.extension import sanitise
from qinejia.render.video import mend
from tests.support import (
    BANK,
    COURSE,
    SMALL_SITE,
    STANDARD,
    active_content,
    check_tree,
    edition_of,
    render_body,
    render_tree,
    tags_of,
    text_of,
)

BOOK = (
    "---\n标题: 图册\n---\n/// 步骤 | 续水\n    条款: std-q-qej-bz201.3-2026#5.2\n"
    "    限值: 七至八分满\n\n文。\n\n//// 正确 | 对\n"
    "好。\n////\n\n//// 错误 | 错\n坏。\n////\n///\n"
)


def links(html: str) -> list[tuple[str, str]]:
    """Address and text of every link."""
    return re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', html)


# --- references ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "href", "text"),
    [
        (
            "[[std-q-qej-bz201.3]]",
            "../../standards/std-q-qej-bz201.3-2026/",
            "Q/QEJ BZ201.3—2026《会议茶水服务规程》",
        ),
        (
            "[[std-q-qej-bz201.3#5.2]]",
            "../../standards/std-q-qej-bz201.3-2026/#5.2",
            "Q/QEJ BZ201.3—2026，5.2",
        ),
        ("[[续水>std-q-qej-bz201.3#5.2]]", "../../standards/std-q-qej-bz201.3-2026/#5.2", "续水"),
        ("[[a > b>kc-01]]", "./", "a &gt; b"),
    ],
)
def test_reference(body: str, href: str, text: str) -> None:
    assert (href, text) in links(render_body(f"见{body}。\n"))


def test_reference_works_in_cells_headings_lists_and_boxes() -> None:
    html = render_body(
        "| [[kc-01]] | 甲 |\n|---|---|\n| 乙 | [[丙>kc-01]] |\n\n"
        "## 见[[丁>kc-01]]\n\n- [[戊>kc-01]]\n\n/// 提示 | [[己>kc-01]]\n[[庚>kc-01]]\n///\n"
    )
    assert [text for _, text in links(html)] == ["《会议茶水服务》", "丙", "丁", "戊", "己", "庚"]


def test_reference_to_what_the_edition_withholds_leaves_the_caption() -> None:
    secret = COURSE.replace("序号: 1", "序号: 2").replace("公开属性: 主动公开\n", "")
    body = "甲[[kc-02]]，[[内部课>kc-02]]，[连接](kc-02.md)，![图](mi.png)\n"
    files = {
        **SMALL_SITE,
        "courses/kc-01.md": COURSE.replace("讲义正文。\n", body),
        "courses/kc-02.md": secret.replace("会议茶水服务", "机密课名"),
    }
    html = render_tree(files, {"版本": "public"})["kc-01"]
    assert "（未发布）" in html
    assert "内部课" in html
    assert "连接" in html
    assert "kc-02" not in html
    assert "机密课名" not in html


def test_link_to_a_page_that_the_edition_withholds_leaves_the_caption() -> None:
    files = {
        **SMALL_SITE,
        "index.md": "---\n公开属性: 主动公开\n---\n见[内页](mi-ye.md)，[[kc-01]]。\n",
        "mi-ye.md": "文\n",
    }
    edition = edition_of(files, {"版本": "public"})
    page = edition.page_at("index.md")
    assert page is not None
    prepared = edition.prepare_page(page)
    assert prepared is not None
    assert "mi-ye" not in prepared.markdown
    html = prepared.finish(MarkdownText().convert(prepared.markdown))
    assert "内页" in html
    assert "mi-ye" not in html


@pytest.mark.parametrize(
    "body",
    [
        "`[[kc-01]]`",
        "```\n[[kc-01]]\n```",
        "    [[kc-01]]",
        "- 项\n\n    ```\n    [[kc-01]]\n    ```",
    ],
)
def test_references_in_code_stay_text(body: str) -> None:
    html = render_body(f"甲。\n\n{body}\n")
    assert "[[kc-01]]" in text_of(html)
    assert links(html) == []


def test_alive_after_code() -> None:
    assert len(links(render_body("`码` [[kc-01]]\n\n<!-- 注 --> [[kc-01]]\n"))) == 2


# --- links and pictures -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "attribute"),
    [
        (
            "[甲](../standards/std-q-qej-bz201.3-2026.md#5.2)",
            'href="../../standards/std-q-qej-bz201.3-2026/#5.2"',
        ),
        ("![图](tu.png)", 'src="../tu.png"'),
        ("![图](<图 1.png>)", 'src="../%E5%9B%BE%201.png"'),
        ("![图](图 1.png)", 'src="../%E5%9B%BE%201.png"'),
        ('[甲](../index.md "题")', 'href="../../"'),
        ('![图](tu.png "tu.png")', 'src="../tu.png"'),
        ('[甲](kc-02.md "见 kc-02.md")', 'href="../kc-02/"'),
        ("[甲][x]\n\n[x]: kc-02.md", 'href="../kc-02/"'),
        ("[![图](tu.png)](kc-02.md)", 'src="../tu.png"'),
        ("[![图](tu.png)](kc-02.md)", 'href="../kc-02/"'),
        ("[甲](#yi)\n\n## 乙 {#yi}", 'href="#yi"'),
        ('<img src="tu.png" alt="图">', 'src="../tu.png"'),
        ('<a href="kc-02.md">甲</a>', 'href="../kc-02/"'),
        ("[甲](https://example.com/)", 'href="https://example.com/"'),
    ],
)
def test_addresses_are_right_from_the_page_s_own_folder(body: str, attribute: str) -> None:
    files = {
        "courses/kc-02.md": COURSE.replace("序号: 1", "序号: 2"),
        "courses/tu.png": "x",
        "courses/图 1.png": "x",
        "index.md": "首页",
    }
    assert attribute in render_body(body + "\n", files)


@pytest.mark.parametrize("body", ["甲[注](见 5.3)。", "甲[注](见\nb.docx)。", "甲![注](见 5.3)。"])
def test_words_in_brackets_are_no_link(body: str) -> None:
    assert body.replace("\n", " ") in text_of(render_body(body + "\n"))


# --- footnotes and definitions ------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "甲[^1]。\n\n/// 提示\n乙。\n///\n\n[^1]: 脚注。\n",
        "/// 提示\n乙[^1]。\n///\n\n[^1]: 脚注。\n",
        "甲[^1]。\n\n```\n码\n```\n\n## 丙\n\n[^1]: 脚注。\n",
    ],
)
def test_footnotes_reach_across_blocks(body: str) -> None:
    html = render_body(body)
    assert "[^1]" not in html
    assert 'href="#fn:1"' in html
    assert html.count('id="fn:1"') == 1
    assert "脚注。" in text_of(html)


def test_footnotes_and_definitions_reach_across_clauses() -> None:
    text = STANDARD.replace("七至八分满。", "七至八分满[^1]，见[课]。") + (
        "\n## 6 其他\n\n同样[^1]。\n\n[^1]: 脚注。\n\n[课]: ../courses/kc-01.md\n"
    )
    html = render_tree({**SMALL_SITE, "standards/std-q-qej-bz201.3-2026.md": text})[
        "std-q-qej-bz201.3-2026"
    ]
    assert "[^1]" not in html
    assert "[课]" not in html
    assert html.count('id="fn:1"') == 1


# --- hostile input ------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.cn/a.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<p onclick='x()' style='color:red'>甲</p>",
    "<style>p{}</style>",
    "<iframe src='a.html'></iframe>",
    "<object data='a'></object><embed src='a'>",
    "<base href='//x.cn'><meta http-equiv=refresh content=0><link rel=stylesheet href=a.css>",
    "<form action='/x'><button formaction='javascript:x()'>甲</button></form>",
    "<a href='javascript:alert(1)'>甲</a>",
    "<a href='jav&#x09;ascript:alert(1)'>甲</a>",
    "<a href=' &#106;avascript:alert(1)'>甲</a>",
    "[甲](javascript:alert(1))",
    "[甲](<javascript:alert(1)>)",
    "[甲](JaVaScRiPt:alert(1))",
    "[甲](&#106;avascript:alert(1))",
    "[甲][x]\n\n[x]: javascript:alert(1)",
    "![甲](javascript:alert(1))",
    "<javascript:alert(1)>",
    "<svg onload=alert(1)><script>x</script></svg>",
    "<svg><use href='javascript:x'/><a xlink:href='javascript:x'>甲</a></svg>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'>甲</mi></math>",
    "<video src=x onerror=alert(1)></video>",
    "<details ontoggle=alert(1) open>甲</details>",
    "甲\n{: onclick=alert(1) style=color:red }",
    "# 甲 {onclick=alert(1)}",
    "[甲](a){onclick=alert(1)}",
    "![甲](a){onerror=alert(1) style=x}",
    "<div markdown onclick=x>\n<script>x</script>\n</div>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>x</script>]]>",
    "<noscript><p title='</noscript><script>x</script>'>",
    "<a href='data:text/html,<script>x</script>'>甲</a>",
    "<img src='data:image/svg+xml,<svg onload=x>'>",
    "```<script>alert(1)</script>\nx\n```",
    "[[<script>x</script>>kc-01]]",
    "[[<img src=x onerror=x>>kc-99]]",
    "/// 提示 | <script>x</script>\n<img src=x onerror=x>\n///",
    "| <script>x</script> | a |\n|---|:-:|\n| <p style=x> | b |",
]


@pytest.mark.parametrize("body", HOSTILE)
def test_active_content_is_removed(body: str) -> None:
    html = render_body(f"前。\n\n{body}\n\n后。\n")
    assert active_content(html) == []
    assert "前。" in text_of(html)


def test_active_content_in_every_field_of_a_page_is_text() -> None:
    evil = "<img src=x onerror=x>"
    book = (
        BOOK.replace("续水", f"续水{evil}")
        .replace("七至八分满", f"'{evil}'")
        .replace("| 对", f"| {evil}")
    )
    bank = (
        f"---\n标题: 题库\n---\n/// 考题 | {evil}\n    id: q1\n    题型: 单选\n"
        f"    依据: std-q-qej-bz201.3-2026#5.2\n\n- [x] {evil}\n"
        f"  > {evil}\n- [ ] 乙\n\n解析：{evil}\n///\n"
    )
    rubric = (
        f"---\n标题: 表\n---\n```评分表\n- 项目: '{evil}'\n  条款: std-q-qej-bz201.3-2026#5.2\n"
        f"  方法: '{evil}'\n  分值: 100\n```\n"
    )
    pages = render_tree(
        {
            **SMALL_SITE,
            "manuals/tc-a.md": book,
            "assessments/questions/tk-a.md": bank,
            "assessments/checklists/kh-a.md": rubric,
        }
    )
    assert {"tc-a", "tk-a", "kh-a"} <= set(pages)
    for html in pages.values():
        assert active_content(html) == []


OPEN, CLOSE = "\ue000", "\ue001"


@pytest.mark.parametrize(
    "body",
    [
        f"甲{OPEN}0{CLOSE}乙",
        f"甲{OPEN}99{CLOSE}乙",
        "甲&#xe000;0&#xe001;乙",
        "甲&#57344;99&#57345;乙",
        f"```\n甲{OPEN}0{CLOSE}乙\n```",
        f"`甲{OPEN}99{CLOSE}乙`",
        f"## 甲乙 {{#x{OPEN}99{CLOSE}}}",
        f"<p title='{OPEN}99{CLOSE}'>甲乙</p>",
        f"/// 提示 | 甲{OPEN}99{CLOSE}\n乙&#xe000;99&#xe001;\n///",
        f"[[甲{OPEN}99{CLOSE}乙>kc-01]]",
        f"[甲乙](kc-01.md '{OPEN}0{CLOSE}')",
    ],
)
def test_private_use_characters_cannot_call_up_a_fragment(body: str) -> None:
    html = render_body(f"[[只此一处>kc-01]]\n\n{body}\n")
    assert html.count("只此一处") == 1
    assert OPEN not in html
    assert "甲" in text_of(html)
    assert "乙" in text_of(html)


def test_private_use_characters_on_an_ordinary_page() -> None:
    text = "[[只此一处>kc-01]]\n\n```\n甲\ue0000\ue001\n```\n\n乙\ue00099\ue001&#xe000;0&#xe001;\n"
    edition = edition_of({**SMALL_SITE, "a.md": text})
    page = edition.page_at("a.md")
    assert page is not None
    prepared = edition.prepare_page(page)
    assert prepared is not None
    html = prepared.finish(MarkdownText(("fenced_code",)).convert(prepared.markdown))
    assert html.count("只此一处") == 1


# --- slow patterns ------------------------------------------------------------------------------

COUNT = 20_000
ENDLESS = {
    "spaces in a heading": "# a" + " " * COUNT + "b",
    "braces": "{#" * COUNT,
    "braces in a heading": "# " + "{#" * COUNT,
    "spaces in a link": "[x](" + " " * COUNT,
    "brackets": "[" * COUNT,
    "links": "[a](" * COUNT,
    "tags": "<a " * COUNT,
    "backticks": " ".join("`" * n for n in range(1, 200)),
    "comments": "<!--" * COUNT,
    "slashes": "/" * COUNT,
    "spaces after slashes": "/// " + " " * COUNT + "x",
    "spaces in a number": "## 5" + " " * COUNT + "5",
    "items": "a) " + " " * COUNT + "b",
    "underlined": "-\n" * COUNT,
}


@pytest.fixture
def _no_longer_than_a_moment() -> Iterator[None]:
    """Two seconds are a hundred times what these take when nothing is tried again and again."""

    def stop(signal_number: int, frame: FrameType | None) -> None:
        raise TimeoutError("a pattern tries again and again")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 2)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("_no_longer_than_a_moment")
@pytest.mark.parametrize("name", sorted(ENDLESS))
@pytest.mark.parametrize("path", ["courses/kc-01.md", "guide/a.md"])
def test_long_runs_of_one_sign_are_read_at_once(name: str, path: str) -> None:
    header = COURSE.split("讲义正文。")[0] if path.startswith("courses") else ""
    check_tree({path: header + ENDLESS[name] + "\n"})


# --- blocks -------------------------------------------------------------------------------------


def test_tables_get_classes_and_no_style() -> None:
    html = render_body("| 甲 | 乙 | 丙 |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n")
    cells = [a.get("class") for t, a in tags_of(html) if t in ("td", "th")]
    assert cells == ["qj-left", "qj-center", "qj-right"] * 2
    assert ("div", {"class": "qj-scroll", "tabindex": "0"}) in tags_of(html)
    assert "style" not in html


def test_headings_get_their_text_as_anchor() -> None:
    html = render_body("## 会前准备\n\n## 会前准备\n\n## 甲 {#yi}\n\n## ！\n")
    found = [a["id"] for t, a in tags_of(html) if t == "h2"]
    assert found[:3] == ["会前准备", "会前准备-2", "yi"]
    assert found[3].startswith("h-")


def test_anchors_of_a_page_are_those_that_were_checked() -> None:
    body = (
        "## 会前准备\n\n## 会前准备\n\n## 见[[kc-01]]\n\n### A & B\n"
        "\n## `码`\n\n## 甲 *乙* [丙](#a)\n\n## a {#a}\n"
    )
    text = COURSE.replace("讲义正文。\n", body)
    record = check_tree({**SMALL_SITE, "courses/kc-01.md": text}).site.records["kc-01"]
    shown = {a["id"] for t, a in tags_of(render_body(body)) if t in ("h2", "h3")}
    assert shown == set(record.anchors)


def test_step_card() -> None:
    html = render_tree({**SMALL_SITE, "manuals/tc-a.md": BOOK})["tc-a"]
    tags = tags_of(html)
    assert ("section", {"class": "qj-step", "id": "step-1"}) in tags
    assert "七至八分满" in html
    assert ("../../standards/std-q-qej-bz201.3-2026/#5.2", "Q/QEJ BZ201.3—2026，5.2") in links(html)
    assert html.count('class="qj-pair"') == 1
    assert "✓ 正确" in html
    assert "✗ 错误" in html


def test_clause_has_its_number_and_permanent_link() -> None:
    html = render_tree(SMALL_SITE)["std-q-qej-bz201.3-2026"]
    identifiers = [a["id"] for _, a in tags_of(html) if "id" in a]
    assert len(identifiers) == len(set(identifiers))
    assert {"5", "5.1", "5.1.1", "5.1.2-a", "5.1.2-b-1", "5.2", "前言"} <= set(identifiers)
    assert {f"#{name}" for name in ("5", "5.1", "5.1.1")} <= {href for href, _ in links(html)}
    assert "5.1.1 上岗前应洗手。" in text_of(html)


def test_term_in_a_caption_leaves_the_anchor_of_the_table() -> None:
    pages = render_tree(
        {
            "standards/std-q-qej-bz201.3-2026.md": STANDARD
            + "\n表1 续水记录表\n\n| 日期 |\n|---|\n| 1 |\n\n5.3 续水记录应完整，见表1。\n",
            "terms/term-xushui.md": "---\n标题: 续水记录\n定义: 记录\n来源: 本库\n---\n文。\n",
        }
    )
    html = pages["std-q-qej-bz201.3-2026"]
    assert '<p class="qj-caption qj-caption--tab" id="tab-1">表1 续水记录表</p>' in html
    assert 'href="#tab-1"' in html
    assert html.count('class="qj-term"') == 1


def test_answer_stands_behind_a_fold() -> None:
    html = render_tree({**SMALL_SITE, "assessments/questions/tk-a.md": BANK})["tk-a"]
    before, _, after = html.partition("<details")
    assert "秘钥甲" not in text_of(before)
    assert "秘钥甲" in text_of(after)
    assert "答案：B" in after


def test_key_of_a_certifying_bank_is_on_no_page_and_in_no_file() -> None:
    files = {**SMALL_SITE, "assessments/questions/tk-a.md": BANK.replace("自测", "认证")}
    edition = edition_of(files)
    html = "".join(edition.record_html(record) for record in edition.site.records.values())
    everything = html + "".join(edition.files().values())
    for key in ("秘钥", "甲钥", "秘钥甲", "秘钥乙", "秘钥丙", "答案："):
        assert key not in everything
    # The index holds single pairs of the clause 七至八分满, which is no secret.
    whole = "".join(text for path, text in edition.files().items() if "/p" not in path)
    assert "八分" not in (html + whole).replace("七至八分", "")


@pytest.mark.parametrize("name", ["提示", "注意", "警告", "依据", "案例", "讨论", "要点"])
def test_every_box_says_its_name(name: str) -> None:
    assert name in text_of(render_body(f"/// {name} | 标题\n内容\n///\n"))


# --- sanitising and video -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        '<p class="a" id="b" data-x="y" aria-label="z">甲</p>',
        '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>',
        '<video src="a.mp4" controls="" playsinline=""></video>',
        '<details open=""><summary>甲</summary>乙</details>',
        '<a href="mailto:a@b.cn">甲</a>',
        '<input type="checkbox" disabled="" checked="">',
        '<ol start="3"><li value="4">甲</li></ol>',
    ],
)
def test_what_is_allowed_stays_as_it_is(html: str) -> None:
    assert sanitise(html) == html


def test_sanitising_twice_changes_nothing() -> None:
    for body in HOSTILE:
        once = sanitise(body)
        assert sanitise(once) == once


PLUGIN = (
    '<p>前</p>\n<p><div class="video-container"><video style="" controls alt="type:video">'
    '<source src="a.mp4" type="video/mp4"></source></video></div></p>'
)


def test_video_is_mended() -> None:
    html = mend(PLUGIN)
    assert html.startswith("<p>前</p>")
    assert "<p><div" not in html
    assert "</source>" not in html
    assert "style=" not in html
    assert 'alt="' not in html
    assert "<video playsinline webkit-playsinline" in html
    assert html.count("<div") == html.count("</div>") == 1


def test_mending_twice_changes_nothing() -> None:
    assert mend(mend(PLUGIN)) == mend(PLUGIN)


def test_video_fence_leaves_pages_without_the_marker_alone() -> None:
    from qinejia.render.video import fence_video_plugin

    class Plugin:
        """Stands where the plug-in's object would; only its module's name counts."""

        def on_page_content(self, html: str, **named: object) -> str:
            raise AssertionError("must not see this page")

    Plugin.__module__ = "mkdocs_video.plugin"
    handlers: list[Callable[..., str]] = [Plugin().on_page_content]
    fence_video_plugin(handlers, ())
    for html in ("", "<!-- -->", "<p>a</p><br>", "<p>&nbsp;</p>"):
        assert handlers[0](html) == html
