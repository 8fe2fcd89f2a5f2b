"""The page of all header fields and block options (字段一览): made of the models."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import get_args

from pydantic.fields import FieldInfo

from qinejia.derive.views import FieldGroupView, FieldsView, FieldView
from qinejia.model.containers import CONTAINERS, DATA_FENCES, Rubric, RubricItem
from qinejia.model.fields import Part, marks_of
from qinejia.model.headers.common import Header
from qinejia.model.kinds import KIND_BY_NAME, KINDS
from qinejia.model.limit import Limit
from qinejia.model.taxonomy import TAXONOMIES
from qinejia.schema.shapes import Shape, shape_of

_WITHIN = " › "
_FORMS = {
    "text": "文字",
    "texts": "一个或几个",
    "day": "日期，如 2026-05-01",
    "part": "一组键，见下面各行",
    "parts": "列表，每项的键见下面各行",
    "counts": "名称和数",
}


def fields_page() -> FieldsView:
    """Every key by kind; what all kinds share stands once, in front."""
    common = FieldGroupView("各类页面都可以写", "", "common", tuple(_rows(Header)))
    own = (
        FieldGroupView(
            kind.label,
            f"docs/{kind.folder}/{kind.header.identifier_prefix}….md",
            kind.name,
            tuple(_rows(kind.header, leave_out=Header)),
        )
        for kind in KINDS
    )
    return FieldsView((common, *own, *_blocks()))


def _blocks() -> Iterator[FieldGroupView]:
    """The options of every block that has any."""
    for name, model in {**CONTAINERS, **DATA_FENCES}.items():
        rows = tuple(_rows(RubricItem if issubclass(model, Rubric) else model))
        if rows:
            mark = f"/// {name}" if name in CONTAINERS else f"```{name}"
            yield FieldGroupView(f"块：{name}", mark, f"block-{name}", rows)


def _rows(
    model: type[Part], above: str = "", leave_out: type[Part] | None = None
) -> Iterator[FieldView]:
    """A row for each key, followed by the keys within it; what must be there comes first."""
    shared = leave_out.model_fields if leave_out else {}
    fields = ((n, f) for n, f in model.model_fields.items() if n not in shared)
    for _, field in sorted(fields, key=lambda named: not named[1].is_required()):
        shape = Shape("text") if _is_limit(field) else shape_of(field)
        name = f"{above}{field.alias}"
        yield FieldView(
            key=name,
            help=field.description or "",
            is_required=field.is_required(),
            values=_values(field, shape),
            default=_default(field),
        )
        if shape.model:
            yield from _rows(shape.model, name + _WITHIN)


def _values(field: FieldInfo, shape: Shape) -> str:
    """What may stand there, in words."""
    marks = marks_of(field)
    several = "一个或几个" if shape.form == "texts" else ""
    if "refers_to" in marks:
        names = [
            KIND_BY_NAME[name].label if name in KIND_BY_NAME else name
            for name in str(marks["refers_to"]).split()
        ]
        return f"{several}标识（{'、'.join(names)}）"
    if "taxonomy" in marks:
        return f"{several}分类表里的名称（{TAXONOMIES[str(marks['taxonomy'])]}）"
    if marks.get("names_file"):
        return "文件，相对本页"
    if shape.choices:
        return "、".join(shape.choices)
    if shape.form == "number":
        return _number(shape)
    if shape.form == "counts" and _is_of_words(get_args(field.annotation)[1]):
        return "名称和文字"
    if shape.form == "texts" and not _is_of_words(field.annotation):
        return "列表，写法见例子"
    return _FORMS[shape.form]


def _is_limit(field: FieldInfo) -> bool:
    """Whether it is a limit: a model in the code, one text in the file."""
    return any(part is Limit for part in (field.annotation, *get_args(field.annotation)))


def _is_of_words(annotation: object) -> bool:
    """Whether words stand in a list, and not numbers or shapes."""
    return annotation is str or any(_is_of_words(part) for part in get_args(annotation))


def _number(shape: Shape) -> str:
    name = "整数" if shape.is_whole else "数"
    if shape.least is not None and shape.most is not None:
        return f"{name}，{shape.least:g}～{shape.most:g}"
    if shape.least is not None:
        return f"{name}，最小 {shape.least:g}"
    return name if shape.most is None else f"{name}，最大 {shape.most:g}"


def _default(field: FieldInfo) -> str:
    value = field.default
    if field.is_required() or value is None or value == "" or value in ((), {}):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
