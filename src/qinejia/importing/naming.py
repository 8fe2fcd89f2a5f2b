"""Identifiers for what has none yet (标识): the reading of a title in plain letters."""

from __future__ import annotations

import re

from qinejia.model.fields import IDENTIFIER

_MOST_SYLLABLES = 8


def slug_of(title: str, prefix: str) -> str:
    """``prefix`` and the pinyin of ``title``, e.g. ``kc-chashui-fuwu``."""
    from pypinyin import lazy_pinyin  # 0.2 s, which an import by number does not need

    words = "".join(sign if sign.isalnum() else " " for sign in title.lower())
    syllables = [re.sub(r"[^a-z0-9]", "", part) for part in lazy_pinyin(words)]
    slug = "-".join([part for part in syllables if part][:_MOST_SYLLABLES]) or "daoru"
    name = f"{prefix}{slug}"
    return name if IDENTIFIER.fullmatch(name) else f"{prefix}daoru"
