"""Writes the certain fixes into the files (自动修改), until a check finds no more of them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from qinejia.diagnostics import Diagnostic, Fix
from qinejia.pipeline.checking import Checked, check
from qinejia.settings import Settings
from qinejia.source.encoding import decode_legacy
from qinejia.source.writing import write_bytes

_MOST_ROUNDS = 8
"""What a fault hid shows in the next round; nothing hides more than a few layers."""
_LINE_END = re.compile(r"(\r\n|\r|\n)")


@dataclass
class Mended:
    """What was written (修改结果): files by their old encoding, fixes, and what is left to do."""

    checked: Checked
    converted: dict[str, str] = field(default_factory=dict)
    fixes: list[Fix] = field(default_factory=list)


def mend(settings: Settings, is_wanted: Callable[[Diagnostic], bool]) -> Mended:
    """Check, mend the wanted faults, check again."""
    mended = Mended(check(settings))
    for _ in range(_MOST_ROUNDS):
        wanted = [d for d in mended.checked.diagnostics if is_wanted(d)]
        converted = dict(_convert(settings, wanted))
        fixes = [fix for d in wanted if (fix := d.fix)]
        done = list(_mend_files(settings, fixes))
        if not converted and not done:
            break
        mended.converted |= converted
        mended.fixes += done
        mended.checked = check(settings)
    return mended


def _file_of(settings: Settings, path: str) -> Path:
    """The file that a position names, not a link to it."""
    below = path.removeprefix(f"{settings.label}/")
    return (settings.root / path if below == path else settings.docs / below).resolve()


def _convert(settings: Settings, wanted: Iterable[Diagnostic]) -> Iterator[tuple[str, str]]:
    """Make UTF-8 of the files whose encoding is certain."""
    for path in dict.fromkeys(d.position.path for d in wanted if d.code == "QJ102"):
        file = _file_of(settings, path)
        legacy = decode_legacy(file.read_bytes())
        if legacy is not None:
            write_bytes(file, legacy.text.encode("utf-8"))
            yield path, legacy.encoding


def _mend_files(settings: Settings, fixes: list[Fix]) -> Iterator[Fix]:
    ordered = sorted(fixes, key=lambda fix: (fix.position, fix.old, fix.new))
    for path, of_file in groupby(ordered, key=lambda fix: fix.position.path):
        file = _file_of(settings, path)
        before = file.read_bytes()
        after, done = apply_fixes(before, list(of_file))
        if after != before:
            write_bytes(file, after)
            yield from done


def apply_fixes(data: bytes, fixes: list[Fix]) -> tuple[bytes, list[Fix]]:
    """The bytes of a file with its fixes, and those that were written.

    A fix whose old text does not stand there, or that meets one before it, is left for the next
    round. Line ends and a byte order mark stay.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    parts = _LINE_END.split(data[len(mark) :].decode("utf-8"))  # lines and their ends by turns
    kept: list[Fix] = []
    for fix in sorted(fixes, key=lambda fix: fix.position):
        index, start = 2 * (fix.position.line - 1), fix.position.column - 1
        stands = index < len(parts) and parts[index].startswith(fix.old, start)
        if stands and fix.old != fix.new and not (kept and _meet(kept[-1], fix)):
            kept.append(fix)
    for fix in reversed(kept):
        index, start = 2 * (fix.position.line - 1), fix.position.column - 1
        line = parts[index]
        parts[index] = line[:start] + fix.new + line[start + len(fix.old) :]
    return mark + "".join(parts).encode("utf-8"), kept


def _meet(first: Fix, second: Fix) -> bool:
    """Whether the second of two fixes in order begins before the first has ended."""
    a, b = first.position, second.position
    return a.line == b.line and (b.column < first.end_column or a.column == b.column)
