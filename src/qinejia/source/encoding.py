"""Text files in other encodings than UTF-8 (文件编码): recognised, and read without loss.

Old Chinese Windows programs write GBK, of which GB18030 is the superset that any character fits
into; Notepad's “Unicode” is UTF-16.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_COMMON = 0.8
"""The share of everyday characters that a Chinese text has at least."""


class Decoded(NamedTuple):
    """The text of a file and what its encoding is called."""

    text: str
    encoding: str


def decode_legacy(data: bytes) -> Decoded | None:
    """The text of a GBK or UTF-16 file; ``None`` where any character would be a guess."""
    for mark, codec in _UTF16.items():
        if data.startswith(mark):
            text = _exact(data[len(mark) :], codec)
            return None if text is None or "\0" in text else Decoded(text, "UTF-16")
    text = _exact(data, "gb18030")
    if text is None or "\0" in text or _is_damaged_utf8(data) or not _is_chinese(text):
        return None
    return Decoded(text, "GBK")


def _exact(data: bytes, codec: str) -> str | None:
    """The text, if writing it in ``codec`` again gives the same bytes."""
    try:
        text = data.decode(codec)
        return text if text.encode(codec) == data else None
    except UnicodeError:
        return None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most of it is UTF-8: then a few bytes are broken, and GBK would be rubbish."""
    text = data.decode("utf-8", "replace")
    return sum(ord(sign) > 0x7FF and sign != "\ufffd" for sign in text) > text.count("\ufffd")


def _is_chinese(text: str) -> bool:
    """Whether the text is made of level 1 characters and punctuation of GB 2312."""
    pairs = [sign.encode("gb18030") for sign in text if not sign.isascii()]
    common = sum(len(pair) == 2 and _is_everyday(pair[0], pair[1]) for pair in pairs)
    return common >= _COMMON * len(pairs)


def _is_everyday(row: int, cell: int) -> bool:
    return cell >= 0xA1 and (0xA1 <= row <= 0xA3 or 0xB0 <= row <= 0xD7)
