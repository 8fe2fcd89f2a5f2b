"""标准体系: any taxonomy, any depth; counts, planned titles, circles."""

from __future__ import annotations

import json

from qinejia.derive.views import SystemsView, SystemView
from tests.support import SMALL_SITE, STANDARD, edition_of

ID = "standards/std-q-qej-bz201.3-2026.md"
THREE = """
- {id: sys-ty, 名称: 通用基础标准, 代号: TY}
- {id: sys-bz, 名称: 运行保障标准, 代号: BZ}
- id: sys-bz-houqin
  名称: 后勤服务保障标准
  别名: [后勤服务保障]
  上级: sys-bz
  待编: [食堂评价规范]
- {id: sys-pj, 名称: 监督评价标准, 代号: PJ}
"""
FOUR = """
- {id: a, 名称: 通用基础}
- {id: b, 名称: 运行管理}
- {id: c, 名称: 管理标准}
- {id: d, 名称: 服务保障}
- {id: d1, 名称: 会议, 上级: d}
- {id: d11, 名称: 茶水, 上级: d1}
- {id: d111, 名称: 续水, 上级: d11}
"""


def view(taxonomy: str, system: str) -> SystemsView:
    files = {**SMALL_SITE, ID: STANDARD.replace("全文: 自有", f"体系: {system}\n全文: 自有")}
    edition = edition_of({**files, "taxonomies/systems.yml": taxonomy})
    found = edition.generated_view(edition.generated_pages["systems/index.md"])
    assert isinstance(found, SystemsView)
    return found


def outline(nodes: tuple[SystemView, ...], depth: int = 0) -> list[str]:
    lines: list[str] = []
    for node in nodes:
        lines.append("  " * depth + f"{node.name} {node.count}/{node.planned}")
        lines += outline(node.children, depth + 1)
    return lines


def test_framework_of_three_parts() -> None:
    found = view(THREE, "后勤服务保障")
    assert outline(found.roots) == [
        "通用基础标准 0/0",
        "运行保障标准 1/1",
        "  后勤服务保障标准 1/1",
        "监督评价标准 0/0",
    ]
    ((anchor, table),) = found.tables
    assert (anchor, [row[2].text for row in table.rows]) == ("sys-bz-houqin", ["示范文本", "待编"])


def test_framework_of_four_parts_and_four_levels() -> None:
    assert outline(view(FOUR, "续水").roots)[3:] == [
        "服务保障 1/0",
        "  会议 1/0",
        "    茶水 1/0",
        "      续水 1/0",
    ]


def test_standard_without_a_place_is_listed_last() -> None:
    files = {**SMALL_SITE, "taxonomies/systems.yml": THREE}
    edition = edition_of(files)
    found = edition.generated_view(edition.generated_pages["systems/index.md"])
    assert isinstance(found, SystemsView)
    assert [table.title for _, table in found.tables] == ["后勤服务保障标准", "未归入体系"]


def test_circles_and_unknown_parents_stand_at_the_top() -> None:
    circle = (
        "- {id: a, 名称: 甲, 上级: b}\n- {id: b, 名称: 乙, 上级: a}\n- {id: c, 名称: 丙, 上级: x}\n"
    )
    assert outline(view(circle, "甲").roots) == ["甲 1/0", "乙 0/0", "丙 0/0"]


def test_site_without_a_taxonomy() -> None:
    edition = edition_of(SMALL_SITE)
    found = edition.generated_view(edition.generated_pages["systems/index.md"])
    assert isinstance(found, SystemsView)
    assert found.roots == ()
    rows = json.loads(edition.files()["data/systems.json"])["systems"]
    assert rows == []
