"""How faults are shown to people and to machines (输出格式)."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from qinejia.diagnostics.catalogue import CODES
from qinejia.diagnostics.diagnostic import Diagnostic, Fix, Severity

_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_GITLAB = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def count(diagnostics: Sequence[Diagnostic]) -> str:
    """The closing line, e.g. ``2 处错误，1 处警告，0 条提示``."""
    found = [d.severity for d in diagnostics]
    return (
        f"{found.count(Severity.ERROR)} 处错误，{found.count(Severity.WARNING)} 处警告，"
        f"{found.count(Severity.INFO)} 条提示"
    )


def format_line(diagnostic: Diagnostic) -> str:
    """``path:line:column: CODE 说明`` without the hint."""
    return _visible(f"{diagnostic.position}: {diagnostic.code} {diagnostic.message}")


def _visible(text: str) -> str:
    """``text`` with what would steer a terminal, or turn the reading direction, written out."""
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def format_text(diagnostics: Sequence[Diagnostic]) -> str:
    """Lines for a terminal: the fault with its severity, then an indented hint.

    Each fault's line ends with its severity: by that VS Code knows that the line is whole, and how
    serious the fault is (``.vscode/tasks.json``).
    """
    lines: list[str] = []
    for diagnostic in diagnostics:
        lines.append(f"{format_line(diagnostic)}（{diagnostic.severity}）")
        if diagnostic.severity is not Severity.INFO:
            lines.append(_visible(f"    怎么改：{diagnostic.advice}"))
    fixable = sum(d.fix is not None for d in diagnostics)
    if fixable:
        lines.append(f"其中 {fixable} 处可以自动改：qinejia check --fix")
    lines.append(count(diagnostics))
    return "\n".join(lines)


def format_fix(fix: Fix) -> str:
    """``path:line:column 已改：“30min” → “30 min”``."""
    old = f"“{fix.old}”" if fix.old else "（空）"
    return _visible(f"{fix.position} 已改：{old} → “{fix.new}”")


def format_json(diagnostics: Sequence[Diagnostic]) -> str:
    """A list of objects, one per fault."""
    return json.dumps(
        [
            {
                "code": d.code,
                "severity": d.severity.name.lower(),
                "path": d.position.path,
                "line": d.position.line,
                "column": d.position.column,
                "message": d.message,
                "hint": d.advice,
                "example": CODES[d.code].example,
                "fix": _fix_object(d.fix),
            }
            for d in diagnostics
        ],
        ensure_ascii=False,
        indent=2,
    )


def _fix_object(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {
        "line": fix.position.line,
        "column": fix.position.column,
        "end_column": fix.end_column,
        "old": fix.old,
        "new": fix.new,
    }


def format_sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """SARIF 2.1.0, as code hosts read it."""
    used = sorted({d.code for d in diagnostics})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": CODES[code].title},
            "fullDescription": {"text": CODES[code].explanation},
            "help": {"text": f"{CODES[code].hint}\n例：{CODES[code].example}"},
        }
        for code in used
    ]
    results = [
        {
            "ruleId": d.code,
            "ruleIndex": used.index(d.code),
            "level": _SARIF[d.severity],
            "message": {"text": f"{d.message}。{d.advice}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(d.position.path)},
                        "region": {"startLine": d.position.line, "startColumn": d.position.column},
                    }
                }
            ],
            **({"fixes": [_sarif_fix(d.fix)]} if d.fix else {}),
        }
        for d in diagnostics
    ]
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "qinejia", "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _sarif_fix(fix: Fix) -> dict[str, Any]:
    line = fix.position.line
    region = {
        "startLine": line,
        "startColumn": fix.position.column,
        "endLine": line,
        "endColumn": fix.end_column,
    }
    replacement = {"deletedRegion": region, "insertedContent": {"text": fix.new}}
    return {
        "description": {"text": f"改为“{fix.new}”"},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": quote(fix.position.path)},
                "replacements": [replacement],
            }
        ],
    }


def _escape_property(text: str) -> str:
    return (
        text.replace("%", "%25")
        .replace("\r", "%0D")
        .replace("\n", "%0A")
        .replace(":", "%3A")
        .replace(",", "%2C")
    )


def _escape_message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def format_github(diagnostics: Sequence[Diagnostic]) -> str:
    """Workflow commands that a Git host turns into remarks beside the lines."""
    return "\n".join(
        f"::{_GITHUB[d.severity]} file={_escape_property(d.position.path)},"
        f"line={d.position.line},col={d.position.column},title={d.code}"
        f"::{_visible(_escape_message(f'{d.message}。{d.advice}'))}"
        for d in diagnostics
    )


def format_gitlab(diagnostics: Sequence[Diagnostic]) -> str:
    """A Code Quality report. A fault is known by its fingerprint, so that one that only moved to
    another line is not a new one; equal faults of a file are numbered.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for d in diagnostics:
        what = (d.position.path, d.code, d.message)
        seen[what] += 1
        name = "\0".join((*what, str(seen[what])))
        found.append(
            {
                "description": _visible(f"{d.message}。{d.advice}"),
                "check_name": d.code,
                "fingerprint": hashlib.sha256(name.encode("utf-8", "replace")).hexdigest(),
                "severity": _GITLAB[d.severity],
                "location": {"path": d.position.path, "lines": {"begin": d.position.line}},
            }
        )
    return json.dumps(found, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": format_text,
    "json": format_json,
    "sarif": format_sarif,
    "github": format_github,
    "gitlab": format_gitlab,
}
"""Name of a format → function that writes it."""
