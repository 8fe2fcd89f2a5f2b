"""Pages as Lighthouse and the Nu checker see them: ``python -m bench.pages [--runs 5]``.

Needs npm and, for the checker, Java; both tools are fetched into a temporary folder. The site is
served by the real nginx on 127.0.0.1, compressed beforehand as a release is.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.nginx import serve_nginx
from tests.sites.building import ROOT, build

LIGHTHOUSE = "lighthouse@12.8.2"
CHECKER = "vnu-jar@26.9.27"
KINDS = {
    "home": "",
    "standard": "standards/std-q-qej-bz201.3-2026/",
    "course": "courses/kc-27/",
    "manual": "manuals/tc-chashui/",
    "video": "videos/sp-chashui/",
    "questions": "assessments/questions/tk-chashui/",
}
CATEGORIES = ("performance", "accessibility", "best-practices")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# What others put into our pages, and why it stays.
ALLOWED = (
    ("webkit-playsinline", "WeChat on iOS needs it"),
    ("x5-playsinline", "WeChat on Android needs it"),
    ("autocomplete", "Material's palette inputs"),
)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        site = build(ROOT, work / "site")
        _compress(site)
        subprocess.run(
            ["npm", "install", "--silent", "--prefix", str(work), LIGHTHOUSE, CHECKER],
            check=True,
        )
        with serve_nginx(site, _folder(work, "nginx")) as port:
            url = f"http://127.0.0.1:{port}/"
            _lighthouse(work, url, runs)
            _first_visit(url + KINDS["standard"])
        _checker(work, site)
    return 0


def _folder(work: Path, name: str) -> Path:
    (work / name).mkdir()
    return work / name


def _compress(site: Path) -> None:
    for path in site.rglob("*"):
        if path.suffix in {".html", ".css", ".js", ".json", ".svg", ".vtt", ".xml"}:
            data = gzip.compress(path.read_bytes(), 9, mtime=0)
            path.with_name(path.name + ".gz").write_bytes(data)


def _lighthouse(work: Path, url: str, runs: int) -> None:
    print("| page | performance | accessibility | best practices | LCP s | CLS | TBT ms |")
    print("|---|---|---|---|---|---|---|")
    for kind, path in KINDS.items():
        reports = [_run(work, url + path) for _ in range(runs)]
        scores = [
            f"{statistics.median(r['categories'][name]['score'] for r in reports) * 100:.0f}"
            for name in CATEGORIES
        ]
        figures = {
            audit: statistics.median(r["audits"][audit]["numericValue"] for r in reports)
            for audit in (
                "largest-contentful-paint",
                "cumulative-layout-shift",
                "total-blocking-time",
            )
        }
        lcp, cls, tbt = figures.values()
        print(
            f"| {kind} | {' | '.join(scores)} | {lcp / 1000:.2f} | {cls:.3f} | {tbt:.0f} |",
            flush=True,
        )
        failed = {
            name
            for report in reports
            for group in CATEGORIES[1:]
            for ref in report["categories"][group]["auditRefs"]
            for name in (ref["id"],)
            if ref["weight"] and report["audits"][name]["score"] not in (None, 1)
        }
        if failed:
            print(f"  not passed: {', '.join(sorted(failed))}")


def _run(work: Path, url: str) -> dict:  # type: ignore[type-arg]
    command = [
        str(work / "node_modules/.bin/lighthouse"), url, "--quiet", "--output=json",
        "--only-categories=performance,accessibility,best-practices",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]  # fmt: skip
    done = subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        capture_output=True,
        text=True,
        check=True,
    )
    report: dict = json.loads(done.stdout)  # type: ignore[type-arg]
    return report


def _first_visit(url: str) -> None:
    """Bytes over the wire of a first visit, pictures apart."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        kinds: dict[str, str] = {}
        sizes: dict[str, float] = {}
        session.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
        session.on(
            "Network.loadingFinished",
            lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}),
        )
        page.goto(url, wait_until="networkidle")
        browser.close()
    total = sum(size for key, size in sizes.items() if kinds.get(key) not in ("Image", "Media"))
    print(f"\nfirst visit of a standard page without pictures: {total / 1024:.0f} KB")


def _checker(work: Path, site: Path) -> None:
    if shutil.which("java") is None:
        print("no Java: the Nu checker did not run")
        return
    jar = next((work / "node_modules/vnu-jar").rglob("vnu.jar"))
    command = ["java", "-jar", str(jar), "--format", "json", "--errors-only", "--skip-non-html"]
    done = subprocess.run([*command, str(site)], capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr or "{}").get("messages", [])
    ours = [m for m in messages if not any(word in m["message"] for word, _ in ALLOWED)]
    print(f"\nNu checker: {len(messages)} errors, {len(ours)} outside of the allow-list")
    counts: dict[str, int] = {}
    for message in ours:
        counts[message["message"]] = counts.get(message["message"], 0) + 1
    for said, count in sorted(counts.items(), key=lambda pair: -pair[1])[:20]:
        example = next(m for m in ours if m["message"] == said)
        where = Path(example["url"].removeprefix("file:")).relative_to(site)
        print(f"  {count} × {said} ({where}:{example.get('lastLine')})")


if __name__ == "__main__":
    sys.exit(main())
