"""The page of header fields says what the header models say."""

from __future__ import annotations

import pytest

from qinejia.derive.fields import fields_page
from qinejia.derive.pages import GENERATED_PAGES
from qinejia.model.kinds import KINDS, Kind
from tests.support import SMALL_SITE, edition_of

GROUPS = {group.anchor: group for group in fields_page().groups}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_key_of_a_kind_is_on_the_page(kind: Kind) -> None:
    shown = {row.key: row for name in ("common", kind.name) for row in GROUPS[name].fields}
    outer = {key: row for key, row in shown.items() if " › " not in key}
    fields = {str(field.alias): field for field in kind.header.model_fields.values()}
    assert set(outer) == set(fields)
    for key, field in fields.items():
        assert outer[key].is_required == field.is_required(), key
        assert outer[key].help == field.description and outer[key].values, key
    assert all(row.help for row in shown.values())


def test_values_and_defaults_are_told_in_words() -> None:
    rows = {(name, row.key): row for name, group in GROUPS.items() for row in group.fields}
    assert rows["common", "公开属性"].values == "主动公开、内网、不公开"
    assert rows["common", "公开属性"].default == "内网"
    assert rows["common", "忽略"].values == "名称和文字"
    assert rows["common", "更新"].values == "日期，如 2026-05-01"
    assert rows["common", "审核 › 初审 › 人"].is_required
    assert rows["place", "标准"].values == "一个或几个标识（标准）"
    assert rows["place", "五定 › 定流线"].is_required
    assert rows["questions", "试卷 › 时限"].values == "整数，0～600"
    assert rows["questions", "试卷 › 合格"].default == "60"


def test_page_is_made_with_the_site() -> None:
    edition = edition_of(SMALL_SITE)
    page = GENERATED_PAGES["help/fields.md"]
    assert edition.generated_view(page) == fields_page()
