"""Collects what a record points to (收集链接): id fields, references, links and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from qinejia.diagnostics import Diagnostic, Fix
from qinejia.markup import find_inline
from qinejia.markup.inline import tag_addresses
from qinejia.model.blocks import Link, Prose
from qinejia.model.fields import marks_of
from qinejia.model.position import Position
from qinejia.source import Places

_TAG_NAME = re.compile(r"</?([a-z][a-z0-9-]*)")
_QUOTED = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_SCRIPT_ADDRESS = re.compile(r"(?:java|vb)script:")
_HANDLER = re.compile(r"[\s/\"']on[a-z]+\s*=")
_STYLE = re.compile(r"[\s/\"']style\s*=")
_WRONG_SIGN = re.compile("[|｜＃＞]")
_NARROW = str.maketrans("｜＃＞", "|#>")
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*(?:#[A-Za-z0-9.-]+)?")
_BLOCKED_TAGS = ("script", "style", "object", "embed", "applet", "base", "meta", "link", "form")


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, str, bool], ...]:
    """Field name, Chinese key, the kinds of records it may name, and whether it names a file."""
    return tuple(
        (name, str(field.alias), str(extra.get("refers_to", "")), "names_file" in extra)
        for name, field in model.model_fields.items()
        for extra in (marks_of(field),)
    )


def field_links(
    model: BaseModel,
    places: Places,
    position: Position,
    anchor: str = "",
    path: tuple[str | int, ...] = (),
) -> Iterator[Link]:
    """Every id and file in ``model``, at the position of its value, its key as the relation."""
    for name, alias, kinds, names_file in _plan(type(model)):
        value: Any = getattr(model, name)
        if not value:
            continue
        here = (*path, alias)
        values = value if isinstance(value, tuple) else (value,)
        for index, item in enumerate(values):
            inner = (*here, index) if isinstance(value, tuple) else here
            if isinstance(item, BaseModel):
                own = getattr(item, "anchor", anchor)  # what has a place of its own on the page
                yield from field_links(item, places, position, own, inner)
            elif names_file:
                where = places.of_value(inner, position)
                yield Link("image", str(item), "", where, alias, anchor)
            elif kinds:
                where = places.of_value(inner, position)
                yield Link("field", str(item), "", where, alias, anchor, kinds)


def prose_links(prose: Prose, anchor: str) -> tuple[list[Link], list[Diagnostic]]:
    """Everything a piece of prose points to, and what is wrong with its marks."""
    text = prose.text
    links: list[Link] = []
    diagnostics: list[Diagnostic] = []
    for inline in find_inline(text):
        position = prose.locate(inline.start)
        if inline.kind == "broken" or (inline.kind == "reference" and _is_malformed(inline.target)):
            shown = text[inline.start : inline.end].strip()[:40]
            fix = _reference_fix(inline.target, text[inline.start : inline.end], position)
            diagnostics.append(Diagnostic("QJ127", position, f"引用“{shown}”的写法不对", fix=fix))
        elif inline.kind == "reference":
            caption, arrow, target = inline.target.rpartition(">")
            links.append(
                Link(
                    "reference", target.strip(), caption if arrow else "", position, "正文", anchor
                )
            )
        elif inline.kind == "tag":
            diagnostics += _check_tag(inline.target, position)
            links += _tag_links(inline.target, position, anchor)
        else:
            form = "image" if inline.kind == "image" else "link"
            if inline.target.strip().lower().startswith(("javascript:", "vbscript:")):
                diagnostics.append(Diagnostic("QJ128", position, "链接地址不能以 javascript: 开头"))
            else:
                links.append(Link(form, inline.target, inline.text, position, "正文", anchor))
            if inline.text == "type:video" and not _stands_alone(text, inline.start, inline.end):
                diagnostics.append(
                    Diagnostic("QJ129", position, "视频标记所在的一段里还有别的文字")
                )
    return links, diagnostics


def _is_malformed(target: str) -> bool:
    _, _, name = target.rpartition(">")
    return not name.strip() or bool(_WRONG_SIGN.search(target)) or name.count("#") > 1


def _reference_fix(target: str, written: str, position: Position) -> Fix | None:
    """``[[id]]`` of full-width signs, and ``[[文字>id]]`` of the order that wikis have."""
    if not _WRONG_SIGN.search(target) or "\n" in written:
        return None
    target = target.translate(_NARROW)
    name, bar, caption = target.partition("|")
    if bar and ">" not in target:
        target = f"{caption.strip()}>{name.strip()}"
        if not _REFERENCE.fullmatch(name.strip()) or not caption.strip():
            return None
    return None if _is_malformed(target) else Fix(position, written, f"[[{target}]]")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but attributes shares the paragraph with the mark."""
    before = text[:start].rpartition("\n\n")[2]
    after = text[end:].partition("\n\n")[0].strip()
    return not before.strip() and (not after or (after.startswith("{") and after.endswith("}")))


def _check_tag(tag: str, position: Position) -> Iterator[Diagnostic]:
    lowered = _QUOTED.sub('=""', tag.lower())
    match = _TAG_NAME.match(lowered)
    name = match[1] if match else ""
    if name in _BLOCKED_TAGS and not lowered.startswith("</"):
        yield Diagnostic("QJ128", position, f"不允许的 HTML 标签“<{name}>”")
    elif _SCRIPT_ADDRESS.search(tag.lower()):
        yield Diagnostic("QJ128", position, "HTML 里有 javascript: 地址")
    elif _HANDLER.search(lowered):
        yield Diagnostic("QJ128", position, "HTML 里有 on… 事件")
    elif _STYLE.search(lowered):
        yield Diagnostic("QJ128", position, "HTML 里有内嵌样式 style")


def _tag_links(tag: str, position: Position, anchor: str) -> Iterator[Link]:
    """Addresses in a raw tag are links like any other."""
    for address in tag_addresses(tag):
        form = "link" if address.name == "href" and address.tag == "a" else "image"
        target = address.value.strip()
        if target and not _SCRIPT_ADDRESS.match(target.lower()):
            yield Link(form, target, "", position, "正文", anchor)
