"""Loudness (响度) to −16 LUFS in two passes, EBU R 128 / ITU-R BS.1770.

One pass would have to guess: measured, it ends 1.5 LU too low.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qinejia.media.encoding import SAMPLE_RATE

TARGET = -16.0  # LUFS
_AIM = f"I={TARGET:g}:TP=-1.5:LRA=11"


def measure(path: Path) -> dict[str, float] | None:
    """What the first pass finds; ``None`` for silence, which cannot be made louder."""
    import av
    import av.logging

    level = av.logging.get_level()
    av.logging.set_level(av.logging.INFO)  # the filter tells its result as a log line
    try:
        with av.logging.Capture() as lines:
            for _ in _filtered(path, f"{_AIM}:print_format=json"):
                pass
    finally:
        av.logging.set_level(level)
    text = "".join(words for _, name, words in lines if name == "loudnorm")
    match = re.search(r"\{.*\}", text, re.DOTALL)
    if match is None:
        return None
    found = {k: v for k, v in json.loads(match[0]).items() if k != "normalization_type"}
    values = {key: float(value) for key, value in found.items()}
    return values if values["input_i"] > -70 else None


def normalised(path: Path, measured: dict[str, float] | None) -> Iterator[Any]:
    """Audio frames of the second pass, one channel at 48 kHz, for an AAC encoder."""
    if measured is None:
        return _filtered(path, "")
    return _filtered(
        path,
        f"{_AIM}:linear=true:measured_I={measured['input_i']}:measured_TP={measured['input_tp']}"
        f":measured_LRA={measured['input_lra']}:measured_thresh={measured['input_thresh']}"
        f":offset={measured['target_offset']}",
    )


def _filtered(path: Path, loudnorm: str) -> Iterator[Any]:
    import av
    from av.filter import Graph

    with av.open(str(path), metadata_errors="ignore") as source:
        stream = source.streams.audio[0]
        graph = Graph()
        chain = [graph.add_abuffer(template=stream)]
        chain.append(graph.add("aformat", "channel_layouts=mono"))
        if loudnorm:
            chain.append(graph.add("loudnorm", loudnorm))
        chain.append(graph.add("aresample", str(SAMPLE_RATE)))
        chain.append(graph.add("aformat", "sample_fmts=fltp:channel_layouts=mono"))
        chain.append(graph.add("asetnsamples", "1024"))
        chain.append(graph.add("abuffersink"))
        graph.link_nodes(*chain).configure()
        for frame in source.decode(stream):
            graph.push(frame)
            yield from drain(graph)
        graph.push(None)
        yield from drain(graph)


def drain(graph: Any) -> Iterator[Any]:
    """Every frame that a filter graph has ready."""
    import av

    while True:
        try:
            yield graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
