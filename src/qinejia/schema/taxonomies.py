"""Reads a taxonomy file (分类表): a YAML list of entries."""

from __future__ import annotations

from qinejia.diagnostics import Diagnostic
from qinejia.model.nearest import hint_of, nearest
from qinejia.model.records import TaxonomyEntry
from qinejia.model.taxonomy import TAXONOMIES, Entry
from qinejia.source import MAX_FILE_LINES, Document, read_yaml
from qinejia.source.validation import validate


def taxonomy_of(path: str) -> str:
    """The name of the taxonomy that a file holds: its stem."""
    return path.rpartition("/")[2].rpartition(".")[0]


def read_taxonomy(document: Document) -> tuple[list[TaxonomyEntry], list[Diagnostic]]:
    """The good entries and all faults."""
    name = taxonomy_of(document.path)
    if name not in TAXONOMIES:
        known = "、".join(f"{key}.yml（{label}）" for key, label in TAXONOMIES.items())
        message = f"不认识的分类表“{name}”"
        hint = hint_of(nearest(name, TAXONOMIES)) or f"可用的有：{known}"
        return [], [Diagnostic("QJ112", document.origin, message, hint)]
    result = read_yaml(document.body, document.origin, "文件", MAX_FILE_LINES)
    diagnostics = list(result.diagnostics)
    entries: list[TaxonomyEntry] = []
    if diagnostics or result.value is None:
        return entries, diagnostics
    is_list = isinstance(result.value, list)
    for index, value in enumerate(result.value if is_list else [result.value]):
        places = result.places.below((index,)) if is_list else result.places
        where = result.places.of_value((index,) if is_list else (), document.origin)
        entry, faults = validate(Entry, value, places, where)
        diagnostics += faults
        if entry is not None:
            entries.append(TaxonomyEntry(name, entry, where, places.values))
    return entries, diagnostics
