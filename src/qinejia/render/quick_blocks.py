"""Python-Markdown's block step without the tests that cannot pass (段落提速).

A paragraph of Chinese prose on one line is none of the things that a block processor looks for, yet
each of a score of them is asked. Where only processors are registered that we know, such a block
becomes a paragraph at once; anything else goes Python-Markdown's way.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from pymdownx.blocks import BlocksProcessor  # type: ignore[import-untyped]

_KNOWN = {
    "admonition", "markdown_block", "details", "empty", "indent", "blocks", "defindent", "code",
    "table", "hashheader", "setextheader", "hr", "olist", "ulist", "deflist", "quote", "footnote",
    "abbr", "reference", "paragraph",
}  # fmt: skip
_PROSE = re.compile("[一-鿿“《][^\n\2]*\\Z")
"""Every known processor looks for a sign at a line's start, a second line, or a placeholder."""


class QuickBlocks:
    """Stands before ``parseBlocks`` of one parser; gives the same tree."""

    def __init__(self, md: Markdown) -> None:
        self._parser = md.parser
        self._is_known: bool | None = None
        self._pymdown: BlocksProcessor | None = None
        self._parse = md.parser.parseBlocks
        md.parser.parseBlocks = self.parse  # type: ignore[method-assign]  # there is no other seam

    def parse(self, parent: Element, blocks: list[str]) -> None:
        processors = self._parser.blockprocessors
        if self._is_known is None:  # all extensions have registered by now
            known = sum(name in processors for name in _KNOWN)
            self._is_known = known == len(processors)
            blocks_of = (p for p in processors if isinstance(p, BlocksProcessor))
            self._pymdown = next(blocks_of, None)
        if not self._is_known:
            self._parse(parent, blocks)
            return
        paragraph = processors["paragraph"]
        while blocks:
            # A block of pymdown's that is open takes everything.
            if _PROSE.match(blocks[0]) and not (self._pymdown and self._pymdown.stack):
                paragraph.run(parent, blocks)
                continue
            for processor in processors:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break
