"""Recorded voices beside the steps of a picture book (解说)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qinejia.media.encoding import SAMPLE_RATE
from qinejia.media.faults import MediaError

if TYPE_CHECKING:
    import av
    from av.container import OutputContainer

_ENDINGS = (".wav", ".m4a", ".mp3", ".aac")
_LONGEST = 300  # seconds of one step


@dataclass(frozen=True)
class Narration:
    """16-bit samples of one channel by step."""

    samples: Mapping[int, bytes]

    def __bool__(self) -> bool:
        return bool(self.samples)

    def has(self, step: int) -> bool:
        return step in self.samples

    def seconds(self, step: int) -> float:
        return len(self.samples[step]) / 2 / SAMPLE_RATE


def read_narration(folder: Path, steps: Collection[int]) -> Narration:
    """Every ``step-N`` recording in ``folder``, which need not exist.

    Raises ``MediaError`` for a recording of a step that is not there, or that cannot be heard.
    """
    found: dict[int, bytes] = {}
    for path in sorted(folder.glob("step-*")) if folder.is_dir() else ():
        if path.suffix.lower() not in _ENDINGS:
            continue
        number = path.stem.removeprefix("step-")
        if not number.isdigit() or int(number) not in steps:
            raise MediaError(f"录音“{path.name}”没有对应的步骤")
        found[int(number)] = _samples(path)
    return Narration(found)


def _samples(path: Path) -> bytes:
    import av

    resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
    data = bytearray()
    try:
        with av.open(str(path)) as source:
            for frame in source.decode(audio=0):
                for part in resampler.resample(frame):
                    data += bytes(part.planes[0])[: part.samples * 2]
                if len(data) > _LONGEST * SAMPLE_RATE * 2:
                    raise MediaError(f"录音“{path.name}”超过 {_LONGEST // 60} 分钟")
    except (av.FFmpegError, IndexError) as error:
        raise MediaError(f"录音“{path.name}”打不开，请存成 WAV 或 M4A") from error
    if not data:
        raise MediaError(f"录音“{path.name}”里没有声音")
    return bytes(data)


def encode_narration(
    output: OutputContainer,
    stream: av.AudioStream,
    spoken: Narration,
    starts: Sequence[float],
    length: float,
) -> None:
    """One track with each voice where its step starts, and silence between."""
    import av

    track = bytearray(round(length * SAMPLE_RATE) * 2)
    for step, samples in spoken.samples.items():
        at = round(starts[step - 1] * SAMPLE_RATE) * 2
        track[at : at + len(samples)] = samples[: max(0, len(track) - at)]
    size = 1024
    for number in range(0, len(track) // 2, size):
        piece = bytes(track[number * 2 : (number + size) * 2])
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(piece) // 2)
        frame.sample_rate = SAMPLE_RATE
        frame.planes[0].update(piece.ljust(frame.planes[0].buffer_size, b"\0"))
        frame.pts = number
        output.mux(stream.encode(frame))
    output.mux(stream.encode(None))
