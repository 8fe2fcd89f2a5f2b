"""The parts of a standard as GB/T 1.1—2020 names them (标准的要素和段落)."""

from __future__ import annotations

from typing import NamedTuple

from qinejia.model.blocks import Prose

ELEMENTS: tuple[str, ...] = (
    "前言",
    "引言",
    "范围",
    "规范性引用文件",
    "术语和定义",
    "附录",
    "参考文献",
    "索引",
)
"""Elements with a fixed title, in their order (要素); what stands between is the core."""


class Paragraph(NamedTuple):
    """A paragraph or list item of a clause (段、列项).

    ``role`` is ``段``, ``列项``, ``注``, ``示例``, ``来源``, ``表题``, ``图题``, ``公式``, ``表``,
    or ``引`` for what stands in a box; ``label`` the number of a caption or formula, e.g. ``A.1``;
    ``prose`` its text with its place; ``anchor`` that of the clause or list item; ``mark`` the type
    of provision that the editor confirmed with ``{要求}`` at its end, or empty.
    """

    role: str
    label: str
    prose: Prose
    anchor: str
    mark: str = ""

    @property
    def text(self) -> str:
        return self.prose.text


def follows(number: str, last: str) -> bool:
    """Whether ``number`` may come after ``last``: its first child, its sibling, or an ancestor's.

    ``5.3.2`` may be followed by ``5.3.2.1``, ``5.3.3``, ``5.4`` and ``6``.
    """
    new, old = number.split("."), last.split(".")
    if len(new) == len(old) + 1:
        return new[:-1] == old and new[-1] == "1"
    if len(new) > len(old) or new[:-1] != old[: len(new) - 1]:
        return False
    before, after = old[len(new) - 1], new[-1]
    if before.isdigit() and after.isdigit():
        return int(after) == int(before) + 1
    return len(before) == len(after) == 1 and ord(after) == ord(before) + 1
