"""What a build records for the next one, and what is read ahead of it."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinejia.memory import Memory
from qinejia.model.records import Record
from qinejia.pipeline.build_record import BuildRecord, Output
from qinejia.processes import CAN_FORK
from qinejia.source.ahead import Ahead
from qinejia.source.documents import load_documents
from qinejia.source.files import files_of
from tests.support import SMALL_SITE, check_tree, write_tree

OUTPUTS = {"index.html": Output("page", 3, 5)}


def recall_all(memory: Memory, names: str) -> list[str]:
    """Ask for each name; those that had to be made anew."""
    made: list[str] = []

    def make(name: str) -> tuple[str, ...]:
        made.append(name)
        return (name, "结果" * 50)

    for name in names:
        assert memory.recall("kind", name, lambda name=name: make(name)) == (name, "结果" * 50)
    memory.end_run()
    return made


def build_once(path: Path, names: str, version: str = "1") -> list[str]:
    record = BuildRecord(path, version)
    memory, _ = record.read()
    made = recall_all(memory, names)
    record.withdraw()
    record.write(memory, OUTPUTS)
    return made


def test_record_holds_what_the_last_run_asked_for_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "record"
    assert build_once(path, "abc") == ["a", "b", "c"]
    assert build_once(path, "abd") == ["d"]
    assert build_once(path, "abc") == ["c"]
    assert BuildRecord(path, "1").read()[1] == OUTPUTS
    assert [p.name for p in path.parent.iterdir()] == ["record"]


def test_record_of_other_programs_is_none(tmp_path: Path) -> None:
    path = tmp_path / "record"
    build_once(path, "ab")
    assert BuildRecord(path, "2").read()[1] == {}
    assert build_once(path, "ab", version="2") == ["a", "b"]


def test_whoever_stops_while_files_are_moved_leaves_no_record(tmp_path: Path) -> None:
    path = tmp_path / "record"
    build_once(path, "ab")
    interrupted = BuildRecord(path, "1")
    interrupted.read()
    interrupted.withdraw()
    assert BuildRecord(path, "1").read()[1] == {}
    assert build_once(path, "ab") == ["a", "b"]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damaged_record_tells_nothing_wrong(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("record") / "record"
    build_once(path, "abcdefgh")
    whole = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(whole[: data.draw(st.integers(len(whole) // 2, len(whole)))])
    record = BuildRecord(path, "1")
    memory, outputs = record.read()
    assert outputs in ({}, OUTPUTS)
    recall_all(memory, "abcdefgh")  # holds every result against what it should be
    record.withdraw()
    record.write(memory, OUTPUTS)
    again = BuildRecord(path, "1").read()
    assert again[1] in ({}, OUTPUTS)
    recall_all(again[0], "abcdefgh")


def make_tree(tmp_path: Path) -> Path:
    write_tree(tmp_path / "docs", SMALL_SITE)
    write_tree(tmp_path / "site", {"index.html": "<p>", "a/b.html": "<p>"})
    return tmp_path


def test_record_that_another_process_began_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qinejia.pipeline.build_record.can_divide", lambda: CAN_FORK)
    for begun, names in (("ab", "abcd"), ("", "a"), ("abcd", "abcd")):
        path = tmp_path / begun / "record"
        record = BuildRecord(path, "1")
        memory, _ = record.read()
        recall_all(memory, begun)
        record.begin(memory)
        record.withdraw()
        assert recall_all(memory, names) == list(names[len(begun) :])
        record.write(memory, OUTPUTS)
        record.close()
        assert list(path.parent.glob("record*")) == [path]
        again, outputs = BuildRecord(path, "1").read()
        assert outputs == OUTPUTS and recall_all(again, names) == []


@pytest.mark.skipif(not CAN_FORK, reason="this system copies no processes")
def test_record_that_was_only_begun_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qinejia.pipeline.build_record.can_divide", lambda: True)
    record = BuildRecord(tmp_path / "record", "1")
    memory, _ = record.read()
    recall_all(memory, "abc")
    record.begin(memory)
    record.close()
    assert list(tmp_path.iterdir()) == [] and not multiprocessing.active_children()


@pytest.mark.skipif(not CAN_FORK, reason="this system copies no processes")
def test_record_that_could_not_be_begun_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qinejia.pipeline.build_record.can_divide", lambda: True)
    record = BuildRecord(tmp_path / "file" / "record", "1")
    (tmp_path / "file").write_text("no folder", "utf-8")
    memory, _ = record.read()
    record.begin(memory)
    record.withdraw()
    record.write(memory, OUTPUTS)
    assert BuildRecord(tmp_path / "file" / "record", "1").read()[1] == {}


def test_what_was_read_ahead_is_what_stands_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qinejia.source.ahead.can_divide", lambda: CAN_FORK)
    root = make_tree(tmp_path)
    ahead = Ahead(root / "docs", "docs", 1_000_000, root / "site")
    assert ahead.files() == files_of(root / "site")
    assert ahead.documents() == load_documents(root / "docs", "docs", 1_000_000)
    only_documents = Ahead(root / "docs", "docs", 1_000_000, root / "site")
    assert only_documents.documents() == load_documents(root / "docs", "docs", 1_000_000)


def test_process_that_dies_costs_nothing_but_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, parent = make_tree(tmp_path), os.getpid()
    monkeypatch.setattr("qinejia.source.ahead.can_divide", lambda: CAN_FORK)
    monkeypatch.setattr(
        "qinejia.source.ahead.load_documents",
        lambda *given: load_documents(*given) if os.getpid() == parent else os._exit(3),
    )
    ahead = Ahead(root / "docs", "docs", 1_000_000, root / "site")
    assert ahead.files() == files_of(root / "site")
    assert ahead.documents() == load_documents(root / "docs", "docs", 1_000_000)


def test_packed_record_is_the_same_record() -> None:
    for path, record in check_tree(SMALL_SITE).site.records.items():
        unpickled: Record = pickle.loads(pickle.dumps(record))
        assert "body" not in vars(unpickled) and "blocks" not in vars(record), path
        assert unpickled == record and "body" in vars(unpickled)
        unpickled.let_go()
        assert "body" not in vars(unpickled)
        assert (unpickled.outline, unpickled.digest) == (record.outline, record.digest)
        with pytest.raises(AttributeError):
            _ = unpickled.no_such_part  # type: ignore[attr-defined]
