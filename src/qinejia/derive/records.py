"""The view of a record's page (记录页视图)."""

from __future__ import annotations

import datetime

from qinejia.derive.downloads import download_links
from qinejia.derive.lifecycle import STATUS_TONES
from qinejia.derive.linking import Linker, number_of
from qinejia.derive.pages import GENERATED_PAGES
from qinejia.derive.revisions import Revisions
from qinejia.derive.views import (
    BadgeView,
    FactView,
    GroupView,
    LinkView,
    RecordView,
    SlotView,
    TocEntryView,
)
from qinejia.links.addresses import Addresses
from qinejia.links.approvals import approval_of
from qinejia.links.forms import FormIndex
from qinejia.links.site import incoming
from qinejia.model.blocks import Heading
from qinejia.model.fields import Part, marks_of
from qinejia.model.headers.common import Header, Review
from qinejia.model.headers.learning import CourseHeader, SessionHeader
from qinejia.model.headers.practice import (
    LecturerHeader,
    PlaceHeader,
    QuestionBankHeader,
    TermHeader,
)
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.kinds import SLOTS
from qinejia.model.records import Edge, Record, Site
from qinejia.settings.options import Options

_SHOWN_ELSEWHERE = {
    "标题", "类型", "id", "摘要", "title", "tags", "template", "hide", "description",
    "状态", "编号", "五定", "物品", "已核实", "同意公开", "试讲", "示例", "章节", "全文",
    "公开属性", "定义", "敏感程度", "文件", "封面", "字幕", "考题", "时长", "试卷",
}  # fmt: skip
_REGISTERS = {
    "standard": "standards",
    "course": "courses",
    "manual": "manuals",
    "video": "videos",
    "place": "places",
    "sign": "signs",
    "questions": "assessments",
    "checklist": "assessments",
    "lecturer": "lecturers",
    "session": "sessions",
    "term": "terms",
}


def register_of(record: Record, addresses: Addresses) -> LinkView:
    """The register that lists the record."""
    page = GENERATED_PAGES[f"{_REGISTERS[record.kind.name]}/index.md"]
    return LinkView(page.title, addresses.of_path(page.path))


class RecordViews:
    """Makes the view of each record of one site."""

    def __init__(
        self,
        site: Site,
        linker: Linker,
        forms: FormIndex,
        revisions: Revisions,
        options: Options,
    ) -> None:
        self.site = site
        self._options = options
        self.revisions = revisions
        self.linker = linker
        self.forms = forms
        self._incoming = incoming(site)
        self._subjects = {record.id for record in forms.subjects()}

    def view(self, record: Record) -> RecordView:
        header = record.header
        place = header if isinstance(header, PlaceHeader) else None
        notice, links = self._notice(header)
        return RecordView(
            id=record.id,
            kind=record.kind.name,
            kind_label=record.kind.label,
            title=record.title,
            number=number_of(record),
            summary=header.summary,
            badges=_badges(header),
            facts=self._facts(record),
            slots=self._slots(record),
            backlinks=self._backlinks(record),
            toc=_contents(record),
            notice=notice,
            notice_links=links,
            watermark=_watermark(header),
            short_url=self.linker.addresses.of_short(record.id),
            register=register_of(record, self.linker.addresses),
            redlines=self.revisions.links(record),
            downloads=download_links(record) if self._options.downloads else (),
            code=f"q/{record.id}/qr.png" if self._options.address else "",
            five_fixed=_five_fixed(place),
            items=tuple((i.name, i.quantity, i.spec, i.point) for i in place.items)
            if place
            else (),
        )

    def _facts(self, record: Record) -> tuple[FactView, ...]:
        """Every filled-in key that the page does not show elsewhere, in the model's order."""
        header = record.header
        facts: list[FactView] = []
        if isinstance(header, TermHeader):
            facts.append(FactView("定义", header.definition or "出处未给出定义"))
        for name, field in type(header).model_fields.items():
            alias = str(field.alias)
            value = getattr(header, name)
            if alias in _SHOWN_ELSEWHERE or value in (None, "", ()) or value == {}:
                continue
            if isinstance(value, Review):
                if reviewed := self._reviewed(record):
                    facts.append(FactView(alias, reviewed))
                continue
            extra = marks_of(field)
            values = value if isinstance(value, tuple) else (value,)
            if "refers_to" in extra:
                links = self.linker.identifiers(str(v) for v in values)
                if links:
                    facts.append(FactView(alias, links=links))
            elif "taxonomy" in extra:
                taxonomy = str(extra["taxonomy"])
                links = tuple(self.linker.name(taxonomy, str(v)) for v in values)
                if any(link.url for link in links):
                    facts.append(FactView(alias, links=links))
                else:
                    facts.append(FactView(alias, "、".join(link.title for link in links)))
            else:
                facts.append(FactView(alias, _show(value)))
        return tuple(facts)

    def _reviewed(self, record: Record) -> str:
        """By whom and when it was approved; what does not count is not passed off as approval."""
        if self._options.review == "关闭":
            return ""
        approval = approval_of(record, self.site)
        if not approval.is_begun:
            return ""
        if not approval.is_whole:
            return f"没有完成（{approval.describe()}）"
        return "；".join(
            f"{step.name} {step.signature.by} {step.signature.date}"
            for step in approval.steps
            if step.signature and step.state == "有效"
        )

    def _slots(self, record: Record) -> tuple[SlotView, ...]:
        if record.id not in self._subjects:
            return ()
        found = self.forms.of(record)
        return tuple(
            SlotView(
                key,
                name,
                tuple(self._slot_link(form, record) for form in found[key] if form is not record),
                is_own_text=key == "text" and bool(found[key]),
            )
            for key, name in SLOTS
        )

    def _slot_link(self, form: Record, subject: Record) -> LinkView:
        count = {
            "manual": f"{form.count('steps')} 步",
            "questions": f"{form.count('questions')} 题",
            "checklist": f"{form.count('items')} 项",
        }.get(form.kind.name, "")
        return self.linker.record(form, note=count)

    def _backlinks(self, record: Record) -> tuple[GroupView, ...]:
        """By clause for a standard, so that several marks have a place to lead to; else by kind."""
        edges = self._incoming.get(record.id, [])
        groups: list[GroupView] = []
        rest: list[Edge] = list(edges)
        if record.clauses:
            marks = self.forms.marks(record)
            used: set[Edge] = set()
            for clause in record.clauses:
                cited = [e for slot in marks.get(clause.anchor, {}).values() for e in slot]
                if not cited:
                    continue
                used.update(cited)
                links = tuple(self.linker.edge_source(e) for e in cited)
                title = f"{clause.number} {clause.title}".strip()
                groups.append(GroupView(title, links, anchor=f"links-{clause.anchor}"))
            cited_anchors = {(e.source, e.source_anchor) for e in used}
            rest = [e for e in edges if (e.source, e.source_anchor) not in cited_anchors]
        by_kind: dict[str, dict[str, LinkView]] = {}
        for edge in rest:
            source = self.site.records[edge.source]
            by_kind.setdefault(source.kind.label, {})[source.id] = self.linker.record(source)
        for label in sorted(by_kind):
            links = tuple(by_kind[label][key] for key in sorted(by_kind[label]))
            groups.append(GroupView(label, links))
        return tuple(groups)

    def _notice(self, header: Header) -> tuple[str, tuple[LinkView, ...]]:
        if not isinstance(header, StandardHeader):
            return "", ()
        if header.status == "被代替":
            return "本标准已被代替，请查看：", self.linker.identifiers(header.replaced_by)
        if header.status == "废止":
            return "本标准已经废止。", ()
        if not header.verified:
            return "本条元数据尚未核实，使用前请在官方平台核对。", ()
        return "", ()


def _badges(header: Header) -> tuple[BadgeView, ...]:
    badges: list[BadgeView] = []
    if isinstance(header, StandardHeader):
        badges.append(
            BadgeView(
                header.status,
                STATUS_TONES[header.status],
                str(header.effective or ""),
                str(header.withdrawn or ""),
            )
        )
        if not header.verified:
            badges.append(BadgeView("未核实", "warn"))
    elif isinstance(header, CourseHeader):
        badges += [BadgeView(header.mode, "info"), *(BadgeView(layer) for layer in header.layers)]
        badges += [BadgeView(stage) for stage in header.stages]
    elif isinstance(header, PlaceHeader):
        badges.append(BadgeView(header.place_kind, "info"))
    elif isinstance(header, QuestionBankHeader):
        badges.append(BadgeView(header.level, "info"))
    elif isinstance(header, LecturerHeader):
        badges.append(BadgeView(header.lecturer_kind, "info"))
    if isinstance(header, LecturerHeader | SessionHeader) and header.example:
        badges.append(BadgeView("示例数据", "warn"))
    if header.disclosure != "主动公开":
        badges.append(BadgeView(header.disclosure, "muted"))
    return tuple(badges)


def _watermark(header: Header) -> str:
    is_model = isinstance(header, StandardHeader) and header.status == "示范文本"
    return "示范文本 使用前由本单位核定" if is_model else ""


def _five_fixed(header: PlaceHeader | None) -> tuple[FactView, ...]:
    if header is None or header.five_fixed is None:
        return ()
    return tuple(
        FactView(str(field.alias), "；".join(getattr(header.five_fixed, name)))
        for name, field in type(header.five_fixed).model_fields.items()
    )


def _contents(record: Record) -> tuple[TocEntryView, ...]:
    """Chapters and titled clauses, steps, or second-level headings."""
    if record.clauses:
        return tuple(
            TocEntryView(
                c.level,
                f"附录 {c.number} {c.title}"
                if c.number.isalpha()
                else f"{c.number} {c.title}".strip(),
                c.anchor,
            )
            for c in record.clauses
            if c.title and c.level <= 2
        )
    if record.steps:
        return tuple(
            TocEntryView(1, f"{n} {step.title}", step.anchor)
            for n, step in enumerate(record.steps, 1)
        )
    drawn: list[TocEntryView] = []  # the tables that the template draws from a place's header
    if isinstance(record.header, PlaceHeader):
        if record.header.five_fixed:
            drawn.append(TocEntryView(1, "五定", "qj-five"))
        if record.header.items:
            drawn.append(TocEntryView(1, "物品清单", "qj-items"))
    headings = (
        TocEntryView(block.level - 1, block.text, block.anchor)
        for block in record.blocks
        if isinstance(block, Heading) and block.level in (2, 3)
    )
    return *headings, *drawn


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return "；".join(_show(item) for item in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return "；".join(f"{key} {_show(item)}" for key, item in value.items())
    if isinstance(value, Part):
        filled = (getattr(value, name) for name in type(value).model_fields)
        return "；".join(_show(item) for item in filled if item not in (None, "", ()))
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
