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
    for what, ending, text in (
        ("course", "", "一门课程的压缩包，解开后双击就能打开"),
        ("scorm", "-scorm", "SCORM 1.2 课程包，可以导入学习平台"),
    ):
        kind = kinds.add_parser(what, help=text)
        kind.add_argument("id", metavar="课程", help="如 kc-27")
        kind.add_argument("--edition", choices=("intranet", "public"), help="用哪一版的内容")
        kind.add_argument("--out", type=Path, metavar="文件", help=f"默认 课程标识{ending}.zip")
        kind.set_defaults(run=run_export)


def run_export(options: argparse.Namespace) -> int:
    """``qinejia export course`` and ``qinejia export scorm``."""
    from qinejia.links import restrict
    from qinejia.pipeline import check
    from qinejia.pipeline.building import build
    from qinejia.pipeline.scorm import make_course_zip, make_package

    settings = load_settings(options)
    if settings is None:
        return 1
    edition = options.edition or settings.options.edition
    site = restrict(check(settings).site, edition)
    course = site.find(options.id)
    if course is None or course.kind.name != "course":
        print(f"这一版里没有课程“{options.id}”。", file=sys.stderr)
        return 2
    is_alone = options.what == "course"
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "site"
        status = build(
            settings,
            Path(options.config),
            edition=edition,
            usb=True,
            downloads=False,
            out=built,
            strict=False,
            anew=True,
            course=course.id if is_alone else "",
        )
        if status:
            return status
        content = make_course_zip(built, course) if is_alone else make_package(built, site, course)
    out = options.out or Path(f"{course.id}{'' if is_alone else '-scorm'}.zip")
    write_bytes(out, content)
    advice = "解开后双击“打开课程.html”" if is_alone else "在学习平台里按 SCORM 1.2 导入"
    print(f"已生成 {out}（{len(content) / 1e6:.1f} MB），{advice}。")
    return 0
