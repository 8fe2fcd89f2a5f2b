"""The page of blocks shows every block: source and the live one are the same text."""

from __future__ import annotations

import re

import pytest

from qinejia.model.containers import CONTAINERS, DATA_FENCES
from qinejia.model.kinds import KIND_BY_FOLDER, Kind
from qinejia.model.position import Position
from qinejia.schema.body import BodyReader
from qinejia.source import Document
from qinejia.source.documents import split
from tests.support import REPOSITORY

DOCS = REPOSITORY / "docs"
PAGE = (DOCS / "help/blocks.md").read_text("utf-8")
BLOCKS = (*CONTAINERS, *DATA_FENCES)
_SECTION = re.compile(r"^## (\S+)\n\n.*?\n\n````text\n(.*?)\n````\n\n(.*?)(?=^##|\Z)", re.S | re.M)
_TARGET = re.compile(r"\[\[([a-z0-9.-]+)(?:#([a-z0-9-]+))?\]\]")
SECTIONS = {name: (source, live.strip()) for name, source, live in _SECTION.findall(PAGE)}
ONLY_THERE = {"步骤", "考题", "评分表", "点位图", "问卷"}


def _read(text: str, kind: Kind | None = None) -> BodyReader:
    document: Document = split("docs/a.md", Position("docs/a.md"), f"---\n---\n{text}\n")
    return BodyReader(document, kind)


def test_every_block_of_the_model_has_a_section() -> None:
    assert set(SECTIONS) == set(BLOCKS)


@pytest.mark.parametrize("name", BLOCKS)
def test_source_is_what_is_shown(name: str) -> None:
    source, live = SECTIONS[name]
    mark = f"/// {name}" if name in CONTAINERS else f"```{name}"
    assert source.startswith(mark)
    is_at_home_here = not any(d.code == "QJ124" for d in _read(source).diagnostics)
    assert is_at_home_here == (name not in ONLY_THERE)
    if is_at_home_here:
        assert live == source
        assert _read(source).diagnostics == []
    else:
        _assert_shown_by_a_record(source, live)


def _assert_shown_by_a_record(source: str, live: str) -> None:
    """The record that is linked holds these lines in this order, and they may stand there."""
    found = _TARGET.search(live)
    assert found
    (path,) = DOCS.rglob(f"{found[1]}.md")
    kind = KIND_BY_FOLDER[path.parent.relative_to(DOCS).as_posix()]
    record = split("docs/r.md", Position("docs/r.md"), path.read_text("utf-8"))
    lines = iter(record.body.splitlines())
    assert all(line in lines for line in source.splitlines())
    assert _read(source, kind).diagnostics == []
    assert not found[2] or found[2] in BodyReader(record, kind).anchors
