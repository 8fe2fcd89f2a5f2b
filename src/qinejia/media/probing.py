"""Looks into a media file (探测): what is in it, whether a phone plays it, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qinejia.library.media import hash_of
from qinejia.media.faults import MediaError
from qinejia.model.media import MediaEntry

LONGEST = 4 * 3600  # seconds


@dataclass(frozen=True)
class Probe:
    """What a file holds (探测结果). ``container`` is the format by content, not by name.

    ``is_steady`` says that all pictures last equally long; ``tags`` are metadata keys that name
    a place, a device or a person; ``is_fast`` that the index stands before the media.
    """

    container: str
    seconds: float
    video: str
    audio: str
    width: int
    height: int
    rate: float
    is_steady: bool
    is_fast: bool
    tags: tuple[str, ...]


_PRIVATE = ("location", "gps", "artist", "author", "make", "model", "copyright", "comment")


def probe(path: Path) -> Probe:
    """Open and look.

    Raises ``MediaError`` when the file cannot be read as a video.
    """
    try:
        import av
    except ImportError as error:
        raise MediaError("没有安装视频组件。请运行：pip install 'qinejia[media]'") from error
    try:
        with av.open(str(path), metadata_errors="ignore") as source:
            if not source.streams.video:
                raise MediaError(f"“{path.name}”里没有画面")
            stream = source.streams.video[0]
            next(source.decode(stream))  # an index without pictures is no video
            length = float((source.duration or 0) / 1_000_000)
            average = float(stream.average_rate or 0)
            base = float(stream.base_rate or average or 25)
            tags = {**source.metadata, **stream.metadata}
            audio = source.streams.audio[0].codec_context.name if source.streams.audio else ""
            found = Probe(
                container=source.format.name,
                seconds=length,
                video=_plain(stream.codec_context.name),
                audio=_plain(audio),
                width=stream.codec_context.width,
                height=stream.codec_context.height,
                rate=average or base,
                is_steady=abs(average - base) < 0.02 * base,
                is_fast=_is_fast(path),
                tags=tuple(sorted(k for k in tags if any(p in k.lower() for p in _PRIVATE))),
            )
    except StopIteration as error:
        raise MediaError(f"“{path.name}”里没有可以解码的画面，可能没有录完整") from error
    except (av.FFmpegError, UnicodeDecodeError) as error:
        raise MediaError(f"“{path.name}”打不开：文件不完整，或者不是视频") from error
    if not 0 < found.seconds <= LONGEST:
        raise MediaError(f"“{path.name}”的时长不对（{found.seconds:.0f} 秒）")
    return found


def _plain(codec: str) -> str:
    """The name of a codec without that of its implementation."""
    return {"libdav1d": "av1", "libx264": "h264"}.get(codec, codec)


def _is_fast(path: Path) -> bool:
    """Whether ``moov`` comes before ``mdat`` (ISO/IEC 14496-12)."""
    with path.open("rb") as file:
        for _ in range(50):
            head = file.read(8)
            if len(head) < 8:
                return False
            size, name = int.from_bytes(head[:4], "big"), head[4:]
            if name in (b"moov", b"mdat"):
                return name == b"moov"
            if size == 1:
                size = int.from_bytes(file.read(8), "big") - 8
            if size < 8:
                return False
            file.seek(size - 8, 1)
    return False


def why_not(found: Probe) -> list[str]:
    """Why phones may not play a file as it is, in plain words; empty when they do."""
    reasons = []
    if "mp4" not in found.container:
        reasons.append(f"文件格式是 {found.container.partition(',')[0]}，不是 MP4")
    if found.video != "h264":
        reasons.append(f"画面编码是 {found.video}，手机只保证能放 H.264")
    if found.audio not in ("", "aac"):
        reasons.append(f"声音编码是 {found.audio}，手机只保证能放 AAC")
    if found.width * found.height > 1920 * 1080:
        reasons.append(f"画面 {found.width}×{found.height} 太大，旧手机放不动")
    if not found.is_steady:
        reasons.append("帧率不固定，拖动时声音和画面会错开")
    if not found.is_fast and "mp4" in found.container:
        reasons.append("索引在文件末尾，要全部下载完才能播放")
    return reasons


def entry_of(path: Path, captions: Path | None = None) -> MediaEntry:
    """What the lock says of a file.

    Raises ``MediaError``.
    """
    found = probe(path)
    return MediaEntry.model_validate(
        {
            "指纹": hash_of(path),
            "字节": path.stat().st_size,
            "时长": round(found.seconds, 3),
            "画面": found.video,
            "声音": found.audio,
            "宽": found.width,
            "高": found.height,
            "字幕指纹": hash_of(captions) if captions and captions.is_file() else "",
        }
    )
