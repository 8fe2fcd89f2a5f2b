"""Home, course grid, groups and the coverage matrix (首页、阶梯、分组、覆盖矩阵)."""

from __future__ import annotations

import posixpath

from qinejia.derive.linking import Linker, number_of
from qinejia.derive.paths import paths
from qinejia.derive.registers import Registers
from qinejia.derive.views import (
    CellView,
    CodesView,
    CodeView,
    CoursesView,
    CoverageRowView,
    CoverageView,
    FactView,
    FormView,
    GridView,
    GroupsView,
    GroupView,
    HomeView,
    LinkView,
    PictureView,
)
from qinejia.diagnostics import CODES
from qinejia.links.forms import FormIndex
from qinejia.model.headers.learning import CourseHeader, VideoHeader
from qinejia.model.kinds import KINDS, SLOTS
from qinejia.model.records import Record, Site
from qinejia.model.taxonomy import TAXONOMIES

_FORM_PAGES = {
    "text": ("standards/index.md", "标准条文和讲义，说清楚做什么、做到什么程度"),
    "manual": ("manuals/index.md", "一步一图，对的和错的放在一起看"),
    "video": ("videos/index.md", "看一遍示范，按条款分章节"),
    "place": ("places/index.md", "到实践点，定名、定位、定点、定量、定流线"),
    "assessment": ("assessments/index.md", "题库自测，实操打分"),
}
_FORM_KINDS = {
    "text": ("standard", "course"),
    "manual": ("manual",),
    "video": ("video",),
    "place": ("place",),
    "assessment": ("questions", "checklist"),
}
_LEADING = 24
"""Topics and films on the first page."""
_LISTED = 40
"""Links of one list there."""
_NEWEST = 8


class Overview:
    """Makes the views of pages that show the site as a whole."""

    def __init__(self, site: Site, linker: Linker, forms: FormIndex, registers: Registers) -> None:
        self.site = site
        self.linker = linker
        self.forms = forms
        self.registers = registers

    def home(self) -> HomeView:
        """The channel: five forms, complete topics, newest, by role, by theme."""
        forms = tuple(
            FormView(
                key,
                name,
                _FORM_PAGES[key][1],
                self.linker.addresses.of_path(_FORM_PAGES[key][0]),
                sum(len(self.site.of_kind(kind)) for kind in _FORM_KINDS[key]),
            )
            for key, name in SLOTS
        )
        dated = [r for r in self.site.records.values() if r.header.updated and r.kind.slot]
        dated.sort(key=lambda r: (-r.header.updated.toordinal() if r.header.updated else 0, r.id))
        newest = tuple(self.linker.record(r, note=str(r.header.updated)) for r in dated[:_NEWEST])
        return HomeView(
            updates=self.linker.addresses.of_path("updates/index.md"),
            mine=self.linker.addresses.of_path("mine/index.md"),
            paths=self._short(self._paths(), "courses"),
            videos=self._videos()[:_LEADING],
            forms=forms,
            newest=newest,
            complete=self._complete()[:_LEADING],
            roles=self._short(self._by_name("roles", "roles"), "roles"),
            themes=self._short(self._by_name("themes", "themes"), "themes"),
            counts=self._counts(),
        )

    def _short(self, groups: tuple[GroupView, ...], folder: str) -> tuple[GroupView, ...]:
        """The first page stays small however large the site is; the page of ``folder`` has all."""
        anchors = folder != "courses"
        return tuple(
            group._replace(
                links=group.links[:_LISTED],
                more=LinkView(
                    f"全部 {len(group.links)} 项",
                    self.linker.addresses.of_path(
                        f"{folder}/index.md", group.anchor if anchors else ""
                    ),
                ),
            )
            if len(group.links) > _LISTED
            else group
            for group in groups
        )

    def _paths(self) -> tuple[GroupView, ...]:
        """Courses by layer, in the order of the stages: the way that each layer goes."""
        return tuple(
            GroupView(
                layer.name,
                tuple(self.linker.record(record, note=stage) for record, stage in courses),
                anchor=f"path-{layer.identifier}",
            )
            for layer, courses in paths(self.site)
        )

    def _videos(self) -> tuple[PictureView, ...]:
        """Films with their posters, for a row of pictures."""
        found = []
        for record in self.site.of_kind("video"):
            header = record.header
            if isinstance(header, VideoHeader) and header.poster:
                folder = record.path.rpartition("/")[0]
                poster = posixpath.normpath(posixpath.join(folder, header.poster))
                note = f"{round(header.seconds / 60)} 分钟" if header.seconds else ""
                if poster in self.site.resources:
                    found.append(PictureView(self.linker.record(record, note=note), poster))
        return tuple(found)

    def sitemap(self) -> GroupsView:
        """Every page by kind (网站地图)."""
        groups = []
        for kind in KINDS:
            records = self.site.of_kind(kind.name)
            if records:
                links = tuple(self.linker.record(record) for record in records)
                groups.append(GroupView(kind.label, links, anchor=f"map-{kind.name}"))
        return GroupsView("网站地图", tuple(groups))

    def _complete(self) -> tuple[LinkView, ...]:
        """Standards that have at least four of the five forms, best first."""
        ranked = []
        for record in self.forms.subjects():
            if record.kind.name != "standard":
                continue
            names = [name for key, name in SLOTS if self.forms.of(record)[key]]
            if len(names) >= len(SLOTS) - 1:
                note = f"{number_of(record)} · {'、'.join(names)}"
                ranked.append((-len(names), record.id, self.linker.record(record, note=note)))
        return tuple(link for _, _, link in sorted(ranked, key=lambda entry: entry[:2]))

    def _counts(self) -> tuple[FactView, ...]:
        shown = ("standard", "course", "manual", "place", "questions", "checklist", "term")
        facts = []
        for kind in shown:
            records = self.site.of_kind(kind)
            if records:
                facts.append(FactView(records[0].kind.label, str(len(records))))
        questions = sum(one.count("questions") for one in self.site.of_kind("questions"))
        if questions:
            facts.append(FactView("考题", str(questions)))
        return tuple(facts)

    def _by_name(self, taxonomy: str, field: str) -> tuple[GroupView, ...]:
        """Records by the names in one header field, in the order of the taxonomy."""
        found: dict[str, list[Record]] = {}
        for record in self.site.records.values():
            for name in getattr(record.header, field):
                found.setdefault(name, []).append(record)
        groups = []
        for entry in self.site.taxonomies.get(taxonomy, ()):
            records = found.get(entry.entry.name, [])
            if records:
                links = tuple(self.linker.record(record) for record in records)
                groups.append(GroupView(entry.entry.name, links, anchor=entry.entry.identifier))
        return tuple(groups)

    def courses(self) -> CoursesView:
        """The register, the 3×4 grid, by theme, by office."""
        layers = self._names("layers")
        stages = self._names("stages")
        courses = [
            (record, record.header)
            for record in self.site.of_kind("course")
            if isinstance(record.header, CourseHeader)
        ]
        cells = tuple(
            tuple(
                tuple(
                    self.linker.record(record)
                    for record, header in courses
                    if layer in header.layers and stage in header.stages
                )
                for layer in layers
            )
            for stage in stages
        )
        return CoursesView(
            self.registers.courses(),
            GridView(layers, stages, cells),
            self._course_groups("themes"),
            self._course_groups("offices"),
        )

    def _names(self, taxonomy: str) -> tuple[str, ...]:
        return tuple(entry.entry.name for entry in self.site.taxonomies.get(taxonomy, ()))

    def _course_groups(self, field: str) -> tuple[GroupView, ...]:
        groups: dict[str, list[LinkView]] = {}
        for record in self.site.of_kind("course"):
            for name in getattr(record.header, field):
                groups.setdefault(name, []).append(self.linker.record(record))
        return tuple(GroupView(name, tuple(links)) for name, links in groups.items())

    def groups(self, taxonomy: str) -> GroupsView:
        """All entries of a taxonomy with what belongs to each."""
        fields = {
            "organisations": ("offices", "drafting", "owner", "organisation", "custodian"),
            "themes": ("themes",),
            "roles": ("roles",),
        }[taxonomy]
        found: dict[str, dict[str, LinkView]] = {}
        for record in self.site.records.values():
            for field in fields:
                value = getattr(record.header, field, ())
                for name in (value,) if isinstance(value, str) else value:
                    if name:
                        found.setdefault(name, {})[record.id] = self.linker.record(record)
        groups = tuple(
            GroupView(
                entry.entry.name,
                tuple(found.get(entry.entry.name, {}).values()),
                anchor=entry.entry.identifier,
                note=entry.entry.note,
            )
            for entry in self.site.taxonomies.get(taxonomy, ())
        )
        return GroupsView(TAXONOMIES[taxonomy], groups)

    def coverage(self) -> CoverageView:
        """Which of the five forms each standard and course has."""
        standards: list[CoverageRowView] = []
        courses: list[CoverageRowView] = []
        totals = dict.fromkeys((name for _, name in SLOTS), 0)
        for record in self.forms.subjects():
            found = self.forms.of(record)
            cells = []
            for key, name in SLOTS:
                count = len(found[key])
                totals[name] += bool(count)
                links = tuple(self.linker.record(form) for form in found[key] if form is not record)
                text = "有" if count else "待补"
                cells.append(CellView(text, links, "ok" if count else "warn", str(count)))
            missing = sum(not found[key] for key, _ in SLOTS)
            link = self.linker.record(record, note=number_of(record))
            row = CoverageRowView(link, tuple(cells), missing)
            (standards if record.kind.name == "standard" else courses).append(row)
        count = len(standards) + len(courses)
        facts = tuple(FactView(name, f"{have} / {count}") for name, have in totals.items())
        return CoverageView(
            tuple(name for _, name in SLOTS), tuple(standards), tuple(courses), facts
        )

    def codes(self) -> CodesView:
        """The documented diagnostics."""
        return CodesView(
            tuple(
                CodeView(c.code, c.title, c.severity, c.explanation, c.hint, c.example)
                for c in CODES.values()
            )
        )
