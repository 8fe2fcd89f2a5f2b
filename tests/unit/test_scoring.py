"""Scoring: properties of every type, and the same points from Python and the browser's script."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinejia.assessment.answers import matches, normalise
from qinejia.assessment.draw import chance, seed_of, shuffled
from qinejia.assessment.keys import seal, sealed_key, units_after
from qinejia.assessment.papers import draw_paper
from qinejia.assessment.scoring import Key, score
from qinejia.model.containers import QuestionOptions
from qinejia.model.headers.practice import Paper
from qinejia.model.position import Position
from qinejia.model.records import Question

ROOT = Path(__file__).resolve().parents[2]
QUIZ = ROOT / "frontend/src/quiz"
NAMES = [f"{n:06x}" for n in range(8)]


@st.composite
def keys(draw: st.DrawFn) -> Key:
    """A key of any type."""
    kind = draw(st.sampled_from(["单选", "多选", "判断", "找错", "填空", "排序", "配对"]))
    points = draw(st.integers(min_value=1, max_value=10_000))
    if kind == "填空":
        words = st.sampled_from(["3", "三", "15~20", "80±2", "0.5 cm", "洗手", "30 ℃", "-2"])
        blanks = draw(st.lists(st.tuples(words, words), min_size=1, max_size=4))
        units = draw(st.lists(st.sampled_from(["", "℃", "cm"]), min_size=4, max_size=4))
        return Key(kind, points, blanks=tuple(blanks), units=tuple(units[: len(blanks)]))
    if kind == "配对":
        count = draw(st.integers(min_value=2, max_value=6))
        rights = draw(st.permutations(NAMES[:count]))
        return Key(kind, points, pairs=dict(zip(NAMES, rights, strict=False)))
    if kind == "排序":
        return Key(
            kind, points, right=tuple(draw(st.permutations(NAMES[: draw(st.integers(3, 8))])))
        )
    count = 1 if kind in ("单选", "判断") else draw(st.integers(1, 5))
    return Key(kind, points, right=tuple(draw(st.permutations(NAMES))[:count]))


def full(key: Key) -> object:
    if key.type == "填空":
        return [blank[0].replace("±2", "") for blank in key.blanks]
    return dict(key.pairs) if key.pairs is not None else list(key.right)


@given(keys())
def test_a_full_answer_has_all_points_and_none_has_nothing(key: Key) -> None:
    assert score(key, full(key)) == key.points
    for blank in (None, [], {}, "", 7):
        assert score(key, blank) == 0


@given(keys(), st.data())
def test_the_order_of_ticks_does_not_matter_and_points_stay_in_bounds(
    key: Key, data: st.DataObject
) -> None:
    answer = data.draw(st.lists(st.sampled_from(NAMES), max_size=8, unique=True))
    worth = score(key, answer)
    assert 0 <= worth <= key.points
    if key.type in ("单选", "多选", "判断", "找错"):
        assert score(key, data.draw(st.permutations(answer))) == worth


@given(keys().filter(lambda key: key.type in ("多选", "找错")), st.data())
def test_one_more_right_tick_never_costs_and_one_more_wrong_never_pays(
    key: Key, data: st.DataObject
) -> None:
    answer = data.draw(st.lists(st.sampled_from(NAMES), max_size=7, unique=True))
    before = score(key, answer)
    for name in set(NAMES) - set(answer):
        after = score(key, [*answer, name])
        assert after >= before if name in key.right else after <= before


@given(keys().filter(lambda key: key.type == "排序" and key.points >= 100), st.data())
def test_moving_one_line_to_its_place_never_costs(key: Key, data: st.DataObject) -> None:
    order = list(data.draw(st.permutations(key.right)))
    before = score(key, order)
    best = before
    for name in key.right:
        rest = [other for other in order if other != name]
        for at in range(len(rest) + 1):
            best = max(best, score(key, [*rest[:at], name, *rest[at:]]))
    assert best > before or before == key.points


@pytest.mark.parametrize(
    ("key", "said", "after", "right"),
    [
        ("15～20", "15-20", "", True),
        ("15～20", "１５ 到 ２０", "", True),
        ("15～20", "15～20 min", "min", True),
        ("80±2 ℃", "81℃", "", True),
        ("80±2 ℃", "83 ℃", "", False),
        ("80±2 ℃", "81", "", False),  # the unit is part of the answer
        ("80", "80 ℃", "℃", True),
        ("80", "80 ℉", "℃", False),
        ("80", "80.0", "", True),
        ("30 cm", "0.3 m", "", True),
        ("30 cm", "300 mm", "", True),
        ("30", "0.3 m", "cm", True),
        ("30 cm", "30 mm", "", False),
        ("3 / 三", "3", "", False),  # alternatives are taken apart before
        ("ABC", "ａｂｃ", "", True),
        ("-2", "－2", "", True),
        ("洗手", "洗 手", "", True),
        ("洗手", "", "", False),
        ("80", "80±2", "", False),
    ],
)
def test_written_answers(key: str, said: str, after: str, right: bool) -> None:
    assert matches(key, said, after) is right


def test_units_behind_blanks() -> None:
    assert units_after("不低于 ____ ℃（示例值），备 ____ 只，____。") == ("℃", "只", "")


def question(number: int, kind: str, difficulty: str, clause: str) -> Question:
    options = QuestionOptions.model_validate(
        {"id": f"q{number}", "题型": kind, "依据": f"std-a#{clause}", "难度": difficulty}
    )
    return Question("题", options, (), (), "", f"q{number}", Position("x"))


BANK = [
    question(n, "单选" if n % 3 else "多选", "易中难"[n % 3], f"{n % 4 + 4}.{n % 2 + 1}")
    for n in range(1, 31)
]


@given(st.integers(min_value=0, max_value=2**32 - 1))
def test_a_drawn_paper_obeys_its_rules(seed: int) -> None:
    paper = Paper.model_validate(
        {"名称": "卷", "抽题": [{"题型": "多选", "数量": 3}, {"条款": "4", "数量": 2}, {"数量": 5}]}
    )
    drawn = draw_paper(paper, BANK, seed)
    assert len({q.anchor for q in drawn}) == 10
    assert all(q.options.type == "多选" for q in drawn[:3])
    assert all(q.options.clause.startswith("std-a#4.") for q in drawn[3:5])
    assert drawn == draw_paper(paper, BANK, seed)


def test_every_question_is_drawn_about_as_often() -> None:
    paper = Paper.model_validate({"名称": "卷", "抽题": [{"数量": 10}]})
    drawn = [q.anchor for seed in range(3_000) for q in draw_paper(paper, BANK, seed)]
    counts = [drawn.count(q.anchor) for q in BANK]
    assert min(counts) > 850 and max(counts) < 1_150


# --- the same in the browser's script -----------------------------------------------------------


def node(script: str, data: object) -> list[object]:
    """What ``script`` prints for ``data``; it finds the modules of the quiz in ``quiz``."""
    source = f"const quiz = {json.dumps(QUIZ.as_uri())};\n{script}"
    done = subprocess.run(
        ["node", "--input-type=module", "-e", source],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


READ = 'import { readFileSync } from "node:fs"; const data = JSON.parse(readFileSync(0, "utf8"));'


def papers(count: int) -> Iterator[tuple[Key, object]]:
    """Keys with answers, right, wrong and odd."""
    chance_of = random.Random(20261124)
    words = [
        "3",
        "三",
        "15~20",
        "15-20",
        "80",
        "80±2",
        "81.5℃",
        "0.5 cm",
        "5mm",
        "洗手",
        "",
        "-2",
        "－２",
    ]
    for _ in range(count):
        kind = chance_of.choice(["单选", "多选", "判断", "找错", "填空", "排序", "配对"])
        points = chance_of.randint(1, 3_000)
        names = chance_of.sample(NAMES, chance_of.randint(3, 8))
        if kind == "填空":
            blanks = tuple((chance_of.choice(words[:-3]),) for _ in range(chance_of.randint(1, 4)))
            units = tuple(chance_of.choice(["", "℃", "cm"]) for _ in blanks)
            yield (
                Key(kind, points, blanks=blanks, units=units),
                [chance_of.choice(words) for _ in blanks],
            )
        elif kind == "配对":
            key = Key(
                kind,
                points,
                pairs=dict(zip(names, chance_of.sample(names, len(names)), strict=True)),
            )
            yield key, {name: chance_of.choice(names) for name in names[: chance_of.randint(0, 8)]}
        elif kind == "排序":
            yield Key(kind, points, right=tuple(names)), chance_of.sample(names, len(names))
        else:
            right = names[: 1 if kind in ("单选", "判断") else chance_of.randint(1, 4)]
            yield (
                Key(kind, points, right=tuple(right)),
                chance_of.sample(names, chance_of.randint(0, 3)),
            )


def plain(key: Key) -> dict[str, object]:
    return {
        "type": key.type, "points": key.points, "right": list(key.right),
        "pairs": dict(key.pairs or {}), "blanks": [list(b) for b in key.blanks],
        "units": list(key.units),
    }  # fmt: skip


def test_python_and_the_browser_give_the_same_points() -> None:
    cases = list(papers(2_000))
    script = READ + (
        "const { score } = await import(quiz + '/scoring.mjs');"
        "console.log(JSON.stringify(data.map(([key, answer]) => score(key, answer))));"
    )
    found = node(script, [[plain(key), answer] for key, answer in cases])
    expected = [score(key, answer) for key, answer in cases]
    assert found == expected
    assert 0.1 < sum(1 for points in expected if points) / len(expected) < 0.9


def test_sealed_keys_are_worth_the_same() -> None:
    cases = list(papers(600))
    script = READ + (
        "const { score } = await import(quiz + '/scoring.mjs');"
        "const { unseal } = await import(quiz + '/sealing.mjs');"
        "console.log(JSON.stringify(data.map(([key, answer, names]) =>"
        " score(key.type === '填空' ? key : unseal(key, names, names), answer))));"
    )
    data = [
        [{**sealed_key(key, "tk-a"), "type": key.type, "points": key.points, "salt": "tk-a"},
         answer, NAMES]
        for key, answer in cases
    ]  # fmt: skip
    for (key, answer), points in zip(cases, node(script, data), strict=True):
        if key.type == "填空" and points != score(key, answer):
            # Hashes know no conversion of units and no finer steps than the author wrote.
            assert isinstance(answer, list)
            assert points < score(key, answer)
            assert {"81.5℃", "5mm", "0.5 cm"} & set(answer)
        else:
            assert points == score(key, answer)


def test_python_and_the_browser_draw_the_same_papers() -> None:
    rules = [
        [], [{"数量": 10}], [{"题型": "多选", "数量": 4}, {"数量": 9}],
        [{"条款": "std-a#5", "数量": 3}, {"难度": "难", "数量": 4}, {"条款": "4.1", "数量": 2}],
    ]  # fmt: skip
    cases = [(rules[seed % 4], seed * 7_919_113 % 2**32) for seed in range(600)]
    bank = [
        {"id": q.anchor, "type": q.options.type, "difficulty": q.options.difficulty,
         "clause": q.options.clause}
        for q in BANK
    ]  # fmt: skip
    script = READ + (
        "const { drawPaper, chance, shuffled, seedOf } = await import(quiz + '/draw.mjs');"
        "console.log(JSON.stringify(data.cases.map(([rules, seed]) => ["
        "drawPaper({ questions: [], rules }, data.bank, seed).map(({ id }) => id),"
        "shuffled([1, 2, 3, 4, 5, 6], chance(seedOf('茶水q1', seed)))])));"
    )
    keys_of = {"数量": "count", "题型": "type", "难度": "difficulty", "条款": "clause"}
    empty: dict[str, object] = {"type": "", "difficulty": "", "clause": ""}
    plain_rules = [
        [[{**empty, **{keys_of[k]: v for k, v in rule.items()}} for rule in wanted], seed]
        for wanted, seed in cases
    ]
    found = node(script, {"cases": plain_rules, "bank": bank})
    for (wanted, seed), (drawn, order) in zip(cases, found, strict=True):  # type: ignore[misc]
        paper = Paper.model_validate({"名称": "卷", "抽题": wanted})
        assert drawn == [q.anchor for q in draw_paper(paper, BANK, seed)]
        assert order == shuffled([1, 2, 3, 4, 5, 6], chance(seed_of("茶水q1", seed)))


def test_normalising_and_hashing_agree() -> None:
    texts = ["１５ ～ ２０", "Ａb C", "80 °C", "3至5", "—2", "½", "ﬁ", "①", "㎝", "洗 手", ""]
    script = READ + (
        "const { normalise } = await import(quiz + '/answers.mjs');"
        "const { seal } = await import(quiz + '/sealing.mjs');"
        "console.log(JSON.stringify(data.map((t) => [normalise(t), seal('tk-a', t)])));"
    )
    assert node(script, texts) == [[normalise(text), seal("tk-a", text)] for text in texts]
