"""Work that several processes do side by side."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from functools import partial

import pytest

from qinejia.memory import Memory
from qinejia.model.records import texts
from qinejia.processes import CAN_FORK, side_by_side
from tests.support import check_tree

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system copies no processes")


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three processors; the thread of the test runner holds no lock of ours."""
    monkeypatch.setattr("qinejia.processes.processors", lambda: 3)
    monkeypatch.setattr("qinejia.processes.threading.active_count", lambda: 1)


def _who(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_results_come_in_order_from_other_processes() -> None:
    found = list(side_by_side(_who, range(1000)))
    assert [number for number, _ in found] == list(range(1000))
    workers = {worker for _, worker in found}
    assert len(workers) == 3 and os.getpid() not in workers
    assert not multiprocessing.active_children()


def test_few_jobs_are_done_here() -> None:
    assert {worker for _, worker in side_by_side(_who, range(100))} == {os.getpid()}


def _in(parent: int, elsewhere: Callable[[], object], number: int) -> int:
    if number == 333 and os.getpid() != parent:
        elsewhere()
    return number


def _fail() -> None:
    raise LookupError("what went wrong")


@pytest.mark.parametrize("elsewhere", [_fail, partial(os._exit, 9)])
def test_process_that_ends_leaves_the_rest_to_this_one(elsewhere: Callable[[], object]) -> None:
    made = side_by_side(partial(_in, os.getpid(), elsewhere), range(1000))
    assert list(made) == list(range(1000))
    assert not multiprocessing.active_children()


def _divide(number: int) -> int:
    return 1000 // (500 - number)


def test_fault_is_raised_here_and_nobody_is_left() -> None:
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(_divide, range(1000)))
    assert not multiprocessing.active_children()


def test_who_stops_listening_leaves_nobody() -> None:
    made = side_by_side(_who, range(100_000))
    assert next(made)[0] == 0
    made.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_only_what_is_missing_is_made() -> None:
    memory = Memory()
    memory.keep("square", "7", "known", ())
    jobs = [(str(number % 200), number % 200) for number in range(400)]
    made = list(memory.recall_all("square", jobs, lambda number: number * number))
    assert made[7] == made[207] == "known"
    assert made[8] == made[208] == 64 and len(made) == 400


def test_only_so_many_texts_are_unpacked_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    header = (
        "---\n标题: 词\n定义: 用来试的词\n来源: 示例\n更新: 2026-05-01\n公开属性: 主动公开\n---\n"
    )
    monkeypatch.setattr(texts, "most", 50)
    numbers = range(90)
    docs = {f"terms/term-{number}.md": f"{header}正文 {number}\n" for number in numbers}
    those = list(check_tree(docs).site.records.values())
    bodies = [record.body for record in those]
    assert len(set(bodies)) == len(docs)
    assert sum("body" in vars(record) for record in those) <= texts.most
    assert [record.body for record in those] == bodies
