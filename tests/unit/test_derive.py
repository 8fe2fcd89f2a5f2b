"""Views and data that are computed from the site: coverage, registers, backlinks, exports."""

from __future__ import annotations

import json

from qinejia.derive.pages import GENERATED_PAGES
from qinejia.derive.views import RegisterView
from qinejia.pipeline.preparing import Edition
from tests.support import COURSE, SMALL_SITE, edition_of

SITE = {
    **SMALL_SITE,
    "courses/kc-02.md": COURSE.replace("序号: 1", "序号: 2").replace("主动公开", "内网"),
    "manuals/tc-a.md": "---\n标题: 续水图册\n课程: kc-01\n公开属性: 主动公开\n---\n"
    "/// 步骤 | 续水\n    条款: std-q-qej-bz201.3-2026#5.2\n\n做。\n///\n",
    "places/sj-a.md": "---\n标题: 茶水间\n标准: std-q-qej-bz201.3-2026#5.2\n---\n文\n",
    "assessments/questions/tk-a.md": "---\n标题: 题库\n级别: 认证\n---\n/// 考题 | 几分满？\n"
    "    id: q1\n    题型: 单选\n    依据: std-q-qej-bz201.3-2026#5.2\n\n"
    "- [x] 八分\n- [ ] 五分\n///\n",
}
STANDARD_ID = "std-q-qej-bz201.3-2026"


def data(edition: Edition, name: str) -> list[dict[str, object]]:
    read = json.loads(edition.files()[f"data/{name}.json"])
    assert read.pop("version") == 1
    (rows,) = read.values()
    assert isinstance(rows, list)
    return rows


def test_coverage_follows_the_links_of_all_forms() -> None:
    (standard,) = [r for r in data(edition_of(SITE), "coverage") if r["id"] == STANDARD_ID]
    assert standard["forms"] == {
        "text": [STANDARD_ID],
        "manual": ["tc-a"],
        "video": [],
        "place": ["sj-a"],
        "assessment": ["tk-a"],
    }


def test_public_edition_counts_only_what_it_shows() -> None:
    edition = edition_of(SITE, {"版本": "public"})
    (standard,) = [r for r in data(edition, "coverage") if r["id"] == STANDARD_ID]
    assert standard["forms"] == {
        "text": [STANDARD_ID],
        "manual": ["tc-a"],
        "video": [],
        "place": [],
        "assessment": [],
    }
    everything = "".join(edition.files().values())
    for withheld in ("kc-02", "sj-a", "tk-a", "茶水间"):
        assert withheld not in everything


def test_record_tells_what_uses_it_and_what_is_missing() -> None:
    edition = edition_of(SITE)
    view = edition.record_view(edition.site.records[STANDARD_ID])
    filled = {slot.key: [item.title for item in slot.links] for slot in view.slots}
    assert filled["manual"] == ["续水图册"]
    assert filled["video"] == []
    users = {link.title for group in view.backlinks for link in group.links}
    assert {"会议茶水服务", "《续水图册》第 1 步", "茶水间"} <= users


def test_questions_of_a_certifying_bank_are_not_exported() -> None:
    assert data(edition_of(SITE), "questions") == []


def test_every_generated_page_has_a_view_or_a_plain_template() -> None:
    edition = edition_of(SITE)
    for page in GENERATED_PAGES.values():
        assert (edition.generated_view(page) is None) == (
            page.template in ("main.html", "search.html")
        ), page.path


def test_short_address_of_every_record() -> None:
    edition = edition_of(SITE)
    files = edition.files()
    for record in edition.site.records.values():
        text = files[f"q/{record.id}/index.html"]
        assert f"url=../../{edition.addresses.of_record(record)}" in text


SESSION = (
    "---\n标题: 第1期\n开始: 2026-03-01\n结束: 2026-03-02\n课程: kc-01\n"
    "人次: {执行层: 24, 管理层: 4}\n"
)
LECTURER = "---\n标题: 讲师\n类别: 土专家\n试讲: 是\n"


def test_goals_count_real_sessions_of_the_year_and_say_when_there_are_none() -> None:
    options = {"版本": "intranet", "年度目标": {"人次": 2500, "讲师": 30}}
    end = "更新: 2026-05-01\n---\n文。\n"
    files = {
        **SMALL_SITE,
        "sessions/qs-2026-01.md": SESSION + end,
        "sessions/qs-2026-02.md": SESSION + "示例: 是\n" + end,
        "sessions/qs-2025-01.md": SESSION.replace("2026", "2025") + end,
        "lecturers/js-001.md": LECTURER + "示例: 是\n" + end,
    }
    edition = edition_of(files, options)
    view = edition.generated_view(edition.generated_pages["sessions/index.md"])
    assert isinstance(view, RegisterView)
    assert [(fact.label, fact.text) for fact in view.totals] == [
        ("2026年培训人次", "28（目标2500）"),
        ("试讲通过的讲师", "暂无数据（目标30）"),
    ]
