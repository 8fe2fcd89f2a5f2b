"""What cameras and programs write into pictures (图片元数据): taken out without encoding anew."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from qinejia.markup.photos import tiff_entries

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_DROPPED = (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME")


def strip_metadata(data: bytes, form: str) -> bytes | None:
    """``data`` without place, camera, author and what follows the end; ``None`` when broken."""
    strip = {"png": _strip_png, "jpg": _strip_jpeg, "webp": _strip_webp}.get(form)
    if strip is None:
        return data
    try:
        return b"".join(strip(data))
    except (struct.error, IndexError, ValueError):
        return None


def _strip_png(data: bytes) -> Iterator[bytes]:
    yield _PNG
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError("cut off")
        if kind not in _PNG_DROPPED:
            yield data[at:end]
        at = end


def _strip_jpeg(data: bytes) -> Iterator[bytes]:
    """Keeps the frame (APP0, APP14), colours (ICC) and which way is up, of all that is beside."""
    yield data[:2]
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        mark, code = data[at], data[at + 1]
        if mark != 0xFF:
            raise ValueError("no marker")
        if code == 0xD9:
            yield data[at : at + 2]
            return
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if end > len(data):
            raise ValueError("cut off")
        segment = data[at:end]
        if code == 0xE1 and segment[4:10] == b"Exif\0\0":
            yield _upright(_orientation(segment[10:]))
        elif not (0xE0 <= code <= 0xEF or code == 0xFE) or _is_kept(code, segment):
            yield segment
        at = end
        if code == 0xDA:  # from here on pixels; other scans may follow
            at = _end_of_scan(data, at)
            yield data[end:at]


def _is_kept(code: int, segment: bytes) -> bool:
    return code in (0xE0, 0xEE) or (code == 0xE2 and segment[4:15] == b"ICC_PROFILE")


def _end_of_scan(data: bytes, at: int) -> int:
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _orientation(tiff: bytes) -> int:
    try:
        return next((value for tag, _, _, value in tiff_entries(tiff) if tag == 0x0112), 1)
    except struct.error:
        return 1


def _upright(orientation: int) -> bytes:
    """An Exif segment that says only which way is up: without it a portrait lies on its side."""
    if not 2 <= orientation <= 8:
        return b""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _strip_webp(data: bytes) -> Iterator[bytes]:
    kept = b""
    at = 12
    while at < len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        chunk = data[at:end]
        if len(chunk) < 8 + length:
            raise ValueError("cut off")
        if kind == b"VP8X":  # its flags announce what is dropped
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
        kept += b"" if kind in (b"EXIF", b"XMP ") else chunk
        at = end
    yield b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WEBP" + kept
