"""``redirects.yml``: where retired paths, ids and anchors went (去向登记)."""

from __future__ import annotations

from dataclasses import dataclass

from qinejia.diagnostics import Diagnostic
from qinejia.links.resolving import Missing, Resolver
from qinejia.model.position import Position
from qinejia.source import read_yaml

RETIRED = "停用"


@dataclass(frozen=True)
class Redirect:
    """``old`` is an id, ``id#anchor`` or a path below the site; ``new`` a reference or ``停用``."""

    old: str
    new: str
    position: Position


def read_redirects(
    text: str, origin: Position, resolver: Resolver
) -> tuple[tuple[Redirect, ...], list[Diagnostic]]:
    """Read the mapping old → new and check that every target exists."""
    result = read_yaml(text, origin)
    diagnostics = list(result.diagnostics)
    if result.value is None:
        return (), diagnostics
    if not isinstance(result.value, dict):
        return (), [*diagnostics, Diagnostic("QJ142", origin, "应写成“旧标识: 新标识”，每行一条")]
    redirects: list[Redirect] = []
    for old, new in result.value.items():
        where = result.places.of_value((old,), origin)
        if not isinstance(new, str):
            diagnostics.append(Diagnostic("QJ142", where, f"“{old}”没有写去向"))
        elif "#" not in old and "/" not in old and resolver.site.find(old):
            diagnostics.append(Diagnostic("QJ142", where, f"“{old}”仍在使用，不能登记去向"))
        elif ".." in old or old.startswith(("/", "\\")) or ":" in old:
            diagnostics.append(Diagnostic("QJ142", where, f"旧地址“{old}”的写法不对"))
        elif new != RETIRED and isinstance(resolver.reference(new), Missing):
            diagnostics.append(Diagnostic("QJ142", where, f"“{old}”的去向“{new}”不存在"))
        else:
            redirects.append(Redirect(old, new, where))
    return tuple(sorted(redirects, key=lambda r: r.old)), diagnostics
