"""QR codes to the stable short address ``<base>q/<id>/`` (二维码)."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno

QUIET = 4
"""Modules of empty border that ISO/IEC 18004 asks for."""


@dataclass(frozen=True)
class ShortCode:
    """The code of one record; error correction M, as on a wall it gets dirty."""

    url: str

    @property
    def _code(self) -> segno.QRCode:
        return segno.make(self.url, error="m", micro=False)

    def png(self) -> bytes:
        """For the screen: four pixels a module, with the quiet zone."""
        out = io.BytesIO()
        self._code.save(out, kind="png", scale=4, border=QUIET)
        return out.getvalue()

    def svg(self, millimetres: float) -> str:
        """For paper: the code itself is ``millimetres`` wide, the quiet zone comes on top."""
        code = self._code
        modules = code.symbol_size(border=0)[0]
        width = millimetres * (modules + 2 * QUIET) / modules
        drawn: str = code.svg_inline(border=QUIET, omitsize=True, light="#fff")
        return drawn.replace("<svg ", f'<svg style="width:{width:.2f}mm;height:{width:.2f}mm" ', 1)
