"""Examples of pages, one file a kind (模板), and how they are filled.

A template is a page as an editor would write it. Its header holds what the schema cannot know: good
examples. ``{{条款}}`` is the clause that was chosen; without one, lines that name it fall away, and
what stands between ``{{需要条款}}`` and ``{{到这里}}`` is shown as code, for later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

_NEEDS = re.compile(r"^\{\{需要条款\}\}\n(.*?)^\{\{到这里\}\}\n", re.DOTALL | re.MULTILINE)
_CLAUSE, _NAME = "{{条款}}", "{{标识}}"
_LATER = (
    "每一项都要指到条款，所以先登记标准；有了标准，把下面的“标准的标识#条号”换成真的，"
    "再删去第一行和最后一行反引号。\n\n````text\n{}````\n"
)


@dataclass(frozen=True)
class Template:
    """``header`` holds the lines of each key; ``body`` still has its marks."""

    header: Mapping[str, Sequence[str]]
    body: str

    def value(self, key: str) -> str:
        """The value of a key that has a single line."""
        lines = self.header.get(key, ())
        return lines[0].partition(":")[2].strip() if len(lines) == 1 else ""

    def fill(self, clause: str, name: str) -> str:
        """The body for a clause, or for none, of the page ``name``."""
        text = self.body.replace(_NAME, name)
        if clause:
            return _NEEDS.sub(lambda match: match[1], text).replace(_CLAUSE, clause)
        text = _NEEDS.sub(_as_code, text)
        text = "".join(line for line in text.splitlines(True) if _CLAUSE not in line)
        return re.sub(r"\n{3,}", "\n\n", text)


def _as_code(match: re.Match[str]) -> str:
    return _LATER.format(match[1].replace(_CLAUSE, "标准的标识#条号"))


def read_template(name: str) -> Template:
    """The template of that name."""
    text = resources.files(__name__).joinpath(f"{name}.md").read_text("utf-8")
    head, body = text.removeprefix("---\n").split("---\n", 1)
    header: dict[str, list[str]] = {}
    for line in head.splitlines():
        if not line.startswith((" ", "-")):
            key = line.partition(":")[0]
            header[key] = []
        header[key].append(line)
    return Template(header, body)
