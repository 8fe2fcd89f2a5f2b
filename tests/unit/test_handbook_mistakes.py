"""The page of frequent mistakes: ``check`` says of each what the page promises."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from qinejia.diagnostics import Diagnostic, Severity
from qinejia.pipeline import check
from qinejia.settings import find_settings
from tests.support import REPOSITORY
from tests.word import png

BASE = REPOSITORY / "tests/cases/_base"
PAGE = (REPOSITORY / "docs/help/mistakes.md").read_text("utf-8")
FILES = {
    "课程": "courses/kc-01.md",
    "图册": "manuals/tc-chashui.md",
    "题库": "assessments/questions/tk-chashui.md",
    "标准": "standards/std-q-qej-bz201.3-2026.md",
}
_EXAMPLE = re.compile(
    r"^### (?P<number>\d+)\. (?P<title>.+)\n\n(?P<where>.+)：\n\n"
    r"````text\n(?P<wrong>[^`]+)\n````\n\n"
    r"`check` 说 (?P<code>QJ\d+)：`(?P<message>.+)`\n\n"
    r"(?P<then>.+)：\n\n````text\n(?P<right>[^`]+)\n````\n",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Example:
    number: str
    title: str
    where: str
    wrong: str
    code: str
    message: str
    then: str
    right: str


EXAMPLES = [Example(**found.groupdict()) for found in _EXAMPLE.finditer(PAGE)]


def _lay(docs: Path, where: str, text: str) -> None:
    """Put an example where the page says."""
    if where.startswith("文件"):
        (docs / FILES["课程"]).rename(docs / text.removeprefix("docs/"))
        return
    kind, part = re.findall(r"(课程|图册|题库|标准)的(页头|正文)", where)[0]
    path = docs / FILES[kind]
    _, header, body = path.read_text("utf-8").split("---\n", 2)
    if part == "页头":
        keys = {re.split("[:：]", line)[0] for line in text.splitlines()}
        kept = [line for line in header.splitlines() if line.split(":")[0] not in keys]
        header = "\n".join([*kept, text, ""])
    elif kind == "标准":
        body = body.replace("### 5.2 续水", f"{text}\n\n### 5.2 续水")
    else:
        body += f"\n{text}\n"
    encoding = "gbk" if "ANSI" in where else "utf-8"
    path.write_bytes(f"---\n{header}---\n{body}".encode(encoding))


def _faults(site: Path, where: str, text: str) -> list[Diagnostic]:
    shutil.copytree(BASE, site)
    (site / "docs/courses/kc-01").mkdir()
    (site / "docs/courses/kc-01/gongzuotai.png").write_bytes(png())
    _lay(site / "docs", where, text)
    settings, faults = find_settings(site / "mkdocs.yml")
    assert settings and not faults
    return list(check(settings).diagnostics)


def test_there_are_twenty() -> None:
    assert [example.number for example in EXAMPLES] == [str(n) for n in range(1, 21)]
    assert len(re.findall("^### ", PAGE, re.MULTILINE)) == 20


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.number)
def test_check_says_what_the_page_promises(example: Example, tmp_path: Path) -> None:
    wrong = _faults(tmp_path / "wrong", example.where, example.wrong)
    said = [(d.code, d.message) for d in wrong]
    assert (example.code, example.message) in said
    where = example.where.partition("，")[0]
    right = _faults(tmp_path / "right", where, example.right)
    left = [d for d in right if d.severity is not Severity.INFO or d.code == example.code]
    assert [(d.code, d.message) for d in left] == []
