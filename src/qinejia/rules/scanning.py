"""Finds in any text what must not be published unseen (敏感内容扫描).

One pattern a kind. Each begins with the character that it needs and looks behind afterwards: so the
regex engine skips at once to where that character stands, and a clean text costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

MARKING = "密级或内部标志"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIGN = "A-HJ-NP-Z0-9"
"""What GA 36 lets stand on a plate: no I and no O."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ＠－（）", "0123456789Xx@-()")
_FULL_DIGIT = re.compile("[０-９＠]")
_MARKING_WORDS = ("密", "内部", "注意保存")  # a quick look: these are rare, the pattern is slow
_MARKING = re.compile(
    r"(?<![“《])(?:绝密|机密|秘密)\s*[★☆]|密级\s*[:：]\s*(?:绝密|机密|秘密)"
    r"|(?<![“《])(?:绝密|内部文件|内部资料|注意保存)"
)


class Finding(NamedTuple):
    """What was found (发现): its kind, its text, and where that begins."""

    kind: str
    text: str
    start: int


def _has_check_digit(number: str) -> bool:
    """GB 11643—1999, ISO 7064 MOD 11-2."""
    digits = number.replace(" ", "")
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == digits[17].upper()


def _passes_luhn(number: str) -> bool:
    """GB/T 15694.1 annex B (ISO/IEC 7812): the check digit of bank cards."""
    digits = [int(sign) for sign in reversed(number) if sign.isdigit()]
    doubled = [d if place % 2 == 0 else d * 2 - 9 * (d > 4) for place, d in enumerate(digits)]
    return sum(doubled) % 10 == 0


def _is_mail(address: str) -> bool:
    """Not an example, and not a picture for a sharp screen (``logo@2x.png``)."""
    name = address.lower()
    return "@example." not in name and not name.endswith((".png", ".jpg", ".webp", ".svg", ".gif"))


def _any(_: str) -> bool:
    return True


_BEFORE = r"(?<![\dA-Za-z].)"
"""No letter and no digit before the first character."""
_BEFORE_MARKS = r"(?<![\dA-Za-z.-].)"
_NUMBERS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        "身份证号",
        re.compile(
            rf"[1-9]{_BEFORE}\d{{5}} ?(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?"
            r"\d{3}[\dXx](?![\dA-Za-z])"
        ),
        _has_check_digit,
    ),
    (
        "银行卡号",
        re.compile(
            rf"6{_BEFORE_MARKS}2\d\d([ -]?)\d{{4}}\1\d{{4}}\1\d{{4}}(?:\1?\d{{1,3}})?(?![\dA-Za-z])"
        ),
        _passes_luhn,
    ),
    (
        "手机号",
        re.compile(rf"1{_BEFORE_MARKS}[3-9]\d([- ]?)\d{{4}}\1\d{{4}}(?![\dA-Za-z])"),
        _any,
    ),
    (
        "车牌号",  # GA 36: ordinary, small and large new energy, with a closing character
        re.compile(
            rf"[A-HJ-NP-Z](?<=[{_PROVINCES}].)[·•・ ]?(?:[{_SIGN}]{{5}}"
            rf"|[A-HJK][{_SIGN}]\d{{4}}|\d{{5}}[A-HJK]|[{_SIGN}]{{4}}[警学挂领港澳试超])"
            r"(?![A-Za-z0-9])"
        ),
        _any,
    ),
    (
        "固定电话",
        re.compile(
            rf"0{_BEFORE_MARKS}(?:10|2\d|[3-9]\d\d)(?:[- ]|\) ?)[2-9]\d{{2,3}}[- ]?\d{{4}}(?!\d)"
        ),
        _any,
    ),
    (
        "固定电话",
        re.compile(r"[2-9](?<=[话真机][:：].)\d{2,3}[- ]?\d{4}(?!\d)"),
        _any,
    ),
    (
        "邮箱",
        re.compile(
            r"@(?<=[A-Za-z0-9]@)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,8}(?![A-Za-z0-9])"
        ),
        _is_mail,
    ),
)
_MAIL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}\Z")


def scan(text: str) -> Iterator[Finding]:
    """Everything in ``text``, kind by kind; what is an identity number is nothing else."""
    if any(word in text for word in _MARKING_WORDS):
        for match in _MARKING.finditer(text):
            yield Finding(MARKING, match[0], match.start())
    if _FULL_DIGIT.search(text):
        text = text.translate(_FULL_WIDTH)
    taken: list[range] = []
    for kind, pattern, is_real in _NUMBERS:
        for match in pattern.finditer(text):
            start = match.start()
            if kind == "车牌号":
                start -= 1  # the pattern begins after the province
            elif kind == "邮箱":  # and at the @
                name = _MAIL_NAME.search(text, max(0, start - 64), start)
                start = name.start() if name else start
            found = text[start : match.end()]
            if any(start in one for one in taken):
                continue
            if kind == "身份证号" or is_real(found):
                taken.append(range(start, match.end()))
            if is_real(found):
                yield Finding(kind, found, start)


def mask(text: str) -> str:
    """Enough to recognise it by, never the whole: ``138******78``, ``苏D·***45``, ``张*``."""
    head = min(3, max(1, len(text) // 3)) if len(text) > 1 else 0
    tail = min(2, len(text) // 4)
    hidden = len(text) - head - tail
    return text[:head] + "*" * max(hidden, 1) + text[len(text) - tail :]
