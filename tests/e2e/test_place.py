"""A place as a trainee meets it: scan, plan, point, then clip, step and question."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.drivers import Browser, firefox, until, webkit
from tests.e2e.serving import serve
from tests.sites.building import build, copy_own

PLACE = "places/sj-chashui/"
ENGINES = {"Firefox ESR": firefox, "WebKitGTK": webkit}
TAB = "\ue004"
ENTER = "\ue007"
RIGHT = "\ue014"
ESCAPE = "\ue00c"


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    page.wait_for_selector("qj-map[data-ready]", state="attached")
    return page


def test_scan_place_point_clip_step_question(visit: Callable[..., Visit], intranet: str) -> None:
    tab = visit("phone")
    page = tab.page
    page.goto(f"{intranet}q/sj-chashui/")
    page.wait_for_url("**/places/sj-chashui/")
    page.wait_for_selector("qj-map[data-ready]")
    page.locator("qj-map").scroll_into_view_if_needed()
    page.tap(".qj-map__spot:text-is('1')")
    panel = page.locator(".qj-map__panel")
    expect(panel).to_contain_text("热水区")
    expect(panel).to_contain_text("保温壶　4把")
    expect(page).to_have_url(re.compile(r"\#point-1$"))
    panel.locator("a[href*='sp-chashui']").tap()
    page.wait_for_selector("qj-lesson[data-ready]", state="attached")
    expect(page).to_have_url(re.compile(r"\#t=121\.1$"))
    page.evaluate("document.querySelector('video').muted = true")
    expect(page.locator(".qj-lesson__now")).to_contain_text("测水温")
    page.locator(".qj-lesson__now a", has_text="图册第 5 步").tap()
    page.wait_for_url("**/tc-chashui/#step-5")
    page.go_back()
    page.wait_for_selector("qj-lesson[data-ready]", state="attached")
    page.locator(".qj-lesson__questions a").first.tap()
    page.wait_for_url("**/tk-chashui/#q4")
    expect(page.locator("#q4")).to_be_visible()
    assert tab.problems == []


def test_points_by_keyboard(visit: Callable[..., Visit], address: str) -> None:
    page = opened(visit().page, address + PLACE)
    page.focus(".qj-map__spot")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".qj-map__panel")).to_contain_text("取茶位")
    assert page.get_attribute(".qj-map__spot:text-is('2')", "aria-pressed") == "true"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.textContent") == "8"
    page.keyboard.press("Space")
    expect(page.locator(".qj-map__panel")).to_contain_text("座位右后侧停步")
    page.keyboard.press("Escape")
    expect(page.locator(".qj-map__panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "8"


def test_layers_hide_points_and_flow_lines(visit: Callable[..., Visit], address: str) -> None:
    page = opened(visit("phone").page, address + PLACE)
    page.tap(".qj-map__layers summary")
    page.tap("label:has-text('备茶区')")
    assert page.locator(".qj-map__spot:visible").all_inner_texts() == ["6", "7", "8"]
    page.focus(".qj-map__spot:text-is('8')")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "6"
    flow = page.locator("g[data-layer='服务流线']")
    expect(flow).to_be_visible()
    page.tap("label:has-text('服务流线')")
    assert flow.is_hidden()


def test_zoom_keeps_points_in_place(visit: Callable[..., Visit], address: str) -> None:
    tab = visit("phone")
    page = opened(tab.page, address + PLACE)
    where = """() => {
      const plan = document.querySelector(".qj-map__plan").getBoundingClientRect();
      const spot = document.querySelector(".qj-map__spot").getBoundingClientRect();
      return [(spot.x + spot.width / 2 - plan.x) / plan.width,
        (spot.y + spot.height / 2 - plan.y) / plan.height, plan.width];
    }"""
    before = page.evaluate(where)
    height = "document.querySelector('.qj-map__frame').offsetHeight"
    high = page.evaluate(height)
    page.tap("[aria-label='放大']")
    page.tap("[aria-label='放大']")
    after = page.evaluate(where)
    assert after[2] == pytest.approx(2 * before[2], rel=0.02)
    assert after[:2] == pytest.approx(before[:2], abs=0.005)
    assert page.evaluate(height) == high
    assert tab.overflow == 0


def test_an_address_names_a_point(visit: Callable[..., Visit], address: str) -> None:
    page = opened(visit("phone").page, f"{address}{PLACE}#point-5")
    expect(page.locator(".qj-map__panel")).to_contain_text("回收区")
    box = page.locator(".qj-map__frame").bounding_box()
    assert box and 0 <= box["y"] < 400


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_without_scripts_marks_and_list_remain(
    visit: Callable[..., Visit], address: str, size: str
) -> None:
    page = visit(size, scripts=False).open(address + PLACE)
    expect(page.locator(".qj-map__marks .qj-fig__callout")).to_have_count(8)
    expect(page.locator(".qj-point:visible")).to_have_count(8)
    assert page.locator("#point-4").inner_text().startswith("4应急用品")


def test_targets_are_large_enough(visit: Callable[..., Visit], address: str) -> None:
    page = opened(visit("phone").page, address + PLACE)
    for spot in page.locator(".qj-map__spot").all():
        box = spot.bounding_box()
        assert box and min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("engine", list(ENGINES))
@pytest.mark.parametrize("over", ["http", "file"])
def test_points_by_keyboard_in_other_engines(
    address: str, usb: Path, engine: str, over: str
) -> None:
    with ENGINES[engine]() as opened_browser:
        browser: Browser = opened_browser
        browser.size(360, 740)
        url = address + PLACE if over == "http" else (usb / "places/sj-chashui.html").as_uri()
        browser.open(url)
        until(browser, "return document.querySelector('qj-map')?.dataset.ready === '';")
        browser.run("document.querySelector('.qj-map__spot').focus();")
        browser.press(RIGHT)
        browser.press(ENTER)
        until(browser, "return !document.querySelector('.qj-map__panel').hidden;")
        name = "return document.querySelector('.qj-map__panel .qj-point__name').textContent;"
        assert "取茶位" in browser.run(name)
        browser.press(ESCAPE)
        until(browser, "return document.querySelector('.qj-map__panel').hidden;")


# --- what the repository's own places do not have ------------------------------------------------

SENSITIVE = """  - 名称: 监控主机
    位: [92, 80]
    说明: "保密说明甲乙丙，见[[tc-chashui#step-2]]。"
    条款: ["std-q-qej-bz201.3-2026#4.1.1"]
    敏感: 是
"""


def photo(path: Path, width: int = 1024) -> None:
    """A picture twice as wide as high with a pattern, as a panorama camera makes them."""
    with av.open(str(path), "w", format="image2") as out:
        stream = out.add_stream("mjpeg", rate=Fraction(1))
        stream.width, stream.height, stream.pix_fmt = width, width // 2, "yuvj420p"
        frame = av.VideoFrame(width, width // 2, "rgb24")
        row = bytes(v for x in range(width) for v in (x * 255 // width, 120, 255 * (x // 64 % 2)))
        line = frame.planes[0].line_size
        frame.planes[0].update(row.ljust(line, b"\0") * (width // 2))
        out.mux(stream.encode(frame))
        out.mux(stream.encode())


def stripes(png: bytes) -> int:
    """How often the colour changes between blue and not along the middle of a picture."""
    with av.open(io.BytesIO(png)) as picture:
        frame = next(picture.decode(video=0)).reformat(format="rgb24")
    assert isinstance(frame, av.VideoFrame)
    start = frame.planes[0].line_size * (frame.height // 2)
    row = bytes(frame.planes[0])[start : start + 3 * frame.width]
    blue = [value > 128 for value in row[2::3]]
    return sum(a != b for a, b in pairwise(blue))


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The own content with a sensitive point and a panorama."""
    folder = copy_own(tmp_path_factory.mktemp("marked") / "site")
    page = folder / "docs/places/sj-chashui.md"
    text = page.read_text("utf-8")
    end = text.index("\n```\n", text.index("```点位图"))
    text = text[:end] + "\n" + SENSITIVE + "全景: around.jpg" + text[end:]
    page.write_text(text, "utf-8")
    photo(folder / "docs/places/around.jpg")
    return folder


@pytest.fixture(scope="module")
def inside(marked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(marked, tmp_path_factory.mktemp("inside") / "site")


def test_a_sensitive_point_is_on_the_intranet_only(
    marked: Path, inside: Path, tmp_path: Path
) -> None:
    outside = build(marked, tmp_path / "outside", "--edition", "public")
    page = (inside / PLACE / "index.html").read_text("utf-8")
    assert 'id="point-9"' in page and "保密说明甲乙丙" in page
    files = [path for path in outside.rglob("*") if path.is_file()]
    assert (outside / PLACE / "index.html").exists()
    for path in files:
        content = path.read_bytes()
        assert "监控主机".encode() not in content, path
        assert "保密说明".encode() not in content, path
    page = (outside / PLACE / "index.html").read_text("utf-8")
    assert 'id="point-8"' in page and "point-9" not in page
    # The step that only the sensitive point names tells nothing of it.
    step = re.findall(r"point-9", (outside / "manuals/tc-chashui/index.html").read_text("utf-8"))
    assert step == []


def test_a_panorama_is_fetched_when_asked_for(inside: Path, visit: Callable[..., Visit]) -> None:
    tab = visit("desktop")
    with serve(inside) as address:
        page = opened(tab.page, address + PLACE)
        assert not any("panorama" in url or "around" in url for url in tab.requests)
        page.click("text=看 360° 全景照片")
        page.wait_for_selector(".qj-map__sphere canvas")
        page.wait_for_timeout(500)
        assert stripes(page.locator(".qj-map__sphere").screenshot()) >= 4
        assert any("panorama" in url for url in tab.requests)
        assert tab.problems == []
