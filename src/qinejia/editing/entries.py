"""A record as the form holds it, and back (表单与文件): saves change what the editor changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from qinejia.editing.faults import EditingFault
from qinejia.model.kinds import Kind
from qinejia.model.position import Position
from qinejia.schema.shapes import form_values, ordered
from qinejia.source import read_yaml
from qinejia.source.documents import Document, split
from qinejia.source.yaml_editing import edit_yaml

FAULTY = "〔文件有误〕"


@dataclass(frozen=True)
class Opened:
    """A file as its form shows it. ``values`` is ``None`` when the header cannot be read."""

    text: str
    document: Document
    values: dict[str, Any] | None

    @property
    def lead(self) -> str:
        """Blank lines between header and text, which the form does not show."""
        body = self.document.body
        return body[: len(body) - len(body.lstrip("\n"))]


def open_entry(text: str, kind: Kind) -> Opened:
    """Read a record for its form."""
    document = split("", Position(""), text)
    if document.header is None:
        return Opened(text, document, None)
    result = read_yaml(document.header, Position(""))
    is_readable = all(fault.code == "QJ110" for fault in result.diagnostics)
    if not is_readable or not isinstance(result.value, dict | None):
        return Opened(text, document, None)
    return Opened(text, document, form_values(kind.header, result.value or {}))


def form_of(opened: Opened, identifier: str) -> dict[str, Any]:
    """What the browser is given."""
    if opened.values is None:
        return {"id": identifier, "标题": FAULTY + identifier, "body": opened.document.body}
    body = opened.document.body[len(opened.lead) :]
    return {"id": identifier, **opened.values, "body": body}


def changed_text(opened: Opened, form: dict[str, Any], kind: Kind) -> str:
    """The file after an edit; the same bytes where nothing was changed.

    Raises ``EditingFault`` when the header of the file cannot be read.
    """
    if opened.values is None or opened.document.header is None:
        raise EditingFault("这个文件的页头有错误，请用文本编辑器改好以后再在这里编辑")
    header, text = opened.document.header, opened.text
    values = ordered(kind.header, form)
    view = partial(form_values, kind.header)
    new_header = edit_yaml(header, opened.values, values, view) if header else _new_header(values)
    body = opened.lead + _plain(form.get("body"))
    if body != opened.document.body and not body.endswith("\n"):
        body += "\n"
    start = text.index("\n") + 1
    end = len(text) - len(opened.document.body)
    between = text[start + len(header) : end]
    if not header and new_header:
        between = f"\n{between}"
    return text[:start] + new_header + between + body


def new_text(form: dict[str, Any], kind: Kind) -> str:
    """The file of a new record."""
    body = _plain(form.get("body")).strip("\n")
    return f"---\n{_new_header(ordered(kind.header, form))}\n---\n\n{body or '正文写在这里。'}\n"


def _new_header(values: dict[str, Any]) -> str:
    return edit_yaml("", {}, values).removesuffix("\n")


def _plain(body: object) -> str:
    text = body if isinstance(body, str) else ""
    return text.replace("\r\n", "\n").replace("\r", "\n")
