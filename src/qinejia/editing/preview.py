"""A draft as the site will show it (草稿预览), with what is wrong in it."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Sequence
from typing import Any

from qinejia.diagnostics import Diagnostic
from qinejia.editing.entries import Opened, changed_text, new_text, open_entry
from qinejia.editing.folder import Folder
from qinejia.library import Library
from qinejia.links import connect
from qinejia.links.addresses import Addresses
from qinejia.memory import Memory
from qinejia.model.position import Position
from qinejia.model.records import Record, Site
from qinejia.pipeline import Checked, check
from qinejia.render import MarkdownText, Renderer
from qinejia.schema import read_content
from qinejia.settings import Settings
from qinejia.source import Tree
from qinejia.source.documents import split


class Previewer:
    """Renders drafts among the records that were there when the editor started."""

    def __init__(self, settings: Settings, folder: Folder, checked: Checked) -> None:
        self._settings = settings
        self._folder = folder
        self._checked = checked
        self._addresses = Addresses(settings.use_directory_urls)
        self._text = MarkdownText()
        self._lock = threading.Lock()  # one Markdown instance

    def draft(self, path: object, form: dict[str, Any], pictures: Sequence[str]) -> dict[str, Any]:
        """HTML of the body, the folder that its addresses start from, and the faults.

        ``pictures`` are paths of pictures that the browser holds and has not saved.
        """
        file, kind = self._folder.record(path)
        is_new = not file.exists()
        if is_new:
            text = new_text(form, kind)
        else:
            text = changed_text(open_entry(self._folder.read(file), kind), form, kind)
        name = file.relative_to(self._folder.docs).as_posix()
        document = split(name, Position(f"{self._folder.label}/{name}"), text)
        content = read_content(
            Tree((document,), (), frozenset(), (), True, ()), self._settings, Memory()
        )
        faults = list(content.diagnostics)
        html = ""
        if content.records:
            record = content.records[0]
            site, broken = self._among_others(record, pictures)
            faults += [fault for fault in broken if fault.position.path == document.origin.path]
            with self._lock:
                html = Renderer(site, self._addresses, self._text).record(record)
        if is_new:  # the form itself marks what a new page still lacks
            faults = [fault for fault in faults if fault.code != "QJ001"]
        opened = open_entry(text, kind)
        return {
            "html": html,
            "base": self._addresses.of_path(name),
            "faults": [_told(fault, opened) for fault in faults],
        }

    def _among_others(
        self, record: Record, pictures: Sequence[str]
    ) -> tuple[Site, list[Diagnostic]]:
        """The site with ``record`` in it, and all broken links."""
        site = self._checked.site
        drawn = {path.removeprefix(f"{self._folder.label}/") for path in pictures}
        library = Library(
            {**site.records, record.id: record},
            site.pages,
            site.taxonomies,
            site.aliases,
            frozenset(),
        )
        found = self._folder.pictures_beside(record.path)
        resources = site.resources | drawn | found
        whole, broken = connect(
            library, resources, self._checked.generated, self._settings.own_slugs
        )
        return dataclasses.replace(whole, media=site.media, captions=site.captions), broken

    def faults_of(self, path: object) -> list[dict[str, Any]]:
        """Everything that `qinejia check` says of one file as it is on the disk."""
        file, kind = self._folder.record(path)
        name = f"{self._folder.label}/{file.relative_to(self._folder.docs).as_posix()}"
        opened = open_entry(self._folder.read(file), kind)
        found = check(self._settings).diagnostics
        return [_told(fault, opened) for fault in found if fault.position.path == name]


def _told(fault: Diagnostic, opened: Opened) -> dict[str, Any]:
    """A fault for the browser, with its line as the form counts."""
    line = fault.position.line - opened.document.body_line - len(opened.lead) + 1
    return {
        "code": fault.code,
        "severity": str(fault.severity),
        "where": f"正文第 {line} 行" if line > 0 else "左边的表",
        "message": fault.message,
        "advice": fault.advice,
    }
