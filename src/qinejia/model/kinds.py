"""The kinds of records (页面类型): folder, name, header, slot in 五位一体."""

from __future__ import annotations

from dataclasses import dataclass

from qinejia.model.headers.common import Header
from qinejia.model.headers.learning import CourseHeader, ManualHeader, SessionHeader, VideoHeader
from qinejia.model.headers.practice import (
    ChecklistHeader,
    LecturerHeader,
    PlaceHeader,
    QuestionBankHeader,
    SignHeader,
    TermHeader,
)
from qinejia.model.headers.standard import StandardHeader

SLOTS: tuple[tuple[str, str], ...] = (
    ("text", "文本"),
    ("manual", "图册"),
    ("video", "视频"),
    ("place", "环境"),
    ("assessment", "考核"),
)
"""The five forms (五位一体) in their fixed order: key and Chinese name."""


@dataclass(frozen=True)
class Kind:
    """One kind of record. ``folder`` is below ``docs/``; ``slot`` is empty outside 五位一体."""

    name: str
    label: str
    folder: str
    header: type[Header]
    slot: str = ""

    def __reduce__(self) -> tuple[object, ...]:
        """There is one of each."""
        return _kind, (self.name,)


KINDS: tuple[Kind, ...] = (
    Kind("standard", "标准", "standards", StandardHeader, "text"),
    Kind("course", "课程", "courses", CourseHeader, "text"),
    Kind("manual", "图册", "manuals", ManualHeader, "manual"),
    Kind("video", "视频", "videos", VideoHeader, "video"),
    Kind("place", "实践点", "places", PlaceHeader, "place"),
    Kind("sign", "标识", "signs", SignHeader, "place"),
    Kind("questions", "题库", "assessments/questions", QuestionBankHeader, "assessment"),
    Kind("checklist", "实操评分表", "assessments/checklists", ChecklistHeader, "assessment"),
    Kind("lecturer", "讲师", "lecturers", LecturerHeader),
    Kind("session", "培训期", "sessions", SessionHeader),
    Kind("term", "术语", "terms", TermHeader),
)

KIND_BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
KIND_BY_FOLDER: dict[str, Kind] = {kind.folder: kind for kind in KINDS}


def _kind(name: str) -> Kind:
    return KIND_BY_NAME[name]
