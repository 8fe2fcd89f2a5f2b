"""A paper of 50 questions on a slow phone: ``python -m bench.quiz``.

How long a tap takes until its change is painted, at 4× CPU slow-down and 360 px; goal < 100 ms.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.serving import serve
from tests.sites.building import ROOT, build, lay_out

QUESTIONS = 50
TAP = """async (selector) => {
  const target = document.querySelector(selector);
  const start = performance.now();
  target.click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""


def bank() -> str:
    """Fifty questions with one paper that is handed in once."""
    head = "---\n标题: 五十题\n试卷:\n  - {名称: 全卷, 方式: 考试, 时限: 60}\n---\n\n"
    one = (
        "/// 考题 | 第{n}题，续水时茶水应斟至几分满？\n    id: q{n}\n    题型: {kind}\n"
        "    依据: std-gb-t-1.1-2020\n\n- [ ] 五至六分满\n- [x] 七至八分满\n- [ ] 九分满\n"
        "- [ ] 斟满\n///\n\n"
    )
    return head + "".join(
        one.format(n=n, kind="多选" if n % 3 == 0 else "单选") for n in range(1, QUESTIONS + 1)
    )


def main() -> int:
    """Measure and print one table."""
    standard = "docs/standards/std-gb-t-1.1-2020.md"
    with tempfile.TemporaryDirectory() as name:
        files: dict[str, str | bytes] = {
            "docs/assessments/questions/tk-a.md": bank(),
            standard: (ROOT / "tests/cases/_base" / standard).read_text("utf-8"),
        }
        site = build(lay_out(Path(name) / "kb", files), Path(name) / "site")
        with serve(site) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                args=["--no-sandbox", "--disable-gpu"],
            )
            page = browser.new_page(viewport={"width": 360, "height": 740})
            page.goto(f"{url}assessments/questions/tk-a/")
            page.wait_for_selector("qj-quiz[data-ready]", state="attached")
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
            start = page.evaluate(TAP, ".qj-quiz__paper")
            taps = [
                page.evaluate(TAP, f"#q{number} li:nth-child(2) input")
                for number in range(1, QUESTIONS + 1)
            ]
            page.evaluate(TAP, ".qj-quiz__bar .qj-button--main")
            browser.close()
    print("| what | ms (min/median/max) |")
    print("|---|---|")
    print(f"| start the paper | {start:.0f} |")
    print(f"| a tap | {min(taps):.0f}/{statistics.median(taps):.0f}/{max(taps):.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
