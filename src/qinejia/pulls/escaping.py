"""Words of a stranger in a comment on a Git host (转义).

They must become neither Markdown nor HTML, nor a mention, a reference or a quick action of the
host: signs of Markdown get a backslash, signs that call something an invisible joiner behind them.
"""

from __future__ import annotations

import re

_JOINER = "\u2060"
_TICKS = re.compile(r"`+")
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|~]|^-)")
_CALLING = re.compile(r"([@#!~%$&:])(?=[\w/\\])|(?<=www)(\.)", re.IGNORECASE)


def escape(text: str, longest: int = 200) -> str:
    """``text`` on one line of Markdown, also in a table cell."""
    called = _CALLING.sub(lambda match: match[0] + _JOINER, _on_one_line(text, longest))
    return _MARKDOWN.sub(r"\\\1", called)


def code(text: str, longest: int = 200) -> str:
    """``text`` as code, e.g. a path that people copy; nothing in code calls anything."""
    plain = _on_one_line(text, longest).replace("|", "¦")  # a bar would split a table's cell
    fence = "`" * (max(map(len, _TICKS.findall(plain)), default=0) + 1)
    pad = " " if "`" in plain else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def _on_one_line(text: str, longest: int) -> str:
    plain = " ".join(_STEERING.sub(" ", text).split())
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"
