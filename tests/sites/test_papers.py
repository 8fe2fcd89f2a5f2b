"""Papers as an examiner prints them; a certifying key is nowhere but on its own sheet."""

from __future__ import annotations

import gzip
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.sites.building import ROOT, build, copy_own, lay_out, run

pytestmark = pytest.mark.slow

CANARY = "金丝雀"
BANK = """---
标题: 认证题库
级别: 认证
更新: 2026-01-01
公开属性: 主动公开
负责: 局标准化项目组
试卷:
  - {名称: 正式卷, 方式: 考试, 抽题: [{数量: 2}]}
---

/// 考题 | 题干甲金丝雀一
    id: q1
    题型: 单选
    依据: std-gb-t-1.1-2020

- [ ] 选项金丝雀二
  > 反馈金丝雀三
- [x] 选项金丝雀四

解析：解析金丝雀五
///

/// 考题 | 题干乙 ____ 完
    id: q2
    题型: 填空
    依据: std-gb-t-1.1-2020

- [x] 金丝雀六
///
"""
STANDARD = (ROOT / "tests/cases/_base/docs/standards/std-gb-t-1.1-2020.md").read_text("utf-8")


def text_of(pdf: Path) -> str:
    command = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_own(tmp_path_factory.mktemp("own"))


def test_paper_sheet_and_key_belong_together(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "卷.pdf"
    arguments = ("print", "paper", "tk-chashui", "--paper", "结业测验", "--out", str(out))
    done = run(own, *arguments, "--seed", "7")
    assert done.returncode == 0, done.stderr
    paper, sheet, key = (text_of(tmp_path / f"卷{end}.pdf") for end in ("", "-答题卡", "-答案"))
    for text in (paper, sheet, key):
        assert "卷号 00000007" in text
    assert len(re.findall(r"^\s*\d+．", paper, re.MULTILINE)) == 9
    assert "解析" not in paper + sheet and "答案：" not in paper + sheet
    assert len(re.findall(r"Q/QEJ BZ201.3—2026", key)) == 9
    assert "阅卷专用" in key
    # The letter of the key is that of the right choice on this very copy.
    number, letter = re.findall(r"^\s*(\d)\s+([A-D])\s+5\s", key, re.MULTILINE)[0]
    asked = re.split(r"^\s*\d+．", paper, flags=re.MULTILINE)[int(number)]
    assert re.search(rf"{letter}\.\s*\S+", asked)


def test_the_same_seed_prints_the_same_and_another_another(own: Path, tmp_path: Path) -> None:
    made = {}
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        out = tmp_path / f"{name}.pdf"
        run(
            own,
            "print",
            "paper",
            "tk-chashui",
            "--seed",
            seed,
            "--paper",
            "结业测验",
            "--out",
            str(out),
        )
        made[name] = out.read_bytes()
    assert made["a"] == made["b"]
    assert text_of(tmp_path / "a.pdf") != text_of(tmp_path / "c.pdf")


def test_copies_differ(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    done = run(own, "print", "paper", "tk-baitai", "--copies", "2", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.glob("x-*.pdf"))) == 6


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("paper", "tk-nichts"), "没有题库“tk-nichts”"),
        (("paper", "tk-chashui", "--paper", "没有的卷"), "可以选：随堂小测、结业测验"),
        (("checklist", "tk-chashui"), "没有实操评分表"),
        (("session", "kc-27"), "没有培训期"),
    ],
)
def test_what_is_not_there_is_named(own: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(own, "print", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_the_file_of_a_session_is_whole(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "session.pdf"
    done = run(own, "print", "session", "qs-2026-01", "--out", str(out))
    assert done.returncode == 0, done.stderr
    text = text_of(out)
    for words in ("培训计划", "签到表", "满意度测评表", "空间质量", "评估表", "课程的内容", "卷号"):
        assert words in text
    assert len(re.findall(r"^\s*28\s*$", text, re.MULTILINE)) == 1  # 24 and 4 places to sign


def test_a_file_that_is_not_whole_says_what_is_missing(own: Path, tmp_path: Path) -> None:
    page = own / "docs/sessions/qs-2026-01.md"
    before = page.read_text("utf-8")
    page.write_text(before.replace("签到表, 试卷, ", ""), "utf-8")
    try:
        done = run(own, "print", "session", "qs-2026-01", "--out", str(tmp_path / "s.pdf"))
    finally:
        page.write_text(before, "utf-8")
    assert "档案里还没有登记：签到表、试卷" in done.stderr
    assert "□ 签到表" in text_of(tmp_path / "s.pdf")


def test_a_checklist_is_a_form(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    assert run(own, "print", "checklist", "kh-chashui", "--out", str(out)).returncode == 0
    text = text_of(out)
    assert "考评员：" in text and "≥80" in text and "合计" in text


# Not every backslash in a script begins an escape that Python knows.
@pytest.mark.filterwarnings("ignore:invalid (octal )?escape sequence:DeprecationWarning")
@pytest.mark.parametrize("edition", ["intranet", "public"])
def test_nothing_of_a_certifying_bank_reaches_the_site(tmp_path: Path, edition: str) -> None:
    files: dict[str, str | bytes] = {
        "docs/assessments/questions/tk-cert.md": BANK,
        "docs/standards/std-gb-t-1.1-2020.md": STANDARD,
    }
    site = lay_out(tmp_path / "kb", files)
    out = build(site, tmp_path / "site", "--edition", edition, "--downloads")
    page = (out / "assessments/questions/tk-cert/index.html").read_text("utf-8")
    assert "题目、答案都不放在网页上" in page
    leaks = []
    for path in out.rglob("*"):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        if path.suffix in (".docx", ".zip"):
            with zipfile.ZipFile(path) as pack:
                data = b"".join(pack.read(name) for name in pack.namelist())
        text = data.decode("utf-8", "ignore")
        if path.suffix == ".pdf":
            text = text_of(path)
        text = text.encode("utf-8").decode("unicode_escape", "ignore") + text
        if CANARY in text or "题干乙" in text or '"q2"' in text:
            leaks.append(path.relative_to(out).as_posix())
    assert leaks == []


def test_a_certifying_bank_is_printed_without_the_authors_order(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docs/assessments/questions/tk-cert.md": BANK,
        "docs/standards/std-gb-t-1.1-2020.md": STANDARD,
    }
    site = lay_out(tmp_path / "kb", files)
    orders = set()
    for seed in range(8):
        out = tmp_path / f"{seed}.pdf"
        done = run(site, "print", "paper", "tk-cert", "--seed", str(seed), "--out", str(out))
        assert done.returncode == 0, done.stderr
        text = text_of(out)
        assert "金丝雀三" not in text and "金丝雀五" not in text and "金丝雀六" not in text
        orders.add(text.index("金丝雀二") < text.index("金丝雀四"))
    assert orders == {True, False}
