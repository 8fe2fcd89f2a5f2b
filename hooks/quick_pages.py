"""Pages that render faster than MkDocs' own and to the same bytes (页面对象).

MkDocs sets up Python-Markdown anew for every page, a tenth of a build. Ours share one instance in a
process; a record, whose HTML the core makes, needs none.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages as stock
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc


class _QuickPage(Page):
    """A page whose full address is worked out when somebody asks for it."""

    def _set_canonical_url(self, base: str | None) -> None:
        self._base = base

    @cached_property
    def canonical_url(self) -> str | None:  # type: ignore[override]
        super()._set_canonical_url(self._base)
        return vars(self)["canonical_url"]  # type: ignore[no-any-return]

    @cached_property
    def abs_url(self) -> str | None:  # type: ignore[override]
        super()._set_canonical_url(self._base)
        return vars(self)["abs_url"]  # type: ignore[no-any-return]


class RecordPage(_QuickPage):
    """The page of a record: the hook hands over what it shows."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""
        self.toc = get_toc([])
        self._title_from_render = None
        self.present_anchor_ids = set()
        self.links_to_anchors = {}


class ProsePage(_QuickPage):
    """An ordinary page, converted as in ``Page.render``."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        assert self.markdown is not None, "read_source runs first"
        found = _converter(config, files)
        found.relative.file = self.file
        found.relative.links_to_anchors = {}
        found.anchors.present_anchor_ids = set()
        found.title.title = None
        self.content = found.markdown.reset().convert(self.markdown)
        self.toc = get_toc(getattr(found.markdown, "toc_tokens", []))
        self._title_from_render = found.title.title
        self.present_anchor_ids = (
            found.anchors.present_anchor_ids | found.raw_html.present_anchor_ids
        )
        self.links_to_anchors = found.relative.links_to_anchors


class _Converter:
    """Python-Markdown as ``Page.render`` sets it up."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        self.files = files
        extensions: Any = config.markdown_extensions
        self.markdown = Markdown(extensions=extensions, extension_configs=config.mdx_configs or {})
        nowhere: Any = None  # each page puts its file there
        self.raw_html = stock._RawHTMLPreprocessor()
        self.raw_html._register(self.markdown)
        self.anchors = stock._ExtractAnchorsTreeprocessor(nowhere, files, config)
        self.anchors._register(self.markdown)
        self.relative = stock._RelativePathTreeprocessor(nowhere, files, config)
        self.relative._register(self.markdown)
        self.title = stock._ExtractTitleTreeprocessor()
        self.title._register(self.markdown)


_latest: _Converter | None = None
"""Of the site that is being built."""


def _converter(config: MkDocsConfig, files: Files) -> _Converter:
    global _latest
    if _latest is None or _latest.files is not files:
        _latest = _Converter(config, files)
    return _latest
