"""A course with its handout (课程、讲义): an ordinary page under the header of a course."""

from __future__ import annotations

from qinejia.importing.draft import Draft, Job
from qinejia.importing.header import Pair, write_header
from qinejia.importing.known import Referrer
from qinejia.importing.naming import slug_of
from qinejia.importing.pages import PageWriter, read_page
from qinejia.importing.prose import Prose


def draft_course(job: Job) -> Draft:
    """A handout; what the text does not say of the course is filled in and told."""
    title, parts = read_page(job.word, job.notices)
    title = title or job.title
    identifier = job.identifier or slug_of(title, "kc-")
    prose = Prose(job.pictures, job.notices, Referrer(job.known), identifier)
    writer = PageWriter(prose, job.word)
    body = "\n\n".join(writer.write(parts))
    job.notices.to_do("课件形式、层级、阶段是先填的，请按课程改")
    header: list[Pair] = [
        ("标题", title),
        ("课件形式", "讲座式"),
        ("层级", (job.known.layers or ("执行层",))[-1]),
        (
            "阶段",
            "岗位技能" if "岗位技能" in job.known.stages else (*job.known.stages, "岗位技能")[0],
        ),
        ("更新", job.known.imported_on.isoformat()),
        ("公开属性", "内网"),
    ]
    used = [title]
    return Draft(identifier, f"{write_header(header)}\n{body}\n", used=used)
