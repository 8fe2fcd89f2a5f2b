"""All that belongs to a clip from a picture book (图册视频): film, captions, poster, page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from qinejia.markup.webvtt import format_webvtt
from qinejia.media.clip import make_clip
from qinejia.media.faults import MediaError
from qinejia.media.lesson_page import new_page, updated_page
from qinejia.media.scenes import scenes_of
from qinejia.media.store import Store
from qinejia.model.records import Record, Site
from qinejia.settings import Settings
from qinejia.source.writing import write_bytes, write_file

NARRATION = "narration"
"""Folder of the site with ``<manual>/step-3.wav``: recordings are no content of the site."""


def make_lesson(
    manual: Record, site: Site, settings: Settings, day: str, progress: Callable[[float], None]
) -> list[str]:
    """Write clip, captions, poster and page below ``docs/videos`` and lock the clip.

    Returns what to tell. Raises ``MediaError``; until the clip is whole, nothing is replaced.
    """
    name = manual.id.replace("tc-", "sp-", 1)
    folder = settings.docs / "videos"
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / f"{name}.md"

    def title_of(target: str) -> str:
        found = site.find(target.partition("#")[0])
        return found.title if found else ""

    scenes = scenes_of(manual.steps, title_of)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".media-") as work:
        film = Path(work) / f"{name}.mp4"
        pictures = (settings.docs / manual.path).parent
        narration = settings.root / NARRATION / manual.id
        clip = make_clip(scenes, pictures, narration, film, progress)
        if page.exists():
            try:
                text = updated_page(page.read_text("utf-8"), manual, clip.seconds, clip.starts)
            except ValueError as error:
                raise MediaError(f"{page.name} 没有页头，请先改正") from error
        else:
            text = new_page(manual, name, clip.seconds, clip.starts, day)
        write_file(folder / f"{name}.vtt", format_webvtt(clip.cues))
        write_bytes(folder / f"{name}.jpg", clip.poster)
        film.replace(folder / f"{name}.mp4")
    write_file(page, text)
    store = Store(settings.root, settings.docs)
    entry = store.add(
        folder / f"{name}.mp4", f"videos/{name}.mp4", folder / f"{name}.vtt", moves=False
    )
    return [
        f"已生成 {name}.mp4：{clip.seconds:.0f} 秒，{entry.size / 1e6:.2f} MB，"
        f"{len(clip.starts)} 章，{len(clip.cues)} 条字幕",
        f"页面：{page}",
    ]
