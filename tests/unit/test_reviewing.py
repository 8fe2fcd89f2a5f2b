"""The review chain: what a signature covers, how it is written, and what it keeps off the site."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from qinejia.cli.main import main
from qinejia.links.approvals import approval_of
from qinejia.links.fingerprints import fingerprint
from qinejia.model.headers.common import Signature
from qinejia.model.position import Position
from qinejia.model.records import Site
from qinejia.pipeline import check
from qinejia.pipeline.approving import Signing, SigningFault, check_signing, with_signature
from qinejia.pipeline.fingerprinting import Fingerprints
from qinejia.printing.review_register import Row, register_csv, register_html
from qinejia.settings import find_settings, settings_from
from qinejia.settings.loading import PREVIEW_VARIABLE
from qinejia.source.documents import split
from tests.support import (
    COURSE,
    STANDARD,
    edition_of,
    render_tree,
    settings_of,
    text_of,
    write_tree,
)

ISSUED = STANDARD.replace(
    "状态: 示范文本", "状态: 现行\n发布日期: 2026-05-01\n实施日期: 2026-05-01"
)
PATH = "manuals/tc-a.md"
MANUAL = """---
标题: 续水图册  # 暂定
岗位: [会议服务, "保洁"]
负责: 会议服务科
公开属性: 主动公开
---

![续水](a.png)

/// 步骤 | 续水
做。
///
"""
TODAY = datetime.date(2026, 5, 20)
STEPS = (("first", "甲"), ("second", "乙"), ("final", "丙"), ("secrecy", "甲"))


def signed(text: str, path: str, files: Mapping[str, str | bytes], steps: int = 4) -> str:
    """``text`` with its first ``steps`` signatures, as somebody would write them by command."""
    site = _site({**files, path: text})
    record = next(r for r in site.records.values() if r.path == path)
    mark = site.fingerprints[record.id]
    for field, person in STEPS[:steps]:
        signature = Signature.model_validate({"人": person, "日期": TODAY, "指纹": mark})
        text = with_signature(text, field, signature)
    return text


def _site(files: Mapping[str, str | bytes]) -> Site:
    """A checked site with the fingerprint of every record."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_tree(root / "docs", files)
        site = check(settings_of({}, root)).site
        marks = Fingerprints(site, root / "docs")
        found = {record.id: marks.of(record) for record in site.records.values()}
    return dataclasses.replace(site, fingerprints=found)


def mark_of(text: str, picture: bytes = b"1") -> str:
    return str(_site({PATH: text, "manuals/a.png": picture}).fingerprints["tc-a"])


@pytest.mark.parametrize(
    "same",
    [
        MANUAL.replace('[会议服务, "保洁"]', "\n  - '会议服务'\n  - 保洁"),
        MANUAL.replace("  # 暂定", ""),
        MANUAL.replace("负责: 会议服务科\n", "").replace("---\n\n!", "负责: 会议服务科\n---\n\n!"),
        MANUAL.replace("\n", "\r\n"),
        MANUAL.replace("做。", "做。  ") + "\n\n",
        "\ufeff" + MANUAL,
    ],
    ids=["list", "remark", "order", "crlf", "blanks", "bom"],
)
def test_another_spelling_of_the_same_content_voids_nothing(same: str) -> None:
    assert same != MANUAL
    assert mark_of(same) == mark_of(MANUAL)


@pytest.mark.parametrize(
    ("text", "picture"),
    [
        (MANUAL.replace("做。", "作。"), b"1"),
        (MANUAL.replace("主动公开", "内网"), b"1"),
        (MANUAL.replace("图册", "画册"), b"1"),
        (MANUAL.replace("做。", "  做。"), b"1"),
        (MANUAL, b"2"),
    ],
    ids=["word", "disclosure", "title", "indent", "picture"],
)
def test_changed_content_has_another_fingerprint(text: str, picture: bytes) -> None:
    assert mark_of(text, picture) != mark_of(MANUAL)


def test_locked_film_counts_by_its_lock_and_captions_without_line_ends(tmp_path: Path) -> None:
    video = "---\n标题: 片\n文件: a.mp4\n字幕: a.vtt\n---\n说明。\n"
    cues = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n请\n"

    def mark(lock: str, captions: str) -> str:
        write_tree(
            tmp_path,
            {"docs/videos/sp-a.md": video, "docs/videos/a.vtt": captions, "media.lock.yml": lock},
        )
        site = check(settings_of({}, tmp_path)).site
        return Fingerprints(site, tmp_path / "docs").of(site.records["sp-a"])

    lock = '版本: "1"\n文件:\n  "videos/a.mp4": {指纹: %s, 字节: 5, 时长: 2}\n'
    first = mark(lock % ("a" * 64), cues)
    assert mark(lock % ("a" * 64), cues.replace("\n", "\r\n")) == first
    assert mark(lock % ("b" * 64), cues) != first
    assert mark(lock % ("a" * 64), cues.replace("请", "谢")) != first


# --- writing ------------------------------------------------------------------------------------

MARK = "v1-0123456789abcdef01234567"
SIGNATURE = Signature.model_validate({"人": "处: #1", "日期": "2026-05-06", "指纹": MARK})
LINE = f'复审: {{人: "处: #1", 日期: 2026-05-06, 指纹: {MARK}}}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("标题: 甲\n# 完\n", f"标题: 甲\n# 完\n审核:\n  {LINE}\n"),
        ("审核:\n标题: 甲\n", f"审核:\n  {LINE}\n标题: 甲\n"),
        (
            "审核:  # 三审\n  # 处里的\n  初审: {人: 甲, 日期: 2026-05-01}  # 旧\n"
            "\n# 下一个\n标题: 甲\n",
            "审核:  # 三审\n  # 处里的\n  初审: {人: 甲, 日期: 2026-05-01}  # 旧\n"
            f"  {LINE}\n\n# 下一个\n标题: 甲\n",
        ),
        (
            "审核:\n    初审:\n        人: 甲\n        日期: 2026-05-01\n    终审:\n"
            "        人: 丙\n        日期: 2026-05-03\n标题: 甲\n",
            f"审核:\n    初审:\n        人: 甲\n        日期: 2026-05-01\n    {LINE}\n    终审:\n"
            "        人: 丙\n        日期: 2026-05-03\n标题: 甲\n",
        ),
        (
            "审核:\n  复审:\n    人: 乙\n    日期: 2026-05-01\n  # 领导\n"
            "  终审: {人: 丙, 日期: 2026-05-03}\n",
            f"审核:\n  {LINE}\n  # 领导\n  终审: {{人: 丙, 日期: 2026-05-03}}\n",
        ),
        (
            "审核: {初审: {人: 甲, 日期: 2026-05-01},\n"
            "  终审: {人: 丙, 日期: 2026-05-03}}\n标题: 甲\n",
            f"审核:\n  初审: {{人: 甲, 日期: 2026-05-01}}\n  {LINE}\n"
            "  终审: {人: 丙, 日期: 2026-05-03}\n标题: 甲\n",
        ),
    ],
    ids=["new", "empty", "remarks", "lines", "replaced", "flow"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_signature_changes_one_line_and_no_other_byte(before: str, after: str, end: str) -> None:
    def file(header: str) -> str:
        return f"\ufeff---\n{header}---\n正文  \n审核:\n".replace("\n", end)

    assert with_signature(file(before), "second", SIGNATURE) == file(after)


@pytest.mark.parametrize(
    "header",
    [
        "审核: {初审: {人: 甲, 日期: 2026-05-01}}  # 旧\n",
        "审核: 甲\n",
        "审核: {初审: 甲}\n",
        "标题: '\n",
    ],
)
def test_header_that_would_lose_something_is_left_alone(header: str) -> None:
    with pytest.raises(SigningFault):
        with_signature(f"---\n{header}---\n", "second", SIGNATURE)


# --- the chain ----------------------------------------------------------------------------------


def _try(text: str, step: str, person: str, day: datetime.date = TODAY) -> str:
    """What the command would say; empty when it would sign."""
    site = _site({PATH: text, "manuals/a.png": b"1"})
    try:
        check_signing(site.records["tc-a"], site, Signing(step, person, day), TODAY)
    except SigningFault as fault:
        return str(fault)
    return ""


def test_signatures_come_in_order_from_different_people_on_days_that_have_come() -> None:
    files = {"manuals/a.png": b"1"}
    one, two = signed(MANUAL, PATH, files, 1), signed(MANUAL, PATH, files, 2)
    tomorrow, yesterday = TODAY + datetime.timedelta(1), TODAY - datetime.timedelta(1)
    assert not _try(MANUAL, "first", "甲") and not _try(one, "second", "乙")
    assert not _try(two, "final", "丙") and not _try(MANUAL, "secrecy", "甲")
    assert "先完成初审" in _try(MANUAL, "second", "乙")
    assert "先完成复审" in _try(one, "final", "丙")
    assert "同一人" in _try(one, "second", " 甲 ")
    assert "同一人" in _try(two, "final", "甲")
    assert "早于" in _try(one, "second", "乙", yesterday)
    assert "还没有到" in _try(one, "second", "乙", tomorrow)
    assert "不用再签" in _try(one, "first", "丁")
    assert "内容改过" in _try(two.replace("做。", "作。"), "final", "丙")
    assert not _try(two.replace("做。", "作。"), "first", "乙"), "a void signature blocks nobody"
    for name in ("", " ", "长" * 41, "甲\x1b[2J"):
        assert "岗位或姓名" in _try(MANUAL, "first", name)


def test_changed_text_voids_all_and_a_new_first_reading_only_itself() -> None:
    files = {"manuals/a.png": b"1"}
    changed = signed(MANUAL, PATH, files).replace("做。", "作。")
    site = _site({**files, PATH: changed})
    approval = approval_of(site.records["tc-a"], site)
    assert approval.describe() == "初审、复审、终审、保密核定失效"
    again = signed(changed, PATH, files, 1)
    site = _site({**files, PATH: again})
    assert approval_of(site.records["tc-a"], site).describe() == "复审、终审、保密核定失效"


# --- the gate -----------------------------------------------------------------------------------


def _gated(change: str = "") -> dict[str, str]:
    """An issued standard and a course, both approved; the manual is ``signed`` and then changed."""
    standard_path = "standards/std-q-qej-bz201.3-2026.md"
    course = COURSE.replace("讲义正文。", "见[[tc-a]]和[[续水步骤>tc-a#step-1]]。")
    manual = MANUAL.replace("![续水](a.png)\n\n", "").replace("做。", "只在图册里写的步骤。")
    files: dict[str, str] = {standard_path: ISSUED, "courses/kc-01.md": course, PATH: manual}
    for path in list(files):
        files[path] = signed(files[path], path, files)
    if change:
        files[PATH] = files[PATH].replace(*change.split(">"))
    return files


def test_only_approved_records_reach_a_build() -> None:
    whole = edition_of(_gated(), {"审核": "必需"})
    assert set(whole.site.records) == {"std-q-qej-bz201.3-2026", "kc-01", "tc-a"}
    files = _gated("只在图册里写的步骤>只在图册里写的新步骤")
    cut = edition_of(files, {"审核": "必需"})
    assert set(cut.site.records) == {"std-q-qej-bz201.3-2026", "kc-01"}
    assert PATH in cut.withheld
    everything = "".join(cut.files().values())
    for word in ("tc-a", "续水图册", "只在图册"):
        assert word not in everything
    html = render_tree(files, {"审核": "必需"})["kc-01"]
    assert "tc-a" not in html and "见（未发布）和" in text_of(html) and "续水步骤" in html
    for gentle in ("提示", "关闭"):
        assert "tc-a" in edition_of(files, {"审核": gentle}).site.records


def test_only_what_is_in_a_site_is_recorded_as_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What waits for its review may still be renamed; what was recorded before stays."""
    hidden = {"manuals/tc-b.md": MANUAL.replace("主动公开", "不公开").replace("a.png", "b.png")}
    files = {**_gated("只在>仅在"), **hidden, "manuals/b.png": ""}
    write_tree(tmp_path / "docs", files)
    monkeypatch.chdir(tmp_path)

    def recorded(review: str) -> set[str]:
        config = f"site_name: 局\nextra:\n  qinejia: {{审核: {review}}}\n"
        (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
        assert main(["ids", "record"]) == 0
        lines = (tmp_path / "ids.lock").read_text("utf-8").splitlines()[1:]
        return {line.partition("\t")[0] for line in lines}

    approved = {"std-q-qej-bz201.3-2026", "kc-01"}
    assert recorded("必需") == approved
    assert "已登记 2 个标识，没有发布的 2 个不登记。" in capsys.readouterr().out
    assert recorded("提示") == {*approved, "tc-a"}
    assert recorded("必需") == {*approved, "tc-a"}
    assert main(["check"]) == 0


def test_model_text_is_approved_by_nobody() -> None:
    files = {"standards/std-q-qej-bz201.3-2026.md": STANDARD}
    assert not edition_of(files, {"审核": "必需"}).site.records
    assert edition_of(files, {"审核": "提示"}).site.records


def test_preview_shows_what_is_still_to_be_reviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREVIEW_VARIABLE, "1")
    settings, _ = settings_from({"审核": "必需"}, root=Path("/a"), docs=Path("/a/docs"))
    assert settings is not None and settings.options.review == "提示"


def test_page_says_by_whom_it_was_approved_and_never_passes_off_a_void_signature() -> None:
    def fact(files: Mapping[str, str], review: str = "提示") -> str:
        edition = edition_of(files, {"审核": review})
        view = edition.record_view(edition.site.records["tc-a"])
        return next((f.text for f in view.facts if f.label == "审核"), "")

    day = TODAY.isoformat()
    expected = f"初审 甲 {day}；复审 乙 {day}；终审 丙 {day}；保密核定 甲 {day}"
    assert fact(_gated()) == expected
    void = _gated("只在>仅在")
    assert fact(void) == "没有完成（初审、复审、终审、保密核定失效）"
    assert fact(void, "关闭") == ""


# --- the command --------------------------------------------------------------------------------


def _git(folder: Path, *arguments: str) -> None:
    name = ("-c", "user.name=a", "-c", "user.email=a@example.cn")
    subprocess.run(["git", "-C", str(folder), *name, *arguments], check=True, capture_output=True)


@pytest.fixture
def bureau(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small site under version control."""
    write_tree(
        tmp_path,
        {
            "mkdocs.yml": "site_name: 局\nextra:\n  qinejia: {主办单位: 示例局}\n",
            f"docs/{PATH}": MANUAL,
            "docs/manuals/a.png": b"1",
        },
    )
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "初稿")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _sign_all() -> None:
    for name, person in (
        ("初审", "甲科"),
        ("复审", "乙处"),
        ("终审", "局领导"),
        ("保密核定", "保密办"),
    ):
        assert main(["review", "sign", f"docs/{PATH}", "--as", name, "--name", person]) == 0


def test_status_names_the_commit_that_voided(
    bureau: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _sign_all()
    _git(bureau, "commit", "-qam", "签署")
    path = bureau / "docs" / PATH

    def status() -> str:
        capsys.readouterr()
        assert main(["review", "status"]) == 0
        return capsys.readouterr().out

    assert "通过 1 条" in status()
    path.write_text(path.read_text("utf-8").replace("负责: 会议服务科\n", ""), "utf-8")
    assert "初审、复审、终审、保密核定失效：还没有提交的改动" in status()
    _git(bureau, "commit", "-qam", "去掉负责单位")
    path.write_text(path.read_text("utf-8").replace("做。", "作。"), "utf-8")
    _git(bureau, "commit", "-qam", "再改一个字")
    assert "“去掉负责单位”" in status()
    _git(bureau, "revert", "-n", "HEAD", "HEAD~1")
    assert "通过 1 条" in status(), "what reads as it was signed is signed"
    (bureau / "docs/manuals/a.png").write_bytes(b"2")
    assert "还没有提交的改动（图片、字幕或附件）" in status()
    _git(bureau, "commit", "-qam", "换图")
    assert "“换图”（图片、字幕或附件）" in status()


def test_status_can_be_read_in_eighty_columns(
    bureau: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Chinese characters take two columns; no name is cut short."""
    names = ["会议服务中心" * 6, "乙处", "局领导", "保密工作领导小组办公室"]
    for step, name in zip(("初审", "复审", "终审", "保密核定"), names, strict=True):
        assert main(["review", "sign", f"docs/{PATH}", "--as", step, "--name", name]) == 0
    _git(bureau, "commit", "-qam", "签署")
    path = bureau / "docs" / PATH
    path.write_text(path.read_text("utf-8").replace("做。", "作。"), "utf-8")
    _git(bureau, "commit", "-qam", "按各处室的意见把续水的做法改得更明白" * 2)
    capsys.readouterr()
    assert main(["review", "status"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for line in lines:
        assert sum(1 + (ord(sign) > 0x2E80) for sign in line) <= 80
    told = "".join(line.strip() for line in lines)
    assert all(name in told for name in names)
    assert f"审核中    docs/{PATH}" in lines


def test_hint_of_the_first_unreviewed_record_can_be_followed(bureau: Path) -> None:
    settings, _ = find_settings(bureau / "mkdocs.yml")
    assert settings is not None
    (found,) = [d for d in check(settings).diagnostics if d.code == "QJ041"]
    assert str(found.position) == f"docs/{PATH}:1:1"
    listing, signing = re.findall(r"qinejia ([ -~]+ --as 初审 --name 岗位|[ -~]+)", found.advice)
    assert main(listing.split()) == 0
    assert main(signing.split()) == 0
    assert "初审: {人: 岗位" in (bureau / "docs" / PATH).read_text("utf-8")


def test_sign_refuses_what_is_no_record_or_has_errors(
    bureau: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (bureau / "docs/seite.md").write_text("# 页面\n", "utf-8")
    more = ["--as", "初审", "--name", "甲"]
    assert main(["review", "sign", "docs/seite.md", *more]) == 2
    path = bureau / "docs" / PATH
    path.write_text(MANUAL.replace("a.png", "b.png"), "utf-8")
    assert main(["review", "sign", f"docs/{PATH}", *more]) == 1
    assert "QJ035" in capsys.readouterr().err
    assert path.read_text("utf-8") == MANUAL.replace("a.png", "b.png")


def test_register_is_written_as_page_and_as_table(bureau: Path) -> None:
    _sign_all()
    assert main(["review", "register", "--out", "a.html"]) == 0
    assert main(["review", "register", "--out", "a.csv"]) == 0
    assert main(["review", "register", "--out", "a.docx"]) == 2
    page = (bureau / "a.html").read_text("utf-8")
    for word in ("示例局", "续水图册", "局领导", "保密办", "通过"):
        assert word in page
    (head, row) = csv.reader(io.StringIO((bureau / "a.csv").read_text("utf-8-sig")))
    found = dict(zip(head, row, strict=True))
    assert (found["终审"], found["终审是否有效"], found["状态"]) == ("局领导", "有效", "通过")


def test_register_shows_hostile_names_as_text_and_strikes_what_is_void() -> None:
    signatures = (("", "", True), ("<b>甲", "2026-05-01", False), *[("", "", True)] * 3)
    row = Row("=1+1", "tc-a", "内网", "", signatures, "缺复审", "v1-a")
    page = register_html([row], "<局>", "2026-05-01")
    assert "<b>" not in page and "<局>" not in page
    assert "<s>&lt;b&gt;甲<small>2026-05-01</small></s>" in page
    assert "\r\n'=1+1,tc-a" in register_csv([row])


def test_fingerprint_of_a_header_that_cannot_be_read_is_still_one() -> None:
    document = split("a.md", Position("a.md"), "---\n标题: '\n---\n\ud800\n")
    assert fingerprint(document.header or "", document.body, {}).startswith("v1-")
