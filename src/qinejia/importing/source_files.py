"""What file it is (文件种类), by its first bytes, and what to do with those that are no .docx."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from qinejia.importing.faults import ImportFault
from qinejia.importing.package import MAX_BYTES

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_SLIDES = (".ppt", ".pps", ".dps")
_FILTERS = {"docx": "docx:MS Word 2007 XML", "pptx": "pptx:Impress MS PowerPoint 2007 XML"}
_SECURITY, _NETWORK = "Office.Common/Security/Scripting", "Inet/Settings"
_OFFICE_SETTINGS = (
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    # It does not hold for pictures of a .doc: these it looks for behind a proxy that is not there.
    (_NETWORK, "ooInetProxyType", "1"),
    (_NETWORK, "ooInetNoProxy", ""),
    (_NETWORK, "ooInetHTTPProxyName", "127.0.0.1"),
    (_NETWORK, "ooInetHTTPProxyPort", "9"),
    (_NETWORK, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_NETWORK, "ooInetHTTPSProxyPort", "9"),
)
SECONDS = 180
"""After which LibreOffice is taken to hang."""


def read_word_file(path: Path) -> tuple[bytes, bool]:
    """The bytes of a .docx or .pptx, and whether they were converted from an older file.

    Raises ``ImportFault``.
    """
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
        return data, False
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise ImportFault("文件加了密码，请在 Word 里取消密码后另存再导入")
        return convert_with_office(path), True
    if data.startswith(b"{\\rtf"):
        return convert_with_office(path), True
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
    office = find_office()
    is_slides = path.suffix.lower() in _SLIDES
    old, wanted = (".ppt、.pps 或 .dps", "pptx") if is_slides else (".doc、.wps 或 .rtf", "docx")
    program = "PowerPoint" if is_slides else "Word"
    failed = f"LibreOffice 没有转换成功，请用 {program} 另存为 .{wanted} 再导入"
    if office is None:
        raise ImportFault(
            f"这是旧格式（{old}）。请用 {program} 或 WPS 打开，另存为 .{wanted} 再导入；"
            "装了 LibreOffice 的电脑可以直接导入"
        )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile = _make_profile(folder)
        source = folder / f"source{path.suffix.lower() or '.doc'}"
        shutil.copyfile(path, source)
        command = [
            office, f"-env:UserInstallation={profile}", "--headless", "--norestore",
            "--convert-to", _FILTERS[wanted], "--outdir", str(folder), str(source),
        ]  # fmt: skip
        made = folder / f"source.{wanted}"
        if not _run(command, {**os.environ, "HOME": name}) or not made.is_file():
            raise ImportFault(failed)
        return _read(made)


def _make_profile(folder: Path) -> str:
    """A profile of its own: nothing of the user's is changed, no open window is in the way, and
    what a file links to is neither fetched nor run."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _OFFICE_SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items'
        f' xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        "utf-8",
    )
    return user.parent.as_uri()


def find_office() -> str | None:
    """LibreOffice's program: by name, or where its installer puts it on Windows and macOS."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    if named:
        return named
    places = [Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")]
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)"):
        if folder := os.environ.get(variable):
            places.append(Path(folder, "LibreOffice", "program", "soffice.exe"))
    return next((str(place) for place in places if place.is_file()), None)


def _run(command: list[str], environment: dict[str, str]) -> bool:
    """Whether it ended in time; otherwise it ends here, with the processes that it began."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        # ``soffice`` is a script around the program; alone it would leave that running.
        if process.poll() is None and sys.platform == "win32":
            tree = ["taskkill", "/f", "/t", "/pid", str(process.pid)]
            subprocess.run(tree, check=False, capture_output=True)
        elif process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return True
