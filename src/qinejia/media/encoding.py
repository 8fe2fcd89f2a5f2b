"""Writes MP4 files that every phone plays (编码): H.264 Main, AAC, index first.

One place for the settings, so that clips from picture books and converted recordings are alike.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import av
    from av.container import OutputContainer

SAMPLE_RATE = 48_000
TV: dict[str, Any] = {"dst_colorspace": "ITU709", "dst_color_range": "MPEG"}
"""How pictures become video: ITU-R BT.709, limited range, as players expect of 720p."""


def open_output(path: Path) -> OutputContainer:
    """An MP4 whose index comes first, so that it plays while it loads; no encoder's name in it."""
    import av

    return av.open(
        str(path), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}
    )


def add_video(
    output: OutputContainer, width: int, height: int, rate: Fraction, **options: str
) -> av.VideoStream:
    """A stream of H.264 Main, 8 bit 4:2:0; ``options`` go to x264."""
    stream: Any = output.add_stream("libx264", rate=rate)
    stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
    stream.time_base = 1 / rate
    # One thread and a fixed lookahead give the same bytes for the same pictures.
    stream.options = {
        "profile": "main",
        "threads": "2",
        "x264-params": "sync-lookahead=0",
        **options,
    }
    context = stream.codec_context
    context.flags |= 1 << 23  # bitexact: no version of the encoder in the file
    context.color_primaries = context.color_trc = context.colorspace = 1  # BT.709
    context.color_range = 1  # limited
    return stream  # type: ignore[no-any-return]


def add_audio(output: OutputContainer) -> av.AudioStream:
    """A stream of AAC, one channel, 64 kbit/s: speech."""
    stream: Any = output.add_stream("aac", rate=SAMPLE_RATE)
    stream.layout, stream.bit_rate = "mono", 64_000
    stream.codec_context.flags |= 1 << 23
    return stream  # type: ignore[no-any-return]


POSTER_WIDTH = 854
"""Pixels: what a phone shows sharp. The poster is the largest thing on a lesson's first screen."""


def to_poster(frame: av.VideoFrame) -> bytes:
    """A still as the poster (封面) of its film, of at most ``POSTER_WIDTH``."""
    width = min(frame.width, POSTER_WIDTH)
    height = frame.height * width // frame.width // 2 * 2
    return to_jpeg(frame.reformat(width=width, height=height), 6)


def to_jpeg(frame: av.VideoFrame, quality: int = 4) -> bytes:
    """A picture as JPEG; ``quality`` from 2 (best) to 31."""
    import av

    context: Any = av.CodecContext.create("mjpeg", "w")
    context.width, context.height = frame.width, frame.height
    context.pix_fmt, context.time_base = "yuvj420p", Fraction(1, 25)
    context.qmin = context.qmax = quality
    context.options = {"huffman": "optimal"}
    picture = frame.reformat(format="yuvj420p")
    picture.pts = 0
    packets = [*context.encode(picture), *context.encode(None)]
    return b"".join(bytes(packet) for packet in packets)
