"""``redirects.yml``: where retired paths, ids and anchors went (去向登记)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from qinejia.diagnostics import Diagnostic
from qinejia.links.resolving import Missing, Resolver, Target
from qinejia.model.fields import IDENTIFIER
from qinejia.model.position import Position
from qinejia.source import MAX_FILE_LINES, read_yaml

RETIRED = "停用"
_RESERVED = ("assets/", "data/", "q/", "search/")


@dataclass(frozen=True)
class Redirect:
    """``old`` is an id, ``id#anchor`` or a path below the site; ``new`` a reference or ``停用``."""

    old: str
    new: str
    position: Position

    @property
    def is_path(self) -> bool:
        """Whether ``old`` is a path or an address, and not an id."""
        return _is_path(self.old)


def _is_path(old: str) -> bool:
    return old.endswith((".md", ".html", "/"))


def read_redirects(
    text: str, origin: Position, resolver: Resolver, faulty: Collection[str] = ()
) -> tuple[tuple[Redirect, ...], list[Diagnostic]]:
    """Read the mapping old → new and check that every target exists.

    ``faulty`` are ids whose files could not be read: they exist all the same.
    """
    result = read_yaml(text, origin, "文件", MAX_FILE_LINES)
    diagnostics = list(result.diagnostics)
    if result.value is None:
        return (), diagnostics
    if not isinstance(result.value, dict):
        return (), [*diagnostics, Diagnostic("QJ142", origin, "应写成“旧标识: 新标识”，每行一条")]
    reported = {d.position for d in diagnostics}
    redirects: list[Redirect] = []
    for old, new in result.value.items():
        key = result.places.of_key((old,), origin)
        value = result.places.of_value((old,), origin)
        if value in reported:
            continue
        if not isinstance(new, str):
            diagnostics.append(Diagnostic("QJ142", value, f"“{old}”没有写去向"))
        elif not _is_well_formed(old):
            diagnostics.append(Diagnostic("QJ142", key, f"旧地址“{old}”的写法不对"))
        elif _is_in_use(old, resolver):
            diagnostics.append(Diagnostic("QJ142", key, f"“{old}”仍在使用，不能登记去向"))
        elif (
            new != RETIRED
            and isinstance(found := resolver.reference(new), Missing)
            and new.partition("#")[0].lower() not in faulty
        ):
            message = f"“{old}”的去向“{new}”不存在"
            diagnostics.append(Diagnostic("QJ142", value, message, resolver.hint(found)))
        else:
            redirects.append(Redirect(old, new, value))
    return tuple(sorted(redirects, key=lambda r: r.old)), diagnostics


def _is_well_formed(old: str) -> bool:
    """An id, ``id#anchor``, or a path below the site that is not one of the build's own."""
    if not _is_path(old):
        return IDENTIFIER.fullmatch(old.partition("#")[0].lower()) is not None
    is_below = not old.startswith("/") and not any(sign in old for sign in ("..", ":", "\\", "#"))
    return is_below and not old.startswith(_RESERVED)


def _is_in_use(old: str, resolver: Resolver) -> bool:
    if not _is_path(old):
        return "#" not in old and resolver.site.find(old) is not None
    stem = old.removesuffix(".html").removesuffix("/") if not old.endswith(".md") else ""
    paths = [f"{stem}.md", f"{stem}/index.md", f"{stem}/README.md"] if stem else [old]
    found = [resolver.link("", path) for path in paths]
    return any(isinstance(target, Target) for target in found)
