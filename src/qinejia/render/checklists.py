"""Practical checklists (实操评分表)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from qinejia.model.containers import Rubric, RubricItem
from qinejia.model.headers.practice import ChecklistHeader
from qinejia.model.records import Record

if TYPE_CHECKING:
    from qinejia.render.rendering import PageRenderer


def draw_checklist(record: Record, body: str) -> str:
    """The whole page of a checklist, for the examiner's script."""
    header = record.header
    assert isinstance(header, ChecklistHeader)
    return (
        f'<qj-rubric class="qj-exam" data-id="{escape(record.id)}" '
        f'data-title="{escape(record.title)}" data-minutes="{escape(header.minutes)}" '
        f'data-pass="{escape(header.pass_mark)}">{body}</qj-rubric>'
    )


def _data(item: RubricItem, page: PageRenderer) -> str:
    """What the script needs of a line."""
    data = {
        "wording": page.wordings.of(item.clause),
        "points": str(round(item.score * 100)),
        "critical": "1" if item.critical else "",
        "levels": "1" if item.levels else "",
        "low": f"{item.limit.low:g}" if item.limit and item.limit.low is not None else "",
        "high": f"{item.limit.high:g}" if item.limit and item.limit.high is not None else "",
        "unit": item.limit.unit if item.limit else "",
    }
    given = "".join(f' data-{name}="{escape(text)}"' for name, text in data.items() if text)
    return f' data-clause="{escape(item.clause)}"{given}'


def _levels(item: RubricItem, page: PageRenderer) -> str:
    """What each level of a judged item looks like."""
    if not item.levels:
        return ""
    lines = "".join(f"<li>{page.inline(level)}</li>" for level in item.levels)
    return f'<ol class="qj-levels" start="0">{lines}</ol>'


def _method(item: RubricItem) -> str:
    value = f"量值 {item.limit.text}" if item.limit else ""
    return escape("；".join(part for part in (item.method, value, item.cadence) if part))


def draw_rubric(rubric: Rubric, page: PageRenderer) -> str:
    """The table of items with clause, method and score; critical items say so in words."""
    rows = []
    for number, item in enumerate(rubric.root, 1):
        critical = ' <strong class="qj-critical">关键项</strong>' if item.critical else ""
        rows.append(
            f'<tr id="item-{number}"{_data(item, page)}><td data-label="序号">{number}</td>'
            f'<td data-label="项目">{page.inline(item.item)}{critical}{_levels(item, page)}</td>'
            f'<td data-label="条款">{page.link_to(item.clause)}</td>'
            f'<td data-label="方法">{_method(item)}</td>'
            f'<td data-label="分值">{item.score:g}</td>'
            '<td data-label="得分" class="qj-rubric__blank"></td></tr>'
        )
    total = sum(item.score for item in rubric.root)
    return (
        '<div class="qj-scroll" tabindex="0"><table class="qj-rubric"><thead><tr>'
        "<th>序号</th><th>项目</th><th>条款</th><th>方法</th><th>分值</th><th>得分</th>"
        f"</tr></thead><tbody>{''.join(rows)}</tbody><tfoot><tr>"
        f'<td colspan="4">合计</td><td>{total:g}</td><td></td></tr></tfoot></table></div>'
    )
