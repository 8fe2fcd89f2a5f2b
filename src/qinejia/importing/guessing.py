"""What kind of record a Word text is (猜类型), when nobody says so."""

from __future__ import annotations

import re

from qinejia.importing.question_cells import head_of
from qinejia.importing.tree import Paragraph, Table, WordText

_ELEMENTS = re.compile(r"[1-3]?\s*(前\s*言|范\s*围|规范性引用文件|术语和定义)$")
_ANSWER = re.compile(r"[\[【(（]?(?:正确|标准|参考)?答案\s*[\]】)）:：]")
_STEP = re.compile(r"第\s*[一二三四五六七八九十\d]+\s*步|步骤\s*[一二三四五六七八九十\d]+")
_SEVERAL = 3


def guess_kind(word: WordText) -> str:
    """``standard``, ``questions``, ``manual`` or ``course``, by what such texts always have."""
    paragraphs = [block for block in word.blocks if isinstance(block, Paragraph)]
    texts = [paragraph.text.strip() for paragraph in paragraphs]
    elements = {match[1] for text in texts if (match := _ELEMENTS.match(text))}
    if len(elements) > 1:
        return "standard"
    for block in word.blocks:
        if isinstance(block, Table) and block.rows:
            heads = {head_of(cell.text) for cell in block.rows[0]}
            if {"题干", "答案"} <= heads:
                return "questions"
    if sum(bool(_ANSWER.match(text)) for text in texts) >= _SEVERAL:
        return "questions"
    return "manual" if sum(bool(_STEP.match(text)) for text in texts) >= _SEVERAL else "course"
