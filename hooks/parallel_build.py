"""``mkdocs build`` on all processors (并行构建): the same steps, the same bytes.

Run it with the arguments of ``mkdocs``. Pages do not know each other's HTML, so once the menu is
known each process reads, renders and writes its share with MkDocs' own functions, while the first
one writes everything that is no page. Sites with plugins that we do not know, which may gather
something from page to page, and systems without ``fork`` get the plain build.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any

from mkdocs import __main__, utils
from mkdocs.commands import build as plain
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.commands.build")

OWN_PLUGINS = {"mkdocs-video"}
"""What keeps nothing from page to page. Our hook does not either."""
_CHUNK = 8
"""Pages that a process takes at a time."""

_plain_build = plain.build


def build(config: MkDocsConfig, *, serve_url: str | None = None, dirty: bool = False) -> None:
    """Stands in for ``mkdocs.commands.build.build``.

    Raises ``Abort`` when warnings count as faults, and ``BuildError`` for a page that fails.
    """
    processes = os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count()
    known = set(config.plugins) <= OWN_PLUGINS and len(config.hooks) <= 1
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if serve_url or dirty or not known or not can_fork or (processes or 1) < 2:
        _plain_build(config, serve_url=serve_url, dirty=dirty)
        return
    counter = utils.CountHandler()
    counter.setLevel(logging.WARNING)
    if config.strict:
        logging.getLogger("mkdocs").addHandler(counter)
    try:
        warnings = _build(config, processes or 1)
    except Exception as error:
        config.plugins.on_build_error(error=error)
        if isinstance(error, BuildError):
            log.error(str(error))
            raise Abort("Aborted with a BuildError!") from error
        raise
    finally:
        logging.getLogger("mkdocs").removeHandler(counter)
    warnings += sum(count for _, count in counter.get_counts())
    if config.strict and warnings:
        raise Abort(f"Aborted with {warnings} warnings in strict mode!")


def _build(config: MkDocsConfig, processes: int) -> int:
    """MkDocs' steps in MkDocs' order; returns the warnings that were counted elsewhere."""
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    utils.clean_directory(config.site_dir)
    files = get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    pages = files.documentation_pages(inclusion=InclusionLevel.is_included)
    for file in pages:
        if file.page is None:
            Page(None, file, config)
    in_menu = [page.file for page in nav.pages]
    env = config.plugins.on_env(env, config=config, files=files)
    files.copy_static_files(inclusion=InclusionLevel.is_included)
    team = _Team(config, files, nav, env, pages, in_menu, processes)
    for file in in_menu:
        plain._populate_page(_page(file), config, files)
    for template in config.theme.static_templates:
        plain._build_theme_template(template, env, files, config, nav)
    for template in config.extra_templates:
        plain._build_extra_template(template, files, config, nav)
    config.plugins.on_post_build(config=config)
    warnings = team.finish()
    for file in pages:
        _page(file).validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    return warnings


def _page(file: File) -> Page:
    assert file.page is not None
    return file.page


class _Team:
    """Processes that build the pages; each takes the next few that nobody has."""

    def __init__(
        self,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        env: Any,
        pages: Sequence[File],
        in_menu: Sequence[File],
        processes: int,
    ) -> None:
        self.config, self.files, self.nav, self.env = config, files, nav, env
        self.pages, self.in_menu = pages, in_menu
        self._fork = multiprocessing.get_context("fork")
        self._next = self._fork.Value("l", 0)
        self._members: list[tuple[ForkProcess, Connection]] = []
        for _ in range(processes):
            ours, theirs = self._fork.Pipe(duplex=False)
            member = self._fork.Process(target=self._work, args=(theirs,), daemon=True)
            member.start()
            theirs.close()
            self._members.append((member, ours))

    def finish(self) -> int:
        """Wait for all; the warnings that they logged. Raises the first fault."""
        warnings, faults = 0, []
        for member, connection in self._members:
            try:
                found = connection.recv()
            except EOFError:
                found = BuildError(f"a process ended with status {member.exitcode}")
            member.join()
            if isinstance(found, Exception):
                faults.append(found)
                continue
            count, anchors = found
            warnings += count
            for path, (present, links) in anchors.items():
                page = _page(self.files.src_uris[path])
                page.present_anchor_ids = present
                page.links_to_anchors = {self.files.src_uris[to]: those for to, those in links}
        if faults:
            raise faults[0]
        return warnings

    def _work(self, connection: Connection) -> None:
        """The life of a member: the pages of the menu for their titles, then its share."""
        counter = utils.CountHandler()
        counter.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(counter)
        try:
            for file in self.in_menu:
                plain._populate_page(_page(file), self.config, self.files)
            counter.counts.clear()  # the first process counts those
            anchors = {}
            while chunk := self._take():
                for file in chunk:
                    anchors[file.src_uri] = self._make(file)
            count = sum(number for _, number in counter.get_counts())
            connection.send((count, anchors))
        except Exception as error:
            connection.send(error)

    def _take(self) -> Sequence[File]:
        with self._next.get_lock():
            start = self._next.value
            self._next.value = start + _CHUNK
        return self.pages[start : start + _CHUNK]

    def _make(self, file: File) -> tuple[Any, list[tuple[str, dict[str, str]]]]:
        """Build one page and let go of it; what other pages' links need to know stays."""
        page = _page(file)
        if page not in self.nav.pages:
            plain._populate_page(page, self.config, self.files)
        plain._build_page(page, self.config, self.pages, self.nav, self.env)
        links = [(to.src_uri, those) for to, those in (page.links_to_anchors or {}).items()]
        if file not in self.in_menu:
            page.content = page.markdown = ""
        return page.present_anchor_ids, links


if __name__ == "__main__":
    plain.build = build
    __main__.cli()
