"""``check --fix``: mends what is certain, once and for all, and nothing else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from qinejia.cli import main
from qinejia.diagnostics import Diagnostic, Fix, Severity
from qinejia.model.position import Position
from qinejia.pipeline import check
from qinejia.pipeline.mending import Mended, apply_fixes, mend
from qinejia.rules.words import word_list
from qinejia.settings import Settings
from tests.support import COURSE, SMALL_SITE, check_tree, settings_of, write_tree

PAGE = "courses/kc-02.md"
HEADER = COURSE.replace("序号: 1", "序号: 2").replace("讲义正文。\n", "")
FILES = {"courses/图 1.png": "", "courses/表 （1）.docx": ""}
BOM = b"\xef\xbb\xbf"


def make_site(root: Path, body: str | bytes, files: dict[str, str] | None = None) -> Settings:
    page = body if isinstance(body, bytes) else HEADER + body
    write_tree(root / "docs", {**SMALL_SITE, **(files or {}), PAGE: page})
    return settings_of({}, root)


def mend_page(root: Path, body: str | bytes, files: dict[str, str] | None = None) -> str:
    """What becomes of the body of one page."""
    mend(make_site(root, body, files), lambda _: True)
    return (root / "docs" / PAGE).read_bytes().decode().removeprefix(HEADER)


# --- bytes --------------------------------------------------------------------------------------

_LINES = st.text("甲乙ab,|: \x85\u2028", max_size=8)


@given(
    st.lists(st.tuples(_LINES, st.sampled_from(["\n", "\r\n", "\r"])), min_size=1, max_size=5),
    st.lists(
        st.tuples(
            st.integers(1, 6), st.integers(1, 9), st.integers(0, 4), st.text("新", max_size=3)
        ),
        max_size=6,
    ),
    st.booleans(),
)
def test_only_the_spans_change(
    lines: list[tuple[str, str]], wanted: list[tuple[int, int, int, str]], marked: bool
) -> None:
    text = "".join(line + end for line, end in lines)
    split = re.split("\r\n|\r|\n", text)
    fixes = [
        Fix(Position("a", line, column), split[line - 1][column - 1 : column - 1 + length], new)
        for line, column, length, new in wanted
        if line <= len(split) and column <= len(split[line - 1]) + 1
    ]
    mark = BOM if marked else b""
    data, done = apply_fixes(mark + text.encode(), fixes)
    assert data.startswith(mark)
    # The same by hand: take the spans out of the old text and put the new ones in.
    rebuilt, rest = [], text
    starts = [0]
    for match in re.finditer("\r\n|\r|\n", text):
        starts.append(match.end())
    for fix in reversed(done):
        at = starts[fix.position.line - 1] + fix.position.column - 1
        assert rest[at:].startswith(fix.old)
        rebuilt[:0] = [fix.new, rest[at + len(fix.old) :]]
        rest = rest[:at]
    assert data[len(mark) :].decode() == rest + "".join(rebuilt)


@pytest.mark.parametrize(
    "fix",
    [
        Fix(Position("a", 1, 1), "乙", "丙"),
        Fix(Position("a", 1, 9), "甲", "丙"),
        Fix(Position("a", 7, 1), "甲", "丙"),
    ],
)
def test_a_fix_of_another_text_is_not_written(fix: Fix) -> None:
    assert apply_fixes("甲\n".encode(), [fix]) == ("甲\n".encode(), [])


def test_of_two_fixes_that_meet_the_first_is_written() -> None:
    first, second = Fix(Position("a", 1, 1), "甲乙", "丙"), Fix(Position("a", 1, 2), "乙", "丁")
    assert apply_fixes("甲乙".encode(), [second, first]) == ("丙".encode(), [first])


# --- faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("／／／ 提示｜小心\n内容\n／／／\n", "/// 提示 | 小心\n内容\n///\n"),
        ("/// 提示 ： 小心\n内容\n///\n", "/// 提示 | 小心\n内容\n///\n"),
        ("应清洁,干燥(可用)。\n", "应清洁，干燥（可用）。\n"),
        ("每次１００g，间隔5~10min。\n", "每次100 g，间隔5～10 min。\n"),
        ("库房50m2，５％。\n", "库房50 m²，5 %。\n"),
        ("按GB/T1.1-2020起草。\n", "按GB/T 1.1—2020起草。\n"),
        ("见[[会议茶水服务规程]]。\n", "见[[会议茶水服务规程>std-q-qej-bz201.3-2026]]。\n"),
        ("见[[《会议茶水服务规程》#5.2]]。\n", "见[[std-q-qej-bz201.3-2026#5.2]]。\n"),
        ("见[[续水>会议茶水服务规程#5.2]]。\n", "见[[续水>std-q-qej-bz201.3-2026#5.2]]。\n"),
        ("见【【kc-01】】和[[kc-01|茶水课]]。\n", "见[[kc-01]]和[[茶水课>kc-01]]。\n"),
        ("＃＃ 总则\n\n｜甲｜乙｜\n|---|---|\n", "## 总则\n\n|甲|乙|\n|---|---|\n"),
        (
            "｜项目（1）｜要求！｜\n｜---｜---｜\n｜杯【大】　＃1｜（一）看［图］｜\n",
            "|项目（1）|要求！|\n|---|---|\n|杯【大】　＃1|（一）看［图］|\n",
        ),
        ("见【【茶水（一）！>kc-01】】。\n", "见[[茶水（一）！>kc-01]]。\n"),
        ("![图](图 1.png)[表](表 （1）.docx)\n", "![图](<图 1.png>)[表](<表 （1）.docx>)\n"),
        ("[表]（表 （1）.docx）[丙]（kc-01.md）\n", "[表](<表 （1）.docx>)[丙](kc-01.md)\n"),
        ("！[图](图 1.png)\n", "![图](<图 1.png>)\n"),
        ('用帐号登陆，记"五定"...\n', "用账号登录，记“五定”……\n"),
        ("一. 总则\n\n国办发[2017]第47号\n", "一、总则\n\n国办发〔2017〕47号\n"),
    ],
)
def test_certain_faults_are_mended(before: str, after: str, tmp_path: Path) -> None:
    assert mend_page(tmp_path, before, FILES) == after


@pytest.mark.parametrize(
    "body",
    [
        "见[[会议茶水服务]]。\n",  # two records have this title
        "见[[会议茶水服务规程#9.9]]。\n",
        "没有完（的括号。，\n",
        "见【【kc-99】】和[甲]（no.md）。\n",
        "![图](图 2.png)、[表](表 2.docx)、[表]（表 2.docx）。\n",
        "[注](见 5.3)、[注]（见 表 （1）.docx）。\n",
        '[甲]: a.md "帐号"\n',
        '!!! warning "不要用帐号"\n    正文。\n',
        '`帐号,登陆`、[甲](a,帐号.md)、<b title="帐号,甲">乙</b>\n',
        "```\n应清洁,干燥30min\n```\n\n```摆位图\n标题: 帐号,甲\n```\n",
        "<!-- 帐号,甲 -->\n",
        "<!-- 忽略 QJ200: 引用原文 -->\n\n用帐号。\n",
    ],
)
def test_what_is_not_certain_or_no_language_stays(body: str, tmp_path: Path) -> None:
    assert mend_page(tmp_path, body) == body


def test_header_is_mended(tmp_path: Path) -> None:
    header = (
        HEADER.replace("标题: ", "标题：")
        .replace("序号: ", "序号：")
        .replace("标准: std-q-qej-bz201.3-2026", "标准: 【会议茶水服务规程】\n更新: 2026年5月1日")
    )
    got = mend_page(tmp_path, header.encode())
    assert got.startswith("---\n标题: 会议茶水服务\n序号: 2\n")
    assert "更新: 2026-05-01\n" in got
    assert "标准: [std-q-qej-bz201.3-2026]\n" in got


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("课程: kc-01，kc-02", "课程: [kc-01, kc-02]"),
        ("课程: [kc-01、kc-02]", "课程: [kc-01, kc-02]"),
        ("课程: ［kc-01］", "课程: [kc-01]"),
        ("课程: [kc-01，kc-99]", "课程: [kc-01，kc-99]"),
        ("图册: kc-01，kc-02", "图册: kc-01，kc-02"),  # takes one
    ],
)
def test_list_of_ids_is_mended(before: str, after: str, tmp_path: Path) -> None:
    name = "videos/sp-a.md"
    mend_page(tmp_path, "正文。\n", {name: f"---\n标题: 视频\n{before}\n---\n"})
    assert (tmp_path / "docs" / name).read_text("utf-8").split("\n")[2] == after


def test_standard_is_mended(tmp_path: Path) -> None:
    name = "standards/std-q-qej-bz201.3-2026.md"
    text = SMALL_SITE[name].replace("5.1.1 上岗前应洗手。", "5.1.1 上岗前必须洗手30Min。")
    mend_page(tmp_path, "正文。\n", {name: text})
    assert "5.1.1 上岗前应洗手30 min。" in (tmp_path / "docs" / name).read_text("utf-8")


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    page = BOM + (HEADER + "应清洁,干燥。\n\n用帐号。\n").replace("\n", "\r\n").encode()
    mend_page(tmp_path, page)
    want = BOM + (HEADER + "应清洁，干燥。\n\n用账号。\n").replace("\n", "\r\n").encode()
    assert (tmp_path / "docs" / PAGE).read_bytes() == want


@pytest.mark.parametrize("codec", ["gbk", "utf-16"])
def test_file_in_another_encoding_is_converted_and_mended(codec: str, tmp_path: Path) -> None:
    page = (HEADER + "应清洁,干燥。\n").replace("\n", "\r\n")
    settings = make_site(tmp_path, page.encode(codec))
    mended = mend(settings, lambda _: True)
    assert list(mended.converted) == [f"docs/{PAGE}"]
    assert not mended.checked.has_errors
    got = (tmp_path / "docs" / PAGE).read_bytes().decode()
    assert got == page.replace(",", "，")


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    settings = make_site(tmp_path, "甲,乙。\n")
    link = tmp_path / "docs/courses/kc-03.md"
    write_tree(tmp_path / "docs", {"courses/x.txt": HEADER.replace("号: 2", "号: 3") + "甲,乙。\n"})
    link.symlink_to("x.txt")
    mend(settings, lambda found: found.position.path == "docs/courses/kc-03.md")
    assert link.is_symlink()
    assert (tmp_path / "docs/courses/x.txt").read_text("utf-8").endswith("甲，乙。\n")
    assert (tmp_path / "docs" / PAGE).read_text("utf-8").endswith("甲,乙。\n")


def test_packaged_words_are_consistent() -> None:
    words = word_list(check_tree({}).site, ()).words
    assert len(words) > 100
    pattern = re.compile("|".join(map(re.escape, words)))
    for word in words.values():
        assert word.reason
        assert not pattern.search(word.new), f"{word.new} would be mended again"


@pytest.mark.parametrize(
    "text",
    [
        "交通迅速恢复，攻坚难题，解决窍门，讲座落幕，上报消防部门，一张帖子，份额完成份数。",
        "面对严峻工作，交付主任审核；究竟聘请谁；金融恰好；此图象征团结；台风登陆；按装修方案。",
    ],
)
def test_ordinary_words_are_not_taken_for_wrong_ones(text: str, tmp_path: Path) -> None:
    assert mend_page(tmp_path, text) == text


# --- any page -----------------------------------------------------------------------------------

_KEPT = (
    "`帐号,ａ 30min`",
    "```\n帐号,登陆。。50m2\n｜甲｜\n```",
    "[甲](https://example.com/帐号,a?b=30min)",
    "[[kc-01#30min]]".replace("#30min", ""),
    '<span title="帐号,甲">甲</span>',
    "<!-- 帐号,甲 -->",
)
_PARTS = st.sampled_from(
    [
        *_KEPT,
        *(
            "用帐号登陆",
            "应清洁,干燥",
            "１２3min",
            "5~10 s",
            "50m2、65％",
            "GB/T1.1-2020",
            "(二)、",
        ),
        *('“五定"', '"六点"', "...", "，，", "（一)", "一.总", "[2017]47号", "05月", "2026年05月"),
        *(
            "【【kc-01】】",
            "[[kc-01|课]]",
            "[[会议茶水服务规程]]",
            "＃＃节",
            "｜甲｜乙｜",
            "- 【x】甲",
        ),
        *("[甲]（a.md）", "“", "”", "（", ")", "甲。", "\n", "\n\n", " ", "/// 提示｜甲\n乙\n///"),
        *("／／／", "/// 提示\n标题：甲", "应", "30", "min", "-", "~", ",", "二〇二六年", "第一、"),
    ]
)
_BODIES = st.lists(_PARTS, max_size=14).map("".join)


def _errors(diagnostics: tuple[Diagnostic, ...]) -> int:
    return sum(d.severity is Severity.ERROR for d in diagnostics)


@hypothesis_settings(max_examples=80, deadline=None)
@given(_BODIES)
@example("/// 提示｜甲\n乙\n///[[kc-01|课]]")
@example("".join(f"\n\n{part}\n\n" for part in _KEPT))
def test_mending_is_safe_and_done_in_one_run(body: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        settings = make_site(root, body)
        before = _errors(check(settings).diagnostics)
        first = mend(settings, lambda _: True)
        text = (root / "docs" / PAGE).read_bytes()
        assert _errors(first.checked.diagnostics) <= before
        second = mend(settings, lambda _: True)
        assert second.fixes == []
        assert (root / "docs" / PAGE).read_bytes() == text
        assert [d for d in first.checked.diagnostics if d.fix] == []


def test_code_links_and_tags_are_never_touched(tmp_path: Path) -> None:
    body = "".join(f"应清洁,干燥{part}用帐号。\n\n{part}\n\n" for part in _KEPT if "\n" not in part)
    body += _KEPT[1] + "\n"
    got = mend_page(tmp_path, body)
    for part in _KEPT:
        assert got.count(part) == body.count(part)
    assert "应清洁，干燥" in got


# --- command ------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_site(tmp_path, "应清洁,干燥;用帐号。\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: 甲\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_was_mended_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "其中 3 处可以自动改：qinejia check --fix" in capsys.readouterr().out
    assert main(["check", "--fix", "--strict"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        f"docs/{PAGE}:11:4 已改：“,” → “，”",
        f"docs/{PAGE}:11:7 已改：“;” → “；”",
        f"docs/{PAGE}:11:9 已改：“帐号” → “账号”",
        "自动改了 3 处。",
    ]
    assert main(["check", "--fix"]) == 0
    assert capsys.readouterr().out.startswith("没有自动改动。")


def test_without_the_option_nothing_is_written(site: Path) -> None:
    before = (site / "docs" / PAGE).read_bytes()
    main(["check", "--strict"])
    assert (site / "docs" / PAGE).read_bytes() == before


def test_only_named_files_are_mended(site: Path) -> None:
    before = (site / "docs" / PAGE).read_bytes()
    main(["check", "--fix", "docs/standards"])
    assert (site / "docs" / PAGE).read_bytes() == before


def test_formats_for_machines_carry_the_fixes(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (site / "docs" / PAGE).read_text("utf-8").split("\n")
    main(["check", "--format", "json"])
    fixes = [d["fix"] for d in json.loads(capsys.readouterr().out) if d["fix"]]
    assert len(fixes) == 3
    for fix in fixes:
        line = text[fix["line"] - 1]
        assert line[fix["column"] - 1 : fix["end_column"] - 1] == fix["old"]
    main(["check", "--format", "sarif"])
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    changes = [r["fixes"][0]["artifactChanges"][0] for r in run["results"] if "fixes" in r]
    replaced = [change["replacements"][0] for change in changes]
    assert [r["insertedContent"]["text"] for r in replaced] == [fix["new"] for fix in fixes]
    assert [r["deletedRegion"]["endColumn"] for r in replaced] == [f["end_column"] for f in fixes]


def test_console_of_a_chinese_windows(site: Path) -> None:
    surroundings = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "qinejia", "check", "--fix"]
    done = subprocess.run(command, env=surroundings, capture_output=True, check=True)
    assert "自动改了 3 处。" in done.stdout.decode("utf-8")
    assert done.stderr == b""


def test_positions_have_slashes_on_windows_too() -> None:
    settings = Settings.model_construct(
        root=PureWindowsPath("D:\\库"), docs=PureWindowsPath("D:\\库\\内容\\docs")
    )
    assert settings.label == "内容/docs"


def test_result_of_nothing_to_mend(tmp_path: Path) -> None:
    mended = mend(make_site(tmp_path, "正文。\n"), lambda _: True)
    assert isinstance(mended, Mended)
    assert (mended.fixes, mended.converted) == ([], {})
