"""The page of a clip that was made from a picture book (视频页).

A new clip gets a whole page; of an existing one only length and chapters are replaced, so that
what an editor wrote stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qinejia.model.headers.learning import ManualHeader
from qinejia.model.moments import moment_of
from qinejia.model.records import Record


def new_page(manual: Record, name: str, seconds: float, starts: Sequence[float], day: str) -> str:
    """A page for the clip ``NAME.mp4``; as public as its picture book, and not more."""
    header = manual.header
    assert isinstance(header, ManualHeader)
    title = header.title.removesuffix("图册")
    lines = [
        "---",
        f"标题: {_quoted(title + '（视频）')}",
        f"文件: {name}.mp4",
        f"封面: {name}.jpg",
        f"字幕: {name}.vtt",
        f"时长: {round(seconds)}",
        f"图册: {manual.id}",
    ]
    for key, values in (
        ("标准", header.standards),
        ("课程", header.courses),
        ("主题", header.themes),
        ("岗位", header.roles),
    ):
        if values:
            lines.append(f"{key}: [{', '.join(_quoted(value) for value in values)}]")
    summary = f"由图册生成的视频，{round(seconds / 60)}分钟，每一章对应图册的一步。"
    lines.append(f"摘要: {_quoted(summary)}")
    if header.owner:
        lines.append(f"负责: {_quoted(header.owner)}")
    lines += [
        f"更新: {day}",
        f"公开属性: {header.disclosure}",
        *chapters(manual, starts),
        "---",
        "",
    ]
    lines += [
        f"本片由[[{manual.id}]]逐步生成，画面和文字与图册相同；没有配音，字幕就是解说。",
        "",
        "",
    ]
    return "\n".join(lines[:-1])


def updated_page(text: str, manual: Record, seconds: float, starts: Sequence[float]) -> str:
    """The page with its 时长 and 章节 replaced.

    Raises ``ValueError`` when the page has no header to put them into.
    """
    if not text.startswith("---\n") or "\n---\n" not in text[4:]:
        raise ValueError("no header")
    head, end, body = text[4:].partition("\n---\n")
    head = _without(_without(head, "章节"), "时长")
    lines = [head, f"时长: {round(seconds)}", *chapters(manual, starts)]
    return f"---\n{chr(10).join(lines)}{end}{body}"


def chapters(manual: Record, starts: Sequence[float]) -> list[str]:
    """A chapter for each step, bound to it and to its clauses."""
    lines = ["章节:"]
    for step, start in zip(manual.steps, starts, strict=True):
        tenths = f"{start % 1:.1f}"[1:] if round(start % 1, 1) else ""
        parts = [f'时间: "{moment_of(start)}{tenths}"', f"标题: {_quoted(step.title)}"]
        if step.options.clauses:
            parts.append(f"条款: [{', '.join(_quoted(c) for c in step.options.clauses)}]")
        parts.append(f"步骤: {_quoted(f'{manual.id}#{step.anchor}')}")
        lines.append(f"  - {{{', '.join(parts)}}}")
    return lines


def _without(header: str, key: str) -> str:
    """The header without a key and the lines that belong to it."""
    return re.sub(rf"^{key}:.*\n?(?:^(?:[ \t-].*)?(?:\n|\Z))*", "", header, flags=re.M).rstrip("\n")


def _quoted(value: str) -> str:
    """A YAML scalar: quoted unless it is plain beyond doubt."""
    if re.fullmatch(r"[\w.#（）—-]*[^\W\d_][\w.（）—-]*", value) and "#" not in value:
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
