"""Decap's configuration, made of the header models (表单生成): one collection per kind.

The forms cannot drift from the checks: keys, help, choices and limits come from the same fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic.fields import FieldInfo

from qinejia.model.fields import IDENTIFIER, Part
from qinejia.model.kinds import KINDS, Kind
from qinejia.model.records import Record, Site
from qinejia.schema.shapes import Shape, fields_of, form_values
from qinejia.source import read_yaml

Config = dict[str, Any]
_LONG = {"摘要", "定义", "适用范围", "备注"}
"""Texts of more than a few words."""


def configuration(site: Site, label: str, backend: Config, **more: Any) -> Config:
    """The whole configuration; ``more`` are keys beside the collections."""
    return {
        "backend": backend,
        "locale": "zh_Hans",
        "media_folder": f"{label}/images",
        "public_folder": "images",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "editor": {"preview": backend["name"] == "proxy"},
        **more,
        "collections": [_collection(kind, site, label, backend) for kind in KINDS],
    }


def _collection(kind: Kind, site: Site, label: str, backend: Config) -> Config:
    is_local = backend["name"] == "proxy"
    used = _used_values(site.of_kind(kind.name))
    fields = [_identifier(kind, site, is_local)]
    fields += _fields(kind.header, site, used, True)
    fields.append(
        {"name": "body", "label": "正文", "widget": "qj-body", "required": False,
         "hint": "Markdown。按“插入”选要用的块；写法见《写作指南》。"}
    )  # fmt: skip
    return {
        "name": kind.name,
        "label": kind.label,
        "label_singular": kind.label,
        "folder": f"{label}/{kind.folder}",
        "create": True,
        "delete": False,
        "extension": "md",
        "format": "qinejia" if is_local else "yaml-frontmatter",
        "identifier_field": "标题",
        "slug": "{{fields.id}}",
        "summary": "{{标题}}",
        "preview_path": f"{kind.folder}/{{{{slug}}}}/",
        "media_folder": "{{id}}",
        "public_folder": "{{id}}",
        "sortable_fields": ["标题", "更新"],
        "fields": fields,
    }


def _identifier(kind: Kind, site: Site, is_required: bool) -> Config:
    prefix = kind.header.identifier_prefix
    return {
        "name": "id",
        "label": "标识",
        "widget": "string",
        "required": is_required,
        "default": _next_identifier(prefix, site.of_kind(kind.name)),
        "hint": f"文件名，也是网址；以 {prefix} 开头，小写英文、数字、“-”和“.”；保存后不能改",
        "pattern": [f"^{IDENTIFIER.pattern}$", "：只用小写英文、数字、“-”和“.”，短横后面不能空"],
    }


def _next_identifier(prefix: str, records: tuple[Record, ...]) -> str:
    """The next number where ids are numbered, else only how an id begins."""
    numbers = [found[1] for r in records if (found := re.fullmatch(f"{prefix}(\\d+)", r.id))]
    if not numbers or len(numbers) < len(records):
        return prefix
    return f"{prefix}{max(map(int, numbers)) + 1:0{len(numbers[0])}d}"


def _fields(
    model: type[Part], site: Site, used: Mapping[str, set[str]], demands: bool
) -> list[Config]:
    """The forms of all fields. Inside of what may be absent nothing is required.

    A group without fields, such as counts by a taxonomy that is still empty, is left out: Decap
    would not start.
    """
    fields = [
        {
            "name": alias,
            "label": alias,
            "hint": field.description or "",
            "required": demands and field.is_required(),
            **_widget(alias, field, shape, site, used),
        }
        for alias, field, shape in fields_of(model)
    ]
    return [field for field in fields if field.get("fields") != []]


def _widget(
    alias: str, field: FieldInfo, shape: Shape, site: Site, used: Mapping[str, set[str]]
) -> Config:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    is_list = shape.form == "texts"
    if "refers_to" in extra:
        return {"widget": "qj-refs", "kinds": str(extra["refers_to"]).split(), "multiple": is_list}
    if "taxonomy" in extra:
        names = [entry.entry.name for entry in site.taxonomies.get(str(extra["taxonomy"]), ())]
        options = [*names, *sorted(used.get(alias, set()) - set(names))]
        if options:
            return {"widget": "select", "options": options, "multiple": is_list}
    if extra.get("is_picture"):
        # Beside the page, where it is looked for.
        return {"widget": "image", "choose_url": False, "media_folder": "", "public_folder": ""}
    if shape.form == "texts":
        return {"widget": "qj-lines"}
    if shape.choices:
        default = {"default": field.default} if alias == "公开属性" else {}
        return {"widget": "select", "options": list(shape.choices), **default}
    if shape.form == "day":
        return {
            "widget": "datetime", "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD",
            "time_format": False, "default": "",
        }  # fmt: skip
    if shape.form == "number":
        limits = {"min": shape.least, "max": shape.most}
        step = 1 if shape.is_whole else 0.5
        kind = "int" if shape.is_whole else "float"
        known = {key: value for key, value in limits.items() if value is not None}
        return {"widget": "number", "value_type": kind, "step": step, **known}
    if shape.model:
        is_many = shape.form == "parts"
        inner = _fields(shape.model, site, {}, is_many)
        shown = {"label_singular": alias, "summary": f"{{{{fields.{inner[0]['name']}}}}}"}
        return {
            "widget": "list" if is_many else "object", "collapsed": True, "fields": inner,
            **(shown if is_many else {}),
        }  # fmt: skip
    if shape.form == "counts":
        names = [e.entry.name for e in site.taxonomies.get(str(extra.get("counted_by")), ())]
        names += sorted(used.get(alias, set()) - set(names))
        number = {"widget": "number", "value_type": "int", "min": 0, "required": False}
        inner = [{"name": name, "label": name, **number} for name in names]
        return {"widget": "object", "collapsed": True, "fields": inner}
    return {"widget": "text" if alias in _LONG else "string"}


def _used_values(records: tuple[Record, ...]) -> dict[str, set[str]]:
    """What records say under each key: a menu must not lose a value that is there."""
    used: dict[str, set[str]] = {}
    for record in records:
        header = read_yaml(record.header_text, record.position).value
        for alias, value in form_values(record.kind.header, header).items():
            values = value if isinstance(value, list | dict) else [value]
            used.setdefault(alias, set()).update(v for v in values if isinstance(v, str))
    return used


def names(site: Site) -> dict[str, list[tuple[str, str]]]:
    """What a reference may name, by kind: records, and their clauses, steps and questions."""
    return {kind.name: list(_names_of(site.of_kind(kind.name))) for kind in KINDS}


def _names_of(records: tuple[Record, ...]) -> Iterator[tuple[str, str]]:
    for record in records:
        yield record.id, record.title
        for clause in record.clauses:
            text = f"{clause.number} {clause.title}".strip()
            yield f"{record.id}#{clause.anchor}", f"{record.title}　{text}"
        for step in record.steps:
            yield f"{record.id}#{step.anchor}", f"{record.title}　{step.title}"
        for question in record.questions:
            yield f"{record.id}#{question.anchor}", f"{record.title}　{question.stem}"
