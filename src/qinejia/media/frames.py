"""Scenes as pictures of 1280 × 720 (画面).

Composed as one SVG and turned into pixels by resvg with the Noto fonts of the system, so that
every machine with the same versions draws the same.
"""

from __future__ import annotations

import base64
import subprocess
from functools import cache
from html import escape
from pathlib import Path

from qinejia.media.faults import MediaError
from qinejia.media.scenes import Scene
from qinejia.render.drawing import draw

WIDTH, HEIGHT = 1280, 720
PANEL = 200
"""Width of the panel with number and title."""
EDGE = 16
CAPTION = 56
"""Height at the lower edge where players show one line of captions."""
SMALLEST_TEXT = 36
"""Pixels; below that a phone held upright shows nothing that can be read."""
_SMALL = 0.9  # what 字号 小 is of a figure's text
_FAMILY = "Noto Sans CJK SC"
_TYPES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
_TONES = {"": "#0b6563", "正确": "#1b7f3b", "错误": "#b3261e"}
_SIGNS = {"正确": "M-30 2 L-8 24 L32 -24", "错误": "M-24 -24 L24 24 M24 -24 L-24 24"}


def frame_svg(scene: Scene, steps: int, folder: Path) -> str:
    """One frame; ``folder`` holds the picture files of the manual.

    Raises ``MediaError`` for a picture that cannot be shown.
    """
    tone = _TONES[scene.verdict]
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<rect width="{PANEL}" height="{HEIGHT}" fill="{tone}"/>',
        _text(PANEL / 2, 120, str(scene.step), 96, "bold"),
        _text(PANEL / 2, 172, f"共{steps}步", 36),
        _title(scene.title),
        _progress(scene.step, steps),
        _picture(scene, folder),
    ]
    if scene.verdict:
        parts.append(
            f'<g transform="translate({PANEL / 2} 640)"><circle r="52" fill="#ffffff"/>'
            f'<path d="{_SIGNS[scene.verdict]}" fill="none" stroke="{tone}" stroke-width="14" '
            f'stroke-linecap="round" stroke-linejoin="round"/></g>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="{_FAMILY}">{"".join(parts)}</svg>'
    )


def render_png(svg: str) -> bytes:
    """The frame as PNG.

    Raises ``MediaError`` when resvg or a Chinese font is missing.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError as error:
        raise MediaError("没有安装视频组件。请运行：pip install 'qinejia[media]'") from error
    return bytes(
        svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=font_files(), width=WIDTH)
    )


@cache
def font_files() -> list[str]:
    """The regular and the bold face of Noto Sans CJK.

    Raises ``MediaError`` when they are not installed: a clip would be full of boxes.
    """
    found = []
    for weight in ("regular", "bold"):
        try:
            done = subprocess.run(
                ["fc-match", "-f", "%{family}|%{file}", f"{_FAMILY}:weight={weight}"],
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError as error:
            raise MediaError(
                "缺少 fontconfig。Debian 请运行：apt-get install fontconfig"
            ) from error
        family, _, file = done.stdout.partition("|")
        if _FAMILY not in family:
            raise MediaError("没有找到中文字体 Noto。Debian 请运行：apt-get install fonts-noto-cjk")
        found.append(file)
    return found


def title_lines(title: str) -> tuple[list[str], int]:
    """The title in lines that fit the panel, and its size in pixels: four characters a line."""
    size, room = 44, 4
    lines = _wrap(title, room)
    if len(lines) > 6 or (len(lines) > 1 and len(lines[-1]) == 1):
        size, room = SMALLEST_TEXT, 5
        lines = _wrap(title, room)
    if len(lines) > 8:
        lines = [*lines[:7], lines[7][: room - 1] + "…"]
    return lines, size


def _wrap(text: str, room: int) -> list[str]:
    """Lines of at most ``room`` square characters; Latin letters count half."""
    lines, line, width = [], "", 0.0
    for character in text:
        step = 1.0 if character > "\u2e7f" else 0.56
        is_closing = character in "，。、：；）》”"
        if line and width + step > room + (0.5 if is_closing else 0.01):
            lines.append(line)
            line, width = "", 0.0
        if line or not is_closing:
            line += character
            width += step
    return [*lines, line] if line else lines


def _title(title: str) -> str:
    lines, size = title_lines(title)
    return "".join(
        _text(14, 244 + index * size * 1.25, line, size, "bold", "start")
        for index, line in enumerate(lines)
    )


def _text(
    x: float, y: float, text: str, size: int, weight: str = "normal", align: str = "middle"
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{align}" fill="#ffffff">{escape(text)}</text>'
    )


def _progress(step: int, steps: int) -> str:
    """A strip along the panel's upper edge: what is done is white."""
    room = PANEL - 20
    return (
        f'<rect x="10" y="10" width="{room}" height="10" rx="5" fill="#ffffff" opacity="0.3"/>'
        f'<rect x="10" y="10" width="{room * step / steps:g}" height="10" rx="5" fill="#ffffff"/>'
    )


def _picture(scene: Scene, folder: Path) -> str:
    room = WIDTH - PANEL - 2 * EDGE  # words at the rim of a figure may reach over it
    tall = HEIGHT - CAPTION
    place = f'x="{PANEL + EDGE}" y="0" width="{room}" height="{tall}" overflow="visible"'
    if scene.figure is not None:
        width, height = scene.figure.canvas
        shown = min(room, tall * width / height)
        drawn = draw(scene.figure, "", max(0.036, (SMALLEST_TEXT + 0.2) / _SMALL / shown))
        return drawn.replace("<svg ", f"<svg {place} ", 1)
    if not scene.picture:
        return ""
    path = folder / scene.picture
    kind = _TYPES.get(path.suffix.lower())
    if kind is None or not path.is_file():
        raise MediaError(f"图片“{scene.picture}”不能用在视频里，只能用 PNG 和 JPEG")
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    return f'<image {place} xlink:href="data:image/{kind};base64,{data}"/>'
