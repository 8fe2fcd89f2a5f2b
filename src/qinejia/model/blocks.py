"""A page body as blocks (正文块), each with its position.

The reader in ``qinejia.markup`` makes them, the schema checks them, the renderer draws them.
Lines of prose stay Markdown; only what the knowledge base itself understands becomes structure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qinejia.model.position import Position


@dataclass(frozen=True)
class Prose:
    """Markdown text between other blocks (行文); ``lines`` are the source lines as written.

    ``position`` is that of the first character, which need not begin its line.
    """

    lines: tuple[str, ...]
    position: Position

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def locate(self, offset: int) -> Position:
        """Position of the character at ``offset`` of ``text``."""
        text, start = self.text, self.position
        line = text.count("\n", 0, offset)
        column = offset - (text.rfind("\n", 0, offset) + 1)
        return Position(start.path, start.line + line, column + (1 if line else start.column))


@dataclass(frozen=True)
class Heading:
    """An ATX heading (标题): ``level`` 1–6, ``text`` without marks, ``anchor`` its permanent id.

    ``text_position`` is where the text begins, after the marks.
    """

    level: int
    text: str
    anchor: str
    position: Position
    text_position: Position


@dataclass(frozen=True)
class Container:
    """A ``/// 名称 | 参数`` block (容器块) with options and content.

    ``options`` is the validated pydantic model of this block name, or ``None`` when it was faulty;
    ``argument_position`` is where the argument begins.
    """

    name: str
    argument: str
    options: Any
    children: tuple[Block, ...]
    anchor: str
    position: Position
    argument_position: Position


@dataclass(frozen=True)
class DataFence:
    """A fenced block of YAML data such as ``摆位图`` (数据块); ``data`` is its validated model."""

    name: str
    data: Any
    anchor: str
    position: Position


@dataclass(frozen=True)
class CodeFence:
    """Any other fenced code (代码块), passed to Markdown as it is; references in it are inert."""

    lines: tuple[str, ...]
    position: Position


Block = Prose | Heading | Container | DataFence | CodeFence


@dataclass(frozen=True)
class Link:
    """Something in a body or a header that points elsewhere (链接).

    ``form`` is ``reference`` for ``[[id#anchor]]``, ``link`` and ``image`` for Markdown's own, and
    ``field`` for an id in a header or in block options; ``relation`` then names the field.
    ``source_anchor`` is the step, question or clause that holds it, empty for the page itself;
    ``kinds`` are the kinds a field may name, separated by spaces.
    """

    form: str
    target: str
    text: str
    position: Position
    relation: str = ""
    source_anchor: str = ""
    kinds: str = ""
