"""Changes single values of a YAML text and leaves every other byte as it is (改写 YAML).

Comments, the order of keys, quotes and flow lists stay: whoever looks at the difference sees what
an editor changed and nothing else.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from qinejia.model.position import Position
from qinejia.source.yaml_reader import compose, read_yaml
from qinejia.source.yaml_writing import (
    write_entry,
    write_flow,
    write_item,
    write_mapping,
    write_scalar,
)


@dataclass(frozen=True)
class _Edit:
    """Characters from ``start`` to ``end`` give way to ``text``."""

    start: int
    end: int
    text: str


def is_empty(value: Any) -> bool:
    """Whether a form that shows ``value`` is left blank there."""
    return value is None or value == "" or value == [] or value == {}


def edit_yaml(
    text: str,
    old: dict[str, Any],
    new: dict[str, Any],
    view: Callable[[Any], Any] = lambda value: value,
) -> str:
    """``text`` with what differs between ``old`` and ``new``.

    ``old`` is ``view`` of what the text says, as the one sees it who made ``new`` of it; keys that
    it does not show stay. A key that is empty in ``new`` goes; one that is missing in ``old`` comes
    last. ``text`` must be readable.
    """
    if text and not text.endswith("\n"):  # the last line, too, ends
        return edit_yaml(text + "\n", old, new, view).removesuffix("\n")
    node = compose(text)
    changed = text
    if isinstance(node, yaml.MappingNode):
        edits = _Editor(text).mapping(node, old, new)
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            changed = changed[: edit.start] + edit.text + changed[edit.end :]
        if changed == text:
            return text
        result = read_yaml(changed, Position(""))
        if _as_texts(_pruned(view(result.value))) == _as_texts(_pruned(new)):
            return changed
    # A form that we do not know how to change in place: all is said anew, in block style.
    known = read_yaml(text, Position("")).value or {}
    whole = {key: value for key, value in known.items() if key in new or key not in old} | new
    return "".join(f"{line}\n" for line in write_mapping(_pruned(whole)))


class _Editor:
    def __init__(self, text: str) -> None:
        self.text = text

    def mapping(self, node: yaml.MappingNode, old: Any, new: dict[str, Any]) -> list[_Edit]:
        """The edits for a mapping."""
        old = old if isinstance(old, dict) else {}
        changed = {key for key in {**old, **new} if not _is_same(old.get(key), new.get(key))}
        if not changed:
            return []
        here = {str(key.value): (key, value) for key, value in node.value}
        new = _pruned(new)
        dropped = [key for key, _ in here.values() if key.value in changed - new.keys()]
        added = {key: new[key] for key in new if key in changed and key not in here}
        is_item = any(
            self.text[self._line_start(key) : key.start_mark.index].strip() for key in dropped
        )
        if (node.flow_style and (added or dropped)) or is_item:
            names = {key.value for key in dropped}
            whole = {k: new.get(k, _value_of(v)) for k, (_, v) in here.items() if k not in names}
            return [self._rewrite(node, {**whole, **added})]
        edits: list[_Edit] = []
        for name, (key, value) in here.items():
            if name not in changed:
                continue
            if name not in new:
                edits.append(self._drop(key, value))
            else:
                edits += self._value(value, old.get(name), new[name], key.start_mark.column)
        if added:
            column = node.value[0][0].start_mark.column if node.value else 0
            end = self._line_end(self._content_end(node))
            lines = write_mapping(added, column)
            edits.append(_Edit(end, end, "".join(f"{line}\n" for line in lines)))
        return edits

    def _value(self, node: yaml.Node, old: Any, new: Any, column: int) -> list[_Edit]:
        """The edits for the value of a key that stands at ``column``."""
        if isinstance(node, yaml.MappingNode) and isinstance(new, dict):
            return self.mapping(node, old, new)
        if isinstance(node, yaml.SequenceNode) and isinstance(new, list):
            return self._sequence(node, old if isinstance(old, list) else [], new)
        start, end = node.start_mark.index, self._content_end(node)
        if isinstance(new, list | dict):
            lines = write_entry("k", new, column)[1:]
            while self.text[start - 1] in " \n":
                start -= 1
            return [_Edit(start, end, "\n" + "\n".join(lines))]
        return [_Edit(start, end, self._spaced(start, write_scalar(new)))]

    def _sequence(self, node: yaml.SequenceNode, old: list[Any], new: list[Any]) -> list[_Edit]:
        if len(old) != len(node.value):
            return [self._rewrite(node, new)]
        steps = difflib.SequenceMatcher(
            None, [_known(item) for item in old], [_known(item) for item in new], False
        ).get_opcodes()
        if node.flow_style and any(b - a != d - c for _, a, b, c, d in steps):
            return [self._rewrite(node, new)]
        edits: list[_Edit] = []
        for step, a, b, c, d in steps:
            if step == "equal":
                continue
            pairs = min(b - a, d - c)
            for item, before, after in zip(
                node.value[a : a + pairs], old[a : a + pairs], new[c : c + pairs], strict=True
            ):
                edits += self._item(item, before, after)
            edits += [self._drop(item, item) for item in node.value[a + pairs : b]]
            if c + pairs < d:
                edits.append(self._insert(node, a + pairs, new[c + pairs : d]))
        return edits

    def _item(self, node: yaml.Node, old: Any, new: Any) -> list[_Edit]:
        if isinstance(node, yaml.MappingNode) and isinstance(new, dict):
            return self.mapping(node, old, new)
        start, end = node.start_mark.index, self._content_end(node)
        return [_Edit(start, end, self._spaced(start, write_flow(new)))]

    def _insert(self, node: yaml.SequenceNode, index: int, items: list[Any]) -> _Edit:
        """New items before the one at ``index``, written as the first one is."""
        first = node.value[0]
        column = self.text.rfind("-", 0, first.start_mark.index) - self._line_start(first)
        is_flow = isinstance(first, yaml.CollectionNode) and first.flow_style
        lines: list[str] = []
        for item in items:
            shown = [f"{' ' * column}- {write_flow(item)}"] if is_flow else write_item(item, column)
            lines += shown
        if index < len(node.value):
            at = self._line_start(node.value[index])
        else:
            at = self._line_end(self._content_end(node))
        return _Edit(at, at, "".join(f"{line}\n" for line in lines))

    def _drop(self, first: yaml.Node, last: yaml.Node) -> _Edit:
        """All lines from the beginning of one node to the end of another."""
        return _Edit(self._line_start(first), self._line_end(self._content_end(last)), "")

    def _rewrite(self, node: yaml.CollectionNode, new: Any) -> _Edit:
        """All of a collection, in the style that it has."""
        text = write_flow(new)
        if not node.flow_style and isinstance(new, dict):
            text = "\n".join(write_mapping(new, node.start_mark.column)).lstrip(" ")
        return _Edit(node.start_mark.index, self._content_end(node), text)

    def _spaced(self, start: int, text: str) -> str:
        """A value that was missing stood right after its colon or dash."""
        return f" {text}" if start and self.text[start - 1] in ":-" else text

    def _line_start(self, node: yaml.Node) -> int:
        return int(node.start_mark.index) - int(node.start_mark.column)

    def _line_end(self, index: int) -> int:
        """Where the line after the one with ``index`` begins."""
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found + 1

    def _content_end(self, node: yaml.Node) -> int:
        """Where the last character of a value ends; the parser's mark is further down."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._content_end(last[1] if isinstance(last, tuple) else last)
        end = int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            end = int(node.start_mark.index) + len(
                self.text[node.start_mark.index : end].rstrip("\n ")
            )
        return end


def _value_of(node: yaml.Node) -> Any:
    """What a node says."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value_of(item) for item in node.value]
    return str(node.value)


def _is_same(one: Any, other: Any) -> bool:
    return one == other or (is_empty(one) and is_empty(other))


def _known(value: Any) -> str:
    """A value as a key for comparison."""
    return json.dumps(_pruned(value), ensure_ascii=False, sort_keys=True)


def _pruned(value: Any) -> Any:
    """``value`` without what was left blank in it."""
    if isinstance(value, dict):
        inner = {key: _pruned(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if not is_empty(item)}
    if isinstance(value, list):
        return [item for item in map(_pruned, value) if not is_empty(item)]
    return value


def _as_texts(value: Any) -> Any:
    """``value`` as it reads in a file: every scalar is text, on one line."""
    if isinstance(value, dict):
        return {" ".join(key.split()): _as_texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_texts(item) for item in value]
    return " ".join(str(write_scalar(value) if not isinstance(value, str) else value).split())
