"""Makes real recordings for tests: any codec, steady or not, whole or cut off."""

from __future__ import annotations

import math
import struct
from fractions import Fraction
from pathlib import Path

import av

RATE = 25


def film(
    path: Path,
    codec: str = "libx264",
    seconds: float = 3.0,
    size: tuple[int, int] = (640, 360),
    sound: str = "aac",
    pixels: str = "yuv420p",
    steady: bool = True,
    metadata: dict[str, str] | None = None,
    volume: float = 0.1,
) -> Path:
    """A bright bar that wanders over a grey field, with a tone of 440 Hz."""
    width, height = size
    with av.open(str(path), "w", format=path.suffix[1:].replace("mkv", "matroska")) as out:
        out.metadata.update(metadata or {})
        picture = out.add_stream(codec, rate=RATE)
        picture.width, picture.height, picture.pix_fmt = width, height, pixels
        picture.codec_context.time_base = Fraction(1, 1000)
        voice = out.add_stream(sound, rate=48_000, layout="mono") if sound else None
        for number in range(round(seconds * RATE)):
            frame = av.VideoFrame(width, height, "gray")
            row = frame.planes[0].line_size
            at = number * 4 % (width - 40)
            line = bytearray([90]) * row
            line[at : at + 40] = b"\xf0" * 40
            frame.planes[0].update(bytes(line) * height)
            shown = frame.reformat(format=pixels)
            wobble = 0 if steady else (number % 3) * 17
            shown.pts, shown.time_base = number * 1000 // RATE + wobble, Fraction(1, 1000)
            out.mux(picture.encode(shown))
        out.mux(picture.encode(None))
        for number in range(round(seconds * 48_000) // 1024) if voice else ():
            samples = [
                int(volume * 32_000 * math.sin((number * 1024 + i) * 440 / 48_000 * 2 * math.pi))
                for i in range(1024)
            ]
            tone = av.AudioFrame(format="s16", layout="mono", samples=1024)
            tone.planes[0].update(struct.pack("<1024h", *samples))
            tone.sample_rate, tone.pts = 48_000, number * 1024
            assert voice is not None
            out.mux(voice.encode(tone))
        if voice:
            out.mux(voice.encode(None))
    return path


def wave(path: Path, seconds: float) -> Path:
    """A recording of a voice, as far as a tone is one."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("pcm_s16le", rate=48_000, layout="mono")
        samples = round(seconds * 48_000)
        data = [int(9_000 * math.sin(i * 300 / 48_000 * 2 * math.pi)) for i in range(samples)]
        tone = av.AudioFrame(format="s16", layout="mono", samples=samples)
        tone.planes[0].update(struct.pack(f"<{samples}h", *data))
        tone.sample_rate, tone.pts = 48_000, 0
        out.mux(stream.encode(tone))
        out.mux(stream.encode(None))
    return path
