"""Names of questions in a second import (题目标识): once given, a question keeps its own.

Results are kept by name, so a question that is put in above must not push the others on.
"""

from __future__ import annotations

import difflib
import itertools
import re

_QUESTION = re.compile(r"^/// 考题 \| (?P<stem>.*)\n    id: (?P<name>\S+)$", re.MULTILINE)


def keep_names(base: str, mine: str, word: str) -> str:
    """``word``, the new import, with the names of ``base``, the one before.

    New questions get names that neither ``base`` nor ``mine``, the edited text, has.
    """
    old, new = list(_QUESTION.finditer(base)), list(_QUESTION.finditer(word))
    taken = {match["name"] for match in (*old, *_QUESTION.finditer(mine))}
    free = (name for n in itertools.count(1) if (name := f"q{n}") not in taken)
    names: list[str] = []
    before, after = ([match["stem"] for match in found] for found in (old, new))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, a_end, b, b_end in matcher.get_opcodes():
        # As many as before, with other words: they were reworded.
        is_kept = kind == "equal" or a_end - a == b_end - b
        kept = [match["name"] for match in old[a:a_end]] if is_kept else []
        names += kept or itertools.islice(free, b_end - b)
    following = iter(names)
    return _QUESTION.sub(lambda m: f"/// 考题 | {m['stem']}\n    id: {next(following)}", word)
