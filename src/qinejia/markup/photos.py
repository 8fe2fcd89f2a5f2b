"""Whether a picture says where it was taken (照片的拍摄地点): Exif and XMP, read in small pieces.

Only what stands around the pixels is read, chunk by chunk, so that a folder of photos costs little.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff")
_PNG = b"\x89PNG\r\n\x1a\n"
_EXIF = b"Exif\0\0"
_GPS_POINTER = 0x8825
_LATITUDE, _LONGITUDE = 2, 4
_MOST_CHUNK = 4_000_000
_MOST_CHUNKS = 5_000
_MOST_ENTRIES = 500
_XMP_PLACE = (b"GPSLatitude", b"GPSLongitude")


def tells_place(path: Path) -> bool:
    """Whether the file holds a latitude or longitude; what is broken holds none that we can see."""
    try:
        with path.open("rb") as file:
            return any(_has_place(chunk) for chunk in _chunks(file))
    except (OSError, struct.error):
        return False


def tiff_entries(tiff: bytes, at: int | None = None) -> Iterator[tuple[int, int, int, int]]:
    """Tag, type, count and value (or where that stands) of the directory at ``at``, else the first.

    Raises ``struct.error`` where the data ends too soon.
    """
    order = "<" if tiff[:2] == b"II" else ">"
    start = at if at is not None else struct.unpack_from(order + "I", tiff, 4)[0]
    (count,) = struct.unpack_from(order + "H", tiff, start)
    for number in range(min(count, _MOST_ENTRIES)):
        offset = start + 2 + 12 * number
        tag, kind, length = struct.unpack_from(order + "HHI", tiff, offset)
        form = "H" if kind == 3 and length == 1 else "I"
        yield tag, kind, length, struct.unpack_from(order + form, tiff, offset + 8)[0]


def _has_place(chunk: bytes) -> bool:
    if any(word in chunk for word in _XMP_PLACE):
        return True
    start = chunk.find(b"II*\0") if b"II*\0" in chunk[:64] else chunk.find(b"MM\0*", 0, 64)
    if start < 0:
        return False
    tiff = chunk[start:]
    try:
        pointer = next((v for tag, _, _, v in tiff_entries(tiff) if tag == _GPS_POINTER), None)
        if pointer is None:
            return False
        return any(
            tag in (_LATITUDE, _LONGITUDE) and any(tiff[value : value + 4])
            for tag, _, _, value in tiff_entries(tiff, pointer)
        )
    except struct.error:
        return False


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """The pieces of a picture that may hold Exif or XMP."""
    head = file.read(32)
    file.seek(0)
    if head.startswith(b"\xff\xd8"):
        yield from _of_jpeg(file)
    elif head.startswith(_PNG):
        file.seek(8)
        yield from _of_boxes(file, ">I4s", (b"eXIf", b"iTXt"), trailer=4)
    elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        file.seek(12)
        yield from _of_boxes(file, "<4sI", (b"EXIF", b"XMP "), trailer=0)
    elif head[:4] in (b"II*\0", b"MM\0*"):
        yield file.read(_MOST_CHUNK)
    elif head[4:8] == b"ftyp":  # HEIC, AVIF: items without order, so look for their first bytes
        data = file.read(_MOST_CHUNK)
        at = data.find(_EXIF)
        while at >= 0:
            yield data[at + len(_EXIF) :]
            at = data.find(_EXIF, at + 1)
        yield data if any(word in data for word in _XMP_PLACE) else b""


def _of_jpeg(file: BinaryIO) -> Iterator[bytes]:
    file.seek(2)
    for _ in range(_MOST_CHUNKS):
        mark = file.read(2)
        while mark == b"\xff\xff":
            mark = mark[1:] + file.read(1)
        if len(mark) < 2 or mark[0] != 0xFF or mark[1] in (0xD9, 0xDA):
            return
        (length,) = struct.unpack(">H", file.read(2))
        if mark[1] == 0xE1:
            yield file.read(max(length - 2, 0))
        else:
            file.seek(max(length - 2, 0), 1)


def _of_boxes(
    file: BinaryIO, form: str, wanted: tuple[bytes, ...], trailer: int
) -> Iterator[bytes]:
    """Chunks of PNG (length, kind) and WebP (kind, length, an even number of bytes)."""
    for _ in range(_MOST_CHUNKS):
        head = file.read(8)
        if len(head) < 8:
            return
        first, second = struct.unpack(form, head)
        kind, length = (second, first) if isinstance(first, int) else (first, second)
        padding = trailer or length % 2
        if kind in wanted:
            yield file.read(min(length, _MOST_CHUNK))
            length = max(0, length - _MOST_CHUNK)
        file.seek(length + padding, 1)
