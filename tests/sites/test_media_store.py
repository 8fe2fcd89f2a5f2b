"""Media that stand outside of the text's history: locked, checked, carried, shown or missed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qinejia.media.faults import MediaError
from qinejia.media.store import Store, copy_in
from tests.films import film
from tests.sites.building import build, lay_out, run

pytestmark = pytest.mark.slow

PAGE = """---
标题: 试片
文件: sp-a.mp4
字幕: sp-a.vtt
时长: 3
更新: 2026-01-01
公开属性: {disclosure}
---

说明。
"""
CAPTIONS = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n第一句\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(
        tmp_path / "kb",
        {
            "docs/index.md": "# 首页\n",
            "docs/videos/sp-a.md": PAGE.format(disclosure="主动公开"),
            "docs/videos/sp-a.vtt": CAPTIONS,
        },
    )


@pytest.fixture
def stored(folder: Path, tmp_path: Path) -> Path:
    """The one file of the store."""
    source = film(tmp_path / "sp-a.mp4")
    done = run(folder, "media", "add", str(source))
    assert done.returncode == 0, done.stderr
    (path,) = (folder / "media").rglob("*.mp4")
    return path


def test_a_film_from_elsewhere_goes_to_the_store_and_reaches_the_site(
    folder: Path, stored: Path, tmp_path: Path
) -> None:
    assert not (folder / "docs/videos/sp-a.mp4").exists()
    assert stored.stem in (folder / "media.lock.yml").read_text("utf-8")
    site = build(folder, tmp_path / "site")
    assert (site / "videos/sp-a.mp4").read_bytes() == stored.read_bytes()
    assert "<video" in (site / "videos/sp-a/index.html").read_text("utf-8")


def test_what_is_missing_is_reported_and_shown_as_a_gap(
    folder: Path, stored: Path, tmp_path: Path
) -> None:
    stored.unlink()
    assert "QJ181" in run(folder, "check").stdout
    assert run(folder, "media", "verify").returncode == 1
    page = (build(folder, tmp_path / "site") / "videos/sp-a/index.html").read_text("utf-8")
    assert "视频文件暂时不在这台服务器上" in page
    assert "<video" not in page
    assert "第一句" in page


def test_what_was_altered_does_not_reach_the_site(
    folder: Path, stored: Path, tmp_path: Path
) -> None:
    data = bytearray(stored.read_bytes())
    data[-100] ^= 1
    stored.write_bytes(bytes(data))
    done = run(folder, "media", "verify")
    assert done.returncode == 1
    assert "已损坏" in done.stdout
    site = build(folder, tmp_path / "site")
    assert not (site / "videos/sp-a.mp4").exists()


def test_a_film_of_an_internal_page_stays_out_of_the_public_edition(
    folder: Path, stored: Path, tmp_path: Path
) -> None:
    page = folder / "docs/videos/sp-a.md"
    page.write_text(PAGE.format(disclosure="内网"), "utf-8")
    site = build(folder, tmp_path / "site", "--edition", "public")
    assert not list(site.rglob("*.mp4"))
    assert not list(site.rglob("*.vtt"))
    assert (build(folder, tmp_path / "inside") / "videos/sp-a.mp4").exists()


def test_a_large_file_moves_out_of_the_text(folder: Path) -> None:
    film(folder / "docs/videos/sp-a.mp4")
    assert run(folder, "media", "add", "docs/videos/sp-a.mp4").returncode == 0
    assert (folder / "docs/videos/sp-a.mp4").exists()
    assert run(folder, "media", "add", "docs/videos/sp-a.mp4", "--store").returncode == 0
    assert not (folder / "docs/videos/sp-a.mp4").exists()
    assert run(folder, "media", "verify").returncode == 0


def test_what_nobody_names_is_listed_then_deleted(folder: Path, stored: Path) -> None:
    stranger = folder / "media/ab/abcd.mp4"
    stranger.parent.mkdir(parents=True)
    stranger.write_bytes(b"x")
    listed = run(folder, "media", "gc", "--dry-run")
    assert "没有登记：media/ab/abcd.mp4" in listed.stdout
    assert stranger.exists()
    run(folder, "media", "gc")
    assert not stranger.exists()
    assert stored.exists()


def test_two_machines_complete_each_other_over_a_stick(
    folder: Path, stored: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert "送出 1 个" in run(folder, "media", "sync", str(stick)).stdout
    content = stored.read_bytes()
    stored.unlink()
    assert "取回 1 个" in run(folder, "media", "sync", str(stick)).stdout
    assert stored.read_bytes() == content
    stored.unlink()
    for file in stick.rglob("*.mp4"):
        file.unlink()
    nowhere = run(folder, "media", "sync", str(stick))
    assert nowhere.returncode == 1
    assert "两边都没有：videos/sp-a.mp4" in nowhere.stdout


def test_a_stick_with_a_broken_copy_changes_nothing(
    folder: Path, stored: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    run(folder, "media", "sync", str(stick))
    (copy,) = stick.rglob("*.mp4")
    copy.write_bytes(b"broken")
    stored.unlink()
    done = run(folder, "media", "sync", str(stick))
    assert done.returncode == 1
    assert "内容变了" in done.stderr
    assert not list((folder / "media").rglob("*.mp4"))
    assert not list((folder / "media").rglob(".copy-*"))


def test_captions_that_changed_since_are_told(folder: Path, stored: Path) -> None:
    (folder / "docs/videos/sp-a.vtt").write_text(CAPTIONS.replace("第一句", "改了"), "utf-8")
    done = run(folder, "media", "verify")
    assert done.returncode == 0
    assert "videos/sp-a.vtt：登记以后字幕改过" in done.stdout


@pytest.mark.parametrize("target", ["../x.mp4", "/etc/x.mp4", "videos/x.exe"])
def test_a_target_out_of_the_content_is_refused(folder: Path, tmp_path: Path, target: str) -> None:
    source = film(tmp_path / "b.mp4", seconds=1)
    assert run(folder, "media", "add", str(source), "--to", target).returncode == 2
    assert not (folder / "media.lock.yml").exists()


def test_a_lock_that_points_elsewhere_is_an_error(folder: Path, stored: Path) -> None:
    lock = folder / "media.lock.yml"
    lock.write_text(lock.read_text("utf-8").replace("videos/sp-a.mp4", "../../etc/passwd"), "utf-8")
    done = run(folder, "check")
    assert done.returncode == 1
    assert re.search(r"media\.lock\.yml:\d+:\d+: QJ180", done.stdout)


def test_a_copy_that_is_not_the_original_is_thrown_away(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"content")
    with pytest.raises(MediaError):
        copy_in(source, tmp_path / "store/a", "0" * 64)
    assert not list((tmp_path / "store").iterdir())
    assert list(Store(tmp_path, tmp_path).strangers()) == []


def test_a_clip_in_running_text_gets_what_stands_beside_it(
    folder: Path, stored: Path, tmp_path: Path
) -> None:
    film(folder / "docs/videos/bare.mp4", seconds=1)
    (folder / "docs/videos/sp-a.jpg").write_bytes(b"x")
    text = "# 首页\n\n![type:video](videos/sp-a.mp4)\n\n![type:video](videos/bare.mp4)\n"
    (folder / "docs/index.md").write_text(text, "utf-8")
    html = (build(folder, tmp_path / "site") / "index.html").read_text("utf-8")
    first, second = re.findall(r"<video.*?</video>", html, re.DOTALL)
    assert 'poster="videos/sp-a.jpg"' in first
    assert 'kind="captions" srclang="zh-CN" label="中文字幕" default src="videos/sp-a.vtt"' in first
    assert "poster" not in second
    assert "<track" not in second
    for clip in (first, second):
        assert "webkit-playsinline" in clip
        assert "style=" not in clip
