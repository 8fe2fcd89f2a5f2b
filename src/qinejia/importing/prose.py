"""Inlines as Markdown or as HTML (行内文字): the words, their form, notes, pictures, references."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from qinejia.importing.escaping import escape_cell, escape_html, escape_start, escape_text
from qinejia.importing.formulas import lower_text, raise_text
from qinejia.importing.known import Referrer
from qinejia.importing.notices import Notices
from qinejia.importing.pictures import Pictures
from qinejia.importing.tree import Break, Formula, Inline, Mark, Picture, Tab, Text
from qinejia.importing.typed_numbers import half_width

_WIDE_LETTERS = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_TAGS = {"bold": "strong", "italic": "em"}


@dataclass
class Prose:
    """Writes the inlines of one record; ``folder`` is where its pictures lie, seen from it."""

    pictures: Pictures
    notices: Notices
    referrer: Referrer
    folder: str
    keeps_forms: bool = True
    used: list[str] = field(default_factory=list)
    """Names of footnotes in the order of their first mark."""
    used_in_html: set[str] = field(default_factory=set)
    """Those whose first mark stands in HTML."""

    def write(
        self, inlines: tuple[Inline, ...], *, links: bool = True, forms: bool = True, tab: str = " "
    ) -> str:
        """One line of Markdown; ``links`` and ``forms`` are off in headings and captions."""
        text = ""
        for part in inlines:
            if isinstance(part, Text):
                text += self._text(part, text, links, forms and self.keeps_forms)
            elif isinstance(part, Formula):
                text += escape_text(part.text)
            elif isinstance(part, Tab):
                text += tab
            elif isinstance(part, Break):
                text += "<br>"
            elif isinstance(part, Mark):
                text += f"[^{self.number_of(part.name)}]"
            else:
                text += self.picture(part)
        return re.sub(r" {2,}", " ", text).strip(" \u3000\n")

    def start(self, inlines: tuple[Inline, ...], *, links: bool = True) -> str:
        """The same, safe to begin a paragraph with."""
        return escape_start(self.write(inlines, links=links))

    def cell(self, inlines: tuple[Inline, ...]) -> str:
        """The same for a cell of a Markdown table."""
        return escape_cell(self.write(inlines))

    def html(self, inlines: tuple[Inline, ...]) -> str:
        """HTML, for a cell of a table that Markdown cannot hold; nothing in it is Markdown."""
        text = ""
        for part in inlines:
            if isinstance(part, Text):
                text += _html_text(replace(part, text=self._spell(part.text)))
            elif isinstance(part, Formula):
                text += escape_html(part.text)
            elif isinstance(part, Mark):
                if part.name not in self.used:
                    self.used_in_html.add(part.name)
                text += f"<sup>[{self.number_of(part.name)}]</sup>"
            elif isinstance(part, Picture):
                name = self.pictures.name_of(part.part)
                alternative = escape_html(part.alternative or "插图").replace('"', "&quot;")
                text += f'<img src="{self.folder}/{name}" alt="{alternative}">' if name else ""
            else:
                text += "<br>" if isinstance(part, Break) else " "
        return text.strip()

    def picture(self, part: Picture, alternative: str = "") -> str:
        """``![…](…)``, or nothing for a picture that no page can show."""
        name = self.pictures.name_of(part.part)
        words = alternative or part.alternative or "插图"
        words = re.sub(r"[\[\]\n]", "", escape_text(words))
        return f"![{words}]({self.folder}/{name})" if name else ""

    def label(self, label: str) -> str:
        """An automatic number as text before the words that it numbers."""
        return label + " " if label and (label[-1].isalnum() or label[-1] in ".)·") else label

    def number_of(self, name: str) -> int:
        """The number of a footnote: they count through the page."""
        if name not in self.used:
            self.used.append(name)
        return self.used.index(name) + 1

    def _spell(self, text: str) -> str:
        """Half-width letters and digits, numbers of standards as GB/T 1.1 writes them."""
        text = _WIDE_LETTERS.sub(lambda match: half_width(match[0]), text)
        return "".join(piece for piece, _ in self.referrer.pieces(text, False))

    def _text(self, part: Text, before: str, links: bool, forms: bool) -> str:
        plain = _WIDE_LETTERS.sub(lambda match: half_width(match[0]), part.text)
        plain = plain.replace("\n", " ")
        if part.script:
            made = raise_text(plain) if part.script == "sup" else lower_text(plain)
            return made or f"<{part.script}>{escape_text(plain)}</{part.script}>"
        pieces = self.referrer.pieces(plain, links and not part.link)
        text = "".join(piece if ready else escape_text(piece) for piece, ready in pieces)
        if not forms or not text.strip():
            return text
        lead = text[: len(text) - len(text.lstrip())]
        trail = text[len(text.rstrip()) :]
        text = text.strip()
        if part.strike:
            text = f"<del>{text}</del>"
        if part.link and "[" not in text:
            text = f"[{text}]({part.link})"
        touches = before.endswith("*") and not lead
        for kind, sign in (("italic", "*"), ("bold", "**")):
            if getattr(part, kind):
                tag = _TAGS[kind]
                text = f"<{tag}>{text}</{tag}>" if touches else f"{sign}{text}{sign}"
        return lead + text + trail


def _html_text(part: Text) -> str:
    text = escape_html(part.text)
    for kind, tag in (("strike", "del"), ("italic", "em"), ("bold", "strong")):
        if getattr(part, kind) and text.strip():
            text = f"<{tag}>{text}</{tag}>"
    if part.script:
        text = f"<{part.script}>{text}</{part.script}>"
    return f'<a href="{escape_html(part.link)}">{text}</a>' if part.link else text
