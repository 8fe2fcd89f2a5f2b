"""What of the theme's own files ships, and in what form (主题文件).

Material's bundle would load two scripts from a public CDN. The shipped copy asks for a local, empty
file instead; the bundle's hash is pinned, so that a theme update is looked at before it ships.
"""

from __future__ import annotations

import hashlib
import re

from qinejia.diagnostics import Diagnostic
from qinejia.model.position import Position

ABSENT = "assets/absent.js"
"""A local file in the place of scripts that this site does without."""

_BUNDLE = re.compile(r"assets/javascripts/bundle\.[0-9a-f]+\.min\.js$")
_UNUSED = re.compile(r"assets/javascripts/(?:lunr|workers)/|\.(?:map|new)$")
_KNOWN = {"b9a1ef14b5e91ad61fa8d7dd42e1f55e6af0ebd224bc8970dff0e7d7311b172f"}
_EXTERNAL = re.compile(rb'"https://unpkg\.com/[^"]*"')
_LOCAL = f'(new URL("{ABSENT}",__md_scope)+"")'.encode()


def is_unused(path: str) -> bool:
    """Whether a file serves only Material's own search or debugging, or awaits a decision."""
    return bool(_UNUSED.search(path))


def is_bundle(path: str) -> bool:
    return bool(_BUNDLE.search(path))


def mend_bundle(path: str, content: bytes) -> tuple[bytes, list[Diagnostic]]:
    """The bundle without external addresses; an unknown bundle is a fault."""
    if hashlib.sha256(content).hexdigest() not in _KNOWN:
        message = f"主题文件 {path} 不是已核对的版本"
        hint = "核对新版主题没有新的外部地址，再更新登记的指纹。"
        return content, [Diagnostic("QJ150", Position("mkdocs.yml"), message, hint)]
    return _EXTERNAL.sub(_LOCAL, content), []
