"""Finds and reads ``mkdocs.yml`` without MkDocs (读取设置)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from qinejia.diagnostics import Diagnostic
from qinejia.model.position import Position
from qinejia.settings.options import Options, Settings

EDITION_VARIABLE = "QINEJIA_EDITION"
"""Environment variable that names the edition for one build."""
USB_VARIABLE = "QINEJIA_USB"
"""Environment variable that asks for addresses that open by double-click."""


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


def find_settings(config: Path) -> tuple[Settings | None, list[Diagnostic]]:
    """Read the settings that ``config`` (a ``mkdocs.yml``) gives; faults are returned."""
    position = Position(config.name)
    try:
        data = yaml.load(config.read_text("utf-8-sig"), Loader=_TolerantLoader)
    except FileNotFoundError:
        return None, [Diagnostic("QJ150", position, f"没有找到 {config.name}")]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        if mark:
            position = Position(config.name, mark.line + 1, mark.column + 1)
        return None, [Diagnostic("QJ150", position, f"{config.name} 的写法有误")]
    except (OSError, ValueError, yaml.YAMLError):
        return None, [Diagnostic("QJ150", position, f"{config.name} 无法读取")]
    if not isinstance(data, dict):
        return None, [Diagnostic("QJ150", position, f"{config.name} 是空的")]
    root = config.resolve().parent
    parent = data.get("INHERIT")
    if isinstance(parent, str):
        inherited, faults = find_settings(root / parent)
        if inherited is None:
            return None, faults
        data.setdefault("extra", {}).setdefault(
            "qinejia", inherited.options.model_dump(by_alias=True)
        )
    extra = data.get("extra") or {}
    return settings_from(
        extra.get("qinejia") if isinstance(extra, dict) else None,
        root=root,
        docs=root / str(data.get("docs_dir") or "docs"),
        use_directory_urls=data.get("use_directory_urls", True) is not False,
        own_slugs=not _sets_slugify(data.get("markdown_extensions")),
        config_name=config.name,
    )


def settings_from(
    options: object,
    *,
    root: Path,
    docs: Path,
    use_directory_urls: bool = True,
    own_slugs: bool = True,
    config_name: str = "mkdocs.yml",
) -> tuple[Settings | None, list[Diagnostic]]:
    """Make settings of the mapping under ``extra.qinejia``; the environment names the edition."""
    values: dict[str, Any] = dict(options) if isinstance(options, Mapping) else {}
    edition = os.environ.get(EDITION_VARIABLE)
    if edition:
        values["版本"] = edition
    try:
        parsed = Options.model_validate(values)
    except ValidationError as error:
        return None, [
            Diagnostic(
                "QJ150",
                Position(config_name),
                "extra.qinejia 的“" + ".".join(str(part) for part in fault["loc"]) + "”不对",
            )
            for fault in error.errors()
        ]
    settings = Settings.model_construct(
        root=root,
        docs=docs,
        options=parsed,
        use_directory_urls=use_directory_urls,
        own_slugs=own_slugs,
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
