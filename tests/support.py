"""Small sites for tests: made of a mapping from path to text, read by the real pipeline."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from pathlib import Path

from qinejia.diagnostics import Diagnostic, Severity
from qinejia.diagnostics.formats import format_line
from qinejia.model.records import Record
from qinejia.pipeline import Checked, check
from qinejia.pipeline.preparing import Edition
from qinejia.settings import Settings, settings_from

REPOSITORY = Path(__file__).resolve().parent.parent
HOOK = REPOSITORY / "hooks" / "knowledge_base.py"
OVERRIDES = REPOSITORY / "overrides"
EPOCH = "1780300000"  # 1 June 2026 in China

EXTENSIONS = (
    "toc",
    "tables",
    "fenced_code",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "sane_lists",
)
"""What MkDocs adds by itself, and what ``mkdocs.yml`` names."""

STANDARD = """---
标题: 会议茶水服务规程
编号: Q/QEJ BZ201.3—2026
状态: 示范文本
全文: 自有
负责: 会议服务中心
更新: 2026-05-01
公开属性: 主动公开
---

## 前言

本文件为示范文本，使用前由本单位核定。

## 1 范围

本文件规定了会议茶水服务的要求。

## 2 规范性引用文件

本文件没有规范性引用文件。

## 3 术语和定义

本文件没有需要界定的术语和定义。

## 4 总体要求

服务应符合本文件的要求。

## 5 服务要求

### 5.1 会前准备

5.1.1 上岗前应洗手。

5.1.2 应符合下列要求：

a) 着装整洁；
b) 不佩戴饰物：
1) 戒指；
2) 手链。

### 5.2 续水

茶水应斟至七至八分满。
"""
"""A valid standard, ``std-q-qej-bz201.3-2026``."""

COURSE = """---
标题: 会议茶水服务
序号: 1
课件形式: 实操式
层级: 执行层
阶段: 岗位技能
标准: std-q-qej-bz201.3-2026
公开属性: 主动公开
---

讲义正文。
"""
"""A valid course, ``kc-01``."""

SMALL_SITE = {
    "standards/std-q-qej-bz201.3-2026.md": STANDARD,
    "courses/kc-01.md": COURSE,
}


BANK = (
    "---\n标题: 题库\n级别: 自测\n---\n/// 考题 | 茶水____。\n    id: q1\n    题型: 填空\n"
    "    依据: std-q-qej-bz201.3-2026#5.2\n\n- [x] 秘钥甲\n\n解析：秘钥乙\n///\n"
    "/// 考题 | 几分？\n    id: q2\n    题型: 单选\n    依据: std-q-qej-bz201.3-2026#5.2\n\n"
    "- [ ] 五分\n  > 秘钥丙\n- [x] 八分\n///\n"
)
"""A question bank whose key must not be seen."""


def settings_of(
    options: Mapping[str, object] | None = None, root: Path = Path("/nowhere")
) -> Settings:
    """Settings as ``extra.qinejia`` would give them."""
    settings, faults = settings_from(dict(options or {}), root=root, docs=root / "docs")
    assert settings is not None, faults
    return settings


def check_tree(
    files: Mapping[str, str | bytes],
    options: Mapping[str, object] | None = None,
    ledger: str = "",
    redirects: str = "",
) -> Checked:
    """Check a site whose ``docs`` holds ``files``, as ``qinejia check`` would."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "docs").mkdir()
        write_tree(root / "docs", files)
        write_tree(root, {"ids.lock": ledger, "redirects.yml": redirects})
        return check(settings_of(options, root))


def record_of(path: str, text: str) -> Record:
    """The one record of a file, read among the records of ``SMALL_SITE``."""
    name = path.rpartition("/")[2].removesuffix(".md")
    return check_tree({**SMALL_SITE, path: text}).site.records[name]


def found_in(
    path: str, text: str, others: Mapping[str, str] | None = None
) -> list[tuple[str, int, int]]:
    """Code, line and column of every error in one file among the records of ``SMALL_SITE``."""
    checked = check_tree({**SMALL_SITE, **(others or {}), path: text})
    return [
        (d.code, d.position.line, d.position.column)
        for d in checked.diagnostics
        if d.position.path == f"docs/{path}" and d.severity is Severity.ERROR
    ]


def edition_of(
    files: Mapping[str, str],
    options: Mapping[str, object] | None = None,
    ledger: str = "",
    redirects: str = "",
) -> Edition:
    """An edition ready to be written out."""
    checked = check_tree(files, options, ledger, redirects)
    return Edition(checked, settings_of(options), {}, EXTENSIONS)


def render_tree(
    files: Mapping[str, str], options: Mapping[str, object] | None = None
) -> dict[str, str]:
    """HTML of every record by id, and of no page."""
    edition = edition_of(files, options)
    return {name: edition.record_html(record) for name, record in edition.site.records.items()}


def render_body(body: str, files: Mapping[str, str] | None = None) -> str:
    """HTML of the course ``kc-01`` with ``body``, among ``SMALL_SITE`` and ``files``."""
    text = COURSE.replace("讲义正文。\n", body)
    return render_tree({**SMALL_SITE, **(files or {}), "courses/kc-01.md": text})["kc-01"]


def codes(diagnostics: Iterable[Diagnostic]) -> list[str]:
    return [d.code for d in diagnostics]


def errors(checked: Checked) -> list[str]:
    """Every error as one line."""
    return [format_line(d) for d in checked.diagnostics if d.severity is Severity.ERROR]


# --- sites on disk ------------------------------------------------------------------------------


def write_tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write ``files`` (path below ``root`` → content) and return ``root``."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_bytes(content.encode())
    return root


def full_config(extra: str = "", more: str = "") -> str:
    """A ``mkdocs.yml`` that uses the repository's hook and templates."""
    return f"""site_name: 勤e家
theme:
  name: material
  language: zh
  custom_dir: {OVERRIDES}
  font: false
validation:
  nav:
    omitted_files: ignore
  anchors: ignore
nav:
  - 首页: index.md
hooks:
  - {HOOK}
plugins:
  - mkdocs-video:
      is_video: true
      css_style: {{}}
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - sane_lists
  - tables
{more}extra:
  generator: false
  qinejia:
    课程总数: 0
{extra}"""


def run(
    command: list[str], folder: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program in ``folder`` as a user's shell would; output must be UTF-8."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("QINEJIA_")
    }
    return subprocess.run(
        command,
        cwd=folder,
        env={
            **inherited,
            "NO_MKDOCS_2_WARNING": "1",
            "SOURCE_DATE_EPOCH": EPOCH,
            **(environment or {}),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def mkdocs(
    root: Path,
    *options: str,
    environment: Mapping[str, str] | None = None,
    engine: str = "mkdocs",
) -> subprocess.CompletedProcess[str]:
    """``mkdocs build --strict`` of the site at ``root``."""
    command = [sys.executable, "-m", engine, "build", "--strict"]
    return run([*command, "-f", str(root / "mkdocs.yml"), *options], root, environment)


def qinejia(
    root: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """``qinejia …`` in the site at ``root``."""
    return run([sys.executable, "-m", "qinejia", *arguments], root, environment)


def said(done: subprocess.CompletedProcess[str]) -> str:
    return done.stdout + done.stderr


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file by its path with forward slashes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class _Scan(HTMLParser):
    """Collects tags and visible text the way a browser would see them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def tags_of(html: str) -> list[tuple[str, dict[str, str]]]:
    """Every start tag with its attributes."""
    scan = _Scan()
    scan.feed(html)
    scan.close()
    return scan.tags


def text_of(html: str) -> str:
    """The text of ``html`` with runs of white space made one space."""
    scan = _Scan()
    scan.feed(html)
    scan.close()
    return re.sub(r"\s+", " ", "".join(scan.text)).strip()


def active_content(html: str) -> list[str]:
    """Whatever a strict CSP would have to stop: scripts, styles, handlers, script addresses."""
    found: list[str] = []
    for tag, attributes in tags_of(html):
        if tag in ("script", "style", "iframe", "object", "embed", "base", "form", "link", "meta"):
            found.append(f"<{tag}>")
        for name, value in attributes.items():
            plain = re.sub(r"[\x00-\x20]", "", value).lower()
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                found.append(f"<{tag} {name}>")
            if plain.startswith(("javascript:", "vbscript:", "data:text/html")):
                found.append(f"<{tag} {name}={value}>")
    return found
