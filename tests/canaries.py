"""Records full of canaries (金丝雀): every field and every block that the schema knows holds a word
that occurs nowhere else. What is grown follows the schema, so a new field is filled by itself, and
one of a new sort fails until somebody says what to put into it.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import BaseModel

from qinejia.model.containers import CONTAINERS, DATA_FENCES
from qinejia.model.figure import SHAPES
from qinejia.model.kinds import KINDS, Kind
from qinejia.model.shape import Segment
from qinejia.model.taxonomy import Entry

NUMBERS = {"open": "900", "canary": "901", "quail": "902", "clear": "903"}
"""Token of a set of records → number of its standard."""
PARTS = {"standard": "#4.1", "manual": "#step-1", "questions": "#q1", "video": "#t=0"}
_TYPES: dict[str, str] = {
    "单选": "- [x] {0}对\n  > {1}馈\n- [ ] {2}错\n  > {3}馈",
    "多选": "- [x] {0}对\n- [x] {1}也对\n- [ ] {2}错",
    "判断": "- [x] 正确\n  > {0}馈\n- [ ] 错误\n  > {1}馈",
    "填空": "- [x] {0}\n- [x] {1}",
    "排序": "1. {0}先\n2. {1}后\n3. {2}末",
    "配对": "- {0}左 → {1}右\n- {2}左 → {3}右",
    "找错": "{figure}\n\n- [x] @[10, 10, 20, 20] {0}错\n  > {1}馈\n- [ ] @[50, 50, 20, 20] {2}对",
}
"""A question of each type; the places take canaries."""
_ENDINGS = {"文件": "mp4", "字幕": "vtt", "全景": "jpg", "底图": "svg", "附件": "bin"}
"""What a field names, when it is no picture."""


@cache
def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


@dataclass
class Grower:
    """Makes records of one set: ``mark`` is the sign of its canaries, ``token`` ends its ids.

    ``refer`` are the tokens of the sets that its fields name; ``planted`` says where each canary
    is, ``files`` and ``taxonomies`` are what the records name.
    """

    mark: str
    token: str
    disclosure: str
    refer: tuple[str, ...]
    planted: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    taxonomies: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def word(self, where: str) -> str:
        """The next canary; ``where`` says which field holds it."""
        name = f"{self.mark}{next(self._numbers)}{self.mark}"
        self.planted[name] = where
        return name

    # --- values of a schema ---------------------------------------------------------------------

    def grow(self, model: type[BaseModel], fixed: Mapping[str, Any], where: str) -> Any:
        """A value for every field of ``model``; ``fixed`` holds those that obey other rules."""
        schema = _schema_of(model)
        return self._grow(schema, schema.get("$defs", {}), fixed, where)

    def _grow(
        self, schema: dict[str, Any], defs: dict[str, Any], fixed: Mapping[str, Any], where: str
    ) -> Any:
        name = where.rpartition(".")[2]
        if name in fixed:
            return fixed[name]
        if "prefixItems" in schema:
            return [self._grow(item, defs, fixed, where) for item in schema["prefixItems"]]
        if "$ref" in schema:
            schema = {**schema, **defs[schema["$ref"].rpartition("/")[2]]}
        if schema.get("title") == "Bounds":
            return f"≥80 {self.mark}℃"
        if "refers_to" in schema:
            found = [self.refer_to(schema["refers_to"].split()[0], token) for token in self.refer]
            return found if schema.get("type") == "array" else found[0]
        if "taxonomy" in schema:
            return self._entry(schema, where)
        if "names_file" in schema:
            return self.file(name)
        if "anyOf" in schema:
            return self._grow(schema["anyOf"][0], defs, fixed, where)
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type")
        if kind == "object" and "properties" in schema:
            inner = schema["properties"].items()
            grown = {key: self._grow(value, defs, fixed, f"{where}.{key}") for key, value in inner}
            return {key: value for key, value in grown.items() if value is not None}
        if kind == "object":
            return {self.word(where): 1}
        if kind == "array" and "items" in schema:
            many = max(1, schema.get("minItems", 1))
            return [self._grow(schema["items"], defs, fixed, where) for _ in range(many)]
        if kind == "string" and schema.get("format") == "date":
            return "2026-01-02"
        if kind == "string" and "pattern" not in schema:
            return self.word(where)
        if kind in ("integer", "number"):
            return max(schema.get("minimum", 1), 1)
        if kind == "boolean":
            return True
        raise AssertionError(f"{where}: nobody says what to put into {schema}")

    def refer_to(self, kind: str, token: str) -> str:
        return identifier(kind, token) + PARTS.get(kind, "")

    def _entry(self, schema: dict[str, Any], where: str) -> Any:
        """A name of a taxonomy, which has its own canaries."""
        entries = self.taxonomies.setdefault(schema["taxonomy"], [])
        fixed = {"层级": "", "上级": "", "代号": "", "审看": [f"@{self.token}"]}
        entry = self.grow(Entry, fixed, f"{where}.分类")
        entries.append({**entry, "id": f"{self.token}-{schema['taxonomy']}-{len(entries)}"})
        return [entry["名称"]] if schema.get("type") == "array" else entry["名称"]

    def file(self, name: str) -> str:
        """A file of its own for the field; what is in it is a canary."""
        ending = _ENDINGS.get(name, "png")
        path = f"{self.token}-{len(self.files)}.{ending}"
        word = self.word(f"{name} {path}")
        content = {
            "vtt": f"WEBVTT\n\n00:00.000 --> 00:02.000\n{word}\n",
            "svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>{word}'
            "</text></svg>\n",
        }.get(ending, f"\x89{ending} {word}\n")
        self.files[path] = content.encode()
        return path

    # --- records ----------------------------------------------------------------------------------

    def records(self) -> dict[str, str]:
        """One record of each kind by path below ``docs``, with its files in ``files``."""
        found = {}
        for kind in KINDS:
            before = set(self.files)
            name = identifier(kind.name, self.token)
            header = self.grow(kind.header, self._fixed(kind), kind.name)
            text = f"---\n{yaml(header)}\n---\n\n{self.body(kind)}\n"
            found[f"{kind.folder}/{name}.md"] = text
            for file in set(self.files) - before:
                self.files[f"{kind.folder}/{file}"] = self.files.pop(file)
        return found

    def _fixed(self, kind: Kind) -> dict[str, Any]:
        """What other rules want of a header."""
        return {
            "类型": kind.label,
            "id": identifier(kind.name, self.token),
            "公开属性": self.disclosure,
            "template": "record.html",
            "编号": f"Q/QEJ BZ{NUMBERS[self.token]}—2026",
            "状态": "现行",
            "废止日期": None,
            "代替": None,
            "被代替": None,
            "序号": None,
            "时间": "0:00",
            "时长": 10,
            "抽题": None,
            "题目": ["q1"],
        }

    def body(self, kind: Kind) -> str:
        """Every block that the kind may hold."""
        make = {
            "standard": self._standard,
            "manual": self._manual,
            "questions": self.questions,
            "place": lambda: self.fence("点位图"),
            "checklist": lambda: self.fence("评分表"),
            "session": lambda: self.fence("问卷"),
        }.get(kind.name, lambda: "")
        return f"{make()}\n\n{self._prose(kind.name)}" if kind.name != "standard" else make()

    def _prose(self, where: str) -> str:
        word = self.word
        return (
            f"## {word(where)}节\n\n{word(where)}文[^1]，{self._mentions()}，**{word(where)}**。"
            f"<!-- {word(where)} -->\n\n[^1]: {word(where)}\n\n| {word(where)} |\n|---|\n"
            f"| {word(where)} |\n\n- {word(where)}\n\n> {word(where)}\n\n"
            f"```\n{word(where)}\n```\n\n"
            f'![{word(where)}]({self.file("图")} "{word(where)}")\n\n'
            f"[{word(where)}]({self.file('附件')})\n\n"
            f"{self.fence('摆位图')}\n\n{self.fence('座位图')}\n"
        )

    def _mentions(self) -> str:
        return "、".join(
            f"[[{identifier(kind.name, token)}]]" for kind in KINDS for token in self.refer
        )

    def container(self, name: str, children: str = "", **fixed: Any) -> str:
        options = self.grow(CONTAINERS[name], fixed, name)
        lines = "".join(f"    {line}\n" for line in yaml(options).splitlines() if line != "{}")
        inner = children or f"{self.word(name)}，{self._mentions()}"
        blank = "____和____" if fixed.get("题型") == "填空" else ""
        return f"/// {name} | {self.word(name)}{blank}\n{lines}\n{inner}\n///"

    def fence(self, name: str) -> str:
        fixed: dict[str, Any] = {
            "画布": [100, 60],
            "单位": "cm",
            "物品": [],
            "敏感": False,
            "布局": "课桌式",
            "人数": None,
            "主方": [],
            "客方": [],
        }
        if name in ("摆位图", "点位图"):
            fixed["图形"] = list(self._shapes())
        if name in ("评分表", "问卷"):
            fixed["等级"] = [self.word(f"{name}.等级") for _ in range(4)]
        return f"```{name}\n{yaml(self.grow(DATA_FENCES[name], fixed, name))}\n```"

    def _shapes(self) -> Iterator[Any]:
        """A symbol of every form, each with its own words."""
        for form, model in SHAPES.items():
            fixed: dict[str, Any] = {"形": form}
            if issubclass(model, Segment):
                fixed |= {"从": [1, 1], "到": [9, 9]}
            if form == "序号":
                fixed["文字"] = "1"
            yield self.grow(model, fixed, form)

    def _manual(self) -> str:
        only_there = {"步骤", "考题"}
        inner = [self.container(name) for name in CONTAINERS if name not in only_there]
        drawn = [self.fence(name) for name in ("摆位图", "座位图")]
        return self.container("步骤", "\n\n".join([*drawn, *inner]))

    def questions(self) -> str:
        made = []
        for number, (kind, form) in enumerate(_TYPES.items(), 1):
            words = [self.word(f"考题 {kind}") for _ in range(4)]
            inner = form.format(*words, figure=self.fence("摆位图") if kind == "找错" else "")
            inner += f"\n\n解析：{self.word(f'考题 {kind}')}"
            made.append(self.container("考题", inner, id=f"q{number}", 题型=kind))
        return "\n\n".join(made)

    def _standard(self) -> str:
        word = self.word
        return (
            f"## 前言\n\n{word('前言')}，{self._mentions()}\n\n## 1 范围\n\n{word('范围')}\n\n"
            f"## 2 规范性引用文件\n\n{word('引用')}\n\n## 3 术语和定义\n\n"
            f"### 3.1 {word('术语')} en{self.token}\n\n{word('定义')}\n\n"
            f"## 4 {word('章')}\n\n4.1 {word('条')}应长5 cm，见图1、表1、附录A：\n\n"
            f"a) {word('列项')}；\n\nb) {word('列项')}。\n\n注：{word('注')}\n\n"
            f"4.2 {word('条')}应宽5 cm。\n\n图1　{word('图题')}\n\n表1　{word('表题')}\n\n"
            f"| {word('表头')} |\n|---|\n| {word('格')} |\n\n{self.fence('摆位图')}\n\n"
            f"## 附录 A（规范性） {word('附录')}表\n\n| {word('格')} |\n|---|\n| {word('格')} |\n"
        )


def identifier(kind: str, token: str) -> str:
    """The id of a set's record of a kind."""
    if kind == "standard":
        return f"std-q-qej-bz{NUMBERS[token]}-2026"
    prefix = next(known.header.identifier_prefix for known in KINDS if known.name == kind)
    return f"{prefix}{token}"


def yaml(value: Any) -> str:
    """Keys on lines of their own, values as JSON, which is YAML too."""
    if isinstance(value, dict):
        lines = (f"{key}: {json.dumps(v, ensure_ascii=False)}" for key, v in value.items())
        return "\n".join(lines)
    return json.dumps(value, ensure_ascii=False)
