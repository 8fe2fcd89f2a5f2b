"""``qinejia print …``: things for paper (打印)."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from qinejia.cli.commands import load_settings
from qinejia.diagnostics.formats import format_text
from qinejia.model.sign import SignSize
from qinejia.settings.options import Edition, check_address
from qinejia.source.writing import write_bytes

if TYPE_CHECKING:
    from qinejia.pipeline.testing import Press, Sheets


def add_print_command(actions: argparse._SubParsersAction[Any]) -> None:
    """Describe the command to argparse."""
    printing = actions.add_parser("print", help="生成打印用的文件")
    kinds = printing.add_subparsers(dest="what", metavar="内容", required=True)
    book = kinds.add_parser("compile", help="标准汇编：把选出的自编标准排成一本 PDF")
    book.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar="键=值",
        help="如 体系=后勤服务保障标准、编号=Q/QEJ BZ201、id=…，可以写多个",
    )
    book.add_argument("--title", default="标准汇编", metavar="书名", help="默认“标准汇编”")
    book.add_argument("--out", type=Path, default=Path("标准汇编.pdf"), metavar="文件")
    book.add_argument("--docx", action="store_true", help="另存一份 Word 文件")
    book.set_defaults(run=run_compile)
    signs = kinds.add_parser("signs", help="标识：带符号、条款和二维码，可贴上墙")
    signs.add_argument("ids", nargs="*", metavar="标识", help="如 bs-chashui；不写则全部")
    signs.add_argument("--size", choices=get_args(SignSize), help="不按页头，统一用这个幅面")
    signs.add_argument("--edition", choices=get_args(Edition), help="二维码打开哪个版本")
    signs.add_argument("--base-url", metavar="网址", help="不用设置里的地址，用这个")
    signs.add_argument("--out", type=Path, default=Path("标识.pdf"), metavar="文件")
    signs.set_defaults(run=run_signs)
    paper = kinds.add_parser("paper", help="试卷：试卷、答题卡、答案各一个文件")
    paper.add_argument("id", metavar="题库", help="如 tk-chashui")
    paper.add_argument("--paper", default="", metavar="名称", help="题库里有几份试卷时选哪一份")
    paper.add_argument("--copies", type=_count, default=1, metavar="份数", help="不同卷号的份数")
    paper.add_argument("--seed", type=int, metavar="卷号", help="重印以前的一份")
    paper.add_argument("--out", type=Path, default=Path("试卷.pdf"), metavar="文件")
    paper.set_defaults(run=run_paper)
    checklist = kinds.add_parser("checklist", help="实操评分表：手填的表格")
    checklist.add_argument("id", metavar="评分表", help="如 kh-chashui")
    checklist.add_argument("--out", type=Path, default=Path("评分表.pdf"), metavar="文件")
    checklist.set_defaults(run=run_checklist)
    session = kinds.add_parser("session", help="培训期档案：计划、签到表、试卷、满意度表、评估表")
    session.add_argument("id", metavar="培训期", help="如 qs-2026-01")
    session.add_argument("--seed", type=int, default=1, metavar="卷号", help="试卷的卷号")
    session.add_argument("--out", type=Path, default=Path("培训档案.pdf"), metavar="文件")
    session.set_defaults(run=run_session)


_MOST_COPIES = 200


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= _MOST_COPIES:
        raise argparse.ArgumentTypeError(f"份数要在 1 到 {_MOST_COPIES} 之间")
    return number


_FIRST_CHECK = "内容有错误，请先运行 qinejia check 并改正。"


def run_compile(options: argparse.Namespace) -> int:
    """``qinejia print compile``."""
    from qinejia.pipeline import check
    from qinejia.pipeline.compiling import FILTERS, compile_book
    from qinejia.printing.paper import PrintingError, to_pdf
    from qinejia.printing.word import to_docx

    filters: list[tuple[str, str]] = []
    for written in options.filter:
        key, sign, value = str(written).partition("=")
        if not sign or key not in (*FILTERS, "编号", "id"):
            print(f"筛选“{written}”应写成 键=值，键可以是：", file=sys.stderr)
            print("、".join((*FILTERS, "编号", "id")), file=sys.stderr)
            return 2
        filters.append((key, value))
    settings = load_settings(options)
    if settings is None:
        return 1
    checked = check(settings)
    if checked.has_errors:
        print(_FIRST_CHECK, file=sys.stderr)
        return 1
    html, count = compile_book(checked, settings, options.title, filters)
    if not count:
        print("没有符合条件的标准。", file=sys.stderr)
        return 1
    print(f"正在排版 {count} 项标准……")
    try:
        write_bytes(options.out, to_pdf(html, settings.docs, options.title))
        print(f"已生成 {options.out}")
        if options.docx:
            target = options.out.with_suffix(".docx")
            write_bytes(target, to_docx(html))
            print(f"已生成 {target}（打开后按 F9 更新目录）")
    except PrintingError as error:
        print(str(error), file=sys.stderr)
        return 1
    return 0


def run_signs(options: argparse.Namespace) -> int:
    """``qinejia print signs``."""
    from qinejia.pipeline import check
    from qinejia.pipeline.signing import print_signs
    from qinejia.printing.paper import PrintingError

    settings = load_settings(options)
    if settings is None:
        return 1
    changes: dict[str, str] = {"edition": options.edition or settings.options.edition}
    if options.base_url:
        try:
            address = check_address(options.base_url)
        except ValueError as error:
            print(f"--base-url：{error}", file=sys.stderr)
            return 2
        changes |= {"intranet_address": address, "public_address": address}
    site = settings.model_copy(update={"options": settings.options.model_copy(update=changes)})
    checked = check(site)
    if checked.has_errors:
        print(_FIRST_CHECK, file=sys.stderr)
        return 1
    try:
        content, count, faults = print_signs(checked, site, options.ids, options.size)
    except PrintingError as error:
        print(str(error), file=sys.stderr)
        return 1
    if faults:
        print(format_text(faults), file=sys.stderr)
        return 1
    if not count:
        print("没有可打印的标识。", file=sys.stderr)
        return 1
    write_bytes(options.out, content)
    print(f"已生成 {options.out}，{count} 张标识")
    return 0


def run_paper(options: argparse.Namespace) -> int:
    """``qinejia print paper``."""
    from qinejia.pipeline.testing import Press

    seeds = [options.seed] if options.seed is not None else []
    while len(seeds) < options.copies:
        seeds.append(secrets.randbelow(100_000_000))
    for number, seed in enumerate(seeds, 1):
        out: Path = options.out
        if len(seeds) > 1:
            out = out.with_stem(f"{out.stem}-{number}")
        make = partial(Press.paper, identifier=options.id, name=options.paper, seed=seed)
        status = _print(options, out, make)
        if status:
            return status
    return 0


def run_checklist(options: argparse.Namespace) -> int:
    """``qinejia print checklist``."""
    return _print(options, options.out, lambda press: press.checklist(options.id))


def run_session(options: argparse.Namespace) -> int:
    """``qinejia print session``."""
    return _print(options, options.out, lambda press: press.session(options.id, options.seed))


def _print(options: argparse.Namespace, out: Path, make: Callable[[Press], Sheets]) -> int:
    """Check, make the sheets, write each beside ``out``."""
    from qinejia.pipeline import check
    from qinejia.pipeline.testing import Press
    from qinejia.printing.paper import PrintingError

    settings = load_settings(options)
    if settings is None:
        return 1
    checked = check(settings)
    if checked.has_errors:
        print(_FIRST_CHECK, file=sys.stderr)
        return 1
    try:
        press = Press(checked, settings)
        sheets = make(press)
        made = {out.with_stem(out.stem + end): press.pdf(html) for end, html in sheets.html.items()}
    except (LookupError, PrintingError) as error:
        print(str(error.args[0]), file=sys.stderr)
        return 2
    for path, content in made.items():
        write_bytes(path, content)
        print(f"已生成 {path}")
    for note in sheets.notes:
        print(note, file=sys.stderr)
    return 0
