"""``qinejia new``: start a page (新建页面); asks on a terminal, never elsewhere."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any

from qinejia.cli.commands import load_settings, shown_path
from qinejia.settings import Settings
from qinejia.source.writing import write_file

if TYPE_CHECKING:
    from qinejia.starting import Draft, Form

_EXAMPLE = "qinejia new 课程 会议茶水服务 课件形式=实操式 条款=std-q-qej-bz201.3-2026#5.3"


def add_new_command(actions: argparse._SubParsersAction[Any]) -> None:
    """Describe the command to argparse."""
    new = actions.add_parser("new", help="新建一个页面：填好的例子，改成自己的就行")
    new.add_argument(
        "kind",
        metavar="类型",
        nargs="?",
        help="标准、课程、图册、视频、实践点、标识、题库、实操评分表、讲师、培训期、术语",
    )
    new.add_argument("title", metavar="标题", nargs="?", default="", help="不写就逐项询问")
    new.add_argument(
        "answers", metavar="键=值", nargs="*", help=f"页头的任何一项，或“条款”，如 {_EXAMPLE}"
    )
    new.add_argument("--id", default="", metavar="标识", help="文件名；不写就取下一个可用的")
    new.set_defaults(run=run_new)


def run_new(options: argparse.Namespace) -> int:
    """``qinejia new``: 0 when the page is there and passes the check; nothing is overwritten."""
    from qinejia.pipeline import check
    from qinejia.pipeline.clock import calendar_day
    from qinejia.starting import StartFault, draft_page, find_form

    settings = load_settings(options)
    if settings is None:
        return 1
    is_asked = sys.stdin.isatty()
    if not options.kind:
        if not is_asked:
            print(f"请写明新建什么，例如：{_EXAMPLE}", file=sys.stderr)
            return 2
        from qinejia.cli.asking import ask_kind

        options.kind = ask_kind()
    form, near = find_form(options.kind)
    if form is None:
        return _unknown_kind(options.kind, near)
    answers = _answers(options)
    if answers is None:
        return 2
    checked = check(settings)
    if is_asked:
        from qinejia.cli.asking import ask

        answers = ask(form, answers, checked, settings.options.own_prefixes)
    now = checked.today if os.environ.get("SOURCE_DATE_EPOCH") else calendar_day()
    try:
        draft = draft_page(form, answers, checked, settings, identifier=options.id, today=now)
    except StartFault as fault:
        print(fault, file=sys.stderr)
        return 2
    return _place(draft, form, settings)


def _unknown_kind(name: str, near: str) -> int:
    from qinejia.model.nearest import hint_of
    from qinejia.starting import FORMS

    known = hint_of(near) or "可以写：" + "、".join(form.names[0] for form in FORMS)
    print(f"没有“{name}”这种页面，{known}", file=sys.stderr)
    return 2


def _answers(options: argparse.Namespace) -> dict[str, str] | None:
    """The pairs of the command line; a first one may stand where the title would."""
    words = [options.title, *options.answers]
    answers: dict[str, str] = {}
    if "=" not in options.title:
        answers["标题"] = words.pop(0)
    for word in filter(None, words):
        key, sign, value = word.partition("=")
        if not sign:
            print(f"“{word}”要写成 键=值；标题里有空格时加引号。", file=sys.stderr)
            return None
        answers[key.strip()] = value
    return answers


def _place(draft: Draft, form: Form, settings: Settings) -> int:
    """Write the page and check the whole site with it; a page with errors is taken back."""
    from qinejia.diagnostics import Severity
    from qinejia.diagnostics.formats import format_text
    from qinejia.pipeline import check

    shown = shown_path(draft.path)
    draft.path.parent.mkdir(parents=True, exist_ok=True)
    write_file(draft.path, draft.text)
    label = f"{settings.label}/{draft.path.relative_to(settings.docs).as_posix()}"
    found = [d for d in check(settings).diagnostics if d.position.path == label]
    if any(d.severity is Severity.ERROR for d in found):
        draft.path.unlink()
        faults = [d for d in found if d.severity is Severity.ERROR]
        print(format_text(faults), file=sys.stderr)
        print("按上面的提示改正再来一次；没有新建文件。", file=sys.stderr)
        return 1
    print(f"已新建 {shown}")
    found = [d for d in found if d.severity is Severity.WARNING]
    if found:
        print(format_text(found))
    print("打开它，把例子改成自己的内容；行首是 # 的是可以补填的项，用不到就留着或删去。")
    return 0
