"""``qinejia release …``: what goes to the server (发布)."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from qinejia.cli.commands import load_settings


def add_release_command(actions: argparse._SubParsersAction[Any]) -> None:
    """Describe the commands to argparse."""
    release = actions.add_parser("release", help="打成带签名的安装包，送到没有互联网的服务器")
    kinds = release.add_subparsers(dest="what", metavar="动作", required=True)
    pack = kinds.add_parser("pack", help="构建当前提交，打包并签名")
    pack.add_argument("--edition", choices=("intranet", "public"), help="内网版或公开版")
    pack.add_argument(
        "--key", type=Path, required=True, metavar="私钥", help="签名用的 OpenSSH 私钥"
    )
    pack.add_argument("--out", type=Path, default=Path("release"), metavar="文件夹")
    pack.add_argument("--with-media", action="store_true", help="连视频一起打包；第一次安装要用")
    pack.add_argument(
        "--since",
        type=Path,
        metavar="上一个包",
        help="只装这个包里没有的内容（页面和视频），更新包因此很小；服务器上要装过这个包",
    )
    pack.set_defaults(run=run_pack)


def run_pack(options: argparse.Namespace) -> int:
    """``qinejia release pack``."""
    from qinejia.pipeline.building import build
    from qinejia.release import Pack, PackingError, hashes_of, pack_site, write_companions
    from qinejia.release.commit import head_of
    from qinejia.release.sbom import bill_of_materials, build_info

    settings = load_settings(options)
    if settings is None:
        return 1
    edition = options.edition or settings.options.edition
    try:
        commit, seconds = head_of(settings.root)
        known = hashes_of(options.since) if options.since else None
        with tempfile.TemporaryDirectory(prefix="qinejia-") as folder:
            site = Path(folder) / "site"
            status = build(
                settings,
                Path(options.config),
                edition=edition,
                usb=False,
                downloads=False,
                out=site,
                strict=False,
                anew=True,
            )
            if status:
                return status
            # The time of the commit rises by itself, and is the same wherever it is packed.
            pack = Pack(edition, commit, seconds, seconds)
            store = urlsplit(settings.options.record_store)
            path = pack_site(
                site,
                options.out,
                pack,
                options.key,
                extra={
                    "sbom.cdx.json": bill_of_materials(settings.root, pack),
                    "build.json": build_info(site, pack),
                },
                with_media=options.with_media,
                known=known,
                connect=f"{store.scheme}://{store.netloc}" if store.netloc else "",
            )
            write_companions(options.out, options.key)
    except (PackingError, OSError) as error:
        print(f"没有打包：{error}", file=sys.stderr)
        return 1
    print(f"{path}：{path.stat().st_size / 1e6:.1f} MB，序号 {pack.serial}")
    return 0
