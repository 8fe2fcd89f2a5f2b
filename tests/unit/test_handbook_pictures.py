"""The ten pictures from Word to the page are light and say in words what they show."""

from __future__ import annotations

import re

from tests.support import REPOSITORY

HELP = REPOSITORY / "docs/help"


def test_ten_light_pictures_with_their_text() -> None:
    page = (HELP / "from-word.md").read_text("utf-8")
    shown = re.findall(r"^!\[(.*)\]\((images/.*)\)$", page, re.MULTILINE)
    assert {path for _, path in shown} == {f"images/{p.name}" for p in HELP.glob("images/*")}
    assert len(shown) == 10
    for text, path in shown:
        assert len(text) > 20, path
        assert (HELP / path).stat().st_size <= 60 * 1024, path
