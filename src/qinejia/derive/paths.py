"""Learning paths (学习路径): the courses of each layer, in the order of the stages."""

from __future__ import annotations

from collections.abc import Iterator

from qinejia.model.headers.learning import CourseHeader
from qinejia.model.records import Record, Site
from qinejia.model.taxonomy import Entry


def paths(site: Site) -> Iterator[tuple[Entry, tuple[tuple[Record, str], ...]]]:
    """Each layer with its courses and the stage (阶段) that each begins; empty layers left out."""
    courses = [
        (record, record.header)
        for record in site.of_kind("course")
        if isinstance(record.header, CourseHeader)
    ]
    stages = [one.entry.name for one in site.taxonomies.get("stages", ())]
    for one in site.taxonomies.get("layers", ()):
        found = tuple(
            (record, stage)
            for stage in stages
            for record, header in courses
            if one.entry.name in header.layers and header.stages[:1] == (stage,)
        )
        if found:
            yield one.entry, found
