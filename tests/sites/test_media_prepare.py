"""``qinejia media prepare`` on real recordings of every kind that phones and cameras make."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import av
import pytest

from qinejia.media.loudness import measure
from qinejia.media.probing import probe, why_not
from tests.films import film
from tests.sites.building import ROOT, lay_out, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("kb"), {"docs/index.md": "# 首页\n"})


def prepare(folder: Path, file: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "media", "prepare", str(file), "--name", "sp-a", *arguments)


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("hevc.mp4", {"codec": "libx265"}, "画面编码是 hevc"),
        ("prores.mov", {"codec": "prores_ks", "pixels": "yuv422p10le", "sound": "pcm_s16le"},
         "画面编码是 prores"),
        ("vfr.mp4", {"steady": False}, "帧率不固定"),
        ("big.mp4", {"size": (2560, 1440), "seconds": 2.0}, "2560×1440 太大"),
        ("silent.mp4", {"sound": ""}, "录像没有声音"),
        ("film.mkv", {"sound": "libopus"}, "声音编码是 opus"),
    ],
)  # fmt: skip
def test_what_phones_cannot_play_is_named_and_made_playable(
    folder: Path, tmp_path: Path, name: str, options: dict[str, object], said: str
) -> None:
    source = film(tmp_path / name, **options)  # type: ignore[arg-type]
    out = tmp_path / "out"
    done = prepare(folder, source, "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert said in done.stdout
    assert sorted(path.name for path in out.iterdir()) == [
        "sp-a-360p.mp4", "sp-a-thumbs.jpg", "sp-a.jpg", "sp-a.mp4",
    ]  # fmt: skip
    was = probe(source)
    for file, height in (("sp-a.mp4", 720), ("sp-a-360p.mp4", 360)):
        made = probe(out / file)
        assert why_not(made) == []
        assert made.height <= height
        assert made.seconds == pytest.approx(was.seconds, abs=0.25)
        assert bool(made.audio) == bool(was.audio)
        with av.open(str(out / file)) as opened:
            assert opened.streams.video[0].codec_context.profile == "Main"
            frames = [frame.time for frame in opened.decode(video=0)]
        steps = {round(b - a, 3) for a, b in pairwise(frames)}
        assert steps == {0.04}


def test_loudness_is_brought_to_minus_sixteen(folder: Path, tmp_path: Path) -> None:
    source = film(tmp_path / "quiet.mp4", volume=0.02, seconds=8)
    assert prepare(folder, source, "--out", str(tmp_path / "out")).returncode == 0
    before, after = measure(source)["input_i"], measure(tmp_path / "out/sp-a.mp4")["input_i"]
    assert before < -30
    assert after == pytest.approx(-16, abs=1)


def test_place_and_author_stay_behind(folder: Path, tmp_path: Path) -> None:
    metadata = {"location": "+31.8106+119.9740/", "artist": "李某", "make": "某牌"}
    source = film(tmp_path / "gps.mov", metadata=metadata)
    assert b"+31.8106" in source.read_bytes()
    done = prepare(folder, source, "--out", str(tmp_path / "out"))
    assert "location" in done.stdout
    for path in (tmp_path / "out").iterdir():
        data = path.read_bytes()
        assert b"+31.8106" not in data
        assert "李某".encode() not in data


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
            "文件不完整",
        ),
        (lambda path: path.write_bytes(b""), "打不开"),
        (lambda path: path.write_text("不是录像", "utf-8"), "打不开"),
        (
            lambda path: path.write_bytes((ROOT / "docs/videos/sp-chashui.jpg").read_bytes()),
            "时长不对",
        ),
    ],
)
def test_what_is_no_whole_film_is_refused_and_nothing_is_left(
    folder: Path, tmp_path: Path, content: object, said: str
) -> None:
    source = film(tmp_path / "sp.mp4")
    content(source)  # type: ignore[operator]
    out = tmp_path / "out"
    done = prepare(folder, source, "--out", str(out))
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists() or not list(out.iterdir())


def test_a_film_whose_end_is_missing_is_refused(folder: Path, tmp_path: Path) -> None:
    whole = film(tmp_path / "whole.mp4", seconds=20)
    fast = tmp_path / "fast.mp4"
    with (
        av.open(str(whole)) as source,
        av.open(str(fast), "w", options={"movflags": "faststart"}) as out,
    ):
        streams = {s.index: out.add_stream_from_template(s) for s in source.streams}
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                out.mux(packet)
    data = fast.read_bytes()
    fast.write_bytes(data[: len(data) // 2])
    out_folder = tmp_path / "out"
    done = prepare(folder, fast, "--out", str(out_folder))
    assert done.returncode == 1
    assert "秒能放" in done.stderr or "坏了" in done.stderr
    assert not list(out_folder.iterdir())


def test_the_wrong_extension_does_not_matter(folder: Path, tmp_path: Path) -> None:
    real = film(tmp_path / "real.mkv")
    wrong = real.rename(tmp_path / "wrong.mp4")
    done = prepare(folder, wrong, "--out", str(tmp_path / "out"))
    assert done.returncode == 0
    assert "文件格式是 matroska，不是 MP4" in done.stdout


def test_an_interrupt_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    source = film(tmp_path / "long.mp4", seconds=40, size=(1280, 720))
    out = tmp_path / "out"
    command = [sys.executable, "-m", "qinejia", "media", "prepare", str(source), "--out", str(out)]
    with subprocess.Popen(
        command, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        for _ in range(2400):
            if out.exists() and list(out.glob(".media-*/*.mp4")):
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
    assert process.returncode != 0
    assert "Traceback" not in said
    assert list(out.iterdir()) == []


def test_names_that_are_none_are_refused(folder: Path, tmp_path: Path) -> None:
    source = film(tmp_path / "a.mp4", seconds=1)
    for name in ("../x", "录像", "a/b"):
        done = run(folder, "media", "prepare", str(source), "--name", name)
        assert done.returncode == 2
