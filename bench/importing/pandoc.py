"""A known text through pandoc (pandoc 生成): other styles and tables than Word's."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from bench.importing.truth import Piece, read_with_text


def by_pandoc(pieces: list[Piece]) -> bytes:
    """The file."""
    import pypandoc

    lines = [_line(piece, text) for piece, text in read_with_text(pieces)]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "made.docx"
        command = [pypandoc.get_pandoc_path(), "-f", "markdown-auto_identifiers", "-o", str(out)]
        source = "\n\n".join(line for line in lines if line)
        subprocess.run(command, input=source.encode(), check=True)
        return out.read_bytes()


def _line(piece: Piece, text: str) -> str:
    words, number = _escaped(piece.text), _escaped(piece.number)
    if piece.form == "element":
        return f"# {words}"
    if piece.form == "annex":
        nature = f"（{piece.nature}）" if piece.nature else ""
        return f"# 附录 {piece.number}{nature} {words}"
    if piece.form == "clause" and piece.titled:
        return f"{'#' * (piece.number.count('.') + 1)} {number} {words}"
    if piece.form == "clause":
        return f"{number} {_escaped(text)}"
    if piece.form == "table":
        rows = ["|" + "|".join(cell[0] for cell in row) + "|" for row in piece.grid]
        return "\n".join([rows[0], "|" + "---|" * len(piece.grid[0]), *rows[1:]])
    if piece.form == "picture":
        return ""
    if piece.form == "formula":
        return f"{words} ……（{piece.number}）"
    joint = {"caption": "　", "item": " "}.get(piece.form, "")
    return f"{number}{joint}{words}"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>$^~@'\"])", r"\\\1", text)
