"""Fields of Word (域): which text is a command, which its result, and which is made anew anyway."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from qinejia.importing.formulas import read_eq_field
from qinejia.importing.xml import is_on, value_of, whole

_ADDRESS = re.compile(r'HYPERLINK\s+"?([^"\s]+)"?')
_SAFE = ("http://", "https://", "mailto:")


def safe_link(address: str) -> str:
    """``address`` when a page may lead there, else nothing."""
    is_safe = address.lower().startswith(_SAFE) and not re.search(r"[\s<>\"()\[\]]", address)
    return address if is_safe else ""


@dataclass
class _Field:
    code: str = ""
    in_result: bool = False
    data: Element | None = None

    @property
    def name(self) -> str:
        return (self.code.split() or [""])[0].upper()


class Fields:
    """The open fields at one place of the text; they reach across paragraphs."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def in_code(self) -> bool:
        """Whether text here is a command."""
        return any(not field.in_result for field in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether text here is part of a table of contents, which the site makes itself."""
        return any(field.name == "TOC" for field in self._open)

    @property
    def link(self) -> str:
        """Where text here leads, or empty."""
        for field in reversed(self._open):
            if field.name == "HYPERLINK" and (match := _ADDRESS.search(field.code)):
                return safe_link(match[1])
        return ""

    def begin(self, data: Element | None) -> None:
        self._open.append(_Field(data=data))

    def command(self, text: str) -> None:
        if self._open:
            self._open[-1].code += text

    def separate(self) -> None:
        if self._open:
            self._open[-1].in_result = True

    def end(self) -> tuple[str, str]:
        """Close the innermost field; the text that it shows without a result, and its name."""
        if not self._open:
            return "", ""
        done = self._open.pop()
        if self.in_code:
            return "", done.name
        return _own_text(done), done.name

    def leave_contents(self) -> None:
        """A heading of the text stands in no table of contents, even where its end is missing."""
        if self.in_contents:
            self._open.clear()


def _own_text(field: _Field) -> str:
    name = field.name
    if name == "EQ" and not field.in_result:
        return read_eq_field(field.code)
    if name == "MACROBUTTON":
        return " ".join(field.code.split()[2:])
    if name == "FORMCHECKBOX" and field.data is not None:
        box = field.data.find("{w}checkBox")
        on = is_on(box, "{w}checked")
        return "☑" if (is_on(box, "{w}default") if on is None else on) else "☐"
    if name == "FORMDROPDOWN" and field.data is not None and not field.in_result:
        entries = [e.get("{w}val", "") for e in field.data.findall("{w}ddList/{w}listEntry")]
        chosen = whole(value_of(field.data.find("{w}ddList"), "{w}result"))
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""
