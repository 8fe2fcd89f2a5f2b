"""References that are certain although they are written wrong (引用改写).

An editor knows what a page is called, not its id, types the commas of Chinese between ids, and has
files with blanks in their names.
"""

from __future__ import annotations

import re
from typing import get_origin

from qinejia.diagnostics import Diagnostic, Fix
from qinejia.links.resolving import Resolver, Target
from qinejia.model.blocks import Link
from qinejia.model.headers.standard import OVER, StandardHeader
from qinejia.model.position import Position
from qinejia.model.records import Page, Record

_BRACKETS = "【】［］"
_COMMAS = re.compile("[,，、；]")
_BLANK = re.compile(r"\s")
_REFERENCE = re.compile(r"\[\[([^\[\]\n]*)\]\]")


def named_so(name: str, resolver: Resolver) -> list[Record]:
    """The records with this title; of several editions those that are not over."""
    found = resolver.titles.get(_plain(name), [])
    current = [
        record
        for record in found
        if not (isinstance(record.header, StandardHeader) and record.header.status in OVER)
    ]
    return current or found


def _plain(title: str) -> str:
    """A title without the brackets that books have."""
    return title.strip().strip("《》“”").strip()


def fix_reference(link: Link, holder: Record | Page, resolver: Resolver) -> Fix | None:
    """What a reference that leads nowhere can only mean."""
    line = _line_at(link, holder)
    rest = line[link.position.column - 1 :]
    if link.form == "reference":
        match = _REFERENCE.match(rest)
        new = _by_title(link.target, link.text, resolver) if match else ""
        return Fix(link.position, match[0], f"[[{new}]]") if match and new else None
    if not rest.startswith(link.target):
        return None
    new = _list_of_ids(link, line, holder, resolver) or _id_of(link.target, resolver)
    return Fix(link.position, link.target, new) if new else None


def find_spaced(link: Link, holder: Record | Page) -> Diagnostic | None:
    """QJ130: an address with blanks and no ``<>``, at its first character."""
    if link.form not in ("link", "image") or not _BLANK.search(link.target):
        return None
    start = link.position.column - 1
    line = _line_at(link, holder)
    at = line.find(f"]({link.target}", start) + 2
    if at < 2 or not line.startswith(("[", "!["), start):
        return None  # a tag, a key of the header, or written well
    path, number, _ = link.position
    where = Position(path, number, at + 1)
    return Diagnostic(
        "QJ130",
        where,
        f"地址“{link.target}”里有空格",
        f"写成 <{link.target}>，或把文件名里的空格去掉。",
        fix=Fix(where, link.target, f"<{link.target}>"),
    )


def _line_at(link: Link, holder: Record | Page) -> str:
    """The line of the file in which the link stands."""
    first = holder.body_position.line
    is_body = link.position.line >= first
    lines = (holder.body if is_body else holder.header_text).split("\n")
    index = link.position.line - (first if is_body else 2)
    return lines[index] if 0 <= index < len(lines) else ""


def _id_of(written: str, resolver: Resolver) -> str:
    """``id`` or ``id#anchor`` for a title that only one record has, else nothing."""
    name, _, anchor = written.partition("#")
    found = named_so(name, resolver)
    if len(found) != 1 or (anchor and anchor.strip() not in found[0].anchors):
        return ""
    return f"{found[0].id}#{anchor.strip()}" if anchor else found[0].id


def _known(written: str, resolver: Resolver) -> str:
    """An id that exists, as it is or for a title, else nothing."""
    is_id = isinstance(resolver.reference(written), Target)
    return written if is_id else _id_of(written, resolver)


def _by_title(target: str, caption: str, resolver: Resolver) -> str:
    """The inside of a reference; without an anchor the title stays what readers see."""
    identifier = _id_of(target, resolver)
    if not caption and "#" not in target:
        caption = target.strip()
    return f"{caption}>{identifier}" if identifier and caption else identifier


def _list_of_ids(link: Link, line: str, holder: Record | Page, resolver: Resolver) -> str:
    """A YAML list for ``【kc-26，kc-27】``, if all of them exist and the key takes a list."""
    inside = link.target.strip(_BRACKETS)
    has_brackets = link.target != inside
    names = [_known(part.strip(), resolver) for part in _COMMAS.split(inside)]
    if not all(names) or (len(names) < 2 and not has_brackets):
        return ""
    before = line[: link.position.column - 1].rstrip()
    if before.endswith(("[", ",")) and not has_brackets:
        return ", ".join(names)
    is_value = before.lstrip() == f"{link.relation}:" and isinstance(holder, Record)
    fields = type(holder.header).model_fields.values() if isinstance(holder, Record) else ()
    takes_list = any(
        field.alias == link.relation and get_origin(field.annotation) is tuple for field in fields
    )
    return f"[{', '.join(names)}]" if is_value and takes_list else ""
