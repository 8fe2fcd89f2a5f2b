"""``qinejia print …``: things for paper (打印)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from qinejia.cli.commands import load_settings
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
        print("内容有错误，请先运行 qinejia check 并改正。", file=sys.stderr)
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
