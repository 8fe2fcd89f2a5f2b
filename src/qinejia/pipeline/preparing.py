"""Checked site in, one edition ready to be written out (准备构建)."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from html import escape
from typing import Any

from qinejia.derive.linking import Linker
from qinejia.derive.pages import FOOTER_LINKS, SEARCH_PAGE, TABS, GeneratedPage
from qinejia.derive.records import RecordViews
from qinejia.derive.revisions import Revisions
from qinejia.derive.views import FactView, LinkView, RecordView, ShellView
from qinejia.links import Redirect, Resolver, Target, only_course, restrict
from qinejia.links.addresses import Addresses, relative
from qinejia.links.forms import FormIndex
from qinejia.links.redirects import RETIRED
from qinejia.links.site import watched
from qinejia.memory import Memory, Watch, digest_of
from qinejia.model.kinds import KIND_BY_NAME
from qinejia.model.records import Page, Question, Record, Site
from qinejia.pipeline.checking import Checked
from qinejia.pipeline.overviews import Overviews
from qinejia.render import MarkdownText, Prepared, Renderer
from qinejia.search.entries import documents
from qinejia.search.index import build_index
from qinejia.search.synonyms import used_synonyms
from qinejia.settings import Settings

_TABS = "pymdownx.tabbed"
"""Content tabs have styles that no page of ours uses by itself."""
_EDITIONS = {"intranet": "内网版", "public": "公开版"}


class Edition:
    """Everything one edition shows; an engine only has to write it out.

    ``assets`` names the scripts, styles and the icon (``icon``) by their paths in the site;
    ``extensions`` and ``configs`` are the site's Markdown extensions as the engine knows them;
    ``memory`` holds what an earlier run made.
    """

    def __init__(
        self,
        checked: Checked,
        settings: Settings,
        assets: Mapping[str, str],
        extensions: Sequence[Any] = (),
        configs: Mapping[str, Mapping[str, Any]] | None = None,
        for_paper: bool = False,
        memory: Memory | None = None,
    ) -> None:
        self.settings = settings
        self.memory = memory or Memory()
        self.watch = Watch()
        self._extensions = extensions
        self.checked = checked
        site = restrict(checked.site, settings.options.edition, for_paper)
        self._start = "打开知识库.html", "index.html"
        course = site.find(settings.course) if settings.course else None
        self.addresses = Addresses(settings.use_directory_urls)
        if course is not None:
            site = only_course(site, course)
            self._start = "打开课程.html", self.addresses.of_record(course)
        self.overviews = Overviews(site, checked, settings, self.addresses)
        self.site: Site = watched(site, checked.site, self.watch)
        linker, forms = Linker(self.site, self.addresses), FormIndex(self.site)
        revisions = Revisions(self.site, linker)
        self._generated = {**checked.generated, **revisions.pages()}
        self._views = RecordViews(self.site, linker, forms, revisions, settings.options)
        text = MarkdownText(extensions, configs)
        self._renderer = Renderer(self.site, self.addresses, text, checked.generated)
        self._icon = assets.get("icon", "")
        self.shell = self._make_shell(assets)

    @cached_property
    def shared_addresses(self) -> frozenset[str]:
        """Where the links of the shell lead, and the site's first page."""
        links = (*self.shell.menu, *self.shell.tabs, *self.shell.links)
        return frozenset({link.url for link in links} | {"", self.shell.search_page})

    def pack(self) -> None:
        """Hold texts packed until somebody asks."""
        for record in self.site.records.values():
            record.pack()

    # --- pages ----------------------------------------------------------------------------------

    @property
    def withheld(self) -> frozenset[str]:
        """Paths below ``docs`` that must not reach the output."""
        whole = self.checked.site
        paths = {r.path for r in whole.records.values()} | set(whole.pages) | whole.resources
        kept = set(self._renderer.resolver.by_path) | set(self.site.pages) | self.site.resources
        return frozenset(paths - kept)

    @property
    def stored_files(self) -> dict[str, str]:
        """Media of this edition that stand in the store: path in the site → path below its root."""
        return {
            path: media.stored
            for path, media in self.site.media.items()
            if media.stored and media.state == "有" and path in self.site.resources
        }

    @property
    def resources(self) -> Collection[str]:
        """Paths below ``docs`` of this edition's files that are not Markdown; look-ups are seen."""
        return self._renderer.resolver.files

    def record_at(self, path: str) -> Record | None:
        return self.site.records.get(self._renderer.resolver.by_path.get(path, ""))

    def topic_at(self, path: str) -> str:
        """What a page is about: pages of one topic show one another's text."""
        known = self.site.by_path.get(path, "")
        return self._topics.get(known, known)

    @cached_property
    def _topics(self) -> dict[str, str]:
        """The first standard that a record names, by the record's id."""
        records = self.checked.site.records  # this decides nothing that a page shows
        found: dict[str, str] = {}
        for edge in self.site.edges:
            if records[edge.target].kind.name == "standard":
                found.setdefault(edge.source, edge.target)
        return found

    def page_at(self, path: str) -> Page | None:
        return self.site.pages.get(path)

    @property
    def generated_pages(self) -> Mapping[str, GeneratedPage]:
        """Pages that the build adds where ``docs`` has none at the same path."""
        return self._generated

    def generated_at(self, path: str) -> GeneratedPage | None:
        return self._generated.get(path)

    def record_view(self, record: Record) -> RecordView:
        return self._views.view(record)

    def record_html(self, record: Record) -> str:
        return self._renderer.record(record)

    def paper(self, record: Record, questions: Sequence[Question], seed: int) -> tuple[str, str]:
        """Questions for paper, and the rows of their key."""
        return self._renderer.paper(record, questions, seed)

    def prepare_page(self, page: Page) -> Prepared | None:
        return self._renderer.page(page)

    def generated_view(self, page: GeneratedPage) -> object | None:
        """The view of a page that the build adds; ``None`` for plain ones."""
        return self.overviews.view(page)

    @property
    def _has_search(self) -> bool:
        """Whether there is a page for results; a site without records has none."""
        return SEARCH_PAGE in self.checked.generated

    def _make_shell(self, assets: Mapping[str, str]) -> ShellView:
        options = self.settings.options
        menu = tuple(
            LinkView(page.menu, self.addresses.of_path(page.path))
            for page in self.checked.generated.values()
            if page.menu
        )
        footer = [FactView("主办单位", options.owner)] if options.owner else []
        footer += [FactView(label, text) for label, text in options.footer.items() if text]
        return ShellView(
            menu=menu,
            edition=options.edition,
            edition_label=_EDITIONS[options.edition],
            built=self.checked.today.isoformat(),
            script=assets.get("script", ""),
            theme_script=assets.get("theme_script", ""),
            search_script=assets.get("search_script", "") if self._has_search else "",
            search_page=self.addresses.of_path(SEARCH_PAGE),
            style=assets.get("style", ""),
            theme_style="" if _TABS in self._extensions else assets.get("theme_style", ""),
            owner=options.owner,
            footer=tuple(footer),
            record_store=options.record_store,
            tabs=tuple(
                LinkView(name, self.addresses.of_path(path), note=icon)
                for path, name, icon in TABS
                if path in self.checked.generated
            ),
            release=self._release(assets),
            links=tuple(
                LinkView(name, self.addresses.of_path(path))
                for path, name in FOOTER_LINKS
                if path in self.checked.generated or path in self.site.pages
            ),
            faults_to=options.faults_to,
            has_edit_links=options.edit_links == "全部"
            or (options.edit_links == "内网版" and options.edition == "intranet"),
            kind_scripts={name: assets[name] for name in (*KIND_BY_NAME, "mine") if name in assets},
        )

    def _release(self, assets: Mapping[str, str]) -> str:
        """What tells two builds apart: scripts, styles and the content itself."""
        digest = hashlib.sha256()
        for name, path in sorted(assets.items()):
            digest.update(f"{name} {path}\n".encode())
        for record in self.site.records.values():
            digest.update(f"{record.id} {record.digest}\n".encode())
        return f"{self.checked.today.isoformat()}-{digest.hexdigest()[:8]}"

    @property
    def frame(self) -> str:
        """A digest of what all pages share: a page holds as long as it and its look-ups do."""
        return digest_of(
            dataclasses.replace(self.shell, release=""),  # pages do not show it
            self.settings.options,
            self.settings.use_directory_urls,
            self.settings.own_slugs,
            sorted(self._generated),
            sorted(self._renderer.terms),
            [
                (name, [entry.entry for entry in entries])
                for name, entries in sorted(self.site.taxonomies.items())
            ],
        )

    # --- files ----------------------------------------------------------------------------------

    def codes(self) -> Iterator[tuple[str, str]]:
        """Path of each record's QR code, and what it says, once the site's address is known."""
        base = self.settings.options.address
        for record in self.site.records.values() if base else ():
            yield f"q/{record.id}/qr.png", base + self.addresses.of_short(record.id)

    def files(self) -> dict[str, str]:
        """Further files of the site by path: data, the index, short addresses, redirects."""
        return dict(self.files_to_write(lambda path, made_of: False))

    def files_to_write(self, keeps: Callable[[str, str], bool]) -> Iterator[tuple[str, str]]:
        """Those ``files`` that are not yet there: ``keeps`` says whether one at a path is, that was
        made of the same.
        """
        digest = digest_of(self.overviews.digest, self.addresses.directories)
        missing = [path for path in self.overviews.names if not keeps(path, digest)]
        if missing:
            made = self.overviews.data_files()
            yield from ((path, made[path]) for path in missing)
            del made
        for files in (self.version_files(), self.search_files(), self.redirect_files()):
            for path, text in files.items():
                if not keeps(path, hashlib.sha256(text.encode()).hexdigest()):
                    yield path, text

    def version_files(self) -> dict[str, str]:
        """What tells two builds apart."""
        return {"version.json": json.dumps({"release": self.shell.release}) + "\n"}

    def search_files(self) -> Mapping[str, str]:
        """The full-text index."""
        if not self._has_search:
            return {}
        found = list(documents(self.site, self.addresses, self.memory))
        return build_index(found, used_synonyms(self.checked.synonyms, found), self.memory)

    def redirect_files(self) -> dict[str, str]:
        """Short addresses, and pages that lead on from where something was."""
        files: dict[str, str] = {}
        for record in self.site.records.values():
            target = self.addresses.of_record(record)
            files[f"q/{record.id}/index.html"] = self._redirect(
                f"q/{record.id}/index.html", target, record.title
            )
        if not self.addresses.directories:  # what opens from a folder says where to begin
            path, target = self._start
            files[path] = self._redirect(path, target, self.settings.options.owner or "勤e家")
        resolver = Resolver(self.site)
        for redirect in self.checked.redirects:
            files.update(self._redirect_files(redirect, resolver))
        return files

    def _redirect_files(self, redirect: Redirect, resolver: Resolver) -> dict[str, str]:
        is_public = self.settings.options.edition == "public"
        if "#" in redirect.old or (is_public and redirect.new == RETIRED):
            return {}  # nobody knows whether what was retired had been public
        found = None if redirect.new == RETIRED else resolver.reference(redirect.new)
        if redirect.new != RETIRED and not isinstance(found, Target):
            return {}  # the target is withheld from this edition, and so is the way to it
        target, title = "", ""
        if isinstance(found, Target) and found.record is not None:
            target = self.addresses.of_record(found.record, found.anchor)
            title = found.record.title
        paths = [self._file_of(redirect.old)]
        if not redirect.is_path:
            paths = [f"q/{redirect.old}/index.html"]
            known = self.checked.ledger.entries.get(redirect.old)
            if known:
                paths.append(self._file_of(known.path))
        return {path: self._redirect(path, target, title) for path in paths}

    def _file_of(self, path: str) -> str:
        """The HTML file of an old path, written as a Markdown path or as an address."""
        address = self.addresses.of_path(path) if path.endswith(".md") else path
        return f"{address}index.html" if address.endswith("/") else address

    def _redirect(self, path: str, target: str, title: str) -> str:
        """A page that leads on without a script; a retired one says so.

        It names the icon as every page does: browsers ask for /favicon.ico otherwise.
        """
        icon = escape(relative(path, self._icon)) if self._icon else "data:,"
        name = escape(self.settings.options.owner or "勤e家")
        if not target and not title:
            body = "<p>这个页面已经停用。</p>"
            refresh = ""
        else:
            address = escape(relative(path, target))
            refresh = f'<meta http-equiv="refresh" content="0; url={address}">'
            body = f'<p>正在打开：<a href="{address}">{escape(title)}</a></p>'
        return (
            '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f'<link rel="icon" href="{icon}"><meta name="robots" content="noindex">{refresh}'
            f"<title>{escape(title) or name}</title></head><body>{body}</body></html>\n"
        )


def read_assets(text: str) -> dict[str, str]:
    """``assets.json`` of the front end: names of the hashed bundles."""
    try:
        data = json.loads(text)
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in data.items()} if isinstance(data, dict) else {}
