"""Marks of Markdown that would show as text (Markdown 记号): in full width, or without a space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.links.resolving import Resolver, Target
from qinejia.markup.inline import FILE_ENDING
from qinejia.model.records import Record
from qinejia.rules.prose import Piece

_ADDRESS = rf"(?:[^\n（）<>]|（[^\n（）<>]{{0,50}}）){{0,200}}{FILE_ENDING}"
_FAULTS = re.compile(
    r"(?P<heading>^ {0,3}(?:＃{1,6}[ 　]*|#{1,6}　?)(?=[一-鿿0-9]))"
    r"|(?P<row>^ *｜[^\n`]*｜ *$)"
    r"|(?P<reference>(?:【【|［［)[^【】［］\[\]\n]{1,200}(?:】】|］］))"
    r"|(?P<box>^ *[-*+] +[［【][ xX][］】])"
    rf"|(?P<link>(?<=\])（(?:#|https?://|<?{_ADDRESS})[^\s（）]{{0,200}}）)"
    rf"|(?P<picture>^ *！(?=\[[^\]\n]*\]\(<?[^\n()<>:]{{1,200}}{FILE_ENDING}>?\)))",
    re.MULTILINE,
)
_BLANK = re.compile(r"\s")
SUSPECT = re.compile(
    r"[＃#｜【［！（](?:(?<=＃)|(?<=^#)#{0,5}[一-鿿0-9　]|(?<=｜)|(?<=【)【|(?<=［)［"
    r"|(?<=[-*+] [［【])|(?<=\]（)|(?<=！)\[)",
    re.MULTILINE,
)
_NARROW = {
    "heading": str.maketrans("＃　", "# "),
    "row": str.maketrans("｜", "|"),
    "reference": str.maketrans("【】［］＃", "[][]#"),
    "box": str.maketrans("［］【】", "[][]"),
    "picture": str.maketrans("！", "!"),
}
"""Only the mark itself: what else stands there in full width is the writer's text."""
_NAMES = {
    "heading": "标题记号",
    "row": "表格的竖线",
    "reference": "引用的方括号",
    "box": "选项的方括号",
    "link": "链接的括号",
    "picture": "图片的叹号",
}


def leads_somewhere(text: str, record: Record, resolver: Resolver) -> bool:
    """Whether what becomes a reference or a link is a good one; else a person has to look."""
    if text.startswith("[["):
        target = text[2:-2].rpartition(">")[2]
        return isinstance(resolver.reference(target), Target)
    address = text[1:-1].strip("<>")
    return not text.startswith("(") or isinstance(resolver.link(record.path, address), Target)


def may_be_text(new: str) -> bool:
    """Whether what leads nowhere need not be meant as a link: ``[注]（见 表单.docx）``."""
    return new.startswith("(<")


def find_mark_faults(piece: Piece) -> Iterator[Diagnostic]:
    """QJ205."""
    for match in _FAULTS.finditer(piece.code_free):
        kind, old = str(match.lastgroup), match[0]
        new = f"({old[1:-1]})" if kind == "link" else old.translate(_NARROW[kind])
        if kind == "link" and _BLANK.search(old):
            new = f"(<{new[1:-1].strip('<>')}>)"
        elif kind == "heading":
            new = new.rstrip(" ") + " "
        start = match.start() + len(old) - len(old.lstrip(" "))
        what = "用了全角字符" if old.strip() != new.strip() else "后面缺空格"
        yield piece.report(
            "QJ205", start, old.lstrip(" "), new.lstrip(" "), f"{_NAMES[kind]}{what}"
        )
