"""Words of a Word file as Markdown that shows these words (转义), and nothing else.

What a stranger typed must not become a heading, a block of ours, a reference or HTML. Where a
backslash is not understood by every reader, a character reference stands instead.
"""

from __future__ import annotations

import re

_ANYWHERE = re.compile(
    r"(?P<back>[\\`*])"
    r"|(?P<entity>&(?=#?\w+;))"
    r"|(?P<tag><(?=[A-Za-z/!?]))"
    r"|(?P<double>\[(?=\[|\^)|(?<=\[)\[)"
    r"|(?P<link>(?<=\])[(\[])"
    r"|(?P<brace>\{)"
)
_START = re.compile(
    r"(?P<sign>[#>|])|(?P<list>[-+](?=\s|$|[-+=])|=(?==))|(?P<number>\d+(?=[.)](?:\s|$)))"
    r"|(?P<definition>\[(?=[^\]]*\]:))|(?P<other>[/／~:!?](?=[/／~:!?\s]))"
)
_CLAUSE = re.compile(r"((?:\d+|[A-Z]))\.(?=\d[\d.]*[ 　]+\S)")
_ITEM = re.compile(r"([a-z]|\d{1,2})([)）])")
_UNDERLINE = re.compile(r"_")


def escape_text(text: str) -> str:
    """``text`` for the middle of a paragraph."""
    text = _ANYWHERE.sub(_replace, text)
    return _UNDERLINE.sub(r"\\_", text) if text.count("_") > 1 else text


def escape_start(text: str) -> str:
    """What ``escape_text`` made, to begin a paragraph with: it shall stay a paragraph."""
    match = _START.match(text)
    if match is None:
        return text
    if match["number"]:
        return f"{match[0]}\\{text[match.end() :]}"
    if match["other"] or match["list"] == "=":
        return f"&#{ord(text[0])};{text[1:]}"
    return "\\" + text


def escape_number(text: str) -> str:
    """The start of a paragraph in a standard that is neither a clause nor a list item."""
    clause = _CLAUSE.match(text)
    if clause:
        return f"{clause[1]}&#46;{text[clause.end() :]}"
    item = _ITEM.match(text)
    if item:
        return f"{item[1]}&#{ord(item[2])};{text[item.end() :]}"
    return text


def escape_cell(text: str) -> str:
    """What ``escape_text`` made, for a cell of a table."""
    return text.replace("|", "\\|")


def escape_title(text: str) -> str:
    """What ``escape_text`` made, for a heading: a hash at its end would be taken off."""
    return re.sub(r"#(?=#*$)", "&#35;", text)


def escape_html(text: str) -> str:
    """Words for raw HTML, which Markdown leaves alone but our references do not."""
    for sign, name in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("[", "&#91;"),
        ("`", "&#96;"),
    ):
        text = text.replace(sign, name)
    return text


def _replace(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "entity":
        return "&amp;"
    if kind == "tag":
        return "&lt;"
    return "&#123;" if kind == "brace" else "\\" + match[0]
