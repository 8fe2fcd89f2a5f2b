"""The library's own questions as offices keep them in Word (考题), and how many arrive untouched.

A question is untouched when kind, stem, options, right answer, clause, points, difficulty and
analysis are those that it was written from: nothing is left for an editor to mend.
"""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Callable, Iterator

from qinejia.exchange.draft import Draft, draft_of
from qinejia.importing.drafting import Imported, import_word
from qinejia.importing.known import Known
from qinejia.importing.known_site import known_of
from qinejia.model.headers.standard import StandardHeader
from qinejia.model.records import Site
from qinejia.pipeline import Checked
from tests.support import record_of
from tests.word import Word, paragraph

FIFTY = 50
LETTERS = "ABCDEFGH"
_NAMES = {"单选": "单项选择题", "多选": "多项选择题", "判断": "判断题", "填空": "填空题"}
_MARKS = re.compile(r"\[\[|\*\*|<|\\\\|\\n|!\[|\n")
"""What Word has no letters for."""


def questions_of(site: Site) -> list[Draft]:
    """All questions of the kinds that stand in Word tables, without what Word cannot say."""
    found = []
    for record in site.of_kind("questions"):
        for question in record.questions:
            made = draft_of(question)
            texts = (made.stem, made.analysis, *(choice.text for choice in made.choices))
            if made.kind in _NAMES and not any(_MARKS.search(text) for text in texts):
                plain = (dataclasses.replace(c, feedback="") for c in made.choices)
                found.append(dataclasses.replace(made, choices=tuple(plain), shuffle=True))
    return found


def clause_words(clause: str, site: Site) -> str:
    """``std-…#5.3.2-c`` as an office writes it: number of the standard, clause, letter."""
    identifier, _, anchor = clause.partition("#")
    record = site.find(identifier)
    assert record is not None and isinstance(record.header, StandardHeader)
    number, _, letter = anchor.partition("-")
    return f"{record.header.number} 第{number}条" + (f"{letter})" if letter else "")


def answer_of(question: Draft) -> str:
    if question.kind == "填空":
        return "；".join(choice.text for choice in question.choices)
    letters = [x for x, c in zip(LETTERS, question.choices, strict=False) if c.correct]
    if question.kind == "判断":
        return "√" if letters == ["A"] else "×"
    return "".join(letters)


def options_of(question: Draft) -> list[str]:
    return [c.text for c in question.choices] if question.kind in ("单选", "多选") else []


def in_columns(questions: list[Draft], site: Site) -> Word:
    """One column an option."""
    letters = LETTERS[:6]
    word = Word().p("题库", centred=True, bold=True)
    rows = [
        [
            str(number), _NAMES[q.kind], q.stem,
            *(options_of(q) + [""] * len(letters))[: len(letters)],
            answer_of(q), f"{q.score:g}分", q.difficulty, clause_words(q.clause, site), q.analysis,
        ]
        for number, q in enumerate(questions, 1)
    ]  # fmt: skip
    head = ["序号", "题型", "题目", *letters, "正确答案", "分值", "难度", "依据", "解析"]
    return word.table([*head], *([*row] for row in rows), heads=1)


def in_one_cell(questions: list[Draft], site: Site) -> Word:
    """Options below the stem in its cell, kinds as rows across the table, full-width signs."""
    head = ["题号", "试题内容", "答案", "分数", "难易程度", "考核依据", "答案解析"]
    rows: list[list[str | tuple[str, int, str]]] = []
    for section, (kind, name) in enumerate(_NAMES.items()):
        rows.append([(f"{'一二三四'[section]}、{name}", len(head), "")])
        for q in questions:
            if q.kind == kind:
                options = zip(LETTERS, options_of(q), strict=False)
                lines = [q.stem, *(f"{letter}．{text}" for letter, text in options)]
                cell = "".join(paragraph(line) for line in lines)
                clause = clause_words(q.clause, site)
                about = [answer_of(q), f"{q.score:g}", q.difficulty, clause, q.analysis]
                rows.append([str(len(rows)), cell, *about])
    word = Word().p("题库", centred=True, bold=True)
    return word.table([*head], *rows, heads=1)


def typed(questions: list[Draft], site: Site, joint: str = "") -> Word:
    """No table: one line under the other; with a ``joint`` the options share one."""
    word = Word().p("题库", centred=True, bold=True)
    for section, (kind, name) in enumerate(_NAMES.items()):
        word.p(f"{'一二三四'[section]}、{name}")
        for number, q in enumerate((q for q in questions if q.kind == kind), 1):
            word.p(f"{number}．{q.stem}")
            options = [f"{x}.{text}" for x, text in zip(LETTERS, options_of(q), strict=False)]
            for line in [joint.join(options)] if joint and options else options:
                word.p(line)
            word.p(f"答案：{answer_of(q)}").p(f"依据：{clause_words(q.clause, site)}")
            word.p(f"分值：{q.score:g}").p(f"难度：{q.difficulty}")
            if q.analysis:
                word.p(f"解析：{q.analysis}")
    return word


WAYS: dict[str, Callable[[list[Draft], Site], Word]] = {
    "表格，一列一个选项": in_columns,
    "表格，选项在题目格里": in_one_cell,
    "逐行手打": typed,
    "手打，选项在一行": lambda questions, site: typed(questions, site, "　　"),
}


def touched(questions: list[Draft], made: Imported) -> Iterator[str]:
    """What differs, a line for each question that does not arrive as it was."""
    record = record_of(f"assessments/questions/{made.identifier}.md", made.markdown)
    found = {(q.kind, q.stem): q for q in map(draft_of, record.questions)}
    for question in questions:
        arrived = found.get((question.kind, question.stem))
        if arrived is None:
            yield f"没有：{question.kind} {question.stem}"
        elif dataclasses.replace(arrived, name=question.name) != question:
            yield f"{question}\n      → {arrived}"


def banks(questions: list[Draft]) -> list[list[Draft]]:
    """All questions, mixed, fifty a bank."""
    mixed = random.Random(50).sample(questions, len(questions))
    return [mixed[at : at + FIFTY] for at in range(0, len(mixed), FIFTY)]


def measure_questions(
    checked: Checked, prefixes: tuple[str, ...]
) -> Iterator[tuple[str, float, str]]:
    """For each way a line of the report, the share that is untouched, and what differs."""
    known: Known = known_of(checked.site, checked.today, prefixes)
    questions = questions_of(checked.site)
    for way, write in WAYS.items():
        faults: list[str] = []
        for bank in banks(questions):
            data = write(bank, checked.site).build()
            faults += touched(bank, import_word(data, "questions", known, "题库"))
        kept = len(questions) - len(faults)
        share = kept / len(questions)
        line = f"| {way} | {len(questions)} | {share:.2%}（{kept}） |"
        yield line, share, "\n".join(f"    {fault}" for fault in faults)
