"""Registers (总表): standards, courses, picture books, places and so on."""

from __future__ import annotations

from collections.abc import Callable

from qinejia.derive.lifecycle import status_cell
from qinejia.derive.linking import Linker, number_of
from qinejia.derive.views import CellView, ColumnView, FactView, LinkView, RegisterView
from qinejia.links.forms import FormIndex
from qinejia.links.terms import Term, all_terms, is_over
from qinejia.model.headers.learning import CourseHeader, SessionHeader
from qinejia.model.headers.practice import (
    ChecklistHeader,
    LecturerHeader,
    PlaceHeader,
    QuestionBankHeader,
    SignHeader,
    TermHeader,
)
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.kinds import SLOTS
from qinejia.model.records import Record, Site
from qinejia.model.standard_number import classify


class Registers:
    """Makes the register of each generated page; every row costs constant time."""

    def __init__(
        self, site: Site, linker: Linker, forms: FormIndex, goals: tuple[FactView, ...] = ()
    ) -> None:
        self.site = site
        self.goals = goals
        self.linker = linker
        self.forms = forms
        self._makers: dict[str, Callable[[], RegisterView]] = {
            "standards": self._standards,
            "manuals": self._manuals,
            "videos": self._videos,
            "places": self._places,
            "assessments": self._assessments,
            "lecturers": self._lecturers,
            "terms": self._terms,
            "sessions": self._sessions,
            "signs": self._signs,
        }

    def of_folder(self, folder: str) -> RegisterView:
        """The register below ``folder``, e.g. ``standards``."""
        return self._makers[folder]()

    def _title(self, record: Record) -> CellView:
        return CellView(links=(self.linker.record(record),), sort=record.title)

    def _ids(self, names: tuple[str, ...]) -> CellView:
        """Links to whole records, each once."""
        links = self.linker.identifiers(dict.fromkeys(name.partition("#")[0] for name in names))
        return CellView(links=links)

    def _standards(self) -> RegisterView:
        rows = []
        for record in self.site.of_kind("standard"):
            header = record.header
            assert isinstance(header, StandardHeader)
            number = classify(header.number)
            year = number.year if number else ""
            rows.append(
                (
                    CellView(number_of(record) or "（无编号）", sort=record.id),
                    self._title(record),
                    CellView(number.category if number else "未定"),
                    status_cell(header),
                    CellView(header.system),
                    CellView(year, sort=year),
                    CellView(self._form_marks(record)),
                )
            )
        columns = (
            ColumnView("number", "编号"),
            ColumnView("title", "名称"),
            ColumnView("category", "类别", filter=True),
            ColumnView("status", "状态", filter=True),
            ColumnView("system", "体系", filter=True),
            ColumnView("year", "年份", filter=True, numeric=True),
            ColumnView("forms", "五位一体"),
        )
        return RegisterView("标准", columns, tuple(rows))

    def _form_marks(self, record: Record) -> str:
        """The forms that exist, by name, so that no colour is needed to read them."""
        header = record.header
        if isinstance(header, StandardHeader) and header.fulltext != "自有":
            return "仅元数据"
        found = self.forms.of(record)
        return "、".join(name for key, name in SLOTS if found[key])

    def courses(self) -> RegisterView:
        """The course register (课程总表)."""
        rows = []
        for record in self.site.of_kind("course"):
            header = record.header
            assert isinstance(header, CourseHeader)
            number = "" if header.number is None else str(header.number)
            rows.append(
                (
                    CellView(number or "配套", sort=f"{header.number or 999:03d}"),
                    self._title(record),
                    self._names("themes", header.themes),
                    self._names("organisations", header.offices),
                    CellView(header.mode),
                    CellView("、".join(header.layers)),
                    CellView("、".join(header.stages)),
                    CellView(self._form_marks(record) or "待补"),
                )
            )
        rows.sort(key=lambda row: row[0].sort)
        columns = (
            ColumnView("number", "序号", numeric=True),
            ColumnView("title", "课件名称"),
            ColumnView("theme", "主题", filter=True),
            ColumnView("office", "主讲单位", filter=True),
            ColumnView("mode", "形式", filter=True),
            ColumnView("layer", "层级", filter=True),
            ColumnView("stage", "阶段", filter=True),
            ColumnView("forms", "五位一体"),
        )
        return RegisterView("课程", columns, tuple(rows))

    def _names(self, taxonomy: str, names: tuple[str, ...]) -> CellView:
        return CellView("、".join(names), links=tuple(self.linker.name(taxonomy, n) for n in names))

    def _manuals(self) -> RegisterView:
        rows = [
            (
                self._title(record),
                CellView(f"{record.count('steps')} 步", sort=f"{record.count('steps'):03d}"),
                self._ids(_header_ids(record, "standards")),
                self._ids(_header_ids(record, "courses")),
            )
            for record in self.site.of_kind("manual")
        ]
        columns = (
            ColumnView("title", "图册"),
            ColumnView("steps", "步骤", numeric=True),
            ColumnView("standards", "依据标准"),
            ColumnView("courses", "课程"),
        )
        return RegisterView("图册", columns, tuple(rows), "图册待补。")

    def _videos(self) -> RegisterView:
        rows = [
            (
                self._title(record),
                self._ids(_header_ids(record, "standards")),
                self._ids(_header_ids(record, "courses")),
            )
            for record in self.site.of_kind("video")
        ]
        columns = (
            ColumnView("title", "视频"),
            ColumnView("standards", "依据标准"),
            ColumnView("courses", "课程"),
        )
        return RegisterView("视频", columns, tuple(rows), "视频待补。")

    def _places(self) -> RegisterView:
        rows = []
        for record in self.site.of_kind("place"):
            header = record.header
            assert isinstance(header, PlaceHeader)
            rows.append(
                (
                    self._title(record),
                    CellView(header.place_kind),
                    CellView("有" if header.five_fixed else "—"),
                    self._ids(header.standards),
                    self._ids(header.courses),
                )
            )
        columns = (
            ColumnView("title", "名称"),
            ColumnView("kind", "类别", filter=True),
            ColumnView("five", "五定表", filter=True),
            ColumnView("standards", "执行标准"),
            ColumnView("courses", "课程"),
        )
        return RegisterView("实践点", columns, tuple(rows), "实践点待补。")

    def _assessments(self) -> RegisterView:
        rows = []
        for record in (*self.site.of_kind("questions"), *self.site.of_kind("checklist")):
            header = record.header
            assert isinstance(header, QuestionBankHeader | ChecklistHeader)
            is_bank = isinstance(header, QuestionBankHeader)
            number = record.count("questions") or record.count("items")
            rows.append(
                (
                    self._title(record),
                    CellView(record.kind.label),
                    CellView(header.level if isinstance(header, QuestionBankHeader) else "实操"),
                    CellView(f"{number} {'题' if is_bank else '项'}", sort=f"{number:03d}"),
                    self._ids(header.standards),
                    self._ids(header.courses),
                )
            )
        columns = (
            ColumnView("title", "名称"),
            ColumnView("kind", "类型", filter=True),
            ColumnView("level", "级别", filter=True),
            ColumnView("amount", "数量", numeric=True),
            ColumnView("standards", "考查标准"),
            ColumnView("courses", "课程"),
        )
        return RegisterView("考核", columns, tuple(rows), "题库和评分表待补。")

    def _lecturers(self) -> RegisterView:
        rows = []
        for record in self.site.of_kind("lecturer"):
            header = record.header
            assert isinstance(header, LecturerHeader)
            teaches = tuple(
                self.linker.record(course)
                for course in self.site.of_kind("course")
                if isinstance(course.header, CourseHeader) and record.id in course.header.lecturers
            )
            name = header.name if header.name and header.consent else record.title
            rows.append(
                (
                    CellView(links=(LinkView(name, self.linker.addresses.of_record(record)),)),
                    CellView(header.lecturer_kind),
                    CellView(header.organisation),
                    CellView("通过" if header.trial_passed else "未记录"),
                    CellView(links=teaches),
                    CellView("示例" if header.example else ""),
                )
            )
        columns = (
            ColumnView("title", "讲师"),
            ColumnView("kind", "类别", filter=True),
            ColumnView("organisation", "单位", filter=True),
            ColumnView("trial", "试讲"),
            ColumnView("courses", "课程"),
            ColumnView("note", "备注"),
        )
        return RegisterView("师资", columns, tuple(rows), "讲师待补。")

    def _terms(self) -> RegisterView:
        """One row for each definition: from term records, and from standards in force."""
        entries: dict[tuple[str, str], list[Term]] = {}
        for term in all_terms(self.site):
            header = term.record.header
            is_synonym = isinstance(header, TermHeader) and term.name != header.title
            if not is_synonym and not is_over(term.record):
                key = (term.name, term.definition.rstrip("。"))
                entries.setdefault(key, []).append(term)
        rows = [self._term_row(terms) for terms in entries.values()]
        columns = (
            ColumnView("title", "术语"),
            ColumnView("english", "英文"),
            ColumnView("definition", "定义"),
            ColumnView("source", "来源"),
        )
        return RegisterView("术语", columns, tuple(rows), "术语待补。")

    def _term_row(self, terms: list[Term]) -> tuple[CellView, ...]:
        first = terms[0]
        links = [self._clause_link(term) for term in terms if term.anchor]
        header = first.record.header
        source = header.source if isinstance(header, TermHeader) else ""
        title = self._title(first.record) if not first.anchor else CellView(first.name)
        english = next((term.english for term in terms if term.english), "")
        definition = first.definition or "出处未给出定义"
        sources = CellView(source, links=tuple(links)) if links else CellView(source)
        return (title, CellView(english), CellView(definition), sources)

    def _clause_link(self, term: Term) -> LinkView:
        url = self.linker.addresses.of_record(term.record, term.anchor)
        return LinkView(f"{number_of(term.record)}，{term.anchor}", url)

    def _sessions(self) -> RegisterView:
        rows = []
        for record in self.site.of_kind("session"):
            header = record.header
            assert isinstance(header, SessionHeader)
            people = sum(header.headcount.values())
            rows.append(
                (
                    self._title(record),
                    CellView(f"{header.starts} 至 {header.ends}", sort=str(header.starts)),
                    CellView("技能竞赛" if header.contest else "培训"),
                    self._ids(header.courses),
                    CellView(str(people) if people else "—", sort=f"{people:06d}"),
                    CellView("示例" if header.example else ""),
                )
            )
        columns = (
            ColumnView("title", "培训期"),
            ColumnView("dates", "日期"),
            ColumnView("type", "类型", filter=True),
            ColumnView("courses", "课程"),
            ColumnView("people", "人次", numeric=True),
            ColumnView("note", "备注"),
        )
        return RegisterView("培训期", columns, tuple(rows), "培训期待补。", self.goals)

    def _signs(self) -> RegisterView:
        rows = []
        for record in self.site.of_kind("sign"):
            header = record.header
            assert isinstance(header, SignHeader)
            rows.append(
                (
                    self._title(record),
                    CellView(header.size),
                    self._ids(header.places),
                    self._ids(header.standards),
                )
            )
        columns = (
            ColumnView("title", "标识"),
            ColumnView("size", "尺寸", filter=True),
            ColumnView("places", "实践点"),
            ColumnView("standards", "依据标准"),
        )
        return RegisterView("标识", columns, tuple(rows), "标识待补。")


def _header_ids(record: Record, field: str) -> tuple[str, ...]:
    value = getattr(record.header, field, ())
    return tuple(value)
