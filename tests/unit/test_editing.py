"""Editing through the protocol of the browser's editor: real files, no browser."""

from __future__ import annotations

import base64
import json
import shutil
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from qinejia.editing.entries import changed_text, open_entry
from qinejia.editing.faults import EditingFault
from qinejia.editing.folder import Folder
from qinejia.editing.protocol import Desk
from qinejia.model.kinds import KINDS
from tests.support import REPOSITORY, settings_of

RECORD = "docs/courses/kc-01.md"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PICTURE = (
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"eXIf", b"GPS") + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
)  # fmt: skip


class Tab:
    """One tab of a browser that edits ``docs``."""

    def __init__(self, docs: Path) -> None:
        self.docs = docs
        self.desk = Desk(Folder(settings_of(root=docs.parent)))

    def ask(self, action: str, **parameters: Any) -> Any:
        return self.desk.answer({"action": action, "params": parameters})

    def open(self, path: str = RECORD) -> dict[str, Any]:
        form: dict[str, Any] = json.loads(self.ask("getEntry", path=path)["data"])
        return form

    def save(self, form: dict[str, Any], path: str = RECORD, assets: Any = ()) -> None:
        files = [{"path": path, "slug": "", "raw": json.dumps(form, ensure_ascii=False)}]
        self.ask("persistEntry", dataFiles=files, assets=list(assets), options={})

    def bytes(self, path: str = RECORD) -> bytes:
        return (self.docs.parent / path).read_bytes()


@pytest.fixture
def tab(tmp_path: Path) -> Tab:
    docs = tmp_path / "docs"
    (docs / "courses").mkdir(parents=True)
    shutil.copy(REPOSITORY / RECORD, docs / "courses")
    return Tab(docs)


def asset(path: str, data: bytes = PICTURE) -> dict[str, str]:
    return {"path": path, "content": base64.b64encode(data).decode(), "encoding": "base64"}


def test_every_record_saved_unchanged_keeps_its_bytes_and_one_change_is_one_line(
    tmp_path: Path,
) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(REPOSITORY / "docs", docs, ignore=shutil.ignore_patterns("*.mp4", "*.jpg"))
    tab = Tab(docs)
    count = 0
    for kind in KINDS:
        for entry in tab.ask("entriesByFolder", folder=f"docs/{kind.folder}", extension="md"):
            path, form = entry["file"]["path"], json.loads(entry["data"])
            before = tab.bytes(path)
            tab.save(form, path)
            assert tab.bytes(path) == before, path
            opened = open_entry(before.decode(), kind)
            for key in {key for key, value in form.items() if isinstance(value, str)} - {"id"}:
                text = changed_text(opened, {**form, key: f"改{form[key]}"}, kind)
                old, new = before.decode().split("\n"), text.split("\n")
                assert len(old) == len(new), (path, key)
                assert sum(a != b for a, b in zip(old, new, strict=True)) == 1, (path, key)
                count += 1
    assert count > 1_500


def test_nothing_is_written_when_nothing_changed(tab: Tab) -> None:
    file = tab.docs.parent / RECORD
    before = file.stat().st_mtime_ns
    tab.save(tab.open())
    assert file.stat().st_mtime_ns == before


def test_line_ends_and_byte_order_mark_of_windows_stay(tab: Tab) -> None:
    file = tab.docs.parent / RECORD
    text = file.read_text("utf-8")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    form = tab.open()
    tab.save({**form, "课时": 3, "body": form["body"].replace("\n", "\r\n")})
    expected = text.replace("\n课时: 2\n", "\n课时: 3\n")
    assert tab.bytes() == b"\xef\xbb\xbf" + expected.replace("\n", "\r\n").encode()


def test_keys_that_the_form_does_not_show_stay_and_cannot_be_written(tab: Tab) -> None:
    file = tab.docs.parent / RECORD
    text = file.read_text("utf-8").replace("序号: 1\n", "序号: 1\ntags: [甲]   # 旧\n未知: x\n")
    file.write_text(text, "utf-8")
    form = tab.open()
    assert not {"tags", "未知"} & form.keys()
    tab.save({**form, "备注": "", "未知": "y", "审核": {"终审": {"人": "甲"}}})
    note = next(line for line in text.split("\n") if line.startswith("备注"))
    assert tab.bytes().decode() == text.replace(f"{note}\n", "")


def test_new_record_is_written_in_block_style(tab: Tab) -> None:
    form = {
        "id": "kc-99", "标题": "新课", "层级": ["执行层", "管理层"], "目标": [], "课时": 1.5,
        "公开属性": "内网", "备注": None, "body": "正文",
    }  # fmt: skip
    tab.save(form, "docs/courses/kc-99.md", [asset("docs/courses/kc-99/a.png")])
    assert tab.bytes("docs/courses/kc-99.md").decode() == (
        "---\n标题: 新课\n层级:\n  - 执行层\n  - 管理层\n公开属性: 内网\n课时: 1.5\n---\n\n正文\n"
    )
    assert b"eXIf" in PICTURE and b"eXIf" not in tab.bytes("docs/courses/kc-99/a.png")


def test_ordinary_pages_and_unreadable_files_do_not_stop_the_list(tab: Tab) -> None:
    folder = tab.docs / "courses"
    (folder / "plain.md").write_text("---\n类型: 页面\n---\n\n普通页面\n", "utf-8")
    (folder / "index.md").write_text("# 总表\n", "utf-8")
    (folder / "kc-02.md").write_bytes("---\n标题: 甲\n---\n".encode("gbk"))
    found = tab.ask("entriesByFolder", folder="docs/courses", extension="md", depth=1)
    assert [one["file"]["path"] for one in found] == [RECORD, "docs/courses/kc-02.md"]
    form = json.loads(found[1]["data"])
    assert (form["标题"], form["body"]) == (
        "〔文件有误〕kc-02",
        "kc-02.md：文件是 GBK 编码，不是 UTF-8",
    )
    with pytest.raises(EditingFault, match="不是 UTF-8"):
        tab.save(form, "docs/courses/kc-02.md")


def test_record_changed_elsewhere_is_not_overwritten(tab: Tab) -> None:
    form, file = tab.open(), tab.docs.parent / RECORD
    file.write_text(file.read_text("utf-8") + "\n别人写的一段。\n", "utf-8")
    with pytest.raises(EditingFault, match="在别处改过了"):
        tab.save({**form, "标题": "甲"})
    assert "别人写的一段" in tab.bytes().decode()
    tab.save({**tab.open(), "标题": "甲"})
    other = Tab(tab.docs)
    with pytest.raises(EditingFault, match="已经有标识为"):
        other.save({"标题": "乙"})


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\ud800"])
def test_text_that_could_not_be_read_again_is_not_saved(tab: Tab, sign: str) -> None:
    before = tab.bytes()
    with pytest.raises(EditingFault, match="控制字符"):
        tab.save({**tab.open(), "body": f"甲{sign}乙"})
    assert tab.bytes() == before


def test_record_with_a_broken_header_is_shown_but_not_saved(tab: Tab) -> None:
    file = tab.docs.parent / RECORD
    file.write_text("---\n标题: [甲\n---\n\n正文\n", "utf-8")
    form = tab.open()
    assert form["标题"] == "〔文件有误〕kc-01"
    with pytest.raises(EditingFault, match="页头有错误"):
        tab.save(form)


@pytest.mark.parametrize(
    "path",
    [
        "docs/../mkdocs.md", "/etc/passwd", "docs/courses/../../x.md", "docs//courses/x.md",
        "docs/courses/a\0.md", "docs\\courses\\x.md", "C:/docs/x.md", "docs/courses/con.md",
        "docs/courses/x.md:y", "docs/courses/.x.md", "docs/courses/kc-1.md ", "docs/courses/x.py",
        "docs/courses/index.md", "docs/kc-1.md", "docs/link/kc-1.md", "docs/courses/kc-link.md",
        "", None, 7, "docs",
    ],
)  # fmt: skip
def test_no_record_is_written_elsewhere(tab: Tab, path: Any) -> None:
    outside = tab.docs.parent / "outside"
    outside.mkdir()
    (tab.docs / "link").symlink_to(outside)
    (tab.docs / "courses" / "kc-link.md").symlink_to(outside / "x.md")
    before = sorted(tab.docs.parent.rglob("*"))
    with pytest.raises(EditingFault):
        tab.save({"标题": "甲"}, path)
    with pytest.raises(EditingFault):
        tab.ask("getEntry", path=path)
    assert sorted(tab.docs.parent.rglob("*")) == before


@pytest.mark.parametrize("name", ["Kc-1", "kc-", "tc-1", "kc-1_2", "kc-茶"])
def test_new_record_needs_an_identifier_of_its_kind(tab: Tab, name: str) -> None:
    with pytest.raises(EditingFault, match="标识"):
        tab.save({"id": name, "标题": "甲"}, f"docs/courses/{name}.md")
    assert [file.name for file in tab.docs.rglob("*.md")] == ["kc-01.md"]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("docs/courses/kc-01/a.html", PICTURE),
        ("docs/courses/kc-01/a.svg", b"<svg/>"),
        ("docs/courses/kc-01/a.png", b"<script>"),
        ("docs/courses/kc-01/a.jpg", PICTURE),
        ("docs/courses/kc-01/a.png", PICTURE[:40]),
        ("docs/courses/kc-01/a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 10_000_000),
        ("docs/courses/kc-01/照片.png", PICTURE),
        ("docs/courses/../a.png", PICTURE),
        ("docs/a.png", PICTURE),
    ],
)
def test_no_picture_but_pictures_in_the_folder_of_a_kind(tab: Tab, path: str, data: bytes) -> None:
    before = tab.bytes()
    form = tab.open()
    with pytest.raises(EditingFault):
        tab.save({**form, "标题": "甲"}, assets=[asset(path, data)])
    assert tab.bytes() == before and not list(tab.docs.rglob("a.*"))


def test_pictures_are_kept_listed_and_removed_and_records_are_not(tab: Tab) -> None:
    path = "docs/courses/kc-01/a.png"
    tab.ask("persistMedia", asset=asset(path))
    with pytest.raises(EditingFault, match="已经有一张"):
        tab.ask("persistMedia", asset=asset(path, PICTURE.replace(b"\x78\x9c", b"\x78\x01")))
    assert [one["path"] for one in tab.ask("getMedia", mediaFolder="docs/courses/kc-01")] == [path]
    with pytest.raises(EditingFault, match="不能删除"):
        tab.ask("deleteFiles", paths=[path, RECORD])
    assert tab.bytes(path)
    tab.ask("deleteFiles", paths=[path])
    assert tab.ask("getMedia", mediaFolder="docs/courses/kc-01") == []


@pytest.mark.parametrize(
    "request_", [None, [], {}, {"action": "x", "params": {}}, {"action": [], "params": {}},
                 {"action": "persistEntry", "params": {"dataFiles": [7]}},
                 {"action": "persistEntry", "params": {"dataFiles": [], "assets": 3}},
                 {"action": "persistMedia", "params": {}}, {"action": "getMedia", "params": {}},
                 {"action": "entriesByFolder", "params": {"folder": "docs/../.."}}]
)  # fmt: skip
def test_broken_request_is_refused(tab: Tab, request_: Any) -> None:
    with pytest.raises(EditingFault):
        tab.desk.answer(request_)
