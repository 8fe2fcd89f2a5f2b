"""``qinejia init|upgrade|vendor``: a site of one's own from the template (站点模板)."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from qinejia import __version__
from qinejia.template.files import FORGES

_NAME = re.compile(r"[\w（）()·—、 -]{2,60}")
_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
_SHOWN = 12


def add_template_commands(actions: argparse._SubParsersAction[Any]) -> None:
    """Describe the commands to argparse."""
    init = actions.add_parser("init", help="在新文件夹里建立本单位自己的站点")
    init.add_argument("folder", type=Path, metavar="文件夹", help="不存在的或空的文件夹")
    init.add_argument("--name", default="本单位", metavar="单位名", help="写进站名和主办单位")
    init.add_argument("--with-examples", action="store_true", help="带一组示例（会议茶水服务）")
    init.add_argument("--ci", choices=FORGES, help="带合并请求的自动检查，写明用哪种 Git 服务器")
    init.set_defaults(run=run_init)

    upgrade = actions.add_parser("upgrade", help="把站点的模板文件更新到已安装的版本，不动内容")
    upgrade.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="文件夹")
    upgrade.add_argument("--ci", choices=FORGES, help="加上合并请求的自动检查")
    upgrade.add_argument("--dry-run", action="store_true", help="只显示，不修改文件")
    upgrade.set_defaults(run=run_upgrade)

    vendor = actions.add_parser("vendor", help="下载全部安装包，送到没有互联网的电脑上安装")
    vendor.add_argument("folder", type=Path, nargs="?", default=Path("wheels"), metavar="文件夹")
    vendor.add_argument(
        "--platform",
        nargs="+",
        choices=("linux", "linux-arm", "windows", "macos"),
        default=["linux", "windows"],
        help="给哪种电脑用，默认 linux windows",
    )
    vendor.add_argument(
        "--python", nargs="+", default=[_PYTHON], metavar="版本", help=f"默认 {_PYTHON}"
    )
    vendor.set_defaults(run=run_vendor)


def run_init(options: argparse.Namespace) -> int:
    """``qinejia init 文件夹``: never into a folder that holds something."""
    from qinejia.template import files, laying
    from qinejia.template.examples import with_own_media
    from qinejia.template.lock import Lock

    folder: Path = options.folder
    if not _NAME.fullmatch(options.name):
        print("单位名只能用文字、数字、空格和（）()·—、-，2 至 60 个字。", file=sys.stderr)
        return 2
    if folder.exists() and (not folder.is_dir() or _has_content(folder)):
        print(f"{folder} 里已经有文件，没有改动。请换一个新文件夹。", file=sys.stderr)
        return 1
    template = files.common() | (files.of_forge(options.ci) if options.ci else {})
    content = with_own_media(files.first_content(options.name, options.with_examples))
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    laying.write_first(folder, content)
    laying.carry_out(folder, laying.plan(folder, template, Lock()), template, __version__)
    print(f"已在 {folder} 建立站点：{len(content)} 个内容和设置文件，{len(template)} 个模板文件。")
    print("接着：")
    print(f"  cd {folder}")
    print("  改 mkdocs.yml、docs/taxonomies（单位、主题、标准体系等）和 docs/help/about.md")
    print("  qinejia check     检查内容")
    print("  qinejia build     生成网站")
    return 0


def run_upgrade(options: argparse.Namespace) -> int:
    """``qinejia upgrade``: 0 also when something was kept; that is the bureau's right."""
    from qinejia.template import files, laying
    from qinejia.template.lock import LOCK, TemplateFault, is_older

    root: Path = options.folder
    try:
        known = laying.read_site_lock(root)
        if known is None:
            print(f"{root / LOCK} 不存在：这里不是由 qinejia init 建立的站点。", file=sys.stderr)
            return 2
        if is_older(__version__, known.version):
            message = f"站点的模板是 {known.version} 版，安装的程序是 {__version__} 版，比它旧。"
            print(message + "请先安装新版程序。", file=sys.stderr)
            return 1
        template = files.common()
        for forge in FORGES:
            of_forge = files.of_forge(forge)
            if forge == options.ci or known.files.keys() & of_forge.keys():
                template |= of_forge
        planned = laying.plan(root, template, known)
        if not options.dry_run:
            laying.carry_out(root, planned, template, __version__)
    except TemplateFault as fault:
        print(fault, file=sys.stderr)
        return 1
    will = "将" if options.dry_run else "已"
    _list(f"{will}更新", planned.replaced)
    _list(f"{will}新增", planned.added)
    _list(f"{will}删去（新模板里没有了）", planned.removed)
    for path in planned.beside:
        print(f"{path} 本单位改过，保留；新的在旁边：{path}{laying.NEW}")
    for path in planned.left:
        print(f"{path} 本单位改过，新模板里没有了，保留")
    if planned.beside:
        print("请逐个对照 .new 文件，把要的改动抄过来，再删去 .new 文件。")
    if planned.is_empty:
        print(f"模板已经是 {__version__} 版，没有要改的。")
    else:
        print("内容没有改动。请运行 qinejia check 和 qinejia build。")
    return 0


def run_vendor(options: argparse.Namespace) -> int:
    """``qinejia vendor``: wheels, their hashes and a script that installs them."""
    from qinejia.template.files import locked_requirements
    from qinejia.template.lock import TemplateFault
    from qinejia.template.vendoring import vendor
    from qinejia.template.wheels import own_wheel

    if not all(re.fullmatch(r"3\.\d{1,2}", version) for version in options.python):
        print("Python 版本要写成 3.11 这样。", file=sys.stderr)
        return 2
    folder: Path = options.folder
    try:
        (folder / "wheels").mkdir(parents=True, exist_ok=True)
        own = own_wheel(folder / "wheels")
        count = vendor(folder, locked_requirements(), own, options.platform, options.python)
    except TemplateFault as fault:
        print(fault, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in (folder / "wheels").iterdir())
    print(f"{folder}：{count} 个安装包，{size / 1e6:.0f} MB。整个文件夹拷过去，不用联网：")
    print(f"  Linux、macOS：sh {folder / 'install.sh'} .venv")
    print(f"  Windows：　　 {folder.name}\\install.cmd .venv")
    return 0


def _has_content(folder: Path) -> bool:
    """Anything but the folder of a fresh Git repository."""
    return any(entry.name != ".git" for entry in folder.iterdir())


def _list(what: str, paths: list[str]) -> None:
    if paths:
        more = f" 等 {len(paths)} 个文件" if len(paths) > _SHOWN else ""
        print(f"{what}：{'、'.join(paths[:_SHOWN])}{more}")
