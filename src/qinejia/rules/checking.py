"""Runs all rules (执行规则)."""

from __future__ import annotations

import dataclasses

from qinejia.diagnostics import CODES, Diagnostic, Severity
from qinejia.rules import (
    approvals,
    assessments,
    citations,
    courses,
    five_forms,
    identity,
    language,
    privacy,
    published,
    quantities,
    standards,
    terms,
    videos,
)
from qinejia.rules.alone import Rule
from qinejia.rules.context import Context

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
    quantities.check_agreement,
    terms.check_terms,
    courses.check_numbering,
    courses.check_letters,
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
    found += [found for alone in context.alone.values() for found in alone.faults]
    return [
        dataclasses.replace(one, raised_to=raised[one.code]) if one.code in raised else one
        for one in found
    ]
