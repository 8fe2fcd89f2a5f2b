"""What we take over from Python-Markdown for speed gives what it gives itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import toc
from markdown.treeprocessors import InlineProcessor
from mkdocs.config import load_config

from qinejia.render import quick_toc
from qinejia.render.extension import KnowledgeBaseExtension

ROOT = Path(__file__).resolve().parents[2]
PIECES = (
    "会议服务", "续水。", "“引文”", "《标准》", "…", "A", "1", " ", "    ", "\n", "\n\n",
    "\n\n    ", "# ", "\n## ", " {#a}", "\n---\n", "\n===\n", "- ", "\n1. ", "> ", "\n: ",
    "| a | b |\n| - | - |\n", "!!! note\n", "/// note\n", "/// tip | 提示\n", "///\n",
    "??? note\n", "`", "```\n", "**", "*", "_", "[", "](", ")", "[^1]", "[^1]: ", "*[a]: ",
    "<b>", "</b>", "<div markdown>\n", "</div>", "&", "&amp;", "\\", "\u00a0", "\u0002",
    "[TOC]", "![x](y.png)", "~~", "$", "{.k}", "\r\n", "\t",
)  # fmt: skip


def converters() -> tuple[Markdown, Markdown]:
    """Ours, and the same extensions with the stock steps."""
    config = load_config(str(ROOT / "mkdocs.yml"))

    def fresh() -> Markdown:
        known = [*config.markdown_extensions, KnowledgeBaseExtension()]
        return Markdown(extensions=known, extension_configs=config.mdx_configs)

    ours = fresh()
    toc.TocExtension.TreeProcessorClass = toc.TocTreeprocessor
    stock = fresh()
    toc.TocExtension.TreeProcessorClass = quick_toc.QuickToc
    del stock.parser.parseBlocks  # the parser's own is behind ours
    stock.treeprocessors.register(InlineProcessor(stock), "inline", 20)
    return ours, stock


OURS, STOCK = converters()


def convert(markdown: Markdown, text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, object]:
    with monkeypatch.context() as patched:
        if markdown is STOCK:
            patched.setattr(toc, "render_inner_html", quick_toc._render)
        html = markdown.reset().convert(text)
    return html, markdown.toc_tokens  # type: ignore[attr-defined]


def same(text: str) -> None:
    monkeypatch = pytest.MonkeyPatch()
    assert convert(OURS, text, monkeypatch) == convert(STOCK, text, monkeypatch)


def test_all_steps_are_taken_over() -> None:
    same("会议服务。\n\n# 标题\n")
    assert OURS.parser.parseBlocks.__self__._is_known  # type: ignore[attr-defined]
    assert OURS.treeprocessors["inline"]._is_known
    assert type(OURS.treeprocessors["toc"]) is quick_toc.QuickToc
    assert type(STOCK.treeprocessors["toc"]) is toc.TocTreeprocessor


def test_pages_of_the_site_are_the_same() -> None:
    for path in sorted((ROOT / "docs").rglob("*.md")):
        same(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "/// note\n会议。\n\n续水。\n///\n\n之后。",  # an open block takes what follows
        "- 一\n\n    会议。\n\n        续水。",
        "!!! note\n    会议。\n\n    续水。\n\n之后。",
        "[TOC]\n\n# 会议\n\n## 续水",
        "# 会议 `码` \\* &amp; <b>\n\n# 会议\n\n# 会议\u00a0",
        "会议[^1]。\n\n[^1]: 注。\n\n续水。",
        "会议\n: 定义\n\n续水。",
        "# 标题[^1]\n\n[^1]: 注",
    ],
)
def test_what_looks_at_more_than_a_line_is_the_same(text: str) -> None:
    same(text)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_random_markdown_is_the_same(text: str) -> None:
    same(text)
