"""Runs all rules (执行规则)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from functools import partial

from qinejia.diagnostics import CODES, Diagnostic, Severity
from qinejia.model.records import Record
from qinejia.rules import (
    approvals,
    assessments,
    captions,
    citations,
    courses,
    five_forms,
    identity,
    language,
    places,
    privacy,
    provisions,
    published,
    quantities,
    standards,
    structure,
    terms,
    videos,
)
from qinejia.rules.context import Context

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
    ),
    "place": (places.check_points,),
    "checklist": (assessments.check_weights,),
}
"""By kind, rules that look at one record and at nothing else."""

SITE_RULES: tuple[Rule, ...] = (
    identity.check_file_names,
    identity.check_taxonomy_names,
    standards.check_numbers,
    standards.check_dates,
    standards.check_status,
    standards.check_replacement,
    standards.check_review,
    standards.check_model_numbers,
    citations.check_citations,
    citations.check_laws,
    quantities.check_agreement,
    terms.check_terms,
    courses.check_numbering,
    courses.check_lecturers,
    courses.check_letters,
    courses.check_consent,
    five_forms.check_five_forms,
    five_forms.check_requirements,
    language.check_language,
    privacy.check_sensitive,
    approvals.check_approvals,
    approvals.check_chain,
    published.check_published,
    assessments.check_papers,
    videos.check_media,
    videos.check_videos,
)


def check_site(context: Context) -> list[Diagnostic]:
    """Everything that all rules find; gates in the settings raise single codes."""
    gates = context.settings.options.gates
    raised = {
        "QJ027": Severity(gates.lecturers),
        "QJ030": Severity(gates.five_forms),
        "QJ031": Severity(gates.requirements),
    }
    raised = {code: level for code, level in raised.items() if level != CODES[code].severity}
    found = [found for rule in SITE_RULES for found in rule(context)]
    masks = context.settings.options.no_modals
    for kind in RECORD_RULES:
        for record in context.site.of_kind(kind):
            check = partial(_check_alone, context, record)
            found += context.memory.recall("alone", (record.digest, masks), check)
    return [
        dataclasses.replace(one, raised_to=raised[one.code]) if one.code in raised else one
        for one in found
    ]


def _check_alone(context: Context, record: Record) -> list[Diagnostic]:
    """What the rules for one record find, for which there is no other."""
    site = dataclasses.replace(context.site, records={record.id: record})
    alone = dataclasses.replace(context, site=site)
    return [found for rule in RECORD_RULES[record.kind.name] for found in rule(alone)]
