"""Style of official documents (公文体例): order of headings, dates, document numbers.

After GB/T 9704—2012 and GB/T 15834—2011.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.rules.prose import Piece

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_FAULTS = re.compile(
    rf"(?P<first>^(?P<n1>{_NUMERAL})[.．][ 　]*(?=[一-鿿]))"
    rf"|(?P<second>^[（(](?P<n2>{_NUMERAL})[）)][、.，．]?)"
    rf"|(?P<ordinal>(?:^|(?<=[。；：]))(?P<n3>第{_NUMERAL})、(?![第一二三四五六七八九十]))"
    r"|(?P<zero>(?<!\d)\d{4}年(?:0\d月(?:\d{1,2}日)?|\d{1,2}月0\d日))"
    r"|(?P<day>(?<!\d)\d{1,2}月\d{1,2}号)"
    r"|(?P<hanyear>(?:二[〇零○]|一九)[〇零○一二三四五六七八九]{2}年)"
    r"|(?P<issue>(?<=[发函办字文令])[\[［(（【](?P<y>(?:19|20)\d\d)[\]］)）】]第?0?(?P<no>\d{1,4})号)",
    re.MULTILINE,
)
SUSPECT = re.compile(
    "[年月、.．）)】\\]］](?:"
    r"(?<=年)0\d月|(?<=月)0\d日|(?<=月)\d{1,2}号|(?<=[〇零○一二三四五六七八九]{2}年)"
    r"|(?<=[一二三四五六七八九十][.．)）])|(?<=[一二三四五六七八九十]、)"
    r"|(?<=[\]］)）】])第?\d{1,4}号)"
)
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def find_style_faults(piece: Piece) -> Iterator[Diagnostic]:
    """QJ203."""
    for match in _FAULTS.finditer(piece.masked):
        old = piece.text[match.start() : match.end()]
        new, message = _advice(match, old)
        if new != old:
            yield piece.report("QJ203", match.start(), old, new, message)


def _advice(match: re.Match[str], old: str) -> tuple[str, str]:
    """What to write, and what is wrong."""
    if match["first"]:
        return f"{match['n1']}、", f"序号“{old}”后面应用顿号"
    if match["second"]:
        return f"（{match['n2']}）", f"序号“{old}”应用全角括号，后面不加标点"
    if match["ordinal"]:
        return f"{match['n3']}，", f"“{old}”后面应用逗号"
    if match["zero"]:
        return re.sub(r"(?<=[年月])0", "", old), f"日期“{old}”的月、日不补 0"
    if match["day"]:
        return old[:-1] + "日", f"日期“{old}”应写“日”"
    if match["hanyear"]:
        return old.translate(_DIGITS), f"年份“{old}”应用阿拉伯数字"
    return f"〔{match['y']}〕{match['no']}号", f"发文字号“{old}”应用六角括号，不加“第”"
