"""``qinejia edit``: writing in the browser (在浏览器里写)."""

from __future__ import annotations

import argparse
import sys
import webbrowser
from pathlib import Path
from typing import Any

from qinejia.cli.commands import load_settings
from qinejia.settings import Settings


def add_edit_command(actions: argparse._SubParsersAction[Any]) -> None:
    """Describe the command to argparse."""
    edit = actions.add_parser("edit", help="在浏览器里填表写页面，只在本机使用")
    edit.add_argument("--port", type=int, default=0, metavar="端口", help="不写则任选一个空闲的")
    edit.add_argument("--no-open", action="store_true", help="不自动打开浏览器")
    edit.add_argument(
        "--preview", default="http://127.0.0.1:8000/", metavar="网址", help="make serve 显示的网址"
    )
    edit.add_argument(
        "--get", nargs="?", const="", metavar="文件",
        help="取得编辑器（一次即可）：不写文件时用 npm 下载，或写已下载的安装包",
    )  # fmt: skip
    edit.add_argument(
        "--forge", choices=("gitea", "forgejo"), help="改为写出接到 Gitea 或 Forgejo 的编辑页"
    )
    edit.add_argument("--url", default="", metavar="网址", help="Gitea 或 Forgejo 的 https 网址")
    edit.add_argument("--repo", default="", metavar="仓库", help="仓库，如 jiguan/zhishiku")
    edit.add_argument("--app-id", default="", metavar="编号", help="在 Gitea 登记的应用编号")
    edit.add_argument("--branch", default="main", metavar="分支", help="默认 main")
    edit.add_argument("--out", type=Path, default=Path("admin"), help="写到哪个文件夹，默认 admin")
    edit.set_defaults(run=run_edit)


def run_edit(options: argparse.Namespace) -> int:
    """``qinejia edit``: serves until Ctrl+C; 1 when the editor is missing."""
    from qinejia.editing.decap import PACKAGE, find_script, install
    from qinejia.editing.faults import EditingFault
    from qinejia.editing.forge import write_admin

    settings = load_settings(options)
    if settings is None:
        return 1
    try:
        if options.get is not None:
            print(
                f"已取得编辑器 {install(settings.root, Path(options.get) if options.get else None)}"
            )
            return 0
        script = find_script(settings.root)
        if script is None:
            print(
                f"还没有编辑器。请运行一次 qinejia edit --get；不能上网时，"
                f"从别的电脑拷来 {PACKAGE}，运行 qinejia edit --get {PACKAGE}",
                file=sys.stderr,
            )
            return 1
        if options.forge:
            write_admin(
                options.out, settings, script, name=options.forge, url=options.url,
                repo=options.repo, app_id=options.app_id, branch=options.branch,
            )  # fmt: skip
            print(f"已写出 {options.out}，请放到 https 网站上，地址登记为应用的回调地址。")
            return 0
    except EditingFault as fault:
        print(fault, file=sys.stderr)
        return 1
    return _serve(settings, script, options)


def _serve(settings: Settings, script: bytes, options: argparse.Namespace) -> int:
    from qinejia.editing.server import Editor
    from qinejia.pipeline import check

    try:
        server = Editor(settings, check(settings), script, options.preview, options.port)
    except (OSError, OverflowError):
        print(f"端口 {options.port} 不能用，可能被别的程序占着；不写 --port 会自己找一个。")
        return 1
    with server as editor:
        print(f"在浏览器里打开：{editor.address}")
        print("这个地址只在本机、只在这一次有效。写完按 Ctrl+C 结束。", flush=True)
        if not options.no_open:
            webbrowser.open(editor.address)
        editor.serve_forever()
    return 0
