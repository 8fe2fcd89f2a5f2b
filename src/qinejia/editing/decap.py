"""The editor that runs in the browser (Decap CMS): one script, fetched once, known by its hash.

It is no part of a site and of no default build: 5 MB under ``.editor`` beside ``mkdocs.yml``.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import zlib
from pathlib import Path

from qinejia.editing.faults import EditingFault
from qinejia.source.writing import write_bytes

VERSION = "3.16.3"
PACKAGE = f"decap-cms-{VERSION}.tgz"
INTEGRITY = "sha384-A/Gdn928CNLufmnGWGs9RM4Q9o8bSNLeJERqBFrBjwzL7FRpoLT3MPF8Tl0+Wd2p"
SCRIPT = "decap-cms.js"
_FOLDER = ".editor"
_MEMBER = f"package/dist/{SCRIPT}"
_MOST_BYTES = 20_000_000


def find_script(root: Path) -> bytes | None:
    """The script that was fetched before; one with another hash is none."""
    try:
        data = (root / _FOLDER / SCRIPT).read_bytes()
    except OSError:
        return None
    return data if _is_known(data) else None


def install(root: Path, package: Path | None = None) -> Path:
    """Take the script from ``package``, else from what npm fetches. Raises ``EditingFault``."""
    with tempfile.TemporaryDirectory() as folder:
        data = _read_member(package or _fetch(Path(folder)))
    if not _is_known(data):
        raise EditingFault(f"这不是 Decap CMS {VERSION} 的原包：指纹不符，没有使用")
    path = root / _FOLDER / SCRIPT
    path.parent.mkdir(exist_ok=True)
    write_bytes(path, data)
    return path


def _fetch(folder: Path) -> Path:
    npm = shutil.which("npm")
    advice = f"也可以在别的电脑上下载 {PACKAGE}，再运行 qinejia edit --get {PACKAGE}"
    if npm is None:
        raise EditingFault(f"本机没有 npm；{advice}")
    command = [npm, "pack", f"decap-cms@{VERSION}", "--silent", "--ignore-scripts"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError):
        raise EditingFault(f"npm 没有取到 Decap CMS；{advice}") from None
    return folder / PACKAGE


def _read_member(package: Path) -> bytes:
    try:
        with tarfile.open(package, "r:gz") as archive:
            member = archive.extractfile(_MEMBER)
            return member.read(_MOST_BYTES) if member else b""
    except (OSError, tarfile.TarError, KeyError, EOFError, zlib.error):
        raise EditingFault(f"{package.name} 读不出来，或不是 Decap CMS 的包") from None


def _is_known(data: bytes) -> bool:
    digest = base64.b64encode(hashlib.sha384(data).digest()).decode("ascii")
    return f"sha384-{digest}" == INTEGRITY
