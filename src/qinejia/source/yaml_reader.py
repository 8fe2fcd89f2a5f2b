"""Reads YAML as an office clerk means it (页头和数据块的读取).

Every scalar stays text; the models give it a type. What YAML would silently turn into something
else, drop or publish as text is a fault with a position, taken from the parser's own marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from qinejia.diagnostics import Diagnostic, Fix
from qinejia.model.position import Position

try:
    from yaml import CBaseLoader as _FastLoader
except ImportError:  # pragma: no cover - wheels carry libyaml; a source build may not
    from yaml import BaseLoader as _FastLoader  # type: ignore[assignment]

_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


class _Loader(_FastLoader):
    """Takes every scalar for text without asking the resolver, which costs a third of the time."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: object) -> str:
        return _TAGS[kind]


MAX_LINES = 1_000
"""Lines of a header or a data block; a data file may have ``MAX_FILE_LINES``."""
MAX_FILE_LINES = 20_000
MAX_DEPTH = 12

Path = tuple[str | int, ...]

_SURPRISES = {"yes", "no", "on", "off", "y", "n"}
_SEXAGESIMAL = re.compile(r"[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?")
_REFERENCE = re.compile(r"\[\[[^\[\],]+\]\]")
_BRACKET = re.compile(r"[\[\]{}]")
_NULLS = {"", "~", "null", "Null", "NULL"}
_FULL_WIDTH_KEY = re.compile(r"(\s*(?:- )?)([^\s:：#\"'\[\]{}|>]{1,12})：")
_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")
"""What YAML, but no editor, takes for the end of a line."""
_OPENING = "found unexpected end of stream"
_PROBLEMS = (
    # the parser's words, whether the place to mend is where the construct began, our words
    (_OPENING, True, "引号没有成对"),
    ("found unexpected document separator", True, "引号没有成对"),
    ("could not find expected ':'", True, "这里缺少半角冒号加空格"),
    (
        "mapping values are not allowed",
        False,
        "一行里出现了两个“: ”，或缩进不齐；值里有冒号时请加引号",
    ),
    ("expected ',' or ']'", True, "方括号没有关上"),
    ("expected ',' or '}'", True, "花括号没有关上"),
    ("cannot start any token", False, "值以特殊字符开头，请加引号"),
    ("undefined alias", False, "值以 * 开头，请加引号"),
    ("expected alphabetic or numeric", True, "值以 & 或 * 开头，请加引号"),
    ("expected a comment or a line break", True, "值以 | 或 > 开头，请加引号"),
    ("expected chomping or indentation", True, "值以 | 或 > 开头，请加引号"),
    ("expected <block end>", False, "缩进不齐，或列表和键混在一起"),
    ("sequence entries are not allowed", False, "“- ”不能写在这里，请另起一行"),
    ("but found another document", False, "中间出现了 --- 或 ..."),
    ("expected '<document start>'", False, "中间出现了 --- 或 ..."),
    ("unknown escape character", False, "双引号里的反斜杠写法不对，请改用单引号"),
    ("expected escape sequence", False, "双引号里的反斜杠写法不对，请改用单引号"),
)


@dataclass
class Places:
    """Where each key and each value of a YAML text stands, by its path (位置表)."""

    keys: dict[Path, Position] = field(default_factory=dict)
    values: dict[Path, Position] = field(default_factory=dict)
    quoted: set[Path] = field(default_factory=set)
    """Values that do not stand in the file as they read: in quotes, or folded."""

    def of_key(self, path: Path, default: Position) -> Position:
        """Where the key, or the nearest one above it, stands."""
        return _nearest(self.keys, path, default)

    def of_value(self, path: Path, default: Position) -> Position:
        """Where the value, or the nearest one above it, stands."""
        return _nearest(self.values, path, default)

    def below(self, path: Path) -> Places:
        """The places inside one value, with paths that start there."""
        count = len(path)
        return Places(
            {p[count:]: place for p, place in self.keys.items() if p[:count] == path},
            {p[count:]: place for p, place in self.values.items() if p[:count] == path},
            {p[count:] for p in self.quoted if p[:count] == path},
        )


def _nearest(table: dict[Path, Position], path: Path, default: Position) -> Position:
    while path:
        if path in table:
            return table[path]
        path = path[:-1]
    return default


@dataclass(frozen=True)
class YamlResult:
    """What was read: ``value`` is ``None`` when the text could not be read at all."""

    value: Any
    places: Places
    diagnostics: tuple[Diagnostic, ...]


def read_yaml(
    text: str, origin: Position, subject: str = "页头", max_lines: int = MAX_LINES
) -> YamlResult:
    """Read ``text`` whose first character stands at ``origin``; never raises on bad input.

    ``subject`` is what the text is called where it is too long.
    """
    reader = _Reader(origin)
    if text.count("\n") > max_lines:
        reader.report("QJ114", 0, 0, f"{subject}超过 {max_lines} 行")
        return YamlResult(None, reader.places, tuple(reader.diagnostics))
    if not text.isascii():
        text = _LINE_BREAKS.sub(" ", text)
    reader.inspect(text)
    if not reader.diagnostics:
        reader.parse(text)
    return YamlResult(reader.value, reader.places, tuple(reader.diagnostics))


def full_width_key(text: str) -> re.Match[str] | None:
    """The beginning ``键：`` of a text that was meant as a key with its value."""
    return _FULL_WIDTH_KEY.match(text)


def full_width_message(name: str) -> str:
    return f"“{name}”后面的冒号是全角“：”"


def full_width_fix(rest: str) -> tuple[str, str]:
    """Colon and blanks at the beginning of ``rest``, and what to write instead."""
    value = rest[1:].lstrip(" \u3000")
    return rest[: len(rest) - len(value)], ": " if value else ":"


def compose(text: str) -> yaml.Node | None:
    """The nodes of a text that ``read_yaml`` could read, with their marks."""
    return yaml.compose(text, Loader=_Loader)


class _Reader:
    def __init__(self, origin: Position) -> None:
        self.origin = origin
        self.places = Places()
        self.diagnostics: list[Diagnostic] = []
        self.value: Any = None
        self.seen: set[int] = set()

    def at(self, line: int, column: int) -> Position:
        """Position of a zero-based line and column of the text."""
        path, first_line, first_column = self.origin
        return Position(path, first_line + line, first_column + column)

    def report(
        self,
        code: str,
        line: int,
        column: int,
        message: str,
        hint: str = "",
        fix: tuple[str, str] | None = None,
    ) -> None:
        """``fix`` is what stands there and what to write instead."""
        where = self.at(line, column)
        mend = Fix(where, *fix) if fix else None
        self.diagnostics.append(Diagnostic(code, where, message, hint, fix=mend))

    def inspect(self, text: str) -> None:
        """Report what the parser would misreport on another line, or choke on."""
        if (
            text.count("[") + text.count("{") > MAX_DEPTH
            or "- - - " in text
            or re.search(r"\n {40}", text)
        ):
            self._inspect_depth(text)
        if "\t" not in text and "[[" not in text:
            return
        for number, line in enumerate(text.split("\n")):
            indent = len(line) - len(line.lstrip(" \t"))
            if "\t" in line[:indent]:
                self.report("QJ107", number, line.index("\t"), "用了制表符缩进")
            reference = _REFERENCE.search(line)
            if reference and not line.lstrip().startswith("#"):
                column = reference.start()
                before = line[:column]
                if before.count('"') % 2 == 0 and before.count("'") % 2 == 0:
                    self.report("QJ113", number, column, "[[…]] 没有加引号")

    def _inspect_depth(self, text: str) -> None:
        """Brackets in each other, indentation, and dashes in a row are all levels."""
        depth = 0
        for number, line in enumerate(text.split("\n")):
            deepest = (len(line) - len(line.lstrip(" "))) // 4 + line.count("- -")
            for bracket in _BRACKET.findall(line):
                depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
                deepest = max(deepest, depth)
            if deepest > MAX_DEPTH:
                self.report("QJ114", number, 0, f"层次超过 {MAX_DEPTH} 层")
                return

    def parse(self, text: str) -> None:
        try:
            node = compose(text)
        except (yaml.YAMLError, ValueError, RecursionError):
            self._explain(text)
            return
        if isinstance(node, yaml.ScalarNode) and not node.style:
            self._report_full_width(text.split("\n"), range(text.count("\n") + 1))
        if node is not None and not self.diagnostics:
            self.value = self._build(node, ())

    def _explain(self, text: str) -> None:
        """Parse again in Python, whose messages do not depend on the library that is installed."""
        try:
            yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            self._explain_marked(error, text)
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position)
            column = error.position - (text.rfind("\n", 0, error.position) + 1)
            self.report("QJ106", line, column, "含有不能使用的字符")
        except (yaml.YAMLError, ValueError, RecursionError):
            self.report("QJ106", 0, 0, "写法有误")
        else:
            self.report("QJ106", 0, 0, "写法有误")

    def _explain_marked(self, error: yaml.MarkedYAMLError, text: str) -> None:
        problem = error.problem or ""
        at_start, message = next(
            ((at_start, chinese) for sign, at_start, chinese in _PROBLEMS if sign in problem),
            (False, "写法有误"),
        )
        mark = (error.context_mark if at_start else None) or error.problem_mark
        if mark is None:
            self.report("QJ106", 0, 0, message)
            return
        if _OPENING not in problem:
            lines = text.split("\n")
            self._report_full_width(lines, (mark.line, mark.line - 1))
        if not self.diagnostics:
            self.report("QJ106", mark.line, mark.column, message)

    def _report_full_width(self, lines: list[str], suspects: Iterable[int]) -> None:
        """Where a suspect line has a key with a full-width colon, report all such keys beside it.

        Elsewhere ``会讲：…`` is text: only a text that cannot be read makes it a fault.
        """
        columns = {
            match.start(2)
            for number in suspects
            if 0 <= number < len(lines) and (match := _FULL_WIDTH_KEY.match(lines[number]))
        }
        for number, line in enumerate(lines):
            match = _FULL_WIDTH_KEY.match(line)
            if match and match.start(2) in columns:
                fix = full_width_fix(line[match.end() - 1 :])
                self.report("QJ108", number, match.end() - 1, full_width_message(match[2]), fix=fix)

    def _build(self, node: yaml.Node, path: Path) -> Any:
        line, column = node.start_mark.line, node.start_mark.column
        self.places.values[path] = self.at(line, column)
        if len(path) > MAX_DEPTH:
            self.report("QJ114", line, column, f"层次超过 {MAX_DEPTH} 层")
            return None
        if id(node) in self.seen:
            self.report("QJ106", line, column, "不能使用 & 和 * 引用别处的内容")
            return None
        self.seen.add(id(node))
        if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
            self.report("QJ106", line, column, "不能使用 ! 标签")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._build_mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._build(child, (*path, index)) for index, child in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        if node.style or node.end_mark.line != line:
            self.places.quoted.add(path)
        return self._build_scalar(node, line, column)

    def _build_scalar(self, node: yaml.ScalarNode, line: int, column: int) -> str | None:
        value = str(node.value)
        if not node.style:
            if value in _NULLS:
                return None
            if value.lower() in _SURPRISES or (":" in value and _SEXAGESIMAL.fullmatch(value)):
                fix = (value, f'"{value}"') if ":" in value else None  # yes may mean 是
                self.report("QJ110", line, column, f"“{value}”没有加引号", fix=fix)
        return value

    def _build_mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line, column = key_node.start_mark.line, key_node.start_mark.column
            if not isinstance(key_node, yaml.ScalarNode):
                self.report("QJ106", line, column, "键只能是文字")
                continue
            name = str(key_node.value)
            child = (*path, name)
            if name in result:
                self.report("QJ109", line, column, f"键“{name}”写了两次")
                continue
            self.places.keys[child] = self.at(line, column)
            result[name] = self._build(value_node, child)
        return result
