"""Older files by way of LibreOffice: as good as the new ones, and nothing is fetched."""

from __future__ import annotations

import http.server
import threading
import time
from pathlib import Path

import pypandoc
import pytest

from bench.importing.office import save_as
from qinejia.importing import source_files
from qinejia.importing.drafting import Imported, import_word
from qinejia.importing.faults import ImportFault
from qinejia.importing.known import Known
from qinejia.importing.source_files import find_office, read_word_file
from tests.photos import SECRETS, photo
from tests.word import Word, gb_cover, gb_word

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")

SLIDES = """---
title: 会议茶水服务
---

# 准备

- 洗手
- 备茶

::: notes
讲这一页时请示范。
:::

# 顺序

1. 端杯
2. 倒水

# 水位

![倒水](p.jpg)

# 用具

| 项目 | 数量 |
|------|------|
| 茶杯 | 两个 |
"""


def taken(path: Path, kind: str) -> Imported:
    data, converted = read_word_file(path)
    return import_word(data, kind, Known(), "文件", "same", converted=converted)


def standard() -> Word:
    word = gb_cover(gb_word()).p("范围", style="章标题").p("本文件规定了开窗的要求。", style="段")
    word.p("要求", style="章标题").p("一般要求", style="一级条标题")
    word.p("每日通风不少于2次。", word.footnote("雨天除外。"), style="二级无")
    word.p("每次不少于30 min。", style="二级无")
    word.p("先开窗；", style="字母编号列项（一级）").p("后开门。", style="字母编号列项（一级）")
    word.p("名称和数量", style="正文表标题")
    word.table(["名称", ("数量", 2, "")], ["窗", "1", "扇"], ["门", "2", "樘"], heads=1)
    word.p(word.picture(photo(size=(320, 240)), "image1.jpg"), centred=True)
    return word.p("通风", style="正文图标题")


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("ending", [".doc", ".wps"])
def test_old_word_file_becomes_what_the_new_one_becomes(tmp_path: Path, ending: str) -> None:
    new = tmp_path / "a.docx"
    new.write_bytes(standard().build())
    old = save_as(new, "doc:MS Word 97").rename(tmp_path / f"a{ending}")
    made, wanted = taken(old, "standard"), taken(new, "standard")
    assert made.markdown == wanted.markdown
    assert "2.1.2 每次不少于30 min。" in made.markdown and '<th colspan="2">' in made.markdown
    assert list(made.pictures) == list(wanted.pictures)
    assert not [s for s in SECRETS for data in made.pictures.values() if s in data]
    told = "由 LibreOffice 从旧格式转换"
    assert told in str(made.notices.found[0]) and told not in str(wanted.notices.found)


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("ending", [".ppt", ".pps", ".dps"])
def test_old_slides_become_what_the_new_ones_become(tmp_path: Path, ending: str) -> None:
    (tmp_path / "p.jpg").write_bytes(photo(size=(320, 240)))
    new = tmp_path / "a.pptx"
    pypandoc.convert_text(
        SLIDES, "pptx", "md", outputfile=str(new), extra_args=[f"--resource-path={tmp_path}"]
    )
    old = save_as(new, "ppt:MS PowerPoint 97").rename(tmp_path / f"a{ending}")
    made, wanted = taken(old, "course"), taken(new, "course")
    assert made.markdown == wanted.markdown
    assert "标题: 会议茶水服务\n" in made.markdown and "number>" not in made.markdown
    assert "- 洗手\n- 备茶" in made.markdown and "1. 端杯\n2. 倒水" in made.markdown
    assert "讲这一页时请示范。" in made.markdown and "| 茶杯 | 两个 |" in made.markdown
    assert len(made.pictures) == 1 and made.found.share == 1 and made.found.unread <= 0


@needs_office
@pytest.mark.slow
def test_what_an_old_file_links_to_is_not_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Watcher(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Watcher) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        word = Word().p("甲。")
        where = f"http://127.0.0.1:{server.server_port}/linked.png"
        link = word.relate("image", where, external=True)
        drawing = word.picture(b"x").replace(
            '<wp:docPr id="1"', '<wp:extent cx="900000" cy="900000"/><wp:docPr id="1"'
        )
        at = drawing.index("r:embed=")
        word.p(drawing[:at] + f'r:link="{link}"' + drawing[drawing.index("/>", at) :]).p("乙。")
        (tmp_path / "a.docx").write_bytes(word.build())
        old = save_as(tmp_path / "a.docx", "doc:MS Word 97")
        assert asked  # so it would be seen
        asked.clear()
        made = taken(old, "course")
        server.shutdown()
    assert asked == [] and "甲。\n\n乙。" in made.markdown
    assert "图片不在文件里，只是链接" in str(made.notices.found)


@needs_office
@pytest.mark.slow
def test_damaged_old_file_ends_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(standard().build())
    data = save_as(tmp_path / "a.docx", "doc:MS Word 97").read_bytes()
    for name, broken in (
        ("cut.doc", data[:5000]),
        ("empty.doc", data[:512] + b"\0" * 20_000),
        ("empty.ppt", data[:512] + b"\0" * 20_000),
    ):
        (tmp_path / name).write_bytes(broken)
        try:
            taken(tmp_path / name, "course")
        except ImportFault as fault:
            assert "\n" not in str(fault)


def test_conversion_that_hangs_is_ended_with_all_that_it_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in: LibreOffice is a script around a program, and the program hangs."""
    (tmp_path / "bin").mkdir()
    office = tmp_path / "bin/soffice"
    office.write_text(f"#!/bin/sh\n(sleep 3; touch {tmp_path}/still-there) &\nwait\n", "utf-8")
    office.chmod(0o755)
    monkeypatch.setenv("PATH", f"{office.parent}:/usr/bin:/bin")
    monkeypatch.setattr(source_files, "SECONDS", 0.5)
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(ImportFault, match="LibreOffice 没有转换成功"):
        read_word_file(tmp_path / "a.doc")
    time.sleep(3.5)
    assert not (tmp_path / "still-there").exists()


def test_office_is_found_where_windows_puts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert find_office() is None
    program = tmp_path / "LibreOffice/program/soffice.exe"
    program.parent.mkdir(parents=True)
    program.touch()
    assert find_office() == str(program)
