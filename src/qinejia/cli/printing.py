"""``qinejia print …``: things for paper (打印)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, get_args

from qinejia.cli.commands import load_settings
from qinejia.diagnostics.formats import format_text
from qinejia.model.sign import SignSize
from qinejia.settings.options import Edition, check_address
from qinejia.source.writing import write_bytes


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
