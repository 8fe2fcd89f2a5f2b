"""The wrong-book's timing against the reference implementation of FSRS in Python."""

from __future__ import annotations

import json
import random
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import fsrs
import pytest

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"
RATINGS = {0.0: fsrs.Rating.Again, 0.5: fsrs.Rating.Hard, 1.0: fsrs.Rating.Good}


def histories(count: int) -> list[list[tuple[float, str]]]:
    """Reviews as share and time; each history begins with a mistake."""
    chance = random.Random(6)
    found = []
    for _ in range(count):
        at = datetime(2026, 1, 1, tzinfo=UTC)
        reviews = [(0.0, at.isoformat())]
        for _ in range(chance.randint(0, 7)):
            at += timedelta(days=chance.randint(1, 40))
            reviews.append((chance.choice([0.0, 0.5, 1.0, 1.0]), at.isoformat()))
        found.append(reviews)
    return found


@pytest.mark.slow
def test_intervals_are_those_of_the_reference() -> None:
    if not (FRONTEND / "node_modules/ts-fsrs").is_dir():
        subprocess.run(["npm", "ci"], cwd=FRONTEND, check=True, capture_output=True)
    cases = histories(300)
    script = (
        'import { readFileSync } from "node:fs";'
        'import { schedule } from "./src/mine/wrong-book.mjs";'
        'const data = JSON.parse(readFileSync(0, "utf8"));'
        "console.log(JSON.stringify(data.map((reviews) => {"
        " const card = schedule(reviews); return [card.scheduled_days, card.stability]; })));"
    )
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        cwd=FRONTEND, input=json.dumps(cases), capture_output=True, text=True, check=True,
    )  # fmt: skip
    scheduler = fsrs.Scheduler(
        desired_retention=0.9, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
    for reviews, (days, stability) in zip(cases, json.loads(done.stdout), strict=True):
        card = fsrs.Card()
        for share, at in reviews:
            moment = datetime.fromisoformat(at)
            card, _ = scheduler.review_card(card, RATINGS[share], moment)
        assert card.stability == pytest.approx(stability, rel=1e-3)
        # Without learning steps ts-fsrs keeps Again, Hard and Good at least a day apart.
        assert 0 <= days - (card.due - moment).days <= 2
