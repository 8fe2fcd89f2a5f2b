"""What file it is (文件种类), by its first bytes, and what to do with those that are no .docx."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from qinejia.importing.faults import ImportFault
from qinejia.importing.package import MAX_BYTES

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_SLIDES = (".ppt", ".pps", ".dps")
_FILTERS = {"docx": "docx:MS Word 2007 XML", "pptx": "pptx:Impress MS PowerPoint 2007 XML"}
_SECONDS = 180


def read_word_file(path: Path) -> bytes:
    """The bytes of a .docx or .pptx; an older file is converted first. Raises ``ImportFault``."""
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xls", ".et"):
        raise ImportFault("这是表格。题库请用 qinejia questions import")
    data = _read(path)
    if data.startswith(b"%PDF") or suffix == ".pdf":
        raise ImportFault(
            "PDF 不能导入：里面没有标题、编号和表格，只有字的位置。请找原来的 Word 文件；"
            "没有时在 Word 里打开 PDF，另存为 .docx，核对后再导入"
        )
    if data.startswith(b"PK"):
        return data
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise ImportFault("文件加了密码，请在 Word 里取消密码后另存再导入")
        return convert_with_office(path)
    if data.startswith(b"{\\rtf"):
        return convert_with_office(path)
    raise ImportFault("这不是 Word 文件，或者文件已损坏，请用 Word 打开后另存为 .docx")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except IsADirectoryError as error:
        raise ImportFault("这是文件夹，请写 Word 文件的路径") from error
    except OSError as error:
        raise ImportFault("文件读不了") from error
    if not data:
        raise ImportFault("文件是空的")
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise ImportFault(f"文件超过 {limit} MB，请先压缩里面的图片或拆成几个文件")
    return data


def convert_with_office(path: Path) -> bytes:
    """The .docx or .pptx that LibreOffice makes of an old file; without it, what to do by hand."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    is_slides = path.suffix.lower() in _SLIDES
    old, wanted = (".ppt、.pps 或 .dps", "pptx") if is_slides else (".doc、.wps 或 .rtf", "docx")
    program = "PowerPoint" if is_slides else "Word"
    failed = f"LibreOffice 没有转换成功，请用 {program} 另存为 .{wanted} 再导入"
    if office is None:
        raise ImportFault(
            f"这是旧格式（{old}）。请用 {program} 或 WPS 打开，另存为 .{wanted} 再导入；"
            "装了 LibreOffice 的电脑可以直接导入"
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # A profile of its own: nothing of the user's is changed, and no open window is in the way.
        profile = (folder / "profile").as_uri()
        source = folder / f"source{path.suffix.lower() or '.doc'}"
        shutil.copyfile(path, source)
        command = [
            office, f"-env:UserInstallation={profile}", "--headless", "--norestore",
            "--convert-to", _FILTERS[wanted], "--outdir", str(folder), str(source),
        ]  # fmt: skip
        try:
            subprocess.run(
                command,
                check=False,
                timeout=_SECONDS,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "HOME": name},
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ImportFault(failed) from error
        made = folder / f"source.{wanted}"
        if not made.is_file():
            raise ImportFault(failed)
        return _read(made)
