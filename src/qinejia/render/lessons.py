"""A video lesson (视频页): the film, its chapters and what is said in it.

Without scripts: film, captions, chapters, transcript. The script reads chapters, captions and
questions from this markup, so that they stand in one place.
"""

from __future__ import annotations

import dataclasses
import posixpath
from html import escape
from typing import TYPE_CHECKING

from qinejia.markup.inline import plain_words
from qinejia.model.blocks import Block, Container, DataFence
from qinejia.model.containers import PictureOptions
from qinejia.model.headers.learning import VideoHeader
from qinejia.model.media import MediaFile
from qinejia.model.moments import Cue, moment_anchor, moment_of, seconds_of
from qinejia.model.records import Question, Record
from qinejia.render.boxes import picture_of
from qinejia.render.questions import draw_question

if TYPE_CHECKING:
    from qinejia.render.rendering import PageRenderer


def draw_lesson(record: Record, page: PageRenderer) -> str:
    """Film, chapters and transcript; a clear word where the film is missing."""
    header = record.header
    assert isinstance(header, VideoHeader)
    cues = page.site.captions.get(page.file(header.captions), ()) if header.captions else ()
    return (
        f'<qj-lesson class="qj-lesson" data-id="{escape(record.id)}">{_film(header, page)}'
        f"{_questions(header, page)}{_chapters(header, page)}{_transcript(header, cues)}"
        "</qj-lesson>"
    )


def _film(header: VideoHeader, page: PageRenderer) -> str:
    media = page.site.media.get(page.file(header.video)) if header.video else None
    if not header.video or (media is not None and media.state != "有"):
        words = "视频待补。" if not header.video else "视频文件暂时不在这台服务器上，请联系管理员。"
        return f'<p class="qj-lesson__missing" role="note">{words}文字稿和章节仍可查看。</p>'
    film = escape(page.file_address(header.video))
    size = _size(media)
    poster = f' poster="{escape(page.file_address(header.poster))}"' if header.poster else ""
    track = (
        f'<track kind="captions" srclang="zh-CN" label="中文字幕" default '
        f'src="{escape(page.file_address(header.captions))}">'
        if header.captions
        else ""
    )
    return (
        f'<div class="qj-lesson__film"><video class="qj-lesson__video" controls preload="metadata" '
        f"playsinline webkit-playsinline x5-playsinline{size}{poster}>"
        f'<source src="{film}" type="video/mp4">{track}'
        f'<p>这个浏览器放不了视频。<a href="{film}">下载视频</a></p></video></div>'
    )


def _size(media: MediaFile | None) -> str:
    """Width and height, so that nothing jumps when the film arrives."""
    if media is None or not media.entry.width:
        return ""
    return f' width="{media.entry.width}" height="{media.entry.height}"'


def _questions(header: VideoHeader, page: PageRenderer) -> str:
    """Where the film stops, and the question to answer there."""
    if not header.questions:
        return ""
    items = "".join(
        f'<li data-at="{seconds_of(item.at):g}">{moment_of(seconds_of(item.at))}　'
        f"{page.link_to(item.question, _stem(item.question, page))}"
        f"{_asked(item.question, page)}</li>"
        for item in header.questions
    )
    return (
        f'<section class="qj-lesson__questions"><h2 id="questions">看的时候想一想</h2>'
        f"<ol>{items}</ol></section>"
    )


def _stem(question: str, page: PageRenderer) -> str:
    """What a question asks, its first line without marks."""
    found = _find(question, page)
    return plain_words(found[1].stem.strip().split("\n")[0]) if found else ""


def _asked(question: str, page: PageRenderer) -> str:
    """The question itself, folded; the script asks it when its moment has come."""
    found = _find(question, page)
    if found is None:
        return ""
    record, asked = found
    drawn = draw_question(asked, 0, record, page, f"{record.id}--")
    return f'<details class="qj-fold"><summary>题目</summary>{drawn}</details>' if drawn else ""


def _find(question: str, page: PageRenderer) -> tuple[Record, Question] | None:
    identifier, _, anchor = question.partition("#")
    record = page.site.find(identifier)
    found = next((q for q in record.questions if q.anchor == anchor), None) if record else None
    return (record, found) if record and found else None


def _chapters(header: VideoHeader, page: PageRenderer) -> str:
    if not header.chapters:
        return ""
    items = []
    for number, chapter in enumerate(header.chapters, 1):
        links = [_step(chapter.step, header, page)] if chapter.step else []
        links += [_clause(clause, header, page) for clause in chapter.clauses]
        about = f'<span class="qj-chapter__links">{"".join(links)}</span>' if links else ""
        at = seconds_of(chapter.at)
        items.append(
            f'<li class="qj-chapter" id="{escape(chapter.anchor)}" data-at="{at:g}">'
            f'<a class="qj-chapter__go" href="#{escape(chapter.anchor)}">'
            f'<span class="qj-chapter__time">{moment_of(at)}</span> {escape(chapter.title)}</a>'
            f"{about}{_pictures(chapter.step, number, page)}</li>"
        )
    return (
        f'<section class="qj-lesson__chapters"><h2 id="chapters">章节</h2>'
        f'<ol class="qj-chapters">{"".join(items)}</ol></section>'
    )


def _pictures(step: str, chapter: int, page: PageRenderer) -> str:
    """The step's own pictures, folded; the script shows those of the moment beside the film."""
    identifier, _, anchor = step.partition("#")
    record = page.site.find(identifier) if step else None
    found = next((s for s in record.steps if s.anchor == anchor), None) if record else None
    if record is None or found is None:
        return ""
    whole = Container("步骤", "", found.options, found.content, "", found.position, found.position)
    shown = _only_pictures(whole, f"chapter-{chapter}-", posixpath.dirname(record.path))
    drawn = picture_of(shown, page) + page.blocks(shown.children)
    if not drawn:
        return ""
    return f'<details class="qj-fold qj-chapter__step"><summary>图册的图</summary>{drawn}</details>'


def _only_pictures(block: Container, prefix: str, folder: str) -> Container:
    """A block without its texts, for another page: ids and the paths of files are that page's."""
    children: list[Block] = []
    for child in block.children:
        if isinstance(child, Container) and child.name in ("正确", "错误"):
            children.append(_only_pictures(child, prefix, folder))
        elif isinstance(child, DataFence):
            children.append(dataclasses.replace(child, anchor=prefix + child.anchor))
    options = block.options
    if isinstance(options, PictureOptions) and options.picture:
        path = posixpath.join("/", folder, options.picture)
        options = options.model_copy(update={"picture": path})
    return dataclasses.replace(block, options=options, children=tuple(children))


def _step(step: str, header: VideoHeader, page: PageRenderer) -> str:
    """A step by its number alone where the whole lesson is about one picture book."""
    manual, _, anchor = step.partition("#")
    number = anchor.removeprefix("step-")
    is_only = manual == header.manual and number != anchor
    return page.link_to(step, f"图册第 {number} 步" if is_only else "")


def _clause(clause: str, header: VideoHeader, page: PageRenderer) -> str:
    """A clause by its number alone where the whole lesson is about one standard."""
    standard, _, anchor = clause.partition("#")
    is_only = (standard,) == header.standards
    return page.link_to(clause, f"条款 {anchor}" if anchor and is_only else "")


def _transcript(header: VideoHeader, cues: tuple[Cue, ...]) -> str:
    """What the captions say, by moment; a chapter begins a new paragraph."""
    if not cues:
        return ""
    taken = {chapter.anchor for chapter in header.chapters}
    starts = sorted(seconds_of(chapter.at) for chapter in header.chapters)
    parts: list[str] = []
    for cue in cues:
        if starts and cue.start >= starts[0] - 0.05:
            starts.pop(0)
            parts.append("</p><p>" if parts else "")
        anchor = moment_anchor(cue.start)
        identifier = f' id="{escape(anchor)}"' if anchor not in taken else ""
        taken.add(anchor)
        said = escape(" ".join(cue.text.split()))
        parts.append(
            f'<span class="qj-cue"{identifier} data-start="{cue.start:g}" data-end="{cue.end:g}">'
            f"{said}</span> "
        )
    return (
        f'<section class="qj-lesson__transcript"><h2 id="transcript">文字稿</h2>'
        f'<div class="qj-transcript"><p>{"".join(parts)}</p></div></section>'
    )
