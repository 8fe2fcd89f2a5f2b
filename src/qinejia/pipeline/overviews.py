"""What is made of the whole site at once (总览): registers, matrices, data for other tools."""

from __future__ import annotations

from functools import cached_property

from qinejia.derive.exports import dump_data, export_data
from qinejia.derive.fields import fields_page
from qinejia.derive.goals import goal_facts
from qinejia.derive.lifecycle import Lifecycle
from qinejia.derive.linking import Linker
from qinejia.derive.mine import mine
from qinejia.derive.overview import Overview
from qinejia.derive.pages import GeneratedPage
from qinejia.derive.quantities import quantity_register, quantity_rows
from qinejia.derive.registers import Registers
from qinejia.derive.revisions import Revisions
from qinejia.derive.systems import Systems
from qinejia.derive.tracing import Tracing
from qinejia.derive.updates import atom_feed, updates_page
from qinejia.links.addresses import Addresses
from qinejia.links.forms import FormIndex
from qinejia.links.outlines import outline_of, outlined
from qinejia.memory import digest_of
from qinejia.model.records import Site
from qinejia.pipeline.checking import Checked
from qinejia.settings import Settings

_DATA = (
    "catalogue.json", "links.json", "clauses.json", "coverage.json", "questions.json",
    "traceability.json", "traceability.csv", "quantities.json", "systems.json",
)  # fmt: skip
_FEED = "feed.xml"


class Overviews:
    """The overviews of one edition; nothing is made before somebody asks for it.

    They see no more of the site than its outline, so that they hold as long as ``digest`` does.
    """

    def __init__(
        self, site: Site, checked: Checked, settings: Settings, addresses: Addresses
    ) -> None:
        self._site, self._checked = site, checked
        self._settings, self._addresses = settings, addresses

    @cached_property
    def digest(self) -> str:
        """What all overviews depend on."""
        outline = outline_of(self._site, self._checked.site)
        return digest_of(outline, self._checked.today, self._settings.options)

    @cached_property
    def site(self) -> Site:
        return outlined(self._site)

    @cached_property
    def _linker(self) -> Linker:
        return Linker(self.site, self._addresses)

    @cached_property
    def _forms(self) -> FormIndex:
        return FormIndex(self.site)

    @cached_property
    def _systems(self) -> Systems:
        return Systems(self.site, self._linker)

    @cached_property
    def _revisions(self) -> Revisions:
        return Revisions(self.site, self._linker)

    @cached_property
    def _tracing(self) -> Tracing:
        return Tracing(self.site, self._linker, self._forms, self._settings.options.no_modals)

    @cached_property
    def _overview(self) -> Overview:
        goals = goal_facts(self.site, self._settings.options.goals, self._checked.today.year)
        registers = Registers(self.site, self._linker, self._forms, goals)
        return Overview(self.site, self._linker, self._forms, registers)

    def view(self, page: GeneratedPage) -> object | None:
        """The view of a page that the build adds; ``None`` for plain ones."""
        folder = page.path.partition("/")[0]
        if page.template == "home.html":
            return self._overview.home()
        if page.template == "courses.html":
            return self._overview.courses()
        if page.template == "coverage.html":
            return self._overview.coverage()
        if page.template == "systems.html":
            return self._systems.view()
        if page.template == "redline.html":
            return self._revisions.view(page.path)
        if page.template == "tracing.html":
            return self._tracing.view()
        if page.template == "ledger.html":
            return Lifecycle(self.site, self._linker, self._checked.today).ledger()
        if folder == "updates":
            return updates_page(self.site, self._linker, self._checked.today)
        if folder == "sitemap":
            return self._overview.sitemap()
        if page.template == "groups.html":
            return self._overview.groups(folder)
        if page.template == "codes.html":
            return self._overview.codes()
        if page.template == "fields.html":
            return fields_page()
        if page.template == "mine.html":
            return mine(self.site, self._linker, self._forms)
        if folder == "quantities":
            return quantity_register(self.site, self._linker)
        if page.template == "register.html":
            return self._overview.registers.of_folder(folder)
        return None

    @property
    def names(self) -> tuple[str, ...]:
        """Paths of ``data_files`` below the site."""
        data = tuple(f"data/{name}" for name in _DATA)
        return (*data, _FEED) if self._checked.generated else data

    def data_files(self) -> dict[str, str]:
        """What other tools read, and the feed, by path below the site."""
        options, today = self._settings.options, self._checked.today
        traced = self._tracing.rows(self._addresses)
        made = export_data(self.site, self._addresses, self._forms)
        made["traceability.json"] = dump_data("traceability", traced)
        made["traceability.csv"] = self._tracing.table(traced)
        made["quantities.json"] = dump_data("quantities", quantity_rows(self.site))
        made["systems.json"] = dump_data("systems", self._systems.rows())
        files = {f"data/{name}": made[name] for name in _DATA}
        if _FEED in self.names:
            name = options.owner or "勤e家"
            files[_FEED] = atom_feed(self.site, self._linker, today, name, options.address)
        return files
