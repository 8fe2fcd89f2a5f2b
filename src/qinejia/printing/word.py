"""From the book's HTML to Word (排版为 Word 文件), by pandoc: a courtesy copy.

Its pages are those of GB/T 1.1: A4, 宋体 for text and 黑体 for headings, nothing coloured.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from qinejia.printing.paper import PrintingError

_CONTENTS = re.compile(r'<nav class="contents">.*?</nav>', re.DOTALL)
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_FONTS = re.compile(r"<w:rFonts\b[^>]*Theme=[^>]*/>")
_COLOUR = re.compile(r"<w:color\b[^>]*/>")
_SECTION = re.compile(r"(<w:sectPr>)")
_PAGE = (
    r'\1<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1417" w:right="1134" w:bottom="1134" w:left="1417" w:header="850" '
    'w:footer="850" w:gutter="0"/>'
)
_SONG = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
_HEI = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体"/>'
_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_docx(html: str) -> bytes:
    """The Word file; its table of contents is a field that Word fills in.

    Raises ``PrintingError`` when pandoc is missing or fails.
    """
    try:
        import pypandoc

        program = pypandoc.get_pandoc_path()
    except (ImportError, OSError) as error:
        raise PrintingError("没有安装排版组件。请运行：pip install 'qinejia[print]'") from error
    has_contents = bool(_CONTENTS.search(html))
    plain = _CONTENTS.sub("<p>打开后按 F9 更新目录。</p>", html)
    plain = _DRAWING.sub("", plain)
    with tempfile.TemporaryDirectory() as folder:
        target, reference = Path(folder) / "book.docx", Path(folder) / "reference.docx"
        reference.write_bytes(_reference(program))
        command = [program, "--from=html", "--to=docx", "--quiet", "--sandbox"]
        command += [f"--reference-doc={reference}", f"--output={target}"]
        if has_contents:
            command += ["--toc", "--toc-depth=2"]
        done = subprocess.run(command, input=plain.encode("utf-8"), check=False)
        if done.returncode or not target.exists():
            raise PrintingError("pandoc 没有生成 Word 文件。")
        return target.read_bytes()


@cache
def _reference(program: str) -> bytes:
    """pandoc's own reference file in the dress of GB/T 1.1."""
    command = [program, "--print-default-data-file", "reference.docx"]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise PrintingError("pandoc 没有生成 Word 文件。")
    result = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(done.stdout)) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "word/styles.xml":
                data = _dress(data.decode("utf-8")).encode("utf-8")
            elif name == "word/document.xml":
                data = _SECTION.sub(_PAGE, data.decode("utf-8")).encode("utf-8")
            new.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _dress(styles: str) -> str:
    styles = _FONTS.sub(lambda match: _HEI if "major" in match[0] else _SONG, styles)
    return _COLOUR.sub("", styles).replace('w:val="24" />', 'w:val="21" />')
