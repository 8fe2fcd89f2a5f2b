"""Pictures lose what a camera wrote into them, and nothing else; large ones are made smaller."""

from __future__ import annotations

import io
import random
import struct
import sys
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from qinejia.importing.drafting import Imported, import_word
from qinejia.importing.known import Known
from qinejia.importing.metadata import picture_size, strip_metadata
from qinejia.importing.pictures import LARGE, MAX_PIXELS, picture_form
from qinejia.importing.shrinking import LONGEST
from qinejia.markup.photos import tells_place
from tests.photos import SECRETS, photo, scene, upright
from tests.word import Word, png

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


# --- from real encoders ------------------------------------------------------------------------

FORMS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", FORMS)
def test_photo_loses_place_owner_and_camera_and_looks_the_same(
    form: str, orientation: int, tmp_path: Path
) -> None:
    taken = photo(FORMS[form], orientation=orientation)
    (tmp_path / f"before.{form}").write_bytes(taken)
    assert tells_place(tmp_path / f"before.{form}")
    clean = strip_metadata(taken, form)
    assert clean is not None and not [secret for secret in SECRETS if secret in clean]
    (tmp_path / f"after.{form}").write_bytes(clean)
    assert not tells_place(tmp_path / f"after.{form}")
    with Image.open(io.BytesIO(clean)) as image:
        assert dict(image.getexif()) == ({0x0112: orientation} if orientation > 1 else {})
    assert ImageChops.difference(upright(taken), upright(clean)).getbbox() is None
    assert strip_metadata(clean, form) == clean


@pytest.mark.parametrize("how", [{"progressive": True}, {"comment": b"Zhang"}, {"optimize": True}])
def test_jpegs_of_all_kinds_keep_their_pixels(how: dict[str, object]) -> None:
    taken = photo(size=(800, 600), orientation=3, **how)
    clean = strip_metadata(taken, "jpg")
    assert clean is not None and b"Zhang" not in clean and picture_size(clean, "jpg") == (800, 600)
    assert ImageChops.difference(upright(taken), upright(clean)).getbbox() is None


def test_png_of_a_screenshot_loses_chunks_that_nobody_knows() -> None:
    taken = png(3, 3, (b"caBX", b"Zhang"), (b"prVW", b"Zhang"), (b"zTXt", b"k\0\0Zhang"))
    assert strip_metadata(taken, "png") == png(3, 3)


def test_gif_moves_on_without_its_comments() -> None:
    out = io.BytesIO()
    pages = [scene(64, 48).convert("P"), scene(64, 48).rotate(90).convert("P")]
    pages[0].save(
        out, "GIF", save_all=True, append_images=pages[1:], loop=0, duration=90, comment=b"Zhang"
    )
    assert b"Zhang" in out.getvalue()
    clean = strip_metadata(out.getvalue() + b"hidden", "gif")
    assert clean is not None and b"Zhang" not in clean and b"hidden" not in clean
    with Image.open(io.BytesIO(clean)) as image:
        assert (image.n_frames, image.info["loop"], image.info["duration"]) == (2, 0, 90)


@pytest.mark.parametrize("form", [*FORMS, "gif"])
def test_size_is_read_as_the_decoder_reads_it(form: str) -> None:
    for how in ({}, {"lossless": True}):
        out = io.BytesIO()
        scene(124, 76).save(out, FORMS.get(form, form), **how)
        clean = strip_metadata(out.getvalue(), form)
        assert clean is not None and picture_size(clean, form) == (124, 76)


# --- into a record -----------------------------------------------------------------------------


def taken_in(*pictures: bytes) -> Imported:
    word = Word().p("讲义", centred=True, bold=True)
    for number, data in enumerate(pictures):
        word.p(word.picture(data, f"image{number}.jpeg"))
    return import_word(word.build(), "course", Known(), "讲义")


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("form", FORMS)
def test_large_photo_becomes_small_and_stands_upright(form: str, orientation: int) -> None:
    data = photo(FORMS[form], (3200, 2400), orientation, quality=95)
    assert len(data) > LARGE
    made = taken_in(data)
    ((name, small),) = made.pictures.items()
    assert name.endswith(f".{form}") and f"](kc-jiang-yi/{name})" in made.markdown
    assert len(small) < len(data) / 2 and not [secret for secret in SECRETS if secret in small]
    with Image.open(io.BytesIO(small)) as image:
        assert not image.getexif()
        assert image.size == ((LONGEST, 1500) if orientation == 1 else (1500, LONGEST))
        shown = image.convert("RGB")
    # The red quarter stands where the browser showed it before.
    before = upright(data).resize(shown.size)
    for at in ((0.2, 0.2), (0.8, 0.2)):
        where = (int(shown.width * at[0]), int(shown.height * at[1]))
        assert (shown.getpixel(where) == pytest.approx((254, 0, 0), abs=6)) == (
            before.getpixel(where) == pytest.approx((254, 0, 0), abs=6)
        )
    (said,) = made.notices.of("转过来了，请核对")
    assert "1 张大图缩小了（长边不超过 2000 像素" in str(said)


def test_small_photo_keeps_every_pixel_and_colours_survive_a_large_one() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    small, large = photo(), photo(size=(3200, 2400), quality=95, icc_profile=profile)
    made = taken_in(small, large)
    first, second = made.pictures.values()
    assert first == strip_metadata(small, "jpg")
    with Image.open(io.BytesIO(second)) as image:
        assert image.info["icc_profile"] == profile


def test_cmyk_photo_keeps_its_colours() -> None:
    out = io.BytesIO()
    scene(3200, 2400).convert("CMYK").save(out, "JPEG", quality=95)
    ((_, small),) = taken_in(out.getvalue()).pictures.items()
    red, green, blue = upright(small).getpixel((50, 50))  # type: ignore[misc]
    assert len(small) < len(out.getvalue()) and red > 200 and green < 60 and blue < 60


def test_drawing_with_holes_keeps_them() -> None:
    image = scene(3200, 2400).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 400, 400))
    out = io.BytesIO()
    image.save(out, "PNG")
    ((_, small),) = taken_in(out.getvalue()).pictures.items()
    with Image.open(io.BytesIO(small)) as shown:
        assert shown.size == (2000, 1500) and shown.getpixel((50, 50))[3] == 0  # type: ignore[index]


def test_picture_that_moves_is_left_and_told() -> None:
    out = io.BytesIO()
    pages = [scene(1200, 900), scene(1200, 904).resize((1200, 900))]
    pages[0].save(out, "WEBP", save_all=True, append_images=pages[1:], lossless=True)
    ((_, kept),) = taken_in(out.getvalue()).pictures.items()
    assert kept == strip_metadata(out.getvalue(), "webp")


def test_without_pillow_photos_are_cleaned_and_the_editor_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = photo(size=(3200, 2400), orientation=6, quality=95)
    with_it = taken_in(data)
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.delitem(sys.modules, "PIL.Image", raising=False)
    made = taken_in(data, data + b"x")
    monkeypatch.undo()
    # The same text on all machines: a colleague's import is no change.
    assert made.markdown.count(next(iter(with_it.pictures))) == 2
    assert list(made.pictures) == list(with_it.pictures)
    assert list(made.pictures.values()) == [strip_metadata(data, "jpg")]
    told = {str(notice) for notice in made.notices.of("需要您做")}  # the report says each once
    assert sum("pip install 'qinejia[pictures]'" in line for line in told) == 1
    assert any("MB，手机打开会慢" in line for line in told)


# --- that mean harm -----------------------------------------------------------------------------


def lost(made: Imported) -> str:
    return "".join(str(notice) for notice in made.notices.of("没有转过来"))


def with_size(data: bytes, form: str, width: int, height: int) -> bytes:
    """A picture that says it is larger than it is."""
    if form == "png":
        head = b"IHDR" + struct.pack(">II", width, height) + data[24:29]
        return data[:12] + head + struct.pack(">I", zlib.crc32(head)) + data[33:]
    at = data.index(b"\xff\xc0") if form == "jpg" else 0
    if at:
        return data[: at + 5] + struct.pack(">HH", height, width) + data[at + 9 :]
    return data[:6] + struct.pack("<HH", width, height) + data[10:]


@pytest.mark.parametrize("form", ["jpg", "png", "gif"])
def test_picture_that_would_fill_the_memory_is_refused(form: str) -> None:
    out = io.BytesIO()
    scene(64, 48).save(out, FORMS.get(form, form))
    data = with_size(out.getvalue(), form, 65_000, 65_000)
    made = taken_in(data)
    assert made.pictures == {} and "65000×65000 像素）太大" in lost(made)
    empty = taken_in(with_size(out.getvalue(), form, 0, 48))
    assert empty.pictures == {} and "图片已损坏" in lost(empty)


def test_white_wall_of_many_pixels_is_refused_before_it_is_unpacked() -> None:
    """200 million pixels in 200 kB: no decoder runs."""
    out = io.BytesIO()
    Image.new("1", (20_000, 10_000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000 and MAX_PIXELS < 200_000_000
    made = taken_in(out.getvalue())
    assert made.pictures == {} and "20000×10000 像素）太大" in lost(made)


@pytest.mark.parametrize("form", [*FORMS, "gif"])
def test_damaged_pictures_never_end_in_anything_but_a_message(form: str) -> None:
    """Cut off, or with bytes changed anywhere; large, so that a decoder sees them."""
    out = io.BytesIO()
    scene(1600, 1200).save(out, FORMS.get(form, form), quality=95)
    whole = out.getvalue()
    assert len(whole) > LARGE
    rng = random.Random(form)
    for number in range(16):
        data = bytearray(whole)
        if number % 4 == 0:
            del data[rng.randrange(12, len(data)) :]
        for _ in range(number % 4 * 3):
            at = rng.randrange(12, 200 if number % 2 else len(data))
            data[at] = rng.randrange(256)
        made = taken_in(bytes(data))
        for kept in made.pictures.values():
            assert strip_metadata(kept, form) is not None
        if not made.pictures:
            assert "图片" in lost(made)


def test_pictures_of_countless_pieces_are_refused_quickly() -> None:
    many = b"\xff\xd8" + segment(0xFE, b"") * 3_000_000 + b"\xff\xd9"
    filled = b"\xff\xd8" + b"\xff" * 30_000_000
    pieces = b"\x89PNG\r\n\x1a\n" + (struct.pack(">I", 0) + b"IDAT....") * 2_000_000
    started = time.process_time()
    assert strip_metadata(many, "jpg") is None and strip_metadata(filled, "jpg") is None
    assert strip_metadata(pieces, "png") is None
    assert time.process_time() - started < 5
