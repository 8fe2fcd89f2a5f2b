"""Reading that another process does while this one is still starting (先行读取)."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from qinejia.processes import begin, can_divide
from qinejia.source.documents import Tree, load_documents
from qinejia.source.files import files_of

Work = Callable[[], object]


class Ahead:
    """The documents of a site, and what is in the folder that it was built into.

    They are read by another process if there is a processor for one, else when somebody asks.
    """

    def __init__(self, docs: Path, label: str, max_bytes: int, target: Path) -> None:
        self._works: list[Work] = [
            partial(files_of, target),
            partial(load_documents, docs, label, max_bytes),
        ]
        self._answers: Connection | None = None
        if can_divide():
            self._answers, theirs = multiprocessing.Pipe(duplex=False)
            begin(_send, self._works, theirs)
            theirs.close()

    def files(self) -> dict[str, tuple[int, int]]:
        """What ``files_of`` finds in the output; to be asked for once, before ``documents``."""
        found: dict[str, tuple[int, int]] = self._next()
        return found

    def documents(self) -> Tree:
        """What ``load_documents`` finds; to be asked for once."""
        while len(self._works) > 1:
            self._next()
        found: Tree = self._next()
        return found

    def _next(self) -> Any:
        work = self._works.pop(0)
        try:
            return self._answers.recv() if self._answers else work()
        except (EOFError, OSError, pickle.UnpicklingError):
            self._answers = None
            return work()  # whatever went wrong there goes wrong here again, where it is told


def _send(works: list[Work], answers: Connection) -> None:
    for work in works:
        answers.send(work())
