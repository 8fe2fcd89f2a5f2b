"""Modal verbs: forms, false friends, quotations."""

from __future__ import annotations

import pytest

from qinejia.markup.modals import CONFIDENT, ProvisionType, classify, find_modals, split_sentences

R, C, P, S = (
    ProvisionType.REQUIREMENT,
    ProvisionType.RECOMMENDATION,
    ProvisionType.PERMISSION,
    ProvisionType.STATEMENT,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("上岗前应洗手。", ["应"]),
        ("不应佩戴饰物，宜着平底鞋。", ["不应", "宜"]),
        ("必须佩戴工牌，不得迟到，严禁吸烟。", ["必须", "不得", "严禁"]),
        ("应当场装入废弃物袋。", ["应"]),
        ("应当佩戴工牌。", ["应当"]),
        ("应用清水冲洗。", ["应"]),
        ("推广应用，应用系统", []),
        ("应对人员进行培训。", ["应"]),
        ("应对突发事件的措施", []),
        ("应收集废弃物，应征求意见，应变更计划。", ["应", "应", "应"]),
        ("应收账款", []),
        ("采取相应措施，适应供应需要，启动应急响应。", []),
        ("会议服务员在会场内应符合下列要求：", ["应"]),
        ("使用时宜轻拿轻放，不宜人员聚集。", ["宜", "不宜"]),
        ("温度适宜，商洽有关事宜，因地制宜。", []),
        ("可视情况增减，可调整摆位，可选择其一。", ["可", "可", "可"]),
        ("可视化，可调座椅，可靠，可回收物，可行性，许可证", []),
        ("不必复核，无须登记。", ["不必", "无须"]),
        ("不必要的物品、必不可少的工具、不得不停用", []),
        ("节能功能，能见度，工作技能", []),
        ("设“禁止吸烟”标志；禁止停车标志牌完好", []),
        ("《应当如何》一文写明“必须”一词。", []),
        ("提出建议，意见和建议，允许偏差 1 cm", []),
        ("拿不准时复测，读数不准确，不符合不得分，应考人离场", []),
        ("不准吸烟，不得分发药品", ["不准", "不得"]),
    ],
)
def test_modals_and_false_friends(text: str, found: list[str]) -> None:
    assert [modal.text for modal in find_modals(text)] == found


@pytest.mark.parametrize(
    ("text", "kind", "confident"),
    [
        ("上岗前应洗手。", R, True),
        ("不宜使用香水。", C, True),
        ("可用托盘。", P, True),
        ("经检查合格方可使用。", R, False),
        ("只能由专人操作。", R, False),
        ("本文件规定了会议服务的要求。", S, False),
        ("应洗手，可戴手套。", R, True),
    ],
)
def test_strongest_provision(text: str, kind: ProvisionType, confident: bool) -> None:
    found = classify(text)
    assert (found.type, found.confidence >= CONFIDENT) == (kind, confident)


def test_form_that_the_drafting_rules_want() -> None:
    preferred = {m.text: m.preferred for m in find_modals("必须，不得，可以，无须，宜，不应")}
    assert preferred == {
        "必须": "应",
        "不得": "不应",
        "可以": "可",
        "无须": "不必",
        "宜": "宜",
        "不应": "不应",
    }


def test_positions_are_those_of_the_text() -> None:
    text = "采取相应措施时，应登记“必须”二字，不应遗漏。"
    assert [text[m.start : m.start + len(m.text)] for m in find_modals(text)] == ["应", "不应"]


def test_words_of_the_site_are_masked() -> None:
    assert find_modals("应宜园应清洁。", ("应宜园",))[0].start == 3


def test_sentences() -> None:
    assert split_sentences("应洗手。\n宜戴帽；可坐！") == [
        (0, "应洗手。"),
        (5, "宜戴帽；"),
        (9, "可坐！"),
    ]


@pytest.mark.parametrize("text", ["应" * 50_000, "可" * 50_000, "“" * 50_000, "禁止" * 30_000])
def test_long_runs_are_read_at_once(text: str) -> None:
    assert len(find_modals(text)) <= 50_000
