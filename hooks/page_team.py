"""Processes that make the pages of a build side by side (分工)."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import pickle
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment
from mkdocs import utils
from mkdocs.commands import build as plain
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from qinejia.memory import Looks
from qinejia.pipeline.preparing import Edition
from qinejia.pipeline.verifying import Seen, look_at
from qinejia.processes import begin
from template_cache import Key, TemplateCache

_CHUNK = 8
"""Pages that a process takes at a time."""
_PART = 128
"""Pages after which a process packs what it did, and looks for garbage."""

Anchors = tuple[Any, list[tuple[str, dict[str, str]]]]
"""The anchors of a page, and which it links to elsewhere."""


class Made(NamedTuple):
    """What is known of a page once it is written.

    ``looks`` are missing when it gave a warning, ``seen`` when there was nothing to write.
    """

    anchors: Anchors
    looks: Looks | None
    seen: Seen | None


@dataclass
class Share:
    """What processes did: warnings that were logged elsewhere, templates, pages by path."""

    warnings: int = 0
    templates: dict[Key, bytes] = field(default_factory=dict)
    pages: dict[str, Made] = field(default_factory=dict)


@dataclass
class PageMaker:
    """Builds single pages with MkDocs' own functions; pages of the menu are populated already."""

    config: MkDocsConfig
    files: Files
    pages: Sequence[File]
    nav: Navigation
    env: Environment
    edition: Edition
    templates: TemplateCache
    in_menu: Collection[File]
    remembers: bool
    """Whether anybody wants to know what was looked up."""

    def make(self, file: File, counter: utils.CountHandler) -> Made:
        """Build one page; ``counter`` counts the warnings of this process."""
        before, watch = count(counter), self.edition.watch
        with watch.looking() as seen:
            anchors = self._build(file)
        looks = watch.digests(seen) if self.remembers and count(counter) == before else None
        path = Path(self.config.site_dir, file.dest_uri)
        written = look_at(file.dest_uri, path.read_text("utf-8")) if path.exists() else None
        return Made(anchors, looks, written)

    def _build(self, file: File) -> Anchors:
        """What other pages' links need to know stays, the rest is let go."""
        page = file.page
        assert page is not None
        if file not in self.in_menu:
            plain._populate_page(page, self.config, self.files)
        plain._build_page(page, self.config, self.pages, self.nav, self.env)
        links = [(to.src_uri, those) for to, those in (page.links_to_anchors or {}).items()]
        if file not in self.in_menu:
            page.content = page.markdown = ""
        is_record = self.edition.record_at(file.src_uri) is not None
        return (None if is_record else page.present_anchor_ids), links


class Team:
    """Processes each of which takes the next few pages that nobody has.

    The first process is one of them, once it has nothing else to do.
    """

    def __init__(
        self, maker: PageMaker, pages: Sequence[File], processes: int, own: Sequence[File] = ()
    ) -> None:
        """``own`` are pages that the first process makes, since it knows what they are made of."""
        self.maker, self.pages, self._own = maker, pages, own
        self._next = multiprocessing.get_context("fork").Value("l", 0)
        self._members: list[tuple[ForkProcess, Connection]] = []
        for _ in range(min(processes, -(-len(pages) // _CHUNK)) - 1):
            ours, theirs = multiprocessing.Pipe(duplex=False)
            member = begin(self._work, ours, theirs)
            theirs.close()
            self._members.append((member, ours))

    def __enter__(self) -> Team:
        return self

    def __exit__(self, *raised: object) -> None:
        """Whatever went wrong here, nobody is left behind."""
        for member, connection in self._members:
            member.kill()
            member.join()
            connection.close()
        gc.unfreeze()

    def finish(self) -> Iterator[Share]:
        """Make what is left and wait for all; what everybody did, in parts. Raises the first
        fault.
        """
        for part in self._make_pages(self._own):
            part.warnings = 0  # they were logged here, where everybody can count them
            yield part
        faults = []
        for member, connection in self._members:
            try:
                while isinstance(found := connection.recv(), Share):
                    yield found
            except EOFError:
                member.join()
                found = BuildError(f"a process ended with status {member.exitcode}")
            if found is not None:
                faults.append(found)
        if faults:
            raise faults[0]

    def _work(self, theirs: Connection, ours: Connection) -> None:
        """The life of another process; it ends when nobody is left to listen."""
        for connection in (theirs, *(connection for _, connection in self._members)):
            connection.close()
        try:
            parts = list(map(pickle.dumps, self._make_pages()))  # nobody listens before the end
            for part in parts:
                ours.send_bytes(part)
            ours.send(None)
        except BrokenPipeError:
            pass
        except Exception as error:
            ours.send(error)

    def _make_pages(self, own: Sequence[File] = ()) -> Iterator[Share]:
        """A process' share, in parts; ``own`` pages first."""
        self.maker.templates.used.clear()
        gc.freeze()  # what there is by now will not be garbage
        counter = utils.CountHandler()
        counter.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(counter)
        done = Share()
        try:
            for chunk in chain([own], iter(self._take, [])):
                if len(done.pages) >= _PART:
                    yield done
                    done = Share()
                    gc.collect()
                for file in chunk:
                    done.pages[file.src_uri] = self.maker.make(file, counter)
        finally:
            logging.getLogger("mkdocs").removeHandler(counter)
        done.warnings, done.templates = count(counter), self.maker.templates.used
        yield done

    def _take(self) -> Sequence[File]:
        with self._next.get_lock():
            start = self._next.value
            self._next.value = start + _CHUNK
        return self.pages[start : start + _CHUNK]


def count(counter: utils.CountHandler) -> int:
    """How many messages were logged."""
    return sum(number for _, number in counter.get_counts())
