"""The live preview (预览): pages are made when somebody looks at them.

After a change only the check and the links are done again, with what was remembered of all other
files; a page is rendered when a browser asks for it. Run by ``qinejia serve``.
"""

from __future__ import annotations

import gc
import logging
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from mkdocs.commands import build as plain
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from preview_server import PreviewServer
from qinejia.diagnostics import Diagnostic
from qinejia.memory import Memory
from qinejia.model.position import Position
from qinejia.pipeline.preparing import Edition
from qinejia.source.files import files_of
from template_cache import TemplateCache, environment

_FIRST_LOOK = 0.2
"""Seconds that the browser gets to ask for the page that was changed, before anything else."""
_SLOW_LOOK = 2.0
"""Seconds between two looks at the files where the system reports no changes (网络盘)."""


class Version:
    """The site as it is between two changes. Raises what MkDocs raises, and ``Faulty``."""

    def __init__(self, config_file: str, address: str, folder: Path, memory: Memory) -> None:
        self.config = config = load_config(config_file=config_file, site_dir=str(folder))
        config.site_url = address
        hooks: Any = config.hooks
        self._hook = next(hook for hook in hooks.values() if hasattr(hook, "current_edition"))
        self._hook.memory = memory
        config.plugins.on_startup(command="serve", dirty=False)
        try:
            config = self.config = config.plugins.on_config(config)
        except MkDocsException as stopped:
            raise Faulty(self.diagnostics) from stopped
        files = get_files(config)
        env = environment(config, TemplateCache(memory))
        files.add_files_from_theme(env, config)
        files = self.files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = get_navigation(files, config)
        self.nav = config.plugins.on_nav(nav, config=config, files=files)
        self.pages = files.documentation_pages(inclusion=InclusionLevel.is_included)
        for file in self.pages:
            if file.page is None:
                Page(None, file, config)
        self.env = config.plugins.on_env(env, config=config, files=files)
        for page in self.nav.pages:
            plain._populate_page(page, config, files)
        self._by_path: dict[str, File] = {file.dest_uri: file for file in files}
        self._made: dict[str, bytes] = {}
        self._searching = threading.Lock()
        self._search: Mapping[str, str] | None = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What the check said."""
        found: tuple[Diagnostic, ...] = self._hook.diagnostics
        return found

    @property
    def _edition(self) -> Edition:
        edition: Edition = self._hook.current_edition()
        return edition

    def file(self, path: str) -> Path | None:
        """A file that is served as it is."""
        file = self._by_path.get(path)
        if file is None or file.is_documentation_page() or not file.abs_src_path:
            return None
        return Path(file.abs_src_path)

    def source_of(self, path: str) -> str:
        """The Markdown file of a page, as it is called in diagnostics."""
        file = self._by_path.get(path)
        if file is None or not file.is_documentation_page():
            return ""
        return f"{self._edition.settings.label}/{file.src_uri}"

    def content(self, path: str) -> bytes | None:
        """A page, or any other file that is made."""
        if path not in self._made:
            made = self._make(path)
            if made is None:
                return None
            self._made[path] = made
        return self._made[path]

    def _make(self, path: str) -> bytes | None:
        file = self._by_path.get(path)
        if file is not None and file.is_documentation_page():
            assert file.page is not None
            if file.page not in self.nav.pages:
                plain._populate_page(file.page, self.config, self.files)
            plain._build_page(file.page, self.config, self.pages, self.nav, self.env)
            return self._written(path)
        if file is not None:
            return file.content_bytes
        if path in self.config.theme.static_templates:
            plain._build_theme_template(path, self.env, self.files, self.config, self.nav)
            return self._written(path)
        edition = self._edition
        if path in edition.overviews.names:
            return edition.overviews.data_files()[path].encode()
        for make in (edition.version_files, self.search_files, edition.redirect_files):
            text = make().get(path)
            if text is not None:
                return text.encode()
        return None

    def _written(self, path: str) -> bytes:
        return (Path(self.config.site_dir) / path).read_bytes()

    def search_files(self) -> Mapping[str, str]:
        """The index, which is made once, by whoever needs it first."""
        with self._searching:
            if self._search is None:
                self._search = self._edition.search_files()
            return self._search


class Faulty(Exception):
    """The check found errors; there is no site to show."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics


class Preview:
    """The latest version that could be made, and what is wrong with the present one."""

    def __init__(self, config_file: str, address: str) -> None:
        self._config_file, self._address = config_file, address
        self._memory = Memory()
        self._folder = tempfile.TemporaryDirectory(prefix="qinejia-")
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.version: Version | None = None
        self.diagnostics: tuple[Diagnostic, ...] = ()
        self.is_faulty = False
        self.number = 0
        """Counts the changes that were seen."""

    def refresh(self) -> None:
        """Look at all files again."""
        with self.lock:
            try:
                self.version = Version(
                    self._config_file, self._address, Path(self._folder.name), self._memory
                )
                self.diagnostics, self.is_faulty = self.version.diagnostics, False
            except Faulty as faulty:
                self.diagnostics, self.is_faulty = faulty.diagnostics, True
            except Exception as error:  # whatever it is, the next change may mend it
                message = f"网站做不出来：{type(error).__name__} {error}"
                self.diagnostics = (Diagnostic("QJ150", Position("mkdocs.yml"), message),)
                self.is_faulty = True
            self.number += 1
            self.changed.notify_all()

    def watched(self) -> dict[str, object]:
        """How all files stand that the site is made of."""
        root = Path(self._config_file).resolve().parent
        docs, theme = root / "docs", root / "overrides"
        if self.version is not None:
            config = self.version.config
            docs = Path(config.docs_dir)
            if config.theme.custom_dir:
                theme = Path(config.theme.custom_dir)
        found: dict[str, object] = {"docs": files_of(docs), "theme": files_of(theme)}
        for path in (*root.glob("*.yml"), *root.glob("*.lock")):
            status = path.stat()
            found[path.name] = status.st_size, status.st_mtime_ns
        return found


class _Alarm(FileSystemEventHandler):
    """Rings when anything changes."""

    def __init__(self, bell: threading.Event) -> None:
        self._bell = bell

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._bell.set()


def _watch(preview: Preview, bell: threading.Event) -> None:
    """Refresh whenever a file differs from how it stood."""
    before = preview.watched()
    preview.refresh()
    while True:
        version = preview.version
        if version is not None and not preview.is_faulty and not bell.wait(_FIRST_LOOK):
            version.search_files()  # while nobody waits for it
        if not bell.is_set():
            gc.collect()
            if preview.number == 1:
                gc.freeze()  # what every version shares need not be looked through again
        bell.wait(_SLOW_LOOK)
        bell.clear()
        now = preview.watched()
        if now != before:
            before = now
            preview.refresh()


def run(config_file: str, port: int, report: Callable[[str], None]) -> int:
    """Serve until the user stops it; the exit status."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    address = f"http://127.0.0.1:{port}/"
    preview = Preview(config_file, address)
    gc.disable()  # in the middle of a refresh it costs as much as the refresh
    try:
        server = PreviewServer(port, preview)
    except OSError as error:
        print(f"端口 {port} 用不了（{error.strerror}）。请换一个：--port 8001", file=sys.stderr)
        return 1
    bell = threading.Event()
    root = Path(config_file).resolve().parent
    observer = Observer()
    observer.schedule(_Alarm(bell), str(root), recursive=False)
    for folder in (root / "docs", root / "overrides"):
        if folder.is_dir():
            observer.schedule(_Alarm(bell), str(folder), recursive=True)
    observer.daemon = True
    observer.start()
    threading.Thread(target=_watch, args=(preview, bell), daemon=True).start()
    report(f"预览：{address}　按 Ctrl+C 结束")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0
