"""Other processes, for work that is large enough (进程)."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import cycle, islice
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import TypeVar

J = TypeVar("J")
T = TypeVar("T")

_FEW = 128
"""Fewer jobs are done before other processes have started."""
_CHUNK = 16
"""Jobs whose results travel together."""

CAN_FORK = "fork" in multiprocessing.get_all_start_methods()
"""Whether another process can begin with what this one has."""


def processors() -> int:
    """How many processes can work side by side."""
    count = os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count()
    return count or 1


def can_divide() -> bool:
    """Whether this process can begin another one, and both would work at the same time.

    One that has threads must not be copied: a lock that one of them holds stays closed.
    """
    return CAN_FORK and processors() > 1 and threading.active_count() == 1


def begin(work: Callable[..., None], *arguments: object) -> ForkProcess:
    """Another process that does ``work``; it ends with 1 when that fails, and says nothing."""
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=_live, args=(work, arguments), daemon=True)
    process.start()
    return process


def _live(work: Callable[..., None], arguments: Sequence[object]) -> None:
    """The life of another process."""
    # A person who interrupts means the first process, which ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work(*arguments)
    except Exception:
        os._exit(1)


def side_by_side(make: Callable[[J], T], jobs: Sequence[J]) -> Iterator[T]:
    """``map(make, jobs)``; many jobs are done by as many processes as there are processors.

    Results are pickled on their way here. What was only needed to make them is never in this
    process, whose memory stays in one piece.
    """
    done = 0
    if len(jobs) >= _FEW and can_divide():
        for result in _made_elsewhere(make, jobs, processors()):
            done += 1
            yield result
    yield from map(make, islice(jobs, done, None))


def _made_elsewhere(make: Callable[[J], T], jobs: Sequence[J], count: int) -> Iterator[T]:
    """Results in order, until one is missing: what went wrong there goes wrong here again."""
    with ExitStack() as stack:
        answers: list[Connection] = []
        for first in range(count):
            ours, theirs = multiprocessing.Pipe(duplex=False)
            starts = range(first * _CHUNK, len(jobs), count * _CHUNK)
            process = begin(_send, make, jobs, starts, theirs)
            theirs.close()
            answers.append(ours)
            for end in (ours.close, process.join, process.kill):  # the last one comes first
                stack.callback(end)
        for answer in islice(cycle(answers), -(-len(jobs) // _CHUNK)):
            try:
                yield from answer.recv()
            except (EOFError, OSError):  # between two answers, or in the middle of one
                return


def _send(
    make: Callable[[J], T], jobs: Sequence[J], starts: Sequence[int], answer: Connection
) -> None:
    for start in starts:
        answer.send([make(job) for job in jobs[start : start + _CHUNK]])
