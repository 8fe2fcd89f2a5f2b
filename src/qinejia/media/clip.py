"""A picture book as a clip (图册转视频): pictures, captions, chapters, narration."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from qinejia.media.encoding import TV, add_audio, add_video, open_output, to_poster
from qinejia.media.faults import MediaError
from qinejia.media.frames import HEIGHT, WIDTH, frame_svg, render_png
from qinejia.media.narration import Narration, encode_narration, read_narration
from qinejia.media.scenes import PAUSE, Scene, timed
from qinejia.model.moments import Cue

RATE = Fraction(10)
"""Pictures a second: they stand still, and seeking is exact to a tenth of a second."""


@dataclass(frozen=True)
class Clip:
    """What was made: captions, the start of each step in seconds, length, poster as JPEG."""

    cues: tuple[Cue, ...]
    starts: tuple[float, ...]
    seconds: float
    poster: bytes


def make_clip(
    scenes: Sequence[Scene],
    pictures: Path,
    narration: Path,
    out: Path,
    progress: Callable[[float], None] = lambda share: None,
) -> Clip:
    """Write the clip to ``out``.

    ``pictures`` is the folder of the manual, ``narration`` one with ``step-3.wav`` (or ``.m4a``)
    for each step that somebody spoke; ``progress`` is told the share that is done, 0 to 1.
    Raises ``MediaError``.
    """
    try:
        import av
    except ImportError as error:
        raise MediaError("没有安装视频组件。请运行：pip install 'qinejia[media]'") from error
    if not scenes:
        raise MediaError("这本图册没有步骤")
    spoken = read_narration(narration, {scene.step for scene in scenes})
    lengths = _lengths(scenes, spoken)
    steps = max(scene.step for scene in scenes)
    poster = b""
    with open_output(out) as output:
        # Pictures that stand still: a key frame where one begins, at the latest every 20 seconds.
        video = add_video(output, WIDTH, HEIGHT, RATE, crf="24", tune="stillimage", g="200")
        audio = add_audio(output) if spoken else None
        shown = 0
        for number, (scene, length) in enumerate(zip(scenes, lengths, strict=True)):
            png = render_png(frame_svg(scene, steps, pictures))
            with av.open(io.BytesIO(png), "r") as source:
                still = next(source.decode(video=0)).reformat(format="yuv420p", **TV)
            if not number:
                poster = to_poster(still)
            for index in range(round(length * RATE)):
                still.pts, still.time_base = shown, 1 / RATE
                still.pict_type = 1 if index == 0 else 0
                output.mux(video.encode(still))
                shown += 1
            progress((number + 1) / len(scenes))
        output.mux(video.encode(None))
        starts = _starts(scenes, lengths)
        if audio is not None:
            encode_narration(output, audio, spoken, starts, sum(lengths))
    return Clip(tuple(timed(scenes, lengths)), tuple(starts), float(sum(lengths)), poster)


def _lengths(scenes: Sequence[Scene], spoken: Narration) -> list[float]:
    """Seconds of each scene, in whole frames; those of a spoken step last as long as the voice."""
    needed: dict[int, float] = {}
    for scene in scenes:
        needed[scene.step] = needed.get(scene.step, 0) + scene.seconds
    lengths = []
    for scene in scenes:
        voice = spoken.seconds(scene.step) + PAUSE if spoken.has(scene.step) else 0
        stretch = max(1.0, voice / needed[scene.step])
        lengths.append(float(round(scene.seconds * stretch * RATE) / RATE))
    return lengths


def _starts(scenes: Sequence[Scene], lengths: Sequence[float]) -> list[float]:
    """Where each step begins."""
    found: list[float] = []
    at, last = 0.0, 0
    for scene, length in zip(scenes, lengths, strict=True):
        if scene.step != last:
            found.append(round(at, 3))
            last = scene.step
        at += length
    return found
