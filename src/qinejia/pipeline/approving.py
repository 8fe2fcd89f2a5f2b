"""Puts a signature into the header of a record (签署审核); every other byte stays as it was."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from qinejia.links.approvals import (
    READINGS,
    STEPS,
    Approval,
    approval_of,
    chain_faults,
    is_model_text,
)
from qinejia.links.fingerprints import REVIEW_KEY
from qinejia.model.headers.common import Review, Signature
from qinejia.model.position import Position
from qinejia.model.records import Record, Site
from qinejia.source import read_yaml
from qinejia.source.documents import split
from qinejia.source.yaml_writing import write_value

_LONGEST_NAME = 40
_UNKNOWN_FORM = "页头里“审核”的写法认不出来，请改成每审一行，再签署。"
_ORDER = [str(field.alias) for field in Review.model_fields.values()]
_KEY = re.compile(rf"[\"']?{REVIEW_KEY}[\"']?\s*:(?P<value>.*)")
_CHILD = re.compile(r"(?P<indent>[ ]+)[\"']?(?P<name>\w+)[\"']?\s*:")


class SigningFault(Exception):
    """Why nothing was signed, in plain words."""


@dataclass(frozen=True)
class Signing:
    """What somebody wants to sign (一次签署): ``step`` is a field of ``Review``."""

    step: str
    person: str
    day: datetime.date


def check_signing(record: Record, site: Site, signing: Signing, today: datetime.date) -> Signature:
    """The signature for the text as it stands. Raises ``SigningFault`` against the chain."""
    name = STEPS[signing.step]
    person = " ".join(signing.person.split())
    if not 0 < len(person) <= _LONGEST_NAME or not person.isprintable():
        raise SigningFault(f"“人”要写岗位或姓名，不超过 {_LONGEST_NAME} 个字。")
    if signing.day > today:
        raise SigningFault(f"{signing.day} 还没有到，不能提前签署。")
    if is_model_text(record):
        raise SigningFault(
            "示范文本不带签署。本单位核定后，把页头的“状态: 示范文本”改成“现行”或“即将实施”再签。"
        )
    approval = approval_of(record, site)
    if approval.step(signing.step).state == "有效":
        known = approval.step(signing.step).signature
        raise SigningFault(f"{name}已由{known.by if known else ''}签署，文字没有变，不用再签。")
    _check_before(approval, signing.step)
    current = site.fingerprints[record.id]
    signature = Signature.model_validate({"人": person, "日期": signing.day, "指纹": current})
    review = (record.header.review or Review()).model_copy(update={signing.step: signature})
    for _, message in chain_faults(review, current):
        raise SigningFault(f"{message}，没有签署。")
    return signature


def _check_before(approval: Approval, step: str) -> None:
    """复审 needs a 初审 of the same text, and 终审 a 复审."""
    place = READINGS.index(step) if step in READINGS else 0
    for field in READINGS[:place]:
        before = approval.step(field)
        if before.state != "有效":
            why = "签署以后内容改过，要重新签" if before.signature else "还没有签"
            raise SigningFault(f"{before.name}{why}，先完成{before.name}。")


def with_signature(text: str, step: str, signature: Signature) -> str:
    """The file's text with one line more, or one changed. Raises ``SigningFault``.

    What comes out is read again: had it another meaning, nothing would be written.
    """
    name = STEPS[step]
    before = _read(text)
    review: Any = before.get(REVIEW_KEY) or {}
    if not isinstance(review, dict) or not all(isinstance(one, dict) for one in review.values()):
        raise SigningFault(_UNKNOWN_FORM)
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() in ("---", "...")), 0)
    if not end or lines[0].lstrip("\ufeff").rstrip() != "---":
        raise SigningFault("没有找到页头。")
    line_end = "\r" if lines[0].endswith("\r") else ""
    line = (
        f"{name}: {{人: {write_value(signature.by)}, 日期: {signature.date}, "
        f"指纹: {signature.fingerprint}}}{line_end}"
    )
    header = _with_line(lines[1:end], review, name, line, line_end)
    signed = "\n".join([lines[0], *header, *lines[end:]])
    value = {"人": signature.by, "日期": str(signature.date), "指纹": signature.fingerprint}
    if _read(signed) != before | {REVIEW_KEY: review | {name: value}}:
        raise SigningFault(_UNKNOWN_FORM)
    return signed


def _read(text: str) -> dict[str, object]:
    plain = text.lstrip("\ufeff").replace("\r\n", "\n")
    value = read_yaml(split("", Position(""), plain).header or "", Position("")).value
    return value if isinstance(value, dict) else {}


def _with_line(header: list[str], review: Any, name: str, line: str, line_end: str) -> list[str]:
    """The header's lines with ``line`` in the review block, in the order of the chain."""
    at = next((n for n, old in enumerate(header) if _KEY.match(old)), None)
    if at is None:
        return [*header, f"{REVIEW_KEY}:{line_end}", f"  {line}"]
    end = at + 1
    while end < len(header) and (not header[end].strip() or header[end][0] in " \t#"):
        end += 1
    while end > at + 1 and not header[end - 1].startswith((" ", "\t")):
        end -= 1  # remarks and empty lines before the next key belong to that
    match = _KEY.match(header[at])
    assert match is not None
    if match["value"].strip().startswith("{"):
        return [
            *header[:at],
            *_unfolded(header[at:end], review, name, line, line_end),
            *header[end:],
        ]
    block = header[at + 1 : end]
    return [*header[: at + 1], *_placed(block, name, line), *header[end:]]


def _placed(block: list[str], name: str, line: str) -> list[str]:
    """A block of one step a line, or of several lines a step, with ``line`` in its place."""
    first = next((match for old in block if (match := _CHILD.match(old))), None)
    indent = first["indent"] if first else "  "
    starts = {
        match["name"]: n
        for n, old in enumerate(block)
        if (match := _CHILD.match(old)) and match["indent"] == indent
    }
    if name in starts:
        start = starts[name]
        return [*block[:start], indent + line, *block[_end_of(block, start, indent) :]]
    before = [starts[one] for one in _ORDER[: _ORDER.index(name)] if one in starts]
    place = _end_of(block, max(before), indent) if before else 0
    return [*block[:place], indent + line, *block[place:]]


def _end_of(block: list[str], start: int, indent: str) -> int:
    """Where the step that begins at ``start`` is over."""
    end = start + 1
    while end < len(block) and block[end].startswith(indent + " "):
        end += 1
    return end


def _unfolded(section: list[str], review: Any, name: str, line: str, line_end: str) -> list[str]:
    """``审核: {…}`` as a block, so that every later signature is a line of its own."""
    if any("#" in old for old in section):
        raise SigningFault(_UNKNOWN_FORM)  # a remark would be lost
    block = [
        f"  {step}: {{{', '.join(f'{key}: {write_value(str(v))}' for key, v in values.items())}}}"
        + line_end
        for step, values in review.items()
    ]
    return [f"{REVIEW_KEY}:{line_end}", *_placed(block, name, line)]
