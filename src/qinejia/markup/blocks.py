"""Reads the lines of a body into blocks (正文分块), and reports what would fail silently.

pymdown's blocks show raw text on the page when a name is misspelt, a bar or colon is full-width or
an option badly indented, and swallow the rest of the page when they are not closed. This reader
names the line instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from qinejia.diagnostics import Diagnostic, Fix
from qinejia.model.anchors import make_unique, slugify
from qinejia.model.blocks import Block, CodeFence, Container, DataFence, Heading, Prose
from qinejia.model.containers import CONTAINERS, DATA_FENCES
from qinejia.model.nearest import hint_of, nearest
from qinejia.model.position import Position

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]++(.*)$")
_HEADING_ID = re.compile(r"\s*+\{:?[^{}]*?#([^\s{}]+)[^{}]*\}$")
_FENCE = re.compile(r"(\s*)(`{3,}|~{3,})\s*([^`]*)$")
_MARK = re.compile(r" {0,3}([/／]{3,})\s*(.*?)\s*$")
_ENGINE_BLOCK = re.compile(r"[a-z][a-z0-9-]*$")
_ENGINE_BLOCKS = (
    "admonition", "attention", "caption", "caution", "danger", "define", "details", "error",
    "figure-caption", "hint", "html", "important", "note", "tab", "table-caption", "tip", "warning",
)  # fmt: skip
_NAMES = (*CONTAINERS, *_ENGINE_BLOCKS)
_OPTION = re.compile(r"\s*([^\s:：]{1,12})\s*([:：])")
_CJK = re.compile(r"[一-鿿]")
_OPTION_KEYS = {
    name: {str(field.alias) for field in model.model_fields.values()}
    for name, model in CONTAINERS.items()
}


@dataclass(frozen=True)
class RawOptions:
    """The option lines of a block or the data of a fence, not yet read as YAML.

    ``faulty`` says that a fault was reported already, so that what is missing is no news.
    """

    text: str
    position: Position
    faulty: bool = False


@dataclass
class _Open:
    """A block that has not been closed yet."""

    slashes: int
    name: str
    argument: str
    options: RawOptions
    position: Position
    argument_position: Position
    blocks: list[Block] = field(default_factory=list)


class _Engine(NamedTuple):
    """A block of the Markdown engine's own that has not been closed yet."""

    slashes: int
    name: str
    line: int
    column: int


def read_blocks(lines: list[str], origin: Position) -> tuple[tuple[Block, ...], list[Diagnostic]]:
    """Read ``lines``, the first of which stands at ``origin``. Options and data stay raw."""
    reader = _Reader(lines, origin)
    reader.run()
    return tuple(reader.root), reader.diagnostics


class _Reader:
    def __init__(self, lines: list[str], origin: Position) -> None:
        self.lines = lines
        self.origin = origin
        self.root: list[Block] = []
        self.stack: list[_Open] = []
        self.prose: list[str] = []
        self.prose_start = 0
        self.engine: list[_Engine] = []
        self.anchors: set[str] = set()
        self.diagnostics: list[Diagnostic] = []

    def at(self, number: int, column: int = 1) -> Position:
        return Position(self.origin.path, self.origin.line + number, column)

    def report(
        self,
        code: str,
        number: int,
        message: str,
        hint: str = "",
        column: int = 1,
        fix: Fix | None = None,
    ) -> None:
        where = self.at(number, column)
        self.diagnostics.append(Diagnostic(code, where, message, hint, fix=fix))

    def run(self) -> None:
        number = 0
        while number < len(self.lines):
            line = self.lines[number]
            start = line.lstrip()[:1]
            if start == "#" and (match := _HEADING.match(line)):
                self._heading(number, match)
            elif start in "`~" and start and (match := _FENCE.match(line)):
                number = self._fence(number, match)
                continue
            elif start in "/／" and start and (match := _MARK.match(line)):
                number = self._mark(number, match)
                continue
            else:
                self._keep(number, line)
            number += 1
        self._flush()
        for block in self.engine:
            hint = f"在块的末尾补一行 {'/' * block.slashes}"
            message = f"块“{block.name}”没有结束"
            self.report("QJ122", block.line, message, hint, block.column)
        for opened in reversed(self.stack):
            self._unclosed(opened)
        while self.stack:
            self._close()

    def _keep(self, number: int, line: str) -> None:
        if not self.prose:
            self.prose_start = number
        self.prose.append(line)

    def _flush(self) -> None:
        if any(map(str.strip, self.prose)):
            self._add(Prose(tuple(self.prose), self.at(self.prose_start)))
        self.prose = []

    def _add(self, block: Block) -> None:
        (self.stack[-1].blocks if self.stack else self.root).append(block)

    def _heading(self, number: int, match: re.Match[str]) -> None:
        text = match[2].rstrip().rstrip("#").rstrip()
        explicit = _HEADING_ID.search(text) if text.endswith("}") else None
        if explicit:
            text = text[: explicit.start()].rstrip()
            anchor = explicit[1]
            self.anchors.add(anchor)
        else:
            anchor = make_unique(slugify(text), self.anchors)
        self._flush()
        where = self.at(number, match.start(1) + 1)
        self._add(Heading(len(match[1]), text, anchor, where, self.at(number, match.start(2) + 1)))

    def _fence(self, number: int, match: re.Match[str]) -> int:
        """Read a fence that starts at ``number``; return the number of the line after it."""
        indent, ticks, info = match[1], match[2], match[3].strip()
        closing = re.compile(rf"\s*{re.escape(ticks[0])}{{{len(ticks)},}}\s*$")
        end = number + 1
        while end < len(self.lines) and not closing.match(self.lines[end]):
            end += 1
        if end == len(self.lines):
            message = f"代码块或数据块“{ticks}{info}”没有结束"
            self.report("QJ122", number, message, f"在末尾补一行 {ticks}", len(indent) + 1)
        name = info.split()[0] if info else ""
        column = len(indent) + 1
        if name in DATA_FENCES:
            self._flush()
            content = [line[len(indent) :] for line in self.lines[number + 1 : end]]
            raw = RawOptions("\n".join(content), self.at(number + 1, len(indent) + 1))
            self._add(DataFence(name, raw, "", self.at(number, column)))
            return end + 1
        if name and _CJK.search(name):
            near = nearest(name, DATA_FENCES)
            hint = hint_of(near) or "可用的有：" + "、".join(DATA_FENCES)
            at = self.lines[number].index(name) + 1
            self.report("QJ121", number, f"不认识的数据块“{name}”", hint, at)
        if indent or self.engine:  # part of a list item or of an engine's block
            for inner in range(number, min(end + 1, len(self.lines))):
                self._keep(inner, self.lines[inner])
        else:
            self._flush()
            self._add(CodeFence(tuple(self.lines[number : end + 1]), self.at(number)))
        return end + 1

    def _mark(self, number: int, match: re.Match[str]) -> int:
        """Read a line of slashes; return the number of the line to go on with."""
        slashes, rest = match[1], match[2]
        if "／" in slashes:
            column = self.lines[number].index("／") + 1
            fix = Fix(self.at(number, match.start(1) + 1), slashes, "/" * len(slashes))
            self.report("QJ120", number, "块的标记用了全角“／”", column=column, fix=fix)
        if not rest:
            self._end_mark(number, len(slashes), match.start(1) + 1)
            return number + 1
        name, bar, argument = rest.partition("|")
        name = name.strip()
        argument_column = match.start(2) + len(rest) - len(argument.lstrip()) + 1
        if name not in CONTAINERS:
            known = name in _ENGINE_BLOCKS or not nearest(name, _NAMES)
            if _ENGINE_BLOCK.match(name) and known:
                self.engine.append(_Engine(len(slashes), name, number, match.start(1) + 1))
                self._keep(number, self.lines[number])
                return number + 1
            name = self._unknown(number, name, match.start(2) + 1)
        self._flush()
        options, following = self._options(number + 1, name)
        self.stack.append(
            _Open(
                len(slashes),
                name,
                argument.strip() if bar else "",
                options,
                self.at(number, match.start(1) + 1),
                self.at(number, argument_column),
            )
        )
        return following

    def _unknown(self, number: int, name: str, column: int) -> str:
        """Report a name that is not one of ours; return the name to go on with.

        Going on with the likely name spares the editor faults that only follow from this one.
        """
        for sign in "｜：:":
            before = name.split(sign)[0].strip()
            if sign in name and before in CONTAINERS:
                at = self.lines[number].index(sign) + 1
                message = f"块的名称后面要用“ | ”，这里是“{sign}”"
                self.report("QJ120", number, message, column=at, fix=self._bar(number, sign))
                return before
        near = nearest(name, _NAMES)
        hint = hint_of(near) or "可用的有：" + "、".join(CONTAINERS)
        self.report("QJ121", number, f"不认识的块“{name}”", hint, column)
        return near if near in CONTAINERS else "提示"

    def _bar(self, number: int, sign: str) -> Fix:
        """`` | `` for a sign and the blanks around it."""
        line = self.lines[number]
        before, _, after = line.partition(sign)
        start = len(before.rstrip())
        old = line[start : len(line) - len(after.lstrip())]
        return Fix(self.at(number, start + 1), old, " | ")

    def _end_mark(self, number: int, slashes: int, column: int) -> None:
        if self.engine and self.engine[-1].slashes == slashes:
            self.engine.pop()
            self._keep(number, self.lines[number])
            return
        if not any(opened.slashes == slashes for opened in self.stack):
            self.report("QJ122", number, f"多了一行 {'/' * slashes}", column=column)
            self._flush()  # lines of one piece of prose follow each other
            return
        self._flush()
        while self.stack[-1].slashes != slashes:
            self._unclosed(self.stack[-1])
            self._close()
        self._close()

    def _unclosed(self, opened: _Open) -> None:
        hint = f"在块的末尾补一行 {'/' * opened.slashes}"
        message = f"块“{opened.name}”没有结束"
        self.diagnostics.append(Diagnostic("QJ122", opened.position, message, hint))

    def _close(self) -> None:
        done = self.stack.pop()
        self._add(
            Container(
                done.name,
                done.argument,
                done.options,
                tuple(done.blocks),
                "",
                done.position,
                done.argument_position,
            )
        )

    def _options(self, number: int, name: str) -> tuple[RawOptions, int]:
        """The indented lines right below the first line of a block."""
        start = number
        while number < len(self.lines) and self.lines[number].startswith("    "):
            if not self.lines[number].strip():
                break
            number += 1
        text = "\n".join(line[4:] for line in self.lines[start:number])
        return RawOptions(text, self.at(start, 5), self._stray_option(start, number, name)), number

    def _stray_option(self, start: int, number: int, name: str) -> bool:
        """Report an option that is not indented, or stands below an empty line."""
        below = number
        while below < len(self.lines) and not self.lines[below].strip():
            below += 1
        match = _OPTION.match(self.lines[below]) if below < len(self.lines) else None
        if not match or match[1] not in _OPTION_KEYS[name]:
            return False
        column = match.start(1) + 1
        if below == number:
            fix = Fix(self.at(below), self.lines[below][: match.start(1)], "    ")
            message = f"选项“{match[1]}”没有缩进 4 个空格"
            self.report("QJ123", below, message, column=column, fix=fix)
        elif start == number and self.lines[below].startswith("    "):
            self.report("QJ123", below, f"选项“{match[1]}”要紧跟块的第一行", column=column)
        else:
            return False
        return True
