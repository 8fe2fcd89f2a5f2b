"""Generates a knowledge base of any size (语料): mixed records, deterministic, without faults."""

from __future__ import annotations

import random
from pathlib import Path

_WORDS = [
    "会议", "服务", "人员", "应当", "提前", "到岗", "检查", "设备", "茶水", "台面", "席卡", "文件",
    "整理", "干净", "整齐", "巡视", "记录", "交接", "保洁", "绿化", "浇水", "修剪", "消毒", "通风",
    "食堂", "留样", "温度", "车辆", "调派", "档案", "借阅", "登记", "安保", "巡更", "标识", "设置",
]  # fmt: skip


def sentence(rng: random.Random) -> str:
    """Words of the trade in no order."""
    return "".join(rng.choice(_WORDS) for _ in range(rng.randint(6, 14))) + "。"


def _text(rng: random.Random, characters: int) -> str:
    parts: list[str] = []
    while sum(map(len, parts)) < characters:
        parts.append("".join(sentence(rng) for _ in range(3)))
    return "\n\n".join(parts)


def _header(title: str, number: int, lines: list[str]) -> str:
    common = [
        f"标题: {title}{number}",
        "摘要: 用于测量的文字",
        "更新: 2026-05-01",
        "公开属性: 主动公开",
        "tags: [测量, 语料]",
        "description: 测量",
    ]
    return "---\n" + "\n".join(common + lines) + "\n---\n\n"


def _standard(rng: random.Random, number: int, characters: int) -> tuple[str, str]:
    identifier = f"std-q-qej-bz{number:05d}-2026"
    header = _header(
        "测量规程",
        number,
        [
            f"编号: Q/QEJ BZ{number:05d}—2026",
            "状态: 示范文本",
            "全文: 自有",
            "发布日期: 2026-01-01",
            "实施日期: 2026-02-01",
            "适用范围: 测量",
        ],
    )
    body = ["## 前言\n\n使用前由本单位核定。\n"]
    for chapter in range(1, 7):
        body.append(f"## {chapter} 要求\n")
        for clause in range(1, 5):
            body.append(f"{chapter}.{clause} {_text(rng, characters // 30)}\n")
        body.append(f"a) {sentence(rng)}\nb) {sentence(rng)}\n")
    return f"standards/{identifier}.md", header + "\n".join(body)


def _course(rng: random.Random, number: int, characters: int) -> tuple[str, str]:
    header = _header(
        "测量课程",
        number,
        [
            "课件形式: 实操式",
            "层级: [执行层]",
            "阶段: [岗位技能]",
            "课时: 2",
            f"标准: std-q-qej-bz{number - number % 10:05d}-2026",
            "目标: [会做, 会讲]",
        ],
    )
    reference = f"见[[std-q-qej-bz{number - number % 10:05d}-2026#3.2]]。"
    sections = [f"## 第{i}节\n\n{reference}{_text(rng, characters // 5)}\n" for i in range(5)]
    return f"courses/kc-x{number}.md", header + "\n".join(sections)


def _manual(rng: random.Random, number: int, characters: int) -> tuple[str, str]:
    standard = f"std-q-qej-bz{number - number % 10:05d}-2026"
    header = _header(
        "测量图册", number, [f"标准: {standard}", f"课程: kc-x{number // 10 * 10 + 1}"]
    )
    steps = [
        f"/// 步骤 | 动作{i}\n    条款: {standard}#2.{i % 4 + 1}\n    限值: 3 cm\n\n"
        f"{_text(rng, characters // 8)}\n///\n"
        for i in range(8)
    ]
    return f"manuals/tc-x{number}.md", header + "\n".join(steps)


def _questions(rng: random.Random, number: int, characters: int) -> tuple[str, str]:
    standard = f"std-q-qej-bz{number - number % 10:05d}-2026"
    header = _header("测量题库", number, [f"标准: {standard}", "级别: 自测"])
    blocks = [
        f"/// 考题 | {sentence(rng)}\n    id: q{i}\n    题型: 单选\n"
        f"    依据: {standard}#4.{i % 4 + 1}\n\n"
        f"- [ ] {sentence(rng)}\n  > {sentence(rng)}\n- [x] {sentence(rng)}\n\n"
        f"解析：{_text(rng, characters // 20)}\n///\n"
        for i in range(10)
    ]
    return f"assessments/questions/tk-x{number}.md", header + "\n".join(blocks)


_MAKERS = (
    _standard, _course, _manual, _questions, _course,
    _manual, _course, _questions, _course, _manual,
)  # fmt: skip


def write_config(folder: Path) -> None:
    """``mkdocs.yml`` of the repository for a site in ``folder``, and an empty ``docs``."""
    root = Path(__file__).resolve().parent.parent
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    config = (root / "mkdocs.yml").read_text("utf-8")
    config = config.replace("hooks/knowledge_base.py", str(root / "hooks/knowledge_base.py"))
    config = config.replace("custom_dir: overrides", f"custom_dir: {root / 'overrides'}")
    config = config.replace("课程总数: 31", "课程总数: 0")
    config = config.replace("watch:\n  - redirects.yml\n  - overrides\n", "")
    (folder / "mkdocs.yml").write_text(config, "utf-8")


def write_corpus(folder: Path, pages: int, characters: int = 550, seed: int = 1) -> None:
    """Write ``mkdocs.yml`` and ``pages`` records.

    ``characters`` scales their length; 550 gives a median of about 1,500 characters a file.
    """
    rng = random.Random(seed)
    write_config(folder)
    docs = folder / "docs"
    for number in range(pages):
        path, text = _MAKERS[number % 10](rng, number, characters)
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
