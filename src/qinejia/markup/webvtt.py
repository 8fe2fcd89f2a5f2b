"""Reads and writes WebVTT captions (字幕), W3C WebVTT 1.

Only what captions need: cues with times and text. Notes, styles and regions are read over, cue
settings and tags are dropped, because a transcript shows plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from itertools import pairwise

from qinejia.diagnostics import Diagnostic
from qinejia.model.moments import Cue
from qinejia.model.position import Position

CODE = "QJ183"
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+.*)?")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<[0-9:.]+>")
MAX_CUES = 5_000


def read_webvtt(text: str, origin: Position) -> tuple[tuple[Cue, ...], list[Diagnostic]]:
    """The cues in order, and every fault with its line (QJ183)."""
    faults: list[Diagnostic] = []
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def report(line: int, message: str, hint: str = "") -> None:
        faults.append(Diagnostic(CODE, Position(origin.path, line, 1), message, hint))

    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        report(1, "第一行不是 WEBVTT", "字幕要存为 WebVTT（.vtt），不是 SRT。")
        return (), faults
    cues: list[Cue] = []
    for first, block in _blocks(lines):
        if block[0].startswith(("NOTE", "STYLE", "REGION", "WEBVTT")):
            continue
        at = 0 if "-->" in block[0] else 1
        if at >= len(block) or "-->" not in block[at]:
            report(first, f"“{block[0][:30]}”下面没有时间行")
            continue
        match = _TIMES.fullmatch(block[at].strip())
        number = first + at
        if match is None:
            report(number, "时间行写法不对", "写成 00:01:05.000 --> 00:01:08.000，毫秒前是点。")
            continue
        start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        said = unescape(_TAG.sub("", "\n".join(block[at + 1 :]))).strip()
        if end <= start:
            report(number, "字幕的结束时间不晚于开始时间")
        elif not said:
            report(number, "这条字幕没有文字")
        else:
            cues.append(Cue(start, end, said, number))
    if len(cues) > MAX_CUES:
        report(1, f"字幕超过 {MAX_CUES} 条")
    for before, after in pairwise(cues):
        if after.start < before.start:
            report(after.line, "这条字幕比上一条还早")
        elif after.start < before.end - 0.001:
            report(after.line, "这条字幕与上一条的时间重叠")
    if not cues and not faults:
        report(1, "字幕文件里没有字幕")
    return tuple(cues), faults


def format_webvtt(cues: Iterable[Cue]) -> str:
    """A WebVTT file; ``-->`` in the text cannot break it."""
    parts = ["WEBVTT\n"]
    for cue in cues:
        said = cue.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        parts.append(f"{_time(cue.start)} --> {_time(cue.end)}\n{said}\n")
    return "\n".join(parts)


def _blocks(lines: Sequence[str]) -> Iterable[tuple[int, list[str]]]:
    """Lines between empty ones, each with the number of its first."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _time(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
