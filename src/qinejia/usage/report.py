"""Shows the counts (统计报告): a few lines for the terminal, a page for the printer.

The page stands alone: no script, nothing from elsewhere, a table for every picture.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from qinejia.search.usage import Asked
from qinejia.usage.counting import Usage

TOP = 20
_STYLE = """
body{font:16px/1.6 sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem;color:#222}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}
table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid #ccc;padding:.25rem .5rem;text-align:left;overflow-wrap:anywhere}
td.n,th.n{text-align:right;white-space:nowrap}
svg{width:100%;height:8rem}svg rect{fill:#1565c0}svg text{font-size:10px;fill:#444}
@media print{h2{break-after:avoid}tr{break-inside:avoid}}
"""


def totals(usage: Usage) -> list[tuple[str, int]]:
    """The sums that stand above everything."""
    return [
        ("打开页面", usage.views.total()),
        ("播放视频", usage.films_by_day.total()),
        ("扫标识二维码", usage.codes_by_day.total()),
        ("搜索", usage.queries.total()),
    ]


def text_report(usage: Usage, titles: Mapping[str, str]) -> str:
    """Sums and what was opened most; ``titles`` are names by address and by identifier."""
    days = usage.days
    if not days:
        return f"{usage.lines} 行日志里没有本站的访问。"
    lines = [f"{days[0]} 至 {days[-1]}，{len(days)} 天"]
    lines += [f"{name} {number} 次" for name, number in totals(usage)]
    for name, counts in _tops(usage):
        if counts:
            lines.append(f"{name}：")
            lines += [f"{n:6d} 次  {titles.get(key, key)}" for key, n in counts]
    if usage.unread:
        lines.append(f"有 {usage.unread} 行不是能读懂的访问记录，没有计入。")
    return "\n".join(lines)


def html_report(
    usage: Usage,
    titles: Mapping[str, str],
    missed: Sequence[Asked] = (),
    goals: Sequence[tuple[str, str]] = (),
) -> str:
    """A whole page; ``missed`` are searches that find nothing, ``goals`` lines of the year."""
    days = usage.days
    span = f"{days[0]} 至 {days[-1]}" if days else "没有访问"
    parts = [
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>知识库使用统计 {span}</title><style>{_STYLE}</style></head><body>",
        f"<h1>知识库使用统计</h1><p>{span}。只统计次数，不记录是谁。</p>",
        _table(("", "次数"), totals(usage)),
    ]
    if goals:
        parts += [
            "<h2>年度目标</h2>",
            "<p>培训人次以培训期次的登记为准，与上面的页面打开次数不是一回事。</p>",
            _table(("目标", "完成情况"), goals),
        ]
    for name, by_day in (
        ("每天打开页面", usage.views),
        ("每天播放视频", usage.films_by_day),
        ("每天扫标识二维码", usage.codes_by_day),
    ):
        if by_day:
            parts += [f"<h2>{name}</h2>", _bars(name, days, by_day)]
            parts.append(_table(("日期", "次数"), [(str(d), by_day[d]) for d in days if by_day[d]]))
    for name, counts in _tops(usage):
        if counts:
            parts.append(f"<h2>{name}</h2>")
            parts.append(_table(("名称", "次数"), [(titles.get(k, k), n) for k, n in counts]))
    if missed:
        parts.append("<h2>没有结果的搜索</h2><p>可以补写内容，或者在 synonyms.yml 里加同义词。</p>")
        parts.append(_table(("查询词", "次数"), [(row.text, row.times) for row in missed[:TOP]]))
    parts.append(f"<p>日志 {usage.lines} 行，其中 {usage.unread} 行不是能读懂的访问记录。</p>")
    return "\n".join([*parts, "</body></html>\n"])


def _tops(usage: Usage) -> list[tuple[str, list[tuple[str, int]]]]:
    return [
        ("打开最多的页面", _top(usage.pages)),
        ("播放最多的视频", _top(usage.films)),
        ("扫得最多的标识", _top(usage.codes)),
    ]


def _top(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:TOP]


def _table(heads: tuple[str, str], rows: Sequence[tuple[str, object]]) -> str:
    head = f'<tr><th>{heads[0]}</th><th class="n">{heads[1]}</th></tr>'
    body = "".join(
        f'<tr><td>{escape(name)}</td><td class="n">{escape(str(value))}</td></tr>'
        for name, value in rows
    )
    return f"<table>{head}{body}</table>"


def _bars(name: str, days: Sequence[datetime.date], by_day: Mapping[datetime.date, int]) -> str:
    """One bar a day; the table below says the same in numbers."""
    high = max(by_day.values())
    bars = "".join(
        f'<rect x="{number * 10}" y="{90 - round(80 * by_day.get(day, 0) / high)}" width="8" '
        f'height="{round(80 * by_day.get(day, 0) / high)}"/>'
        for number, day in enumerate(days)
    )
    return (
        f'<svg role="img" aria-label="{name}，最多一天 {high} 次" '
        f'viewBox="0 0 {max(len(days) * 10, 100)} 100" preserveAspectRatio="none">{bars}</svg>'
    )
