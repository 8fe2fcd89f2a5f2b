"""A folder from which a machine without a network installs everything (离线安装包文件夹).

pip evaluates the conditions of a requirement for the machine that it runs on, even when it
downloads for another; so they are evaluated here.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

from qinejia.source.writing import write_bytes, write_file
from qinejia.template.files import install_scripts
from qinejia.template.lock import TemplateFault

REQUIREMENTS = "requirements.txt"
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_LIBRARIES = (5, 12, 17, 24, 26, 27, 28)
"""Versions of glibc that wheels are made for; Debian 12 has 2.36, 麒麟 V10 and UOS 20 have 2.28."""


@dataclass(frozen=True)
class Platform:
    """A kind of machine (平台): tags of its wheels, and what conditions are evaluated with."""

    tags: tuple[str, ...]
    conditions: Mapping[str, str]


def _linux(machine: str) -> Platform:
    tags = (f"manylinux2014_{machine}", *(f"manylinux_2_{n}_{machine}" for n in _LIBRARIES))
    return Platform(tags, _conditions("linux", "Linux", "posix", machine))


def _conditions(system: str, name: str, kind: str, machine: str) -> dict[str, str]:
    return {
        "sys_platform": system,
        "platform_system": name,
        "os_name": kind,
        "platform_machine": machine,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


PLATFORMS: dict[str, Platform] = {
    "linux": _linux("x86_64"),
    "linux-arm": _linux("aarch64"),
    "windows": Platform(("win_amd64",), _conditions("win32", "Windows", "nt", "AMD64")),
    "macos": Platform(("macosx_12_0_arm64",), _conditions("darwin", "Darwin", "posix", "arm64")),
}


def entries_of(requirements: str) -> list[str]:
    """A lock file's entries, each on one line, without comments."""
    joined = requirements.replace("\r\n", "\n").replace("\\\n", " ")
    lines = (" ".join(re.sub(r"(^|\s)#.*", "", line).split()) for line in joined.split("\n"))
    return [line for line in lines if line]


def for_platform(entries: Iterable[str], platform: Platform, python: str) -> list[str]:
    """The entries that hold for a machine, without the condition. Raises ``TemplateFault``."""
    found = []
    environment = {
        **platform.conditions,
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    for entry in entries:
        hashes = _HASH.findall(entry)
        try:
            requirement = Requirement(entry.partition("--hash")[0].strip())
        except InvalidRequirement:
            raise TemplateFault(f"锁定文件里有看不懂的一行：{entry[:80]}") from None
        if not hashes:
            raise TemplateFault(f"锁定文件里“{requirement.name}”没有指纹")
        if requirement.marker is None or requirement.marker.evaluate(environment):
            found.append(f"{requirement.name}{requirement.specifier} {' '.join(hashes)}")
    return found


def vendor(
    folder: Path,
    requirements: str,
    own: Path,
    platforms: Sequence[str],
    pythons: Sequence[str],
) -> int:
    """Fill ``folder`` and return how many wheels it holds. Raises ``TemplateFault``.

    ``own`` is our wheel, which stands in ``folder/wheels`` already.
    """
    entries = entries_of(requirements)
    wheels = folder / "wheels"
    for platform in platforms:
        for python in pythons:
            _download(for_platform(entries, PLATFORMS[platform], python), platform, python, wheels)
    digest = hashlib.sha256(own.read_bytes()).hexdigest()
    own_line = f"qinejia=={own.name.split('-')[1]} --hash=sha256:{digest}"
    write_file(folder / REQUIREMENTS, "\n".join([*entries, own_line, ""]))
    for name, script in install_scripts().items():
        write_bytes(folder / name, _filled(script, pythons))
    return sum(1 for _ in wheels.glob("*.whl"))


def _filled(script: bytes, pythons: Sequence[str]) -> bytes:
    unix = " ".join(f"python{version}" for version in pythons)
    return script.replace(b"@UNIX@", unix.encode()).replace(
        b"@VERSIONS@", " ".join(pythons).encode()
    )


def _download(entries: Sequence[str], platform: str, python: str, wheels: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / REQUIREMENTS
        listed.write_text("\n".join(entries), "utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet"]
        command += ["--disable-pip-version-check", "--require-hashes", "--no-deps"]
        command += ["--only-binary=:all:", "--implementation=cp", f"--python-version={python}"]
        command += [f"--platform={tag}" for tag in PLATFORMS[platform].tags]
        command += [f"--dest={wheels}", f"--requirement={listed}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        reason = "\n".join(lines[-2:]) or done.stderr.strip()[-300:]
        raise TemplateFault(
            f"没有取齐 {platform}、Python {python} 的安装包。请检查网络能否访问 PyPI"
            f"（或单位的镜像），然后重新运行；已取到的会留用。\n{reason}"
        )
