"""Standard (标准)."""

from __future__ import annotations

from typing import ClassVar, Literal

from qinejia.model.fields import Day, Part, Text, Texts, YesNo, ids, key, terms
from qinejia.model.headers.common import Header

Status = Literal["征求意见", "即将实施", "现行", "被代替", "废止", "示范文本"]
OVER: tuple[Status, ...] = ("被代替", "废止")
"""States of a standard that no longer applies."""


class Verification(Part):
    """Who checked the metadata, when and where (核实)."""

    by: Text = key("人", "核实人岗位", "")
    date: Day | None = key("日期", "核实日期", None)
    source: str = key("来源", "依据的平台、公告或文件")


class StandardHeader(Header):
    """A standard of our own or of others (标准); fields as on the national platform."""

    identifier_prefix: ClassVar[str] = "std-"

    number: Text = key("编号", "标准编号，如 Q/QEJ BZ201.3—2026；只有“已核实: 否”时可以空缺", "")
    status: Status = key("状态", "标准状态")
    issued: Day | None = key("发布日期", "发布日期", None)
    effective: Day | None = key("实施日期", "实施日期", None)
    withdrawn: Day | None = key("废止日期", "废止日期", None)
    system: Text = terms("体系", "systems", "在标准体系中的位置", "")
    fulltext: Literal["自有", "许可", "链接", "无"] = key(
        "全文", "能否登载全文：自有、许可、链接、无；外来标准一般为“无”", "无"
    )
    english: Text = key("英文名称", "英文名称", "")
    ics: Text = key("ICS", "国际标准分类号", "")
    ccs: Text = key("CCS", "中国标准文献分类号", "")
    proposer: Text = terms("提出", "organisations", "提出单位", "")
    custodian: Text = terms("归口", "organisations", "归口单位", "")
    issuer: Text = terms("发布机构", "organisations", "发布机构", "")
    drafting: Texts = terms("起草单位", "organisations", "起草单位")
    drafters: Texts = key("起草岗位", "起草人所在岗位；示范文本不写人名", ())
    scope: Text = key("适用范围", "适用范围", "")
    replaces: Texts = ids("代替", "standard", "被本标准代替的标准")
    replaced_by: Texts = ids("被代替", "standard", "代替本标准的标准")
    implements: Texts = ids("配套", "standard", "本标准配套落实的上级标准")
    review_due: Day | None = key("复审日期", "下次复审日期", None)
    disposition: Literal["", "可引用", "待完善", "需补充", "应废止"] = key("处置", "废改立意见", "")
    verified: YesNo = key("已核实", "元数据是否已核实", True)
    verification: Verification | None = key("核实", "核实记录", None)
