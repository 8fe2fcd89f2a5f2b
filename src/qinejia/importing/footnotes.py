"""Footnotes and endnotes (脚注、尾注): each text right after the block with its first mark."""

from __future__ import annotations

from collections.abc import Mapping

from qinejia.importing.prose import Prose
from qinejia.importing.tree import Block, walk


class Footnotes:
    """The notes of one record; ``prose`` counts their marks."""

    def __init__(self, notes: Mapping[str, tuple[Block, ...]], prose: Prose) -> None:
        self._notes = notes
        self._prose = prose
        self.written = 0

    def due(self) -> list[str]:
        """The texts of the notes marked since the last call."""
        texts = []
        while self.written < len(self._prose.used):
            name = self._prose.used[self.written]
            self.written += 1
            lines = [self._prose.write(p.inlines) for p in walk(self._notes.get(name, ()))]
            words = "<br>".join(line for line in lines if line) or "（Word 里没有这条脚注的文字）"
            if name in self._prose.used_in_html:  # where Markdown sees no mark
                texts.append(f"脚注{self.written}：{words}")
            else:
                texts.append(f"[^{self.written}]: {words}")
        return texts
