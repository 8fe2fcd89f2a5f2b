"""``qinejia import``: a Word file becomes a record (导入)."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from qinejia.cli.commands import load_settings, shown_path
from qinejia.importing.faults import ImportFault
from qinejia.settings import Settings

_KINDS = {"standard": "标准", "course": "课程", "manual": "图册", "questions": "题库"}
_SHOWN = 5
_LONGEST = 60


def add_import_command(actions: argparse._SubParsersAction[Any]) -> None:
    """Describe the command to argparse."""
    command = actions.add_parser("import", help="把 Word 文件或演示文稿变成标准、课程、图册或题库")
    command.add_argument(
        "file", type=Path, metavar="文件", help=".docx 或 .pptx；.doc、.wps、.ppt 需要 LibreOffice"
    )
    command.add_argument(
        "--as", dest="kind", choices=tuple(_KINDS), default="", help="不写则按内容判断"
    )
    command.add_argument("--to", type=Path, metavar="文件夹", help="默认是该类型的内容文件夹")
    command.add_argument("--id", default="", metavar="标识", help="不写则由编号或标题得出")
    command.add_argument(
        "--clause", default="", metavar="条款", help="题库：没有依据的题都用这一条"
    )
    command.add_argument(
        "--conflicts",
        choices=("mine", "word"),
        default="",
        help="再次导入有冲突时：mine 保留知识库里的，word 用新的 Word",
    )
    command.add_argument("--dry-run", action="store_true", help="只显示，不写文件")
    command.set_defaults(run=run_import)


def run_import(options: argparse.Namespace) -> int:
    """``qinejia import``: 0 when it was written, 1 when it could not be or has to be decided."""
    from qinejia.model.fields import IDENTIFIER

    settings = load_settings(options)
    if settings is None:
        return 1
    name = options.id.lower()
    if name and not IDENTIFIER.fullmatch(name):
        print("标识只能用小写英文、数字、“-”和“.”，如 tc-chashui。", file=sys.stderr)
        return 2
    if not options.file.exists():
        print(f"没有找到 {options.file}", file=sys.stderr)
        return 2
    try:
        return _import(options, settings, name)
    except ImportFault as fault:
        print(f"{options.file}：{fault}", file=sys.stderr)
        return 1
    except (MemoryError, RecursionError):
        print(f"{options.file}：文件太大或太复杂，请拆成几个文件再导入", file=sys.stderr)
        return 1


def _import(options: argparse.Namespace, settings: Settings, name: str) -> int:
    from qinejia.importing.drafting import import_word
    from qinejia.importing.known_site import known_of
    from qinejia.importing.placing import carry_out, plan
    from qinejia.importing.report import summarise
    from qinejia.importing.source_files import read_word_file
    from qinejia.model.kinds import KIND_BY_NAME
    from qinejia.pipeline import check
    from qinejia.pipeline.clock import calendar_day

    data, converted = read_word_file(options.file)
    _progress("正在读取知识库里已有的记录……")
    checked = check(settings)
    # A fixed epoch makes the result the same on every day.
    now = checked.today if os.environ.get("SOURCE_DATE_EPOCH") else calendar_day()
    known = known_of(checked.site, checked.today, settings.options.own_prefixes, now)
    _progress("正在读取 Word 文件……")
    stem = options.file.stem
    imported = import_word(data, options.kind, known, stem, name, options.clause, converted)
    if not options.kind:
        print(f"按{_KINDS[imported.kind]}导入；不对时用 --as 写明类型")
    folder = options.to or settings.docs / KIND_BY_NAME[imported.kind].folder
    found = plan(imported, folder, options.conflicts)
    shown = shown_path(found.path)
    for line in summarise(imported.found, imported.notices):
        print(line)
    if found.merge:
        _tell_of_merge(found.merge.taken, found.merge.kept, found.merge.conflicts, shown)
    if options.dry_run:
        print(f"将要写入 {shown}（没有写）")
        return 0
    for path in carry_out(found, imported):
        print(f"已写入 {shown_path(path)}")
    if found.is_open:
        print(
            f"{shown} 没有改动。请看 {shown_path(found.draft)} 里 <<<<<<< 和 >>>>>>> "
            "之间的两种写法，再用 --conflicts mine 或 --conflicts word 重新导入。",
            file=sys.stderr,
        )
        return 1
    if found.is_same:
        print("这个文件和上次导入的一样，知识库里的没有改动。")
    else:
        print(f"请运行 qinejia check {shown}，再对照原文件核对一遍。")
    return 0


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(text, file=sys.stderr)


def _tell_of_merge(taken: int, kept: int, conflicts: list[Any], path: str) -> None:
    print(f"{path} 已经有了，合并：取新 Word 的改动 {taken} 处，保留知识库的改动 {kept} 处。")
    for conflict in conflicts[:_SHOWN]:
        print(f"两边都改了（{path}:{conflict.line}）：")
        print(f"  知识库：{_short(conflict.mine)}")
        print(f"  Word：　{_short(conflict.word)}")
    if len(conflicts) > _SHOWN:
        print(f"  ……另有 {len(conflicts) - _SHOWN} 处冲突")


def _short(lines: tuple[str, ...]) -> str:
    text = " ".join(line for line in lines if line.strip()) or "（删去了）"
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "……"
