"""Writes ``src/qinejia/search/readings.txt`` from pypinyin; run it after an update of pypinyin."""

from __future__ import annotations

from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT

TARGET = Path(__file__).resolve().parents[1] / "src/qinejia/search/readings.txt"
_HEAD = (
    "# Usual readings of characters without tones, from pypinyin (MIT License);",
    "# after ? those that are read otherwise in some phrase, or not at all.",
)


def table() -> str:
    """The text of the file: lines ``syllable:characters``."""
    chars = [chr(code) for code in range(0x4E00, 0xA000)]
    usual = {char: _read(char)[0] for char in chars}
    others = {char for char, syllable in usual.items() if not syllable.isascii()}
    for phrase in PHRASES_DICT:
        parts = _read(phrase)
        if len(parts) == len(phrase):  # else something in it has no reading
            others |= {
                char for char, part in zip(phrase, parts, strict=True) if usual.get(char) != part
            }
    rows: dict[str, str] = {}
    for char, syllable in usual.items():
        if syllable.isascii():
            rows[syllable] = rows.get(syllable, "") + char
    known = "".join(sorted(others & usual.keys()))
    lines = (*_HEAD, f"?:{known}", *(f"{syllable}:{rows[syllable]}" for syllable in sorted(rows)))
    return "\n".join(lines) + "\n"


def _read(text: str) -> list[str]:
    return lazy_pinyin(text, style=Style.NORMAL)


if __name__ == "__main__":
    TARGET.write_text(table(), "utf-8")
