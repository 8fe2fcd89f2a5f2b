"""A site without its running text (轮廓): all that lists, tables and data are made of.

A sentence that changes in a handout touches the page of the handout and the search, but none of
these. To be sure of that they are made of a site that has no such sentence.
"""

from __future__ import annotations

import dataclasses

from qinejia.memory import Watch, digest_of
from qinejia.model.records import Site


def outlined(site: Site) -> Site:
    """The site without the text that nothing but its own page shows."""
    return dataclasses.replace(
        site,
        records={k: r if r.counts else r.without_text() for k, r in site.records.items()},
        pages={k: dataclasses.replace(p, body="", blocks=()) for k, p in site.pages.items()},
        watch=Watch(),
    )


def outline_of(site: Site, whole: Site) -> str:
    """A digest that is the same as long as ``outlined`` is, but for positions.

    ``whole`` is what the site was cut from: records that are the same in both were read from their
    text and nothing else.
    """
    return digest_of(
        [
            record.outline if whole.records.get(record.id) is record else record
            for record in site.records.values()
        ],
        [
            (page.path, page.title, page.disclosure, page.header_text)
            for page in site.pages.values()
        ],
        sorted(site.taxonomies.items()),
        [(e.source, e.source_anchor, e.target, e.target_anchor, e.relation) for e in site.edges],
        sorted(site.aliases.items()),
        sorted(site.resources),
        sorted(site.media.items()),
        sorted(site.captions.items()),
        sorted(site.fingerprints.items()),
        site.needs_approval,
    )
