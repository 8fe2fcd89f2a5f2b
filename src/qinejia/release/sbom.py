"""What a release is made of: its components (软件物料清单) and how it was built (构建信息).

CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/). Both files depend on the commit and on the
versions of the tools alone; they say nothing of the machine.
"""

from __future__ import annotations

import base64
import json
import platform
import re
import uuid
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from qinejia.release.packing import Pack, PackingError

PYTHON_LOCK = "requirements/site.txt"
SCRIPT_LOCK = "frontend/package-lock.json"
SHIPPED = frozenset({"mkdocs-material"})
"""Python packages of which files reach the site; the others only build it."""
_PINNED = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})\b")


def bill_of_materials(root: Path, pack: Pack) -> bytes:
    """The components that the locks below ``root`` name; a lock that is absent is left out.

    Raises ``PackingError`` for a lock that cannot be read.
    """
    components = [*_python_components(root / PYTHON_LOCK), *_script_components(root / SCRIPT_LOCK)]
    return _dump(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, pack.identifier)}",
            "version": 1,
            "metadata": {
                "timestamp": f"{pack.moment:%Y-%m-%dT%H:%M:%SZ}",
                "component": {
                    "type": "application",
                    "bom-ref": pack.identifier,
                    "name": "qinejia",
                    "version": pack.identifier,
                },
            },
            "components": sorted(components, key=lambda component: component["bom-ref"]),
        }
    )


def build_info(site: Path, pack: Pack) -> bytes:
    """Versions of what built ``site``, and how much it is (pages, files, bytes)."""
    files = [path for path in site.rglob("*") if path.is_file()]
    return _dump(
        {
            "id": pack.identifier,
            "edition": pack.edition,
            "commit": pack.commit,
            "serial": pack.serial,
            "created": f"{pack.moment:%Y-%m-%dT%H:%M:%SZ}",
            "python": platform.python_version(),
            "mkdocs": version("mkdocs"),
            "mkdocs-material": version("mkdocs-material"),
            "qinejia": version("qinejia"),
            "pages": sum(path.suffix == ".html" for path in files),
            "files": len(files),
            "bytes": sum(path.stat().st_size for path in files),
        }
    )


def _python_components(lock: Path) -> Iterator[dict[str, Any]]:
    """From a requirements file with hashes (pip)."""
    text = _read(lock).replace("\\\n", " ")
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _PINNED.match(line)
        if match is None:
            raise PackingError(f"{lock.name} 里有读不懂的一行：{line.strip()[:60]}")
        name = re.sub(r"[-_.]+", "-", match[1]).lower()
        purl = f"pkg:pypi/{name}@{match[2]}"
        # One hash for each file that the index offers for this version.
        hashes = [{"alg": "SHA-256", "content": digest} for digest in _HASH.findall(line)]
        scope = "required" if name in SHIPPED else "excluded"
        component = _component(name, match[2], purl, scope)
        yield component | ({"hashes": hashes} if hashes else {})


def _script_components(lock: Path) -> Iterator[dict[str, Any]]:
    """From npm's lock: what is no tool stands in the bundles of the site."""
    try:
        packages = json.loads(_read(lock) or "{}").get("packages", {})
        for path, entry in packages.items():
            if not path or entry.get("dev") or entry.get("devOptional"):
                continue
            name = path.rpartition("node_modules/")[2]
            purl = f"pkg:npm/{name.replace('@', '%40', 1)}@{entry['version']}"
            component = _component(name, entry["version"], purl, "required")
            if entry.get("license"):
                component["licenses"] = [{"license": {"id": entry["license"]}}]
            algorithm, _, digest = entry["integrity"].partition("-")
            if algorithm == "sha512":
                content = base64.b64decode(digest, validate=True).hex()
                component["hashes"] = [{"alg": "SHA-512", "content": content}]
            yield component
    except (ValueError, KeyError, AttributeError, TypeError):
        raise PackingError(f"{lock.name} 读不出来，请重新生成。") from None


def _component(name: str, number: str, purl: str, scope: str) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": number,
        "purl": purl,
        "scope": scope,
    }


def _read(lock: Path) -> str:
    try:
        return lock.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        raise PackingError(f"{lock.name} 读不出来，请重新生成。") from None


def _dump(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
