"""Our own wheel again (安装包): built from a checkout, put together from what is installed."""

from __future__ import annotations

import base64
import csv
import hashlib
import importlib.metadata
import io
import subprocess
import sys
import zipfile
from pathlib import Path

from qinejia import __version__
from qinejia.template.files import checkout
from qinejia.template.lock import TemplateFault

_LOCAL = {"INSTALLER", "REQUESTED", "RECORD", "direct_url.json"}
"""What an installer adds to the files of a wheel."""
_TIME = (2020, 1, 1, 0, 0, 0)


def own_wheel(folder: Path) -> Path:
    """Write the wheel of this version to ``folder``. Raises ``TemplateFault``."""
    target = folder / f"qinejia-{__version__}-py3-none-any.whl"
    root = checkout()
    if root is None:
        return _put_together(target)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d"]
    done = subprocess.run(
        [*command, str(folder.resolve())], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode or not target.is_file():
        raise TemplateFault("没有打出本程序的安装包，请先运行 make，装好 hatchling。")
    return target


def _put_together(target: Path) -> Path:
    found = importlib.metadata.distribution("qinejia")
    members: dict[str, bytes] = {}
    for file in found.files or ():
        if file.parts[0] == ".." or file.name in _LOCAL or file.suffix == ".pyc":
            continue
        data = Path(str(found.locate_file(file))).read_bytes()
        if file.hash is not None and file.hash.value != _digest(data):
            raise TemplateFault(f"已安装的 {file} 被改过，请重新安装程序再试。")
        members[file.as_posix()] = data
    if not members:
        raise TemplateFault("找不到已安装的程序文件，请重新安装程序再试。")
    record = f"qinejia-{__version__}.dist-info/RECORD"
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for path, data in sorted(members.items()):
        rows.writerow([path, f"sha256={_digest(data)}", len(data)])
    rows.writerow([record, "", ""])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, data in [*sorted(members.items()), (record, text.getvalue().encode())]:
            wheel.writestr(zipfile.ZipInfo(path, _TIME), data, zipfile.ZIP_DEFLATED)
    return target


def _digest(data: bytes) -> str:
    """As a RECORD writes it."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
