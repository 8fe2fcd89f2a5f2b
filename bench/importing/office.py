"""The same files by way of LibreOffice (经旧格式): saved as .doc, taken in from there."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from qinejia.importing.source_files import find_office, read_word_file


def through_doc(data: bytes) -> bytes:
    """The .docx ``data`` saved as .doc, and what the importer makes of that."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.docx").write_bytes(data)
        save_as(folder / "a.docx", "doc:MS Word 97")
        return read_word_file(folder / "a.doc")[0]


def save_as(path: Path, form: str) -> Path:
    """``path`` in a format of LibreOffice, beside it. Raises when it cannot be saved."""
    office = find_office()
    assert office is not None
    command = [
        office, f"-env:UserInstallation={(path.parent / 'profile').as_uri()}", "--headless",
        "--convert-to", form, "--outdir", str(path.parent), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shutil.rmtree(path.parent / "profile")
    made = path.with_suffix(f".{form.partition(':')[0]}")
    assert made.is_file(), f"{made.name} was not written"
    return made
