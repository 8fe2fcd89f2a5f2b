"""Finds and reads ``mkdocs.yml`` without MkDocs (读取设置)."""

from __future__ import annotations

import dataclasses
import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from qinejia.diagnostics import Diagnostic
from qinejia.model.position import Position
from qinejia.settings.options import Options, Settings
from qinejia.source import Places, read_text
from qinejia.source.validation import validate

EDITION_VARIABLE = "QINEJIA_EDITION"
"""Environment variable that names the edition for one build."""
DOWNLOADS_VARIABLE = "QINEJIA_DOWNLOADS"
"""Environment variable that asks for the files to download, whatever the options say."""
USB_VARIABLE = "QINEJIA_USB"
"""Environment variable that asks for addresses that open by double-click."""
COURSE_VARIABLE = "QINEJIA_COURSE"
"""Environment variable that names a course, to build only what belongs to it."""

PREVIEW_VARIABLE = "QINEJIA_PREVIEW"
"""Environment variable of a preview: reviewers must see what is not approved yet."""

_MAX_BYTES = 2_000_000
_SAVE_AS_UTF8 = "用编辑器另存为“UTF-8”编码。"
"""``check --fix`` cannot convert the file that says where the others are."""
_OURS = ("extra", "qinejia")


class _TolerantLoader(yaml.SafeLoader):
    """``mkdocs.yml`` carries tags such as ``!!python/name``; what they mean is MkDocs' business."""


def _construct_unknown(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> object:
    if suffix == "ENV" and isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(node.value))
    if suffix == "ENV" and isinstance(node, yaml.SequenceNode):
        *names, default = [str(item.value) for item in node.value]
        return next((os.environ[name] for name in names if name in os.environ), default)
    return True


_TolerantLoader.add_multi_constructor("!", _construct_unknown)
_TolerantLoader.add_multi_constructor("tag:yaml.org,2002:python/", _construct_unknown)


@dataclass
class Config:
    """What ``mkdocs.yml`` says, with what it inherits, and where our options stand in it."""

    data: dict[str, Any] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_config(path: Path) -> Config:
    """Read ``path`` and the files that it names under ``INHERIT``, merged as MkDocs does."""
    return _read(path, path.name, ())


def _read(path: Path, name: str, heirs: tuple[Path, ...]) -> Config:
    """``name`` is what ``path`` is called in messages."""
    config = Config()
    origin = Position(name)
    if not path.is_file():
        config.diagnostics.append(Diagnostic("QJ150", origin, f"没有找到 {name}"))
        return config
    faults: list[Diagnostic] = []
    text = read_text(path, origin, _MAX_BYTES, faults)
    config.diagnostics += [
        dataclasses.replace(fault, code="QJ150", hint=_SAVE_AS_UTF8 if fault.hint else "")
        for fault in faults
    ]
    if text is None:
        return config
    loader = _TolerantLoader(text)
    try:
        node = loader.get_single_node()
        data = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = Position(name, mark.line + 1, mark.column + 1) if mark else origin
        config.diagnostics.append(Diagnostic("QJ150", where, f"{name} 的写法有误"))
        return config
    except (ValueError, RecursionError, yaml.YAMLError):
        config.diagnostics.append(Diagnostic("QJ150", origin, f"{name} 的写法有误"))
        return config
    if node is None or not isinstance(data, dict):
        config.diagnostics.append(Diagnostic("QJ150", origin, f"{name} 是空的"))
        return config
    config.data = data
    _locate(node, (), name, config.places)
    parent = data.pop("INHERIT", None)
    if parent is None:
        return config
    heirs = (*heirs, path.resolve())
    source = path.parent / str(parent)
    if source.resolve() in heirs:
        where = config.places.of_value(("INHERIT",), origin)
        config.diagnostics.append(Diagnostic("QJ150", where, f"{name} 引用了自己"))
        return config
    inherited = _read(source, posixpath.join(posixpath.dirname(name), str(parent)), heirs)
    return Config(
        _merge(inherited.data, config.data),
        Places(
            inherited.places.keys | config.places.keys,
            inherited.places.values | config.places.values,
        ),
        [*inherited.diagnostics, *config.diagnostics],
    )


def _merge(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for name, value in own.items():
        known = result.get(name)
        if isinstance(known, Mapping) and isinstance(value, Mapping):
            value = _merge(known, value)
        result[name] = value
    return result


def _locate(node: yaml.Node, path: tuple[str | int, ...], name: str, places: Places) -> None:
    """Remember where ``INHERIT`` and everything under ``extra.qinejia`` stands."""
    places.values[path] = Position(name, node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            if inner[: len(_OURS)] == _OURS[: len(inner)] or inner == ("INHERIT",):
                mark = key.start_mark
                places.keys[inner] = Position(name, mark.line + 1, mark.column + 1)
                _locate(value, inner, name, places)
    elif isinstance(node, yaml.SequenceNode) and path[: len(_OURS)] == _OURS:
        for index, value in enumerate(node.value):
            _locate(value, (*path, index), name, places)


def find_settings(path: Path) -> tuple[Settings | None, list[Diagnostic]]:
    """Read the settings that ``path`` (a ``mkdocs.yml``) gives; faults are returned."""
    config = read_config(path)
    if config.diagnostics:
        return None, config.diagnostics
    data = config.data
    extra = data.get("extra")
    root = path.resolve().parent
    return settings_from(
        extra.get("qinejia") if isinstance(extra, dict) else None,
        root=root,
        docs=root / str(data.get("docs_dir") or "docs"),
        use_directory_urls=data.get("use_directory_urls", True) is not False,
        own_slugs=not _sets_slugify(data.get("markdown_extensions")),
        places=config.places,
        config_name=path.name,
    )


def settings_from(
    options: object,
    *,
    root: Path,
    docs: Path,
    use_directory_urls: bool = True,
    own_slugs: bool = True,
    places: Places | None = None,
    config_name: str = "mkdocs.yml",
) -> tuple[Settings | None, list[Diagnostic]]:
    """Make settings of the mapping under ``extra.qinejia``; the environment names the edition.

    ``places`` say where its values stand in the configuration.
    """
    ours = places.below(_OURS) if places else Places()
    position = ours.values.get((), Position(config_name))
    if options is None:
        options = {}
    if not isinstance(options, Mapping):
        return None, [Diagnostic("QJ150", position, "extra.qinejia 应写成“键: 值”")]
    values = dict(options)
    edition = os.environ.get(EDITION_VARIABLE)
    if edition:
        values["版本"] = edition
    if os.environ.get(DOWNLOADS_VARIABLE):
        values["下载"] = True
    if os.environ.get(PREVIEW_VARIABLE) and values.get("审核") == "必需":
        values["审核"] = "提示"
    parsed, faults = validate(Options, values, ours, position)
    if parsed is None:
        return None, [
            dataclasses.replace(fault, code="QJ150", message=f"extra.qinejia 里{fault.message}")
            for fault in sorted(faults, key=Diagnostic.sort_key)
        ]
    settings = Settings.model_construct(
        root=root,
        docs=docs,
        options=parsed,
        use_directory_urls=use_directory_urls,
        own_slugs=own_slugs,
        course=os.environ.get(COURSE_VARIABLE, ""),
    )
    return settings, []


def _sets_slugify(extensions: object) -> bool:
    """Whether ``mkdocs.yml`` brings its own function for the anchors of headings."""
    if isinstance(extensions, dict):
        extensions = [extensions]
    return isinstance(extensions, list) and any(
        isinstance(entry, dict) and isinstance(entry.get("toc"), dict) and "slugify" in entry["toc"]
        for entry in extensions
    )
