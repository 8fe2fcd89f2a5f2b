"""``qinejia``: the commands of editors and operators (命令).

Exit status: 0 all right, 1 faults were found, 2 the command line could not be read.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from qinejia.cli import commands
from qinejia.cli.editing import add_edit_command
from qinejia.cli.exporting import add_export_command
from qinejia.cli.importing import add_import_command
from qinejia.cli.media import add_media_command
from qinejia.cli.new import add_new_command
from qinejia.cli.printing import add_print_command
from qinejia.cli.pulls import add_pull_commands
from qinejia.cli.questions import add_questions_command, add_results_command
from qinejia.cli.release import add_release_command
from qinejia.cli.reviewing import add_review_command
from qinejia.cli.template import add_template_commands
from qinejia.cli.usage import add_usage_command


class _HelpFormatter(argparse.HelpFormatter):
    """argparse's layout under a Chinese heading."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse in Chinese."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, formatter_class=_HelpFormatter)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        for english, chinese in (
            ("the following arguments are required:", "缺少参数："),
            ("unrecognized arguments:", "不认识的参数："),
            ("invalid choice:", "不能写"),
            ("expected one argument", "后面要跟一个值"),
            ("ignored explicit argument", "后面不能带值"),
            ("ambiguous option:", "写得不完整："),
            ("could match", "可能是"),
            ("choose from", "可以写"),
            ("argument ", "参数 "),
        ):
            message = message.replace(english, chinese)
        self.exit(2, f"{message}\n输入 qinejia --help 查看用法。\n")


def _build_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="qinejia", description="勤e家 机关事务标准化实训知识库")
    parser.add_argument("--config", default="mkdocs.yml", help="站点设置文件，默认 mkdocs.yml")
    actions = parser.add_subparsers(dest="command", metavar="命令", required=True)

    check = actions.add_parser("check", help="检查全部内容，列出每一处问题")
    check.add_argument("paths", nargs="*", type=Path, metavar="路径", help="只显示这些文件的问题")
    formats = ("text", "json", "sarif", "github", "gitlab")
    check.add_argument("--format", choices=formats, default="text")
    check.add_argument("--strict", action="store_true", help="有警告也算不通过")
    check.add_argument("--fix", action="store_true", help="先自动改好能确定的问题，再检查")
    check.set_defaults(run=commands.run_check)

    build = actions.add_parser("build", help="检查并构建网站")
    build.add_argument("--edition", choices=("intranet", "public"), help="内网版或公开版")
    build.add_argument("--usb", action="store_true", help="可以双击打开的离线版")
    build.add_argument("--downloads", action="store_true", help="每项标准附 PDF 和 Word 文件")
    build.add_argument("--out", type=Path, help="输出文件夹，默认 site")
    build.add_argument("--strict", action="store_true", help="有警告也停止")
    build.set_defaults(run=commands.run_build)

    serve = actions.add_parser("serve", help="预览：保存后马上看到结果，写错了指出在哪一行")
    serve.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    serve.set_defaults(run=commands.run_serve)

    add_new_command(actions)

    explain = actions.add_parser("explain", help="解释一条校验规则，如 QJ010")
    explain.add_argument("code", metavar="代码", nargs="?", help="不写则列出全部")
    explain.set_defaults(run=commands.run_explain)

    schema = actions.add_parser("schema", help="导出页头的 JSON Schema")
    schema.add_argument(
        "--vscode",
        type=Path,
        nargs="?",
        const=Path(".vscode"),
        metavar="文件夹",
        help="改为写 VS Code 的设置、任务、代码片段和规格，默认写到 .vscode",
    )
    schema.set_defaults(run=commands.run_schema)

    renumber = actions.add_parser("renumber", help="给标准的章条顺次编号，并修改指向它的引用")
    renumber.add_argument("identifier", metavar="标准", help="标识，如 std-q-qej-bz201.3-2026")
    renumber.add_argument("--dry-run", action="store_true", help="只显示，不修改文件")
    renumber.set_defaults(run=commands.run_renumber)

    impact = actions.add_parser("impact", help="列出标准修订后要复核的课程、图册、考题等")
    impact.add_argument("identifier", metavar="标准", help="新版或旧版的标识")
    impact.set_defaults(run=commands.run_impact)

    add_print_command(actions)
    add_questions_command(actions)
    add_results_command(actions)
    add_export_command(actions)
    add_edit_command(actions)
    add_import_command(actions)
    add_media_command(actions)
    add_release_command(actions)
    add_review_command(actions)
    add_template_commands(actions)
    add_pull_commands(actions)
    add_usage_command(actions)

    ids = actions.add_parser("ids", help="标识登记簿 ids.lock")
    ids.add_argument("action", choices=("record",), help="record：登记当前全部标识和锚点")
    ids.set_defaults(run=commands.run_ids)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status and never shows a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _build_parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"文件读写失败：{error.filename or ''} {error.strerror or error}", file=sys.stderr)
        return 1


def run() -> NoReturn:
    """The program. It ends without taking its memory apart, which would take half a second."""
    try:
        status = main()
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads what is said
        status = 1
    os._exit(status)
