"""A fence around mkdocs-video (视频标记): it sees only pages that carry its marker.

Measured faults of version 1.5.0: it parses and re-serialises every page, fails on an empty one,
wraps ``<div>`` in ``<p>``, leaves ``alt`` on ``<video>`` and an end tag on ``<source>``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

MARKER = "type:video"
_FENCED = "_qinejia_fenced"


def fence_video_plugin(handlers: list[Callable[..., Any]]) -> None:
    """Replace the plug-in's handler in ``handlers`` by one that runs around it."""
    for index, handler in enumerate(handlers):
        owner = getattr(handler, "__self__", None)
        if owner is not None and type(owner).__module__.startswith("mkdocs_video"):
            handlers[index] = _fence(handler)


def _fence(handler: Callable[..., Any]) -> Callable[..., Any]:
    def on_page_content(html: str, **kwargs: Any) -> str:
        if f'alt="{MARKER}"' not in html:
            return html
        made = str(handler(f"<div>{html}</div>", **kwargs))
        return mend(made.removeprefix("<div>").removesuffix("</div>"))

    return on_page_content


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
