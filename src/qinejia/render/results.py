"""The page of merged results (成绩分析页): one file that opens by double-click."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from qinejia.assessment.analysis import (
    DOUBTFUL,
    ENOUGH,
    Answer,
    Item,
    Results,
    items_of,
    reliability,
)

_STYLE = """
body{font:16px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1f2a30;
max-width:64rem;margin:0 auto;padding:1rem}
h1,h2{color:#07474b}table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
th,td{border:1px solid #dcd7cb;padding:.3rem .5rem;text-align:left;vertical-align:top}
th{background:#e5f0ef}.n{text-align:right;white-space:nowrap}.r{color:#b3261e;font-weight:700}
svg{display:block;max-width:100%}.s{color:#52616a;font-size:.9em}.w{overflow-x:auto}
"""


def draw_results(results: Results) -> str:
    """HTML of the whole page."""
    answers = results.first_attempts()
    learners = {answer.learner for answer in answers}
    banks = "".join(
        f'<tr><td>{escape(bank)}</td><td class="n">{people}</td><td class="n">{_alpha(alpha)}</td>'
        f'<td class="r">{_doubt(alpha, people)}</td></tr>'
        for bank, (alpha, people) in reliability(answers).items()
    )
    rows = "".join(_item(item) for item in items_of(answers))
    spread = "".join(
        f"<h3>{escape(name)}（{len(shares)} 份）</h3>{_histogram(shares)}"
        for name, shares in sorted(results.ended().items())
    )
    clauses = _clauses(answers)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>成绩分析</title><style>{_STYLE}</style></head><body><h1>成绩分析</h1>"
        f"<p>{len(learners)} 人，{len(answers)} 次首答。难度是平均得分率，区分度是得分最高的 27 % "
        "与最低的 27 % 得分率之差，信度是克龙巴赫 α；只看首答。"
        f"首答不满 {ENOUGH} 次的不加评语。</p>"
        f"<h2>得分分布</h2>{spread or '<p>没有交过的试卷或评分表。</p>'}"
        '<h2>题库</h2><div class="w"><table><thead><tr><th>题库</th><th>全部答过的人</th>'
        f"<th>信度</th><th>提示</th></tr></thead><tbody>{banks}</tbody></table></div>"
        f"<h2>条款</h2>{clauses}"
        '<h2>题目</h2><div class="w"><table><thead><tr><th>题目</th><th>条款</th><th>首答</th>'
        f"<th>难度</th><th>区分度</th><th>提示</th></tr></thead><tbody>{rows}</tbody></table></div>"
        "</body></html>\n"
    )


def _item(item: Item) -> str:
    power = "—" if item.discrimination is None else f"{item.discrimination:.2f}"
    return (
        f'<tr><td>{escape(item.title)}<br><span class="s">{escape(item.question)}</span></td>'
        f'<td>{escape(item.clause)}</td><td class="n">{item.count}</td>'
        f'<td class="n">{item.difficulty:.2f}</td><td class="n">{power}</td>'
        f'<td class="r">{escape(item.remark)}</td></tr>'
    )


def _alpha(alpha: float | None) -> str:
    return "—" if alpha is None else f"{alpha:.2f}"


def _doubt(alpha: float | None, people: int) -> str:
    is_low = alpha is not None and people >= ENOUGH and alpha < DOUBTFUL
    return "信度偏低，不宜用来定成绩" if is_low else ""


def _histogram(shares: list[float]) -> str:
    """Ten bars from 0 to 100 per cent; the numbers stand on them."""
    counts = [0] * 10
    for share in shares:
        counts[min(9, max(0, int(share * 10)))] += 1
    most = max(counts) or 1
    bars = []
    for number, count in enumerate(counts):
        height = 90 * count / most
        bars.append(
            f'<rect x="{number * 50 + 4}" y="{110 - height:.1f}" width="42" height="{height:.1f}" '
            f'fill="#0b5a5e"/><text x="{number * 50 + 25}" y="{104 - height:.1f}" font-size="13" '
            f'text-anchor="middle">{count or ""}</text><text x="{number * 50 + 25}" y="126" '
            f'font-size="11" text-anchor="middle">{number * 10}～{number * 10 + 10}</text>'
        )
    told = "，".join(
        f"{n * 10}～{n * 10 + 10} 分 {count} 份" for n, count in enumerate(counts) if count
    )
    return (
        f'<svg viewBox="0 0 504 132" width="504" role="img" aria-label="{told}">'
        f"{''.join(bars)}</svg>"
    )


def _clauses(answers: Iterable[Answer]) -> str:
    shares: dict[str, list[float]] = {}
    for answer in answers:
        shares.setdefault(answer.clause or "（没有写依据）", []).append(answer.share)
    ranked = sorted(shares.items(), key=lambda pair: sum(pair[1]) / len(pair[1]))
    rows = "".join(
        f'<tr><td>{escape(clause)}</td><td class="n">{len(own)}</td>'
        f'<td class="n">{sum(own) / len(own):.0%}</td><td><svg viewBox="0 0 200 12" width="200" '
        f'role="img" aria-label="{sum(own) / len(own):.0%}"><rect width="200" height="12" '
        f'fill="#eeece6"/><rect width="{200 * sum(own) / len(own):.1f}" height="12" '
        'fill="#0b5a5e"/></svg></td></tr>'
        for clause, own in ranked
    )
    return (
        '<div class="w"><table><thead><tr><th>条款（得分率低的在前）</th><th>首答</th>'
        f"<th>得分率</th><th></th></tr></thead><tbody>{rows}</tbody></table></div>"
    )
