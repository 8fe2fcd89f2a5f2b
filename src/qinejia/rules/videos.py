"""Videos, their captions, chapters and questions (视频)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.library.media import LOCK
from qinejia.model.headers.learning import VideoHeader
from qinejia.model.moments import moment_of, seconds_of
from qinejia.model.position import Position
from qinejia.model.records import Record
from qinejia.rules.context import Context, at_key, fault

PLAYABLE_VIDEO = ("h264",)
PLAYABLE_AUDIO = ("", "aac")
"""What the WeChat web view and old desktops play in an MP4."""
TOLERANCE = 0.5
"""Seconds that captions may outlast the video: encoders round to whole frames."""


def check_media(context: Context) -> Iterator[Diagnostic]:
    """QJ181: a locked file that is missing or altered."""
    for path, media in context.site.media.items():
        if media.state != "有":
            what = "不见了" if media.state == "缺" else "与登记的内容不同"
            yield Diagnostic("QJ181", Position(LOCK, media.line, 3), f"“{path}”{what}")


def check_videos(context: Context) -> Iterator[Diagnostic]:
    """QJ182–QJ184: what plays, captions within the video, moments in order."""
    for record in context.site.of_kind("video"):
        header = record.header
        if not isinstance(header, VideoHeader) or not header.video:
            continue
        path = file_of(record, header.video)
        media = context.site.media.get(path)
        if media is None:
            if path in context.site.resources:
                message = f"视频“{header.video}”还没有登记"
                yield fault("QJ182", record, "文件", message, "运行 qinejia media add。")
            length = float(header.seconds or 0)
        else:
            entry, length = media.entry, media.entry.seconds
            if entry.video not in PLAYABLE_VIDEO or entry.audio not in PLAYABLE_AUDIO:
                codecs = " + ".join(filter(None, (entry.video, entry.audio)))
                yield fault("QJ182", record, "文件", f"视频“{header.video}”的编码是 {codecs}")
        yield from _moments(record, header, length)
        if length and header.captions:
            cues = context.site.captions.get(file_of(record, header.captions), ())
            if cues and cues[-1].end > length + TOLERANCE:
                where = Position(
                    posixpath.join(context.settings.label, file_of(record, header.captions)),
                    cues[-1].line,
                )
                yield Diagnostic("QJ183", where, f"字幕超出了片长 {moment_of(length)}")


def file_of(record: Record, name: str) -> str:
    """The path below ``docs`` of a file that a record names."""
    base = "" if name.startswith("/") else posixpath.dirname(record.path)
    return posixpath.normpath(posixpath.join(base, name.lstrip("/")))


def _moments(record: Record, header: VideoHeader, length: float) -> Iterator[Diagnostic]:
    last = -1.0
    for number, chapter in enumerate(header.chapters):
        at = seconds_of(chapter.at)
        message = ""
        if at <= last:
            message = f"章节“{chapter.title}”不晚于上一章"
        elif length and at >= length:
            message = f"章节“{chapter.title}”超出了片长 {moment_of(length)}"
        if message:
            where = record.places.get(("章节", number, "时间")) or at_key(record, "章节", number)
            yield Diagnostic("QJ184", where, message)
        last = max(last, at)
    for number, question in enumerate(header.questions):
        if length and seconds_of(question.at) >= length:
            where = record.places.get(("考题", number, "时间")) or at_key(record, "考题", number)
            yield Diagnostic("QJ184", where, f"考题的时间超出了片长 {moment_of(length)}")
