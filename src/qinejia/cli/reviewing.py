"""``qinejia review …``: the review chain (三审三校、保密审查)."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qinejia.cli.commands import load_settings
from qinejia.diagnostics import Severity
from qinejia.diagnostics.formats import format_text
from qinejia.links.approvals import STEPS, approval_of
from qinejia.settings import Settings
from qinejia.source.writing import write_bytes, write_file

if TYPE_CHECKING:
    from qinejia.model.records import Record, Site
    from qinejia.pipeline import Checked

_MARKS = {"有效": "✓", "失效": "✗ 失效"}
_LINE = 70
"""Columns beside the indent, of 80."""
_FIELDS = {name: field for field, name in STEPS.items()}


def add_review_command(actions: argparse._SubParsersAction[Any]) -> None:
    """Describe the command to argparse."""
    review = actions.add_parser("review", help="三审三校、保密审查：看进度、签署、打印登记表")
    kinds = review.add_subparsers(dest="what", metavar="动作", required=True)
    status = kinds.add_parser("status", help="缺哪一审、哪一审失效、从哪次改动起")
    status.add_argument("paths", nargs="*", type=Path, metavar="路径", help="不写则列出已开始审的")
    status.set_defaults(run=run_status)
    sign = kinds.add_parser("sign", help="审过以后签署，写进页头")
    sign.add_argument("path", type=Path, metavar="文件", help="如 docs/manuals/tc-chashui.md")
    sign.add_argument("--as", dest="step", choices=tuple(_FIELDS), required=True, help="哪一审")
    sign.add_argument("--name", required=True, metavar="人", help="岗位或姓名")
    sign.add_argument("--date", type=_day, metavar="日期", help="默认今天，如 2026-05-01")
    sign.set_defaults(run=run_sign)
    register = kinds.add_parser("register", help="审核登记表：可以打印的网页，或表格")
    register.add_argument("paths", nargs="*", type=Path, metavar="路径", help="不写则全部")
    register.add_argument(
        "--out", type=Path, default=Path("审核登记表.html"), metavar="文件", help=".html 或 .csv"
    )
    register.set_defaults(run=run_register)


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”要写成 2026-05-01 的样子") from error


def _load(options: argparse.Namespace) -> tuple[Settings, Checked, Site] | None:
    from qinejia.pipeline import check
    from qinejia.pipeline.reviewing import with_fingerprints

    settings = load_settings(options)
    if settings is None:
        return None
    checked = check(settings)
    return settings, checked, with_fingerprints(checked, settings)


def run_status(options: argparse.Namespace) -> int:
    """``qinejia review status``: steps and reasons below each record, sums at the end."""
    from qinejia.pipeline.reviewing import UNTOUCHED, causes, select, state_of

    absent = [str(path) for path in options.paths if not path.exists()]
    if absent:
        print(f"没有找到 {'、'.join(absent)}", file=sys.stderr)
        return 2
    loaded = _load(options)
    if loaded is None:
        return 1
    settings, _, site = loaded
    records = select(site, settings, options.paths)
    states = {record.id: state_of(record, site) for record in records}
    shown = [r for r in records if options.paths or approval_of(r, site).is_begun]
    for record in shown:
        print(f"{_padded(states[record.id], 8)}  {settings.label}/{record.path}")
        print("\n".join(_filled(_parts(record, site))))
        for cause, steps in causes(record, site, settings).items():
            print("\n".join(_filled([f"{'、'.join(steps)}失效：", cause], gap="")))
    if shown:
        print()
    counts = Counter(states.values())
    print("，".join(f"{state} {number} 条" for state, number in counts.items()) or "没有记录")
    if not options.paths and counts[UNTOUCHED]:
        print("没有开始审的没有列出；写上路径就列出，如 qinejia review status docs/manuals")
    return 0


def _parts(record: Record, site: Site) -> list[str]:
    parts = []
    for step in approval_of(record, site).steps:
        if step.signature:
            shown = f"{_MARKS[step.state]} {step.signature.by}"
        else:
            shown = "缺" if step.is_needed else "不需要"
        parts.append(f"{step.name} {shown}")
    return parts


def _filled(parts: list[str], gap: str = "  ") -> list[str]:
    """``parts`` in lines of a narrow terminal, indented; only what is longer than one is broken."""
    lines = [""]
    for part in parts:
        if lines[-1] and _width(lines[-1] + gap + part) > _LINE:
            lines.append("")
        lines[-1] += (gap if lines[-1] else "") + part
        while _width(lines[-1]) > _LINE:
            fits = next(n for n in range(len(lines[-1]), 0, -1) if _width(lines[-1][:n]) <= _LINE)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return [" " * 10 + line for line in lines]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def run_sign(options: argparse.Namespace) -> int:
    """``qinejia review sign``: 1 when the chain or the text does not allow it."""
    from qinejia.pipeline.approving import Signing, SigningFault, check_signing, with_signature
    from qinejia.pipeline.clock import calendar_day
    from qinejia.pipeline.fingerprinting import Fingerprints

    loaded = _load(options)
    if loaded is None:
        return 1
    settings, checked, site = loaded
    path: Path = options.path.resolve()
    record = next((r for r in site.records.values() if (settings.docs / r.path) == path), None)
    label = f"{settings.label}/{record.path}" if record else ""
    faults = [
        d
        for d in checked.diagnostics
        if d.severity is Severity.ERROR
        and d.code != "QJ160"
        and (settings.root / d.position.path).resolve() == path
    ]
    if faults:
        print(format_text(faults), file=sys.stderr)
        print("有错误的记录不能签署，请先改正。", file=sys.stderr)
        return 1
    if record is None:
        print(f"{options.path} 不是知识库里的记录。", file=sys.stderr)
        return 2
    current = Fingerprints(site, settings.docs).of(record)
    site = dataclasses.replace(site, fingerprints={**site.fingerprints, record.id: current})
    today = calendar_day()
    signing = Signing(_FIELDS[options.step], options.name, options.date or today)
    try:
        signature = check_signing(record, site, signing, today)
        text = path.read_bytes().decode("utf-8")
        write_bytes(path, with_signature(text, signing.step, signature).encode("utf-8"))
    except SigningFault as fault:
        print(str(fault), file=sys.stderr)
        return 1
    print(f"已签署：{label} {options.step} {signature.by} {signature.date}")
    return 0


def run_register(options: argparse.Namespace) -> int:
    """``qinejia review register``."""
    from qinejia.pipeline.clock import calendar_day
    from qinejia.pipeline.reviewing import register_rows, select
    from qinejia.printing.review_register import register_csv, register_html

    form = options.out.suffix.lower()
    if form not in (".html", ".csv"):
        print("登记表的文件名要以 .html 或 .csv 结尾。", file=sys.stderr)
        return 2
    loaded = _load(options)
    if loaded is None:
        return 1
    settings, _, site = loaded
    rows = register_rows(select(site, settings, options.paths), site)
    day = calendar_day().isoformat()
    text = (
        register_csv(rows) if form == ".csv" else register_html(rows, settings.options.owner, day)
    )
    write_file(options.out, text)
    print(f"已写好 {options.out}，{len(rows)} 条记录")
    return 0
