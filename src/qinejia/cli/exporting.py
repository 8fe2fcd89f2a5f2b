"""``qinejia export …``: a course for other platforms (导出)."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from qinejia.cli.commands import load_settings
from qinejia.source.writing import write_bytes


def add_export_command(actions: argparse._SubParsersAction[Any]) -> None:
    """Describe the command to argparse."""
    export = actions.add_parser("export", help="导出给别的平台")
    kinds = export.add_subparsers(dest="what", metavar="格式", required=True)
    scorm = kinds.add_parser("scorm", help="SCORM 1.2 课程包，可以导入学习平台")
    scorm.add_argument("id", metavar="课程", help="如 kc-27")
    scorm.add_argument("--edition", choices=("intranet", "public"), help="用哪一版的内容")
    scorm.add_argument("--out", type=Path, metavar="文件", help="默认 课程标识-scorm.zip")
    scorm.set_defaults(run=run_scorm)


def run_scorm(options: argparse.Namespace) -> int:
    """``qinejia export scorm``."""
    from qinejia.links import restrict
    from qinejia.pipeline import check
    from qinejia.pipeline.building import build
    from qinejia.pipeline.scorm import make_package

    settings = load_settings(options)
    if settings is None:
        return 1
    edition = options.edition or settings.options.edition
    site = restrict(check(settings).site, edition)
    course = site.find(options.id)
    if course is None or course.kind.name != "course":
        print(f"这一版里没有课程“{options.id}”。", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "site"
        config = Path(options.config)
        status = build(
            settings, config, edition=edition, usb=True, downloads=False, out=built, strict=False
        )
        if status:
            return status
        content = make_package(built, site, course)
    out = options.out or Path(f"{course.id}-scorm.zip")
    write_bytes(out, content)
    print(f"已生成 {out}（{len(content) / 1e6:.1f} MB），在学习平台里按 SCORM 1.2 导入。")
    return 0
