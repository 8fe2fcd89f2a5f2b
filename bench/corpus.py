"""Generates a knowledge base of any size (语料): our full model, deterministic, without faults.

Ten pages make a topic: a standard with clauses, courses, picture books with figures, a film with
captions, question banks, a checklist, a place and a term, tied together as our own topics are. The
text is made of words of the trade in sentences of different shapes.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.sites.building import lay_out

ROOT = Path(__file__).resolve().parent.parent
WORDS = {
    name: words.split()
    for name, _, words in (
        line.partition(": ")
        for line in (Path(__file__).parent / "search/words.txt").read_text("utf-8").splitlines()
    )
}
_FILM = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"
_SHAPES = (
    "{p}中的{o}应{v}，{v}后由{p}签名",
    "{v}{o}时，{p}不应离开{l}",
    "{l}内的{p}宜{v}，{v}{o}和{p}",
    "发现{p}缺少时，{p}应{v}并{v}{o}",
    "{c}{o}前应{v}{p}，{p}保存1年（示例值）",
    "在{l}{c}{o}，应避开{p}，{v}{p}",
)


def sentence(rng: random.Random) -> str:
    """A requirement."""
    text = rng.choice(_SHAPES)
    for mark, words in (
        ("{l}", "PLACES"),
        ("{o}", "OBJECTS"),
        ("{c}", "ACTIONS"),
        ("{p}", "PARTS"),
        ("{v}", "VERBS"),
    ):
        while mark in text:
            text = text.replace(mark, rng.choice(WORDS[words]), 1)
    return text + "。"


def _text(rng: random.Random, characters: int) -> str:
    """Paragraphs of three sentences."""
    parts: list[str] = []
    while sum(map(len, parts)) < characters:
        parts.append("".join(sentence(rng) for _ in range(3)))
    return "\n\n".join(parts)


class Topic:
    """The pages of one topic; ``number`` tells topics apart, ``size`` scales the texts."""

    def __init__(self, number: int, size: int, seed: int) -> None:
        self.rng = random.Random(f"{seed}-{number}")
        self.number, self.size = number, size
        rng = self.rng
        self.name = f"{rng.choice(WORDS['PLACES'])}{rng.choice(WORDS['OBJECTS'])}{number}号"
        self.standard = f"std-q-qej-bz{number:05d}-2026"

    def _header(self, title: str, *lines: str) -> str:
        common = (
            f"标题: {title}",
            "摘要: 用于测量的示例文字",
            "主题: 会议服务",
            "岗位: 会议服务员",
            "负责: 局标准化项目组",
            "更新: 2026-05-01",
            "公开属性: 主动公开",
        )
        return "---\n" + "\n".join((*common, *lines)) + "\n---\n\n"

    def _clause(self) -> str:
        return f"{self.rng.randint(4, 7)}.{self.rng.randint(1, 4)}"

    def _reference(self) -> str:
        return f"{self.standard}#{self._clause()}"

    def make_standard(self) -> str:
        number = f"Q/QEJ BZ{self.number:05d}—2026"
        parts = [
            self._header(
                f"{self.name}规范",
                f"编号: {number}",
                "状态: 示范文本",
                "体系: 后勤服务保障标准",
                "全文: 自有",
                f"适用范围: {self.name}",
            ),
            "## 前言\n\n本文件为示范文本，使用前由本单位核定。\n",
            f"## 1 范围\n\n本文件规定了{self.name}的要求。\n\n本文件适用于{self.name}。\n",
            "## 2 规范性引用文件\n\n本文件没有规范性引用文件。\n",
            "## 3 术语和定义\n\n本文件没有需要界定的术语和定义。\n",
        ]
        for chapter in range(4, 8):
            parts.append(f"## {chapter} {self.rng.choice(WORDS['PARTS'])}要求\n")
            for clause in range(1, 5):
                body = "".join(sentence(self.rng) for _ in range(max(1, self.size // 400)))
                parts.append(f"{chapter}.{clause} {body}\n")
            parts.append(
                f"{chapter}.5 {self.rng.choice(WORDS['OBJECTS'])}应符合下列要求：\n\n"
                "a) 先核对后使用；\n\nb) 用后归位。\n"
            )
        return "\n".join(parts)

    def make_course(self, other: int) -> str:
        header = self._header(
            f"{self.name}课程{other}",
            "课件形式: 实操式",
            "层级: 执行层",
            "阶段: 岗位技能",
            "课时: 2",
            f"标准: {self.standard}",
            "目标: [能按条款做, 能讲清楚]",
        )
        sections = [
            f"## 第{i}节\n\n见[[{self._reference()}]]。{_text(self.rng, self.size // 4)}\n"
            for i in "一二三四"
        ]
        return header + "\n".join(sections)

    def make_manual(self, other: int) -> str:
        header = self._header(
            f"{self.name}图册{other}",
            f"标准: {self.standard}",
            f"课程: kc-x{self.number}a",
            f"实践点: sj-x{self.number}",
        )
        return header + "\n".join(self._step(number) for number in range(1, 6))

    def _step(self, number: int) -> str:
        rng = self.rng
        title = f"{rng.choice(WORDS['VERBS'])}{rng.choice(WORDS['OBJECTS'])}"
        figure = "\n".join(
            f"  - {{形: 框, 位: [{20 + 30 * column}, {30 + rng.randint(0, 20)}], 宽: 20, 高: 16, "
            f"色: {rng.choice(('正', '误', '主'))}}}"
            for column in range(4)
        )
        return (
            f"/// 步骤 | {title}\n    条款: {self._reference()}\n    限值: 3 cm（示例值）\n\n"
            f"{_text(rng, self.size // 8)}\n\n"
            f"```摆位图\n标题: {title}示意\n说明: 四个框排成一行，表示{title}的次序。\n"
            f"画布: [140, 80]\n单位: cm\n图形:\n{figure}\n```\n///\n"
        )

    def make_bank(self, other: int) -> str:
        rng = self.rng
        header = self._header(
            f"{self.name}题库{other}",
            f"标准: {self.standard}",
            f"课程: kc-x{self.number}a",
            "级别: 自测",
        )
        blocks = []
        for number in range(1, 7):
            about = f"{rng.choice(WORDS['PLACES'])}{rng.choice(WORDS['OBJECTS'])}"
            blocks.append(
                f"/// 考题 | {about}{number}号由谁{rng.choice(WORDS['VERBS'])}？\n"
                f"    id: q{number}\n    题型: 单选\n    依据: {self._reference()}\n"
                f"    分值: 5\n    难度: 易\n\n"
                f"- [ ] {rng.choice(WORDS['PLACES'])}的来访人\n  > {sentence(rng)}\n"
                f"- [x] {rng.choice(WORDS['PLACES'])}的管理员\n  > {sentence(rng)}\n"
                f"- [ ] {rng.choice(WORDS['OBJECTS'])}的供应商\n  > {sentence(rng)}\n\n"
                f"解析：{sentence(rng)}\n///\n"
            )
        return header + "\n".join(blocks)

    def make_video(self) -> str:
        chapters = "\n".join(
            f'  - {{时间: "0:{10 * i:02d}", 标题: {self.rng.choice(WORDS["OBJECTS"])}第{i + 1}段, '
            f'条款: "{self._reference()}", 步骤: "tc-x{self.number}a#step-{i + 1}"}}'
            for i in range(5)
        )
        return self._header(
            f"{self.name}（视频）",
            f"文件: sp-x{self.number}.mp4",
            f"字幕: sp-x{self.number}.vtt",
            f"图册: tc-x{self.number}a",
            f"标准: {self.standard}",
            f"课程: kc-x{self.number}a",
            "时长: 60",
            f"章节:\n{chapters}",
        )

    def make_captions(self) -> str:
        cues = (f"00:{s:02d}.000 --> 00:{s + 4:02d}.000\n{sentence(self.rng)[:20]}\n"
                for s in range(0, 55, 5))  # fmt: skip
        return "WEBVTT\n\n" + "\n".join(cues)

    def make_checklist(self) -> str:
        header = self._header(
            f"{self.name}检查表",
            f"课程: kc-x{self.number}a",
            f"标准: {self.standard}",
            f"实践点: sj-x{self.number}",
            "时限: 20 min（示例值）",
            "合格线: 80分（示例值）",
        )
        rows = "\n".join(
            f"- 项目: {self.rng.choice(WORDS['OBJECTS'])}{clause}符合要求\n"
            f"  条款: {self.standard}#{chapter}.{clause}\n  方法: 现场检查\n  分值: 5\n"
            f"  周期: 日检查"
            for chapter in range(4, 8)
            for clause in range(1, 6)
        )
        return f"{header}## 评分项\n\n```评分表\n{rows}\n```\n"

    def make_place(self) -> str:
        return (
            self._header(
                f"{self.name}实践点",
                "类别: 实践点",
                f"标准: {self.standard}",
                f"课程: kc-x{self.number}a",
                "敏感程度: 一般",
                f"五定:\n  定名: {self.name}实践点\n  定位: [靠墙]\n  定点: [工具在左侧]\n"
                '  定量: ["工具2件（示例值）"]\n  定流线: [入口→工作台→出口]',
                "物品:\n  - {名称: 直尺, 数量: 1把, 规格: 15 cm（示例值）, 位置: 抽屉}",
            )
            + f"练习在{self.name}作业面上进行。{_text(self.rng, self.size // 4)}"
        )

    def make_term(self) -> str:
        return (
            f"---\n标题: {self.name}作业面\n定义: {self.name}中用来摆放物品的台面\n"
            f"来源: 示例\n更新: 2026-05-01\n公开属性: 主动公开\n---\n\n{self.name}作业面是示例。\n"
        )

    def pages(self) -> Iterator[tuple[str, str]]:
        """Path below ``docs`` and text; the standard first."""
        n = self.number
        yield f"standards/{self.standard}.md", self.make_standard()
        yield f"courses/kc-x{n}a.md", self.make_course(1)
        yield f"manuals/tc-x{n}a.md", self.make_manual(1)
        yield f"assessments/questions/tk-x{n}a.md", self.make_bank(1)
        yield f"videos/sp-x{n}.md", self.make_video()
        yield f"places/sj-x{n}.md", self.make_place()
        yield f"assessments/checklists/kh-x{n}.md", self.make_checklist()
        yield f"courses/kc-x{n}b.md", self.make_course(2)
        yield f"terms/term-x{n}.md", self.make_term()
        yield f"assessments/questions/tk-x{n}b.md", self.make_bank(2)


def write_config(folder: Path) -> None:
    """``mkdocs.yml`` of the repository for a site in ``folder``, and an empty ``docs``."""
    lay_out(folder, {})
    (folder / "docs").mkdir(exist_ok=True)


def write_corpus(folder: Path, pages: int, characters: int = 775, seed: int = 1) -> None:
    """Write ``mkdocs.yml``, our taxonomies and ``pages`` records; ten make a topic.

    ``characters`` scales their length. Films are a few bytes: a build copies them unseen.
    """
    write_config(folder)
    docs = folder / "docs"
    shutil.copytree(ROOT / "docs/taxonomies", docs / "taxonomies", dirs_exist_ok=True)
    known: list[str] = []
    for number in range((pages + 9) // 10):
        topic = Topic(number, characters, seed)
        for path, text in topic.pages():
            target = docs / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        film, captions = docs / f"videos/sp-x{number}.mp4", topic.make_captions().encode()
        film.with_suffix(".vtt").write_bytes(captions)
        film.write_bytes(_FILM)
        known.append(
            f'  "videos/{film.name}": {{指纹: {_digest(_FILM)}, 字节: {len(_FILM)}, 时长: 60.000, '
            f"画面: h264, 宽: 1280, 高: 720, 字幕指纹: {_digest(captions)}}}"
        )
    lock = '版本: "1"\n文件:\n' + "\n".join(known) + "\n"
    (folder / "media.lock.yml").write_text(lock, "utf-8")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
