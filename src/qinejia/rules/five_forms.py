"""五位一体: which of the five forms is still missing, of a standard and of each requirement."""

from __future__ import annotations

from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.links.forms import FormIndex
from qinejia.links.tracing import trace
from qinejia.model.kinds import SLOTS
from qinejia.rules.context import Context


def check_five_forms(context: Context) -> Iterator[Diagnostic]:
    """QJ030: a standard of our own or a course lacks one of the five forms."""
    forms = FormIndex(context.site)
    for record in forms.subjects():
        found = forms.of(record)
        missing = [name for key, name in SLOTS if not found[key]]
        if missing:
            message = f"{record.kind.label}“{record.title}”还缺：{'、'.join(missing)}"
            yield Diagnostic("QJ030", record.position, message)


def check_requirements(context: Context) -> Iterator[Diagnostic]:
    """QJ031: a requirement of our own standards has a question or a checklist item."""
    masks = context.settings.options.no_modals
    for found in trace(context.site, FormIndex(context.site), masks):
        if not found.is_tested:
            message = f"要求“{found.clause.number}”没有考题或评分项"
            yield Diagnostic("QJ031", found.clause.position, message)
