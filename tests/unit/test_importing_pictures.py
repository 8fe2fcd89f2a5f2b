"""Pictures lose what a camera wrote into them, and nothing else."""

from __future__ import annotations

import struct

import pytest

from qinejia.importing.metadata import strip_metadata
from qinejia.importing.pictures import picture_form
from tests.word import png

GPS = b"GPSLatitude 31.77N"


def exif(orientation: int) -> bytes:
    """An Exif segment with an orientation, little-endian, and a place."""
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0) + GPS
    return segment(0xE1, b"Exif\0\0" + tiff)


def segment(code: int, body: bytes) -> bytes:
    return bytes([0xFF, code]) + struct.pack(">H", len(body) + 2) + body


SCAN = segment(0xDA, b"\1\1\0\0\x3f\0") + b"pixels\xff\x00more\xff\xd0rest"
FRAME = segment(0xE0, b"JFIF\0") + segment(0xDB, b"q" * 65)


def jpeg(*segments: bytes, after: bytes = b"") -> bytes:
    return b"\xff\xd8" + b"".join(segments) + FRAME + SCAN + b"\xff\xd9" + after


def test_jpeg_loses_place_comment_and_what_follows_its_end() -> None:
    data = jpeg(exif(1), segment(0xFE, b"Zhang"), segment(0xED, b"IPTC"), after=b"hidden")
    assert strip_metadata(data, "jpg") == jpeg()


def test_jpeg_keeps_which_way_is_up_and_its_colours() -> None:
    colours = segment(0xE2, b"ICC_PROFILE\0\1\1abc")
    clean = strip_metadata(jpeg(exif(6), colours), "jpg")
    assert clean is not None and GPS not in clean and colours in clean
    at = clean.index(b"Exif\0\0") + 6
    assert struct.unpack_from(">HHIH", clean, at + 10) == (0x0112, 3, 1, 6)


def test_jpeg_of_several_scans_keeps_them() -> None:
    data = b"\xff\xd8" + FRAME + SCAN + segment(0xC4, b"table") + SCAN + b"\xff\xd9"
    assert strip_metadata(data, "jpg") == data


def test_png_loses_texts_and_keeps_its_pixels() -> None:
    data = png(
        3, 3, (b"tEXt", b"Author\0Zhang"), (b"eXIf", GPS), (b"tIME", b"1234567"), (b"gAMA", b"1234")
    )
    clean = strip_metadata(data + b"hidden", "png")
    assert clean == png(3, 3, (b"gAMA", b"1234"))


def test_webp_loses_its_places() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)

    head = chunk(b"VP8X", b"\x0c" + b"\0" * 9)
    body = head + chunk(b"VP8 ", b"pixel") + chunk(b"EXIF", GPS) + chunk(b"XMP ", b"x")
    data = b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    kept = chunk(b"VP8X", b"\0" * 10) + chunk(b"VP8 ", b"pixel")
    assert (
        strip_metadata(data, "webp") == b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WEBP" + kept
    )


@pytest.mark.parametrize("form", ["png", "jpg", "webp"])
def test_broken_pictures_are_refused(form: str) -> None:
    whole = {"png": png(), "jpg": jpeg(exif(6)), "webp": b"RIFF\x20\0\0\0WEBPVP8 \x40\0\0\0abc"}[
        form
    ]
    for end in range(12, len(whole) - 1, 3):
        assert strip_metadata(whole[:end], form) is None or form == "webp"
    assert strip_metadata(whole[:20], form) is None


def test_form_is_told_by_the_first_bytes() -> None:
    starts = (png(), jpeg(), b"GIF89a", b"RIFF\0\0\0\0WEBP", b"<?xml?><svg/>", b"")
    assert list(map(picture_form, starts)) == ["png", "jpg", "gif", "webp", "SVG ", ""]
