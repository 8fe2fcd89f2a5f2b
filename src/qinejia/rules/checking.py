"""Runs all rules (执行规则)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from qinejia.diagnostics import CODES, Diagnostic, Severity
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

RULES: tuple[Rule, ...] = (
    identity.check_file_names,
    identity.check_taxonomy_names,
    standards.check_numbers,
    standards.check_dates,
    standards.check_status,
    standards.check_replacement,
    standards.check_model_text,
    standards.check_rights,
    standards.check_review,
    standards.check_model_numbers,
    citations.check_citations,
    citations.check_laws,
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
    places.check_points,
    assessments.check_weights,
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
    return [
        dataclasses.replace(found, raised_to=raised[found.code]) if found.code in raised else found
        for rule in RULES
        for found in rule(context)
    ]
