"""References, links, pictures and tags in text; what stands in code is inert."""

from __future__ import annotations

import pytest

from qinejia.markup.inline import find_inline, mask_code


def found(text: str) -> list[tuple[str, str]]:
    return [(inline.kind, inline.target) for inline in find_inline(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见[[std-x]]。", [("reference", "std-x")]),
        ("[[std-x#5.3.2]]", [("reference", "std-x#5.3.2")]),
        ("[[续水>std-x#5]]", [("reference", "续水>std-x#5")]),
        ("[[GB/T 1.1—2020]]", [("reference", "GB/T 1.1—2020")]),
        ("[甲](a.md)", [("link", "a.md")]),
        ("![图](a b.png)", [("image", "a b.png")]),
        ("[甲](a 1.docx#甲)和(b.md)", [("link", "a 1.docx#甲")]),
        ("[甲](文件 (1)　终.DOCX '题')", [("link", "文件 (1)　终.DOCX")]),
        ("[注](见 5.3)", []),
        ("[注](见 [甲](b.md) 和 c.docx)", [("link", "b.md")]),
        ("[注](见 5.3.md节)", []),
        ("[甲](a\nb.docx)", []),
        ("![图](<a b.png>)", [("image", "a b.png")]),
        ('![图](a.png "题")', [("image", "a.png")]),
        ("[甲](a_(1).md)", [("link", "a_(1).md")]),
        ("[甲][b]\n\n[b]: c.md", [("definition", "c.md")]),
        ("[^1]: 脚注", []),
        ("<img src='a.png'>", [("tag", "<img src='a.png'>")]),
        ("a < b > c", []),
        ("\\[[std-x]]", []),
        ("\\[甲](a.md)", []),
        ("- [ ] 选项", []),
        ("| [[a]] | [[b]] |", [("reference", "a"), ("reference", "b")]),
    ],
)
def test_marks(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_picture_that_is_a_link_gives_both() -> None:
    assert found("[![图](a.png)](b.md)") == [("link", "b.md"), ("image", "a.png")]


def test_offsets_cut_out_exactly_the_mark() -> None:
    text = "前[[a]]中![x](y.png)后"
    assert [text[i.start : i.end] for i in find_inline(text)] == ["[[a]]", "![x](y.png)"]


@pytest.mark.parametrize("text", ["[[std-x", "[[std-x]", "[[std\n-x]]", "文字[[", "[[a] 与 [[b]]"])
def test_reference_that_is_not_closed(text: str) -> None:
    assert "broken" in [kind for kind, _ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "`[[a]]`",
        "``[[a]] ` [[b]]``",
        "```\n[[a]]\n```",
        "~~~\n[[a]]\n~~~",
        "````\n```\n[[a]]\n```\n````",
        "```\n[[a]]",
        "文字\n\n    [[a]]\n",
        "<!-- [[a]] <script> -->",
        "<!-- [[a]]",
        "- 项\n\n  ```\n  [[a]]\n  ```\n",
        "> ```\n> [[a]]\n> ```\n",
    ],
)
def test_code_and_comments_are_inert(text: str) -> None:
    assert find_inline(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "\\`[[a]]\\`",
        "`代码` [[a]] `代码`",
        "- 项\n\n    [[a]]\n",
        "!!! note\n\n    [[a]]\n",
        "没有配对的 ` [[a]]",
        "`前一段\n\n[[a]]\n\n后一段`",
        "```\nx\n```\n[[a]]",
        "<!-- x --> [[a]]",
    ],
)
def test_what_only_looks_like_code_is_alive(text: str) -> None:
    assert found(text) == [("reference", "a")]


@pytest.mark.parametrize(
    "text", ["`a`\n[[b]]", "```\nx\n```\n", "<!--\n\n-->x", "文\n\n    码\n\n文", "`a\nb` c"]
)
def test_mask_keeps_length_and_lines(text: str) -> None:
    masked = mask_code(text)
    assert len(masked) == len(text)
    assert [i for i, c in enumerate(masked) if c == "\n"] == [
        i for i, c in enumerate(text) if c == "\n"
    ]
