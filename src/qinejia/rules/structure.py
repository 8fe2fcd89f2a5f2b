"""Structure of our own standards (结构): elements, numbers, siblings, hanging paragraphs.

Source of the rules: GB/T 1.1—2020, chapters 6 to 10.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qinejia.diagnostics import Diagnostic
from qinejia.model.records import Clause
from qinejia.model.standard_parts import ELEMENTS, follows
from qinejia.rules.context import Context
from qinejia.rules.own import FRONT, own_standards

REQUIRED = ("前言", "范围", "规范性引用文件", "术语和定义")
MAX_PARTS = 6
"""A chapter and at most five levels of clauses below it."""
_CORE = ELEMENTS.index("术语和定义") + 0.5


def check_elements(context: Context) -> Iterator[Diagnostic]:
    """QJ013: required elements are there, and all stand in their order."""
    for record, _ in own_standards(context):
        chapters = [clause for clause in record.clauses if clause.level == 1]
        titles = {clause.title for clause in chapters}
        missing = [title for title in REQUIRED if title not in titles]
        if all(clause.element for clause in chapters):
            missing.append("核心技术要素")
        if missing and record.is_whole:
            yield Diagnostic("QJ013", record.position, f"缺少要素：{'、'.join(missing)}")
        last: Clause | None = None
        for clause in chapters:
            if last and _rank(clause) < _rank(last):
                before = last.title or f"附录 {last.number}"
                message = f"“{clause.title or clause.number}”应在“{before}”之前"
                yield Diagnostic("QJ013", clause.position, message)
            else:
                last = clause


def _rank(clause: Clause) -> float:
    return ELEMENTS.index(clause.element) if clause.element else _CORE


def check_numbers(context: Context) -> Iterator[Diagnostic]:
    """QJ014: chapters and clauses are numbered without a gap, in at most five levels of clauses."""
    for record, _ in own_standards(context):
        last = ""
        seen: set[str] = set()
        for clause in record.clauses:
            number = clause.number
            if not number or number in seen:
                continue  # one number twice is reported as such
            seen.add(number)
            expected = _first(number) if not last or _begins_annexes(number, last) else ""
            right = number == expected if expected else follows(number, last)
            if not right and record.is_whole:
                hint = (
                    f"应为 {expected or _next(number, last)}；运行 qinejia renumber 可以顺次编号。"
                )
                where = clause.position
                after = f"接在“{last}”后面" if last else "作为第一章"
                yield Diagnostic("QJ014", where, f"编号“{number}”{after}不连续", hint)
            if number.count(".") >= MAX_PARTS:
                yield Diagnostic("QJ014", clause.position, f"“{number}”超过条的五个层次")
            last = number


def _first(number: str) -> str:
    return "A" if number[0].isalpha() else "1"


def _begins_annexes(number: str, last: str) -> bool:
    return number[0].isalpha() and last[0].isdigit()


def _next(number: str, last: str) -> str:
    """The number that should stand here, on the level that was meant."""
    new, old = number.split("."), last.split(".")
    if len(new) > len(old):
        return f"{last}.1"
    before = old[len(new) - 1]
    after = str(int(before) + 1) if before.isdigit() else chr(ord(before) + 1)
    return ".".join([*old[: len(new) - 1], after])


def check_siblings(context: Context) -> Iterator[Diagnostic]:
    """QJ015: no clause stands alone; siblings are all titled or all untitled, these undivided."""
    for record, _ in own_standards(context):
        children: dict[str, list[Clause]] = {}
        by_number: dict[str, Clause] = {}
        for clause in record.clauses:
            if clause.number:
                by_number.setdefault(clause.number, clause)
                children.setdefault(clause.number.rpartition(".")[0], []).append(clause)
        for parent, found in children.items():
            if parent:
                yield from _check_family(by_number.get(parent), found)


def _check_family(parent: Clause | None, children: Sequence[Clause]) -> Iterator[Diagnostic]:
    first = children[0]
    if parent and not parent.title:
        message = f"无标题条“{parent.number}”下面不能再分条"
        yield Diagnostic("QJ015", first.position, message, "给上一层条加标题，或改成列项。")
    if len(children) == 1 and first.element != "术语和定义":
        message = f"“{first.number}”没有同层次的另一条"
        yield Diagnostic("QJ015", first.position, message, "并入上一层，或至少分成两条。")
    for clause in children:
        if bool(clause.title) != bool(first.title):
            state = ("有", "没有") if first.title else ("没有", "有")
            message = f"“{first.number}”{state[0]}标题，同层次的“{clause.number}”{state[1]}标题"
            yield Diagnostic("QJ015", clause.position, message)
            return


def check_hanging_paragraphs(context: Context) -> Iterator[Diagnostic]:
    """QJ016: text between a clause's title and its first sub-clause cannot be cited."""
    for record, _ in own_standards(context):
        parents = {clause.number.rpartition(".")[0] for clause in record.clauses} - {""}
        for clause in record.clauses:
            if clause.number not in parents or not clause.title or clause.element in FRONT:
                continue  # a divided clause without a title is reported as such
            for paragraph in clause.paragraphs:
                if paragraph.role in ("段", "列项"):
                    message = f"“{clause.number}”下面有悬置段"
                    yield Diagnostic("QJ016", paragraph.prose.position, message)
                    break
