"""五位一体: which of the five forms is still missing."""

from __future__ import annotations

from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.links.forms import FormIndex
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
