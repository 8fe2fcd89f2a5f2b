"""A new page as text (起草): answers and examples become a header, a template becomes the body."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_origin

from pydantic.fields import FieldInfo

from qinejia.model.fields import IDENTIFIER
from qinejia.model.nearest import hint_of, nearest
from qinejia.model.standard_number import StandardNumber, classify
from qinejia.pipeline import Checked
from qinejia.schema.exporting import choices_of
from qinejia.settings import Settings
from qinejia.source.yaml_writing import write_value
from qinejia.starting.forms import CLAUSE, Form
from qinejia.starting.identifiers import next_id, taken_ids
from qinejia.starting.templates import Template, read_template

Answers = Mapping[str, str]
"""Chinese key → what was answered; several values of a list are separated by commas."""
_OWN = ("内部标准", "自编标准")
_COMMAS = re.compile(r"\s*[,，、]\s*")


class StartFault(Exception):
    """Why nothing was started, in Chinese."""


@dataclass(frozen=True)
class Draft:
    """A page that is not yet written (草稿)."""

    identifier: str
    path: Path
    text: str


def draft_page(
    form: Form,
    answers: Answers,
    checked: Checked,
    settings: Settings,
    *,
    identifier: str = "",
    today: datetime.date,
) -> Draft:
    """A page of this form with these answers. Raises ``StartFault``."""
    lines = {key: " ".join(value.split()).strip("，、,") for key, value in answers.items()}
    given = {key: line for key, line in lines.items() if line}
    _check_keys(form, given)
    if "标题" not in given:
        raise StartFault("没有写标题")
    number = _number(given, settings) if form.kind.name == "standard" else None
    taken = taken_ids(checked, settings.docs)
    count = settings.options.course_count
    wanted = _wanted_id(form, identifier, number)
    name = wanted or next_id(form.kind, given["标题"], taken, today, count)
    path = settings.docs / form.kind.folder / f"{name}.md"
    if path.exists() or name in taken:
        raise StartFault(f"标识“{name}”已经用过了，不能再用；没有改动")
    foreign = number is not None and number.category not in _OWN
    template = read_template("standard-foreign" if foreign else form.kind.name)
    values = {"更新": today.isoformat(), **_defaults(form, template, checked), **given}
    _derive(form, values, name, number, count)
    header = header_of(form, values, template)
    return Draft(name, path, header + template.fill(given.get(CLAUSE, ""), name))


def _check_keys(form: Form, given: Answers) -> None:
    known = {*form.fields, *form.asks}
    for key in given:
        if key not in known:
            hint = hint_of(nearest(key, sorted(known)))
            raise StartFault(f"{form.kind.label}没有“{key}”这一项。{hint}")


def _wanted_id(form: Form, given: str, number: StandardNumber | None) -> str:
    """The id that was asked for, or that the number of a standard gives."""
    name = given.strip().lower().removesuffix(".md")
    if not name:
        return number.identifier if number else ""
    prefix = form.kind.header.identifier_prefix
    name = name if name.startswith(prefix) else prefix + name
    if not IDENTIFIER.fullmatch(name):
        raise StartFault(f"标识只能用小写英文、数字、“-”和“.”，如 {prefix}chashui")
    return name


def _number(given: Answers, settings: Settings) -> StandardNumber | None:
    if "编号" not in given:
        return None
    number = classify(given["编号"], settings.options.own_prefixes)
    if number is None:
        raise StartFault(f"编号“{given['编号']}”不符合任何一类编号规则，例如 Q/QEJ BZ201.3—2026")
    return number


def _defaults(form: Form, template: Template, checked: Checked) -> dict[str, str]:
    """Examples of the template that this site's taxonomies do not know, replaced by their first."""
    found: dict[str, str] = {}
    for key, field in form.fields.items():
        names = names_of(field, checked)
        example = template.value(key)
        if example and names and example not in names:
            found[key] = names[0]
    return found


def names_of(field: FieldInfo, checked: Checked) -> list[str]:
    """The names that the taxonomy of a field holds, in its order."""
    extra = field.json_schema_extra
    taxonomy = extra.get("taxonomy") if isinstance(extra, dict) else None
    return [entry.entry.name for entry in checked.site.taxonomies.get(str(taxonomy), ())]


def _derive(
    form: Form, values: dict[str, str], name: str, number: StandardNumber | None, count: int
) -> None:
    """What follows from the answers: the standard of a clause, numbers, dates of a session."""
    if CLAUSE in values and "标准" in form.fields:
        values.setdefault("标准", values[CLAUSE].partition("#")[0])
    if number is not None:
        values["编号"] = number.display
    elif form.kind.name == "standard":
        values["已核实"] = "否"  # else a standard must have its number
    counted = re.fullmatch(r"kc-(\d{1,3})", name)
    if counted and (not count or int(counted[1]) <= count):  # others stand outside the register
        values.setdefault("序号", str(int(counted[1])))
    for key in ("开始", "结束"):
        if key in form.fields:
            values.setdefault(key, values["更新"])


def header_of(form: Form, values: Answers, template: Template) -> str:
    """Every field of the kind: answered, or as the template has it, or there to be filled in."""
    lines = ["---"]
    for key, field in form.fields.items():
        if key in values:
            lines += _field(key, values[key], field)
        elif key in template.header:
            lines += _annotated(template.header[key], field)
        elif key == "公开属性":
            lines += _annotated([f"{key}: {field.default}"], field)
        else:
            help = "" if field.description == key else f"  # {field.description}"
            lines.append(f"# {key}:{help}")
    return "\n".join([*lines, "---", ""])


def _field(key: str, value: str, field: FieldInfo) -> Sequence[str]:
    if get_origin(field.annotation) is tuple:
        values = [write_value(part) for part in _COMMAS.split(value) if part]
        return [f"{key}: [{', '.join(values)}]" if len(values) > 1 else f"{key}: {values[0]}"]
    number = value if re.fullmatch(r"\d{1,4}(?:\.\d)?", value) and key in _NUMBERS else ""
    return _annotated([f"{key}: {number or write_value(value)}"], field)


_NUMBERS = ("序号", "课时", "时长")


def _annotated(lines: Sequence[str], field: FieldInfo) -> Sequence[str]:
    """A single line with what else may be written there."""
    choices = choices_of(field)
    if len(lines) != 1 or not choices:
        return lines
    return [f"{lines[0]}  # 可以写：{'、'.join(choices)}"]
