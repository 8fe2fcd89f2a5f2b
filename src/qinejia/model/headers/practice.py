"""Place, sign, question bank, checklist and lecturer (实践点、标识、题库、实操评分表、讲师)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from qinejia.model.containers import Difficulty, QuestionType
from qinejia.model.fields import Day, Part, Text, Texts, YesNo, ids, key, terms
from qinejia.model.headers.common import Header
from qinejia.model.sign import SignCategory, SignForm, SignSize


class FiveFixed(Part):
    """The five fixed things of a place (五定): name, position, points, quantity, flow line."""

    name: Texts = key("定名", "叫什么", ...)
    position: Texts = key("定位", "在哪里", ...)
    points: Texts = key("定点", "每样东西放在哪一点", ...)
    quantity: Texts = key("定量", "放多少", ...)
    flow: Texts = key("定流线", "人和物怎么走", ...)


class Item(Part):
    """One line of a place's inventory (物品)."""

    name: str = key("名称", "物品名称")
    quantity: Text = key("数量", "数量和单位", "")
    spec: Text = key("规格", "规格", "")
    point: Text = key("位置", "定点", "")


class PlaceHeader(Header):
    """A practice point, visiting point, workshop or teaching point (实践点 = 环境)."""

    identifier_prefix: ClassVar[str] = "sj-"

    place_kind: Literal["实践点", "参观点", "工作室", "教学点"] = key(
        "类别", "实践点的类别", "实践点"
    )
    five_fixed: FiveFixed | None = key("五定", "定名、定位、定点、定量、定流线", None)
    items: tuple[Item, ...] = key("物品", "物品清单", ())
    standards: Texts = ids("标准", "standard", "本点执行的标准")
    courses: Texts = ids("课程", "course", "在本点开展的课程")
    sensitivity: Literal["一般", "敏感"] = key("敏感程度", "敏感点位不得进入公开版", "一般")


class SignHeader(Header):
    """A sign on a wall (标识)."""

    identifier_prefix: ClassVar[str] = "bs-"

    standards: Texts = ids("标准", "standard", "标识依据的标准或条款")
    places: Texts = ids("实践点", "place", "设置的实践点")
    category: SignCategory = key("类别", "服务、提示、指令、警告或禁止", "服务")
    form: SignForm | None = key("符号", "符号里的图形，如 杯；不写则为 ! 或 i", None)
    size: SignSize = key("尺寸", "A4、A3 或 标签", "A4")
    quantity: Text = key("数量", "设置数量", "")


class PaperRule(Part):
    """How many questions of which sort a paper draws (抽题规则)."""

    count: Annotated[int, Field(ge=1, le=200)] = key("数量", "抽几道")
    type: QuestionType | Literal[""] = key("题型", "只抽这种题型", "")
    difficulty: Difficulty | Literal[""] = key("难度", "只抽这种难度", "")
    clause: Text = key("条款", "只抽这一条及以下的题，如 5.3", "")


class Paper(Part):
    """A paper (试卷): all questions of the bank, a fixed list, or drawn by rules."""

    name: str = key("名称", "试卷名称")
    mode: Literal["练习", "考试"] = key("方式", "练习：答一题看一题；考试：一次交卷", "练习")
    questions: Texts = key("题目", "固定的题目，如 [q1, q4]；不写则按抽题或全部", ())
    rules: tuple[PaperRule, ...] = key("抽题", "按条款、题型、难度抽题", ())
    minutes: Annotated[int, Field(ge=0, le=600)] = key("时限", "分钟；0 为不限", 0)
    pass_percent: Annotated[int, Field(ge=0, le=100)] = key("合格", "合格线，得分的百分比", 60)
    attempts: Annotated[int, Field(ge=0, le=99)] = key("次数", "最多答几次；0 为不限", 0)


class QuestionBankHeader(Header):
    """A bank of questions (题库)."""

    identifier_prefix: ClassVar[str] = "tk-"

    level: Literal["自测", "练习", "认证"] = key("级别", "自测、练习或认证", "自测")
    papers: tuple[Paper, ...] = key("试卷", "试卷；不写则全部题目逐题练习", ())
    courses: Texts = ids("课程", "course", "使用本题库的课程")
    standards: Texts = ids("标准", "standard", "考查的标准")


class ChecklistHeader(Header):
    """A checklist for scoring practical work (实操评分表)."""

    identifier_prefix: ClassVar[str] = "kh-"

    courses: Texts = ids("课程", "course", "使用本评分表的课程")
    standards: Texts = ids("标准", "standard", "考查的标准")
    places: Texts = ids("实践点", "place", "实操地点")
    minutes: Text = key("时限", "完成时限，如 15 min", "")
    pass_mark: Text = key("合格线", "合格分", "")


class LecturerHeader(Header):
    """A lecturer, named by post unless consent was given (讲师)."""

    identifier_prefix: ClassVar[str] = "js-"

    name: Text = key("姓名", "姓名；须本人同意公开", "")
    consent: YesNo = key("同意公开", "本人是否同意公开姓名", False)
    lecturer_kind: Literal["土专家", "专家讲师", "客座讲师"] = key("类别", "讲师类别")
    organisation: Text = terms("单位", "organisations", "所在单位", "")
    trial_passed: YesNo = key("试讲", "试讲是否通过", False)
    letter_from: Day | None = key("聘期起", "聘书生效日期", None)
    letter_to: Day | None = key("聘期止", "聘书失效日期", None)
    example: YesNo = key("示例", "是否示例数据", False)


class TermHeader(Header):
    """A term with its definition (术语)."""

    identifier_prefix: ClassVar[str] = "term-"

    definition: Text = key("定义", "定义；出处未给出定义时留空", "")
    english: Text = key("英文", "英文对应词", "")
    source: str = key("来源", "定义或用语的出处")
    standards: Texts = ids("标准", "standard", "界定本术语的标准")
    synonyms: Texts = key("同义词", "同义词或简称", ())
    deprecated: Texts = key("弃用", "不再使用的说法，写了会提醒改用标题", ())
