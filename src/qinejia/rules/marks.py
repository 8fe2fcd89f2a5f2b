"""Marks of Markdown that would show as text (Markdown 记号): in full width, or without a space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.links.resolving import Resolver, Target
from qinejia.model.records import Record
from qinejia.rules.prose import Piece

_FILES = r"\.(?:md|pdf|docx?|xlsx?|pptx?|html?|png|jpe?g|gif|webp|svg|mp4)"
_FAULTS = re.compile(
    r"(?P<heading>^ {0,3}(?:＃{1,6}[ 　]*|#{1,6}　?)(?=[一-鿿0-9]))"
    r"|(?P<row>^ *｜[^\n`]*｜ *$)"
    r"|(?P<reference>(?:【【|［［)[^【】［］\[\]\n]{1,200}(?:】】|］］))"
    r"|(?P<box>^ *[-*+] +[［【][ xX][］】])"
    rf"|(?P<link>(?<=\])（(?:#|https?://|[^\s（）]{{0,200}}{_FILES})[^\s（）]{{0,200}}）)"
    rf"|(?P<picture>^ *！(?=\[[^\]\n]*\]\([^\s()（）:]{{1,200}}{_FILES}\)))",
    re.MULTILINE,
)
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
    "link": str.maketrans("（）", "()"),
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
    return not text.startswith("(") or isinstance(resolver.link(record.path, text[1:-1]), Target)


def find_mark_faults(piece: Piece) -> Iterator[Diagnostic]:
    """QJ205."""
    for match in _FAULTS.finditer(piece.code_free):
        kind, old = str(match.lastgroup), match[0]
        new = old.translate(_NARROW[kind])
        if kind == "heading":
            new = new.rstrip(" ") + " "
        start = match.start() + len(old) - len(old.lstrip(" "))
        what = "用了全角字符" if old.strip() != new.strip() else "后面缺空格"
        yield piece.report(
            "QJ205", start, old.lstrip(" "), new.lstrip(" "), f"{_NAMES[kind]}{what}"
        )
