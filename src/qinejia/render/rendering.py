"""Body in, HTML out (正文渲染).

Prose stays Markdown; our own blocks are drawn here and in the modules beside. How both come
together in one Markdown run: ``segments``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from qinejia.links import Resolver, Target
from qinejia.links.addresses import Addresses, describe, relative
from qinejia.links.forms import FormIndex
from qinejia.links.resolving import Missing
from qinejia.links.terms import defined_terms
from qinejia.links.wording import Wordings
from qinejia.markup import find_inline
from qinejia.markup.cross_references import find_cross_references, is_in_caption
from qinejia.markup.inline import mask_code, tag_addresses
from qinejia.model.blocks import Block, CodeFence, Container, DataFence, Heading, Link, Prose
from qinejia.model.containers import Rubric
from qinejia.model.figure import FigureSpec
from qinejia.model.headers.practice import QuestionBankHeader, SignHeader
from qinejia.model.point_map import PointMap
from qinejia.model.records import Page, PlacePoint, Question, Record, Site
from qinejia.model.seating import SeatingPlan
from qinejia.model.survey import Survey
from qinejia.render.boxes import draw_box, draw_verdict
from qinejia.render.checklists import draw_checklist, draw_rubric
from qinejia.render.clauses import class_paragraphs, draw_clauses
from qinejia.render.drawing import draw
from qinejia.render.drawing.signs import draw_symbol
from qinejia.render.lessons import draw_lesson
from qinejia.render.markdown_text import MarkdownText
from qinejia.render.naming import any_of
from qinejia.render.point_maps import draw_point_map
from qinejia.render.printed_questions import PrintedQuestion
from qinejia.render.questions import draw_bank, draw_question
from qinejia.render.seats import draw_seating
from qinejia.render.segments import Segments, clean
from qinejia.render.steps import draw_step
from qinejia.render.surveys import draw_survey

WITHHELD = "（未发布）"
"""True for every reader, whether the record is not for them or waits for its review."""


@dataclass(frozen=True)
class Prepared:
    """An ordinary page for its engine: one Markdown text, and how its HTML becomes the page."""

    markdown: str
    finish: Callable[[str], str]


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
        self.wordings = Wordings(site)
        self.terms = defined_terms(site)
        self.term_pattern = any_of(self.terms)

    def record(self, record: Record) -> str:
        """HTML of a record's whole body."""
        page = PageRenderer(self, record.path, record.id)
        if record.clauses:
            page.own_anchors = frozenset(record.anchors)
        if record.kind.name != "term":
            page.term_pattern = self.term_pattern
        template = draw_lesson(record, page) if record.kind.name == "video" else ""
        if isinstance(record.header, SignHeader):
            template = draw_symbol(record.header.category, record.header.form)
        body = page.blocks(record.blocks)
        if isinstance(record.header, QuestionBankHeader):
            body = draw_bank(record, record.header, body)
        elif record.kind.name == "checklist":
            body = draw_checklist(record, body)
        template += body
        if record.clauses:
            template += draw_clauses(record, page)
        html = self._finish(page, template)
        return class_paragraphs(html) if record.clauses else html

    def paper(self, record: Record, questions: Sequence[Question], seed: int) -> tuple[str, str]:
        """Questions of a bank for paper, and their key; choices stand in the order of ``seed``."""
        page = PageRenderer(self, record.path, record.id)
        printed = [PrintedQuestion(record.id, question, seed) for question in questions]
        asked = "".join(one.draw(number, page) for number, one in enumerate(printed, 1))
        asked = self._finish(page, asked)
        page = PageRenderer(self, record.path, record.id)
        known = "".join(one.draw_key(number, page) for number, one in enumerate(printed, 1))
        return asked, self._finish(page, known)

    def _finish(self, page: PageRenderer, template: str) -> str:
        convert = self.text.convert
        return page.segments.finish(template, convert(page.segments.markdown), convert)

    def page(self, page: Page) -> Prepared | None:
        """An ordinary page with our blocks drawn, or ``None`` when there is nothing of ours in it.

        Its links are the engine's business, except those to what this edition withholds.
        """
        own = any(isinstance(block, Container | DataFence) for block in page.blocks) or any(
            link.form == "reference" or self._is_withheld(page, link) for link in page.links
        )
        if not own:
            return None
        renderer = PageRenderer(self, page.path, "page", resolves_links=False)
        template = renderer.blocks(page.blocks)
        segments = renderer.segments
        return Prepared(
            segments.markdown,
            lambda html: segments.finish(template, html, self.text.convert),
        )

    def _is_withheld(self, page: Page, link: Link) -> bool:
        """Every link was checked, so what is missing now was left out of the edition."""
        return isinstance(self.resolver.link(page.path, link.target.strip()), Missing)


class PageRenderer:
    """Renders the pieces of one page; addresses are relative to it.

    What ``inline``, ``markdown`` and ``blocks`` return stands for HTML that the page's one Markdown
    run will make: it can be put into other HTML, but not looked into.
    """

    def __init__(
        self, renderer: Renderer, path: str, identifier: str, resolves_links: bool = True
    ) -> None:
        self.site = renderer.site
        self.addresses = renderer.addresses
        self.resolver = renderer.resolver
        self.forms = renderer.forms
        self.wordings = renderer.wordings
        self.path = path
        self.identifier = identifier
        self.address = renderer.addresses.of_path(path)
        self.own_anchors: frozenset[str] = frozenset()
        """Anchors that running text names by number: those of a standard with clauses."""
        self.term_pattern: re.Pattern[str] | None = None
        """The names of terms that are explained where the page uses them first."""
        self._terms = renderer.terms
        self._explained: set[str] = set()
        self.segments = Segments()
        self._resolves_links = resolves_links
        self._steps = 0
        self._questions = 0
        self._points = 0

    # --- text -----------------------------------------------------------------------------------

    def inline(self, text: str, explains: bool = False) -> str:
        """One line of Markdown; running text ``explains`` the terms that it uses."""
        return self.segments.piece(lambda: self._prepare(text.strip(), explains), is_line=True)

    def markdown(self, text: str) -> str:
        """Markdown paragraphs."""
        return self.segments.piece(lambda: self._prepare(text))

    def blocks(self, blocks: Sequence[Block], lead: str = "") -> str:
        """A sequence of blocks; ``lead`` is HTML that opens the first paragraph."""
        return self.segments.piece(lambda: self._assemble(blocks, lead))

    def _assemble(self, blocks: Sequence[Block], lead: str) -> str:
        """Markdown of ``blocks`` with marks for what we draw ourselves."""
        parts: list[str] = []
        pair: list[str] = []
        start = self.segments.inline(lead) if lead else ""
        if start and not (blocks and isinstance(blocks[0], Prose)):
            parts.append(start)
            start = ""
        for block in blocks:
            is_verdict = isinstance(block, Container) and block.name in ("正确", "错误")
            if pair and not is_verdict:
                parts.append(self._pair(pair))
                pair = []
            if isinstance(block, Prose):
                parts.append(start + self._prepare(block.text))
                start = ""
            elif isinstance(block, Heading):
                title = self._prepare(block.text, explains=False)
                parts.append(f"{'#' * block.level} {title} {{: #{clean(block.anchor)} }}")
            elif isinstance(block, CodeFence):
                parts.append(clean("\n".join(block.lines)))
            elif is_verdict and isinstance(block, Container):
                pair.append(draw_verdict(block, self))
            elif isinstance(block, Container):
                parts.append(self.segments.block(self._container(block)))
            else:
                parts.append(self.segments.block(self._fence(block)))
        if pair:
            parts.append(self._pair(pair))
        return "\n\n".join(parts)

    def _pair(self, verdicts: Sequence[str]) -> str:
        return self.segments.block(f'<div class="qj-pair">{"".join(verdicts)}</div>')

    def _prepare(self, text: str, explains: bool = True) -> str:
        """Put marks for references and, where the engine does not, the addresses of links."""
        text = clean(text)
        result: list[str] = []
        done = 0
        for start, end, replaced in sorted(self._replacements(text, explains)):
            if start >= done:
                result += [text[done:start], replaced]
                done = end
        result.append(text[done:])
        return "".join(result)

    def _replacements(self, text: str, explains: bool) -> Iterator[tuple[int, int, str]]:
        """Start, end and what goes there."""
        marks = find_inline(text)
        if explains:
            yield from self._mentions(text, [(inline.start, inline.end) for inline in marks])
        for inline in marks:
            if inline.kind == "reference":
                html = self.reference(inline.target)
                yield inline.start, inline.end, self.segments.inline(html)
            elif inline.kind == "tag":
                for address in tag_addresses(inline.target):
                    found = self.resolver.link(self.path, address.value)
                    if self._resolves_links or isinstance(found, Missing):
                        start = inline.start + address.start
                        new = escape(self._link_address(found, address.value))
                        yield start, start + len(address.value), new
            elif inline.kind in ("link", "image", "definition"):
                found = self.resolver.link(self.path, inline.target.strip())
                if isinstance(found, Missing) and inline.kind != "definition":
                    html = f'<span class="qj-ref--withheld">{escape(inline.text)}</span>'
                    yield inline.start, inline.end, self.segments.inline(html)
                elif self._resolves_links or isinstance(found, Missing):
                    new = self._link_address(found, inline.target)
                    yield inline.at, inline.at + len(inline.target), new

    def _mentions(
        self, text: str, taken: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, int, str]]:
        """Parts of the standard and terms that the text names, outside of links and code."""
        if not self.own_anchors and self.term_pattern is None:
            return
        masked = mask_code(text)
        for start, end, html in (*self._cross_references(masked), *self._terms_in(masked)):
            if not any(first < end and start < last for first, last in taken):
                yield start, end, self.segments.inline(html)

    def _cross_references(self, text: str) -> Iterator[tuple[int, int, str]]:
        """``见5.3.2``, ``附录A`` and ``表1`` in a standard lead to its own parts."""
        if self.own_anchors:
            for start, end, anchor in find_cross_references(text):
                if anchor in self.own_anchors:
                    words = escape(text[start:end])
                    yield start, end, f'<a class="qj-cross" href="#{escape(anchor)}">{words}</a>'

    def _terms_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The first use of each term on the page, with its definition."""
        if self.term_pattern is None:
            return
        for match in self.term_pattern.finditer(text):
            term = self._terms[match[0]]
            if match[0] in self._explained or term.record.id == self.identifier:
                continue
            if is_in_caption(text, match.start()):
                continue
            self._explained.add(match[0])
            address = escape(self._address(Target(record=term.record, anchor=term.anchor)))
            definition = escape(term.definition)
            yield (
                *match.span(),
                f'<a class="qj-term" href="{address}" data-definition="{definition}">'
                f"{escape(match[0])}</a>",
            )

    def _link_address(self, found: Target | Missing, written: str) -> str:
        """The address for a link written as ``written``; nothing of it when it is withheld."""
        if isinstance(found, Missing):
            return "#"
        return written if found.external else self._address(found)

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
        address = self.file_address(path)
        if not address:
            return ""
        return f'<img src="{escape(address)}" alt="{escape(alternative)}" loading="lazy">'

    def file(self, name: str) -> str:
        """The path below ``docs`` of a file that the page names; empty when it is not there."""
        found = self.resolver.link(self.path, name)
        return found.path if isinstance(found, Target) else ""

    def file_address(self, name: str) -> str:
        """The address of such a file, relative to this page; empty when it is not there."""
        found = self.resolver.link(self.path, name)
        return self._address(found) if isinstance(found, Target) and found.path else ""

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
        if isinstance(block.data, SeatingPlan):
            return draw_seating(block.data, block.anchor, self)
        if isinstance(block.data, Rubric):
            return draw_rubric(block.data, self)
        if isinstance(block.data, Survey):
            return draw_survey(block.data, self.identifier)
        if isinstance(block.data, PointMap):
            return draw_point_map(block.data, self._points_of(block.data), block.anchor, self)
        return ""

    def _points_of(self, data: PointMap) -> tuple[PlacePoint, ...]:
        """The record's points that stand on this map: they are numbered through the page."""
        record = self.site.records.get(self.identifier)
        first, self._points = self._points, self._points + len(data.points)
        return record.points[first : self._points] if record else ()

    def figure(self, spec: FigureSpec, anchor: str) -> str:
        """A drawn figure with its caption."""
        drawing = draw(spec, f"{anchor}-")
        title = escape(spec.title)
        return (
            f'<figure class="qj-figure" id="{escape(anchor)}">{drawing}'
            f"<figcaption>{title}</figcaption></figure>"
        )
