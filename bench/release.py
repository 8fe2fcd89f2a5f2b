"""Releases and the web server: ``python -m bench.release`` (needs ``wrk`` and ``nginx``).

Load and server share the same cores, so a server of its own does better.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qinejia.release import Pack, hashes_of, pack_site
from tests.e2e.nginx import free_port, serve_root
from tests.sites.building import build, copy_own
from tests.sites.test_release import FIRST, SECOND, make_site, refuse_corrupted, run

SWITCHES = 100
LIBRARY = 500_000_000
"""Bytes of films in the large library."""
CORRUPTIONS = 2000
ROUNDS = 9

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
BARE = """
{user}
daemon off;
worker_processes 2;
pid {work}/nginx.pid;
events {{ worker_connections 2048; }}
http {{
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi; uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  access_log off; gzip_static on; types {{ text/html html; }}
  server {{ listen 127.0.0.1:{port}; root {root}/current/site; index index.html; }}
}}
"""


@dataclass(frozen=True)
class Served:
    """Requests a second, and seconds of processor time that a request took."""

    rate: float
    seconds: float


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


def paired(root: Path, work: Path, page: Path, options: Sequence[str]) -> list[list[Served]]:
    """A page from the settings that we ship and from none, by turns, so that both meet the same
    other load; the processor time of the workers says the same with less noise.
    """
    found: list[list[Served]] = [[], []]
    for turn in range(ROUNDS):
        folder = work / f"nginx-pair-{turn}"
        folder.mkdir()
        with serve_root(root, folder, workers=2) as port:
            found[0].append(serve_once(folder, f"http://127.0.0.1:{port}/{page}/", options))
        port = free_port()
        main = folder / "bare.conf"
        main.write_text(
            BARE.format(
                user="user root;" if os.geteuid() == 0 else "", work=folder, port=port, root=root
            )
        )
        nginx = subprocess.Popen(["nginx", "-c", str(main), "-e", str(folder / "bare.log")])
        time.sleep(0.5)
        try:
            found[1].append(serve_once(folder, f"http://127.0.0.1:{port}/{page}/", options))
        finally:
            nginx.terminate()
            nginx.wait(10)
    return found


def serve_once(folder: Path, url: str, options: Sequence[str]) -> Served:
    before = processor_time(folder)
    report = wrk(url, "-t1", "-c100", "-d1s", *options)
    assert failures(report) == "none", report
    asked = int(re.findall(r"(\d+) requests in", report)[0])
    return Served(rate(report), (processor_time(folder) - before) / asked)


def processor_time(folder: Path) -> float:
    """Seconds that all workers of this nginx have taken."""
    master = (folder / "nginx.pid").read_text().strip()
    done = subprocess.run(["ps", "--ppid", master, "-o", "pid="], capture_output=True, text=True)
    ticks = 0
    for worker in done.stdout.split():
        fields = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def describe(found: Sequence[Served]) -> str:
    rates = [one.rate for one in found]
    micros = statistics.median(one.seconds for one in found) * 1e6
    return (
        f"median {statistics.median(rates):,.0f}, best {max(rates):,.0f} requests/s, "
        f"{micros:.1f} µs of processor each"
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
    gzip = ("-H", "Accept-Encoding: gzip")
    ours, bare = paired(root, work, page, gzip)
    print(
        f"standard page, {ROUNDS} pairs of one second: {describe(ours)}; "
        f"nginx without any settings: {describe(bare)}",
        flush=True,
    )
    with serve_root(root, folder, workers=2) as port:
        base = f"http://127.0.0.1:{port}/"
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
