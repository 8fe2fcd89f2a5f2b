"""How far a record has come in its review chain (审核状态).

A signature counts while the text is the one that was read, and 复审 and 终审 only while the step
before counts. 保密核定 stands beside the three and may be given at any time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qinejia.model.headers.common import Review, Signature
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Record, Site

PUBLIC = "主动公开"
READINGS = ("first", "second", "final")
"""The three 审, in their order."""
SECRECY = "secrecy"
STEPS = {name: str(Review.model_fields[name].alias) for name in (*READINGS, SECRECY)}
"""Field → what the step is called."""


@dataclass(frozen=True)
class Step:
    """One step (一审): ``失效`` when the text, or a step before it, changed since."""

    field: str
    signature: Signature | None
    state: Literal["有效", "失效", "未签"]
    is_needed: bool

    @property
    def name(self) -> str:
        return STEPS[self.field]


@dataclass(frozen=True)
class Approval:
    """All steps of a record (审核状态)."""

    steps: tuple[Step, ...]

    def step(self, field: str) -> Step:
        return next(step for step in self.steps if step.field == field)

    @property
    def is_whole(self) -> bool:
        """Whether everything that is needed is signed and counts."""
        return all(step.state == "有效" for step in self.steps if step.is_needed)

    @property
    def is_begun(self) -> bool:
        return any(step.signature for step in self.steps)

    @property
    def void(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.is_needed and step.state == "失效")

    @property
    def missing(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.is_needed and step.state == "未签")

    def describe(self) -> str:
        """What is void and what is missing: ``初审、复审失效，缺终审``."""
        void = "、".join(step.name for step in self.void)
        missing = "、".join(step.name for step in self.missing)
        parts = [f"{void}失效" if void else "", f"缺{missing}" if missing else ""]
        return "，".join(part for part in parts if part)


def approval_of(record: Record, site: Site) -> Approval:
    """The state of each step against the record as it stands now."""
    current = site.fingerprints.get(record.id, "")
    return _approval(record.header.review, current, record.header.disclosure == PUBLIC)


@lru_cache(maxsize=1024)
def _approval(review: Review | None, current: str, is_public: bool) -> Approval:
    """The state of each step; most records have the same, which is none."""
    review = review or Review()
    steps: list[Step] = []
    holds = True
    for field in STEPS:
        signature: Signature | None = getattr(review, field)
        counts = signature is not None and bool(current) and signature.fingerprint == current
        if field in READINGS:
            holds = counts = counts and holds
        is_needed = field != SECRECY or is_public
        state: Literal["有效", "失效", "未签"] = "有效" if counts else "失效"
        steps.append(Step(field, signature, state if signature else "未签", is_needed))
    return Approval(tuple(steps))


def is_approved(record: Record, site: Site) -> bool:
    """A model text was approved by nobody, whatever it carries."""
    return not is_model_text(record) and approval_of(record, site).is_whole


def is_model_text(record: Record) -> bool:
    """示范文本: to be adapted and issued by the bureau first, so it carries no signatures."""
    return isinstance(record.header, StandardHeader) and record.header.status == "示范文本"


def chain_faults(review: Review, current: str) -> Iterator[tuple[str, str]]:
    """What signatures for the same text say against the chain: field, and what is wrong with it.

    A void one proves nothing and spoils nothing: it is waiting to be signed anew.
    """
    signatures = {
        field: found
        for field in READINGS
        if (found := getattr(review, field)) is not None and found.fingerprint == current
    }
    people: dict[str, str] = {}
    before: Signature | None = None
    for number, field in enumerate(READINGS):
        signature = signatures.get(field)
        if signature is None:
            continue
        if number and getattr(review, READINGS[number - 1]) is None:
            yield field, f"{STEPS[field]}签在{STEPS[READINGS[number - 1]]}之前"
        if before and signature.date < before.date:
            yield field, f"{STEPS[field]}的日期早于前一审"
        person = person_of(signature.by)
        if person in people:
            yield field, f"{people[person]}和{STEPS[field]}是同一人"
        people[person] = STEPS[field]
        before = signature


def person_of(name: str) -> str:
    """A name as it is compared."""
    return "".join(name.split()).casefold()
