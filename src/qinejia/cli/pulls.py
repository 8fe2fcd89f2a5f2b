"""``qinejia pr-summary|owners|hook``: what concerns pull requests (合并请求)."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from qinejia.cli.commands import load_settings
from qinejia.diagnostics import Diagnostic
from qinejia.settings import Settings

_HOOK = """#!/bin/sh
# qinejia hook：提交前检查暂存的 Markdown 文件。
case "${GIT_INDEX_FILE:-/}" in /*) ;; *) export GIT_INDEX_FILE="$PWD/$GIT_INDEX_FILE" ;; esac
cd -- @FOLDER@ || exit 1
exec @PYTHON@ -m qinejia --config @CONFIG@ hook run
"""
_MARK = "# qinejia hook"


def add_pull_commands(actions: argparse._SubParsersAction[Any]) -> None:
    """Describe the commands to argparse."""
    summary = actions.add_parser("pr-summary", help="合并请求的汇总：页面、条款、影响、五位一体")
    summary.add_argument("--base", required=True, metavar="版本", help="合入的分支，如 origin/main")
    summary.add_argument(
        "--format",
        dest="form",
        choices=("markdown", "comment", "review"),
        default="markdown",
        help="comment 和 review 是发给 Git 服务器接口的 JSON；review 含逐行意见（Gitea、Forgejo）",
    )
    summary.set_defaults(run=run_summary)

    owners = actions.add_parser("owners", help="谁审看什么：写 CODEOWNERS，或列出本次改动该谁看")
    owners.add_argument("--write", choices=("gitea", "gitlab", "github"), metavar="服务器")
    owners.add_argument("--base", metavar="版本", help="列出与它相比改动的记录该谁看")
    owners.set_defaults(run=run_owners)

    hook = actions.add_parser("hook", help="提交前自动检查")
    hook.add_argument("action", choices=("install", "run"), help="install：装到本机的 Git 仓库")
    hook.set_defaults(run=run_hook)


def run_summary(options: argparse.Namespace) -> int:
    """``qinejia pr-summary``: tells, and judges nothing; ``check`` does."""
    from qinejia.pipeline.comparing import compare_with
    from qinejia.pulls.git import GitFault, base_of, prefix_of
    from qinejia.pulls.summary import as_comment, as_review, summarise

    settings = load_settings(options)
    if settings is None:
        return 1
    try:
        commit = base_of(settings.root, options.base)
        pull, files = compare_with(settings, Path(options.config).name, commit)
        if options.form == "review":
            prefix = prefix_of(settings.root)
            print(as_review(pull, [file.path for file in files], prefix))
        else:
            print(as_comment(pull) if options.form == "comment" else summarise(pull), end="")
    except GitFault as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


def run_owners(options: argparse.Namespace) -> int:
    """``qinejia owners``."""
    from qinejia.pipeline import check
    from qinejia.pulls.git import GitFault, base_of, changed_files, prefix_of
    from qinejia.pulls.owners import PLACES, code_owners, owned_records, who_looks
    from qinejia.source.writing import write_file

    settings = load_settings(options)
    if settings is None:
        return 1
    owned = owned_records(check(settings).site)
    try:
        changed = {one.record.path for one in owned}
        if options.base:
            files = changed_files(settings.root, base_of(settings.root, options.base))
            changed = {file.path.removeprefix(f"{settings.label}/") for file in files}
        if options.write:
            prefix = prefix_of(settings.root)
            top = settings.root.joinpath(*[".."] * prefix.count("/"))
            path = top / PLACES[options.write]
            path.parent.mkdir(exist_ok=True)
            write_file(path, code_owners(options.write, owned, prefix + settings.label))
            print(f"已写入 {prefix and '仓库的 '}{PLACES[options.write]}")
    except GitFault as fault:
        print(fault, file=sys.stderr)
        return 2
    for unit, records in who_looks(owned, changed).items():
        names = "、".join(records[0].reviewers) or "没有写“审看”"
        print(f"{unit or '没有写负责单位'}（{names}）：{len(records)} 个")
        for one in records if options.base else ():
            print(f"    {settings.label}/{one.record.path} {one.record.title}")
    return 0


def run_hook(options: argparse.Namespace) -> int:
    """``qinejia hook``: installs the hook, or is it."""
    from qinejia.pulls.git import GitFault

    settings = load_settings(options)
    if settings is None:
        return 1
    try:
        act = _install if options.action == "install" else _check_staged
        return act(settings, Path(options.config).name)
    except GitFault as fault:
        print(fault, file=sys.stderr)
        return 2


def _install(settings: Settings, config: str) -> int:
    from qinejia.pulls.git import hook_path, prefix_of
    from qinejia.source.writing import write_file

    path = hook_path(settings.root, "pre-commit")
    if path.exists() and _MARK not in path.read_text("utf-8", "replace"):
        print(f"{path} 已经有了，没有改动。请在里面加一行：qinejia hook run", file=sys.stderr)
        return 1
    text = _HOOK.replace("@FOLDER@", _quoted(f"./{prefix_of(settings.root)}"))
    text = text.replace("@PYTHON@", _quoted(sys.executable.replace(os.sep, "/")))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, text.replace("@CONFIG@", _quoted(config)))
    path.chmod(0o755)
    print("已装好：以后每次提交前检查暂存的 Markdown 文件，有错误时不提交。")
    return 0


def _check_staged(settings: Settings, config: str) -> int:
    """Faults of staged pages only; 1 stops the commit."""
    from qinejia.diagnostics import Severity
    from qinejia.diagnostics.formats import format_text
    from qinejia.pulls.git import staged_files
    from qinejia.source.documents import MARKDOWN

    inside = f"{settings.label}/"
    staged = {
        path
        for path in staged_files(settings.root)
        if path.startswith(inside) and path.endswith(MARKDOWN)
    }
    if not staged:
        return 0
    found = [d for d in _check_as_staged(settings, config, staged) if d.position.path in staged]
    shown = [d for d in found if d.severity is not Severity.INFO]
    if shown:
        print(format_text(shown), file=sys.stderr)
    if any(d.severity is Severity.ERROR for d in found):
        print("有错误，没有提交。改好后重新 git add、git commit。", file=sys.stderr)
        return 1
    return 0


def _check_as_staged(
    settings: Settings, config: str, staged: Collection[str]
) -> tuple[Diagnostic, ...]:
    """The folder is checked as it is, unless a staged page was changed again since: then all that
    is staged is written elsewhere.
    """
    from qinejia.library.media import STORE
    from qinejia.pipeline import check
    from qinejia.pulls.git import unstaged_files, write_staged
    from qinejia.settings import find_settings

    if not set(staged).intersection(unstaged_files(settings.root)):
        return check(settings).diagnostics
    with tempfile.TemporaryDirectory(prefix="qinejia-") as folder:
        root = write_staged(settings.root, Path(folder))
        if (settings.root / STORE).is_dir() and not (root / STORE).exists():
            (root / STORE).symlink_to(settings.root / STORE)
        found, faults = find_settings(root / config)
        return tuple(faults) if found is None else check(found).diagnostics


def _quoted(text: str) -> str:
    """One word for a shell."""
    return "'" + text.replace("'", "'\\''") + "'"
