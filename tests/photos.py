"""Photos as a camera writes them (试验用的照片): a real encoder, real Exif with place and owner."""

from __future__ import annotations

import functools
import io
import random

from PIL import Image, ImageDraw

SECRETS = (b"Zhang", b"SN-778899", b"PhoneMaker", b"2026:05:01", b"maker note", b"http://ns.adobe")
"""What no picture of ours may hold, whatever it stands in."""
LATITUDE = (31.0, 46.0, 12.34)


@functools.cache
def scene(width: int, height: int) -> Image.Image:
    """Coarse noise, as heavy to pack as a photo; its upper left quarter is red."""
    grain = Image.frombytes("RGB", (width // 4, height // 4), random.Random(5).randbytes(
        width // 4 * (height // 4) * 3))  # fmt: skip
    image = grain.resize((width, height), Image.Resampling.BICUBIC)
    ImageDraw.Draw(image).rectangle((0, 0, width // 2, height // 2), "red")
    return image


def exif_of(orientation: int) -> Image.Exif:
    """Place, owner, serial number, time, maker's note and which way is up."""
    exif = Image.Exif()
    exif.update({0x010F: "PhoneMaker", 0x013B: "Zhang", 0x0112: orientation})
    exif.get_ifd(0x8769).update(
        {0x9003: "2026:05:01 08:00:00", 0xA431: "SN-778899", 0xA430: "Zhang", 0x927C: b"maker note"}
    )
    exif.get_ifd(0x8825).update(
        {1: "N", 2: LATITUDE, 3: "E", 4: (117.0, 13.0, 48.0), 29: "2026:05:01"}
    )
    return exif


def photo(
    form: str = "JPEG", size: tuple[int, int] = (640, 480), orientation: int = 1, **how: object
) -> bytes:
    """A photo in one of Pillow's forms."""
    out = io.BytesIO()
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>http://ns.adobe Zhang</a></x:xmpmeta>'
    scene(*size).save(out, form, exif=exif_of(orientation), xmp=xmp, **how)
    return out.getvalue()


def upright(data: bytes) -> Image.Image:
    """The picture as a browser shows it."""
    from PIL import ImageOps

    with Image.open(io.BytesIO(data)) as image:
        return ImageOps.exif_transpose(image).convert("RGB")
