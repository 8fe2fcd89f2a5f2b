"""Documents become records, or faults with their own line and column."""

from __future__ import annotations

import pytest

from qinejia.model.records import Question
from tests.support import (
    COURSE,
    SMALL_SITE,
    STANDARD,
    check_tree,
    errors,
    found_in,
    record_of,
)

BANK = "assessments/questions/tk-a.md"
BANK_HEADER = "---\n标题: 题库\n---\n"


def question(body: str, kind: str = "单选") -> Question:
    (found,) = record_of(BANK, BANK_HEADER + ask(body, kind)).questions
    return found


def ask(body: str, kind: str = "单选", stem: str = "几分满？") -> str:
    return (
        f"/// 考题 | {stem}\n    id: q1\n    题型: {kind}\n"
        f"    依据: std-q-qej-bz201.3-2026#5.2\n\n{body}\n///\n"
    )


# --- questions ----------------------------------------------------------------------------------


def test_question_with_feedback_and_analysis() -> None:
    found = question(
        "题干还有。\n\n- [ ] 五分\n  > 太少。\n  > 次数多。\n- [x] 八分\n\n解析：易溢。\n再说。"
    )
    assert found.stem.split() == ["几分满？", "题干还有。"]
    assert [(c.text, c.correct, c.feedback) for c in found.choices] == [
        ("五分", False, "太少。次数多。"),
        ("八分", True, ""),
    ]
    assert found.analysis == "易溢。\n再说。"
    assert found.anchor == "q1"


@pytest.mark.parametrize("mark", ["[x]", "[X]", "[✓]"])
def test_marks_of_the_answer(mark: str) -> None:
    assert [c.correct for c in question(f"- {mark} 甲\n- [ ] 乙").choices] == [True, False]


@pytest.mark.parametrize(
    ("kind", "stem", "body", "said"),
    [
        ("单选", "问", "- [ ] 甲\n- [ ] 乙", "答案"),
        ("单选", "问", "- [x] 甲\n- [x] 乙", "2 个答案"),
        ("单选", "问", "- [x] 甲", "两个选项"),
        ("判断", "问", "- [x] 正确\n- [ ] 错误\n- [ ] 不知道", "两个选项"),
        ("判断", "问", "- [x] 正确\n- [x] 错误", "2 个答案"),
        ("填空", "问", "- [x] 八分", "____"),
        ("填空", "____和____", "- [x] 八分", "2 个空"),
        ("单选", "", "- [x] 甲\n- [ ] 乙", "题干"),
        ("单选", "问", "没有选项", "答案"),
    ],
)
def test_incomplete_question(kind: str, stem: str, body: str, said: str) -> None:
    checked = check_tree({**SMALL_SITE, BANK: BANK_HEADER + ask(body, kind, stem)})
    (found,) = [d for d in checked.diagnostics if d.code == "QJ126"]
    assert said in found.message
    assert found.position.line == 4


@pytest.mark.parametrize(
    ("kind", "stem", "body"),
    [
        ("多选", "问", "- [x] 甲\n- [x] 乙\n- [ ] 丙"),
        ("多选", "问", "- [x] 甲\n- [ ] 乙"),
        ("判断", "问", "- [ ] 正确\n- [x] 错误"),
        ("填空", "斟至____。", "- [x] 七至八分 / 七八分"),
    ],
)
def test_complete_question(kind: str, stem: str, body: str) -> None:
    assert found_in(BANK, BANK_HEADER + ask(body, kind, stem)) == []


def test_question_without_clause_or_with_a_wrong_one() -> None:
    text = BANK_HEADER + ask("- [x] 甲\n- [ ] 乙").replace("#5.2", "#9.9")
    assert found_in(BANK, text) == [("QJ010", 7, 9)]


def test_two_questions_of_one_id() -> None:
    text = BANK_HEADER + ask("- [x] 甲\n- [ ] 乙") * 2
    assert [code for code, *_ in found_in(BANK, text)] == ["QJ131"]


# --- steps and rubrics --------------------------------------------------------------------------


def test_steps_are_numbered_in_order() -> None:
    record = record_of(
        "manuals/tc-a.md",
        "---\n标题: 图册\n---\n/// 步骤 | 甲\n    限值: 八分\n"
        "    工具: [壶, 杯]\n\n文\n///\n/// 步骤 | 乙\n///\n",
    )
    assert [(s.title, s.anchor, s.options.tools) for s in record.steps] == [
        ("甲", "step-1", ("壶", "杯")),
        ("乙", "step-2", ()),
    ]
    assert {"step-1", "step-2"} <= set(record.anchors)


def test_rubric_items_are_numbered_and_linked() -> None:
    text = (
        "---\n标题: 评分表\n---\n```评分表\n- 项目: 甲\n"
        "  条款: std-q-qej-bz201.3-2026#5.2\n  分值: 100\n  关键: 是\n```\n"
    )
    record = record_of("assessments/checklists/kh-a.md", text)
    (item,) = record.items
    assert (item.anchor, item.options.critical, item.options.score) == ("item-1", True, 100)
    assert [(link.target, link.source_anchor, link.position.line) for link in record.links] == [
        ("std-q-qej-bz201.3-2026#5.2", "item-1", 6)
    ]


@pytest.mark.parametrize("score", ["-1", "101", "很多", "[1]", "nan", "inf"])
def test_score_out_of_range(score: str) -> None:
    text = (
        f"---\n标题: 评分表\n---\n```评分表\n- 项目: 甲\n"
        f"  条款: std-q-qej-bz201.3-2026#5.2\n  分值: {score}\n```\n"
    )
    assert found_in("assessments/checklists/kh-a.md", text)[0] == ("QJ112", 7, 7)


# --- headers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("序号: 1", "序号: 一", ("QJ112", 3, 5)),
        ("序号: 1", "序号: 0", ("QJ112", 3, 5)),
        ("序号: 1", "序号: 1.5", ("QJ112", 3, 5)),
        ("标题: 会议茶水服务", "标提: 会议茶水服务", ("QJ001", 2, 1)),
        ("标题: 会议茶水服务", "标题:", ("QJ112", 2, 4)),
        ("课件形式: 实操式", "课件形式: 实操", ("QJ112", 4, 7)),
        ("公开属性: 主动公开", "公开属性: 公开", ("QJ112", 8, 7)),
        ("公开属性: 主动公开", "更新: 2026-02-30", ("QJ111", 8, 5)),
        ("公开属性: 主动公开", "更新: 2026/05/01", ("QJ111", 8, 5)),
        ("公开属性: 主动公开", "更新: 昨天", ("QJ111", 8, 5)),
        ("公开属性: 主动公开", "审核: {初审: {人: 甲, 日期: 2026-13-01}}", ("QJ111", 8, 21)),
    ],
)
def test_faulty_header_is_told_at_its_place(
    old: str, new: str, expected: tuple[str, int, int]
) -> None:
    found = found_in("courses/kc-01.md", COURSE.replace(old, new))
    assert expected[:2] in [f[:2] for f in found]
    assert next(f for f in found if f[:2] == expected[:2]) == expected


def test_all_faults_of_a_header_come_in_one_run() -> None:
    text = COURSE.replace("序号: 1", "序号: 一").replace("实操式", "演示").replace("层级", "层次")
    found = found_in("courses/kc-01.md", text)
    assert {code for code, *_ in found} == {"QJ112", "QJ001"}
    assert len(found) >= 3


def test_missing_key_is_named() -> None:
    text = COURSE.replace("课件形式: 实操式\n", "")
    (fault,) = [
        d
        for d in check_tree({**SMALL_SITE, "courses/kc-01.md": text}).diagnostics
        if d.code == "QJ001"
    ]
    assert "课件形式" in fault.message


def test_header_that_is_no_mapping() -> None:
    assert [c for c, *_ in found_in("courses/kc-01.md", "---\n- 甲\n---\n")] == ["QJ106"]


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_empty_record(text: str) -> None:
    assert [c for c, *_ in found_in("lecturers/js-001.md", text)] == ["QJ101"]


def test_record_without_header() -> None:
    assert [c for c, *_ in found_in("lecturers/js-001.md", "# 讲师\n")] == ["QJ105"]


# --- record or page -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["standards/index.md", "standards/README.md", "guide/a.md", "a.md"]
)
def test_ordinary_page_needs_no_header(path: str) -> None:
    checked = check_tree({**SMALL_SITE, path: "随便写。\n"})
    assert path in checked.site.pages
    assert errors(checked) == []


def test_page_in_a_record_folder_by_its_own_word() -> None:
    assert "courses/a.md" in check_tree({"courses/a.md": "---\n类型: 页面\n---\n文\n"}).site.pages


def test_page_in_a_record_folder_by_the_settings() -> None:
    checked = check_tree({"courses/sub/a.md": "文\n"}, {"普通页面": "courses/sub/*"})
    assert "courses/sub/a.md" in checked.site.pages


@pytest.mark.parametrize("value", ["不予公开", "[不公开]", "公开", "不公开。"])
def test_disclosure_of_a_page_that_cannot_be_understood_is_reported(value: str) -> None:
    found = found_in("guide/a.md", f"---\n公开属性: {value}\n---\n文\n")
    assert [c for c, *_ in found] == ["QJ112"]


def test_keys_of_other_software_in_a_page_s_header_are_not_our_business() -> None:
    text = "---\ntitle: 甲\ncomments: yes\ndraft: no\nsearch:\n  boost: 2\n---\n文\n"
    assert found_in("guide/a.md", text) == []


# --- links --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("见[[std-x]]。", ("QJ010", 10, 2)),
        ("甲\n见[[tc-x]]。", ("QJ035", 11, 2)),
        ("[甲](b.md)", ("QJ035", 10, 1)),
        ("[甲](../standards/std-q-qej-bz201.3-2026.md#9)", ("QJ035", 10, 1)),
        ("![图](a.png)", ("QJ035", 10, 1)),
        ("![图](https://example.com/a.png)", ("QJ036", 10, 1)),
        ("<img src=//example.com/a.png>", ("QJ036", 10, 1)),
        ("甲<script>x()</script>", ("QJ128", 10, 2)),
        ("<p onclick='x()'>甲</p>", ("QJ128", 10, 1)),
        ("<p style='x'>甲</p>", ("QJ128", 10, 1)),
        ("[甲](javascript:x)", ("QJ128", 10, 1)),
        ("[甲](JavaScript:x)", ("QJ128", 10, 1)),
        ("[[a|b]]", ("QJ127", 10, 1)),
        ("[[]]", ("QJ127", 10, 1)),
        ("[[甲>]]", ("QJ127", 10, 1)),
        ("[[std-x#1#2]]", ("QJ127", 10, 1)),
        ("![type:video](a.mp4) 文字", ("QJ129", 10, 1)),
    ],
)
def test_fault_in_the_text(body: str, expected: tuple[str, int, int]) -> None:
    text = COURSE.replace("\n讲义正文。\n", body + "\n")
    assert text.split("\n")[9].startswith(body.split("\n")[0])
    assert expected in found_in("courses/kc-01.md", text, {"courses/a.mp4": "x"})


@pytest.mark.parametrize(
    "body",
    [
        "[外部](https://example.com/)",
        "[邮件](mailto:a@example.com)",
        "`[[std-x]]` 与 `<script>`",
        "[本页](#甲)\n\n## 甲\n",
        "[下载](表 格.docx)",
        "[下载](<表 格.docx>)",
        "[下载](%E8%A1%A8%20%E6%A0%BC.docx)",
        "![图](<表 格.docx> '题')",
        "[[q/qej bz201.3-2026#5.1.2-a]]",
        "[[STD-Q-QEJ-BZ201.3#5.2]]",
        "![type:video](a.mp4)",
        "<video src='a.mp4' controls></video>",
        "3 < 5 且 a <b",
    ],
)
def test_right_text(body: str) -> None:
    text = COURSE.replace("讲义正文。", body)
    others = {"courses/a.mp4": "x", "courses/表 格.docx": "x"}
    assert found_in("courses/kc-01.md", text, others) == []


def test_id_field_of_the_wrong_kind() -> None:
    text = COURSE.replace("标准: std-q-qej-bz201.3-2026", "标准: kc-01")
    assert found_in("courses/kc-01.md", text) == [("QJ112", 7, 5)]


def test_near_miss_is_suggested() -> None:
    text = COURSE.replace("讲义正文。", "[[std-q-qej-bz201.3-2025]]")
    checked = check_tree({**SMALL_SITE, "courses/kc-01.md": text})
    (fault,) = [d for d in checked.diagnostics if d.code == "QJ010"]
    assert "std-q-qej-bz201.3-2026" in fault.hint


def test_references_to_a_faulty_record_are_not_reported_again() -> None:
    path = "standards/std-q-qej-bz201.3-2026.md"
    files = {**SMALL_SITE, path: STANDARD.replace("状态: 示范文本", "状态: x")}
    assert [e.split()[1] for e in errors(check_tree(files))] == ["QJ112"]


def test_anchors_that_a_fault_hides_are_not_missed() -> None:
    bank = (
        "---\n标题: 题库\n---\n/// 考题 | 几分满？\n    id: q1\n    题型: 单项\n"
        "    依据: std-q-qej-bz201.3-2026#5.2\n\n- [x] 八分\n- [ ] 五分\n///\n"
    )
    files = {**SMALL_SITE, "assessments/questions/tk-a.md": bank}
    ledger = "tk-a\tassessments/questions/tk-a.md\tq1\n"
    found = check_tree(files, ledger=ledger).diagnostics
    assert [d.code for d in found if d.severity.name != "INFO"] == ["QJ112"]


def test_faulty_record_is_suggested_where_it_is_meant() -> None:
    path = "standards/std-q-qej-bz201.3-2026.md"
    files = {
        path: STANDARD.replace("状态: 示范文本", "状态: x"),
        "courses/kc-01.md": COURSE.replace("bz201.3-2026", "bz201.3-2025"),
    }
    (fault,) = [d for d in check_tree(files).diagnostics if d.code == "QJ010"]
    assert "std-q-qej-bz201.3-2026" in fault.hint
