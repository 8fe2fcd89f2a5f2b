"""How characters are read in phrases (多音字), asked of pypinyin in a process of its own.

Its phrases take 60 MB, which a build would hold to its end.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence


def read_apart(runs: Sequence[str]) -> list[tuple[str, ...]]:
    """The syllables of each run without tones; none for one with a character that has no reading.

    Raises ``subprocess.CalledProcessError``.
    """
    done = subprocess.run(
        [sys.executable, "-P", "-m", "qinejia.search.phrases"],  # nothing of the folder it runs in
        input=json.dumps(runs),
        capture_output=True,
        encoding="ascii",
        check=True,
    )
    return [tuple(syllables) for syllables in json.loads(done.stdout)]


def read(runs: Sequence[str]) -> list[list[str]]:
    """What ``read_apart`` gives, in this process."""
    from pypinyin import Style, lazy_pinyin

    found = [lazy_pinyin(run, style=Style.NORMAL) for run in runs]
    return [parts if len(parts) == len(run) else [] for run, parts in zip(runs, found, strict=True)]


if __name__ == "__main__":
    print(json.dumps(read(json.load(sys.stdin))))
