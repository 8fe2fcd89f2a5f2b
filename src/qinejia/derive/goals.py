"""What training reached in a year beside its goals (年度目标完成情况).

Examples count for nothing, and where nothing was entered the page says so.
"""

from __future__ import annotations

from qinejia.derive.views import FactView
from qinejia.model.headers.learning import SessionHeader
from qinejia.model.headers.practice import LecturerHeader
from qinejia.model.records import Site
from qinejia.settings.options import Goals


def goal_facts(site: Site, goals: Goals, year: int) -> tuple[FactView, ...]:
    """One line for each goal that is set; a session counts in the year in which it ends."""
    sessions = [
        record.header
        for record in site.of_kind("session")
        if isinstance(record.header, SessionHeader)
        and not record.header.example
        and record.header.ends.year == year
    ]
    lecturers = sum(
        record.header.trial_passed and not record.header.example
        for record in site.of_kind("lecturer")
        if isinstance(record.header, LecturerHeader)
    )
    people = sum(sum(session.headcount.values()) for session in sessions)
    lines = (
        (f"{year}年培训人次", people, goals.people),
        (f"{year}年期数", len(sessions), goals.sessions),
        ("试讲通过的讲师", lecturers, goals.lecturers),
    )
    return tuple(
        FactView(label, f"{reached or '暂无数据'}（目标{goal}）")
        for label, reached, goal in lines
        if goal
    )
