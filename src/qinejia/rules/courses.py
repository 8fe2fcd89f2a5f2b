"""The course register and its lecturers (课程与讲师)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.model.headers.learning import CourseHeader
from qinejia.model.headers.practice import LecturerHeader
from qinejia.model.position import Position
from qinejia.rules.context import Context, fault

NOTICE = datetime.timedelta(days=30)
ENOUGH_LECTURERS = 2
"""Each course has at least two lecturers (2021–2023 pilot plan, task 4)."""


def check_numbering(context: Context) -> Iterator[Diagnostic]:
    """QJ026: numbers run from 1 to the configured count, each once."""
    seen: dict[int, str] = {}
    count = context.settings.options.course_count
    for record in context.site.of_kind("course"):
        number = record.header.number if isinstance(record.header, CourseHeader) else None
        if number is None:
            continue
        if number in seen:
            yield fault("QJ026", record, "序号", f"序号 {number} 与 {seen[number]} 重复")
        seen.setdefault(number, record.position.path)
        if count and number > count:
            yield fault("QJ026", record, "序号", f"序号 {number} 超过课程总数 {count}")
    missing = [
        number
        for number in range(1, count + 1)
        if number not in seen and f"kc-{number:02d}" not in context.faulty
    ]
    if missing:
        shown = "、".join(map(str, missing[:10])) + ("等" if len(missing) > 10 else "")
        message = f"课程总表应有 {count} 门课，缺少序号 {shown}"
        yield Diagnostic("QJ026", Position(f"{context.settings.label}/courses"), message)


def check_lecturers(context: Context) -> Iterator[Diagnostic]:
    """QJ027: at least two lecturers a course."""
    for record in context.site.of_kind("course"):
        header = record.header
        if not isinstance(header, CourseHeader):
            continue
        count = len({name.lower() for name in header.lecturers})
        if count < ENOUGH_LECTURERS:
            message = f"课程“{header.title}”有 {count} 名讲师，不足 {ENOUGH_LECTURERS} 名"
            yield fault("QJ027", record, "讲师", message)


def check_letters(context: Context) -> Iterator[Diagnostic]:
    """QJ028: a letter of appointment that ended, or ends within 30 days."""
    for record in context.site.of_kind("lecturer"):
        header = record.header
        if not isinstance(header, LecturerHeader) or header.letter_to is None:
            continue
        if header.letter_to < context.today:
            yield fault("QJ028", record, "聘期止", f"聘书已于 {header.letter_to} 到期")
        elif header.letter_to <= context.today + NOTICE:
            yield fault("QJ028", record, "聘期止", f"聘书将于 {header.letter_to} 到期")


def check_consent(context: Context) -> Iterator[Diagnostic]:
    """QJ029: a name only with the person's consent."""
    for record in context.site.of_kind("lecturer"):
        header = record.header
        if isinstance(header, LecturerHeader) and header.name and not header.consent:
            yield fault("QJ029", record, "姓名", "写了姓名，却没有写“同意公开: 是”")
