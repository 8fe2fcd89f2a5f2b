"""Clauses of a standard (条款): number, text, items, and the marks of the five forms."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from qinejia.links import Target
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.kinds import SLOTS
from qinejia.model.records import Clause, ListItem, Record
from qinejia.model.standard_number import find_numbers

if TYPE_CHECKING:
    from qinejia.render.rendering import PageRenderer

_NOTE = re.compile(r"(<p)(>\s*(?:注|示例)\d*\s*[:：])")
_CAPTION = re.compile(r"<p>([图表])\s?((?:[A-Z]\.)?\d+)([\s　]+[^<]*[^<。；，：])</p>")
_TWICE = re.compile(
    r'<figcaption>([^<]*)</figcaption></figure>\s*<p class="qj-caption qj-caption--fig"'
    r'( id="[^"]*")?>'
    r"(图[\dA-Z.]+[\s　]+)\1</p>"
)
"""A figure whose own caption stands below it once more, with its number."""
_FIGURE_ID = re.compile(r'<figure [^>]*\bid="([^"]+)"')
_FORMULA = re.compile(r"<p>([^<]*?)\s?[….·]{2,}\s?[（(]((?:[A-Z]\.)?\d+)[)）]</p>")
_SHORT = {"text": "文", "manual": "图", "video": "视", "place": "境", "assessment": "考"}


def draw_clauses(record: Record, page: PageRenderer) -> str:
    """All clauses in order; headings go one level below the page's title."""
    return "".join(_draw_clause(clause, record, page) for clause in record.clauses)


def _draw_clause(clause: Clause, record: Record, page: PageRenderer) -> str:
    anchor = escape(clause.anchor)
    permalink = f'<a class="qj-permalink" href="#{anchor}" aria-label="本条链接">¶</a>'
    label = clause.number
    if clause.number.isalpha():
        nature = f"（{clause.nature}）" if clause.nature else ""
        label = f"附录 {clause.number}{nature}"
    number = f'<span class="qj-clause__no">{label}</span> ' if label else ""
    if clause.title:
        tag = f"h{min(clause.level + 1, 6)}"
        head = f"{number}{page.inline(clause.title)} {permalink}"
        text = f'<{tag} class="qj-clause__head">{head}</{tag}>{_draw_content(clause, page)}'
    else:
        # The number belongs in the first paragraph, as it is printed.
        text = (
            f'<div class="qj-clause__text">{_draw_content(clause, page, number)}{permalink}</div>'
        )
    marks = _draw_marks(clause, record, page)
    css = f"qj-clause qj-clause--{clause.level}"
    wording = page.wordings.of_record(record).get(clause.anchor, "")
    return f'<section class="{css}" id="{anchor}" data-wording="{wording}">{text}{marks}</section>'


def _draw_content(clause: Clause, page: PageRenderer, lead: str = "") -> str:
    if clause.element == "规范性引用文件" and not lead:
        return draw_references(clause, page)
    parts: list[str] = []
    if lead and not (clause.content and not isinstance(clause.content[0], ListItem)):
        parts.append(f"<p>{lead}</p>")
        lead = ""
    for is_list, group in groupby(clause.content, lambda part: isinstance(part, ListItem)):
        if is_list:
            items = "".join(_draw_item(part, page) for part in group if isinstance(part, ListItem))
            parts.append(f'<ul class="qj-items">{items}</ul>')
        else:
            blocks = [part for part in group if not isinstance(part, ListItem)]
            parts.append(page.blocks(blocks, lead))
            lead = ""
    return "".join(parts)


def class_paragraphs(html: str) -> str:
    """Give notes, examples, captions, sources and formulas of a standard's HTML their classes."""
    drawn = set(_FIGURE_ID.findall(html))  # the figure itself carries the anchor
    html = _CAPTION.sub(lambda match: _class_caption(match, drawn), _NOTE.sub(_class_note, html))
    html = _TWICE.sub(r"<figcaption\2>\3\1</figcaption></figure>", html)
    html = html.replace("<p>[来源：", '<p class="qj-source">[来源：')
    return _FORMULA.sub(r'<p class="qj-formula" id="eq-\2">\1<span>（\2）</span></p>', html)


def _class_note(match: re.Match[str]) -> str:
    css = "qj-example" if "示例" in match[2] else "qj-note"
    return f'{match[1]} class="{css}"{match[2]}'


def _class_caption(match: re.Match[str], drawn: set[str]) -> str:
    prefix = "tab" if match[1] == "表" else "fig"
    anchor = f"{prefix}-{match[2]}"
    identity = "" if anchor in drawn else f' id="{anchor}"'
    css = f"qj-caption qj-caption--{prefix}"
    return f'<p class="{css}"{identity}>{match[1]}{match[2]}{match[3]}</p>'


def draw_references(clause: Clause, page: PageRenderer) -> str:
    """Chapter 规范性引用文件: each standard with a link and its present state."""
    rows = []
    for paragraph in clause.paragraphs:
        found = next(find_numbers(paragraph.text), None)
        target = page.resolver.reference(found[1].text) if found else None
        state = ""
        if isinstance(target, Target) and target.record is not None:
            header = target.record.header
            if isinstance(header, StandardHeader):
                state = f' <span class="qj-badge">{escape(header.status)}</span>'
        plain = found is not None and "[[" not in paragraph.text
        text = page.inline(paragraph.text)
        if plain and found is not None and isinstance(target, Target):
            start, number = found
            rest = paragraph.text[start:]
            name = number.display if rest.startswith(number.display) else ""
            if name:
                text = page.link_to(number.text, name) + "　" + page.inline(rest[len(name) :])
        css = "qj-refs__item" if found else "qj-refs__text"
        rows.append(f'<p class="{css}">{text}{state}</p>')
    return "".join(rows)


def _draw_item(item: ListItem, page: PageRenderer) -> str:
    return (
        f'<li class="qj-items__item qj-items__item--{item.level}" id="{escape(item.anchor)}">'
        f'<span class="qj-items__marker">{escape(item.marker)}</span> '
        f"<span>{page.inline(' '.join(item.lines), explains=True)}</span></li>"
    )


def _draw_marks(clause: Clause, record: Record, page: PageRenderer) -> str:
    """图 2 · 境 1 · 考 3: one goes straight there, several to the list below the standard."""
    marks = page.forms.marks(record).get(clause.anchor)
    if not marks:
        return ""
    items = []
    for slot, name in SLOTS:
        edges = marks.get(slot, ())
        if not edges:
            continue
        edge = edges[0]
        if len(edges) == 1:
            target = f"{edge.source}#{edge.source_anchor}" if edge.source_anchor else edge.source
            found = page.resolver.reference(target)
            href = page.target_address(found)
        else:
            href = f"#links-{clause.anchor}"
        items.append(
            f'<li><a class="qj-mark qj-mark--{slot}" href="{escape(href)}" '
            f'title="{name}：{len(edges)} 处">{_SHORT[slot]} {len(edges)}</a></li>'
        )
    return f'<ul class="qj-marks" aria-label="本条的五位一体">{"".join(items)}</ul>'
