"""The report of an import (导入报告): counts in and out, what was lost, what to look at."""

from __future__ import annotations

from dataclasses import dataclass, field

from qinejia.importing.counting import Counts, Missing
from qinejia.importing.notices import CHANGED, LOST, TO_DO, Fate, Notice, Notices

_SHOWN = 8


@dataclass
class Reconciliation:
    """What went in and came out; ``rows`` are further pairs by name."""

    source: Counts
    result: Counts
    characters: int = 0
    lost: int = 0
    missing: list[Missing] = field(default_factory=list)
    rows: list[tuple[str, int, int]] = field(default_factory=list)
    unread: int = 0
    """Characters of the XML that the reader did not see."""

    @property
    def share(self) -> float:
        """Characters kept, from 0 to 1."""
        return 1 - self.lost / self.characters if self.characters else 1.0


def reconcile(found: Reconciliation, notices: Notices) -> None:
    """Say what is missing where nobody said so yet."""
    for missing in found.missing:
        notices.found.append(Notice(CHANGED, "这些字和 Word 里不一样", missing.text, missing.place))
    if found.unread > 0:
        notices.lost(f"Word 文件里有 {found.unread} 个字符没有读出来，请对照原文查找")
    for name, before, after in _pairs(found):
        if after < before:
            notices.changed(f"{name}：原文件 {before}，导入后 {after}")


def _pairs(found: Reconciliation) -> list[tuple[str, int, int]]:
    source, result = found.source, found.result
    return [
        ("表格", source.tables, result.tables),
        ("图片", source.pictures, result.pictures),
        ("脚注", source.footnotes, result.footnotes),
        *found.rows,
    ]


def write_report(name: str, found: Reconciliation, notices: Notices) -> str:
    """The whole report as Markdown."""
    lines = [
        f"# 导入报告：{name}",
        "",
        "## 进出核对",
        "",
        "| 项目 | 原文件 | 导入后 |",
        "|---|---|---|",
    ]
    lines.append(f"| 字符（不计空白） | {found.characters} | {found.characters - found.lost} |")
    lines += [f"| {what} | {before} | {after} |" for what, before, after in _pairs(found)]
    if found.source.formulas:
        lines.append(f"| 公式 | {found.source.formulas} | 写成文字 |")
    lines += ["", f"文字保留 {found.share:.2%}。"]
    for fate in (LOST, CHANGED, TO_DO):
        lines += ["", f"## {fate}", "", *_listed(notices, fate)]
    return "\n".join([*lines, ""])


def _listed(notices: Notices, fate: Fate) -> list[str]:
    found = dict.fromkeys(notices.of(fate))
    return [f"- {notice}" for notice in found] or ["没有。"]


def summarise(found: Reconciliation, notices: Notices) -> list[str]:
    """A few lines for the terminal."""
    lines = [f"文字保留 {found.share:.2%}（{found.characters} 字）"]
    lines += [
        f"{what}：原文件 {before}，导入后 {after}"
        for what, before, after in _pairs(found)
        if before or after
    ]
    for fate in (LOST, CHANGED, TO_DO):
        listed = list(dict.fromkeys(notices.of(fate)))
        if listed:
            lines.append(f"{fate} {len(listed)} 处：")
            lines += [f"  {notice}" for notice in listed[:_SHOWN]]
            if len(listed) > _SHOWN:
                lines.append(f"  ……另有 {len(listed) - _SHOWN} 处，见报告")
    return lines
