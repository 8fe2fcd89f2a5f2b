"""A Word table of questions, or questions typed one under the other, becomes a bank."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bench.importing.questions import WAYS, banks, questions_of, touched
from qinejia.importing.clause_names import find_clause
from qinejia.importing.drafting import Imported, import_word
from qinejia.importing.known import Known
from qinejia.importing.known_site import known_of
from qinejia.importing.question_cells import split_options
from qinejia.model.records import Site
from qinejia.pipeline import check
from qinejia.settings import find_settings
from tests.support import SMALL_SITE, check_tree, errors, record_of
from tests.word import Word, list_of, paragraph, png

STANDARD = "std-q-qej-bz201.3-2026"
KNOWN = Known(
    standards={"Q/QEJ BZ201.3-2026": STANDARD, "Q/QEJ BZ201.3": STANDARD},
    titles={"会议茶水服务规程": STANDARD},
    anchors={STANDARD: frozenset(("5", "5.2", "5.1.2", "5.1.2-a", "5.1"))},
)


@pytest.fixture(scope="module")
def library() -> Site:
    """The repository's own records."""
    settings, _ = find_settings(Path(__file__).resolve().parents[2] / "mkdocs.yml")
    assert settings is not None
    return check(settings).site


HEAD: list[str | tuple[str, int, str]] = ["序号", "题型", "题目", "A", "B", "C", "正确答案", "依据"]


def taken(word: Word, clause: str = "") -> Imported:
    return import_word(word.build(), "questions", KNOWN, "题库", "", clause)


def bank(made: Imported) -> list[tuple[str, str, list[str], list[str]]]:
    """Kind, stem, choices and right choices of every question that the site reads."""
    record = record_of(f"assessments/questions/{made.identifier}.md", made.markdown)
    return [
        (
            q.options.type,
            q.stem,
            [c.text for c in q.choices],
            [c.text for c in q.choices if c.correct],
        )
        for q in record.questions
    ]


def test_fifty_questions_arrive_untouched_and_pass_the_check() -> None:
    rows: list[list[str | tuple[str, int, str]]] = []
    for n in range(1, 51):
        kind = ("单选题", "多项选择题", "判断题", "填空题")[n % 4]
        where = f"Q/QEJ BZ201.3—2026 第{'5.2' if n % 2 else '5.1.2'}条"
        if kind == "判断题":
            rows.append(
                [str(n), kind, f"第{n}条做法是对的。", "", "", "", "×" if n % 3 else "√", where]
            )
        elif kind == "填空题":
            rows.append([str(n), kind, f"第{n}条的间隔是（　　）min。", "", "", "", f"{n}", where])
        else:
            answer = "AC" if kind.startswith("多") else "B"
            rows.append(
                [str(n), kind, f"第{n}条应怎样做？", "甲做法", "乙做法", "丙做法", answer, where]
            )
    word = Word().p("茶水题库", centred=True, bold=True).table(HEAD, *rows)
    made = taken(word)
    found = bank(made)
    assert len(found) == 50
    assert found[0] == (
        "多选",
        "第1条应怎样做？",
        ["甲做法", "乙做法", "丙做法"],
        ["甲做法", "丙做法"],
    )
    assert found[1] == ("判断", "第2条做法是对的。", ["正确", "错误"], ["错误"])
    assert found[2] == ("填空", "第3条的间隔是____min。", ["3"], ["3"])
    assert found[3] == ("单选", "第4条应怎样做？", ["甲做法", "乙做法", "丙做法"], ["乙做法"])
    files = {**SMALL_SITE, f"assessments/questions/{made.identifier}.md": made.markdown}
    assert errors(check_tree(files)) == []
    assert f"标准:\n  - {STANDARD}\n" in made.markdown
    assert not made.notices.found


@pytest.mark.parametrize("way", WAYS)
def test_fifty_questions_of_the_library_arrive_untouched(way: str, library: Site) -> None:
    """Real ones: words with digits at the beginning, long stems, several blanks, letters."""
    known = known_of(library, datetime.date(2026, 12, 1), ("Q/QEJ",))
    for questions in banks(questions_of(library))[:2]:
        assert len(questions) == 50
        data = WAYS[way](questions, library).build()
        made = import_word(data, "questions", known, "题库")
        faults = list(touched(questions, made))
        assert len(faults) <= 2, faults  # 95 % of 50
        assert made.found.rows == [("考题", 50, 50)]


def test_options_in_one_cell_are_taken_apart() -> None:
    cell = paragraph("A. 五分满") + paragraph("B．七至八分满；C、斟满")
    word = Word().table(["题目", "选项", "答案"], ["水位？", cell, "B"])
    assert bank(taken(word, f"{STANDARD}#5.2"))[0][2] == ["五分满", "七至八分满", "斟满"]


def test_options_below_the_stem_in_its_cell_are_taken_apart() -> None:
    cell = paragraph("水位？（　）") + paragraph("A. 五分　B. 八分　C. 满")
    word = Word().table(["题干", "答案"], [cell, "B"])
    made = bank(taken(word, f"{STANDARD}#5.2"))
    assert made == [("单选", "水位？（　）", ["五分", "八分", "满"], ["八分"])]


def test_lettered_lists_of_word_are_options() -> None:
    options = "".join(paragraph(text, num=(1, 0)) for text in ("五分", "八分"))
    word = Word("", list_of(1, ("upperLetter", "%1.")))
    word.table(["题干", "备选项", "答案"], ["水位？", options, "B"])
    assert bank(taken(word, f"{STANDARD}#5.2"))[0][2:] == (["五分", "八分"], ["八分"])


def test_sections_in_the_table_give_the_kind() -> None:
    word = Word().table(
        ["题目", "A", "B", "答案"],
        [("一、多项选择题（每题2分）", 4, "")],
        ["应怎样？", "甲", "乙", "AB"],
        [("二、判断题", 4, "")],
        ["对吗？", "", "", "错"],
    )
    assert [kind for kind, *_ in bank(taken(word, f"{STANDARD}#5.2"))] == ["多选", "判断"]


def test_repeated_head_on_the_next_page_is_no_question() -> None:
    word = Word().table(
        ["题目", "A", "B", "答案"], ["甲？", "1", "2", "A"], ["题目", "A", "B", "答案"]
    )
    made = taken(word, f"{STANDARD}#5.2")
    assert len(bank(made)) == 1 and not made.notices.of("没有转过来")


def test_questions_that_cannot_be_understood_are_told_one_by_one() -> None:
    word = Word().table(
        ["题目", "A", "B", "答案"],
        ["甲？", "1", "2", "C"],
        ["乙？", "1", "2", "见教材"],
        ["丙？", "1", "2", ""],
        ["丁？", "1", "2", "A"],
    )
    made = taken(word, f"{STANDARD}#5.2")
    assert [stem for _, stem, *_ in bank(made)] == ["丁？"]
    lost = [str(notice) for notice in made.notices.of("没有转过来")]
    assert [line.split("：")[-1] for line in lost] == ["甲？", "乙？", "丙？"]
    assert made.found.rows == [("考题", 4, 1)]


def test_clause_that_is_not_certain_stays_in_the_analysis() -> None:
    word = Word().table(
        ["题目", "A", "B", "答案", "依据"], ["甲？", "1", "2", "A", "《另一规程》第3条"]
    )
    made = taken(word)
    assert "解析：（Word 里写的依据：《另一规程》第3条）" in made.markdown
    assert any("考题“甲？”没有查到依据" in str(notice) for notice in made.notices.of("需要您做"))


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Q/QEJ BZ201.3—2026，5.1.2", f"{STANDARD}#5.1.2"),
        ("《会议茶水服务规程》第5.2条", f"{STANDARD}#5.2"),
        ("Q/QEJ BZ201.3-2026第5.1.2条a)", f"{STANDARD}#5.1.2-a"),
        (f"{STANDARD}#5.2", f"{STANDARD}#5.2"),
        ("Q/QEJ BZ201.3—2026", ""),
        ("Q/QEJ BZ201.3—2026 5.9", ""),
        ("5.2", ""),
        ("《会议茶水服务规程》5.1、5.2", ""),
        ("Q/QEJ BZ999—2026 5.2", ""),
        ("std-unbekannt#5.2", ""),
    ],
)
def test_only_certain_clauses_are_named(text: str, clause: str) -> None:
    assert find_clause(text, KNOWN) == clause


def test_questions_typed_as_paragraphs_are_read() -> None:
    word = Word().p("茶水题库", centred=True, bold=True).p("一、单选题")
    word.p("1．水位宜斟至几分满？").p("A．五分　　B．八分　　C．满").p("答案：B").p(
        "解析：水满易溢。"
    )
    word.p("二、判断题").p("2. 左手续水。（×）").p("三、填空题").p("3. 间隔____min。").p(
        "【答案】15"
    )
    made = taken(word, f"{STANDARD}#5.2")
    assert bank(made) == [
        ("单选", "水位宜斟至几分满？", ["五分", "八分", "满"], ["八分"]),
        ("判断", "左手续水。（　）", ["正确", "错误"], ["错误"]),
        ("填空", "间隔____min。", ["15"], ["15"]),
    ]
    assert "解析：水满易溢。" in made.markdown


def test_numbers_of_word_lists_begin_questions_too() -> None:
    word = Word("", list_of(1, ("decimal", "%1.")) + list_of(2, ("upperLetter", "%1.")))
    word.p("题库", centred=True).p("水位？", num=(1, 0)).p("五分", num=(2, 0)).p(
        "八分", num=(2, 0)
    ).p("答案：B")
    assert bank(taken(word, f"{STANDARD}#5.2")) == [("单选", "水位？", ["五分", "八分"], ["八分"])]


def test_other_text_and_other_tables_are_told() -> None:
    word = (
        Word().p("题库", centred=True).p("考试须知：请独立作答。").table(["姓名", "成绩"], ["", ""])
    )
    lost = str(taken(word).notices.of("没有转过来"))
    assert "考试须知：请独立作答。" in lost and "姓名 成绩" in lost


def test_marks_of_markdown_in_a_question_stay_text() -> None:
    word = Word().table(
        ["题目", "A", "B", "答案"], ["3*4*5 等于 [x]？", "- [x] 甲", "<b>乙</b>", "A"]
    )
    made = taken(word, f"{STANDARD}#5.2")
    files = {**SMALL_SITE, f"assessments/questions/{made.identifier}.md": made.markdown}
    assert errors(check_tree(files)) == []
    assert bank(made)[0][1] == r"3\*4\*5 等于 [x]？"


def test_picture_in_a_stem_comes_along() -> None:
    word = Word()
    cell = paragraph("看图：", word.picture(png()))
    word.table(["题目", "A", "B", "答案"], [cell, "甲", "乙", "A"])
    made = taken(word, f"{STANDARD}#5.2")
    assert len(made.pictures) == 1 and "看图：![插图](" in made.markdown


def test_letters_inside_words_do_not_split_an_option() -> None:
    assert split_options("A. 用A4纸 B. 用B5纸") == ("", ["用A4纸", "用B5纸"])
    assert split_options("温度为35 ℃，A.B两处") == ("温度为35 ℃，A.B两处", [])


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("A．10 m外\nB．2 m内", ["10 m外", "2 m内"]),
        ("A.10 m外　B.2 m内", ["10 m外", "2 m内"]),
        ("站在哪里？A.10 m外 B.2 m内", []),
        ("站在哪里？A、10 m外 B、2 m内", ["10 m外", "2 m内"]),
        ("站在哪里？\nA.10 m外\nB.2 m内", ["10 m外", "2 m内"]),
        ("按附录 A.1， B.2 的要求", []),
    ],
)
def test_option_that_begins_with_a_number_is_one(text: str, options: list[str]) -> None:
    assert split_options(text)[1] == options


def test_number_of_a_question_may_stand_before_a_number() -> None:
    word = Word().p("题库", centred=True).p("一、判断题")
    word.p("1．24座会场备24只杯。").p("5.2规定的除外。").p("答案：√")
    word.p("2.5.1有标题，5.2没有标题也可以。").p("答案：×")
    made = bank(taken(word, f"{STANDARD}#5.2"))
    assert [stem for _, stem, *_ in made] == [
        "24座会场备24只杯。\n\n5.2规定的除外。",
        "5.1有标题，5.2没有标题也可以。",
    ]


def test_letters_that_options_repeat_in_their_columns_are_dropped() -> None:
    word = Word().table(
        ["题目", "备选答案A", "备选答案B", "答案"],
        ["水位？", "A. 五分", "B．八分", "B"],
        ["几号？", "A. 座", "乙", "A"],
    )
    assert [options for _, _, options, _ in bank(taken(word, f"{STANDARD}#5.2"))] == [
        ["五分", "八分"],
        ["A. 座", "乙"],
    ]


def test_letter_without_options_is_no_judgement() -> None:
    """What looks like 判断 may be a choice whose options could not be read: told, not guessed."""
    word = Word().table(
        ["题型", "题目", "选项", "答案"],
        ["", "水位？", "A五分 B八分", "B"],
        ["单选", "温度？", "A五分 B八分", "A"],
        ["判断", "应看杯。", "", "A"],
        ["", "应看水。", "", "√"],
    )
    made = taken(word, f"{STANDARD}#5.2")
    assert [(kind, stem) for kind, stem, *_ in bank(made)] == [
        ("判断", "应看杯。"),
        ("判断", "应看水。"),
    ]
    assert made.found.rows == [("考题", 4, 2)] and len(made.notices.of("没有转过来")) == 2
