"""``qinejia usage``: how much the site is used, from the server's log (使用统计)."""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qinejia.cli.commands import load_settings
from qinejia.settings import Settings
from qinejia.source.writing import write_file

if TYPE_CHECKING:
    from qinejia.search.usage import Asked


def add_usage_command(actions: argparse._SubParsersAction[Any]) -> None:
    """Describe the command to argparse."""
    usage = actions.add_parser("usage", help="从服务器日志统计访问和搜索，不记录是谁")
    usage.add_argument(
        "logs", type=Path, nargs="+", metavar="日志", help="nginx 的访问日志，也可以是 .gz"
    )
    usage.add_argument("--search", action="store_true", help="只看搜了什么、什么没有找到")
    usage.add_argument("--html", type=Path, metavar="文件", help="写成一页可以打印的报告")
    usage.add_argument("--base", default="/", metavar="路径", help="网站所在的路径，默认 /")
    usage.add_argument("--site", type=Path, help="网站文件夹，默认 site")
    usage.set_defaults(run=run_usage)


def run_usage(options: argparse.Namespace) -> int:
    """``qinejia usage 日志``: 1 when a log or the site cannot be read."""
    from qinejia.search.searcher import Searcher
    from qinejia.search.usage import replay
    from qinejia.usage import count, html_report, read_log, text_report

    settings = load_settings(options)
    if settings is None:
        return 1
    base = f"/{options.base.strip('/')}/".replace("//", "/")
    try:
        usage = count(itertools.chain.from_iterable(map(read_log, options.logs)), base)
    except (EOFError, zlib.error) as error:
        print(f"日志读不出来（{type(error).__name__}），可能没有复制完整。", file=sys.stderr)
        return 1
    site = options.site or settings.root / "site"
    try:
        asked = replay(usage.queries, Searcher.of_site(site))
        titles = _titles(site)
    except (OSError, ValueError, LookupError, TypeError):
        print(f"{site} 里没有完整的网站，请先运行 qinejia build。", file=sys.stderr)
        return 1
    missed = [row for row in asked if not row.found]
    if options.search:
        print(_searches(usage.queries.total(), asked))
        return 0
    if options.html:
        write_file(options.html, html_report(usage, titles, missed, _goals(settings)))
        print(f"已写好 {options.html}")
        return 0
    print(text_report(usage, titles))
    return 0


def _searches(total: int, asked: Sequence[Asked]) -> str:
    """Queries without results first, then the most frequent ones."""
    missed = [row for row in asked if not row.found]
    lines = [f"共搜索 {total} 次，{len(asked)} 种写法。"]
    lines.append(f"没有结果的 {len(missed)} 种" + ("：" if missed else "。"))
    lines += [f"{row.times:6d} 次  {row.text}" for row in missed]
    if missed:
        lines.append("可以在 synonyms.yml 里补充同义词，或者补写内容。")
    found = [row for row in asked if row.found][:20]
    if found:
        lines.append("搜得最多的：")
    lines += [f"{row.times:6d} 次  {row.text}（{row.found} 条结果）" for row in found]
    return "\n".join(lines)


def _titles(site: Path) -> dict[str, str]:
    """Names of records by address and by identifier, from the site's own catalogue."""
    records = json.loads((site / "data" / "catalogue.json").read_text("utf-8"))["records"]
    titles = {"": "首页"}
    for record in records:
        titles[record["url"]] = titles[record["id"]] = record["title"]
    return titles


def _goals(settings: Settings) -> list[tuple[str, str]]:
    """The goals of the year, as the register of sessions shows them."""
    from qinejia.derive.goals import goal_facts
    from qinejia.pipeline import check

    checked = check(settings)
    facts = goal_facts(checked.site, settings.options.goals, checked.today.year)
    return [(fact.label, fact.text) for fact in facts]
