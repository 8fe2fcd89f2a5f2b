"""Course, picture book, video and training session (课程、图册、视频、培训期)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from qinejia.model.fields import Day, Part, Text, Texts, YesNo, file, ids, key, terms
from qinejia.model.headers.common import Header
from qinejia.model.moments import Moment, moment_anchor, seconds_of


class CourseHeader(Header):
    """A course with its handout as the body (课程、讲义)."""

    identifier_prefix: ClassVar[str] = "kc-"

    number: Annotated[int, Field(ge=1, le=999)] | None = key("序号", "课程总表中的序号", None)
    offices: Texts = terms("主讲", "organisations", "主讲处室（单位）")
    mode: Literal["报告式", "讲座式", "实操式"] = key("课件形式", "报告式、讲座式或实操式")
    layers: Texts = terms("层级", "layers", "决策层、管理层、执行层", ...)
    stages: Texts = terms("阶段", "stages", "理论研究、职业引导、岗位技能、认证考核", ...)
    hours: Annotated[float, Field(gt=0, le=200)] | None = key("课时", "课时数", None)
    objectives: Texts = key("目标", "学习目标", ())
    standards: Texts = ids("标准", "standard", "本课讲授的标准")
    lecturers: Texts = ids("讲师", "lecturer", "讲师")
    note: Text = key("备注", "课程总表的备注", "")


class ManualHeader(Header):
    """A picture book made of steps (图册)."""

    identifier_prefix: ClassVar[str] = "tc-"

    standards: Texts = ids("标准", "standard", "图册依据的标准")
    courses: Texts = ids("课程", "course", "使用本图册的课程")
    places: Texts = ids("实践点", "place", "使用本图册的实践点")


class Chapter(Part):
    """A chapter of a video bound to clauses and to a step of a picture book (视频章节)."""

    at: Moment = key("时间", '起点，写作带引号的 "分:秒"')
    title: str = key("标题", "章节标题")
    clauses: Texts = ids("条款", "standard", "对应条款")
    step: Text = ids("步骤", "manual", "对应的图册步骤，如 tc-chashui#step-3", "")

    @property
    def anchor(self) -> str:
        return moment_anchor(seconds_of(self.at))


class VideoQuestion(Part):
    """A question that stops the video at a moment (视频中的考题)."""

    at: Moment = key("时间", '停在哪一刻，写作带引号的 "分:秒"')
    question: str = ids("考题", "questions", "题目，如 tk-chashui#q1", ...)

    @property
    def anchor(self) -> str:
        return moment_anchor(seconds_of(self.at))


class VideoHeader(Header):
    """A video lesson (视频)."""

    identifier_prefix: ClassVar[str] = "sp-"

    video: Text = file("文件", "视频文件（MP4）")
    poster: Text = file("封面", "封面图片", is_picture=True)
    captions: Text = file("字幕", "字幕文件（WebVTT）")
    seconds: Annotated[int, Field(ge=1, le=36_000)] | None = key("时长", "时长（秒）", None)
    chapters: tuple[Chapter, ...] = key("章节", "章节", ())
    questions: tuple[VideoQuestion, ...] = key("考题", "播放到某一刻停下来答的题", ())
    manual: Text = ids("图册", "manual", "视频所据的图册", "")
    standards: Texts = ids("标准", "standard", "视频依据的标准")
    courses: Texts = ids("课程", "course", "使用本视频的课程")


class SessionHeader(Header):
    """One run of training (培训期), possibly a contest (技能竞赛)."""

    identifier_prefix: ClassVar[str] = "qs-"

    starts: Day = key("开始", "开始日期")
    ends: Day = key("结束", "结束日期")
    courses: Texts = ids("课程", "course", "开设课程")
    places: Texts = ids("实践点", "place", "使用的实践点")
    headcount: dict[str, Annotated[int, Field(ge=0)]] = key(
        "人次", "按层级统计的人次", {}, counted_by="layers"
    )
    contest: YesNo = key("竞赛", "是否技能竞赛", False)
    example: YesNo = key("示例", "是否示例数据", False)
    archive: Texts = key("档案", "已归档的材料", ())
