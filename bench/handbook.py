"""The ten pictures of `docs/help/from-word.md`: ``python -m bench.handbook`` takes them anew.

Everything in them happens: a Word file in the template of GB/T 1.1 is imported into a copy of this
site, mended, previewed, reviewed, compared and built. Only two things are drawn for the picture:
the Word file's first page (no Word here) and the frame of the terminal.
"""

from __future__ import annotations

import html
import io
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import markdown
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.serving import serve
from tests.sites.building import ROOT, build, copy_own, run
from tests.word import Word, gb_cover, gb_word

OUT = ROOT / "docs/help/images"
LIMIT = 60 * 1024
WORD = "会议室开窗通风规程.docx"
NAME = "std-q-qej-bz299-2026"
PAGE = f"docs/standards/{NAME}.md"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLE = """
body { margin: 0; font: 15px/1.6 "Noto Sans CJK SC", sans-serif; background: #fff }
#shot { width: 760px; box-sizing: border-box; background: #fff }
.screen { background: #1f2430; color: #e6e6e6 }
.screen b { color: #8fd6a8; font-weight: normal }
.file { background: #f6f7f8; border: 1px solid #ccd }
pre { margin: 0; padding: 14px 18px; font: 15px/1.55 monospace, "Noto Sans CJK SC";
  white-space: pre-wrap; overflow-wrap: anywhere }
#shot.paper { border: 1px solid #999; padding: 36px 60px; font-family: "Noto Serif CJK SC", serif }
.paper p { margin: 0 0 10px }
.big { font-size: 26px; text-align: center; font-weight: bold; margin: 24px 0 !important }
.head { font-family: "Noto Sans CJK SC"; font-weight: bold }
.text { text-indent: 2em }
#shot.comment { border: 1px solid #ccd; padding: 16px 20px }
table { border-collapse: collapse } td, th { border: 1px solid #ccd; padding: 3px 8px }
h2, h3 { margin: 10px 0 6px }
"""


def word_file() -> Word:
    """A short standard as an office writes it, with three things to mend."""
    word = gb_cover(gb_word())
    for form, text in (
        ("章标题", "范围"),
        ("段", "本文件规定了会议室开窗通风的时间、方法和记录。"),
        ("章标题", "规范性引用文件"),
        ("段", "本文件没有规范性引用文件。"),
        ("章标题", "术语和定义"),
        ("段", "本文件没有需要界定的术语和定义。"),
        ("章标题", "通风要求"),
        ("一级条标题", "时间"),
        ("段", "会前应开窗30min（示例值）。"),
        ("一级条标题", "方法"),
        ("段", "必须先确认窗外没有作业，再开窗。"),
        ("章标题", "记录"),
        ("一级条标题", "填写"),
        ("段", "每次通风后应填写通风记录。"),
        ("一级条标题", "保存"),
        ("段", "通风记录应按月归档。"),
    ):
        word.p(text, style=form)
    return word


class Studio:
    """Takes the pictures of one site."""

    def __init__(self, site: Path, browser: Browser) -> None:
        self.site, self.browser = site, browser

    def said(self, *arguments: str) -> str:
        """What a command prints, the folder of the site left out."""
        done = run(self.site, *arguments)
        return (done.stdout + done.stderr).strip().replace(f"{self.site}/", "")

    def git(self, *arguments: str) -> None:
        names = ["-c", "user.name=编辑", "-c", "user.email=bianji@example.cn"]
        subprocess.run(["git", *names, *arguments], cwd=self.site, check=True, capture_output=True)

    def answer(self, command: str) -> str:
        """A command and what it says, as a terminal shows both."""
        said = self.said(*command.split()[1:])
        shown = command.replace("--", "-\u2060-\u2060")  # no line ends inside an option
        return f"<b>$ {html.escape(shown)}</b>\n{html.escape(said)}"

    def show(self, name: str, *answers: str, below: str = "") -> None:
        """A terminal; ``below`` it, part of a file."""
        shown = f'<pre class="screen">{"<br><br>".join(answers)}</pre>'
        if below:
            shown += f'<pre class="file">{html.escape(below)}</pre>'
        self.draw(name, f'<div id="shot">{shown}</div>')

    def file(self, name: str, text: str) -> None:
        self.draw(name, f'<div id="shot"><pre class="file">{html.escape(text)}</pre></div>')

    def draw(self, name: str, body: str) -> None:
        page = self.browser.new_page(viewport={"width": 1100, "height": 600})
        page.set_content(f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>{body}")
        save(name, page.locator("#shot").screenshot())
        page.close()

    def open(self, address: str, width: int, height: int) -> Page:
        page = self.browser.new_page(viewport={"width": width, "height": height})
        page.goto(address)
        return page


def save(name: str, png: bytes) -> None:
    """As WebP, small enough for a phone."""
    for quality in (80, 60, 40):
        data = io.BytesIO()
        Image.open(io.BytesIO(png)).convert("RGB").save(data, "WEBP", quality=quality, method=6)
        if data.tell() <= LIMIT:
            break
    (OUT / f"{name}.webp").write_bytes(data.getvalue())
    print(f"{name}.webp {data.tell() // 1024} KB", flush=True)


def first_page(data: bytes) -> str:
    """The paragraphs of a Word file, drawn simply."""
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        body = ElementTree.fromstring(pack.read("word/document.xml"))
    lines, chapter, clause = [], 0, 0
    for paragraph in body.iter(f"{_W}p"):
        text = html.escape("".join(node.text or "" for node in paragraph.iter(f"{_W}t")))
        mark = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style = "" if mark is None else mark.get(f"{_W}val", "")
        css = {"封面标准名称": "big", "段": "text"}.get(style, "")
        if style == "章标题":
            chapter, clause, css = chapter + 1, 0, "head"
            text = f"{chapter}　{text}"
        elif style == "一级条标题":
            clause, css = clause + 1, "head"
            text = f"{chapter}.{clause}　{text}"
        lines.append(f'<p class="{css}">{text}</p>')
    return f'<div id="shot" class="paper">{"".join(lines)}</div>'


@contextmanager
def preview(site: Path) -> Iterator[str]:
    """`qinejia serve` of the site."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "qinejia", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "预览" in line:
                break
        with subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL) as drain:
            yield f"http://127.0.0.1:{port}/"
            process.terminate()
            drain.terminate()


def take(studio: Studio) -> None:
    """The ten pictures, in the order of the work."""
    site, path = studio.site, studio.site / PAGE
    studio.git("init", "-q", "-b", "main")
    studio.git("add", "-A")
    studio.git("commit", "-qm", "现有内容")
    data = word_file().build()
    (site / WORD).write_bytes(data)

    studio.draw("01-word", first_page(data))
    studio.show("02-import", studio.answer(f"qinejia import {WORD}"))
    (site / WORD).unlink()
    draft = path.read_text("utf-8")
    studio.file("03-draft", draft[: draft.index("## 5 ")].strip())
    studio.show("04-check", studio.answer(f"qinejia check {PAGE}"))

    text = path.read_text("utf-8").replace("全文: 自有", "全文: 自有\n负责: 局标准化项目组")
    path.write_text(text, "utf-8")
    answer = studio.answer(f"qinejia check --fix {PAGE}")
    good = path.read_text("utf-8")
    lines = good[good.index("### 4.1") : good.index("## 5 ")].strip()
    studio.show("05-fix", answer, below=lines)

    with preview(site) as address:
        page = studio.open(f"{address}standards/{NAME}/", 1000, 640)
        path.write_text(
            good.replace("再开窗。", "再开窗，见[[std-q-qej-bz299-2026#4.9]]。"), "utf-8"
        )
        page.wait_for_selector("text=4.9", timeout=120_000)
        page.wait_for_timeout(1000)
        save("06-preview", page.screenshot())
        page.close()
        path.write_text(good, "utf-8")

    studio.git("checkout", "-qb", "tongfeng")
    studio.git("add", "-A")
    studio.git("commit", "-qm", "新增会议室开窗通风规程")
    sign = f"qinejia review sign {PAGE} --date 2026-11-18"
    signed = [
        studio.answer(f"{sign} --as {step} --name {who}")
        for step, who in (("初审", "会议服务科"), ("复审", "办公室"), ("终审", "分管领导"))
    ]
    status = studio.answer(f"qinejia review status {PAGE}")
    studio.show("07-review", *signed, status)
    studio.git("commit", "-qam", "三审签署")

    summary = studio.said("pr-summary", "--base", "main")
    shown = markdown.markdown(summary, extensions=["tables", "sane_lists"])
    studio.draw("08-summary", f'<div id="shot" class="comment">{shown}</div>')

    with tempfile.TemporaryDirectory() as out, serve(build(site, Path(out) / "site")) as address:
        page = studio.open(f"{address}standards/{NAME}/", 360, 740)
        page.wait_for_selector("html[data-qj-ready]", state="attached")
        page.wait_for_timeout(500)
        save("09-phone", page.screenshot())
        page.close()

    studio.said("review", "register", PAGE, "--out", "register.html")
    page = studio.open((site / "register.html").as_uri(), 1200, 320)
    save("10-register", page.screenshot())
    page.close()


def main() -> int:
    """Take all pictures."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = copy_own(Path(folder) / "kb")
        (site / "ids.lock").write_bytes((ROOT / "ids.lock").read_bytes())
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        take(Studio(site, browser))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
