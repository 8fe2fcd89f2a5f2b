"""Names of files, and names from the taxonomies (标识与名称)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.model.headers.learning import CourseHeader
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Record
from qinejia.model.standard_number import classify
from qinejia.model.taxonomy import TAXONOMIES
from qinejia.rules.context import Context, at_key, fault

_IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


def check_file_names(context: Context) -> Iterator[Diagnostic]:
    """QJ004: the file's name is the record's id."""
    prefixes = context.settings.options.own_prefixes
    for record in context.site.records.values():
        name = record.path.rpartition("/")[2]
        expected = _expected(record, prefixes)
        given = record.header.identifier
        if not _IDENTIFIER.fullmatch(record.id):
            message = f"文件名“{name}”只能用小写英文、数字、“-”和“.”"
            yield Diagnostic("QJ004", record.position, message)
        elif given and given.lower() != record.id:
            yield fault("QJ004", record, "id", f"id“{given}”与文件名“{name}”不一致")
        elif expected and record.id != expected:
            key = "编号" if isinstance(record.header, StandardHeader) else "序号"
            yield fault("QJ004", record, key, f"文件名“{name}”应为“{expected}.md”")
        elif not record.id.startswith(record.header.identifier_prefix):
            prefix = record.header.identifier_prefix
            message = f"{record.kind.label}的文件名“{name}”应以“{prefix}”开头"
            yield Diagnostic("QJ004", record.position, message)


def _expected(record: Record, own_prefixes: tuple[str, ...]) -> str:
    header = record.header
    if isinstance(header, StandardHeader) and header.number:
        number = classify(header.number, own_prefixes)
        return number.identifier if number else ""
    if isinstance(header, CourseHeader) and header.number is not None:
        return f"kc-{header.number:02d}"
    return ""


def check_taxonomy_names(context: Context) -> Iterator[Diagnostic]:
    """QJ045: names of organisations, themes, roles, layers, stages, systems are registered."""
    names: dict[str, dict[str, str]] = {}
    for taxonomy, entries in context.site.taxonomies.items():
        table = names.setdefault(taxonomy, {})
        for entry in entries:
            table[entry.entry.name] = entry.entry.name
            for alias in entry.entry.aliases:
                table.setdefault(alias, entry.entry.name)
    for record in context.site.records.values():
        for field_name, field in type(record.header).model_fields.items():
            extra = field.json_schema_extra
            if not isinstance(extra, dict) or "taxonomy" not in extra:
                continue
            taxonomy = str(extra["taxonomy"])
            table = names.get(taxonomy, {})
            value = getattr(record.header, field_name)
            for name in value if isinstance(value, tuple) else (value,):
                if not name or not table:
                    continue
                where = at_key(record, str(field.alias))
                label = TAXONOMIES[taxonomy]
                if name not in table:
                    near = difflib.get_close_matches(name, table, 1, 0.5)
                    hint = f"是不是“{table[near[0]]}”？" if near else ""
                    yield Diagnostic("QJ045", where, f"{label}“{name}”没有登记", hint)
                elif table[name] != name:
                    hint = f"改成“{table[name]}”。"
                    yield Diagnostic("QJ045", where, f"{label}“{name}”是别名", hint)
