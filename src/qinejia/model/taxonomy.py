"""Taxonomies (分类表): organisations, themes, roles, layers, stages, standard systems.

They are data, because provinces use different ones: one YAML file each under ``docs/taxonomies``.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from qinejia.model.fields import Part, Text, Texts, key

TAXONOMIES: dict[str, str] = {
    "organisations": "单位",
    "themes": "主题",
    "roles": "岗位",
    "layers": "层级",
    "stages": "阶段",
    "systems": "标准体系",
}
"""File stem under ``docs/taxonomies`` → Chinese name."""


_REVIEWER = re.compile(r"@\w[\w.-]*(?:/\w[\w.-]*)*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def _check_reviewers(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if not _REVIEWER.fullmatch(value):
            raise ValueError("要写成 @用户、@组织/组 或邮箱，例如 @biaozhunhua")
    return values


Reviewers = Annotated[Texts, AfterValidator(_check_reviewers)]


class Entry(Part):
    """One entry of a taxonomy (分类项); its place in the file is its order."""

    identifier: str = key("id", "标识，如 org-xxx")
    name: str = key("名称", "名称")
    aliases: Texts = key("别名", "别名、简称或曾用名", ())
    parent: Text = key("上级", "上级分类项的 id", "")
    note: Text = key("说明", "说明", "")
    code: Text = key("代号", "代号，如 BZ", "")
    planned: Texts = key("待编", "标准体系里还没有编写的标准", ())
    layer: Text = key("层级", "岗位所属层级", "")
    reviewers: Reviewers = key("审看", "审看合并请求的 Git 用户或组，如 @biaozhunhua", ())
