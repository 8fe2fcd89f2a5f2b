"""``qinejia media from-manual``: a picture book becomes a film that can be read."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import av
import pytest

from qinejia.library.media import hash_of
from qinejia.markup.webvtt import read_webvtt
from qinejia.media.frames import SMALLEST_TEXT, font_files, frame_svg, render_png
from qinejia.media.probing import probe, why_not
from qinejia.media.scenes import Scene, scenes_of
from qinejia.model.position import Position
from qinejia.pipeline import check
from qinejia.settings import find_settings
from tests.films import wave
from tests.sites.building import ROOT, build, lay_out, run

pytestmark = pytest.mark.slow

MANUAL = """---
标题: 倒水图册
更新: 2026-01-01
公开属性: 主动公开
---

/// 步骤 | 端杯离桌
    限值: 不高于5 cm（示例值）

左手端杯，离开桌面。

```摆位图
标题: 杯
说明: 一只杯。
画布: [100, 60]
图形:
  - {形: 杯, 位: [50, 30], 径: 20, 标: 茶杯}
```
///

/// 步骤 | 倒至七分
壶嘴不碰杯口。
///
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files: dict[str, str | bytes] = {"docs/index.md": "# 首页\n", "docs/manuals/tc-a.md": MANUAL}
    return lay_out(tmp_path_factory.mktemp("kb"), files)


def make(folder: Path) -> str:
    done = run(folder, "media", "from-manual", "tc-a")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_clip_its_captions_and_its_page_belong_together(folder: Path, tmp_path: Path) -> None:
    make(folder)
    videos = folder / "docs/videos"
    found = probe(videos / "sp-a.mp4")
    assert why_not(found) == []
    assert (found.width, found.height, found.audio) == (1280, 720, "")
    cues, faults = read_webvtt((videos / "sp-a.vtt").read_text("utf-8"), Position("x"))
    assert not faults
    assert [cue.text for cue in cues][:2] == ["端杯离桌", "左手端杯，离开桌面。"]
    assert cues[-1].end <= found.seconds
    assert all(cue.end - cue.start >= 2 for cue in cues)
    page = (videos / "sp-a.md").read_text("utf-8")
    assert page.count('步骤: "tc-a#step-') == 2
    assert run(folder, "check").returncode == 0
    site = build(folder, tmp_path / "site")
    html = (site / "videos/sp-a/index.html").read_text("utf-8")
    assert html.count('class="qj-chapter"') == 2


def test_made_again_it_is_the_same_and_what_was_written_stays(folder: Path) -> None:
    make(folder)
    page = folder / "docs/videos/sp-a.md"
    before = hash_of(folder / "docs/videos/sp-a.mp4")
    page.write_text(page.read_text("utf-8") + "编辑加的一段。\n", "utf-8")
    make(folder)
    assert hash_of(folder / "docs/videos/sp-a.mp4") == before
    assert page.read_text("utf-8").count("编辑加的一段。") == 1
    assert page.read_text("utf-8").count("章节:") == 1


def test_a_voice_beside_a_step_is_heard_and_the_step_lasts_as_long(
    folder: Path, tmp_path: Path
) -> None:
    site = tmp_path / "kb"
    shutil.copytree(folder, site)
    shutil.rmtree(site / "docs/videos", ignore_errors=True)
    narration = site / "narration/tc-a"
    narration.mkdir(parents=True)
    wave(narration / "step-1.wav", 25)
    make(site)
    found = probe(site / "docs/videos/sp-a.mp4")
    assert found.audio == "aac"
    page = (site / "docs/videos/sp-a.md").read_text("utf-8")
    _, second = re.findall(r'时间: "0:(\d\d)', page)
    assert int(second) >= 25
    assert loud(site / "docs/videos/sp-a.mp4", 3, 20) > 0.05
    assert loud(site / "docs/videos/sp-a.mp4", 27, found.seconds - 1) < 0.001


def loud(path: Path, start: float, end: float) -> float:
    """Largest sample between two moments."""
    largest = 0.0
    with av.open(str(path)) as source:
        converter = av.AudioResampler(format="s16", layout="mono")
        for frame in source.decode(audio=0):
            if frame.time is not None and start <= frame.time <= end:
                for part in converter.resample(frame):
                    samples = memoryview(bytes(part.planes[0])[: part.samples * 2]).cast("h")
                    largest = max(largest, max(map(abs, samples)) / 32_768)
    return largest


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("step-9.wav", b"", "没有对应的步骤"),
        ("step-1.wav", b"nothing", "打不开"),
    ],
)
def test_a_voice_that_fits_nowhere_is_named(
    folder: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    site = tmp_path / "kb"
    shutil.copytree(folder, site)
    shutil.rmtree(site / "docs/videos", ignore_errors=True)
    (site / "narration/tc-a").mkdir(parents=True)
    (site / "narration/tc-a" / name).write_bytes(content)
    done = run(site, "media", "from-manual", "tc-a")
    assert done.returncode == 1
    assert said in done.stderr
    assert not list((site / "docs/videos").glob("*.mp4"))


def test_without_the_font_it_says_which_package(folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text('<?xml version="1.0"?><fontconfig></fontconfig>')
    done = run(folder, "media", "from-manual", "tc-a", FONTCONFIG_FILE=str(config))
    assert done.returncode == 1
    assert "fonts-noto-cjk" in done.stderr


def pixels(svg: str) -> bytes:
    with av.open(__import__("io").BytesIO(render_png(svg))) as source:
        return bytes(next(source.decode(video=0)).reformat(format="gray").planes[0])


def test_chinese_is_not_boxes() -> None:
    def title(text: str) -> bytes:
        return pixels(frame_svg(Scene(1, text, None, "", "", ()), 1, Path()))

    assert font_files()
    shown = {title(character) for character in "茶水服务标准"}
    assert len(shown) == 6
    assert title("\U000f0000") not in shown


def own_scenes() -> list[tuple[str, Scene, int]]:
    settings, _ = find_settings(ROOT / "mkdocs.yml")
    assert settings is not None
    site = check(settings).site
    return [
        (record.id, scene, len(record.steps))
        for record in site.of_kind("manual")
        for scene in scenes_of(record.steps, lambda target: "")
    ]


def test_all_text_in_our_own_frames_can_be_read_on_a_phone() -> None:
    scenes = own_scenes()
    assert len(scenes) > 40
    for manual, scene, steps in scenes:
        svg = frame_svg(scene, steps, ROOT / "docs/manuals")
        inner = re.search(r'<svg x="[^"]*" y="0" width="(\d+)" height="(\d+)"', svg)
        box = re.search(r'class="qj-fig"[^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
        scale = 1.0
        if inner and box:
            scale = min(int(inner[1]) / float(box[1]), int(inner[2]) / float(box[2]))
        head, _, figure = svg.partition('class="qj-fig"')
        for size in re.findall(r'font-size="([\d.]+)"', head):
            assert float(size) >= SMALLEST_TEXT, (manual, scene.title)
        for size in re.findall(r'font-size="([\d.]+)"', figure):
            assert float(size) * scale >= SMALLEST_TEXT - 0.5, (manual, scene.title)
