"""Looks into archives and papers (拆包), so that a test can search every byte of what goes out."""

from __future__ import annotations

import gzip
import io
import re
import subprocess
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import quote

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The file itself, and whatever is inside of it, by names that lead there.

    Of what is compressed only the head: any three bytes stand in a large one by chance.
    """
    is_packed = data[:2] == b"\x1f\x8b" or data[:4] == b"PK\x03\x04"
    yield name, data[:256] if is_packed else _STREAM.sub(b"", data)
    if data[:2] == b"\x1f\x8b":
        yield from unpacked(f"{name}>gz", gzip.decompress(data))
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            for inner in pack.namelist():
                yield from unpacked(f"{name}>{inner}", pack.read(inner))
    elif data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for member in tar:
                handle = tar.extractfile(member)
                yield from unpacked(f"{name}>{member.name}", handle.read() if handle else b"")
    elif data[:5] == b"%PDF-":
        for number, match in enumerate(_STREAM.finditer(data)):
            inflater = zlib.decompressobj()
            try:
                yield f"{name}>stream {number}", inflater.decompress(match[1])
            except zlib.error:
                continue
        for program in (["pdftotext", "-", "-"], ["pdfinfo", "-"]):
            done = subprocess.run(program, input=data, capture_output=True, check=True)
            yield f"{name}>{program[0]}", done.stdout


def disguises(text: str) -> set[bytes]:
    """How a text may be written in UTF-8: plain, or escaped for scripts, addresses and HTML."""
    escaped = "".join(f"\\u{ord(sign):04x}" for sign in text)
    entity = "".join(f"&#{ord(sign)};" for sign in text)
    forms = {text, escaped, escaped.upper().replace("\\U", "\\u"), quote(text), entity}
    forms |= {"".join(f"&#x{ord(sign):x};" for sign in text), quote(text).lower()}
    return {form.encode() for form in forms}
