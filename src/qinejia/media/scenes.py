"""A picture book as scenes with captions (图册分镜).

A step shows its figures one after another, a right/wrong pair one half at a time. What stands
beside a figure is said while it is seen; how long, follows from how fast people read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qinejia.markup.inline import plain_words
from qinejia.model.blocks import Block, Container, DataFence, Prose
from qinejia.model.containers import PictureOptions
from qinejia.model.figure import FigureSpec
from qinejia.model.moments import Cue
from qinejia.model.records import Step
from qinejia.model.seating import SeatingPlan
from qinejia.render.drawing.seating import seating_figure

CHARACTERS_A_SECOND = 4.5
"""Reading speed of captions that everybody can follow; television allows up to 9."""
SHORTEST = 2.0
"""Seconds that a caption stays at least."""
LONGEST_CAPTION = 32
"""Characters of a caption: two lines of 16."""
PAUSE = 0.6
"""Seconds after the last words of a scene."""

Verdict = Literal["", "正确", "错误"]
_MARKS = re.compile(r"[*`]+|\{[^}\n]*\}|^\s*(?:[-*+]|\d+\.)\s+", re.MULTILINE)
_SENTENCES = re.compile(r"[^。！？；\n]+[。！？；]?")
_PHRASES = re.compile(r"[^，、：,]+[，、：,]?")


@dataclass(frozen=True)
class Scene:
    """One picture and what is said with it (分镜).

    ``figure`` is drawn, or ``picture`` is a file relative to the manual; ``step`` counts from 1.
    """

    step: int
    title: str
    figure: FigureSpec | None
    picture: str
    verdict: Verdict
    captions: tuple[str, ...]

    @property
    def seconds(self) -> float:
        """How long it takes to read what is said."""
        return sum(map(reading_time, self.captions)) + PAUSE


def reading_time(caption: str) -> float:
    """Seconds that a caption stays."""
    return max(SHORTEST, 0.5 + len(caption) / CHARACTERS_A_SECOND)


def scenes_of(steps: Sequence[Step], name: Callable[[str], str]) -> list[Scene]:
    """The scenes of all steps in order; ``name`` says what a referenced id is called."""
    found: list[Scene] = []
    for number, step in enumerate(steps, 1):
        title = _words(step.title, name)
        shots = list(_shots(step.content, "", step.options))
        if not any(shot.figure or shot.picture for shot in shots):
            shots = [_Shot(None, "", "", _prose(step.content))]
        for index, shot in enumerate(_with_pictures(shots)):
            said = [*([title] if index == 0 else []), *captions_of(_words(shot.text, name))]
            if index == 0 and step.options.limit:
                said += captions_of(f"要求：{_words(step.options.limit, name)}。")
            if shot.verdict:
                said[:0] = [f"{shot.verdict}的做法"] if not shot.text else []
            scene = Scene(number, title, shot.figure, shot.picture, shot.verdict, tuple(said))
            found.append(scene)
    return found


def captions_of(text: str) -> list[str]:
    """Whole sentences where they fit, else parts of them of at most two lines."""
    found: list[str] = []
    for sentence in _SENTENCES.findall(text):
        line = ""
        for phrase in _PHRASES.findall(sentence.strip()):
            if line and len(line) + len(phrase) > LONGEST_CAPTION:
                found.append(line)
                line = ""
            line += phrase
            while len(line) > LONGEST_CAPTION:
                found.append(line[:LONGEST_CAPTION])
                line = line[LONGEST_CAPTION:]
        if line.strip():
            found.append(line)
    return found


def timed(scenes: Sequence[Scene], lengths: Sequence[float]) -> list[Cue]:
    """Captions with their times, when the scenes last ``lengths`` seconds."""
    cues: list[Cue] = []
    start = 0.0
    for scene, length in zip(scenes, lengths, strict=True):
        at = start
        stretch = (length - PAUSE) / max(scene.seconds - PAUSE, 0.1)
        for caption in scene.captions:
            end = at + reading_time(caption) * stretch
            cues.append(Cue(round(at, 3), round(end, 3), caption))
            at = end
        start += length
    return cues


@dataclass(frozen=True)
class _Shot:
    figure: FigureSpec | None
    picture: str
    verdict: Verdict
    text: str


def _shots(blocks: Sequence[Block], verdict: Verdict, options: object) -> Iterator[_Shot]:
    """Pictures and texts in the order of the page."""
    if isinstance(options, PictureOptions) and options.picture:
        yield _Shot(None, options.picture, verdict, "")
    for block in blocks:
        if isinstance(block, Prose):
            yield _Shot(None, "", verdict, block.text)
        elif isinstance(block, DataFence) and isinstance(block.data, FigureSpec):
            yield _Shot(block.data, "", verdict, "")
        elif isinstance(block, DataFence) and isinstance(block.data, SeatingPlan):
            yield _Shot(seating_figure(block.data), "", verdict, "")
        elif isinstance(block, Container):
            inner: Verdict = verdict
            if block.name == "正确":
                inner = "正确"
            elif block.name == "错误":
                inner = "错误"
            heading = [_Shot(None, "", inner, block.argument)] if block.argument else []
            yield from (*heading, *_shots(block.children, inner, block.options))


def _with_pictures(shots: Sequence[_Shot]) -> list[_Shot]:
    """Each picture with the texts around it: those of its own half, and what came before."""
    pictures = [shot for shot in shots if shot.figure or shot.picture]
    if not pictures:
        return list(shots[:1])
    texts: list[list[str]] = [[] for _ in pictures]
    seen = 0
    for shot in shots:
        if shot.figure or shot.picture:
            seen += 1
        elif shot.text:
            ahead = seen < len(pictures) and pictures[seen].verdict == shot.verdict
            texts[seen if ahead or not seen else seen - 1].append(shot.text)
    return [
        _Shot(shot.figure, shot.picture, shot.verdict, "\n".join(text))
        for shot, text in zip(pictures, texts, strict=True)
    ]


def _prose(blocks: Sequence[Block]) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, Prose))


def _words(text: str, name: Callable[[str], str]) -> str:
    return _MARKS.sub("", plain_words(text, name)).strip()
