"""Who wrote an Office file, as the file itself says (Office 文件的作者)."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

OFFICE = (".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".pptx", ".pptm", ".ppsx")
_PART = "docProps/core.xml"
_MOST_BYTES = 1_000_000
_NAMES = ("creator", "lastmodifiedby")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError, KeyError, expat.ExpatError,
)  # fmt: skip


def authors_of(path: Path) -> tuple[str, ...]:
    """创建者 and 上次修改者; none where the file cannot be read or says nothing."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_PART) as part:
            data = part.read(_MOST_BYTES)
        return _read(data)
    except _BROKEN:
        return ()


def _read(data: bytes) -> tuple[str, ...]:
    found: dict[str, None] = {}
    parser = expat.ParserCreate()
    said: list[str] = []

    def start(*_: object) -> None:
        said.clear()

    def end(name: str) -> None:
        text = "".join(said).strip()
        if name.rpartition(":")[2].lower() in _NAMES and text:
            found[text] = None
        said.clear()

    def refuse(*_: object) -> None:
        raise ValueError("an Office file defines no entities")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = said.append
    parser.EntityDeclHandler = refuse
    parser.Parse(data, True)
    return tuple(found)
