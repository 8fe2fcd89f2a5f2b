"""``qinejia questions …``: banks for and from other programs (题目互换)."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from qinejia.cli.commands import load_settings
from qinejia.exchange.draft import Draft, ExchangeError, Report, draft_of, to_markdown
from qinejia.model.fields import IDENTIFIER
from qinejia.source.writing import write_bytes, write_file

_FORMATS = {"gift": ".gift.txt", "xlsx": ".xlsx", "qti": ".qti.zip"}
_MOST_BYTES = 20_000_000


def add_questions_command(actions: argparse._SubParsersAction[Any]) -> None:
    """Describe the commands to argparse."""
    questions = actions.add_parser("questions", help="题库：与 Moodle（GIFT）、表格、QTI 互换")
    kinds = questions.add_subparsers(dest="what", metavar="动作", required=True)
    export = kinds.add_parser("export", help="导出一个题库")
    export.add_argument("id", metavar="题库", help="如 tk-chashui")
    export.add_argument("--format", choices=tuple(_FORMATS), default="xlsx")
    export.add_argument("--out", type=Path, metavar="文件")
    export.set_defaults(run=run_export)
    take = kinds.add_parser("import", help="把文件变成一个新题库；不覆盖已有的")
    take.add_argument("file", type=Path, metavar="文件", help=".xlsx、.zip（QTI）或 .txt（GIFT）")
    take.add_argument("--to", required=True, metavar="题库", help="新题库的标识，如 tk-xin")
    take.add_argument("--title", default="", metavar="标题")
    take.add_argument("--clause", default="", metavar="条款", help="没有写依据的题都用这一条")
    take.set_defaults(run=run_import)


def add_results_command(actions: argparse._SubParsersAction[Any]) -> None:
    """Describe the command to argparse."""
    results = actions.add_parser("results", help="把学员导出的结果合成一页分析")
    kinds = results.add_subparsers(dest="what", metavar="动作", required=True)
    merge = kinds.add_parser("merge", help="难度、区分度、信度和得分分布")
    merge.add_argument("files", nargs="+", type=Path, metavar="文件", help="学员导出的 .json")
    merge.add_argument("--out", type=Path, default=Path("成绩分析.html"), metavar="文件")
    merge.set_defaults(run=run_merge)


def run_merge(options: argparse.Namespace) -> int:
    """``qinejia results merge``."""
    from qinejia.assessment.analysis import Results, ResultsError
    from qinejia.render.results import draw_results

    results = Results()
    refused = 0
    for path in options.files:
        try:
            if path.stat().st_size > _MOST_BYTES:
                raise ResultsError("文件太大")
            count = results.add(path.read_text("utf-8-sig"))
            print(f"{path}：{count} 条新记录")
        except (ResultsError, OSError, UnicodeDecodeError) as error:
            said = str(error) if isinstance(error, ResultsError) else "读不了"
            print(f"{path}：{said}", file=sys.stderr)
            refused += 1
    if not results.statements:
        print("没有可以合并的记录。", file=sys.stderr)
        return 1
    write_file(options.out, draw_results(results))
    print(f"已生成 {options.out}")
    return 1 if refused else 0


def run_export(options: argparse.Namespace) -> int:
    """``qinejia questions export``."""
    from qinejia.exchange.gift import write_gift
    from qinejia.exchange.qti import write_qti
    from qinejia.exchange.sheet import write_sheet
    from qinejia.pipeline import check

    settings = load_settings(options)
    if settings is None:
        return 1
    record = check(settings).site.find(options.id)
    if record is None or record.kind.name != "questions":
        print(f"没有题库“{options.id}”。", file=sys.stderr)
        return 2
    drafts = [draft_of(question) for question in record.questions]
    out = options.out or Path(f"{record.id}{_FORMATS[options.format]}")
    try:
        if options.format == "gift":
            text, report = write_gift(drafts)
            write_file(out, text)
        else:
            write = write_sheet if options.format == "xlsx" else write_qti
            content, report = write(drafts)
            write_bytes(out, content)
    except ExchangeError as error:
        print(str(error), file=sys.stderr)
        return 1
    print(f"已导出 {len(report.drafts)} 题到 {out}。文件里有答案，请妥善保管。")
    _tell(report)
    return 0


def run_import(options: argparse.Namespace) -> int:
    """``qinejia questions import``."""
    settings = load_settings(options)
    if settings is None:
        return 1
    name = options.to.lower()
    if not IDENTIFIER.fullmatch(name) or not name.startswith("tk-"):
        print("--to 要以 tk- 开头，只用小写英文、数字、“-”和“.”。", file=sys.stderr)
        return 2
    target = settings.docs / "assessments" / "questions" / f"{name}.md"
    if target.exists():
        print(f"{target} 已经有了，没有覆盖。", file=sys.stderr)
        return 2
    try:
        report = _read(options.file)
    except (ExchangeError, OSError) as error:
        said = str(error) if isinstance(error, ExchangeError) else f"读不了 {options.file}"
        print(said, file=sys.stderr)
        return 1
    drafts = [_completed(draft, n, options.clause) for n, draft in enumerate(report.drafts, 1)]
    target.parent.mkdir(parents=True, exist_ok=True)
    title = re.sub(r"[\n\"\\]", " ", options.title or f"导入的题库 {name}")
    head = f'---\n标题: "{title}"\n级别: 自测\n---\n\n'
    write_file(target, head + "\n".join(map(to_markdown, drafts)))
    print(f"已写入 {len(drafts)} 题：{target}")
    without = [draft.name for draft in drafts if not draft.clause]
    if without:
        print(f"没有依据的题：{'、'.join(without)}。请补上“依据”，或者重新导入并加 --clause。")
    print("请运行 qinejia check，再逐题核对。")
    _tell(report)
    return 0


def _read(path: Path) -> Report:
    from qinejia.exchange.gift import read_gift
    from qinejia.exchange.qti import read_qti
    from qinejia.exchange.sheet import read_sheet

    if path.stat().st_size > _MOST_BYTES:
        raise ExchangeError("文件太大")
    content = path.read_bytes()
    if path.suffix.lower() == ".xlsx":
        return read_sheet(content)
    if content[:2] == b"PK":
        return read_qti(content)
    try:
        return read_gift(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ExchangeError("文件要存为 UTF-8 文本") from error


def _completed(draft: Draft, number: int, clause: str) -> Draft:
    """With an id that holds, and the clause for those that have none."""
    import dataclasses

    name = draft.name.lower() if IDENTIFIER.fullmatch(draft.name.lower()) else f"q{number}"
    return dataclasses.replace(draft, name=name, clause=draft.clause or clause)


def _tell(report: Report) -> None:
    for line in report.left:
        print(f"没有转过去：{line}", file=sys.stderr)
