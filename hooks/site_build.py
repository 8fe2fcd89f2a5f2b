"""``mkdocs build`` on all processors and without what did not change (并行与增量构建).

The same steps as MkDocs', the same bytes. Pages do not know each other's HTML, so once the menu is
known each process reads, renders and writes its share with MkDocs' own functions, while the first
one writes everything that is no page. A page whose look-ups would all find the same as last time
stays as the last build left it. Sites with plugins that we do not know, which may gather something
from page to page, and systems without ``fork`` get the plain build.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs import __main__, utils
from mkdocs.commands import build as plain
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

import qinejia
from page_team import Anchors, Made, PageMaker, Team, count
from qinejia.memory import Memory, digest_of
from qinejia.model.records import texts
from qinejia.pipeline.building import Opener, Outcome
from qinejia.pipeline.last_build import LastBuild, version_of
from qinejia.pipeline.preparing import Edition
from qinejia.pipeline.verifying import Seen
from qinejia.processes import CAN_FORK, processors
from qinejia.source import Tree
from template_cache import TemplateCache, environment

log = logging.getLogger("mkdocs.commands.build")

OWN_PLUGINS = {"mkdocs-video"}
"""What keeps nothing from page to page. Our hook does not either."""

_FEW_TEXTS = 100
"""Records that are unpacked at a time while all pages are made."""

_opener: Opener | None = None
_read_ahead: Callable[[], Tree] | None = None
_last: LastBuild | None = None
_seen: dict[str, Seen] = {}
_plain_build = plain.build


def run(arguments: list[str], opener: Opener | None, read_ahead: Callable[[], Tree]) -> Outcome:
    """``mkdocs`` with ``arguments``.

    ``opener`` finds the last build; without it everything is made anew. ``read_ahead`` gives the
    documents.
    """
    global _opener, _read_ahead, _last
    _opener, _read_ahead, _last = opener, read_ahead, None
    _seen.clear()
    is_collecting, most_texts = gc.isenabled(), texts.most
    gc.disable()  # next to nothing that a build makes is garbage before it ends
    plain.build = build
    status = 0
    try:
        __main__.cli.main(arguments, prog_name="mkdocs")  # ends by ``SystemExit``
    except SystemExit as ending:
        status = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    finally:
        plain.build, texts.most = _plain_build, most_texts
        if is_collecting:
            gc.enable()
    return Outcome(status, _last, dict(_seen))


def build(config: MkDocsConfig, *, serve_url: str | None = None, dirty: bool = False) -> None:
    """Stands in for ``mkdocs.commands.build.build``.

    Raises ``Abort`` when warnings count as faults, and ``BuildError`` for a page that fails.
    """
    global _last
    hooks: Any = config.hooks  # a mapping, whatever its type says; hooks are plugins too
    known = set(config.plugins) - set(hooks) <= OWN_PLUGINS and len(hooks) == 1
    if serve_url or dirty or not known or not CAN_FORK:
        _plain_build(config, serve_url=serve_url, dirty=dirty)
        return
    if _opener is not None:
        _last = _opener(_version(config))
    if _last is None or not _last.is_useful:
        texts.most = _FEW_TEXTS
    counter = utils.CountHandler()
    counter.setLevel(logging.WARNING)
    if config.strict:
        logging.getLogger("mkdocs").addHandler(counter)
    try:
        warnings = _Build(config, _last).run(processors())
    except Exception as error:
        config.plugins.on_build_error(error=error)
        if isinstance(error, BuildError):
            log.error(str(error))
            raise Abort("Aborted with a BuildError!") from error
        raise
    finally:
        logging.getLogger("mkdocs").removeHandler(counter)
    warnings += count(counter)
    if config.strict and warnings:
        raise Abort(f"Aborted with {warnings} warnings in strict mode!")


def _version(config: MkDocsConfig) -> str:
    """Programs, templates and settings; any difference makes all pages anew."""
    folders = [Path(qinejia.__file__).parent, Path(__file__).parent]
    folders += [Path(folder) for folder in config.theme.dirs]
    settings = [
        (key, repr(value))
        for given in config.user_configs  # the file, the command line
        for key, value in sorted(given.items())
        if key != "site_dir"
    ]
    return version_of(folders, settings)


class _Build:
    """MkDocs' steps in MkDocs' order."""

    def __init__(self, config: MkDocsConfig, last: LastBuild | None) -> None:
        self.config, self.last = config, last
        hooks: Any = config.hooks  # a mapping, whatever its type says
        (self._hook,) = hooks.values()
        self._hook.memory = self.memory = last.memory if last else Memory()
        self._hook.keeps = last.keeps if last else None
        self._hook.read_ahead = _read_ahead

    def run(self, processes: int) -> int:
        """Build; the warnings that were counted in other processes."""
        config = self.config = self.config.plugins.on_config(self.config)
        config.plugins.on_pre_build(config=config)
        utils.clean_directory(config.site_dir)
        files = self.files = get_files(config)
        self.templates = TemplateCache(self.memory)
        env = environment(config, self.templates)
        files.add_files_from_theme(env, config)
        files = self.files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = get_navigation(files, config)
        self.nav: Navigation = config.plugins.on_nav(nav, config=config, files=files)
        self.pages = files.documentation_pages(inclusion=InclusionLevel.is_included)
        for file in self.pages:
            if file.page is None:
                Page(None, file, config)
        self.in_menu = [page.file for page in self.nav.pages]
        self.env = config.plugins.on_env(env, config=config, files=files)
        self.edition: Edition = self._hook.current_edition()
        self._shared = digest_of(self.edition.frame, [(p.title, p.url) for p in self.nav.pages])
        self._paths = digest_of(sorted(file.src_uri for file in files))
        self._copy_static_files()
        to_make = [file for file in self.pages if not self._stays(file)]
        for file in self.in_menu:
            plain._populate_page(_page(file), config, files)
        for template in config.theme.static_templates:  # compiles what nearly every page needs
            plain._build_theme_template(template, self.env, files, config, nav)
        self.edition.pack()
        if self.last is not None:
            self.last.begin_record()
        maker = PageMaker(
            config, files, self.pages, nav, self.env, self.edition, self.templates, self.in_menu,
            remembers=self.last is not None,
        )  # fmt: skip
        warnings = 0
        own: list[File] = []
        others: list[File] = []
        for file in to_make:
            (own if self.edition.generated_at(file.src_uri) else others).append(file)
        others.sort(key=lambda file: self.edition.topic_at(file.src_uri))
        with Team(maker, others, processes, own) as team:
            for template in config.extra_templates:
                plain._build_extra_template(template, files, config, nav)
            config.plugins.on_post_build(config=config)
            for done in team.finish():
                warnings += done.warnings
                self.templates.keep(done.templates)
                for path, made in done.pages.items():
                    self.made(files.src_uris[path], made)
        for file in self.pages:
            level = config.validation.links.anchors
            _page(file).validate_anchor_links(files=files, log_level=level)
        return warnings

    def _copy_static_files(self) -> None:
        is_included: Any = InclusionLevel.is_included
        for file in self.files:
            if file.is_documentation_page() or not is_included(file.inclusion):
                continue
            if self.last is not None:
                source = Path(file.abs_src_path or "")
                if file.abs_src_path and source.exists():
                    status = source.stat()
                    made_of = f"{file.abs_src_path} {status.st_size} {status.st_mtime_ns}"
                else:
                    made_of = digest_of(file.content_bytes)
                if self.last.keeps(file.dest_uri, made_of):
                    continue
            file.copy_file()

    # --- what stays -----------------------------------------------------------------------------

    def key_of(self, file: File) -> str | None:
        """What a page is made of besides what it looks up; ``None`` when nobody knows."""
        path, edition = file.src_uri, self.edition
        if file in self.in_menu:
            return None
        if edition.record_at(path) is not None:
            return f"{self._shared}\n{path}\n{file.dest_uri}"
        content = digest_of(file.content_bytes)
        overview = edition.overviews.digest if edition.generated_at(path) else ""
        if overview and edition.shell.release and path == "index.md":
            overview += edition.shell.release  # the first page shows it
        return digest_of(path, file.dest_uri, self._shared, self._paths, content, overview)

    def _stays(self, file: File) -> bool:
        if self.last is None or not self.last.is_useful:
            return False
        key = self.key_of(file)
        if key is None:
            return False
        is_current = self.memory.is_current("written", key, self.edition.watch)
        if not is_current or not self.last.keeps(file.dest_uri, "page"):
            return False
        self.remember_anchors(file, self.memory.found("written", key))
        return True

    def made(self, file: File, made: Made) -> None:
        """A page was written by some process."""
        self.remember_anchors(file, made.anchors)
        if made.seen is not None:
            _seen[file.dest_uri] = made.seen
        if self.last is None:
            return
        self.last.wrote(file.dest_uri, "page")
        key = self.key_of(file)
        if key is not None and made.looks is not None:
            self.memory.keep("written", key, made.anchors, made.looks)

    def remember_anchors(self, file: File, anchors: Anchors) -> None:
        """What other pages' links need to know."""
        page = _page(file)
        record = self.edition.record_at(file.src_uri)
        page.present_anchor_ids = set(record.anchors) if record else anchors[0]
        uris = self.files.src_uris
        page.links_to_anchors = {uris[to]: those for to, those in anchors[1] if to in uris}


def _page(file: File) -> Page:
    assert file.page is not None
    return file.page
