"""The comment on a pull request (汇总), in Markdown; whatever people wrote is escaped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qinejia.diagnostics import Diagnostic, Severity
from qinejia.diagnostics.formats import count
from qinejia.links.addresses import describe
from qinejia.links.redline import Change
from qinejia.links.tracing import STATES
from qinejia.pulls.comparing import MOVED, ClauseChanges, Comparison, Coverage
from qinejia.pulls.escaping import code, escape
from qinejia.pulls.git import ChangedFile
from qinejia.pulls.owners import Owned

MARK = "<!-- qinejia-pr-summary -->"
"""By which a script finds the comment again."""
_MOST = 30
_REMARKS = (Severity.ERROR, Severity.WARNING)
_STATUS = {"A": "新增", "D": "删除", "R": "移动", "C": "复制"}
_UNOWNED = "没有写负责单位"


@dataclass(frozen=True)
class PullRequest:
    """Everything that the comment tells (合并请求)."""

    comparison: Comparison
    old_faults: tuple[Diagnostic, ...]
    faults: tuple[Diagnostic, ...]
    others: tuple[ChangedFile, ...]
    """Changed files that are no pages."""
    reviewers: Mapping[str, Sequence[Owned]]
    subjects: tuple[str, ...]


def summarise(pull: PullRequest) -> str:
    """The whole comment."""
    sections = (
        _faults(pull),
        _pages(pull),
        _clauses(pull.comparison.clauses),
        _impact(pull.comparison),
        _coverage(pull.comparison),
        _reviewers(pull.reviewers),
        _others(pull.others),
        _subjects(pull.subjects),
    )
    text = "\n\n".join("\n".join(lines) for section in sections if (lines := list(section)))
    return f"{MARK}\n## 本次改动\n\n{text}\n"


def as_comment(pull: PullRequest) -> str:
    """The body of a request that adds a comment; all four Git hosts take it."""
    return json.dumps({"body": summarise(pull)}, ensure_ascii=False)


def as_review(pull: PullRequest, changed: Sequence[str], prefix: str) -> str:
    """The body of a request that adds a review with remarks at the lines (Gitea, Forgejo).

    Only lines of changed files, by path from the site's folder, can carry one; ``prefix`` is that
    folder in the repository.
    """
    remarks = [d for d in pull.faults if d.severity in _REMARKS and d.position.path in changed]
    comments = [
        {
            "path": prefix + d.position.path,
            "new_position": d.position.line,
            "body": f"{d.code}（{d.severity}）{escape(d.message)}。{escape(d.advice)}",
        }
        for d in remarks[:_MOST]
    ]
    body = {"body": summarise(pull), "event": "COMMENT", "comments": comments}
    return json.dumps(body, ensure_ascii=False)


def _faults(pull: PullRequest) -> Iterator[str]:
    yield f"**检查**：{count(pull.faults)}（合入前：{count(pull.old_faults)}）"
    known = {(d.code, d.position.path, d.message) for d in pull.old_faults}
    new = [d for d in pull.faults if (d.code, d.position.path, d.message) not in known]
    yield from _most([_fault(d) for d in new if d.severity in _REMARKS])


def _fault(diagnostic: Diagnostic) -> str:
    where = code(str(diagnostic.position))
    return f"- {where} {diagnostic.code}（{diagnostic.severity}）{escape(diagnostic.message)}"


def _pages(pull: PullRequest) -> Iterator[str]:
    pages = pull.comparison.pages
    if not pages:
        yield "### 页面\n\n没有改动页面。"
        return
    yield f"### 页面（{len(pages)}）\n\n| 改动 | 页面 | 文件 |\n|---|---|---|"
    for page in pages[:_MOST]:
        file = code(page.path) + (f"（原来是 {code(page.old)}）" if page.kind == MOVED else "")
        yield f"| {page.kind} | {escape(page.title)} | {file} |"
    if len(pages) > _MOST:
        yield f"| …… | 另有 {len(pages) - _MOST} 个页面 | |"


def _clauses(standards: Sequence[ClauseChanges]) -> Iterator[str]:
    if standards:
        yield f"### 条款（{sum(len(one.changes) for one in standards)}）"
    for one in standards:
        old, new = one.revision.old, one.revision.new
        editions = "" if old.id == new.id else f"，代替 {escape(describe(old))}"
        yield f"\n**{escape(describe(new))}**{editions}\n"
        yield from _most([f"- {change.kind} {_clause(change)}" for change, _ in one.changes])


def _clause(change: Change) -> str:
    names = [f"{c.number} {c.title}".strip() for c in (change.old, change.new) if c]
    flags = [("约束强度变化", change.strength), ("指标变化", change.limits)]
    notes = "、".join(flag for flag, is_set in flags if is_set)
    shown = " → ".join(escape(name, 60) for name in dict.fromkeys(names))
    return f"{shown}（**{notes}**）" if notes else shown


def _impact(comparison: Comparison) -> Iterator[str]:
    """What cites a changed clause; once each, where it does so first."""
    touched = {page.path for page in comparison.pages}
    places: dict[str, str] = {}
    for one in comparison.clauses:
        for change, edges in one.changes:
            for edge in edges:
                holder = comparison.new.records[edge.source]
                name = f"- {_clause(change)}：{escape(describe(holder, edge.source_anchor))}"
                done = "（本次也改了）" if holder.path in touched else ""
                places.setdefault(name, f"{name} {code(str(edge.position))}{done}")
    if places:
        yield f"### 要复核的地方（{len(places)}）\n"
        yield from _most(list(places.values()))


def _coverage(comparison: Comparison) -> Iterator[str]:
    before, after = comparison.before, comparison.after
    yield "### 五位一体\n\n| | 合入前 | 合入后 |\n|---|---|---|"
    for (name, old), (_, new) in zip(_counts(before), _counts(after), strict=True):
        yield f"| {name} | {old} | {new if old == new else f'**{new}**'} |"
    moved = comparison.moved_states
    if moved:
        yield ""
    yield from _most(
        [
            f"- {escape(describe(comparison.new.records[record]))} {escape(number)}：{old} → {new}"
            for (record, number), old, new in moved
        ]
    )


def _counts(coverage: Coverage) -> list[tuple[str, str]]:
    states = [(state, str(coverage.count(state))) for state in reversed(STATES)]
    return [
        ("要求条款", str(len(coverage.states))),
        *states,
        ("过期引用", str(coverage.outdated)),
        ("五种形式齐全的标准和课程", f"{coverage.complete} / {coverage.subjects}"),
    ]


def _reviewers(reviewers: Mapping[str, Sequence[Owned]]) -> Iterator[str]:
    if reviewers:
        yield "### 谁来审看\n"
    for unit, owned in reviewers.items():
        names = "、".join(f"`{name}`" for name in owned[0].reviewers) or "还没有写“审看”"
        titles = "、".join(f"《{escape(one.record.title, 40)}》" for one in owned[:5])
        more = f" 等 {len(owned)} 个" if len(owned) > 5 else ""
        yield f"- {escape(unit) or _UNOWNED}（{names if unit else '由管理员指定'}）：{titles}{more}"


def _others(files: Sequence[ChangedFile]) -> Iterator[str]:
    if files:
        yield f"### 其他文件（{len(files)}）\n"
        yield from _most([f"- {_STATUS.get(f.status, '修改')} {code(f.path)}" for f in files])


def _subjects(subjects: Sequence[str]) -> Iterator[str]:
    if subjects:
        yield f"### 提交（{len(subjects)}）\n"
        yield from _most([f"- {escape(subject)}" for subject in subjects])


def _most(lines: Sequence[str]) -> Iterator[str]:
    """Git hosts cut or refuse comments that are too long."""
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"- ……另有 {len(lines) - _MOST} 项"
