"""What cameras and programs write into pictures (图片元数据): taken out without encoding anew.

Only what a browser needs for showing is kept, so that what nobody thought of goes too.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from qinejia.markup.photos import tiff_entries

PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs hIST sPLT "
    b"acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that say width and height."""
_MARKER = re.compile(rb"\xff(?![\x00\xff\xd0-\xd7])")
"""A marker after pixels: neither a stuffed byte, nor filling, nor a restart among them."""
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_MOST_PIECES = 100_000
"""Segments of a picture; real ones have a few thousand at most."""


def strip_metadata(data: bytes, form: str) -> bytes | None:
    """``data`` without place, camera, author and what follows the end; ``None`` when broken.

    Which way is up stays: without it a portrait lies on its side.
    """
    strip = {"png": _strip_png, "jpg": _strip_jpeg, "webp": _strip_webp, "gif": _strip_gif}[form]
    try:
        return b"".join(strip(data))
    except (struct.error, IndexError, ValueError):
        return None


def picture_size(data: bytes, form: str) -> tuple[int, int]:
    """Width and height in pixels, as stripped ``data`` says them; zeros where it does not."""
    try:
        if form == "png":
            return struct.unpack_from(">II", data, 16)
        if form == "gif":
            return struct.unpack_from("<HH", data, 6)
        return _jpeg_size(data) if form == "jpg" else _webp_size(data)
    except (struct.error, IndexError, ValueError):
        return 0, 0


# --- PNG ----------------------------------------------------------------------------------------


def _strip_png(data: bytes) -> Iterator[bytes]:
    yield PNG
    at, kind = len(PNG), b""
    for _ in range(_MOST_PIECES):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data) or (at == len(PNG)) != (kind == b"IHDR"):
            raise ValueError("cut off")
        if kind in _PNG_KEPT:
            yield data[at:end]
        elif kind == b"eXIf":
            yield _png_chunk(kind, _upright(data[at + 8 : end - 4]))
        if kind == b"IEND":
            return
        at = end
    raise ValueError("no end")


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    if not body:
        return b""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


# --- JPEG ---------------------------------------------------------------------------------------


def _strip_jpeg(data: bytes) -> Iterator[bytes]:
    """Keeps the frame (APP0, APP14), colours (ICC) and which way is up, of all that is beside."""
    yield data[:2]
    for code, segment, pixels in _jpeg_segments(data):
        if code == 0xE1 and segment[4:10] == b"Exif\0\0":
            upright = _upright(segment[10:])
            body = b"Exif\0\0" + upright
            yield b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body if upright else b""
        elif not (0xE0 <= code <= 0xEF or code == 0xFE) or _is_kept(code, segment):
            yield segment
            yield pixels


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Code and bytes of each segment to the end, and the pixels that follow it."""
    at = 2
    for _ in range(_MOST_PIECES):
        mark = _MARKER.search(data, at)
        # Before a marker there may be filling, nothing else.
        if mark is None or data[at : mark.start()].strip(b"\xff"):
            raise ValueError("no marker")
        at = mark.start()
        code = data[at + 1]
        if code == 0xD9:
            yield code, data[at : at + 2], b""
            return
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if end > len(data) or end < at + 4:
            raise ValueError("cut off")
        segment, at = data[at:end], end
        if code == 0xDA:  # from here on pixels; other scans may follow
            following = _MARKER.search(data, at)
            at = following.start() if following else len(data)
        yield code, segment, data[end:at]
    raise ValueError("no end")


def _is_kept(code: int, segment: bytes) -> bool:
    """Not JFXX, which is a second picture, perhaps of before it was cut."""
    return (
        (code == 0xE0 and segment[4:9] == b"JFIF\0")
        or (code == 0xEE and segment[4:9] == b"Adobe")
        or (code == 0xE2 and segment[4:15] == b"ICC_PROFILE")
    )


def _jpeg_size(data: bytes) -> tuple[int, int]:
    for code, segment, _ in _jpeg_segments(data):
        if code in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            return width, height
    return 0, 0


# --- WebP and GIF -------------------------------------------------------------------------------


def _strip_webp(data: bytes) -> Iterator[bytes]:
    kept: list[bytes] = []
    upright = b""
    for kind, chunk in _webp_chunks(data):
        if kind == b"EXIF":
            upright = _upright(chunk[8:].removeprefix(b"Exif\0\0"))
        elif kind in _WEBP_KEPT:
            kept.append(chunk)
    if kept and kept[0].startswith(b"VP8X"):  # its flags announce what is dropped
        flags = kept[0][8] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if upright else 0)
        kept[0] = kept[0][:8] + bytes([flags]) + kept[0][9:]
        if upright:
            kept.append(b"EXIF" + struct.pack("<I", len(upright)) + upright)
    body = b"WEBP" + b"".join(kept)
    yield b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    end = min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    for _ in range(_MOST_PIECES):
        if at >= end:
            return
        kind, length = struct.unpack_from("<4sI", data, at)
        chunk = data[at : at + 8 + length + length % 2]
        if len(chunk) < 8 + length:
            raise ValueError("cut off")
        yield kind, chunk
        at += len(chunk)
    raise ValueError("no end")


def _webp_size(data: bytes) -> tuple[int, int]:
    for kind, chunk in _webp_chunks(data):
        if kind == b"VP8X":
            width, height = chunk[12:15], chunk[15:18]
            return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
        if kind == b"VP8L":
            (packed,) = struct.unpack_from("<I", chunk, 9)
            return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
        if kind == b"VP8 ":
            width, height = struct.unpack_from("<HH", chunk, 14)
            return width & 0x3FFF, height & 0x3FFF
    return 0, 0


def _strip_gif(data: bytes) -> Iterator[bytes]:
    at = 13 + _gif_colours(data[10])
    yield data[:at]
    while True:
        kind, start = data[at], at
        if kind == 0x3B:
            yield data[at : at + 1]
            return
        if kind == 0x2C:
            at += 11 + _gif_colours(data[at + 9])
            is_kept = True
        elif kind == 0x21:
            at += 2
            loops = data[at : at + 12][1:] in _GIF_LOOPS
            is_kept = data[start + 1] == 0xF9 or (data[start + 1] == 0xFF and loops)
        else:
            raise ValueError("no block")
        while data[at]:
            at += data[at] + 1
        at += 1
        if is_kept:
            yield data[start:at]


def _gif_colours(flags: int) -> int:
    """Bytes of the table of colours that ``flags`` announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


# --- all ----------------------------------------------------------------------------------------


def _upright(tiff: bytes) -> bytes:
    """Exif that says only which way is up; empty when the pixels stand as they are."""
    try:
        turned = next((value for tag, _, _, value in tiff_entries(tiff) if tag == 0x0112), 1)
    except struct.error:
        turned = 1
    if not 2 <= turned <= 8:
        return b""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turned, 0, 0)
