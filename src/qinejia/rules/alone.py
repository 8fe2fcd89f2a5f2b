"""What the text of one page is enough to find (逐页检查).

It is looked for once in a text, and by several processes where there are many.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from qinejia.diagnostics import Diagnostic
from qinejia.library import Ledger
from qinejia.memory import Memory, digest_of
from qinejia.model.records import Page, Record, Site
from qinejia.rules import (
    assessments,
    captions,
    citations,
    courses,
    five_forms,
    ignoring,
    language,
    places,
    privacy,
    provisions,
    quantities,
    standards,
    structure,
)
from qinejia.rules.context import Alone, Context
from qinejia.rules.words import Word, WordList, word_list
from qinejia.settings import Settings

Rule = Callable[[Context], Iterator[Diagnostic]]

RECORD_RULES: dict[str, tuple[Rule, ...]] = {
    "standard": (
        standards.check_model_text,
        standards.check_rights,
        structure.check_elements,
        structure.check_numbers,
        structure.check_siblings,
        structure.check_hanging_paragraphs,
        captions.check_captions,
        provisions.check_verbs,
        provisions.check_types,
        provisions.check_vague_words,
        provisions.check_notes,
        quantities.check_values,
        quantities.check_sources,
        citations.check_laws,
    ),
    "course": (courses.check_lecturers,),
    "lecturer": (courses.check_consent,),
    "place": (places.check_points,),
    "checklist": (assessments.check_weights,),
}
"""By kind, rules that look at one record and at nothing else."""


def look_alone(
    site: Site, settings: Settings, words: tuple[Word, ...], memory: Memory
) -> Mapping[str, Alone]:
    """What there is to say of each page by itself, by its path; ``words`` are the site's own."""
    avoided = word_list(site, words)
    about = digest_of(avoided, settings.options)
    records, pages = site.records.values(), site.pages.values()
    jobs = ((f"{record.digest} {about}", record) for record in records)
    looked = memory.recall_all("alone", jobs, partial(_look_at_record, settings, avoided))
    found = {record.path: alone for record, alone in zip(records, looked, strict=True)}
    for page in pages:
        found[page.path] = memory.recall("alone", page.digest, partial(_look_at_page, page))
    return found


def _look_at_page(page: Page) -> Alone:
    return Alone(scanned=tuple(privacy.scan_holder(page)))


def _look_at_record(settings: Settings, words: WordList, record: Record) -> Alone:
    return Alone(
        scanned=tuple(privacy.scan_holder(record)),
        faults=tuple(_check(record, settings)),
        wording=tuple(language.check_record(record, words)),
        ignored=tuple(ignoring.read_body(record)),
        requirements=tuple(five_forms.find_requirements(record, settings.options.no_modals)),
    )


def _check(record: Record, settings: Settings) -> Iterator[Diagnostic]:
    """What the rules for one record find, for which there is no other."""
    context = Context(
        site=Site({record.id: record}, {}, {}, (), {}, frozenset()),
        settings=settings,
        today=datetime.date.min,
        calendar=datetime.date.min,
        ledger=Ledger({}),
        redirects=(),
        faulty=frozenset(),
        faulty_taxonomies=frozenset(),
    )
    for rule in RECORD_RULES.get(record.kind.name, ()):
        yield from rule(context)
