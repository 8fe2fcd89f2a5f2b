"""Pictures of a Word file (图片): taken out, rid of what cameras wrote, named by content.

Nothing is encoded anew: the pixels stay as they are.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from qinejia.importing.faults import ImportFault
from qinejia.importing.metadata import strip_metadata
from qinejia.importing.notices import Notices
from qinejia.importing.package import Package

MAX_PICTURE = 40_000_000
LARGE = 1_500_000
"""Bytes from which on a page opens slowly on a phone."""
_PNG = b"\x89PNG\r\n\x1a\n"
_SHOWN = {"png": "png", "jpg": "jpg", "gif": "gif", "webp": "webp"}


@dataclass
class Pictures:
    """The pictures of one import; ``files`` is what to write: name → bytes."""

    package: Package
    notices: Notices
    files: dict[str, bytes] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def name_of(self, part: str) -> str:
        """The file for a member of the package; empty, and told, when no page can show it."""
        if part not in self._names:
            self._names[part] = self._take(part)
        elif not self._names[part]:
            self.notices.lost("图片（同上一处的原因）")
        return self._names[part]

    def _take(self, part: str) -> str:
        try:
            data = self.package.read(part, MAX_PICTURE)
        except ImportFault as fault:
            self.notices.lost("图片", str(fault))
            return ""
        form = picture_form(data)
        if form not in _SHOWN:
            self.notices.lost(
                f"{form or '格式不明的'}图片：网页不能显示，请在 Word 里另存为 PNG 再插入"
            )
            return ""
        stripped = strip_metadata(data, form)
        if stripped is None:
            self.notices.lost("图片已损坏")
            return ""
        if len(stripped) > LARGE:
            size = f"{len(stripped) / 1e6:.1f} MB"
            self.notices.to_do(f"图片 {size}，手机打开会慢，请在 Word 里“压缩图片”后重新导入")
        name = f"tu-{hashlib.sha256(stripped).hexdigest()[:10]}.{_SHOWN[form]}"
        self.files[name] = stripped
        return name


def picture_form(data: bytes) -> str:
    """What the first bytes say, whatever the name says."""
    for start, form in (
        (_PNG, "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"), (b"II*\0", "TIFF "),
        (b"MM\0*", "TIFF "), (b"BM", "BMP "), (b"\xd7\xcd\xc6\x9a", "WMF "),
        (b"\x01\0\x09\0", "WMF "), (b"\x01\0\0\0", "EMF "), (b"%PDF", "PDF "),
    ):  # fmt: skip
        if data.startswith(start):
            return form
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    head = data[:300].lstrip().lower()
    return "SVG " if head.startswith((b"<?xml", b"<svg")) else ""
