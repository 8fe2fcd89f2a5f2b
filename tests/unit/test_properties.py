"""Whatever stands in a file ends in faults with a place in it, or in a page without scripts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qinejia.diagnostics import Diagnostic, Severity
from qinejia.diagnostics.formats import FORMATS
from qinejia.model.containers import CONTAINERS
from qinejia.model.kinds import KINDS, Kind
from qinejia.pipeline import Checked
from qinejia.pipeline.preparing import Edition
from tests.support import EXTENSIONS, SMALL_SITE, active_content, check_tree, settings_of

_KEYS = sorted(
    {str(field.alias) for kind in KINDS for field in kind.header.model_fields.values()}
    | {"定名", "名称", "人", "日期", "起草", "不认识", "标题：", "- 标题"}
)
_VALUES = st.sampled_from(
    [
        "",
        "甲",
        "是",
        "否",
        "no",
        "1:30",
        "2026-05-01",
        "2026-02-30",
        "31",
        "-1",
        "1e999",
        "nan",
        "[甲, 乙]",
        "[",
        "]",
        "{人: 甲, 日期: 2026-05-01}",
        "{",
        '"',
        "'甲'",
        '"\\q"',
        "*a",
        "&a b",
        "!!python/object:x 甲",
        "[[kc-01]]",
        "std-q-qej-bz201.3-2026#5.2",
        "kc-01",
        "GB/T 1—2020",
        "Q/QEJ BZ201.3—2026",
        "现行",
        "废止",
        "主动公开",
        "不公开",
        "实操式",
        "执行层",
        "认证",
        "|\n  甲\n  乙",
        ">内容",
        "\n  定名: 甲\n  定位: [乙]",
        "\n- 甲\n- 乙",
        "\n- 名称: 甲",
        "~",
        "甲：乙",
        "甲: 乙",
        "# 甲",
        "\t甲",
        "../../etc/passwd",
        "<script>x</script>",
        "🍵",
        "\u202e甲",
        "\ue0000\ue003",
        "\x85甲",
        "\u2028甲",
        "０",
        "---",
        "...",
        "% 甲",
        "@甲",
    ]
)
_LINES = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(_KEYS), _VALUES),
    st.builds("  {}: {}".format, st.sampled_from(_KEYS), _VALUES),
    st.builds("{}：{}".format, st.sampled_from(_KEYS), _VALUES),
    _VALUES,
    st.text(max_size=12),
)
_HEADERS = st.lists(_LINES, max_size=14).map("\n".join)

_BLOCKS = st.sampled_from(
    [
        "正文[[kc-01]]，[[续水>std-q-qej-bz201.3#5.2]]。",
        "[[没有]]",
        "[[",
        "]]",
        "[[a|b]]",
        "[^1]",
        "[^1]: 脚注[[kc-01]]",
        "## 5 要求",
        "### 5.1 甲",
        "5.1.1 正文",
        "5.3 m 宽",
        "a) 甲；",
        "1) 乙",
        "——丙",
        "--",
        "· 丁",
        "附录 A（规范性）甲",
        "## 附录 A（资料性）甲",
        "注：甲",
        "示例：",
        "# ",
        "#",
        "###### 六 {#x}",
        "# {#",
        "| 甲 | 乙 |\n|:-:|--:|\n| [[kc-01]] | `|` |",
        "| 甲",
        "```",
        "~~~",
        "```摆位图\n标题: 甲\n图形: []\n```",
        "```摆位图",
        "```评分表\n- 项目: 甲\n```",
        "- [x] 甲",
        "- [ ] 乙\n  > 反馈",
        "> 引",
        "解析：甲",
        "    代码[[kc-01]]",
        "\t缩进",
        "    题型: 单选",
        "    id: q1",
        "    依据: std-q-qej-bz201.3-2026#5.2",
        "    限值：七分",
        "![图](a.png)",
        "![](<",
        "[甲](kc-01.md '题')",
        "[甲](javascript:x)",
        "<div>",
        "</div>",
        "<div markdown>",
        "<script>x</script>",
        "<img src=x onerror=x>",
        "<a href='kc-01.md'>甲</a>",
        "<!--",
        "-->",
        "<b",
        "![type:video](a.mp4)",
        '=== "甲"',
        "!!! note",
        "*[甲]: 乙",
        "____",
        ": 定义",
        "---",
        "甲  ",
        "\\",
        "`",
        "$$",
        "&#xe000;0&#xe003;",
        "\ue0000\ue003",
        "🍵",
        "***甲*",
        "／／／ 提示",
        "/// 提示｜甲",
        "/// 提示：甲",
        "/// tab | 甲",
        "/// details",
    ]
)
_MARKS = st.builds(
    "{}{} {}".format,
    st.sampled_from(["", " ", "    "]),
    st.sampled_from(["///", "////", "/////"]),
    st.sampled_from(["", *CONTAINERS, *(f"{name} | 甲[[kc-01]]" for name in CONTAINERS)]),
)
_BODIES = st.lists(st.one_of(_BLOCKS, _MARKS, st.text(max_size=16)), max_size=20).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n"]).map(lambda joint: joint.join(parts))
)
_PATHS = {kind.name: f"{kind.folder}/{kind.header.identifier_prefix}x.md" for kind in KINDS}
_GOOD = {
    "standard": "标题: 甲\n状态: 示范文本\n已核实: 否",
    "course": "标题: 甲\n课件形式: 实操式\n层级: 执行层\n阶段: 岗位技能",
    "lecturer": "标题: 甲\n类别: 土专家",
    "term": "标题: 甲\n来源: 乙",
    "session": "标题: 甲\n开始: 2026-05-01\n结束: 2026-05-02",
}


def _assert_faults_have_a_place(checked: Checked, path: str, text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fault in checked.diagnostics:
        assert fault.message
        assert fault.advice
        if fault.position.path == f"docs/{path}":
            assert 1 <= fault.position.line <= len(lines) + 1, fault
            line = lines[fault.position.line - 1] if fault.position.line <= len(lines) else ""
            assert 1 <= fault.position.column <= len(line) + 2, (fault, line)
    for write in FORMATS.values():
        assert isinstance(write(checked.diagnostics), str)


def _assert_pages_are_harmless(checked: Checked) -> None:
    edition = Edition(checked, settings_of(), {}, EXTENSIONS)
    for record in edition.site.records.values():
        html = edition.record_html(record)
        assert active_content(html) == []
        assert not any("\ue000" <= sign <= "\ue003" for sign in html)
        edition.record_view(record)
    for page in edition.site.pages.values():
        edition.prepare_page(page)
    edition.files()


def _read(path: str, text: str) -> Checked:
    files = {**SMALL_SITE, "courses/a.png": "x", "courses/a.mp4": "x", path: _storable(text)}
    checked = check_tree(files)
    _assert_faults_have_a_place(checked, path, text)
    return checked


def _storable(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@given(kind=st.sampled_from(KINDS), header=_HEADERS)
def test_any_header(kind: Kind, header: str) -> None:
    _read(_PATHS[kind.name], f"---\n{header}\n---\n正文\n")


@given(kind=st.sampled_from(KINDS), body=_BODIES)
def test_any_body(kind: Kind, body: str) -> None:
    header = _GOOD.get(kind.name, "标题: 甲")
    _assert_pages_are_harmless(_read(_PATHS[kind.name], f"---\n{header}\n---\n{body}\n"))


@given(text=st.one_of(_BODIES, st.text(max_size=80), _HEADERS.map("---\n{}\n---\n".format)))
def test_any_page(text: str) -> None:
    _assert_pages_are_harmless(_read("guide/a.md", text))


@given(data=st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    for path in ("lecturers/js-x.md", "guide/a.md", "taxonomies/themes.yml"):
        for fault in check_tree({**SMALL_SITE, path: data}).diagnostics:
            assert fault.message


@given(text=_HEADERS)
def test_any_register(text: str) -> None:
    checked = check_tree({**SMALL_SITE, "taxonomies/themes.yml": text}, redirects=text, ledger=text)
    found: list[Diagnostic] = list(checked.diagnostics)
    assert all(fault.severity in Severity for fault in found)
