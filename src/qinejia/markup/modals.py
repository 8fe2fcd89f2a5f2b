"""Modal verbs and the type of a provision (能愿动词与条款类型).

Forms and types: GB/T 1.1—2020, 9.1 and annex C. A word list masks compounds in which the same
characters are no modal verb (相应, 功能 …). What the words cannot decide gets a low confidence: the
editor's mark in the file counts more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from qinejia.model.position import Position
from qinejia.source import read_yaml

CONFIDENT = 0.9
"""From here on a proposal counts without the editor's mark."""


class ProvisionType(StrEnum):
    """Type of a provision (条款类型), strongest first."""

    REQUIREMENT = "要求"
    INSTRUCTION = "指示"
    RECOMMENDATION = "推荐"
    PERMISSION = "允许"
    STATEMENT = "陈述"


@dataclass(frozen=True)
class Modal:
    """A modal verb in a text; ``preferred`` is the form that GB/T 1.1 wants in its place."""

    text: str
    start: int
    type: ProvisionType
    negative: bool
    preferred: str
    confidence: float


@dataclass(frozen=True)
class Provision:
    """What a sentence demands (条款), proposed with a confidence from 0 to 1."""

    type: ProvisionType
    confidence: float
    modals: tuple[Modal, ...] = ()


_R, _C, _P, _S = (
    ProvisionType.REQUIREMENT,
    ProvisionType.RECOMMENDATION,
    ProvisionType.PERMISSION,
    ProvisionType.STATEMENT,
)
_FORMS: dict[str, tuple[ProvisionType, bool, str, float]] = {
    "应": (_R, False, "应", 0.95),
    "不应": (_R, True, "不应", 0.97),
    "应当": (_R, False, "应", 0.95),
    "应该": (_R, False, "应", 0.92),
    "必须": (_R, False, "应", 0.95),
    "务必": (_R, False, "应", 0.92),
    "须": (_R, False, "应", 0.9),
    "不得": (_R, True, "不应", 0.95),
    "不准": (_R, True, "不应", 0.92),
    "不许": (_R, True, "不应", 0.92),
    "严禁": (_R, True, "不应", 0.95),
    "禁止": (_R, True, "不应", 0.92),
    "切勿": (_R, True, "不应", 0.92),
    "不可": (_R, True, "不应", 0.9),
    "只准": (_R, False, "只准许", 0.9),
    "只能": (_R, False, "应", 0.6),
    "宜": (_C, False, "宜", 0.95),
    "不宜": (_C, True, "不宜", 0.97),
    "建议": (_C, False, "宜", 0.6),
    "推荐": (_C, False, "宜", 0.6),
    "可": (_P, False, "可", 0.93),
    "可以": (_P, False, "可", 0.93),
    "不必": (_P, True, "不必", 0.95),
    "无须": (_P, True, "不必", 0.93),
    "无需": (_P, True, "不必", 0.92),
    "允许": (_P, False, "可", 0.7),
    "准许": (_P, False, "可", 0.8),
    "不能": (_S, True, "不能", 0.6),
    "能够": (_S, False, "能", 0.8),
    "能": (_S, False, "能", 0.8),
    "可能": (_S, False, "可能", 0.9),
    "不可能": (_S, True, "不可能", 0.9),
}
_NOT_FOLLOWED = {"应当": "(?!场|天|日|面|班|月|次|即|众|地|前)"}
_ANY = re.compile(
    "|".join(word + _NOT_FOLLOWED.get(word, "") for word in sorted(_FORMS, key=len, reverse=True))
)
_HINT = re.compile("[应宜可能须必准得禁许勿荐议]")
_QUOTED = re.compile(r"“[^”\n]*”|《[^》\n]*》|「[^」\n]*」")
_ADJECTIVE = re.compile(
    r"可[一-鿿]{1,4}(?:性|物)|(?:有|是)可能|禁止[^，。；\n]{0,8}(?:标志|标识|牌)"
)
_CONDITION = re.compile(r"[方才]可")
_BEHIND = re.compile(r"^(?:\(\?<[=!][^)]*\)|\\)+")
_ORDER = {kind: rank for rank, kind in enumerate(ProvisionType)}
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？\n]?")


@cache
def _masks(extra: tuple[str, ...]) -> re.Pattern[str]:
    """The packaged patterns, longest first, and the site's plain words."""
    text = (Path(__file__).parent / "modals.yml").read_text("utf-8")
    value = read_yaml(text, Position("modals.yml")).value
    patterns = {pattern for group in value.values() for pattern in group}
    patterns |= {re.escape(word) for word in extra}
    any_of = "|".join(sorted(patterns, key=lambda p: (-len(p), p)))
    # Two hundred alternatives are tried only where one of them can begin.
    firsts = "".join(sorted({_BEHIND.sub("", pattern)[0] for pattern in patterns}))
    return re.compile(f"(?=[{re.escape(firsts)}])(?:{any_of})")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


@lru_cache(maxsize=200_000)
def find_modals(text: str, extra_masks: tuple[str, ...] = ()) -> tuple[Modal, ...]:
    """Modal verbs in order; what stands in quotation marks is somebody else's."""
    if not _HINT.search(text):
        return ()
    return tuple(_modals(text, extra_masks))


def _modals(text: str, extra_masks: tuple[str, ...]) -> Iterator[Modal]:
    masked = _masks(extra_masks).sub(_blank, text)
    if "“" in masked or "《" in masked or "「" in masked:
        masked = _QUOTED.sub(_blank, masked)
    if "可" in masked or "禁" in masked:
        masked = _ADJECTIVE.sub(_blank, masked)
    for match in _ANY.finditer(masked):
        word, start = match[0], match.start()
        kind, negative, preferred, confidence = _FORMS[word]
        if word == "可" and start and _CONDITION.match(text, start - 1):
            kind, preferred, confidence = _R, "方可", 0.7  # 经检查合格方可使用
        yield Modal(word, start, kind, negative, preferred, confidence)


def classify(sentence: str, extra_masks: tuple[str, ...] = ()) -> Provision:
    """The strongest provision of a sentence."""
    modals = find_modals(sentence, extra_masks)
    if not modals:
        return Provision(ProvisionType.STATEMENT, 0.8)
    best = min(modals, key=lambda modal: (_ORDER[modal.type], -modal.confidence))
    return Provision(best.type, best.confidence, modals)


def split_sentences(text: str) -> list[tuple[int, str]]:
    """Start and text of each sentence."""
    return [(match.start(), match[0]) for match in _SENTENCE.finditer(text) if match[0].strip()]
