"""A bureau's existing MkDocs pages come along unchanged when only our hook is added."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from tests.sites.building import ROOT, contents, lay_out, run

CONFIG = """
site_name: 某单位知识库
theme:
  name: mkdocs
  highlightjs: false
nav:
  - 首页: index.md
  - 指南: guide/使用 指南.md
validation:
  nav:
    omitted_files: ignore
plugins:
  - mkdocs-video:
      is_video: true
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - tables
  - pymdownx.superfences
  - pymdownx.details
  - pymdownx.tabbed:
      alternate_style: true
  - pymdownx.blocks.admonition
"""
HOOKED = CONFIG + f"hooks:\n  - {ROOT / 'hooks/knowledge_base.py'}\n"
GUIDE = """# 使用指南

=== "甲"

    第一个标签页。

=== "乙"

    第二个标签页。

!!! note "注意"
    正文里有[锚点](#常见问题)和![图](图 片.png)。

| 项目 | 数量 |
|:-----|-----:|
| 杯   | 10   |

/// note | 引擎自己的块
内容。
///

## 常见问题

脚注[^1]与 `[[不是引用]]`，行内<kbd>Ctrl</kbd>。

## 常见问题

## ！！！

[^1]: 脚注正文。
"""
FILES: dict[str, str | bytes] = {
    "docs/index.md": "# 首页\n\n见[指南](guide/使用 指南.md#常见问题)。\n",
    "docs/guide/使用 指南.md": GUIDE,
    "docs/guide/图 片.png": b"\x89PNG",
    "docs/clip.md": "# 视频\n\n前文。\n\n![type:video](clip.mp4)\n\n后文。\n",
    "docs/clip.mp4": b"mp4",
    "docs/empty.md": "",
    "docs/comment.md": "<!-- 只有注释 -->\n",
    "docs/rule.md": "---\n\n# 以横线开头\n",
}


@pytest.fixture(scope="module")
def hooked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay_out(tmp_path_factory.mktemp("foreign") / "kb", FILES, HOOKED)
    done = run(folder, "build", "--strict", "-q", "-d", str(folder / "out"), module="mkdocs")
    assert done.returncode == 0, done.stderr
    return folder / "out"


def _article(html: str) -> str:
    return html[html.index('role="main"') : html.index("<footer")]


def _words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def test_text_of_pages_is_the_same_as_without_us(hooked: Path, tmp_path: Path) -> None:
    plain = {k: v for k, v in FILES.items() if k not in ("docs/empty.md", "docs/comment.md")}
    folder = lay_out(tmp_path / "kb", plain, CONFIG)
    done = run(folder, "build", "-q", "-d", str(tmp_path / "out"), module="mkdocs")
    assert done.returncode == 0, done.stderr
    for name, data in contents(tmp_path / "out").items():
        if name.endswith(".html") and name != "404.html":
            ours = (hooked / name).read_text("utf-8")
            assert _words(_article(ours)) == _words(_article(data.decode())), name


def test_headings_have_readable_anchors(hooked: Path) -> None:
    html = (hooked / "guide/使用 指南/index.html").read_text("utf-8")
    anchors = re.findall(r'<h\d id="([^"]*)"', html)
    assert anchors[:3] == ["使用指南", "常见问题", "常见问题-2"]
    assert not any(re.fullmatch(r"_\d+", anchor) for anchor in anchors)


def test_table_alignment_is_a_class(hooked: Path) -> None:
    html = (hooked / "guide/使用 指南/index.html").read_text("utf-8")
    assert "style=" not in _article(html)
    assert '<td class="qj-right">10</td>' in html


def test_tabs_details_and_code_survive(hooked: Path) -> None:
    html = (hooked / "guide/使用 指南/index.html").read_text("utf-8")
    assert 'class="tabbed-set' in html
    assert html.count('type="radio"') == 2
    assert "<code>[[不是引用]]</code>" in html
    assert "引擎自己的块" in html
    assert "///" not in html


def test_clip_marker_becomes_a_playable_video(hooked: Path) -> None:
    article = _article((hooked / "clip/index.html").read_text("utf-8"))
    assert "<video playsinline webkit-playsinline x5-playsinline" in article
    assert "style=" not in article
    assert "type:video" not in article
    assert "</source>" not in article
    assert "前文。" in article
    assert "后文。" in article


def test_empty_pages_are_built(hooked: Path) -> None:
    assert (hooked / "empty/index.html").exists()
    assert (hooked / "comment/index.html").exists()


def test_nothing_is_added_to_a_site_without_records(hooked: Path) -> None:
    names = {name for name in contents(hooked) if name.endswith(".html")}
    assert not names & {"standards/index.html", "coverage/index.html", "help/codes/index.html"}


TERM = "---\n标题: 续水\n来源: 某文件\n---\n\n见[[续水>term-a]]。\n"


def test_first_record_brings_its_registers_and_templates(tmp_path: Path) -> None:
    config = HOOKED.replace("name: mkdocs\n  highlightjs: false", "name: material")
    folder = lay_out(tmp_path / "kb", {**FILES, "docs/terms/term-a.md": TERM}, config)
    done = run(folder, "build", "-q", "-d", str(tmp_path / "out"), module="mkdocs")
    assert done.returncode == 0, done.stderr
    for name in ("terms/term-a", "terms", "standards", "guide/使用 指南"):
        assert (tmp_path / "out" / name / "index.html").exists(), name
    assert "续水" in (tmp_path / "out/terms/index.html").read_text("utf-8")


def test_records_in_another_theme_are_refused_clearly(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "kb", {**FILES, "docs/terms/term-a.md": TERM}, HOOKED)
    done = run(folder, "build", "-q", "-d", str(tmp_path / "out"), module="mkdocs")
    assert done.returncode == 1
    assert "mkdocs.yml:1:1: QJ150 主题“mkdocs”没有记录页面的模板" in done.stderr
    assert "Traceback" not in done.stderr
