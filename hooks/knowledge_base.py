"""The MkDocs adapter (适配层): hands the engine what ``qinejia`` prepared, and nothing else.

Errors stop the build with one clean line each; warnings and information are shown but do not count
as MkDocs warnings, unless ``严格: true`` is set under ``extra.qinejia``.
"""

from __future__ import annotations

import calendar
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from qinejia.diagnostics import Diagnostic, Severity
from qinejia.diagnostics.formats import format_text
from qinejia.memory import Memory
from qinejia.model.position import Position
from qinejia.pipeline import check
from qinejia.pipeline.compiling import make_downloads
from qinejia.pipeline.preparing import Edition, read_assets
from qinejia.pipeline.theme import is_bundle, is_unused, mend_bundle
from qinejia.printing.paper import PrintingError
from qinejia.render.extension import KnowledgeBaseExtension
from qinejia.render.qr import ShortCode
from qinejia.render.video import fence_video_plugin
from qinejia.settings import read_config, settings_from
from qinejia.settings.loading import PREVIEW_VARIABLE, USB_VARIABLE
from qinejia.source import Tree
from quick_pages import ProsePage, RecordPage
from shared_parts import SharedParts, place_of
from table_cells import matrix_cells, table_rows

log = logging.getLogger("mkdocs.hooks.knowledge_base")

OVERRIDES = Path(__file__).resolve().parent.parent / "overrides"

# Whoever drives the engine may set these three.
memory: Memory | None = None
"""What an earlier run left."""
keeps: Callable[[str, str], bool] | None = None
"""Whether the output has a file at this path that was made of the same."""
read_ahead: Callable[[], Tree] | None = None
"""The documents, where somebody has begun to read them."""
diagnostics: tuple[Diagnostic, ...] = ()
"""What the last check found."""
_edition: Edition | None = None
_prepared: dict[str, Any] = {}


def current_edition() -> Edition:
    """What is being built."""
    assert _edition is not None, "on_config runs first"
    return _edition


def _show(found: Sequence[Diagnostic]) -> None:
    """Every error and warning; information is counted, so that it does not drown them."""
    shown = [d for d in found if d.severity is not Severity.INFO]
    if shown:
        print(format_text(shown), file=sys.stderr)
    if len(shown) < len(found):
        count = len(found) - len(shown)
        print(f"另有 {count} 条提示，运行 qinejia check 查看。", file=sys.stderr)


def _fail(found: Sequence[Diagnostic]) -> None:
    global diagnostics
    diagnostics = tuple(found)
    _show(found)
    raise PluginError("内容检查没有通过，没有生成网站。")


def _find_templates(config: MkDocsConfig) -> None:
    """Material gets our templates; in any other theme they would have nothing to extend."""
    folders: list[str] = config.theme.dirs
    if any((Path(folder) / "record.html").exists() for folder in folders):
        return
    if config.theme.name != "material":
        message = f"主题“{config.theme.name}”没有记录页面的模板"
        hint = "把 theme 的 name 改为 material。"
        _fail([Diagnostic("QJ150", Position("mkdocs.yml"), message, hint)])
    custom = config.theme.custom_dir if "custom_dir" in config.theme else None
    folders.insert(1 if custom in folders else 0, str(OVERRIDES))


def on_startup(command: str, dirty: bool) -> None:
    """A preview shows what is still to be reviewed; a build never does."""
    os.environ[PREVIEW_VARIABLE] = "1" if command == "serve" else ""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check everything and prepare the edition before MkDocs reads a single page."""
    global _edition, diagnostics
    _prepared.clear()
    if os.environ.get(USB_VARIABLE):
        config.use_directory_urls = False
    own_slugs = "slugify" not in (config.mdx_configs.get("toc") or {})
    settings, faults = settings_from(
        config.extra.get("qinejia"),
        root=Path(config.config_file_path).parent,
        docs=Path(config.docs_dir),
        use_directory_urls=config.use_directory_urls,
        own_slugs=own_slugs,
        places=read_config(Path(config.config_file_path)).places,
    )
    if settings is None:
        _fail(faults)
        return config
    checked = check(settings, memory, read_ahead() if read_ahead else None)
    if checked.has_errors or (settings.options.strict and checked.has_warnings):
        _fail(checked.diagnostics)
    _show(checked.diagnostics)
    diagnostics = checked.diagnostics
    if checked.generated:
        _find_templates(config)
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(calendar.timegm(checked.today.timetuple())))
    if not any(isinstance(e, KnowledgeBaseExtension) for e in config.markdown_extensions):
        extensions: list[Any] = config.markdown_extensions  # an instance is as good as a name
        extensions.append(KnowledgeBaseExtension(own_slugs))
    assets = next(
        (
            path.read_text("utf-8")
            for folder in config.theme.dirs
            if (path := Path(folder) / "assets" / "assets.json").exists()
        ),
        "",
    )
    named = read_assets(assets)
    if "favicon" in config.theme:
        named["icon"] = str(config.theme["favicon"])
    _edition = Edition(
        checked,
        settings,
        named,
        config.markdown_extensions,
        config.mdx_configs,
        memory=memory,
    )
    fence_video_plugin(config.plugins.events["page_content"], _edition.resources)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take out what the edition withholds, add generated pages, mend the theme's bundle."""
    edition = current_edition()
    withheld = edition.withheld
    for file in list(files):
        path = file.src_uri
        if path in withheld or path.startswith("taxonomies/") or is_unused(path):
            files.remove(file)
        elif is_bundle(path):
            content, faults = mend_bundle(path, file.content_bytes)
            if faults:
                _fail(faults)
            files.remove(file)
            files.append(File.generated(config, path, content=content))
    root = edition.settings.root
    for path, stored in edition.stored_files.items():
        files.append(File.generated(config, path, abs_src_path=str(root / stored)))
    for path, page in edition.generated_pages.items():
        if files.get_file_from_path(path) is None:
            files.append(File.generated(config, path, content=f"# {page.title}\n"))
    for file in files:
        if file.is_documentation_page() and file.page is None:
            is_record = edition.record_at(file.src_uri) is not None
            (RecordPage if is_record else ProsePage)(None, file, config)
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """A record's header is ours to read; MkDocs would publish a broken one as text."""
    return "" if current_edition().record_at(page.file.src_uri) else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Name the template and, on ordinary pages, put marks where our blocks stand."""
    edition, path = current_edition(), page.file.src_uri
    record = edition.record_at(path)
    if record is not None:
        header = record.header
        page.meta.update(
            title=header.mkdocs_title or record.title, template=header.template or "record.html"
        )
        page.meta["description"] = header.description or header.summary
        page.meta["tags"], page.meta["hide"] = list(header.tags), list(header.hide)
        return ""
    generated = edition.generated_at(path)
    if generated is not None:
        page.meta.setdefault("template", generated.template)
        page.meta.setdefault("title", generated.title)
    source = edition.page_at(path)
    prepared = edition.prepare_page(source) if source else None
    if prepared is None:
        return markdown
    _prepared[path] = prepared
    return str(prepared.markdown)


@event_priority(100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Hand over a record's body, or put our blocks in the place of their marks."""
    edition, path = current_edition(), page.file.src_uri
    record = edition.record_at(path)
    if record is not None:
        page.present_anchor_ids = set(record.anchors)
        return edition.record_html(record)
    prepared = _prepared.pop(path, None)
    return prepared.finish(html) if prepared else html


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Every page, the error page too, stands in the same shell."""
    env.add_extension(SharedParts)
    env.filters |= {"table_rows": table_rows, "matrix_cells": matrix_cells}
    env.globals["shell"] = current_edition().shell
    return env


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> Any:
    """Hand the view to the template."""
    edition, path = current_edition(), page.file.src_uri
    record = edition.record_at(path)
    generated = edition.generated_at(path)
    if record is not None:
        context["view"] = edition.record_view(record)
    elif generated is not None:
        context["view"] = edition.generated_view(generated)
    context["place"] = place_of(page.url, context.get("view"), edition.shared_addresses)
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files that are not pages."""
    edition = current_edition()
    stands = keeps or (lambda path, made_of: False)
    for path, text in edition.files_to_write(stands):
        _write(Path(config.site_dir) / path, text.encode())
    for path, address in edition.codes():
        if not stands(path, address):
            _write(Path(config.site_dir) / path, ShortCode(address).png())
    if edition.settings.options.downloads:
        try:
            for path, data in make_downloads(edition, Path(config.docs_dir)):
                _write(Path(config.site_dir) / path, data)
        except PrintingError as error:
            raise PluginError(str(error)) from error


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
