"""What VS Code reads in ``.vscode/`` (编辑器设置): tasks with problem matchers, snippets, schemas.

VS Code checks no header of a Markdown file against a schema, so the tasks do: they run the check
and put its faults at their lines. The schemas serve the YAML files and other tools.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qinejia.diagnostics import Severity
from qinejia.schema.exporting import header_schema, settings_schema, taxonomy_schema
from qinejia.source.writing import write_file
from qinejia.starting.snippets import snippets

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
_PYTHON = "${workspaceFolder}/.venv/bin/python"
_PYTHON_WINDOWS = "${workspaceFolder}\\.venv\\Scripts\\python.exe"

_SETTINGS = {
    "files.encoding": "utf8",
    "files.eol": "\n",
    "files.insertFinalNewline": True,
    "editor.detectIndentation": False,
    "editor.insertSpaces": True,
    "editor.tabSize": 2,
    # Full-width punctuation is what our readers expect to see.
    "editor.unicodeHighlight.ambiguousCharacters": False,
    "[markdown]": {
        "editor.wordWrap": "on",
        "editor.quickSuggestions": {"other": "on", "comments": "on", "strings": "on"},
        "editor.snippetSuggestions": "top",
        "editor.wordBasedSuggestions": "off",
        # Two spaces at the end of a line are a line break.
        "files.trimTrailingWhitespace": False,
    },
    "search.exclude": {"site/": True},
    "yaml.schemas": {
        ".vscode/mkdocs.schema.json": "mkdocs.yml",
        ".vscode/taxonomy.schema.json": "docs/taxonomies/*.yml",
    },
    # Nothing is fetched from outside or sent there.
    "yaml.schemaStore.enable": False,
    "redhat.telemetry.enabled": False,
}
_EXTENSIONS = {
    "recommendations": [
        "ms-ceintl.vscode-language-pack-zh-hans",
        "redhat.vscode-yaml",
        "editorconfig.editorconfig",
    ]
}


def _task(label: str, detail: str, *arguments: str, **more: Any) -> dict[str, Any]:
    """A command of our own Python, on any system, without a shell."""
    return {
        "label": label,
        "detail": detail,
        "type": "process",
        "command": _PYTHON,
        "windows": {"command": _PYTHON_WINDOWS},
        "args": ["-m", *arguments],
        "options": {"cwd": "${workspaceFolder}"},
        "problemMatcher": [],
        **more,
    }


def _matchers() -> list[dict[str, Any]]:
    """One a severity: VS Code understands only English names of it.

    The severity ends the line, so that a line which a narrow terminal broke is not taken for whole.
    """
    return [
        {
            "owner": f"qinejia-{name}",
            "source": "qinejia",
            "severity": name,
            "fileLocation": ["relative", "${workspaceFolder}"],
            "pattern": {
                "regexp": rf"^(.+?):(\d+):(\d+): (QJ\d{{3}}) (.+)（{severity}）$",
                "file": 1,
                "line": 2,
                "column": 3,
                "code": 4,
                "message": 5,
            },
        }
        for severity, name in _SEVERITIES.items()
    ]


def _tasks() -> dict[str, Any]:
    quiet = {"reveal": "silent", "clear": True, "showReuseMessage": False}
    own = {"reveal": "always", "panel": "dedicated", "clear": True}
    return {
        "version": "2.0.0",
        "tasks": [
            _task(
                "检查全部",
                "列出全部问题（Ctrl+Shift+B）",
                *("qinejia", "check"),
                group={"kind": "build", "isDefault": True},
                presentation=quiet,
                problemMatcher=_matchers(),
            ),
            _task(
                "检查本页",
                "只列出正在编辑的这一页的问题",
                *("qinejia", "check", "${relativeFile}"),
                group="build",
                presentation=quiet,
                problemMatcher=_matchers(),
            ),
            _task(
                "预览",
                "本机预览：http://127.0.0.1:8000/，保存以后自动刷新",
                *("qinejia", "serve"),
                isBackground=True,
                presentation=own,
            ),
            _task(
                "新建页面",
                "逐项询问，写一个填好的例子",
                *("qinejia", "new"),
                presentation={**own, "focus": True},
            ),
        ],
    }


def generated_files() -> dict[str, str]:
    """Files that follow the code and are written anew, by name."""
    return _as_json(
        {
            "header.schema.json": header_schema(),
            "mkdocs.schema.json": settings_schema(),
            "qinejia.code-snippets": snippets(),
            "taxonomy.schema.json": taxonomy_schema(),
        }
    )


def starting_files() -> dict[str, str]:
    """Files that a bureau may change as it likes, by name."""
    return _as_json(
        {"extensions.json": _EXTENSIONS, "settings.json": _SETTINGS, "tasks.json": _tasks()}
    )


def _as_json(files: dict[str, Any]) -> dict[str, str]:
    return {
        name: json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        for name, content in files.items()
    }


def write_vscode(folder: Path) -> tuple[list[Path], list[Path]]:
    """Write all of them; returns what was written, and what was there and differs."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    kept: list[Path] = []
    for name, text in generated_files().items():
        write_file(folder / name, text)
        written.append(folder / name)
    for name, text in starting_files().items():
        path = folder / name
        if not path.exists():
            write_file(path, text)
            written.append(path)
        elif path.read_bytes() != text.encode():
            kept.append(path)
    return written, kept
