"""A fence around mkdocs-video (视频标记): it sees only pages that carry its marker.

Measured faults of version 1.5.0: it parses and re-serialises every page, fails on an empty one,
wraps ``<div>`` in ``<p>``, leaves ``alt`` on ``<video>`` and an end tag on ``<source>``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import unquote

MARKER = "type:video"
_CLIP = re.compile(
    r'(?P<open><video\b[^>]*)>(?P<inner>\s*<source\b[^>]*\bsrc="(?P<source>[^":?#]+)"[^>]*>)'
)


def fence_video_plugin(handlers: list[Callable[..., Any]], files: Collection[str]) -> None:
    """Replace the plug-in's handler in ``handlers`` by one that runs around it.

    ``files`` are paths of the site: a clip gets the poster and captions that stand beside it.
    """
    for index, handler in enumerate(handlers):
        owner = getattr(handler, "__self__", None)
        if owner is not None and type(owner).__module__.startswith("mkdocs_video"):
            handlers[index] = _fence(handler, files)


def _fence(handler: Callable[..., Any], files: Collection[str]) -> Callable[..., Any]:
    def on_page_content(html: str, **kwargs: Any) -> str:
        if f'alt="{MARKER}"' not in html:
            return html
        made = str(handler(f"<div>{html}</div>", **kwargs))
        mended = mend(made.removeprefix("<div>").removesuffix("</div>"))
        return _equip(mended, kwargs["page"].url, files)

    return on_page_content


def _equip(html: str, address: str, files: Collection[str]) -> str:
    """Poster ``NAME.jpg`` and captions ``NAME.vtt`` for ``NAME.mp4`` of the page at ``address``."""

    def clip(match: re.Match[str]) -> str:
        stem = match["source"].rpartition(".")[0]
        known = unquote(posixpath.normpath(posixpath.join("/", posixpath.dirname(address), stem)))
        known = known.removeprefix("/")
        poster = f' poster="{stem}.jpg"' if f"{known}.jpg" in files else ""
        track = (
            f'<track kind="captions" srclang="zh-CN" label="中文字幕" default src="{stem}.vtt">'
            if f"{known}.vtt" in files
            else ""
        )
        return f"{match['open']}{poster}>{match['inner']}{track}"

    return _CLIP.sub(clip, html)


def mend(html: str) -> str:
    """Valid markup of what the plug-in returned, playable inside the WeChat page."""
    html = re.sub(
        r"<p>\s*(<div class=\"video-container\">.*?</div>)\s*</p>", r"\1", html, flags=re.S
    )
    html = html.replace("</source>", "")
    html = re.sub(r"(<video\b[^>]*?) alt=\"type:video\"", r"\1", html)
    html = re.sub(r"(<video\b[^>]*?) style=\"[^\"]*\"", r"\1", html)
    return re.sub(
        r"<video\b(?![^>]*playsinline)",
        '<video playsinline webkit-playsinline x5-playsinline preload="metadata"',
        html,
    )
