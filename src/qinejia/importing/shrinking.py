"""Large pictures made small enough for a phone (缩小图片).

Needs Pillow, an optional extra of the package (``qinejia[pictures]``); without it pictures stay as
large as they are, and the editor is told.
"""

from __future__ import annotations

import io
import warnings
from typing import Any

LONGEST = 2_000
"""Pixels of the longer side that are left: a scanned page of A4 can still be read."""
_QUALITY = 82
_SAVED: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": _QUALITY, "optimize": True},
    "png": {"format": "PNG", "optimize": True},
    "webp": {"format": "WEBP", "quality": _QUALITY},
}
SHRINKABLE = frozenset(_SAVED)


def can_shrink() -> bool:
    """Whether Pillow is there."""
    try:
        import PIL.Image  # noqa: F401  (0.1 s, only for large pictures)
    except ImportError:
        return False
    return True


def shrink(data: bytes, form: str, most_pixels: int) -> bytes | None:
    """The picture with its longer side at most ``LONGEST``, standing upright.

    ``None`` when it moves, has more than ``most_pixels``, is broken, or would not get smaller.
    """
    from PIL import Image, ImageOps

    if form not in _SAVED:
        return None
    how = _SAVED[form]
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(data), formats=[how["format"]]) as it,
        ):
            if it.width * it.height > most_pixels or getattr(it, "is_animated", False):
                return None
            colours = it.info.get("icc_profile")
            small: Image.Image = it
            if it.mode in ("P", "1", "PA"):
                small = it.convert("RGBA" if it.has_transparency_data else "RGB")
            small.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
            small = ImageOps.exif_transpose(small)
            out = io.BytesIO()
            small.save(out, icc_profile=colours, **how)
    except Exception:  # of a stranger's bytes Pillow raises nearly anything, SyntaxError too
        return None
    return out.getvalue() if out.tell() < len(data) else None
