"""Snippets for VS Code (代码片段): header keys, every block, whole pages, made of the templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pypinyin import Style, lazy_pinyin

from qinejia.model.containers import CONTAINERS, DATA_FENCES, Rubric, RubricItem
from qinejia.schema.exporting import choices_of
from qinejia.starting.drafting import header_of
from qinejia.starting.forms import FORMS, Form
from qinejia.starting.templates import read_template

_BLOCK = re.compile(r"^(/{3,}) (\S+).*?^\1\n|^(`{3,})(\S+).*?^\3\n", re.DOTALL | re.MULTILINE)
_TYPE = re.compile(r"^ +题型: (\S+)$", re.MULTILINE)
_QUESTION_ID = re.compile(r"id: q\d+")
_MARK, _CLAUSE = "{{条款}}", "标准的标识#条号"
_TITLE, _DAY, _NAME = "写标题", "2000-01-01", "页面的标识"
_TODAY = "${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}"
_FILE = "${TM_FILENAME_BASE}"
_REFERENCE = "[[${1:标识}#${2:条号}]]"


def snippets() -> dict[str, Any]:
    """Every snippet by its name."""
    found = {f"页头：{key}": _key(form, key) for form in FORMS for key in form.fields}
    found["引用"] = _snippet("引用", _REFERENCE, "引用别的记录，或它的一条、一步")
    for name, text in sorted(_blocks().items(), key=lambda block: _order(block[0])):
        block = name.partition("-")[0]
        body = _QUESTION_ID.sub("id: ${2:q1}", _escaped(text, 1))
        found[f"块：{name}"] = _snippet(name.replace("-", ""), body, _help(block))
    for form in FORMS:
        label = f"新建{form.kind.label}"
        found[label] = _snippet(label, _page(form), f"{form.kind.label}的整页例子")
    return found


def _snippet(prefix: str, body: str, help: str) -> dict[str, Any]:
    """Offered for its Chinese name, and for the same in pinyin where no input method is on."""
    pinyin = "".join(lazy_pinyin(prefix, style=Style.NORMAL))
    prefixes = [prefix] if pinyin == prefix else [prefix, pinyin]
    lines = body.rstrip("\n").split("\n")
    return {"scope": "markdown", "prefix": prefixes, "body": lines, "description": help}


def _help(block: str) -> str:
    """The options of a block, of which its example shows only some."""
    model: type[BaseModel] = CONTAINERS.get(block) or DATA_FENCES[block]
    if issubclass(model, Rubric):
        model = RubricItem
    keys = "、".join(str(field.alias) for field in model.model_fields.values())
    return f"可以写的项：{keys}" if keys else "名称后面可以写 | 标题"


def _key(form: Form, key: str) -> dict[str, Any]:
    """``键: 值``, with a menu where the values are fixed."""
    field = form.fields[key]
    choices = choices_of(field)
    value = "${1|" + ",".join(choices) + "|}" if choices else "$1"
    return _snippet(key, f"{key}: {value}", field.description or key)


def _blocks() -> dict[str, str]:
    """The first example of each block in the templates; of questions, of each type."""
    found: dict[str, str] = {}
    for form in FORMS:
        for name, text in _blocks_in(read_template(form.kind.name).body):
            kind = _TYPE.search(text) if name == "考题" else None
            found.setdefault(f"{name}-{kind[1]}" if kind else name, text)
    return found


def _blocks_in(text: str) -> Iterator[tuple[str, str]]:
    """Every block with its name; the ones inside it too, as they would stand alone."""
    for match in _BLOCK.finditer(text):
        yield match[2] or match[4], match[0]
        if match[1]:
            inner = match[0].split("\n", 1)[1].rpartition(match[1])[0]
            yield from _blocks_in(inner)


def _order(name: str) -> int:
    return [*CONTAINERS, *DATA_FENCES].index(name.partition("-")[0])


def _page(form: Form) -> str:
    template = read_template(form.kind.name)
    values = {"标题": _TITLE, "更新": _DAY}
    values |= {key: _DAY for key in ("开始", "结束") if key in form.fields}
    values |= {"已核实": "否"} if form.kind.name == "standard" else {}
    text = _escaped(header_of(form, values, template) + template.fill(_MARK, _NAME), 2)
    for mark, body in ((_TITLE, f"${{1:{_TITLE}}}"), (_DAY, _TODAY), (_NAME, _FILE)):
        text = text.replace(mark, body)
    return text


def _escaped(text: str, number: int) -> str:
    """As a snippet's body: the clause is field ``number``, filled in once for all its places."""
    text = re.sub(r"[\\$]", r"\\\g<0>", text)
    text = text.replace(_MARK, f"${{{number}:{_CLAUSE}}}", 1)
    return text.replace(_MARK, f"${number}")
