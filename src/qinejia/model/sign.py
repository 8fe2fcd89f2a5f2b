"""What a sign (标识) may be: category, symbol and paper."""

from __future__ import annotations

from typing import Literal

SignCategory = Literal["服务", "提示", "指令", "警告", "禁止"]
"""类别: the four groups of safety signs of GB 2894, and 服务 for every other notice."""
SignForm = Literal["杯", "壶", "花盆", "喷壶", "剪刀", "席卡", "椅", "话筒", "人", "手"]
"""符号: a form of the drawing kit that stands on the plate."""
SignSize = Literal["A4", "A3", "标签"]
"""尺寸: paper; a label is 96 mm × 54 mm, ten to a sheet of A4."""
