"""The index of a built site: script and reference agree, editions keep apart."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

from qinejia.search.searcher import Searcher
from tests.sites.building import ROOT, build, lay_out

QUERIES = 5000
SECRET = "蟠桃园暗门钥匙在丙柜"


def by_script(site: Path, queries: list[str], *options: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        ["node", str(ROOT / "frontend/tools/hits.mjs"), str(site), *options],
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def texts_of(site: Path) -> list[str]:
    """The text of every page, from the files of the index."""
    folder = next(path for path in (site / "search").iterdir() if path.is_dir())
    texts = []
    for path in sorted(folder.glob("d*.js"), key=lambda path: int(path.stem[1:])):
        text = path.read_text("utf-8")
        entries = json.loads(text[text.index(",") + 1 : text.rindex(")")])
        texts.append("".join(heading + body for _, heading, body in entries))
    return texts


def random_query(rng: random.Random, texts: list[str], index: Searcher) -> str:
    """What people type, and what nobody does."""
    text = rng.choice([text for text in texts if len(text) > 60])
    title = rng.choice(index.titles)
    at = rng.randrange(len(text) - 50)
    part = text[at : at + rng.randrange(1, 9)]
    swapped = list(title.text)
    if len(swapped) > 2:
        spot = rng.randrange(len(swapped) - 1)
        swapped[spot], swapped[spot + 1] = swapped[spot + 1], swapped[spot]
    wild = (
        lambda: rng.randrange(32, 127),
        lambda: rng.randrange(0x4E00, 0x9FA5),
        lambda: rng.randrange(0x2000, 0x3100),
        lambda: rng.randrange(0xFF00, 0xFFF0),
        lambda: rng.choice((0x1F600, 0x202E, 0xD800, 0xFFFD)),
    )
    return rng.choice((
        part,
        f"{part} {text[at + 20 : at + 23]}",
        f"{part}{text[at + 20 : at + 23]}",
        f'"{part}"',
        f"“{part}” {text[at + 30 : at + 32]}",
        title.text[: rng.randrange(1, 9)],
        "".join(swapped),
        title.text.replace(title.text[0], "义", 1),
        "".join((index._readings.get(char) or [char])[0] for char in title.text[:6]),
        "".join((index._readings.get(char) or [char])[0][0] for char in title.text[:8]),
        title.number[: rng.randrange(20)],
        f"類型會議{part}",
        f"类型:标准 {part}",
        rng.choice(("倒水", "打扫", "司机")) + part[:2],
        "".join(chr(rng.choice(wild)()) for _ in range(rng.randrange(12))),
    ))  # fmt: skip


def test_script_and_reference_give_the_same_hits(site: Path) -> None:
    index = Searcher.of_site(site)
    texts = texts_of(site)
    rng = random.Random(4)
    queries = [random_query(rng, texts, index) for _ in range(QUERIES)]
    answers = by_script(site, queries)
    different = [
        (query, expected[:3], answer["hits"][:3])
        for query, answer in zip(queries, answers, strict=True)
        if (expected := [[h.page, h.points, h.place] for h in index.search(query)])
        != answer["hits"]
    ]
    assert different == []
    assert not any(answer["partial"] for answer in answers)


def test_a_lost_file_leaves_the_other_results_and_is_told(site: Path) -> None:
    whole, lost = by_script(site, ["续水"]), by_script(site, ["续水 茶杯"], "--gone", "p0,p1,p2")
    assert whole[0]["hits"]
    folder = next(path for path in (site / "search").iterdir() if path.is_dir())
    every = ",".join(path.stem for path in folder.glob("p*.js"))
    only_titles = by_script(site, ["续水"], "--gone", every)[0]
    assert only_titles["partial"]
    assert only_titles["hits"][0][0] == whole[0]["hits"][0][0]
    assert lost[0]["hits"]
    assert by_script(site, ["huiyi"], "--gone", "readings")[0]["partial"]


def test_public_edition_cannot_be_asked_for_what_is_internal(tmp_path: Path) -> None:
    term = "---\n标题: {}\n来源: 甲\n公开属性: {}\n---\n\n{}\n\n茶水{}。\n"
    folder = lay_out(
        tmp_path / "kb",
        {
            "docs/terms/term-open.md": term.format("公开词", "主动公开", "茶水。", ""),
            "docs/terms/term-secret.md": term.format("内部词", "内网", SECRET, SECRET),
            "docs/index.md": "# 首页\n\n公开词、内部词。\n",
        },
    )
    inside = build(folder, tmp_path / "inside")
    public = build(folder, tmp_path / "public", "--edition", "public")
    queries = [SECRET, f'"{SECRET[:4]}"', "蟠桃", "内部词", "neibuci", "类型:术语"]
    counts = [len(Searcher.of_site(inside).search(query)) for query in queries]
    assert all(counts)
    found = [
        Searcher.of_site(public).titles[hit.page].text
        for query in queries
        for hit in Searcher.of_site(public).search(query)
        if query != "类型:术语"
    ]
    assert "内部词" not in found
    assert [hit.page for hit in Searcher.of_site(public).search("类型:术语")] != []
    everything = b"".join(path.read_bytes() for path in public.rglob("*") if path.is_file())
    for pair in ("蟠桃", "暗门", "丙柜"):
        assert pair.encode() not in everything
