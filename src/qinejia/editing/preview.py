"""A draft as the site will show it (草稿预览), with what is wrong in it."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Sequence
from typing import Any

from qinejia.diagnostics import Diagnostic
from qinejia.editing.entries import changed_text, new_text, open_entry
from qinejia.editing.folder import Folder
from qinejia.links.addresses import Addresses
from qinejia.model.position import Position
from qinejia.model.records import Site
from qinejia.pipeline import check
from qinejia.render import MarkdownText, Renderer
from qinejia.schema import read_content
from qinejia.settings import Settings
from qinejia.source import Tree
from qinejia.source.documents import split


class Previewer:
    """Renders drafts among the records that were there when the editor started."""

    def __init__(self, settings: Settings, folder: Folder, site: Site) -> None:
        self._settings = settings
        self._folder = folder
        self._site = site
        self._addresses = Addresses(settings.use_directory_urls)
        self._text = MarkdownText()
        self._lock = threading.Lock()  # one Markdown instance

    def draft(self, path: object, form: dict[str, Any], pictures: Sequence[str]) -> dict[str, Any]:
        """HTML of the body, the folder that its addresses start from, and the faults.

        ``pictures`` are paths of pictures that the browser holds and has not saved.
        """
        file, kind = self._folder.record(path)
        if file.exists():
            text = changed_text(open_entry(self._folder.read(file), kind), form, kind)
        else:
            text = new_text(form, kind)
        name = file.relative_to(self._folder.docs).as_posix()
        document = split(name, Position(f"{self._folder.label}/{name}"), text)
        tree = Tree((document,), (), frozenset(), (), True, ())
        content = read_content(tree, self._settings)
        html = ""
        if content.records:
            record = content.records[0]
            prefix = f"{self._folder.label}/"
            site = dataclasses.replace(
                self._site,
                records={**self._site.records, record.id: record},
                resources=self._site.resources | {path.removeprefix(prefix) for path in pictures},
            )
            with self._lock:
                html = Renderer(site, self._addresses, self._text).record(record)
        return {
            "html": html,
            "base": self._addresses.of_path(name),
            # The form itself marks what a new page still lacks.
            "faults": [_told(f) for f in content.diagnostics if file.exists() or f.code != "QJ001"],
        }

    def faults_of(self, path: object) -> list[dict[str, Any]]:
        """Everything that `qinejia check` says of one file as it is on the disk."""
        file, _ = self._folder.record(path)
        name = f"{self._folder.label}/{file.relative_to(self._folder.docs).as_posix()}"
        found = check(self._settings).diagnostics
        return [_told(fault) for fault in found if fault.position.path == name]


def _told(fault: Diagnostic) -> dict[str, Any]:
    return {
        "code": fault.code,
        "severity": str(fault.severity),
        "line": fault.position.line,
        "message": fault.message,
        "advice": fault.advice,
    }
