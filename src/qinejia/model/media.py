"""Media files that are told apart by content (媒体文件): what ``media.lock.yml`` says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from qinejia.model.fields import Part, Text, key

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class MediaEntry(Part):
    """One locked file (登记的媒体): its content, and what a phone has to know to play it."""

    sha256: Sha256 = key("指纹", "文件内容的 SHA-256")
    size: Annotated[int, Field(ge=0)] = key("字节", "文件大小")
    seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)] = key("时长", "秒")
    video: Text = key("画面", "画面的编码，如 h264", "")
    audio: Text = key("声音", "声音的编码，如 aac；没有声音则空", "")
    width: Annotated[int, Field(ge=0)] = key("宽", "像素", 0)
    height: Annotated[int, Field(ge=0)] = key("高", "像素", 0)
    captions: Text = key("字幕指纹", "登记时字幕文件的 SHA-256", "")


class MediaLock(Part):
    """``media.lock.yml`` (媒体登记簿): path below ``docs`` → entry."""

    version: Literal["1"] = key("版本", "登记簿的格式", "1")
    files: dict[str, MediaEntry] = key("文件", "路径和内容", {})


@dataclass(frozen=True)
class MediaFile:
    """A locked file as it was found (媒体文件).

    ``state`` is ``有`` when the content is the locked one, ``缺`` when the file is nowhere, ``改``
    when it is another; ``stored`` names it below the site folder when it is not below ``docs``.
    ``line`` is where the lock names it.
    """

    entry: MediaEntry
    state: Literal["有", "缺", "改"]
    stored: str = ""
    line: int = 1
