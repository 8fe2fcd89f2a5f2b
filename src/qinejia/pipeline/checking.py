"""Reads a site and collects every fault in one run (检查)."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qinejia.derive import GENERATED_PAGES
from qinejia.derive.pages import GeneratedPage
from qinejia.diagnostics import Diagnostic, Severity
from qinejia.library import Ledger, collect, read_ledger
from qinejia.library.allowed import ALLOWED, read_allowed
from qinejia.library.media import LOCK, find_media, read_lock
from qinejia.links import Redirect, Resolver, connect, read_redirects
from qinejia.memory import Memory
from qinejia.model.position import Position
from qinejia.model.records import Site
from qinejia.pipeline.attachments import read_attachments
from qinejia.pipeline.clock import build_date, calendar_day
from qinejia.pipeline.fingerprinting import Fingerprints
from qinejia.rules import check_site
from qinejia.rules.alone import look_alone
from qinejia.rules.context import Context
from qinejia.rules.ignoring import without_ignored
from qinejia.rules.published import LEDGER
from qinejia.rules.words import WORDS, read_words
from qinejia.schema import read_content
from qinejia.search.synonyms import read_synonyms
from qinejia.settings import Settings
from qinejia.source import Tree, load_documents, read_text

REDIRECTS = "redirects.yml"
SYNONYMS = "synonyms.yml"
_MAX_REGISTER_BYTES = 50_000_000


@dataclass(frozen=True)
class Checked:
    """The whole site before any edition is cut out of it, and all faults in order of position.

    ``generated`` are the pages that the build adds, by path.
    """

    site: Site
    generated: Mapping[str, GeneratedPage]
    redirects: tuple[Redirect, ...]
    ledger: Ledger
    synonyms: Mapping[str, Sequence[str]]
    today: datetime.date
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    @property
    def has_warnings(self) -> bool:
        return any(d.severity is Severity.WARNING for d in self.diagnostics)


def check(settings: Settings, memory: Memory | None = None, tree: Tree | None = None) -> Checked:
    """Source → records → library → site → rules. Reads files, writes none.

    ``memory`` holds what an earlier run read; ``tree`` are the documents where somebody has read
    them already.
    """
    memory = memory or Memory()
    tree = tree or load_documents(settings.docs, settings.label, settings.max_page_bytes)
    content = read_content(tree, settings, memory)
    library, duplicates = collect(content, settings.options.own_prefixes)
    generated = GENERATED_PAGES if content.records or content.faulty else {}
    registers: list[Diagnostic] = []
    entries, faults = read_lock(_read_optional(settings.root / LOCK, registers))
    registers += faults
    media = find_media(entries, settings.docs, settings.root)
    resources = tree.resources | media.keys()
    site, broken = connect(library, resources, generated, settings.own_slugs)
    attachments = read_attachments(settings.docs, settings.label, resources)
    registers += attachments.diagnostics
    site = dataclasses.replace(site, media=media, captions=attachments.captions)
    if settings.options.review != "关闭":
        site = dataclasses.replace(
            site,
            fingerprints=Fingerprints(site, settings.docs).of_signed(),
            needs_approval=settings.options.review == "必需",
        )
    redirects, is_redirected = _read_redirects(
        settings, Resolver(site, generated), library.faulty, registers
    )
    text = _read_optional(settings.root / SYNONYMS, registers)
    synonyms, faults = read_synonyms(text, Position(SYNONYMS))
    registers += faults
    words, faults = read_words(_read_optional(settings.root / WORDS, registers), Position(WORDS))
    registers += faults
    allowed, faults = read_allowed(_read_optional(settings.root / ALLOWED, registers))
    registers += faults
    ledger = read_ledger(_read_optional(settings.root / LEDGER, registers))
    today = build_date(settings.root, tuple(site.records.values()))
    context = Context(
        site=site,
        settings=settings,
        today=today,
        calendar=calendar_day(),
        ledger=ledger if is_redirected else Ledger({}),
        redirects=redirects,
        faulty=library.faulty,
        faulty_taxonomies=content.faulty_taxonomies,
        texts=tuple(attachments.texts),
        photos=tuple(attachments.photos),
        authors=tuple(attachments.authors),
        allowed=allowed,
        alone=look_alone(site, settings, words, memory),
        memory=memory,
    )
    found = [*tree.diagnostics, *content.diagnostics, *duplicates]
    if tree.is_whole:  # else nobody knows what exists, and all that is missing there would be named
        found += [*broken, *registers, *check_site(context)]
        found = without_ignored(found, context)
    unique = {d.sort_key(): d for d in found}
    ordered = tuple(unique[key] for key in sorted(unique))
    return Checked(site, generated, redirects, ledger, synonyms, today, ordered)


def _read_redirects(
    settings: Settings,
    resolver: Resolver,
    faulty: frozenset[str],
    diagnostics: list[Diagnostic],
) -> tuple[tuple[Redirect, ...], bool]:
    """The redirects, and whether all of them are known: else what is gone may be redirected."""
    before = len(diagnostics)
    text = _read_optional(settings.root / REDIRECTS, diagnostics)
    redirects, faults = read_redirects(text, Position(REDIRECTS), resolver, faulty)
    diagnostics += faults
    return redirects, len(diagnostics) == before


def _read_optional(path: Path, diagnostics: list[Diagnostic]) -> str:
    """The text of a file that need not exist."""
    if not path.exists():
        return ""
    return read_text(path, Position(path.name), _MAX_REGISTER_BYTES, diagnostics) or ""
