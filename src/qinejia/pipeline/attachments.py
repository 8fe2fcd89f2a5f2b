"""Reads what lies beside the Markdown, each file once (附件): captions, drawings, photos."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from qinejia.diagnostics import Diagnostic
from qinejia.markup.office import OFFICE, authors_of
from qinejia.markup.photos import PHOTOS, tells_place
from qinejia.markup.svg import check_svg, svg_texts
from qinejia.markup.webvtt import read_webvtt
from qinejia.model.moments import Cue
from qinejia.model.position import Position
from qinejia.source import read_text

_MAX_CAPTION_BYTES = 2_000_000
_MAX_DRAWING_BYTES = 10_000_000


@dataclass
class Attachments:
    """What was read: ``texts`` are shipped as they are, ``photos`` say where they were taken,
    ``authors`` are names in Office files.
    """

    captions: dict[str, tuple[Cue, ...]] = field(default_factory=dict)
    texts: list[tuple[str, Position]] = field(default_factory=list)
    photos: list[Position] = field(default_factory=list)
    authors: list[tuple[str, Position]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_attachments(docs: Path, label: str, paths: Iterable[str]) -> Attachments:
    """``paths`` are below ``docs``, which is called ``label`` in messages."""
    found = Attachments()
    for path in sorted(paths):
        ending = path[path.rfind(".") :].lower()
        file, origin = docs / path, Position(f"{label}/{path}")
        if ending == ".vtt":
            text = read_text(file, origin, _MAX_CAPTION_BYTES, found.diagnostics)
            if text is not None:
                found.captions[path], faults = read_webvtt(text, origin)
                found.diagnostics += faults
                found.texts.append((text, origin))
        elif ending == ".svg":
            _read_drawing(file, origin, found)
        elif ending in PHOTOS and tells_place(file):
            found.photos.append(origin)
        elif ending in OFFICE:
            found.authors += [(name, origin) for name in authors_of(file)]
    return found


def _read_drawing(file: Path, origin: Position, found: Attachments) -> None:
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= _MAX_DRAWING_BYTES else None
    except OSError:
        found.diagnostics.append(Diagnostic("QJ173", origin, "图的文件读不出来"))
        return
    if content is None:
        message = f"图有 {size / 1e6:.0f} MB，太大了"
        found.diagnostics.append(Diagnostic("QJ173", origin, message))
        return
    found.diagnostics += check_svg(content, origin)
    found.texts += svg_texts(content, origin)
