"""Rows of questions made regular (考题的单元格): heads, kinds, options, answers as in sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qinejia.exchange.draft import Draft, ExchangeError
from qinejia.exchange.sheet import read_row
from qinejia.importing.typed_numbers import half_width

LETTERS = "ABCDEFGHIJ"
_HEADS = {
    "题号": ("序号", "编号", "题号", "号"),
    "题型": ("题型", "类型", "题目类型", "试题类型"),
    "题干": ("题干", "题目", "试题", "试题内容", "题目内容", "问题", "考题", "内容"),
    "选项": ("选项", "备选答案", "备选项", "选择项", "答案选项"),
    "答案": ("答案", "正确答案", "标准答案", "参考答案"),
    "分值": ("分值", "分数", "分"),
    "难度": ("难度", "难易程度", "难易度"),
    "依据": ("依据", "出处", "考核依据", "条款", "标准条款", "来源", "依据条款"),
    "解析": ("解析", "答案解析", "说明", "试题解析"),
}
_HEAD_OF = {name: head for head, names in _HEADS.items() for name in names}
_OPTION_HEAD = re.compile(r"(?:选项|备选答案|备选项|答案选项)?([A-J])(?:选项|项)?$")
_OPTION = re.compile(r"(?:^|(?<=[\s　；;。，？?）)：:]))([A-J])\s*[.、:)]\s*")
_KINDS = {
    "单项选择": "单选", "单选": "单选", "选择": "", "多项选择": "多选", "多选": "多选",
    "不定项选择": "多选", "不定项": "多选", "判断": "判断", "是非": "判断", "填空": "填空",
    "排序": "排序", "配对": "配对", "连线": "配对",
}  # fmt: skip
_TRUE = ("对", "正确", "√", "✓", "✔", "是", "T", "TRUE", "A", "Y")
_FALSE = ("错", "错误", "×", "✗", "✘", "X", "否", "F", "FALSE", "B", "N", "不正确", "不对")
_EMPTY_BLANK = re.compile(r"[（(][\s　]*[)）]|_{2,}")
ESCAPED_BLANK = re.compile(r"(?:\\_){2,}")
Cells = dict[str, str]


def head_of(text: str) -> str:
    """The regular name of a column, e.g. ``选项B``; empty when it is not known."""
    key = re.sub(r"[\s　]|[（(].*", "", half_width(text))
    option = _OPTION_HEAD.match(key)
    return f"选项{option[1]}" if option else _HEAD_OF.get(key, "")


def kind_of(text: str) -> str:
    """The kind of question that a cell or a section's head names; empty when none."""
    key = re.sub(r"[\s　]|[（(].*", "", text)
    key = re.sub(r"^第?[一二三四五六七八九十\d]+(?:部分)?[、.．]?", "", key).split("题")[0]
    return _KINDS.get(key, "")


def split_options(text: str) -> tuple[str, list[str]]:
    """What stands before ``A.``, and the options; letters must run from A without a gap."""
    plain = half_width(text)
    run: list[re.Match[str]] = []
    for match in _OPTION.finditer(plain):
        # ``A.1`` in a line may be a clause of an annex; after an option it is the next one.
        is_clause = re.match(r".\.\d", text[match.start() :])
        if match[1] == LETTERS[len(run)] and (run or not is_clause or _begins_line(plain, match)):
            run.append(match)
    if len(run) < 2:
        return text, []
    ends = [match.start() for match in run[1:]] + [len(text)]
    options = [text[m.end() : end].strip(" \u3000\n；;") for m, end in zip(run, ends, strict=True)]
    return text[: run[0].start()].strip(), options


def _begins_line(text: str, match: re.Match[str]) -> bool:
    return not text[: match.start()].rpartition("\n")[2].strip(" \u3000")


def make_draft(cells: Mapping[str, str], number: int, section: str) -> Draft:
    """The question of one row. Raises ``ExchangeError`` with the reason."""
    row = dict(cells)
    stem, options = split_options(row.get("题干", ""))
    row["题干"] = stem
    options = split_options(row.pop("选项", ""))[1] or options
    for letter, option in zip(LETTERS, options, strict=False):
        row.setdefault(f"选项{letter}", option)
    _drop_letters(row)
    answer = half_width(row.get("答案", "")).strip()
    if not answer:
        row["题干"], answer = _answer_in_stem(stem)
    count = sum(1 for letter in LETTERS if row.get(f"选项{letter}"))
    kind = kind_of(row.get("题型", "")) or section or _guess(row["题干"], count, answer)
    row["题型"], row["题号"] = kind, f"q{number}"
    if kind == "判断":
        row.update(_true_or_false(answer))
    elif kind == "填空":
        row["题干"], row["答案"] = _blanks(row["题干"], row.get("答案", answer))
    else:
        row["答案"] = re.sub(r"[\s,，、;；.]", "", answer.upper())
        if re.search(r"[^A-J]", row["答案"]) or not row["答案"]:
            raise ExchangeError(f"看不懂答案“{answer[:20]}”")
        if max(row["答案"]) > LETTERS[max(count - 1, 0)]:
            raise ExchangeError(f"答案“{answer[:20]}”不在选项里")
    row["难度"] = (
        row.get("难度", "").replace("容易", "易").replace("简单", "易").replace("较难", "难")
    )
    row["分值"] = row.get("分值", "").removesuffix("分").strip()
    return read_row(row, number)


def _drop_letters(row: Cells) -> None:
    """``A. 五分`` in the column of A: a letter that each option repeats is no word of it."""
    given = [(f"选项{x}", x) for x in LETTERS if row.get(f"选项{x}")]
    found = [re.match(rf"{x}\s*[.、:)]\s*(?=\S)", half_width(row[name])) for name, x in given]
    if len(found) > 1 and all(found):
        for (name, _), match in zip(given, found, strict=True):
            row[name] = row[name][match.end() if match else 0 :]


def _guess(stem: str, options: int, answer: str) -> str:
    if options:
        letters = re.sub(r"[^A-J]", "", answer.upper())
        return "多选" if len(letters) > 1 else "单选"
    if answer.upper() in (*_TRUE, *_FALSE) and answer.upper() not in LETTERS:
        return "判断"
    if _EMPTY_BLANK.search(ESCAPED_BLANK.sub("____", stem)):
        return "填空"
    raise ExchangeError("看不出题型")


def _answer_in_stem(stem: str) -> tuple[str, str]:
    """``……几分满？（ B ）``: the answer stands in the brackets that wait for it."""
    match = re.search(r"[（(]\s*([A-J]{1,6}|√|×|对|错)\s*[)）]", stem)
    if match is None:
        raise ExchangeError("没有答案")
    return f"{stem[: match.start()]}（　）{stem[match.end() :]}", match[1]


def _true_or_false(answer: str) -> Cells:
    key = answer.upper()
    if key not in _TRUE and key not in _FALSE:
        raise ExchangeError(f"看不懂答案“{answer[:20]}”")
    said = {"选项A": "正确", "选项B": "错误", "答案": "A" if key in _TRUE else "B"}
    return {**{f"选项{letter}": "" for letter in LETTERS}, **said}


def _blanks(stem: str, answer: str) -> tuple[str, str]:
    stem = ESCAPED_BLANK.sub("____", stem)
    stem, count = _EMPTY_BLANK.subn("____", stem)
    if not count:
        raise ExchangeError("填空题的题干里没有空")
    for signs in ("；;", "；;、", "；;、，,", "；;、，, "):
        parts = [part.strip() for part in re.split(f"[{signs}]", answer) if part.strip()]
        if len(parts) == count:
            return stem, "；".join(parts)
    raise ExchangeError(f"有 {count} 个空，答案却是“{answer[:20]}”")
