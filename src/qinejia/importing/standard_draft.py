"""The record of a standard (标准的草稿): cover, header and body together."""

from __future__ import annotations

from difflib import SequenceMatcher

from qinejia.importing.cover import read_cover
from qinejia.importing.draft import Draft, Job
from qinejia.importing.header import write_header
from qinejia.importing.known import Referrer
from qinejia.importing.naming import slug_of
from qinejia.importing.notices import Notices
from qinejia.importing.prose import Prose
from qinejia.importing.standard import StandardWriter
from qinejia.importing.standard_header import standard_header
from qinejia.importing.standard_text import read_text
from qinejia.markup import read_blocks
from qinejia.model.position import Position
from qinejia.model.standard_number import classify, find_numbers
from qinejia.schema.standards import read_clauses


def draft_standard(job: Job) -> Draft:
    """A standard in our syntax."""
    text = read_text(job.word, job.notices)
    cover = read_cover(text.cover, job.known.own_prefixes)
    for words in (*job.word.headers, job.name):
        found = classify(words, job.known.own_prefixes) or next(
            (number for _, number in find_numbers(words)), None
        )
        cover.number = cover.number or found
    cover.title = cover.title or job.title
    if cover.left:
        job.notices.lost("封面上没有用到的文字", " / ".join(cover.left))
    number = cover.number
    identifier = job.identifier or (number.identifier if number else slug_of(cover.title, "std-"))
    referrer = Referrer(job.known, own=number.text if number else "")
    prose = Prose(job.pictures, job.notices, referrer, identifier)
    writer = StandardWriter(prose, job.word, cover.title)
    body = writer.write(text.parts)
    header = write_header(standard_header(cover, text.parts, job.known, job.notices))
    job.notices.place = ""
    _read_back(body, writer.numbers, job.notices)
    if referrer.respelt:
        job.notices.changed(f"标准编号按 GB/T 1.1 的写法改了 {referrer.respelt} 处")
    used = [line.text for line in text.cover]
    return Draft(identifier, f"{header}\n{body}", writer.numbers, used=used)


def _read_back(body: str, numbers: list[str], notices: Notices) -> None:
    """The site must find the clauses that were meant, no more and no fewer."""
    blocks, _ = read_blocks(body.split("\n"), Position(""))
    _, clauses, _ = read_clauses(blocks)
    found = [clause.number for clause in clauses if clause.number]
    for kind, start, end, start_found, end_found in SequenceMatcher(
        None, numbers, found, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            meant = "、".join(numbers[start:end]) or "没有条"
            read = "、".join(found[start_found:end_found]) or "没有条"
            notices.changed(f"条号写的是 {meant}，网站读到的是 {read}")
