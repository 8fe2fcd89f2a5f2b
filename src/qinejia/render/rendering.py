"""Body in, HTML out (正文渲染).

Our own blocks are drawn first and stand in the Markdown as marks; Markdown runs once over the body,
so that footnotes and link definitions reach across; then the marks become the HTML. The marks use
private-use characters that are removed from what editors write.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape

from qinejia.links import Resolver, Target
from qinejia.links.addresses import Addresses, describe, relative
from qinejia.links.forms import FormIndex
from qinejia.links.resolving import Missing
from qinejia.markup import find_inline
from qinejia.model.blocks import Block, CodeFence, Container, DataFence, Heading, Prose
from qinejia.model.containers import Rubric
from qinejia.model.figure import FigureSpec
from qinejia.model.records import Page, Record, Site
from qinejia.render.boxes import draw_box, draw_verdict
from qinejia.render.checklists import draw_rubric
from qinejia.render.clauses import draw_clauses
from qinejia.render.drawing import draw
from qinejia.render.markdown_text import MarkdownText
from qinejia.render.questions import draw_question
from qinejia.render.steps import draw_step

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(rf"(?:<p>)?{_OPEN}(\d+){_CLOSE}(?:</p>)?")
_PRIVATE = re.compile(f"[{_OPEN}{_CLOSE}]")
WITHHELD = "（内部资料）"


@dataclass(frozen=True)
class Prepared:
    """An ordinary page for its engine: Markdown with marks, and the HTML that they become."""

    markdown: str
    fragments: tuple[str, ...]

    def finish(self, html: str) -> str:
        """Put the fragments in the place of their marks."""
        return _fill(html, self.fragments)


class Renderer:
    """Renders the records of one site. Opens no files; knows the site only through its resolver."""

    def __init__(
        self,
        site: Site,
        addresses: Addresses,
        text: MarkdownText,
        generated: Collection[str] = (),
    ) -> None:
        self.site = site
        self.addresses = addresses
        self.text = text
        self.resolver = Resolver(site, generated)
        self.forms = FormIndex(site)

    def record(self, record: Record) -> str:
        """HTML of a record's whole body."""
        page = PageRenderer(self, record.path, record.id)
        html = page.blocks(record.blocks)
        if record.clauses:
            html += draw_clauses(record, page)
        return html

    def page(self, page: Page) -> Prepared | None:
        """An ordinary page with our blocks drawn, or ``None`` when it has none of them."""
        own = any(link.form == "reference" for link in page.links) or any(
            isinstance(block, Container | DataFence) for block in page.blocks
        )
        if not own:
            return None
        renderer = PageRenderer(self, page.path, "page")
        source = renderer.assemble(page.blocks, own_links=False)
        return Prepared(source, tuple(renderer.fragments))


class PageRenderer:
    """Renders the pieces of one page; addresses are relative to it."""

    def __init__(self, renderer: Renderer, path: str, identifier: str) -> None:
        self.site = renderer.site
        self.addresses = renderer.addresses
        self.resolver = renderer.resolver
        self.forms = renderer.forms
        self.path = path
        self.identifier = identifier
        self.address = renderer.addresses.of_path(path)
        self.fragments: list[str] = []
        self._text = renderer.text
        self._steps = 0
        self._questions = 0

    # --- text -----------------------------------------------------------------------------------

    def inline(self, text: str) -> str:
        """HTML of one line of Markdown."""
        return self._convert(text, inline=True)

    def markdown(self, text: str) -> str:
        """HTML of Markdown paragraphs."""
        return self._convert(text, inline=False)

    def _convert(self, text: str, inline: bool) -> str:
        outer, self.fragments = self.fragments, []
        prepared = self._prepare(text, own_links=True)
        html = self._text.convert_inline(prepared) if inline else self._text.convert(prepared)
        filled = _fill(html, self.fragments)
        self.fragments = outer
        return filled

    def blocks(self, blocks: Sequence[Block]) -> str:
        """HTML of a sequence of blocks."""
        outer, self.fragments = self.fragments, []
        html = self._text.convert(self.assemble(blocks, own_links=True))
        filled = _fill(html, self.fragments)
        self.fragments = outer
        return filled

    def assemble(self, blocks: Sequence[Block], own_links: bool) -> str:
        """Markdown of ``blocks`` with marks for what we draw ourselves."""
        parts: list[str] = []
        pair: list[str] = []
        for block in blocks:
            is_verdict = isinstance(block, Container) and block.name in ("正确", "错误")
            if pair and not is_verdict:
                parts.append(self._mark(f'<div class="qj-pair">{"".join(pair)}</div>'))
                pair = []
            if isinstance(block, Prose):
                parts.append(self._prepare(block.text, own_links))
            elif isinstance(block, Heading):
                title = self._prepare(block.text, own_links)
                parts.append(f"{'#' * block.level} {title} {{: #{block.anchor} }}")
            elif isinstance(block, CodeFence):
                parts.append("\n".join(block.lines))
            elif is_verdict and isinstance(block, Container):
                pair.append(draw_verdict(block, self))
            elif isinstance(block, Container):
                parts.append(self._mark(self._container(block)))
            else:
                parts.append(self._mark(self._fence(block)))
        if pair:
            parts.append(self._mark(f'<div class="qj-pair">{"".join(pair)}</div>'))
        return "\n\n".join(parts)

    def _mark(self, html: str) -> str:
        self.fragments.append(html)
        return f"{_OPEN}{len(self.fragments) - 1}{_CLOSE}"

    def _prepare(self, text: str, own_links: bool) -> str:
        """Replace references by marks and, where the engine does not, resolve link targets."""
        text = _PRIVATE.sub("", text)
        result: list[str] = []
        done = 0
        for inline in find_inline(text):
            if inline.start < done:
                continue
            source = text[inline.start : inline.end]
            if inline.kind == "reference":
                replaced = self._mark(self.reference(inline.target))
            elif own_links and inline.kind in ("link", "image", "definition"):
                replaced = self._relink(source, inline.target)
            else:
                continue
            result += [text[done : inline.start], replaced]
            done = inline.end
        result.append(text[done:])
        return "".join(result)

    def _relink(self, source: str, target: str) -> str:
        found = self.resolver.link(self.path, target.strip())
        if not isinstance(found, Target) or found.external:
            return source
        at = source.rindex(target)
        return source[:at] + self._address(found) + source[at + len(target) :]

    def target_address(self, found: Target | Missing) -> str:
        """Address of what was found, relative to this page; ``#`` when it is withheld."""
        return self._address(found) if isinstance(found, Target) else "#"

    def _address(self, target: Target) -> str:
        path = target.path
        if target.record is not None:
            path = target.record.path
        elif target.page is not None:
            path = target.page.path
        return relative(self.address, self.addresses.of_path(path, target.anchor))

    # --- references -----------------------------------------------------------------------------

    def reference(self, written: str) -> str:
        """``[[…]]`` as HTML; a record that this edition withholds leaves only the caption."""
        caption, arrow, target = written.rpartition(">")
        caption = caption.strip() if arrow else ""
        return self.link_to(target.strip(), caption)

    def link_to(self, target: str, caption: str = "") -> str:
        """A link to a record or a clause by id, as it stands in headers and options."""
        found = self.resolver.reference(target)
        if not isinstance(found, Target) or found.record is None:
            return f'<span class="qj-ref--withheld">{escape(caption or WITHHELD)}</span>'
        text = caption or describe(found.record, found.anchor)
        kind = " qj-ref--clause" if found.anchor and found.record.kind.name == "standard" else ""
        return f'<a class="qj-ref{kind}" href="{escape(self._address(found))}">{escape(text)}</a>'

    def picture(self, path: str, alternative: str) -> str:
        """A picture file given in block options."""
        found = self.resolver.link(self.path, path)
        if not isinstance(found, Target) or not found.path:
            return ""
        address = escape(self._address(found))
        return f'<img src="{address}" alt="{escape(alternative)}" loading="lazy">'

    # --- blocks ---------------------------------------------------------------------------------

    def _container(self, block: Container) -> str:
        if block.name == "步骤":
            self._steps += 1
            return draw_step(block, self._steps, self)
        if block.name == "考题":
            record = self.site.records.get(self.identifier)
            question = (
                next((q for q in record.questions if q.position == block.position), None)
                if record
                else None
            )
            if record is None or question is None:
                return ""
            self._questions += 1
            return draw_question(question, self._questions, record, self)
        return draw_box(block, self)

    def _fence(self, block: DataFence) -> str:
        if isinstance(block.data, FigureSpec):
            return self.figure(block.data, block.anchor)
        if isinstance(block.data, Rubric):
            return draw_rubric(block.data, self)
        return ""

    def figure(self, spec: FigureSpec, anchor: str) -> str:
        """A drawn figure with its caption."""
        drawing = draw(spec, f"{anchor}-")
        title = escape(spec.title)
        return (
            f'<figure class="qj-figure" id="{escape(anchor)}">{drawing}'
            f"<figcaption>{title}</figcaption></figure>"
        )


def _fill(html: str, fragments: Sequence[str]) -> str:
    return _MARK.sub(lambda match: fragments[int(match[1])], html)
