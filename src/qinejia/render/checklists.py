"""Practical checklists (实操评分表)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from qinejia.model.containers import Rubric

if TYPE_CHECKING:
    from qinejia.render.rendering import PageRenderer


def draw_rubric(rubric: Rubric, page: PageRenderer) -> str:
    """The table of items with clause, method and score; critical items say so in words."""
    rows = []
    for number, item in enumerate(rubric.root, 1):
        critical = ' <strong class="qj-critical">关键项</strong>' if item.critical else ""
        rows.append(
            f'<tr id="item-{number}"><td data-label="序号">{number}</td>'
            f'<td data-label="项目">{page.inline(item.item)}{critical}</td>'
            f'<td data-label="条款">{page.link_to(item.clause)}</td>'
            f'<td data-label="方法">{escape(item.method)}</td>'
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
