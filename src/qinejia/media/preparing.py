"""A recording as it comes from a phone or a camera → files for the site (转换)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from qinejia.media.encoding import add_audio, add_video, open_output, to_jpeg, to_poster
from qinejia.media.faults import MediaError
from qinejia.media.loudness import drain, measure, normalised
from qinejia.media.probing import Probe, probe

SIZES = ((1280, 720, ""), (640, 360, "-360p"))
"""Largest width and height of each version, and what its name ends in."""
RATE = Fraction(25)
THUMBS, THUMB = 100, (160, 90)
COLUMNS = 10


@dataclass(frozen=True)
class Prepared:
    """What was made: files by name, and what was found in the recording."""

    files: tuple[Path, ...]
    found: Probe
    loudness: float | None


def prepare(
    path: Path, folder: Path, name: str, progress: Callable[[float], None] = lambda share: None
) -> Prepared:
    """Make ``NAME.mp4`` (720p), ``NAME-360p.mp4``, the poster ``NAME.jpg`` and ``NAME-thumbs.jpg``.

    Everything is made in a temporary folder beside and moved when all of it is there. Metadata
    (place, device, author) stays behind. ``progress`` is told the share that is done, 0 to 1.
    Raises ``MediaError``.
    """
    found = probe(path)
    folder.mkdir(parents=True, exist_ok=True)
    import av

    with tempfile.TemporaryDirectory(dir=folder, prefix=".media-") as work:
        made = Path(work)
        try:
            measured = measure(path) if found.audio else None
            progress(0.1)
            posters, thumbs = _transcode(path, made, name, found, measured, progress)
        except (av.FFmpegError, UnicodeDecodeError) as error:
            raise MediaError(f"“{path.name}”播到一半就坏了，请重新导出后再试") from error
        if not posters:
            raise MediaError(f"“{path.name}”里没有画面")
        best = max(posters, key=lambda pair: pair[0])[1]
        (made / f"{name}.jpg").write_bytes(to_poster(best))
        (made / f"{name}-thumbs.jpg").write_bytes(_sheet(thumbs))
        files = []
        for file in sorted(made.iterdir()):
            files.append(file.replace(folder / file.name))
    return Prepared(tuple(files), found, measured["input_i"] if measured else None)


def _transcode(
    path: Path,
    folder: Path,
    name: str,
    found: Probe,
    measured: dict[str, float] | None,
    progress: Callable[[float], None],
) -> tuple[list[tuple[int, Any]], list[Any]]:
    """Both versions in one pass over the pictures; candidates for the poster, and thumbnails."""
    import av
    from av.filter import Graph

    outputs = [(open_output(folder / f"{name}{end}.mp4"), w, h) for w, h, end in SIZES]
    streams: list[Any] = []
    audio: list[Any] = []
    chains: list[Any] = []
    posters: list[tuple[int, Any]] = []
    thumbs: list[Any] = []
    last = 0.0
    every = max(2.0, found.seconds / THUMBS)
    try:
        with av.open(str(path), metadata_errors="ignore") as source:
            stream = source.streams.video[0]
            stream.thread_type = "AUTO"
            for frame in source.decode(stream):
                if not chains:
                    for output, width, height in outputs:
                        size = _fit(frame, width, height)
                        chains.append(_chain(Graph(), stream, frame, size))
                        streams.append(add_video(output, *size, RATE, crf="23", preset="veryfast"))
                        if found.audio:
                            audio.append(add_audio(output))
                for number, chain in enumerate(chains):
                    chain.push(frame)
                    for made in drain(chain):
                        made.pict_type = 0
                        is_due = len(thumbs) < THUMBS and made.time >= len(thumbs) * every
                        if number == 0 and is_due:
                            thumbs.append(made.reformat(*_fit(made, *THUMB), format="yuvj420p"))
                            if made.time >= 0.1 * found.seconds or not posters:
                                posters.append((_detail(made), made))
                                posters = sorted(posters, key=lambda pair: -pair[0])[:1]
                        outputs[number][0].mux(streams[number].encode(made))
                if frame.time is not None:
                    progress(0.1 + 0.8 * min(1.0, frame.time / found.seconds))
                    last = frame.time
        if last < found.seconds - 2:  # the index says that there is more
            raise MediaError(f"“{path.name}”只有前 {last:.0f} 秒能放，请重新导出后再试")
        for number, chain in enumerate(chains):
            chain.push(None)
            for made in drain(chain):
                outputs[number][0].mux(streams[number].encode(made))
            outputs[number][0].mux(streams[number].encode(None))
        if audio:
            for made in normalised(path, measured):
                for (output, _, _), track in zip(outputs, audio, strict=True):
                    output.mux(track.encode(made))
            for (output, _, _), track in zip(outputs, audio, strict=True):
                output.mux(track.encode(None))
        progress(1.0)
    finally:
        for output, _, _ in outputs:
            output.close()
    return posters, thumbs


def _fit(frame: Any, width: int, height: int) -> tuple[int, int]:
    """The frame's size as it is seen, made to fit; never larger, always even."""
    w, h = frame.width, frame.height
    if frame.rotation % 180:
        w, h = h, w
    share = min(width / w, height / h, 1.0)
    return max(2, round(w * share / 2) * 2), max(2, round(h * share / 2) * 2)


def _chain(graph: Any, stream: Any, frame: Any, size: tuple[int, int]) -> Any:
    """Pictures upright, at a steady rate, in ``size``."""
    turn = {90: "cclock", 270: "clock", 180: "clock_flip"}.get(frame.rotation % 360)
    nodes = [graph.add_buffer(template=stream)]
    if turn == "clock_flip":
        nodes += [graph.add("hflip"), graph.add("vflip")]
    elif turn:
        nodes.append(graph.add("transpose", turn))
    nodes.append(graph.add("fps", str(RATE)))
    nodes.append(graph.add("scale", f"{size[0]}:{size[1]}:flags=bicubic"))
    nodes += [graph.add("setsar", "1"), graph.add("format", "yuv420p"), graph.add("buffersink")]
    graph.link_nodes(*nodes).configure()
    return graph


def _detail(frame: Any) -> int:
    """How much there is to see: steps between neighbouring points of a small grey picture."""
    small = frame.reformat(64, 36, format="gray")
    line = small.planes[0].line_size
    data = bytes(small.planes[0])
    rows = [data[y * line : y * line + 64] for y in range(36)]
    return sum(abs(a - b) for row in rows for a, b in pairwise(row))


def _sheet(thumbs: list[Any]) -> bytes:
    """Thumbnails in rows of ten."""
    from av.filter import Graph

    rows = -(-len(thumbs) // COLUMNS)
    graph = Graph()
    first = thumbs[0]
    nodes = [
        graph.add_buffer(
            width=first.width, height=first.height, format=first.format, time_base=Fraction(1, 25)
        ),
        graph.add("tile", f"{min(COLUMNS, len(thumbs))}x{rows}"),
        graph.add("buffersink"),
    ]
    graph.link_nodes(*nodes).configure()
    for number, thumb in enumerate(thumbs):
        thumb.pts, thumb.time_base = number, Fraction(1, 25)
        graph.push(thumb)
    graph.push(None)
    return to_jpeg(next(drain(graph)), 6)
