"""Asks an editor, in Chinese, what a new page needs (询问)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qinejia.links import Resolver
from qinejia.links.resolving import Missing
from qinejia.model.nearest import hint_of, nearest
from qinejia.model.standard_number import classify
from qinejia.pipeline import Checked
from qinejia.schema.exporting import choices_of
from qinejia.starting import FORMS, Form
from qinejia.starting.drafting import names_of
from qinejia.starting.forms import CLAUSE, CLAUSE_HELP

_MOST_SHOWN = 12
"""Choices that are listed with a number; of more the editor writes the name."""


def ask_kind() -> str:
    """Which kind of page."""
    return _choose("新建什么", [form.names[0] for form in FORMS], must=True)


def ask(
    form: Form, given: Mapping[str, str], checked: Checked, own_prefixes: tuple[str, ...]
) -> dict[str, str]:
    """``given`` and what the editor answers to the questions that are left."""
    answers = dict(given)
    while not answers.get("标题", "").strip():
        answers["标题"] = _input(f"{form.kind.label}的标题：")
    for key in form.asks:
        if key not in answers:
            answers[key] = (
                _ask_number(own_prefixes) if key == "编号" else _ask_one(form, key, checked)
            )
    return answers


def _input(question: str) -> str:
    """The answer; the end of the input is an interruption like any other."""
    try:
        return input(question).strip()
    except EOFError:
        raise KeyboardInterrupt from None


def _ask_one(form: Form, key: str, checked: Checked) -> str:
    if key == CLAUSE:
        return _ask_record(f"{key}（{CLAUSE_HELP}）", "standard", checked)
    field = form.fields[key]
    extra = field.json_schema_extra
    kinds = str(extra.get("refers_to", "")) if isinstance(extra, dict) else ""
    if kinds:
        return _ask_record(f"{key}（{field.description}）", kinds, checked)
    choices = choices_of(field) or names_of(field, checked)
    if choices:
        return _choose(key, choices, must=False)
    return _input(f"{key}（{field.description}），不填按回车：")


def _ask_number(own_prefixes: tuple[str, ...]) -> str:
    while True:
        answer = _input("编号（如 Q/QEJ BZ201.3—2026），还没有编号按回车：")
        if not answer or classify(answer, own_prefixes):
            return answer
        print(f"“{answer}”不符合任何一类编号规则。")


def _ask_record(question: str, kinds: str, checked: Checked) -> str:
    """The id of a record that exists, with an anchor when it was written."""
    resolver = Resolver(checked.site)
    while True:
        answer = _input(f"{question}，不填按回车：")
        if not answer:
            return ""
        found = resolver.reference(answer)
        if isinstance(found, Missing):
            print(f"没有找到“{answer}”。{resolver.hint(found, kinds)}")
        elif found.record is not None and found.record.kind.name not in kinds.split():
            print(f"“{answer}”是{found.record.kind.label}，这里不能写。")
        else:
            assert found.record is not None
            return found.record.id + (f"#{found.anchor}" if found.anchor else "")


def _choose(question: str, choices: Sequence[str], must: bool) -> str:
    """One of ``choices`` by number or by name."""
    if len(choices) <= _MOST_SHOWN:
        print(f"{question}：")
        for number, choice in enumerate(choices, 1):
            print(f"  {number} {choice}")
    while True:
        answer = _input(f"{question}，{'写序号或名称' if must else '不填按回车'}：")
        if not answer and not must:
            return ""
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            return choices[int(answer) - 1]
        if answer in choices:
            return answer
        print(f"没有“{answer}”。{hint_of(nearest(answer, choices))}")
