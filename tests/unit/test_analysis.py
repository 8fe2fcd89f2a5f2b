"""Merged results against figures worked out by hand, and against files that are none."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import pytest

from qinejia.assessment.analysis import Results, ResultsError, items_of, reliability
from qinejia.cli import main
from qinejia.render.results import draw_results


def statement(
    learner: str, question: str, share: float, at: str = "2026-01-01"
) -> dict[str, object]:
    return {
        "id": str(uuid.uuid4()),
        "actor": {"account": {"name": learner}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {
            "id": f"urn:qinejia:tk-a:{question}",
            "definition": {"name": {"zh-CN": "<b>题</b>"}},
        },
        "result": {"score": {"scaled": share}},
        "context": {"contextActivities": {"other": [{"id": "urn:qinejia:std-a:5.1"}]}},
        "timestamp": at,
    }  # fmt: skip


def file(*statements: object) -> str:
    return json.dumps({"format": "qinejia-results", "statements": statements})


def results(table: dict[str, list[float]]) -> Results:
    """Shares of each learner, question by question."""
    merged = Results()
    for learner, shares in table.items():
        merged.add(file(*(statement(learner, f"q{n}", s) for n, s in enumerate(shares, 1))))
    return merged


def test_figures_are_those_worked_out_by_hand() -> None:
    # Four learners, three questions; the textbook's variances with n - 1.
    merged = results({"a": [1, 1, 1], "b": [1, 1, 0], "c": [1, 0, 0], "d": [0, 0, 0]})
    answers = merged.first_attempts()
    items = items_of(answers)
    assert [item.difficulty for item in items] == [0.75, 0.5, 0.25]
    assert [item.discrimination for item in items] == [1, 1, 1]
    alpha, people = reliability(answers)["tk-a"]
    # Variances 1/4, 1/3, 1/4 of the items and 5/3 of the sums: 3/2 * (1 - (5/6)/(5/3)) = 3/4.
    assert alpha == pytest.approx(0.75)
    assert people == 4


def test_only_the_first_attempt_counts_and_a_file_read_twice_counts_once() -> None:
    merged = Results()
    text = file(statement("a", "q1", 1, "2026-01-02"), statement("a", "q1", 0, "2026-01-01"))
    assert merged.add(text) == 2
    assert merged.add(text) == 0
    (answer,) = merged.first_attempts()
    assert answer.share == 0
    assert answer.clause == "std-a#5.1"


def test_remarks_wait_for_thirty_first_attempts() -> None:
    few = results({f"p{n:02d}": [0, 1] for n in range(29)})
    assert [item.remark for item in items_of(few.first_attempts())] == ["", ""]
    many = results({f"p{n:02d}": [0, 1] for n in range(30)})
    assert [item.remark for item in items_of(many.first_attempts())] == [
        "太难，或者没有讲到", "几乎都会，可以少考",
    ]  # fmt: skip


def test_a_key_that_is_wrong_shows_up() -> None:
    table = {
        f"p{n:02d}": [0.0 if n < 20 else 1.0, 1.0 if n < 20 else 0.0, 1.0 if n < 20 else 0.0]
        for n in range(40)
    }
    items = items_of(results(table).first_attempts())
    assert "核对答案" in items[0].remark


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "x"}', "[" * 100_000])
def test_other_files_are_refused(text: str) -> None:
    with pytest.raises(ResultsError):
        Results().add(text)


def test_hostile_statements_do_no_harm() -> None:
    merged = Results()
    odd = [None, 1, [], {}, {"id": 7}, {"id": "a", "verb": 3}, {"id": "b", "actor": []}]
    merged.add(file(*odd, statement("<script>", "<script>alert(1)</script>", 2)))
    page = draw_results(merged)
    assert "<script" not in page and "<b>题" not in page
    assert merged.first_attempts()[0].share == 1


def test_the_command_names_what_it_could_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "a.json", tmp_path / "b.json"
    good.write_text(file(statement("a", "q1", 1)))
    bad.write_text("nothing")
    out = tmp_path / "page.html"
    assert main(["results", "merge", str(good), str(bad), "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert "1 条新记录" in said.out and "b.json：不是本站导出的" in said.err
    assert "成绩分析" in out.read_text("utf-8")
    assert main(["results", "merge", str(bad), "--out", str(tmp_path / "none.html")]) == 1
    assert not (tmp_path / "none.html").exists()
