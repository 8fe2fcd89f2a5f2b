"""Slides become a handout or a picture book; what does not come along is told by slide."""

from __future__ import annotations

import pytest

from qinejia.importing.drafting import Imported, import_word
from qinejia.importing.faults import ImportFault
from qinejia.importing.known import Known
from tests.slides import lines, picture, shape, slides
from tests.support import SMALL_SITE, check_tree, errors
from tests.word import png

KNOWN = Known(layers=("决策层", "执行层"), stages=("理论研究", "岗位技能"))
COVER = shape("ctrTitle", "会议茶水服务") + shape("subTitle", "岗位培训")
TABLE = (
    "<p:graphicFrame><a:graphic><a:graphicData><a:tbl>"
    f'<a:tr><a:tc gridSpan="2"><a:txBody>{lines("项目")}</a:txBody></a:tc>'
    f'<a:tc hMerge="1"><a:txBody>{lines("")}</a:txBody></a:tc></a:tr>'
    f"<a:tr><a:tc><a:txBody>{lines('水温')}</a:txBody></a:tc>"
    f"<a:tc><a:txBody>{lines('测温')}</a:txBody></a:tc></a:tr>"
    "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
)
FILE = slides(
    COVER,
    shape("title", "备茶") + shape("", "洗手", "消毒") + shape("body", "看杯", "看水") + TABLE,
    shape("title", "续水") + picture("续水的手势") + shape("sldNum", "3") + shape("", "侧身倒水。"),
    notes={3: "先示范，再练习。"},
    media=png(4, 3, (b"eXIf", b"GPS 31.8N")),
)


def imported(kind: str, data: bytes = FILE) -> Imported:
    return import_word(data, kind, KNOWN, "讲义")


def test_handout_has_a_heading_for_each_slide_and_passes_the_check() -> None:
    made = imported("")
    assert made.kind == "course" and "标题: 会议茶水服务\n" in made.markdown
    body = made.markdown.split("---\n", 2)[2]
    assert [line for line in body.split("\n") if line.startswith("#")] == ["## 备茶", "## 续水"]
    assert "岗位培训" in body and "- 看杯\n- 看水" in body and "先示范，再练习。" in body
    assert '<th colspan="2">项目</th>' in body and "水温" in body
    assert made.found.share == 1 and made.found.unread <= 0
    files = {**SMALL_SITE, f"courses/{made.identifier}.md": made.markdown}
    (fault,) = errors(check_tree(files))
    assert "QJ035" in fault  # only the picture, which is not written here, is missing


def test_picture_book_takes_a_slide_as_a_step_with_its_picture() -> None:
    made = imported("manual")
    assert made.markdown.count("/// 步骤 | ") == 2
    step = made.markdown.split("/// 步骤 | 续水")[1]
    assert "    图: " in step and "    替代文字: 续水的手势" in step and "侧身倒水。" in step
    ((name, data),) = made.pictures.items()
    assert name in step and b"GPS" not in data


def test_what_does_not_come_along_is_told_with_its_slide() -> None:
    video = '<Relationship Id="v" Type="x/video" Target="http://x/a.mp4" TargetMode="External"/>'
    frame = '<p:graphicFrame><p:oleObj progId="Excel.Sheet.12"/></p:graphicFrame>'
    told = str(imported("course", slides(shape("", "甲") + frame, more=video)).notices.found)
    assert "视频" in told and "Excel.Sheet.12" in told and "第 1 页" in told


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [("standard", FILE, "只能导入成课程讲义"), ("course", slides(), "没有幻灯片")],
)
def test_what_slides_cannot_become_is_refused(kind: str, data: bytes, said: str) -> None:
    with pytest.raises(ImportFault, match=said):
        imported(kind, data)


def test_bullets_and_automatic_numbers_are_kept_in_any_shape() -> None:
    def line(text: str, about: str = "", level: int = 0) -> str:
        return f'<a:p><a:pPr lvl="{level}">{about}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>'

    number = '<a:buAutoNum type="arabicPeriod"/>'
    later = '<a:buAutoNum type="arabicPeriod" startAt="3"/>'
    chinese = '<a:buAutoNum type="ea1ChsPeriod"/>'
    bullet = '<a:buChar char="•"/>'
    body = (
        line("端杯", number)
        + line("", number)
        + line("轻拿", bullet, 1)
        + line("倒水", number)
        + line("然后：")
        + line("退回", later)
        + line("鞠躬", chinese)
    )
    box = f"<p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:txBody>{body}</p:txBody></p:sp>"
    made = imported("course", slides(COVER, shape("title", "续水") + box))
    text = made.markdown.split("## 续水\n\n")[1]
    assert text == "1. 端杯\n    - 轻拿\n2. 倒水\n\n然后：\n\n3\\. 退回\n\n一. 鞠躬\n"


def test_number_of_the_slide_is_no_text_and_a_cover_is_known_without_its_name() -> None:
    field = '<a:fld type="slidenum"><a:t>‹#›</a:t></a:fld>'
    box = f"<p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:txBody><a:p>{field}</a:p></p:txBody></p:sp>"
    cover = shape("title", "会议茶水") + shape("", "岗位培训") + box
    made = imported("course", slides(cover, shape("title", "续水") + box + shape("", "侧身。")))
    assert "标题: 会议茶水\n" in made.markdown and "‹" not in made.markdown
    assert made.found.share == 1 and made.found.unread == 0
    full = shape("title", "备茶") + shape("body", "看杯", "看水")
    assert "标题: 讲义\n" in imported("course", slides(full)).markdown


def test_description_that_is_a_file_name_is_none() -> None:
    made = imported("course", slides(COVER, picture(r"C:\Users\zhang\p.jpg"), media=png()))
    assert "![插图](" in made.markdown and "zhang" not in made.markdown
