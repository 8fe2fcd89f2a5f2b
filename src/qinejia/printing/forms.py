"""Sheets of a training on paper (试卷、答题卡、评分表、培训期档案) as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_PERSON = ("姓名", "单位", "岗位", "日期")


def document(title: str, body: str) -> str:
    """A whole text for the typesetter."""
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}'
        f"</title></head><body>{body}</body></html>"
    )


def person() -> str:
    """The line for who fills a sheet in."""
    fields = "　".join(f"{label}：＿＿＿＿＿＿" for label in _PERSON)
    return f'<p class="person">{fields}</p>'


def paper(title: str, facts: str, copy: str, asked: str) -> str:
    """The questions; answers go onto the sheet."""
    return (
        f'<section class="sheet"><h1>{escape(title)}</h1><p class="facts">{escape(facts)}　卷号 '
        f"{escape(copy)}</p>{person()}<p>答案写在答题卡上。</p>{asked}</section>"
    )


def answer_sheet(title: str, copy: str, rows: Sequence[tuple[str, int, int]]) -> str:
    """Kind, letters and lines of each question → boxes to tick and lines to write on."""
    drawn = []
    for number, (kind, letters, lines) in enumerate(rows, 1):
        boxes = "".join(f'<span class="box">{chr(65 + n)}</span>' for n in range(letters))
        writing = "".join(f'<span class="line">{n}</span>' for n in range(1, lines + 1))
        drawn.append(
            f"<tr><td>{number}</td><td>{escape(kind)}</td><td>{boxes}{writing}</td>"
            '<td class="mark"></td></tr>'
        )
    return (
        f'<section class="sheet"><h1>{escape(title)}　答题卡</h1><p class="facts">卷号 '
        f"{escape(copy)}</p>{person()}<table><thead><tr><th>题号</th><th>题型</th><th>作答</th>"
        f"<th>得分</th></tr></thead><tbody>{''.join(drawn)}</tbody></table>"
        '<p class="person">总分：＿＿＿＿＿＿　阅卷人：＿＿＿＿＿＿</p></section>'
    )


def key_sheet(title: str, copy: str, rows: str) -> str:
    """For who marks: never to be handed out."""
    return (
        f'<section class="sheet"><h1>{escape(title)}　参考答案</h1><p class="facts">卷号 '
        f"{escape(copy)}　阅卷专用，不得外传</p><table><thead><tr><th>题号</th><th>答案</th>"
        f"<th>分值</th><th>依据</th></tr></thead><tbody>{rows}</tbody></table></section>"
    )


def blank_table(heads: Sequence[str], rows: int) -> str:
    """Numbered empty lines."""
    head = "".join(f"<th>{escape(name)}</th>" for name in ("序号", *heads))
    empty = "<td></td>" * len(heads)
    lines = "".join(f"<tr><td>{n}</td>{empty}</tr>" for n in range(1, rows + 1))
    return f'<table class="lined"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>'


def levels_table(groups: Sequence[tuple[str, Sequence[str]]], levels: Sequence[str]) -> str:
    """Questions by dimension, each with its levels to tick."""
    heads = "".join(f"<th>{escape(level)}</th>" for level in levels)
    rows = []
    for dimension, questions in groups:
        if dimension:
            rows.append(f'<tr><th colspan="{len(levels) + 1}">{escape(dimension)}</th></tr>')
        ticks = '<td class="tick">□</td>' * len(levels)
        rows += [f"<tr><td>{escape(text)}</td>{ticks}</tr>" for text in questions]
    return (
        f"<table><thead><tr><th>项目</th>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )
