"""A picture book (图册): each heading of the text becomes a step with its picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qinejia.importing.draft import Draft, Job
from qinejia.importing.header import Pair, write_header
from qinejia.importing.known import Referrer
from qinejia.importing.naming import slug_of
from qinejia.importing.pages import PageWriter, Part, read_page
from qinejia.importing.prose import Prose
from qinejia.importing.tree import Paragraph, Picture, Text
from qinejia.importing.typed_numbers import read_typed
from qinejia.source.yaml_writing import write_value

_STEP = re.compile(
    r"(?:第\s*[一二三四五六七八九十\d]+\s*步|步骤\s*[一二三四五六七八九十\d]+)[\s:：、.．]*"
)
_OPTION = re.compile(r"(限值|工具|风险)\s*[:：]\s*(.+)$")


def draft_manual(job: Job) -> Draft:
    """A picture book of steps; a text without headings stays one text."""
    title, parts = read_page(job.word, job.notices)
    title = title or job.title
    identifier = job.identifier or slug_of(title, "tc-")
    writer = PageWriter(Prose(job.pictures, job.notices, Referrer(job.known), identifier), job.word)
    top = min((part.level for part in parts if part.level), default=0)
    first = next((n for n, part in enumerate(parts) if top and part.level == top), len(parts))
    blocks = writer.write(parts[:first])
    steps = list(_steps(parts[first:], top)) if top else []
    used = [title]
    for step in steps:
        blocks.append(_write_step(step, writer, used))
    if not steps:
        job.notices.to_do("没有找到步骤：请给每一步加标题，或写成“第一步：…”")
    job.notices.to_do("每一步的“条款”没有填，请补上依据的条款")
    header: list[Pair] = [
        ("标题", title),
        ("更新", job.known.imported_on.isoformat()),
        ("公开属性", "内网"),
    ]
    body = "\n\n".join(blocks)
    return Draft(identifier, f"{write_header(header)}\n{body}\n", used=used)


def _steps(parts: list[Part], top: int) -> Iterator[list[Part]]:
    step: list[Part] = []
    for part in parts:
        if part.level == top and step:
            yield step
            step = []
        step.append(part)
    yield step


def _write_step(step: list[Part], writer: PageWriter, used: list[str]) -> str:
    head = step[0].block
    words = writer.heading(head) if isinstance(head, Paragraph) else ""
    if isinstance(head, Paragraph):
        used.append(head.text)
    typed = read_typed(words)
    match = _STEP.match(words)
    cut = match.end() if match else typed.length if typed else 0
    options: list[str] = []
    rest: list[Part] = []
    for part in step[1:]:
        taken = _option(part, writer, options, used)
        if taken is not None:
            rest.append(taken)
    lines = [f"/// 步骤 | {words[cut:].strip() or words}", *options, ""]
    return "\n".join([*lines, *"\n\n".join(writer.write(rest)).split("\n"), "///"])


def _option(part: Part, writer: PageWriter, options: list[str], used: list[str]) -> Part | None:
    """Take what is an option of the step; what remains of the part."""
    block = part.block
    if not isinstance(block, Paragraph):
        return part
    said = _OPTION.match(block.text.strip())
    if said and not any(option.strip().startswith(said[1]) for option in options):
        value = said[2].rstrip("。")
        parts = re.split("[、，]", value) if said[1] == "工具" else [value]
        shown = ", ".join(write_value(item) for item in parts if item.strip())
        options.append(f"    {said[1]}: " + (f"[{shown}]" if len(parts) > 1 else shown))
        used.append(block.text)
        return None
    pictures = [inline for inline in block.inlines if isinstance(inline, Picture)]
    if pictures and not any(option.startswith("    图:") for option in options):
        name = writer.prose.pictures.name_of(pictures[0].part)
        if name:
            options.append(f"    图: {writer.prose.folder}/{name}")
            words = pictures[0].alternative or block.text.strip() or "本步骤的插图"
            options.append(f"    替代文字: {write_value(words)}")
            kept = tuple(inline for inline in block.inlines if inline is not pictures[0])
            block = Paragraph(kept, block.style, label=block.label)
            return None if block.is_empty else Part(block)
    if part.level:  # a heading inside a step would not be seen as one of the page
        return Part(Paragraph((Text(block.text, bold=True),)))
    return part
