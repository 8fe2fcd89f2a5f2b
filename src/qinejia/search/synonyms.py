"""``synonyms.yml``: what people say, and the words of the standards (同义词)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qinejia.diagnostics import Diagnostic
from qinejia.model.position import Position
from qinejia.search.entries import Document
from qinejia.search.folding import fold
from qinejia.source import MAX_FILE_LINES, read_yaml

_LONGEST = 20


def read_synonyms(
    text: str, origin: Position
) -> tuple[dict[str, tuple[str, ...]], list[Diagnostic]]:
    """``倒水: [续水]`` on each line; faulty lines are reported and left out."""
    result = read_yaml(text, origin, "文件", MAX_FILE_LINES)
    diagnostics = list(result.diagnostics)
    if result.value is None:
        return {}, diagnostics
    if not isinstance(result.value, dict):
        return {}, [*diagnostics, Diagnostic("QJ143", origin, "应写成“说法: [标准用语]”，每行一条")]
    found: dict[str, tuple[str, ...]] = {}
    for said, value in result.value.items():
        words = value if isinstance(value, list) else [value]
        where = result.places.of_value((said,), origin)
        if not words or not all(isinstance(word, str) and _is_word(word) for word in words):
            diagnostics.append(Diagnostic("QJ143", where, f"“{said}”后面应写一个或几个词"))
        elif not _is_word(said):
            where = result.places.of_key((said,), origin)
            diagnostics.append(Diagnostic("QJ143", where, f"“{said}”应是 2 到 20 个字的词"))
        elif said in words:
            diagnostics.append(Diagnostic("QJ143", where, f"“{said}”的同义词是它自己"))
        else:
            found[said] = tuple(words)
    return found, diagnostics


def used_synonyms(
    synonyms: Mapping[str, Sequence[str]], documents: Sequence[Document]
) -> dict[str, Sequence[str]]:
    """Those that lead to a word of these documents: the others find nothing, and tell what an
    edition withholds.
    """
    titles = (name for d in documents for name in (d.title, *d.aliases))
    text = "\n".join([*map(fold, titles), *(lines for d in documents for lines in d.lines)])
    return {
        said: words
        for said, words in synonyms.items()
        if any(all(part in text for part in fold(word).split()) for word in words)
    }


def _is_word(text: str) -> bool:
    return 1 < len(text) <= _LONGEST and text == text.strip() and "\n" not in text
