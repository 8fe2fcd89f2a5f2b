"""``template.lock``: which template a site has (模板登记簿), one SHA-256 and path a line.

``sha256sum -c`` reads it too. The end of a line does not count: Git may change it on Windows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

LOCK = "template.lock"
_HEAD = "# qinejia "
_VERSION = re.compile(r"\d+(?:\.\d+)*")
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


class TemplateFault(Exception):
    """Why a site was not laid out; the text is for the editor."""


@dataclass(frozen=True)
class Lock:
    """Version and hashes by path of the template that a site was given last."""

    version: str = "0"
    files: Mapping[str, str] = field(default_factory=dict)


def digest(data: bytes) -> str:
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def format_lock(lock: Lock) -> str:
    lines = [f"{_HEAD}{lock.version}"]
    lines += [f"{hashed}  {path}" for path, hashed in sorted(lock.files.items())]
    return "\n".join(lines) + "\n"


def read_lock(text: str) -> Lock:
    """Raises ``TemplateFault`` naming the line: a path out of the site would be deleted."""
    first, *rest = text.splitlines() or [""]
    version = first.removeprefix(_HEAD).strip()
    if not first.startswith(_HEAD) or not _VERSION.fullmatch(version):
        raise TemplateFault(f"{LOCK}:1:1: 第一行应是“{_HEAD}版本号”")
    files: dict[str, str] = {}
    for number, line in enumerate(rest, 2):
        match = _LINE.fullmatch(line)
        if match is None or not is_inside(match[2]):
            raise TemplateFault(f"{LOCK}:{number}:1: 应是指纹、两个空格和站点里的路径")
        files[match[2]] = match[1]
    return Lock(version, files)


def is_inside(path: str) -> bool:
    """Whether a relative path with forward slashes stays in the site's folder."""
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and not path.startswith("/")
        and ".." not in parts
        and not (set(path) & set('\\:*?"<>|'))
    )


def is_older(version: str, than: str) -> bool:
    """Whether one version comes before another."""
    return _numbers(version) < _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
