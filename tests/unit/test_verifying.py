"""What is seen on a finished page."""

from __future__ import annotations

from qinejia.pipeline.verifying import look_at


def _codes(text: str) -> list[str]:
    return [fault.code for fault in look_at("a/index.html", text).faults]


def test_tags_of_any_form_are_read() -> None:
    page = "<p><br ><a\n href=\"b/\"\n>x</a ><hr/><input disabled><A HREF='../c.pdf'>y</A>"
    assert look_at("a/index.html", page).links == (
        ("a/b/index.html", "", "b/"),
        ("c.pdf", "", "../c.pdf"),
    )


def test_links_lead_from_the_page() -> None:
    hrefs = ("#s-1", "?q=1#s-2", "../b/?x#%E4%B8%80", "#__search", "https://e.cn/", "mailto:a")
    page = "".join(f'<a href="{href}">x</a>' for href in hrefs)
    assert [link[:2] for link in look_at("a/index.html", page).links] == [
        ("a/index.html", "s-1"),
        ("a/index.html", "s-2"),
        ("b/index.html", "一"),
        ("a/index.html", ""),
    ]


def test_fault_is_found_on_every_page_that_has_it() -> None:
    for _ in range(2):
        assert _codes('<p class="x"><p class="x" style="color:red">') == ["QJ128"]
        assert _codes('<img src="//e.cn/x.png" alt=""><b onclick="x()">') == ["QJ036", "QJ128"]
        assert _codes('<p class="x"><img src="x.png">') == []
