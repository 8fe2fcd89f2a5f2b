"""What each command does (各命令的执行)."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from functools import partial
from pathlib import Path

from qinejia.diagnostics import CODES, Diagnostic, Severity
from qinejia.diagnostics.formats import FORMATS, format_fix, format_text
from qinejia.model.nearest import hint_of, nearest
from qinejia.settings import Settings, find_settings
from qinejia.source.writing import write_file


def load_settings(options: argparse.Namespace) -> Settings | None:
    """The settings; without them the faults are shown in the format that was asked for."""
    settings, faults = find_settings(Path(options.config))
    if settings is None:
        print(FORMATS[getattr(options, "format", "text")](faults))
    return settings


def shown_path(path: Path) -> str:
    """The path as the editor would type it here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def run_check(options: argparse.Namespace) -> int:
    """``qinejia check``: 0 without errors (with ``--strict`` without warnings), else 1."""
    from qinejia.pipeline import check

    gc.disable()  # a short-lived process: nothing it makes is garbage before it ends
    absent = [str(path) for path in options.paths if not path.exists()]
    if absent:
        print(f"没有找到 {'、'.join(absent)}", file=sys.stderr)
        return 2
    settings = load_settings(options)
    if settings is None:
        return 1
    found = _mend(options, settings) if options.fix else check(settings).diagnostics
    shown = [d for d in found if _is_wanted(d, options.paths, settings)]
    print(FORMATS[options.format](shown))
    failing = {Severity.ERROR}
    if options.strict or settings.options.strict:
        failing.add(Severity.WARNING)
    return int(any(d.severity in failing for d in shown))


def _mend(options: argparse.Namespace, settings: Settings) -> tuple[Diagnostic, ...]:
    """Write the fixes of the wanted files and tell each; returns the faults that are left."""
    from qinejia.pipeline.mending import mend

    mended = mend(settings, lambda found: _is_wanted(found, options.paths, settings))
    out = sys.stdout if options.format == "text" else sys.stderr
    for path, encoding in mended.converted.items():
        print(f"{path} 已从 {encoding} 转换为 UTF-8", file=out)
    for fix in mended.fixes:
        print(format_fix(fix), file=out)
    print(f"自动改了 {len(mended.fixes)} 处。" if mended.fixes else "没有自动改动。", file=out)
    return mended.checked.diagnostics


def _is_wanted(diagnostic: Diagnostic, paths: list[Path], settings: Settings) -> bool:
    if not paths:
        return True
    found = (settings.root / diagnostic.position.path).resolve()
    return any(found.is_relative_to(path.resolve()) for path in paths)


def run_build(options: argparse.Namespace) -> int:
    """``qinejia build``: check, build with MkDocs, verify the result."""
    from qinejia.source.ahead import Ahead

    gc.disable()  # as in ``run_check``
    settings = load_settings(options)
    if settings is None:
        return 1
    target = settings.output(options.out)
    ahead = Ahead(settings.docs, settings.label, settings.max_page_bytes, target)
    from qinejia.pipeline.building import build  # takes a while

    return build(
        settings,
        Path(options.config),
        edition=options.edition or settings.options.edition,
        usb=options.usb,
        downloads=options.downloads,
        out=options.out,
        strict=options.strict,
        ahead=ahead,
    )


def run_serve(options: argparse.Namespace) -> int:
    """``qinejia serve``: the preview, which the adapter's own module gives."""
    from qinejia.pipeline.building import beside_hook

    settings = load_settings(options)
    if settings is None:
        return 1
    preview = beside_hook(Path(options.config), "preview")
    if preview is None:
        print("这个站点没有预览组件，请用 mkdocs serve。", file=sys.stderr)
        return 1
    return int(preview.run(options.config, options.port, partial(print, flush=True)))


def run_explain(options: argparse.Namespace) -> int:
    """``qinejia explain QJ010``."""
    if not options.code:
        for code in CODES.values():
            print(f"{code.code} {code.severity} {code.title}")
        return 0
    found = CODES.get(options.code.upper())
    if found is None:
        near = hint_of(nearest(options.code.upper(), CODES))
        print(f"没有“{options.code}”这条规则。{near}", file=sys.stderr)
        print("输入 qinejia explain 查看全部。", file=sys.stderr)
        return 2
    print(f"{found.code}（{found.severity}）{found.title}\n")
    print(f"{found.explanation}\n\n怎么改：{found.hint}")
    print(f"\n例：{found.example}")
    return 0


def run_schema(options: argparse.Namespace) -> int:
    """``qinejia schema``: JSON Schema of the headers, or everything that VS Code reads."""
    from qinejia.schema import header_schema

    if not options.vscode:
        print(json.dumps(header_schema(), ensure_ascii=False, indent=2))
        return 0
    from qinejia.starting.vscode import write_vscode

    written, kept = write_vscode(options.vscode)
    for path in written:
        print(f"已写入 {path}")
    for path in kept:
        print(f"{path} 已经有了，和我们的不同，没有改动。")
    return 0


def run_ids(options: argparse.Namespace) -> int:
    """``qinejia ids record``: add everything that is published now to ``ids.lock``.

    What waits for its review (审核: 必需) or is 不公开 is in no site and may still be renamed.
    """
    from qinejia.library import format_ledger
    from qinejia.links.editions import restrict
    from qinejia.pipeline import check
    from qinejia.rules.published import LEDGER

    settings = load_settings(options)
    if settings is None:
        return 1
    checked = check(settings)
    if checked.has_errors:
        print(format_text(checked.diagnostics))
        print("有错误时不登记，请先改正。", file=sys.stderr)
        return 1
    site = checked.site
    records = [site.records[name] for name in restrict(site, "intranet", for_paper=True).records]
    write_file(settings.root / LEDGER, format_ledger(checked.ledger, records))
    waiting = len(site.records) - len(records)
    left = f"，没有发布的 {waiting} 个不登记" if waiting else ""
    print(f"已登记 {len(records)} 个标识{left}。")
    return 0


def run_impact(options: argparse.Namespace) -> int:
    """``qinejia impact 标准``: the clauses that its new edition changed, and who cites them."""
    from qinejia.links.addresses import describe
    from qinejia.links.impact import impact, revise, revisions
    from qinejia.pipeline import check

    settings = load_settings(options)
    if settings is None:
        return 1
    site = check(settings).site
    record = site.find(str(options.identifier))
    pairs = [pair for pair in revisions(site) if record in pair]
    if record is None or not pairs:
        print(f"“{options.identifier}”没有可以对照的另一版。", file=sys.stderr)
        return 2
    for old, new in pairs:
        print(f"{old.id} → {new.id}")
        for change, edges in impact(site, revise(old, new)):
            names = " → ".join(c.number or c.title for c in (change.old, change.new) if c)
            flags = [("约束强度变化", change.strength), ("指标变化", change.limits)]
            notes = "".join(f"，{flag}" for flag, is_set in flags if is_set)
            print(f"{change.kind} {names}{notes}")
            for edge in dict.fromkeys(edges):
                holder = site.records[edge.source]
                where = f"{edge.position}"
                print(f"    {where}: {describe(holder, edge.source_anchor)}")
    return 0


def run_renumber(options: argparse.Namespace) -> int:
    """``qinejia renumber 标准``: number its clauses without a gap, and all references to them."""
    from qinejia.pipeline import check
    from qinejia.pipeline.renumbering import renumber

    settings = load_settings(options)
    if settings is None:
        return 1
    checked = check(settings)
    record = checked.site.find(str(options.identifier))
    if record is None or not record.clauses or not record.is_whole:
        print(f"没有可以编号的标准“{options.identifier}”；有语法错误时先改正。", file=sys.stderr)
        return 2
    result = renumber(record, checked, settings)
    for old, new in result.moved.items():
        print(f"{old} → {new}")
    for path, text in result.texts.items():
        if not options.dry_run:
            write_file(settings.root / path, text)
        print(f"{'将要修改' if options.dry_run else '已修改'} {path}")
    if not result.moved:
        print("编号已经连续，没有改动。")
    return 0
