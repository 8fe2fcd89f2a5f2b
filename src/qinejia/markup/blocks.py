"""Reads the lines of a body into blocks (正文分块), and reports what would fail silently.

pymdown's blocks show raw text on the page when a name is misspelt, a bar or colon is full-width or
an option badly indented, and swallow the rest of the page when they are not closed. This reader
names the line instead.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field

from qinejia.diagnostics import Diagnostic
from qinejia.model.anchors import make_unique, slugify
from qinejia.model.blocks import Block, CodeFence, Container, DataFence, Heading, Prose
from qinejia.model.containers import CONTAINERS, DATA_FENCES
from qinejia.model.position import Position

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_HEADING_ID = re.compile(r"\s*\{:?\s*[^}]*?#([^\s}]+)[^}]*\}\s*$")
_FENCE = re.compile(r"(\s*)(`{3,}|~{3,})\s*([^`]*)$")
_MARK = re.compile(r" {0,3}([/／]{3,})\s*(.*?)\s*$")
_ENGINE_BLOCK = re.compile(r"[a-z][a-z0-9-]*$")
_OPTION = re.compile(r"\s*([^\s:：]{1,12})\s*([:：])")
_CJK = re.compile(r"[一-鿿]")
_OPTION_KEYS = {
    name: {str(field.alias) for field in model.model_fields.values()}
    for name, model in CONTAINERS.items()
}


@dataclass(frozen=True)
class RawOptions:
    """The option lines of a block or the data of a fence, not yet read as YAML."""

    text: str
    position: Position


@dataclass
class _Open:
    """A block that has not been closed yet."""

    slashes: int
    name: str
    argument: str
    options: RawOptions
    position: Position
    blocks: list[Block] = field(default_factory=list)


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
        self.engine: list[int] = []
        self.anchors: set[str] = set()
        self.diagnostics: list[Diagnostic] = []

    def at(self, number: int, column: int = 1) -> Position:
        return Position(self.origin.path, self.origin.line + number, column)

    def report(self, code: str, number: int, message: str, hint: str = "", column: int = 1) -> None:
        self.diagnostics.append(Diagnostic(code, self.at(number, column), message, hint))

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
        text = match[2]
        explicit = _HEADING_ID.search(text)
        if explicit:
            text = text[: explicit.start()].rstrip()
            anchor = explicit[1]
            self.anchors.add(anchor)
        else:
            anchor = make_unique(slugify(text), self.anchors)
        self._flush()
        self._add(Heading(len(match[1]), text, anchor, self.at(number)))

    def _fence(self, number: int, match: re.Match[str]) -> int:
        """Read a fence that starts at ``number``; return the number of the line after it."""
        indent, ticks, info = match[1], match[2], match[3].strip()
        closing = re.compile(rf"\s*{re.escape(ticks[0])}{{{len(ticks)},}}\s*$")
        end = number + 1
        while end < len(self.lines) and not closing.match(self.lines[end]):
            end += 1
        if end == len(self.lines):
            self.report(
                "QJ122", number, f"代码块或数据块“{ticks}{info}”没有结束", f"在末尾补一行 {ticks}"
            )
        name = info.split()[0] if info else ""
        if name in DATA_FENCES:
            self._flush()
            content = [line[len(indent) :] for line in self.lines[number + 1 : end]]
            raw = RawOptions("\n".join(content), self.at(number + 1, len(indent) + 1))
            self._add(DataFence(name, raw, "", self.at(number)))
            return end + 1
        if name and _CJK.search(name):
            near = difflib.get_close_matches(name, DATA_FENCES, 1, 0.3)
            hint = f"是不是“{near[0]}”？" if near else "可用的有：" + "、".join(DATA_FENCES)
            self.report("QJ121", number, f"不认识的数据块“{name}”", hint)
        if (
            indent or self.engine
        ):  # part of a list item or of an engine's block: Markdown's business
            for inner in range(number, min(end + 1, len(self.lines))):
                self._keep(inner, self.lines[inner])
        else:
            self._flush()
            self._add(CodeFence(tuple(self.lines[number : end + 1]), self.at(number)))
        return end + 1

    def _mark(self, number: int, match: re.Match[str]) -> int:
        slashes, rest = match[1], match[2]
        if "／" in slashes:
            self.report("QJ120", number, "块的标记用了全角“／”")
            self._keep(number, self.lines[number])
            return number + 1
        if not rest:
            self._end_mark(number, len(slashes))
            return number + 1
        name, bar, argument = rest.partition("|")
        name = name.strip()
        if _ENGINE_BLOCK.match(name):
            self.engine.append(len(slashes))
            self._keep(number, self.lines[number])
            return number + 1
        if name not in CONTAINERS:
            self._unknown(number, len(slashes), name)
            return number + 1
        self._flush()
        options, following = self._options(number + 1, name)
        self.stack.append(
            _Open(len(slashes), name, argument.strip() if bar else "", options, self.at(number))
        )
        return following

    def _unknown(self, number: int, slashes: int, name: str) -> None:
        for sign in "｜：:":
            if sign in name and name.split(sign)[0].strip() in CONTAINERS:
                column = self.lines[number].index(sign) + 1
                self.report(
                    "QJ120", number, f"块的名称后面要用“ | ”，这里是“{sign}”", column=column
                )
                break
        else:
            near = difflib.get_close_matches(name, CONTAINERS, 1, 0.4)
            hint = f"是不是“{near[0]}”？" if near else "可用的有：" + "、".join(CONTAINERS)
            self.report("QJ121", number, f"不认识的块“{name}”", hint)
        # Read on as if it were a plain box, so that its end mark is not reported as well.
        self._flush()
        self.stack.append(
            _Open(slashes, "提示", "", RawOptions("", self.at(number)), self.at(number))
        )

    def _end_mark(self, number: int, slashes: int) -> None:
        if self.engine and self.engine[-1] == slashes:
            self.engine.pop()
            self._keep(number, self.lines[number])
            return
        if not any(opened.slashes == slashes for opened in self.stack):
            self.report("QJ122", number, f"多了一行 {'/' * slashes}")
            return
        self._flush()
        while self.stack[-1].slashes != slashes:
            self._unclosed(self.stack[-1])
            self._close()
        self._close()

    def _unclosed(self, opened: _Open) -> None:
        mark = "/" * opened.slashes
        self.diagnostics.append(
            Diagnostic(
                "QJ122", opened.position, f"块“{opened.name}”没有结束", f"在块的末尾补一行 {mark}"
            )
        )

    def _close(self) -> None:
        done = self.stack.pop()
        self._add(
            Container(done.name, done.argument, done.options, tuple(done.blocks), "", done.position)
        )

    def _options(self, number: int, name: str) -> tuple[RawOptions, int]:
        """The indented lines right below the first line of a block."""
        start = number
        while number < len(self.lines) and self.lines[number].startswith("    "):
            if not self.lines[number].strip():
                break
            number += 1
        text = "\n".join(line[4:] for line in self.lines[start:number])
        if number < len(self.lines):
            line = self.lines[number]
            match = _OPTION.match(line)
            if match and match[1] in _OPTION_KEYS[name]:
                self.report("QJ123", number, f"选项“{match[1]}”没有缩进 4 个空格")
        return RawOptions(text, self.at(start, 5)), number
