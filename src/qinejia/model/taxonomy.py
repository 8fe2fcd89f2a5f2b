"""Taxonomies (分类表): organisations, themes, roles, layers, stages, standard systems.

They are data, because provinces use different ones: one YAML file each under ``docs/taxonomies``.
"""

from __future__ import annotations

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
    reviewers: Texts = key("审看", "审看合并请求的 Git 用户或组，如 @biaozhunhua", ())
