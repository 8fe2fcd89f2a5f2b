"""From HTML to PDF by WeasyPrint (排版输出).

An optional extra of the package (``qinejia[print]``). Nothing is loaded from outside: only pictures
below ``docs``.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qinejia.printing.book import PICTURES

_SHEETS = Path(__file__).parent
_FONTS = ("Noto Serif CJK", "Noto Sans CJK", "Source Han", "SimSun", "WenQuanYi", "FangSong")
_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}


class PrintingError(Exception):
    """What an operator has to install or mend, in plain words."""


def to_pdf(html: str, docs: Path, title: str) -> bytes:
    """The book as a PDF; two runs give the same bytes.

    Raises ``PrintingError`` when WeasyPrint, its libraries or a Chinese font are missing.
    """
    return bytes(typeset(html, docs).write_pdf(pdf_identifier=title.encode("utf-8")))


def merge(documents: Sequence[Any], title: str) -> bytes:
    """What ``typeset`` gave, one behind the other, as one PDF."""
    pages = [page for document in documents for page in document.pages]
    return bytes(documents[0].copy(pages).write_pdf(pdf_identifier=title.encode("utf-8")))


def typeset(html: str, docs: Path, sheet: str = "book.css") -> Any:
    """WeasyPrint's document: pages laid out by one of our stylesheets.

    Raises ``PrintingError`` when WeasyPrint, its libraries or a Chinese font are missing.
    """
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except ImportError as error:
        raise PrintingError("没有安装排版组件。请运行：pip install 'qinejia[print]'") from error
    except OSError as error:
        words = "排版组件缺少系统库 Pango。Debian 请运行：apt-get install libpangoft2-1.0-0"
        raise PrintingError(words) from error
    _check_fonts()

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Gives pictures below ``docs`` and nothing else."""

        def fetch(self, url: str, headers: object = None) -> object:
            path = picture_below(url, docs)
            if path is None:
                raise ValueError("not a picture of this site")
            kind = {"Content-Type": _TYPES[path.suffix.lower()]}
            return URLFetcherResponse(url, path.read_bytes(), kind)

    document = HTML(string=html, base_url=PICTURES, url_fetcher=Fetcher())
    return document.render(stylesheets=[CSS(filename=str(_SHEETS / sheet))])


def picture_below(url: str, docs: Path) -> Path | None:
    """The file that ``kb:path`` names, when it is a picture below ``docs``."""
    if not url.startswith(PICTURES):
        return None
    root = docs.resolve()
    path = (root / url.removeprefix(PICTURES).lstrip("/")).resolve()
    is_below = path.is_relative_to(root) and path.is_file()
    return path if is_below and path.suffix.lower() in _TYPES else None


def _check_fonts() -> None:
    """A book without a Chinese font would be a book of boxes."""
    try:
        done = subprocess.run(
            ["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False
        )
    except OSError:
        return  # no fontconfig tools: WeasyPrint finds fonts its own way
    if not any(name in done.stdout for name in _FONTS):
        raise PrintingError("没有找到中文字体。Debian 请运行：apt-get install fonts-noto-cjk")
