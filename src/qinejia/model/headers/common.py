"""What every record's header has in common (公共页头)."""

from __future__ import annotations

from typing import ClassVar, Literal

from qinejia.model.fields import Day, Part, Text, Texts, key, terms

Disclosure = Literal["主动公开", "内网", "不公开"]


class Signature(Part):
    """One step of the review chain (审核签署): who, on which day, and which text it was."""

    by: str = key("人", "岗位或姓名")
    date: Day = key("日期", "签署日期，如 2026-05-01")
    fingerprint: Text = key("指纹", "所审内容的指纹，由 qinejia review sign 填写", "")


class Review(Part):
    """The review chain (审核): 起草, then 初审、复审、终审 in this order, and 保密核定.

    It stands in the record's header and not in a file of its own. So a merge request shows text and
    signature together, `git blame` names who wrote the line, a record that moves keeps its chain,
    and no shared file makes two reviewers collide. A program that writes the header anew (another
    order, other quotes) voids nothing, because fingerprints are made of values, not of bytes
    (``links/fingerprints.py``). Neither place stops a forger with the right to push: a signature is
    a claim, and the commit, with the forge's protected branch, is its proof.
    """

    draft: Signature | None = key("起草", "起草", None)
    first: Signature | None = key("初审", "承办部门初审", None)
    second: Signature | None = key("复审", "处室复审", None)
    final: Signature | None = key("终审", "领导签发", None)
    secrecy: Signature | None = key("保密核定", "保密核定；“主动公开”的记录要有", None)


class Header(Part):
    """Keys that any record may carry; MkDocs' own English keys keep their meaning."""

    identifier_prefix: ClassVar[str] = ""

    title: str = key("标题", "页面标题")
    kind: Text = key("类型", "页面类型；一般由文件夹决定，不必填写", "")
    identifier: Text = key("id", "标识；等于文件名，不必填写", "")
    summary: Text = key("摘要", "一两句话，显示在列表和分享卡片中", "")
    owner: Text = terms("负责", "organisations", "负责处室（单位）", "")
    updated: Day | None = key("更新", "内容最后更新日期，如 2026-05-01", None)
    disclosure: Disclosure = key("公开属性", "不写即为“内网”", "内网")
    review: Review | None = key("审核", "审核签署，由 qinejia review sign 填写", None)
    themes: Texts = terms("主题", "themes", "课程主题")
    roles: Texts = terms("岗位", "roles", "适用岗位")
    ignored: dict[str, str] = key("忽略", "本页不报告的规则和理由，如 {QJ200: 引用原文}", {})
    mkdocs_title: Text = key("title", "浏览器标题（MkDocs 自有键）", "")
    tags: Texts = key("tags", "标签（MkDocs 自有键）", ())
    template: Text = key("template", "页面模板（MkDocs 自有键）", "")
    hide: Texts = key("hide", "隐藏的部分（MkDocs 自有键）", ())
    description: Text = key("description", "页面描述（MkDocs 自有键）", "")
