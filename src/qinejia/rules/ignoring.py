"""What an editor has looked at and wants to hear no more of (忽略): with a reason, or not at all.

A comment ``<!-- 忽略 QJ200: 理由 -->`` covers the lines below it up to the next empty one, the key
``忽略`` of the header the whole page. Errors cannot be ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qinejia.diagnostics import CODES, Diagnostic, Severity
from qinejia.markup.inline import hide_code
from qinejia.model.position import Position
from qinejia.model.records import Record
from qinejia.rules.context import Context

_COMMENT = re.compile(r"<!--[ \t]*忽略(.*?)-->")
_FORM = re.compile(r"\s*(QJ\d{3}(?:[\s,，、]+QJ\d{3})*)\s*[:：]\s*(\S.*?)\s*")


@dataclass(frozen=True)
class Ignore:
    """A code that is to be heard no more of on a page, or on some lines of it (忽略)."""

    code: str
    position: Position
    lines: range | None = None
    """The lines that it covers; ``None`` for all."""

    def covers(self, found: Diagnostic) -> bool:
        path, line, _ = found.position
        return (
            found.code == self.code
            and path == self.position.path
            and (self.lines is None or line in self.lines)
        )


def without_ignored(found: Iterable[Diagnostic], context: Context) -> list[Diagnostic]:
    """``found`` without what is ignored, and with what is wrong in the ignoring."""
    ignores: dict[str, list[Ignore]] = {}
    faults: list[Diagnostic] = []
    for record in context.site.records.values():
        for read in (*_of_header(record), *context.alone[record.path].ignored):
            if isinstance(read, Diagnostic):
                faults.append(read)
            else:
                ignores.setdefault(record.position.path, []).append(read)
    kept: list[Diagnostic] = []
    used: set[Ignore] = set()
    for diagnostic in found:
        here = ignores.get(diagnostic.position.path, ())
        covering = [ignore for ignore in here if ignore.covers(diagnostic)]
        used.update(covering)
        if not covering or diagnostic.severity is Severity.ERROR:
            kept.append(diagnostic)
    for ignore in (ignore for group in ignores.values() for ignore in group):
        if ignore not in used:
            message = f"这里没有要忽略的 {ignore.code}"
            faults.append(Diagnostic("QJ206", ignore.position, message, "删去这一处忽略。"))
    return kept + faults


def _of_header(record: Record) -> Iterator[Ignore | Diagnostic]:
    for code, reason in record.header.ignored.items():
        where = record.places.get(("忽略", code), record.position)
        yield _read(code, reason.strip(), where, None)


def read_body(record: Record) -> list[Ignore | Diagnostic]:
    """What the comments in the text of a record ignore."""
    if "忽略" not in record.body or "<!--" not in record.body:
        return []
    return list(_of_comments(record))


def _of_comments(record: Record) -> Iterator[Ignore | Diagnostic]:
    lines = hide_code(record.body).split("\n")
    path, first, _ = record.body_position
    for number, line in enumerate(lines):
        for match in _COMMENT.finditer(line):
            where = Position(path, first + number, match.start() + 1)
            form = _FORM.fullmatch(match[1])
            if form is None:
                yield Diagnostic("QJ206", where, "忽略要写规则代码和理由")
                continue
            covered = _covered(lines, number)
            if number + 1 < len(lines) and lines[number + 1].strip():
                yield Diagnostic("QJ206", where, "忽略的注释后面要空一行，否则下面一段会变样")
            for code in re.findall(r"QJ\d{3}", form[1]):
                yield _read(code, form[2], where, range(first + covered[0], first + covered[1]))


def _covered(lines: list[str], number: int) -> tuple[int, int]:
    """From the first line with text below the comment to the next empty one."""
    start = number + 1
    while start < len(lines) and not lines[start].strip():
        start += 1
    end = start
    while end < len(lines) and lines[end].strip():
        end += 1
    return start, end


def _read(code: str, reason: str, where: Position, lines: range | None) -> Ignore | Diagnostic:
    if code not in CODES:
        return Diagnostic("QJ206", where, f"没有“{code}”这条规则")
    if CODES[code].severity == Severity.ERROR:
        return Diagnostic("QJ206", where, f"{code} 是错误，不能忽略", "改正它，再删去这一处忽略。")
    if not reason:
        return Diagnostic("QJ206", where, f"忽略 {code} 没有写理由")
    return Ignore(code, where, lines)
