"""What is internal never reaches the public edition: canaries in every corner."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.sites.building import build, contents, lay_out

SECRET = "金丝雀"
PUBLIC_STANDARD = """---
标题: 公开规程
编号: Q/QEJ BZ900—2026
状态: 示范文本
全文: 自有
代替: std-q-qej-bz901-2026
公开属性: 主动公开
---

## 前言

使用前由本单位核定。见[[tc-canary-link]]和[[看得见的文字>kc-canary]]。

## 1 范围

1.1 甲。

1.2 乙。

## 2 规范性引用文件

本文件没有规范性引用文件。

## 3 术语和定义

本文件没有需要界定的术语和定义。

## 4 要求

4.1 应清洁。

4.2 应干燥。
"""


def _hidden(kind: str, number: int) -> str:
    """A header and body of an internal record, with a canary in every text."""
    word = f"{SECRET}{number}"
    heads = {
        "standards/std-q-qej-bz901-2026.md": (
            f"编号: Q/QEJ BZ901—2026\n状态: 被代替\n被代替: std-q-qej-bz900-2026\n全文: 自有\n"
            f"适用范围: {word}适用\n英文名称: {word}en\n起草单位: [{word}单位]\nICS: {word}ics"
        ),
        "courses/kc-canary.md": (
            f"课件形式: 实操式\n层级: [执行层]\n阶段: [岗位技能]\n目标: [{word}目标]\n"
            f"标准: std-q-qej-bz900-2026\n主讲: [{word}主讲]\n备注: {word}备注"
        ),
        "manuals/tc-canary-link.md": "标准: std-q-qej-bz900-2026#1.1",
        "places/sj-canary.md": (
            f"标准: std-q-qej-bz900-2026\n五定:\n  定名: {word}名\n  定位: {word}位\n"
            f"  定点: {word}点\n  定量: {word}量\n  定流线: {word}流\n"
            f"物品:\n  - {{名称: {word}物, 数量: {word}数}}"
        ),
        "signs/bs-canary.md": f"标准: std-q-qej-bz900-2026\n数量: {word}块",
        "assessments/questions/tk-canary.md": "标准: std-q-qej-bz900-2026",
        "assessments/checklists/kh-canary.md": f"标准: std-q-qej-bz900-2026\n时限: {word}时",
        "lecturers/js-canary.md": f"类别: 土专家\n单位: {word}单位",
        "sessions/qs-canary.md": "开始: 2026-01-01\n结束: 2026-01-02",
        "terms/term-canary.md": f"来源: {word}源\n定义: {word}定义\n同义词: [{word}同义]",
    }
    bodies = {
        "manuals/tc-canary-link.md": (
            f"/// 步骤 | {word}步\n    条款: std-q-qej-bz900-2026#1.1\n    限值: {word}限\n"
            f"    图: canary{number}.png\n    替代文字: {word}替\n\n{word}做\n\n"
            f"```摆位图\n标题: {word}图\n说明: {word}说\n画布: [100, 60]\n图形:\n"
            f"  - {{形: 文字, 位: [50, 30], 文字: {word}字}}\n```\n///"
        ),
        "assessments/questions/tk-canary.md": (
            f"/// 考题 | {word}题\n    id: q1\n    题型: 单选\n"
            "    依据: std-q-qej-bz900-2026#1.2\n\n"
            f"- [x] {word}对\n  > {word}馈\n- [ ] {word}错\n\n解析：{word}析\n///"
        ),
        "assessments/checklists/kh-canary.md": (
            f"```评分表\n- 项目: {word}项\n  条款: std-q-qej-bz900-2026#1.2\n  方法: {word}法\n```"
        ),
        "standards/std-q-qej-bz901-2026.md": (
            f"## 前言\n\n{word}言\n\n## 1 范围\n\n{word}围\n\n## 2 规范性引用文件\n\n{word}引\n\n"
            f"## 3 术语和定义\n\n### 3.1 {word}语 {word}en\n\n{word}义\n\n"
            f"## 4 {word}章\n\n4.1 {word}条应长5 cm。\n\n4.2 {word}款应宽5 cm，见图1。\n\n"
            f"图1　{word}图题\n"
        ),
    }
    body = bodies.get(kind, f"## {word}节\n\n{word}文\n\n/// 案例 | {word}案\n{word}\n///\n")
    return (
        f"---\n标题: {word}标题\n摘要: {word}摘要\ntags: [{word}签]\ndescription: {word}描述\n"
        f"title: {word}title\n负责: {word}处\n{heads[kind]}\n---\n\n{body}\n"
    )


KINDS = [
    "standards/std-q-qej-bz901-2026.md",
    "courses/kc-canary.md",
    "manuals/tc-canary-link.md",
    "places/sj-canary.md",
    "signs/bs-canary.md",
    "assessments/questions/tk-canary.md",
    "assessments/checklists/kh-canary.md",
    "lecturers/js-canary.md",
    "sessions/qs-canary.md",
    "terms/term-canary.md",
]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files: dict[str, str | bytes] = {
        f"docs/{kind}": _hidden(kind, number) for number, kind in enumerate(KINDS)
    }
    files["docs/standards/std-q-qej-bz900-2026.md"] = PUBLIC_STANDARD
    files["docs/manuals/canary2.png"] = b"\x89PNG" + SECRET.encode()
    files["docs/notes.md"] = f"# {SECRET}普通页\n\n没有写公开属性。\n"
    files["docs/places/sj-sensitive.md"] = (
        f"---\n标题: {SECRET}敏感\n公开属性: 主动公开\n敏感程度: 敏感\n---\n\n{SECRET}点位\n"
    )
    files["docs/terms/term-never.md"] = (
        "---\n标题: 绝不公开词\n来源: 甲\n公开属性: 不公开\n---\n\n绝不公开词的正文\n"
    )
    files["redirects.yml"] = "tc-old: tc-canary-link\nbs-old: std-q-qej-bz900-2026\n"
    folder = lay_out(tmp_path_factory.mktemp("editions") / "kb", files)
    config = (folder / "mkdocs.yml").read_text("utf-8")
    config = config.replace("# repo_url:", "repo_url:").replace("# edit_uri:", "edit_uri:")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return folder


def _unpacked(out: Path) -> dict[str, bytes]:
    return {
        name: gzip.decompress(data) if name.endswith(".gz") else data
        for name, data in contents(out).items()
    }


def test_public_edition_holds_no_canary(source: Path, tmp_path: Path) -> None:
    files = _unpacked(build(source, tmp_path / "public", "--edition", "public"))
    assert "standards/std-q-qej-bz900-2026/index.html" in files
    for name, data in files.items():
        assert SECRET.encode() not in data, name
        assert b"canary" not in data, name
        assert b"canary" not in name.encode(), name
        assert "绝不公开词".encode() not in data, name
        assert b"bz901" not in data, name
        assert b"git.example.cn" not in data, name
    assert "q/bs-old/index.html" in files
    assert "q/tc-old/index.html" not in files
    page = files["standards/std-q-qej-bz900-2026/index.html"].decode()
    assert "看得见的文字" in page
    assert "图 1" not in page


def test_intranet_edition_holds_them(source: Path, tmp_path: Path) -> None:
    files = _unpacked(build(source, tmp_path / "intranet"))
    whole = b"".join(files.values())
    for number in range(len(KINDS)):
        assert f"{SECRET}{number}标题".encode() in whole, number
    assert "places/sj-sensitive/index.html" in files
    assert "manuals/canary2.png" in files
    assert "q/tc-old/index.html" in files
    assert "绝不公开词".encode() not in whole


def test_every_page_that_is_a_file_leads_to_the_editor_of_the_forge(
    source: Path, tmp_path: Path
) -> None:
    files = _unpacked(build(source, tmp_path / "intranet"))
    link = 'href="https://git.example.cn/jiguan/zhishiku/_edit/main/docs/{}"'
    for path in ("places/sj-sensitive", "notes"):
        assert link.format(f"{path}.md") in files[f"{path}/index.html"].decode()
    assert b"git.example.cn" not in files["places/index.html"]  # made by the build
