"""Moments of a video and what is said there (时刻、字幕)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator

_MOMENT = re.compile(r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d(?:\.\d{1,3})?)")


@dataclass(frozen=True)
class Cue:
    """A caption (字幕): seconds from the start, plain text, the line of the file it begins in."""

    start: float
    end: float
    text: str
    line: int = 0


def seconds_of(moment: str) -> float:
    """Seconds of ``1:35``, ``1:35.5`` or ``1:02:03``.

    Raises ``ValueError`` for anything else.
    """
    match = _MOMENT.fullmatch(moment.strip())
    if match is None:
        raise ValueError("要写成“分:秒”，例如 1:35")
    hours, minutes, seconds = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)


def moment_of(seconds: float) -> str:
    """``1:35`` or ``1:02:03``; parts of a second are left out."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    rest = whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def moment_anchor(seconds: float) -> str:
    """The anchor of a moment, as media fragments write it: ``t=95`` (W3C Media Fragments 1.0)."""
    return f"t={seconds:.3f}".rstrip("0").rstrip(".")


def _check_moment(value: str) -> str:
    seconds_of(value)
    return value


Moment = Annotated[str, AfterValidator(_check_moment)]
"""A moment as an editor writes it: minutes and seconds."""
