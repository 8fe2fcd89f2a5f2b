"""Pictures of a Word file (图片): taken out, rid of what cameras wrote, named by content.

Pixels stay as they are, except of those that are too large for a phone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from qinejia.importing.faults import ImportFault
from qinejia.importing.metadata import PNG, picture_size, strip_metadata
from qinejia.importing.notices import Notices
from qinejia.importing.package import Package
from qinejia.importing.shrinking import LONGEST, SHRINKABLE, can_shrink, shrink

MAX_PICTURE = 40_000_000
MAX_PIXELS = 60_000_000
"""Width by height; unpacked four bytes each. Telephones take photos of 50 million."""
LARGE = 600_000
"""Bytes from which on a picture is made smaller; a photo of 2,000 by 1,500 has about as many."""
SLOW = 1_500_000
"""Bytes from which on a page opens slowly on a phone."""
_SHOWN = {"png": "png", "jpg": "jpg", "gif": "gif", "webp": "webp"}
_NOT_SHRUNK = (
    "有大图没有缩小：请运行 pip install 'qinejia[pictures]' 后重新导入，或在 Word 里“压缩图片”"
)


@dataclass
class Pictures:
    """The pictures of one import; ``files`` is what to write: name → bytes."""

    package: Package
    notices: Notices
    files: dict[str, bytes] = field(default_factory=dict)
    shrunk: list[tuple[int, int]] = field(default_factory=list)
    """Bytes before and after, of each picture that was made smaller."""
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
        if stripped is None or not all(picture_size(stripped, form)):
            self.notices.lost("图片已损坏")
            return ""
        width, height = picture_size(stripped, form)
        if width * height > MAX_PIXELS:
            size = f"{width}×{height} 像素"
            self.notices.lost(f"图片（{size}）太大，请在 Word 里“压缩图片”后重新导入")
            return ""
        name = picture_name(stripped, _SHOWN[form])
        self.files[name] = self._smaller(stripped, form)
        return name

    def _smaller(self, data: bytes, form: str) -> bytes:
        """``data``, made smaller where that helps; what stays slow is told."""
        if len(data) <= LARGE:
            return data
        made = shrink(data, form, MAX_PIXELS) if can_shrink() else None
        # What an encoder writes beside the pixels is none of the reader's business either.
        small = strip_metadata(made, form) if made else None
        if small:
            self.shrunk.append((len(data), len(small)))
        elif form in SHRINKABLE and not can_shrink():
            self.notices.to_do(_NOT_SHRUNK)
        kept = small or data
        if len(kept) > SLOW:
            size = f"{len(kept) / 1e6:.1f} MB"
            self.notices.to_do(f"图片 {size}，手机打开会慢，请在 Word 里“压缩图片”后重新导入")
        return kept

    def tell(self) -> None:
        """Say once how many pictures were made smaller."""
        if self.shrunk:
            before, after = (sum(sizes) / 1e6 for sizes in zip(*self.shrunk, strict=True))
            self.notices.changed(
                f"{len(self.shrunk)} 张大图缩小了（长边不超过 {LONGEST} 像素，"
                f"共 {before:.1f} MB → {after:.1f} MB）"
            )


def picture_name(data: bytes, ending: str) -> str:
    """The file of a picture, by what it was before it was made smaller: the same on all machines,
    with whatever version of the encoder."""
    return f"tu-{hashlib.sha256(data).hexdigest()[:10]}.{ending}"


def picture_form(data: bytes) -> str:
    """What the first bytes say, whatever the name says."""
    for start, form in (
        (PNG, "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"), (b"II*\0", "TIFF "),
        (b"MM\0*", "TIFF "), (b"BM", "BMP "), (b"\xd7\xcd\xc6\x9a", "WMF "),
        (b"\x01\0\x09\0", "WMF "), (b"\x01\0\0\0", "EMF "), (b"%PDF", "PDF "),
    ):  # fmt: skip
        if data.startswith(start):
            return form
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    head = data[:300].lstrip().lower()
    return "SVG " if head.startswith((b"<?xml", b"<svg")) else ""
