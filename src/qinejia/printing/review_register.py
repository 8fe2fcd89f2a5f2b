"""The register of the review chain (审核登记表): a page for the printer, or a table.

Both stand alone. Void signatures are struck through, so that black and white tells them apart.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

STEPS = ("起草", "初审", "复审", "终审", "保密核定")
_STYLE = """
@page{size:A4 landscape;margin:15mm 12mm}
body{font:10.5pt/1.5 "Noto Serif CJK SC",SimSun,serif;color:#000}
body{max-width:277mm;margin:1rem auto;padding:0 1rem}
h1{font:500 18pt/1.3 "Noto Sans CJK SC",SimHei,sans-serif;text-align:center;margin:0 0 3mm}
.facts,.signed{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem}
.facts{margin:0 0 3mm}
table{border-collapse:collapse;width:100%}
td,th{border:.3mm solid #333;padding:1mm 1.5mm;overflow-wrap:anywhere}
td,th{text-align:left;vertical-align:top}
th{font:500 10pt "Noto Sans CJK SC",SimHei,sans-serif;background:#f2f2f2;white-space:nowrap}
small{display:block;font-size:8.5pt}
td small,td:nth-child(4){white-space:nowrap}
tr{break-inside:avoid}thead{display:table-header-group}
.signed{margin-top:8mm}
@media print{body{margin:0;padding:0;max-width:none}}
@media screen and (max-width:60rem){.scroll{overflow-x:auto}.scroll table{min-width:56rem}}
"""


@dataclass(frozen=True)
class Row:
    """One record (一行): ``signatures`` in the order of ``STEPS``: who, when, whether it counts."""

    title: str
    number: str
    disclosure: str
    owner: str
    signatures: tuple[tuple[str, str, bool], ...]
    state: str
    fingerprint: str


def register_html(rows: Sequence[Row], owner: str, day: str) -> str:
    """The whole page; ``owner`` is the bureau, ``day`` when it was made."""
    heads = ("序号", "名称", "编号或标识", "公开属性", "负责单位", *STEPS, "状态")
    head = "".join(f"<th>{name}</th>" for name in heads)
    body = "".join(_line(number, row) for number, row in enumerate(rows, 1))
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>审核登记表 {day}</title><style>{_STYLE}</style></head><body>"
        f'<h1>信息发布审核登记表</h1><p class="facts"><span>单位：{escape(owner) or "＿＿＿＿＿＿"}'
        f"</span><span>{len(rows)} 条记录</span><span>制表日期：{day}</span></p>"
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        "</div><p>划去的签署已经失效：签署以后内容改过，要重新审核。名称下面是所审内容的指纹。</p>"
        '<p class="signed"><span>填表人：＿＿＿＿＿＿</span>'
        "<span>保密审查负责人：＿＿＿＿＿＿</span><span>日期：＿＿＿＿＿＿</span></p></body></html>\n"
    )


def _line(number: int, row: Row) -> str:
    cells = [
        str(number),
        f"{escape(row.title)}<small>{escape(row.fingerprint)}</small>",
        escape(row.number),
        escape(row.disclosure),
        escape(row.owner),
        *(_signature(*signature) for signature in row.signatures),
        escape(row.state),
    ]
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _signature(person: str, day: str, counts: bool) -> str:
    if not person:
        return ""
    text = f"{escape(person)}<small>{day}</small>"
    return text if counts else f"<s>{text}</s>"


def register_csv(rows: Sequence[Row]) -> str:
    """A table that spreadsheets open with the right characters."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    signed = [f"{name}{what}" for name in STEPS for what in ("", "日期", "是否有效")]
    writer.writerow(["名称", "编号或标识", "公开属性", "负责单位", *signed, "状态", "内容指纹"])
    for row in rows:
        cells = [row.title, row.number, row.disclosure, row.owner]
        for person, day, counts in row.signatures:
            cells += [person, day, ("有效" if counts else "失效") if person else ""]
        cells += [row.state, row.fingerprint]
        writer.writerow([harmless(cell) for cell in cells])
    return "\ufeff" + target.getvalue()


def harmless(cell: str) -> str:
    """A spreadsheet would carry out what begins like a formula."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
