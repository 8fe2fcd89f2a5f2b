"""Names of files, and names from the taxonomies (标识与名称)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from qinejia.diagnostics import Diagnostic
from qinejia.model.fields import IDENTIFIER, marks_of
from qinejia.model.headers.common import Header
from qinejia.model.headers.learning import CourseHeader
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.nearest import hint_of, nearest
from qinejia.model.position import Position
from qinejia.model.records import Record, TaxonomyEntry
from qinejia.model.standard_number import classify
from qinejia.model.taxonomy import TAXONOMIES
from qinejia.rules.context import Context, at_key, fault


def check_file_names(context: Context) -> Iterator[Diagnostic]:
    """QJ004: the file's name is the record's id."""
    prefixes = context.settings.options.own_prefixes
    for record in context.site.records.values():
        name = record.path.rpartition("/")[2]
        expected = _expected(record, prefixes)
        given = record.header.identifier
        if not IDENTIFIER.fullmatch(name.rpartition(".")[0]):
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
    """QJ045: names of organisations, themes, roles, layers, stages, systems are registered.

    A taxonomy without entries is not used by this site; of one that is faulty not all names are
    known.
    """
    tables = {
        taxonomy: _names(entries)
        for taxonomy, entries in context.site.taxonomies.items()
        if entries and taxonomy not in context.faulty_taxonomies
    }
    for record in context.site.records.values():
        for field_name, key, taxonomy in _taxonomy_fields(type(record.header)):
            value = getattr(record.header, field_name)
            for index, name in enumerate(value if isinstance(value, tuple) else (value,)):
                if name and taxonomy in tables and tables[taxonomy].get(name) != name:
                    where = at_key(record, key, index)
                    yield from _check_name(taxonomy, name, tables[taxonomy], where)
    for taxonomy, entries in context.site.taxonomies.items():
        identifiers = {entry.entry.identifier for entry in entries}
        for entry in entries:
            layer, parent = entry.entry.layer, entry.entry.parent
            if layer and "layers" in tables:
                where = entry.at("层级")
                yield from _check_name("layers", layer, tables["layers"], where)
            if parent and parent not in identifiers and taxonomy in tables:
                message = f"上级“{parent}”没有登记"
                hint = hint_of(nearest(parent, sorted(identifiers)))
                yield Diagnostic("QJ045", entry.at("上级"), message, hint)


def _names(entries: Iterable[TaxonomyEntry]) -> dict[str, str]:
    """Name or alias → name."""
    table: dict[str, str] = {}
    for entry in entries:
        table[entry.entry.name] = entry.entry.name
        for alias in entry.entry.aliases:
            table.setdefault(alias, entry.entry.name)
    return table


@cache
def _taxonomy_fields(header: type[Header]) -> tuple[tuple[str, str, str], ...]:
    """Field name, key and taxonomy of each field whose values are names from a taxonomy."""
    return tuple(
        (name, str(field.alias), str(marks_of(field)["taxonomy"]))
        for name, field in header.model_fields.items()
        if "taxonomy" in marks_of(field)
    )


def _check_name(
    taxonomy: str, name: str, table: dict[str, str], where: Position
) -> Iterator[Diagnostic]:
    label = TAXONOMIES[taxonomy]
    if name not in table:
        near = nearest(name, table)
        hint = hint_of(table.get(near, ""))
        yield Diagnostic("QJ045", where, f"{label}“{name}”没有登记", hint)
    elif table[name] != name:
        yield Diagnostic("QJ045", where, f"{label}“{name}”是别名", f"改成“{table[name]}”。")
