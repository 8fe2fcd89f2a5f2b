"""What a template receives (视图): plain values, already in words and addresses.

Every ``url`` is relative to the site's root without a leading slash (``standards/std-x/#5.1``);
templates apply MkDocs' ``url`` filter. ``tone`` is one of ``ok``, ``warn``, ``bad``, ``info``,
``muted`` or empty and only ever colours what the text already says. Views are named tuples, which
are defined and made sooner than dataclasses, but for those with a ``count`` or a mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class LinkView(NamedTuple):
    """A titled address (链接); ``label`` is the kind's Chinese name, ``note`` a short remark."""

    title: str
    url: str
    label: str = ""
    note: str = ""


class GroupView(NamedTuple):
    """A headed list of links (分组); ``more`` leads to the rest of a list that is cut short."""

    title: str
    links: tuple[LinkView, ...]
    anchor: str = ""
    note: str = ""
    more: LinkView | None = None


class BadgeView(NamedTuple):
    """A short state word (徽标); that of a standard with the days that change it."""

    text: str
    tone: str = ""
    effective: str = ""
    withdrawn: str = ""


class FactView(NamedTuple):
    """One line of the metadata card (元数据): label, then text or links."""

    label: str
    text: str = ""
    links: tuple[LinkView, ...] = ()


class SlotView(NamedTuple):
    """One of the five forms of a standard or course (五位一体之一); no links means 待补."""

    key: str
    name: str
    links: tuple[LinkView, ...]
    is_own_text: bool = False


class TocEntryView(NamedTuple):
    """One line of the page's own contents (本页目录); ``level`` starts at 1."""

    level: int
    title: str
    anchor: str


class RecordView(NamedTuple):
    """Everything around the body of a record's page (记录页); ``code`` is the picture of its QR."""

    id: str
    kind: str
    kind_label: str
    title: str
    number: str
    summary: str
    badges: tuple[BadgeView, ...]
    facts: tuple[FactView, ...]
    slots: tuple[SlotView, ...]
    backlinks: tuple[GroupView, ...]
    toc: tuple[TocEntryView, ...]
    notice: str
    notice_links: tuple[LinkView, ...]
    watermark: str
    short_url: str
    register: LinkView
    redlines: tuple[LinkView, ...] = ()
    downloads: tuple[LinkView, ...] = ()
    code: str = ""
    five_fixed: tuple[FactView, ...] = ()
    items: tuple[tuple[str, ...], ...] = ()


class CellView(NamedTuple):
    """A cell of a register; ``links`` win over ``text``; ``sort`` orders it.

    The state of a standard carries the days that change it, for the browser to look at again.
    """

    text: str = ""
    links: tuple[LinkView, ...] = ()
    tone: str = ""
    sort: str = ""
    effective: str = ""
    withdrawn: str = ""


class ColumnView(NamedTuple):
    """A column of a register. ``filter`` offers its values as a filter in the browser."""

    key: str
    label: str
    filter: bool = False
    numeric: bool = False


class RegisterView(NamedTuple):
    """A table of records that can be filtered and sorted (总表)."""

    title: str
    columns: tuple[ColumnView, ...]
    rows: tuple[tuple[CellView, ...], ...]
    empty: str = "暂无内容。"
    totals: tuple[FactView, ...] = ()


class LedgerView(NamedTuple):
    """The ledger of what was issued, changed and withdrawn (废改立台账)."""

    totals: tuple[FactView, ...]
    due: RegisterView
    register: RegisterView


class TraceView(NamedTuple):
    """The matrix clause × form (条款追溯): totals, open work by owner, outdated links, all rows."""

    totals: tuple[FactView, ...]
    gaps: tuple[GroupView, ...]
    outdated: tuple[LinkView, ...]
    register: RegisterView


class PartView(NamedTuple):
    """A piece of a difference: ``kind`` is 同, 增 or 删."""

    kind: str
    text: str


class ChangeView(NamedTuple):
    """What became of one clause (条的变化): its paragraphs and list items in both editions."""

    kind: str
    old: LinkView | None
    new: LinkView | None
    title: tuple[PartView, ...]
    old_lines: tuple[tuple[PartView, ...], ...]
    new_lines: tuple[tuple[PartView, ...], ...]
    flags: tuple[str, ...]
    touched: tuple[LinkView, ...]


class RedlineView(NamedTuple):
    """Two editions of a standard side by side (修订对照)."""

    old: LinkView
    new: LinkView
    totals: tuple[FactView, ...]
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True)
class SystemView:
    """A part of the framework of standards with what stands below it (分体系、子体系)."""

    name: str
    code: str
    anchor: str
    note: str
    count: int
    planned: int
    children: tuple[SystemView, ...]


class SystemsView(NamedTuple):
    """The framework of standards (标准体系): diagram, and a table for each part by its anchor."""

    totals: tuple[FactView, ...]
    roots: tuple[SystemView, ...]
    tables: tuple[tuple[str, RegisterView], ...]


@dataclass(frozen=True)
class FormView:
    """One of the five forms on the home page, with how many there are."""

    key: str
    name: str
    explanation: str
    url: str
    count: int


class PictureView(NamedTuple):
    """A link with its picture, the path of which is relative to the site's root (图片链接)."""

    link: LinkView
    picture: str


class HomeView(NamedTuple):
    """The home page as a channel (首页频道); ``paths`` are courses by layer, with their stage.

    ``updates`` and ``mine`` are the addresses of those pages.
    """

    updates: str
    mine: str
    paths: tuple[GroupView, ...]
    videos: tuple[PictureView, ...]
    forms: tuple[FormView, ...]
    newest: tuple[LinkView, ...]
    complete: tuple[LinkView, ...]
    roles: tuple[GroupView, ...]
    themes: tuple[GroupView, ...]
    counts: tuple[FactView, ...]


class GridView(NamedTuple):
    """The 3×4 grid of layers and stages (阶梯式课程架构): ``cells[stage][layer]``."""

    layers: tuple[str, ...]
    stages: tuple[str, ...]
    cells: tuple[tuple[tuple[LinkView, ...], ...], ...]


class CoursesView(NamedTuple):
    """The course register with its three ways in (课程总表)."""

    register: RegisterView
    grid: GridView
    themes: tuple[GroupView, ...]
    offices: tuple[GroupView, ...]


class CoverageRowView(NamedTuple):
    """One standard or course in the matrix; ``cells`` follow the five forms."""

    link: LinkView
    cells: tuple[CellView, ...]
    missing: int


class CoverageView(NamedTuple):
    """The 五位一体 coverage matrix (覆盖矩阵) with its totals."""

    forms: tuple[str, ...]
    standards: tuple[CoverageRowView, ...]
    courses: tuple[CoverageRowView, ...]
    totals: tuple[FactView, ...]


class GroupsView(NamedTuple):
    """A page that is just headed lists: organisations, themes, roles (分组页)."""

    title: str
    groups: tuple[GroupView, ...]


class FieldView(NamedTuple):
    """One key of a header; ``key`` names those above it, too (一个字段)."""

    key: str
    help: str
    is_required: bool
    values: str
    default: str


class FieldGroupView(NamedTuple):
    """The keys of one kind, and where its files lie (一类页面的字段)."""

    title: str
    path: str
    anchor: str
    fields: tuple[FieldView, ...]


class FieldsView(NamedTuple):
    """All keys of all headers (字段一览)."""

    groups: tuple[FieldGroupView, ...]


class CodesView(NamedTuple):
    """The documented diagnostics (校验规则)."""

    codes: tuple[CodeView, ...]


class CodeView(NamedTuple):
    """One documented diagnostic (校验规则)."""

    code: str
    title: str
    severity: str
    explanation: str
    hint: str
    example: str


@dataclass(frozen=True)
class ShellView:
    """What every page shows around its content (页面外壳).

    ``kind_scripts`` names the script of each kind of record that has one of its own; ``tabs`` are
    the places at a thumb's reach, their ``note`` an icon's path; ``release`` is the build's stamp;
    ``theme_style`` is what pages with a view need of the theme's styles, empty where they need all.
    """

    menu: tuple[LinkView, ...]
    edition: str
    edition_label: str
    built: str
    script: str
    theme_script: str
    search_script: str
    search_page: str
    style: str
    owner: str
    footer: tuple[FactView, ...]
    record_store: str = ""
    tabs: tuple[LinkView, ...] = ()
    release: str = ""
    links: tuple[LinkView, ...] = ()
    faults_to: str = ""
    has_edit_links: bool = False
    theme_style: str = ""
    kind_scripts: Mapping[str, str] = field(default_factory=dict)
