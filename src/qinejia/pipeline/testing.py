"""Papers, checklists and the file of a training session on paper (试卷、评分表、培训期档案打印)."""

from __future__ import annotations

import calendar
import os
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from qinejia.assessment.papers import draw_paper
from qinejia.model.blocks import DataFence
from qinejia.model.headers.learning import CourseHeader, SessionHeader
from qinejia.model.headers.practice import Paper, QuestionBankHeader
from qinejia.model.records import Question, Record
from qinejia.model.survey import LEVELS, Survey, SurveyItem
from qinejia.pipeline.checking import Checked
from qinejia.pipeline.preparing import Edition
from qinejia.printing import forms
from qinejia.printing.book import locate_pictures
from qinejia.printing.paper import typeset
from qinejia.render.printed_questions import PrintedQuestion
from qinejia.settings import Settings

ARCHIVE = ("培训计划", "签到表", "试卷", "满意度测评表", "评估表")
"""What the file of a session holds (source S1, 评估档案)."""
_ATTENDANCE = 30
_SIGNED = "用时：＿＿＿＿　总分：＿＿＿＿　考评员：＿＿＿＿＿　复核：＿＿＿＿＿"
_SATISFACTION = ("空间质量", "配备齐全度", "预期符合度")
"""The three questions of the source (S4)."""
_EVALUATION = (
    ("实训评估", ("实训的组织", "实训的形式", "实训的评价")),
    ("课程满意度测评", ("课程的内容", "课程的方式", "课程的效果")),
    ("考核评价", ("考核的目标", "考核的要点", "考核的过程")),
)
"""The three mechanisms that the source spells out (S3, 四评四促), each with its own aspects."""


@dataclass(frozen=True)
class Sheets:
    """What is printed: file name's ending → HTML; ``notes`` tell what is missing."""

    html: dict[str, str]
    notes: tuple[str, ...] = ()


class Press:
    """Makes the sheets of one edition; raises ``LookupError`` with words for who asked."""

    def __init__(self, checked: Checked, settings: Settings) -> None:
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(calendar.timegm(checked.today.timetuple())))
        self._edition = Edition(
            checked,
            settings,
            {},
            ("tables", "attr_list", "footnotes", "sane_lists"),
            for_paper=True,
        )
        self._settings = settings

    def pdf(self, html: str) -> bytes:
        """Raises ``PrintingError`` when a tool is missing."""
        document = typeset(html, self._settings.docs, "forms.css")
        return bytes(document.write_pdf(pdf_identifier=b"qinejia"))

    def paper(self, identifier: str, name: str, seed: int) -> Sheets:
        """Paper, answer sheet and key of a bank; ``name`` chooses among several papers."""
        record = self._find(identifier, "questions")
        header = record.header
        assert isinstance(header, QuestionBankHeader)
        chosen = _choose(header, name)
        questions = draw_paper(chosen, record.questions, seed)
        asked, key = self._asked(record, questions, seed)
        title = f"{record.title}　{chosen.name}"
        copy = f"{seed:08d}"
        total = sum(question.options.score for question in questions)
        facts = f"共 {len(questions)} 题，{total:g} 分，合格线 {chosen.pass_percent} %"
        if chosen.minutes:
            facts += f"，限时 {chosen.minutes} 分钟"
        rows = [
            (one.kind, one.fields, one.places)
            for one in (PrintedQuestion(record.id, question, seed) for question in questions)
        ]
        return Sheets(
            {
                "": forms.document(title, forms.paper(title, facts, copy, asked)),
                "-答题卡": forms.document(title, forms.answer_sheet(title, copy, rows)),
                "-答案": forms.document(title, forms.key_sheet(title, copy, key)),
            }
        )

    def checklist(self, identifier: str) -> Sheets:
        """A practical checklist as a form to be filled in."""
        record = self._find(identifier, "checklist")
        body = self._body(record)
        signed = f'<p class="person">{_SIGNED}</p>'
        text = f"<h1>{escape(record.title)}</h1>{forms.person()}{body}{signed}"
        return Sheets(
            {"": forms.document(record.title, f'<section class="sheet">{text}</section>')}
        )

    def session(self, identifier: str, seed: int) -> Sheets:
        """计划、签到表、试卷、满意度表、评估表 of a session in one file, and what is missing."""
        record = self._find(identifier, "session")
        header = record.header
        assert isinstance(header, SessionHeader)
        missing = [name for name in ARCHIVE if name not in header.archive]
        banks = list(self._banks(header))
        notes = [f"档案里还没有登记：{'、'.join(missing)}"] if missing else []
        if not banks:
            notes.append("课程没有可印的题库，试卷一页空着")
        parts = [
            self._plan(record, header, missing),
            _section(
                "签到表",
                record.title,
                forms.blank_table(
                    ("姓名", "单位", "岗位", "签到", "签退"),
                    sum(header.headcount.values()) or _ATTENDANCE,
                ),
            ),
        ]
        for bank in banks:
            assert isinstance(bank.header, QuestionBankHeader)
            chosen = _choose(bank.header, bank.header.papers[0].name if bank.header.papers else "")
            questions = draw_paper(chosen, bank.questions, seed)
            asked, _ = self._asked(bank, questions, seed)
            title = f"{bank.title}　{chosen.name}"
            parts.append(forms.paper(title, f"共 {len(questions)} 题", f"{seed:08d}", asked))
        parts += [_satisfaction(record), _evaluation(record.title)]
        return Sheets({"": forms.document(record.title, "".join(parts))}, tuple(notes))

    def _plan(self, record: Record, header: SessionHeader, missing: list[str]) -> str:
        rows = [("时间", f"{header.starts} 至 {header.ends}")]
        rows += [("课程", self._names(header.courses)), ("实践点", self._names(header.places))]
        people = "，".join(f"{layer} {count} 人次" for layer, count in header.headcount.items())
        rows.append(("人次", people))
        for identifier in header.courses:
            course = self._edition.site.find(identifier)
            if course and isinstance(course.header, CourseHeader) and course.header.objectives:
                rows.append((f"目标：{course.title}", "；".join(course.header.objectives)))
        facts = "".join(
            f"<tr><th>{escape(label)}</th><td>{escape(text)}</td></tr>" for label, text in rows
        )
        ticks = "".join(
            f'<li class="{"missing" if name in missing else ""}">'
            f"{'□' if name in missing else '☑'} {name}</li>"
            for name in ARCHIVE
        )
        body = f"<table>{facts}</table>{self._body(record)}<h2>归档核对</h2><ul>{ticks}</ul>"
        return _section("培训计划", record.title, body)

    def _names(self, identifiers: tuple[str, ...]) -> str:
        found = (self._edition.site.find(identifier) for identifier in identifiers)
        return "；".join(record.title for record in found if record)

    def _banks(self, header: SessionHeader) -> Iterator[Record]:
        wanted = {identifier.lower() for identifier in header.courses}
        for record in self._edition.site.of_kind("questions"):
            bank = record.header
            if isinstance(bank, QuestionBankHeader) and wanted & {c.lower() for c in bank.courses}:
                yield record

    def _asked(self, record: Record, questions: list[Question], seed: int) -> tuple[str, str]:
        asked, key = self._edition.paper(record, questions, seed)
        return locate_pictures(asked, self._edition.addresses.of_record(record)), key

    def _body(self, record: Record) -> str:
        html = self._edition.record_html(record)
        return locate_pictures(html, self._edition.addresses.of_record(record))

    def _find(self, identifier: str, kind: str) -> Record:
        record = self._edition.site.find(identifier)
        if record is None or record.kind.name != kind:
            names = {"questions": "题库", "checklist": "实操评分表", "session": "培训期"}
            raise LookupError(f"没有{names[kind]}“{identifier}”。")
        return record


def _choose(header: QuestionBankHeader, name: str) -> Paper:
    """The paper of this name; without a name the first, or all questions."""
    if not name:
        whole = {"名称": "全部题目"}
        return header.papers[0] if header.papers else Paper.model_validate(whole)
    found = next((paper for paper in header.papers if paper.name == name), None)
    if found is None:
        known = "、".join(paper.name for paper in header.papers) or "没有写试卷"
        raise LookupError(f"没有试卷“{name}”，可以选：{known}。")
    return found


def _section(name: str, session: str, body: str) -> str:
    return (
        f'<section class="sheet"><h1>{escape(name)}</h1><p class="facts">{escape(session)}</p>'
        f"{body}</section>"
    )


def _satisfaction(record: Record) -> str:
    """The page's own questionnaire, else the three questions of the source."""
    surveys = [
        block.data
        for block in record.blocks
        if isinstance(block, DataFence) and isinstance(block.data, Survey)
    ]
    if not surveys:
        return _section(
            "满意度测评表", record.title, forms.levels_table((("", _SATISFACTION),), LEVELS)
        )
    body = "".join(_survey(survey) for survey in surveys)
    return _section("满意度测评表", record.title, body)


def _survey(survey: Survey) -> str:
    groups: dict[str, list[str]] = {}
    for item in survey.items:
        if item.answer == "等级":
            groups.setdefault(item.dimension, []).append(item.text)
    table = forms.levels_table(tuple(groups.items()), survey.levels) if groups else ""
    return f"<p>{escape(survey.description)}</p>{table}" + "".join(map(_open, survey.items))


def _open(item: SurveyItem) -> str:
    if item.answer == "等级":
        return ""
    return (
        f"<p>{escape(item.text)}</p>{'<p>＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿</p>' * 3}"
    )


def _evaluation(session: str) -> str:
    table = forms.levels_table(_EVALUATION, LEVELS)
    signed = "<p>改进意见：</p>" + "<p>＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿</p>" * 4
    return _section("评估表", session, f"{table}{signed}")
