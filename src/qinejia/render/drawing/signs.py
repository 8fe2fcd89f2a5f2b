"""The symbol of a sign (标识的符号): a plate by category, a form of the drawing kit on it.

Plate shape and colour follow the four groups of GB 2894 (禁止、警告、指令、提示); ``服务`` is for
everything that is no safety sign. The plates are ours, for training; the standard's own graphics
are to be bought with the physical sign.
"""

from __future__ import annotations

from html import escape

from qinejia.model import figure as f
from qinejia.model.shape import Shape
from qinejia.model.sign import SignCategory, SignForm
from qinejia.render.drawing.figure import draw_shapes, pen_for

_PLATES = {
    "禁止": '<circle cx="50" cy="50" r="43" fill="#fff" stroke="#b3261e" stroke-width="9"/>',
    "警告": (
        '<path d="M50 9 95 88H5Z" fill="#ffd400" stroke="#1a1a1a" stroke-width="6" '
        'stroke-linejoin="round"/>'
    ),
    "指令": '<circle cx="50" cy="50" r="46" fill="#1f5fa8"/>',
    "提示": '<rect x="4" y="4" width="92" height="92" rx="4" fill="#1b7f3b"/>',
    "服务": '<rect x="4" y="4" width="92" height="92" rx="14" fill="#0b6563"/>',
}
_BAR = '<path d="M20 20 80 80" stroke="#b3261e" stroke-width="9"/>'
_MARKS = {
    "禁止": ("", "#1a1a1a"),
    "警告": ("!", "#1a1a1a"),
    "指令": ("!", "#fff"),
    "提示": ("i", "#fff"),
    "服务": ("i", "#fff"),
}
_FORMS: dict[SignForm, Shape] = {
    "杯": f.Cup.model_validate(
        {"形": "杯", "位": [44, 80], "径": 52, "视": "侧", "柄角": 0, "水位": 0.7}
    ),
    "壶": f.Pot.model_validate({"形": "壶", "位": [50, 84], "高": 66}),
    "花盆": f.Plant.model_validate({"形": "花盆", "位": [50, 86], "宽": 34, "高": 72}),
    "喷壶": f.WateringCan.model_validate({"形": "喷壶", "位": [52, 72], "高": 40}),
    "剪刀": f.Shears.model_validate({"形": "剪刀", "位": [50, 50], "长": 54, "转": -45}),
    "席卡": f.Card.model_validate({"形": "席卡", "位": [50, 50], "宽": 84, "高": 40}),
    "椅": f.Chair.model_validate({"形": "椅", "位": [50, 50], "宽": 46, "高": 46}),
    "话筒": f.Microphone.model_validate({"形": "话筒", "位": [50, 76], "高": 52, "视": "侧"}),
    "人": f.Person.model_validate({"形": "人", "位": [50, 80], "高": 60}),
    "手": f.Hand.model_validate({"形": "手", "位": [50, 50], "宽": 54}),
}
_SCALE = {"警告": "translate(50 60) scale(.62) translate(-50 -50)", "禁止": "", "指令": ""}


def draw_symbol(category: SignCategory, form: SignForm | None) -> str:
    """One ``<svg>`` of 100 × 100 units that stands alone; its text equivalent is the label."""
    mark, colour = _MARKS[category]
    label = f"{category}标识" + (f"：{form}" if form else "")
    inner = ""
    if form:
        inner = draw_shapes((_FORMS[form],), pen_for((100, 100), ""))
        inner = f'<g transform="{_SCALE.get(category) or "translate(9 9) scale(.82)"}">{inner}</g>'
    elif mark:
        inner = (
            f'<text x="50" y="{78 if category == "警告" else 74}" font-size="66" font-weight="700" '
            f'text-anchor="middle" fill="{colour}" font-family="sans-serif">{mark}</text>'
        )
    bar = _BAR if category == "禁止" else ""
    return (
        f'<svg class="qj-sign" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" role="img" '
        f'aria-label="{escape(label)}">{_PLATES[category]}{inner}{bar}</svg>'
    )
