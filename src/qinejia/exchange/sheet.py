"""xlsx, the form that offices use: a line a question, letters for answers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qinejia.exchange.draft import Draft, DraftChoice, ExchangeError, Report

_LETTERS = "ABCDEFGHIJ"
_HEADS = (
    "题号", "题型", "题干", *(f"选项{letter}" for letter in _LETTERS), "答案", "分值", "难度",
    "依据", "解析", "乱序", *(f"反馈{letter}" for letter in _LETTERS),
)  # fmt: skip
_HOLDS = ("单选", "多选", "判断", "填空", "排序", "配对")
_MOST_BYTES = 50_000_000
_MOST_ROWS = 5_000
_ARROW = " → "
_BETWEEN = "；"


def write_sheet(drafts: Iterable[Draft]) -> tuple[bytes, Report]:
    """The workbook, and what it cannot hold. Raises ``ExchangeError`` without openpyxl."""
    openpyxl = _openpyxl()
    report = Report()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "考题"
    sheet.append(_HEADS)
    for draft in drafts:
        if draft.kind not in _HOLDS:
            report.left.append(f"{draft.name}：表格放不下{draft.kind}题的图")
        elif len(draft.choices) > len(_LETTERS):
            report.left.append(f"{draft.name}：选项超过 {len(_LETTERS)} 个")
        else:
            report.drafts.append(draft)
            sheet.append(_row(draft))
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # what begins with = is text, never a formula
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), report


def _row(draft: Draft) -> list[Any]:
    texts = [c.text + (f"{_ARROW}{c.match}" if c.match else "") for c in draft.choices]
    feedback = [choice.feedback for choice in draft.choices]
    answer = "".join(_LETTERS[n] for n, c in enumerate(draft.choices) if c.correct)
    if draft.kind == "填空":
        answer, texts = _BETWEEN.join(texts), []
    if draft.kind == "配对":
        answer = ""
    pad = [""] * len(_LETTERS)
    return [
        draft.name, draft.kind, draft.stem, *(texts + pad)[: len(_LETTERS)], answer, draft.score,
        draft.difficulty, draft.clause, draft.analysis, "是" if draft.shuffle else "否",
        *(feedback + pad)[: len(_LETTERS)],
    ]  # fmt: skip


def read_sheet(content: bytes) -> Report:
    """Drafts of the first sheet; columns are found by their heads, in any order.

    Raises ``ExchangeError``.
    """
    openpyxl = _openpyxl()
    _check_size(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True, max_row=_MOST_ROWS))
    except Exception as error:  # openpyxl raises whatever the parts of a broken file make it raise
        raise ExchangeError("打不开这个表格，请另存为 .xlsx") from error
    heads = [str(cell or "").strip() for cell in rows[0]] if rows else []
    missing = [name for name in ("题型", "题干", "答案") if name not in heads]
    if missing:
        raise ExchangeError(f"表头缺少：{'、'.join(missing)}")
    report = Report()
    for number, row in enumerate(rows[1:], 2):
        cells = {head: _text(value) for head, value in zip(heads, row, strict=False) if head}
        if not cells.get("题干"):
            continue
        try:
            report.drafts.append(read_row(cells, number))
        except ExchangeError as error:
            report.left.append(f"第 {number} 行：{error}")
    return report


def read_row(cells: Mapping[str, str], number: int) -> Draft:
    """The question of one row, by the heads of its cells. Raises ``ExchangeError``."""
    kind = cells["题型"].removesuffix("题").replace("选择", "选")
    kind = {"是非": "判断", "不定项": "多选"}.get(kind, kind)
    if kind not in _HOLDS:
        raise ExchangeError(f"没有“{cells['题型']}”这种题型")
    texts = [cells.get(f"选项{letter}", "") for letter in _LETTERS]
    feedback = [cells.get(f"反馈{letter}", "") for letter in _LETTERS]
    answer = cells.get("答案", "")
    choices = _choices(kind, [text for text in texts if text], answer, feedback)
    score = cells.get("分值", "")
    return Draft(
        name=cells.get("题号") or f"q{number - 1}",
        kind=kind,
        stem=cells["题干"],
        choices=tuple(choices),
        clause=cells.get("依据", ""),
        score=float(score) if re.fullmatch(r"\d+(?:\.\d+)?", score) else 5,
        difficulty=next((d for d in ("易", "难") if d == cells.get("难度")), "中"),
        shuffle=cells.get("乱序") != "否",
        analysis=cells.get("解析", ""),
    )


def _choices(
    kind: str, texts: Sequence[str], answer: str, feedback: Sequence[str]
) -> list[DraftChoice]:
    if kind == "填空":
        parts = [part.strip() for part in answer.split(_BETWEEN)]
        return [
            DraftChoice(part, feedback=said) for part, said in zip(parts, feedback, strict=False)
        ]
    if kind == "配对":
        pairs = [text.partition(_ARROW.strip()) for text in texts]
        return [
            DraftChoice(left.strip(), True, said, right.strip())
            for (left, _, right), said in zip(pairs, feedback, strict=False)
        ]
    if kind == "判断" and not texts:
        is_true = answer in ("对", "正确", "√", "是", "T", "A")
        return [DraftChoice("对", is_true), DraftChoice("错", not is_true)]
    letters = [letter for letter in answer.upper() if letter in _LETTERS[: len(texts)]]
    if not letters:
        raise ExchangeError(f"看不懂答案“{answer[:20]}”")
    if kind == "排序":
        order = [_LETTERS.index(letter) for letter in letters]
        if sorted(order) != list(range(len(texts))):
            raise ExchangeError("排序题的答案要写出全部字母")
        return [DraftChoice(texts[at], True, feedback[at]) for at in order]
    return [DraftChoice(text, _LETTERS[n] in letters, feedback[n]) for n, text in enumerate(texts)]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _check_size(content: bytes) -> None:
    """A few bytes can unpack to gigabytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            if sum(entry.file_size for entry in pack.infolist()) > _MOST_BYTES:
                raise ExchangeError("表格太大")
    except zipfile.BadZipFile as error:
        raise ExchangeError("打不开这个表格，请另存为 .xlsx") from error


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError as error:
        raise ExchangeError("没有安装表格组件。请运行：pip install 'qinejia[office]'") from error
    return openpyxl
