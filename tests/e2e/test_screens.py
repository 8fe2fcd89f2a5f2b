"""How the components look: the page of styles against stored pictures, coarse enough for any font
rendering. ``UPDATE_SCREENS=1`` stores new ones, which you then look at.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import Page

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.slow

SCREENS = Path(__file__).parent / "screens"
UPDATE = os.environ.get("UPDATE_SCREENS") == "1"
SCALE = 4
"""Pictures are kept at a quarter of their size, in grey: what stands where, and how light."""
LOOKS: dict[str, tuple[int, dict[str, object]]] = {
    "360": (360, {}),
    "768": (768, {}),
    "1280": (1280, {}),
    "360-dark": (360, {"scheme": "dark"}),
    "360-elder": (360, {"elder": True}),
    "1280-dark": (1280, {"scheme": "dark"}),
}
DIFFERENT = 40
"""Grey levels by which a spot must differ to count."""
SHARE = 0.02


def picture(page: Page) -> Image.Image:
    article = Image.open(io.BytesIO(page.locator("#qj-main").screenshot())).convert("L")
    size = (article.width // SCALE, article.height // SCALE)
    return article.resize(size, Image.Resampling.BOX).filter(ImageFilter.BoxBlur(2))


@pytest.mark.parametrize("look", LOOKS)
def test_components_look_as_they_did(visit: Callable[..., Visit], address: str, look: str) -> None:
    width, display = LOOKS[look]
    page = visit("desktop").page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}help/style/")
    page.evaluate("(d) => __md_set('qj-display', d)", display)
    page.reload()
    page.wait_for_timeout(400)
    found = picture(page)
    path = SCREENS / f"{look}.png"
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        found.save(path, optimize=True)
        return
    known = Image.open(path).convert("L")
    assert abs(found.height - known.height) <= known.height * 0.03
    size = (known.width, min(found.height, known.height))
    apart = ImageChops.difference(found.crop((0, 0, *size)), known.crop((0, 0, *size)))
    spots = apart.point(lambda level: 255 if level > DIFFERENT else 0)
    assert ImageStat.Stat(spots).mean[0] / 255 < SHARE


def test_a_change_of_colour_or_place_would_be_seen(
    visit: Callable[..., Visit], address: str
) -> None:
    page = visit("desktop").page
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{address}help/style/")
    page.wait_for_timeout(400)
    before = picture(page)
    page.evaluate("document.querySelectorAll('.qj-box').forEach((b) => (b.hidden = true))")
    after = picture(page)
    assert abs(before.height - after.height) > before.height * 0.03
