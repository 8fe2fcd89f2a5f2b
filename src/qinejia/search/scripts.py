"""How data stands in the scripts of the index (索引脚本)."""

from __future__ import annotations

import json
from typing import Any


def dump(data: Any) -> str:
    """JSON that may stand in any script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")


def call(name: str, packed: str) -> str:
    """A file of the index: one call of ``qjSearch`` with what ``dump`` gave."""
    return f'qjSearch("{name}",{packed});\n'
