"""Releases and the web server: ``python -m bench.release`` (needs ``wrk`` and ``nginx``).

Load and server share the same cores, so a server of its own does better.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from qinejia.release import Pack, hashes_of, pack_site
from tests.e2e.nginx import serve_root
from tests.sites.building import build, copy_own
from tests.sites.test_release import FIRST, SECOND, make_site, refuse_corrupted, run

SWITCHES = 100
LIBRARY = 500_000_000
"""Bytes of films in the large library."""
CORRUPTIONS = 2000

# Pages, their hashed script, and parts of a film; counts what is neither 200 nor 206, and a page
# whose script is that of the other release.
LOAD = """
local paths = {"/", "/courses/kc-27/", "/videos/sp-baitai/sp-baitai.mp4"}
local turn = 0
request = function()
  turn = turn %% 3 + 1
  if turn == 3 then
    local from = math.random(0, 500000)
    return wrk.format("GET", "%s", {["Range"] = "bytes=" .. from .. "-" .. from + 9999})
  end
  return wrk.format("GET", paths[turn])
end
"""


def make_key(work: Path) -> Path:
    key = work / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    return key


def make_root(work: Path, key: Path) -> Path:
    root = work / "srv"
    root.mkdir(parents=True)
    (root / "trusted").write_text(f"release {key.with_suffix('.pub').read_text()}")
    return root


def wrk(url: str, *options: str) -> str:
    done = subprocess.run(["wrk", *options, url], capture_output=True, text=True, check=True)
    return done.stdout


def rate(report: str) -> float:
    """Requests a second."""
    found = re.search(r"Requests/sec:\s+([\d.]+)", report)
    return float(found[1]) if found else 0.0


def transferred(report: str) -> float:
    """Bytes a second."""
    found = re.search(r"Transfer/sec:\s+([\d.]+)(GB|MB|KB)", report)
    units = {"GB": 2**30, "MB": 2**20, "KB": 2**10}
    return float(found[1]) * units[found[2]] if found else 0.0


def failures(report: str) -> str:
    """What wrk says went wrong, or nothing."""
    return "; ".join(re.findall(r"(?:Socket errors|Non-2xx).*", report)) or "none"


def workers_mb(work: Path) -> list[float]:
    """Resident memory of each worker of this nginx."""
    master = (work / "nginx.pid").read_text().strip()
    done = subprocess.run(
        ["ps", "--ppid", master, "-o", "rss="], capture_output=True, text=True, check=True
    )
    return [round(int(line) / 1024, 1) for line in done.stdout.split()]


def switching(work: Path, key: Path, site: Path) -> None:
    """Two releases of the own site change places while readers read."""
    root = make_root(work / "switching", key)
    other = work / "other"
    shutil.copytree(site, other)
    for page in other.rglob("*.html"):
        page.write_bytes(page.read_bytes().replace(b"</body>", b"<!-- other --></body>"))
    one = pack_site(site, work, Pack("intranet", "aaaaaaa1", 1, 1), key, with_media=True)
    two = pack_site(other, work, Pack("intranet", "bbbbbbb2", 2, 2), key, known=hashes_of(one))
    for pack in (one, two):
        assert run(root, "install", pack).returncode == 0
    film = next(site.rglob("*.mp4")).relative_to(site).as_posix()
    script = work / "load.lua"
    script.write_text(LOAD % ("/" + film), "utf-8")
    folder = work / "nginx-switching"
    folder.mkdir()
    with serve_root(root, folder, workers=2) as port:
        load = subprocess.Popen(
            ["wrk", "-t1", "-c32", "-d90s", "-s", script, f"http://127.0.0.1:{port}/"],
            stdout=subprocess.PIPE,
            text=True,
        )
        done = 0
        start = time.monotonic()
        for _ in range(SWITCHES):
            done += run(root, "rollback").returncode == 0
        seconds = time.monotonic() - start
        report = load.communicate()[0]
    print(
        f"switches: {done} of {SWITCHES} in {seconds:.0f} s under {rate(report):,.0f} requests/s "
        f"(pages, scripts, ranges); failed: {failures(report)}",
        flush=True,
    )


def serving(work: Path, key: Path, site: Path) -> None:
    """How much nginx serves with the settings that we ship."""
    root = make_root(work / "serving", key)
    big = site / "videos" / "big.mp4"
    big.write_bytes(random.Random(1).randbytes(20_000_000))
    pack = pack_site(site, work, Pack("intranet", "ccccccc3", 3, 3), key, with_media=True)
    big.unlink()
    assert run(root, "install", pack).returncode == 0
    page = next(site.glob("standards/std-q-qej-bz201*/index.html")).parent.relative_to(site)
    ranges = work / "ranges.lua"
    ranges.write_text(
        "request = function() local f = math.random(0, 700000) "
        'return wrk.format("GET", nil, {["Range"] = "bytes=" .. f .. "-" .. f + 262143}) end'
    )
    folder = work / "nginx-serving"
    folder.mkdir()
    with serve_root(root, folder, workers=2) as port:
        base = f"http://127.0.0.1:{port}/"
        gzip = ("-H", "Accept-Encoding: gzip")
        report = wrk(f"{base}{page}/", "-t1", "-c100", "-d10s", *gzip)
        print(f"standard page: {rate(report):,.0f} requests/s; failed: {failures(report)}")
        report = wrk(f"{base}videos/big.mp4", "-t1", "-c100", "-d10s", "-s", str(ranges))
        print(
            f"ranges of 256 KB: {transferred(report) / 2**30:.2f} GB/s; "
            f"failed: {failures(report)}; workers {workers_mb(folder)} MB"
        )
        load = subprocess.Popen(
            ["wrk", "-t1", "-c1000", "-d20s", "--timeout", "60s", f"{base}videos/big.mp4"],
            stdout=subprocess.PIPE,
            text=True,
        )
        time.sleep(10)
        resident = workers_mb(folder)
        start = time.perf_counter()
        asked = wrk(f"{base}{page}/", "-t1", "-c4", "-d3s", *gzip)
        report = load.communicate()[0]
        print(
            f"1,000 readers of a film: {transferred(report) / 2**20:.0f} MB/s; failed: "
            f"{failures(report)}; workers {resident} MB; pages meanwhile {rate(asked):,.0f}/s "
            f"({time.perf_counter() - start:.0f} s)",
            flush=True,
        )


def library(work: Path, key: Path, site: Path) -> None:
    """A large library of films, of which an update changes three pages."""
    root = make_root(work / "library", key)
    chance = random.Random(2)
    (site / "videos" / "many").mkdir()
    for number in range(50):
        film = site / "videos" / "many" / f"{number}.mp4"
        film.write_bytes(chance.randbytes(LIBRARY // 50))
    first = pack_site(site, work, Pack("intranet", "ddddddd4", 4, 4), key, with_media=True)
    start = time.perf_counter()
    assert run(root, "install", first).returncode == 0
    print(f"library of 500 MB: first install {time.perf_counter() - start:.1f} s")
    for page in sorted(site.glob("courses/kc-*/index.html"))[:3]:
        page.write_bytes(page.read_bytes().replace(b"</article>", b"<p>new</p></article>"))
    start = time.perf_counter()
    update = pack_site(site, work, Pack("intranet", "eeeeeee5", 5, 5), key, known=hashes_of(first))
    packed = time.perf_counter() - start
    start = time.perf_counter()
    assert run(root, "install", update).returncode == 0
    print(
        f"update of three pages: {update.stat().st_size / 1e6:.2f} MB, packed in {packed:.1f} s, "
        f"installed in {time.perf_counter() - start:.1f} s",
        flush=True,
    )


def corrupted(work: Path, key: Path, site: Path) -> None:
    """Packs that are wrong in every way that the tests know."""
    root = make_root(work / "corrupted", key)
    one = make_site(work / "c1", "甲")
    two = make_site(work / "c2", "乙")
    packs = (
        pack_site(one, work, FIRST, key, with_media=True),
        pack_site(two, work, SECOND, key),
    )
    start = time.perf_counter()
    refuse_corrupted(root, packs, work, CORRUPTIONS)
    print(f"corruptions: {CORRUPTIONS} refused in {time.perf_counter() - start:.0f} s")


def main() -> int:
    """Run all four, or those named on the command line."""
    for program in ("wrk", "nginx", "ssh-keygen"):
        if shutil.which(program) is None:
            print(f"{program} is missing", file=sys.stderr)
            return 1
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        key = make_key(work)
        site = build(copy_own(work / "kb"), work / "site")
        for part in (switching, serving, library, corrupted):
            if len(sys.argv) == 1 or part.__name__ in sys.argv[1:]:
                part(work, key, site)
    return 0


if __name__ == "__main__":
    sys.exit(main())
