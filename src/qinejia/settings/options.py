"""Typed options with default and help on the same line (设置项)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from qinejia.model.fields import Part, Text, Texts, YesNo, key

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:/[A-Za-z0-9._~%/\-]*)?")


def check_address(value: str) -> str:
    """The site's address with a closing slash; ``ValueError`` when no phone could open it."""
    if not value:
        return ""
    if not _ADDRESS.fullmatch(value):
        raise ValueError("要写完整的网址，例如 http://kb.example.cn/")
    return value.rstrip("/") + "/"


def check_record_store(value: str) -> str:
    """A path on the same server, or an address."""
    return value if re.fullmatch(r"/[A-Za-z0-9._~/\-]*", value) else check_address(value)


def check_mail(value: str) -> str:
    """An address for letters."""
    if value and not re.fullmatch(r"[\w.+-]{1,64}@[A-Za-z0-9.-]{1,200}", value, re.ASCII):
        raise ValueError("要写成邮箱，例如 biaozhun@example.cn")
    return value


SiteAddress = Annotated[Text, AfterValidator(check_address)]
Edition = Literal["intranet", "public"]
Level = Literal["提示", "警告", "错误"]


class Gates(Part):
    """Which information becomes a warning or an error (门槛)."""

    lecturers: Level = key("讲师", "课程不足两名讲师（QJ027）", "提示")
    requirements: Level = key("条款追溯", "要求没有考题或评分项（QJ031）", "提示")
    five_forms: Level = key("五位一体", "五位一体有空缺（QJ030）", "提示")


class Goals(Part):
    """What training should reach in a year (年度目标); 0 means no goal.

    The pilot plan 2021–2023 names 2500, 30 and 10.
    """

    people: Annotated[int, Field(ge=0)] = key("人次", "一年培训的人次", 0)
    lecturers: Annotated[int, Field(ge=0)] = key("讲师", "试讲通过的讲师人数", 0)
    sessions: Annotated[int, Field(ge=0)] = key("期数", "一年举办的期数", 0)


class Options(Part):
    """What an operator may write under ``extra.qinejia``."""

    edition: Edition = key("版本", "默认构建的版本：intranet 或 public", "intranet")
    strict: YesNo = key("严格", "警告也停止构建", False)
    course_count: Annotated[int, Field(ge=0, le=999)] = key(
        "课程总数", "课程总表应有的课程数；0 表示不检查", 0
    )
    plain_pages: Texts = key("普通页面", "记录文件夹里按普通页面处理的文件（通配符）", ())
    own_prefixes: Texts = key("自编前缀", "自编标准的编号前缀，如 PJJG/HY", ())
    no_modals: Texts = key("非能愿词", "含“应、宜、可、能”而不是能愿动词的词", ())
    max_page_megabytes: Annotated[float, Field(gt=0, le=50)] = key(
        "单页上限", "单个 Markdown 文件的上限（MB）", 2.0
    )
    review: Literal["关闭", "提示", "必需"] = key(
        "审核", "没有通过三审的记录：不管、提示，或不进入网站", "提示"
    )
    downloads: YesNo = key(
        "下载", "每项标准附 PDF 和 Word 文件，记录表单附打印件（要排版组件）", False
    )
    gates: Gates = key("门槛", "把提示提高为警告或错误", Gates.model_construct())
    goals: Goals = key("年度目标", "培训的年度目标，显示在培训期总表", Goals.model_construct())
    owner: Text = key("主办单位", "页脚显示的主办单位", "")
    footer: dict[str, str] = key("页脚", "页脚的其他内容，如 技术支持电话: …", {})
    faults_to: Annotated[Text, AfterValidator(check_mail)] = key(
        "纠错邮箱", "页脚“本页有误”写信到这里；不写就没有这一项", ""
    )
    edit_links: Literal["内网版", "全部", "关闭"] = key(
        "编辑链接", "哪一版的页脚有“编辑本页”；仓库写在 repo_url 和 edit_uri", "内网版"
    )
    intranet_address: SiteAddress = key("内网地址", "内网版网址，用于二维码", "")
    record_store: Annotated[Text, AfterValidator(check_record_store)] = key(
        "学习记录服务", "xAPI 服务的地址，如 /xapi/；不写就什么都不发送", ""
    )
    public_address: SiteAddress = key("公开地址", "公开版网址，用于二维码", "")

    @property
    def address(self) -> str:
        """Where the edition is served, with a closing slash, or nothing."""
        return self.public_address if self.edition == "public" else self.intranet_address


class Settings(Part):
    """Everything the pipeline needs to know about a site (站点设置)."""

    root: Path
    docs: Path
    options: Options
    use_directory_urls: bool = True
    own_slugs: bool = True
    """Whether headings of ordinary pages get our anchors, so that they can be checked."""
    course: str = ""
    """Only this course and what belongs to it is built."""

    def output(self, chosen: Path | None) -> Path:
        """The folder that the site is built into."""
        return (chosen or self.root / "site").resolve()

    @property
    def max_page_bytes(self) -> int:
        return int(self.options.max_page_megabytes * 1_000_000)

    @property
    def label(self) -> str:
        """How the ``docs`` folder is called in messages."""
        try:
            return self.docs.relative_to(self.root).as_posix()
        except ValueError:
            return self.docs.name
