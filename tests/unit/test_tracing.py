"""Clause × form: states, gaps by owner, outdated links, data for spreadsheets."""

from __future__ import annotations

import csv
import io
import json

from qinejia.pipeline.preparing import Edition
from tests.support import COURSE, SMALL_SITE, STANDARD, edition_of

ID = "std-q-qej-bz201.3-2026"
BANK = (
    "---\n标题: 题库\n---\n/// 考题 | 几分满？\n    id: q1\n    题型: 单选\n"
    f"    依据: {ID}#5.2\n\n- [x] 八分\n- [ ] 五分\n///\n"
)
BOOK = f"---\n标题: 图册\n---\n/// 步骤 | 续水\n    条款: [{ID}#5.2, {ID}#5.1.2-a]\n\n做。\n///\n"
SITE = {**SMALL_SITE, "assessments/questions/tk-a.md": BANK, "manuals/tc-a.md": BOOK}


def rows(edition: Edition) -> dict[str, dict[str, object]]:
    found = json.loads(edition.files()["data/traceability.json"])["traceability"]
    return {row["clause"]: row for row in found}


def test_states() -> None:
    states = {clause: row["state"] for clause, row in rows(edition_of(SITE)).items()}
    assert states == {
        "4": "未覆盖",
        "5.1.1": "未覆盖",
        "5.1.2": "浅覆盖",
        "5.2": "已覆盖",
    }


def test_who_covers_a_clause() -> None:
    row = rows(edition_of(SITE))["5.2"]
    assert (row["manual"], row["assessment"]) == (["tc-a#step-1"], ["tk-a#q1"])
    assert row["requirement"] == "茶水应斟至七至八分满。"


def test_a_statement_confirmed_by_the_editor_needs_no_test() -> None:
    text = STANDARD.replace("上岗前应洗手。", "上岗前应洗手。 {陈述}")
    edition = edition_of({**SITE, f"standards/{ID}.md": text})
    assert "5.1.1" not in rows(edition)
    assert "{陈述}" not in edition.record_html(edition.site.records[ID])


def test_drafts_and_old_editions_are_not_counted() -> None:
    for status in ("征求意见", "废止\n废止日期: 2026-01-01"):
        text = STANDARD.replace("状态: 示范文本", f"状态: {status}")
        assert rows(edition_of({**SITE, f"standards/{ID}.md": text})) == {}


def view(edition: Edition) -> object:
    page = edition.generated_pages["traceability/index.md"]
    return edition.generated_view(page)


def test_page_opens_on_the_gaps_by_owner() -> None:
    found = view(edition_of(SITE))
    (group,) = found.gaps  # type: ignore[attr-defined]
    assert group.title == "会议服务中心"
    assert [link.note for link in group.links] == [
        "未覆盖，缺讲义、图册、视频、环境和考核",
        "未覆盖，缺讲义、图册、视频、环境和考核",
        "浅覆盖，缺考题或评分项",
    ]
    states = [row[-3].text for row in found.register.rows]  # type: ignore[attr-defined]
    assert states == ["未覆盖", "未覆盖", "浅覆盖", "已覆盖"]


def test_links_to_an_old_edition_are_outdated() -> None:
    new = STANDARD.replace("2026\n状态: 示范文本", "2027\n状态: 示范文本\n代替: " + ID)
    old = STANDARD.replace("状态: 示范文本", "状态: 被代替\n被代替: std-q-qej-bz201.3-2027")
    files = {
        f"standards/{ID}.md": old,
        "standards/std-q-qej-bz201.3-2027.md": new,
        "courses/kc-01.md": COURSE,
        "manuals/tc-a.md": BOOK,
    }
    found = view(edition_of(files))
    titles = {link.title for link in found.outdated}  # type: ignore[attr-defined]
    assert titles == {"会议茶水服务", "《图册》第 1 步"}


def test_spreadsheet_carries_no_formula() -> None:
    text = STANDARD.replace("茶水应斟", "=HYPERLINK(0)应斟")
    table = edition_of({**SITE, f"standards/{ID}.md": text}).files()["data/traceability.csv"]
    assert table.startswith("\ufeff标准,条款,")
    cells = [cell for row in csv.reader(io.StringIO(table[1:])) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)


def test_matrix_needs_no_standard() -> None:
    edition = edition_of({"courses/kc-01.md": COURSE.replace(f"标准: {ID}\n", "")})
    assert view(edition).register.rows == ()  # type: ignore[attr-defined]
