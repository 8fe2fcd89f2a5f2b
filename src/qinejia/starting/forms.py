"""What may be started, and what is asked for it (新建什么、问什么)."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic.fields import FieldInfo

from qinejia.model.kinds import KIND_BY_NAME, Kind
from qinejia.model.nearest import nearest

CLAUSE = "条款"
"""Asked for with most kinds: the clause that the page explains, shows or tests."""
CLAUSE_HELP = "对应的标准或条款，如 std-q-qej-bz201.3-2026#5.3.2"


@dataclass(frozen=True)
class Form:
    """One kind with its names on the command line and the keys asked for on a terminal."""

    kind: Kind
    names: tuple[str, ...]
    asks: tuple[str, ...]

    @property
    def fields(self) -> dict[str, FieldInfo]:
        """The fields of the header by Chinese key, as they are written in a header."""
        found = {str(field.alias): field for field in self.kind.header.model_fields.values()}
        first, last = ("标题",), ("摘要", "主题", "岗位", "负责", "更新", "公开属性")
        own = [key for key in found if key not in (*first, *last, *_SELDOM)]
        return {key: found[key] for key in (*first, *own, *last)}


_SELDOM = ("类型", "id", "审核", "title", "tags", "template", "hide", "description")
"""Keys that nobody fills in on a new page: given by the folder, by a command, or MkDocs' own."""

_ASKED: dict[str, tuple[str, tuple[str, ...]]] = {
    "standard": ("", ("编号", "负责")),
    "course": ("", ("课件形式", "层级", "阶段", CLAUSE)),
    "manual": ("", (CLAUSE, "课程")),
    "video": ("", (CLAUSE, "图册")),
    "place": ("", (CLAUSE, "课程")),
    "sign": ("", (CLAUSE, "实践点")),
    "questions": ("question-bank", (CLAUSE, "课程")),
    "checklist": ("评分表", (CLAUSE, "课程")),
    "lecturer": ("", ("类别", "单位")),
    "session": ("", ("开始", "结束", "课程")),
    "term": ("", ("定义", "来源")),
}
"""Name of a kind → another name for it, and what is asked."""

FORMS: tuple[Form, ...] = tuple(
    Form(KIND_BY_NAME[name], tuple(filter(None, (KIND_BY_NAME[name].label, name, other))), asks)
    for name, (other, asks) in _ASKED.items()
)


def find_form(name: str) -> tuple[Form | None, str]:
    """The form of that name, else the name that was probably meant."""
    names = {known: form for form in FORMS for known in form.names}
    found = names.get(name.lower())
    return found, "" if found else nearest(name, names)
