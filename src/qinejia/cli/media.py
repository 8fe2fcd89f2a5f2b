"""``qinejia media …``: videos looked into, converted, kept and made (媒体)."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qinejia.cli.commands import load_settings
from qinejia.media.faults import MediaError
from qinejia.settings import Settings

_LARGE = 20_000_000
"""Bytes from which on a file does not belong into the history of the text."""


def add_media_command(actions: argparse._SubParsersAction[Any]) -> None:
    """Describe the commands to argparse."""
    media = actions.add_parser("media", help="视频：转换、登记、核对、由图册生成")
    kinds = media.add_subparsers(dest="what", metavar="动作", required=True)

    prepare = kinds.add_parser("prepare", help="把录像转成手机能放的 MP4，附封面和缩略图")
    prepare.add_argument("file", type=Path, metavar="文件", help="手机或相机的录像")
    prepare.add_argument("--name", metavar="名称", help="如 sp-chashui，默认用原文件名")
    prepare.add_argument("--out", type=Path, metavar="文件夹", help="默认 docs/videos")
    prepare.set_defaults(run=_guarded(run_prepare))

    manual = kinds.add_parser("from-manual", help="由图册生成带字幕和章节的视频")
    manual.add_argument("identifier", metavar="图册", help="标识，如 tc-chashui")
    manual.set_defaults(run=_guarded(run_from_manual))

    add = kinds.add_parser("add", help="登记视频；不在内容文件夹里的复制到 media 文件夹")
    add.add_argument("file", type=Path, metavar="文件")
    add.add_argument("--to", metavar="路径", help="在内容文件夹里的路径，如 videos/sp-chashui.mp4")
    add.add_argument("--store", action="store_true", help="把内容文件夹里的大文件移到 media 文件夹")
    add.set_defaults(run=_guarded(run_add))

    verify = kinds.add_parser("verify", help="核对登记的每个文件")
    verify.set_defaults(run=_guarded(run_verify))

    gc = kinds.add_parser("gc", help="删除 media 文件夹里没有登记的文件")
    gc.add_argument("--dry-run", action="store_true", help="只列出，不删除")
    gc.set_defaults(run=_guarded(run_gc))

    sync = kinds.add_parser("sync", help="与共享文件夹或 U 盘互相补齐登记的文件")
    sync.add_argument("folder", type=Path, metavar="文件夹")
    sync.set_defaults(run=_guarded(run_sync))


def _guarded(
    run: Callable[[argparse.Namespace, Settings], int],
) -> Callable[[argparse.Namespace], int]:
    """``run`` with the settings; what stops it becomes one line."""

    def guarded(options: argparse.Namespace) -> int:
        settings = load_settings(options)
        if settings is None:
            return 1
        try:
            return run(options, settings)
        except MediaError as error:
            print(str(error), file=sys.stderr)
            return 1

    return guarded


def run_prepare(options: argparse.Namespace, settings: Settings) -> int:
    """``qinejia media prepare``."""
    from qinejia.media.preparing import prepare
    from qinejia.media.probing import probe, why_not
    from qinejia.model.fields import IDENTIFIER

    name = (options.name or options.file.stem).lower()
    if not IDENTIFIER.fullmatch(name):
        print("名称只能用小写英文、数字、“-”和“.”，请用 --name 另起。", file=sys.stderr)
        return 2
    if not options.file.is_file():
        print(f"没有找到 {options.file}", file=sys.stderr)
        return 2
    folder = options.out or settings.docs / "videos"
    if options.file.resolve() == (folder / f"{name}.mp4").resolve():
        print("会覆盖原来的录像，请用 --name 或 --out 换个地方。", file=sys.stderr)
        return 2
    found = probe(options.file)
    for reason in why_not(found):
        print(f"原文件手机可能放不了：{reason}")
    if found.tags:
        print(f"去掉了文件里的 {'、'.join(found.tags)} 信息")
    if not found.audio:
        print("录像没有声音，页面上请写明。")
    with _progress("正在转换") as progress:
        made = prepare(options.file, folder, name, progress)
    for file in made.files:
        print(f"已生成 {file}（{file.stat().st_size / 1e6:.1f} MB）")
    return 0


def run_from_manual(options: argparse.Namespace, settings: Settings) -> int:
    """``qinejia media from-manual``."""
    from qinejia.media.making import make_lesson
    from qinejia.pipeline import check

    checked = check(settings)
    record = checked.site.find(options.identifier)
    if record is None or record.kind.name != "manual":
        print(f"没有图册“{options.identifier}”。", file=sys.stderr)
        return 2
    with _progress("正在生成") as progress:
        made = make_lesson(record, checked.site, settings, checked.today.isoformat(), progress)
    for line in made:
        print(line)
    return 0


def run_add(options: argparse.Namespace, settings: Settings) -> int:
    """``qinejia media add``."""
    store = _store(settings)
    file: Path = options.file
    if not file.is_file():
        print(f"没有找到 {file}", file=sys.stderr)
        return 2
    target = options.to
    if target is None:
        docs = settings.docs.resolve()
        inside = file.resolve().is_relative_to(docs)
        target = (
            file.resolve().relative_to(docs).as_posix() if inside else f"videos/{file.name.lower()}"
        )
    if target.startswith("/") or ".." in Path(target).parts or not target.endswith(".mp4"):
        print("路径要在内容文件夹里，以 .mp4 结尾。", file=sys.stderr)
        return 2
    entry = store.add(file, target, settings.docs / f"{target[:-4]}.vtt", options.store)
    print(f"已登记 {target}：{entry.seconds:.0f} 秒，{entry.size / 1e6:.1f} MB")
    if entry.size > _LARGE and (settings.docs / target).is_file():
        print("文件较大，建议加上 --store 再登记一次，不放进文字的版本库。")
    return 0


def run_verify(options: argparse.Namespace, settings: Settings) -> int:
    """``qinejia media verify``."""
    store = _store(settings)
    store.entries()
    found = store.found()
    faulty = {path: media for path, media in found.items() if media.state != "有"}
    for path, media in faulty.items():
        print(f"{path}：{'不见了' if media.state == '缺' else '与登记的内容不同'}")
    for path in store.reworded():
        print(f"{path}：登记以后字幕改过，核对画面后请重新登记")
    damaged = list(store.damaged())
    for file in damaged:
        print(f"{file.relative_to(settings.root)}：内容与文件名不符，已损坏")
    print(f"共 {len(found)} 个文件，{len(faulty) + len(damaged)} 个有问题。")
    return 1 if faulty or damaged else 0


def run_gc(options: argparse.Namespace, settings: Settings) -> int:
    """``qinejia media gc``."""
    strangers = list(_store(settings).strangers())
    for path in strangers:
        print(f"{'没有登记' if options.dry_run else '已删除'}：{path.relative_to(settings.root)}")
        if not options.dry_run:
            path.unlink()
    print(f"共 {len(strangers)} 个没有登记的文件。")
    return 0


def run_sync(options: argparse.Namespace, settings: Settings) -> int:
    """``qinejia media sync``."""
    if not options.folder.is_dir():
        print(f"没有找到文件夹 {options.folder}", file=sys.stderr)
        return 2
    store = _store(settings)
    store.entries()
    came, went, nowhere = store.sync(options.folder)
    print(f"取回 {came} 个，送出 {went} 个。")
    for path in nowhere:
        print(f"两边都没有：{path}")
    return 1 if nowhere else 0


def _store(settings: Settings) -> Any:
    from qinejia.media.store import Store

    return Store(settings.root, settings.docs)


@contextmanager
def _progress(words: str) -> Iterator[Callable[[float], None]]:
    """A bar with the time left on a terminal, plain lines elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    with _interrupts() as check:
        if not console.is_terminal:
            print(f"{words}……", file=sys.stderr)
            yield lambda share: check()
            return
        bar = Progress(
            TextColumn(words),
            BarColumn(),
            TextColumn("还需"),
            TimeRemainingColumn(),
            console=console,
        )
        with bar:
            task = bar.add_task(words, total=1.0)

            def show(share: float) -> None:
                check()
                bar.update(task, completed=share)

            yield show


@contextmanager
def _interrupts() -> Iterator[Callable[[], None]]:
    """Ctrl+C raises at once, and again at the next check: the codecs' callbacks may swallow it."""
    is_asked = False

    def ask(number: int, frame: object) -> None:
        nonlocal is_asked
        is_asked = True
        raise KeyboardInterrupt

    def check() -> None:
        if is_asked:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)
