"""Releases on a server: real packs, real signatures, killed processes, corrupted files."""

from __future__ import annotations

import ast
import dataclasses
import gzip
import hashlib
import io
import json
import os
import random
import subprocess
import sys
import tarfile
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from qinejia.release import Pack, deploy, hashes_of, pack_site

SCRIPT = Path(deploy.__file__)
PYTHON = os.environ.get("DEPLOY_PYTHON", sys.executable)
"""What runs the script; an old Python may be named, such as servers have."""
FIRST = Pack("intranet", "aaaaaaa1", 1, 1_700_000_000)
SECOND = Pack("intranet", "bbbbbbb2", 2, 1_700_100_000)
FILM = b"film" * 5000

# Runs the script and kills it, as a power loss would, before the N-th call that changes a file.
KILLER = """
import importlib.util, os, signal, sys, builtins, shutil
count = int(sys.argv[1])
def fatal(module, name):
    real = getattr(module, name)
    def call(*args, **kwargs):
        global count
        count -= 1
        if count == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    setattr(module, name, call)
for name in ("replace", "rename", "fsync", "link", "symlink", "unlink", "makedirs", "chmod"):
    fatal(os, name)
fatal(builtins, "open")
fatal(shutil, "rmtree")
spec = importlib.util.spec_from_file_location("deploy", sys.argv[2])
deploy = importlib.util.module_from_spec(spec)
spec.loader.exec_module(deploy)
sys.exit(deploy.main(sys.argv[3:]))
"""


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    return path


def make_site(folder: Path, text: str) -> Path:
    for name in ("index.html", "404.html", "data/a.js", "assets/x.css"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"<p>{text} {name}" + "·" * 300, "utf-8")
    (folder / "version.json").write_text(json.dumps({"release": text}))
    (folder / "videos").mkdir(exist_ok=True)
    (folder / "videos/a.mp4").write_bytes(FILM)
    return folder


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory, key: Path) -> tuple[Path, Path]:
    """A first release with its film, and a second one without it."""
    work = tmp_path_factory.mktemp("packs")
    one = pack_site(make_site(work / "one", "甲"), work, FIRST, key, with_media=True)
    return one, pack_site(make_site(work / "two", "乙"), work, SECOND, key)


@pytest.fixture
def root(tmp_path: Path, key: Path) -> Path:
    folder = tmp_path / "srv"
    folder.mkdir()
    (folder / "trusted").write_text(f"release {key.with_suffix('.pub').read_text()}")
    return folder


def run(root: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [PYTHON, "-I", str(SCRIPT), "--root", str(root), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def current(root: Path) -> str:
    return (root / "current").resolve().name


def whole(root: Path) -> bool:
    return run(root, "verify").returncode == 0


def test_script_is_plain_enough_for_an_old_python() -> None:
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 6))


def test_same_site_gives_the_same_pack(tmp_path: Path, key: Path) -> None:
    site = make_site(tmp_path / "site", "甲")
    made = [pack_site(site, tmp_path / n, FIRST, key, with_media=True) for n in "ab"]
    assert made[0].read_bytes() == made[1].read_bytes()
    with tarfile.open(made[0]) as tar:
        assert {(m.uid, m.uname, m.mtime) for m in tar} == {(0, "", FIRST.epoch)}


def test_install_update_roll_back(root: Path, packs: tuple[Path, Path]) -> None:
    done = run(root, "install", packs[0])
    assert (done.returncode, current(root)) == (0, FIRST.identifier), done.stderr
    assert (root / "current/site/videos/a.mp4").read_bytes() == FILM
    page = (root / "current/site/index.html").read_bytes()
    assert gzip.decompress((root / "current/site/index.html.gz").read_bytes()) == page
    assert run(root, "install", packs[1]).returncode == 0
    assert current(root) == SECOND.identifier
    assert (root / "current/site/videos/a.mp4").read_bytes() == FILM  # by reference
    assert (root / "previous").resolve().name == FIRST.identifier
    refused = run(root, "install", packs[0])
    assert refused.returncode == 1 and "旧版" in refused.stderr
    assert run(root, "rollback").returncode == 0
    assert current(root) == FIRST.identifier and whole(root)
    assert FIRST.identifier in run(root, "status").stdout
    # The newest one may be installed again after a way back.
    assert run(root, "install", packs[1]).returncode == 0 and current(root) == SECOND.identifier


def test_pack_without_a_film_that_is_not_here_is_refused(
    root: Path, packs: tuple[Path, Path]
) -> None:
    refused = run(root, "install", packs[1])
    assert refused.returncode == 1 and "缺少 1 个视频" in refused.stderr
    assert not (root / "current").exists()


def test_altered_missing_and_additional_files_are_found(
    root: Path, packs: tuple[Path, Path]
) -> None:
    run(root, "install", packs[0])
    site = root / "current/site"
    (site / "index.html").write_text("换了")
    (site / "404.html").unlink()
    (site / "neu.html").write_text("多了")
    done = run(root, "verify")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "缺少 site/404.html", "内容被改动 site/index.html", "多出 site/neu.html",
    ]  # fmt: skip
    run(root, "install", packs[1])
    assert "已不完整" in run(root, "rollback").stderr
    assert current(root) == SECOND.identifier


def test_three_releases_are_kept_and_films_that_nobody_names_go(
    root: Path, tmp_path: Path, key: Path
) -> None:
    site = make_site(tmp_path / "site", "甲")
    for serial in range(1, 6):
        (site / "videos/a.mp4").write_bytes(FILM + str(max(serial, 3)).encode())
        pack = dataclasses.replace(FIRST, serial=serial, commit=f"abcdef{serial}")
        path = pack_site(site, tmp_path, pack, key, with_media=True)
        assert run(root, "install", path).returncode == 0
    kept = sorted(path.name[-1] for path in (root / "releases").iterdir())
    assert kept == ["3", "4", "5"]
    assert len(list((root / "media").iterdir())) == 3


def test_small_update_brings_only_what_is_new(
    root: Path, packs: tuple[Path, Path], tmp_path: Path, key: Path
) -> None:
    site = make_site(tmp_path / "site", "甲")
    (site / "index.html").write_text("<p>" + "新" * 300, "utf-8")
    (site / "videos/b.mp4").write_bytes(b"new film")
    update = pack_site(site, tmp_path, SECOND, key, known=hashes_of(packs[0]))
    with tarfile.open(update) as tar:
        names = set(tar.getnames()) - {"manifest.json", "manifest.json.sig"}
    film = f"media/{hashlib.sha256(b'new film').hexdigest()}.mp4"
    assert names == {"site/index.html", "site/index.html.gz", film}
    alone = run(root, "install", update)
    assert alone.returncode == 1 and "--since" in alone.stderr and not (root / "current").exists()
    assert run(root, "install", packs[0]).returncode == 0
    old = root / "releases" / FIRST.identifier / "site"
    assert run(root, "install", update).returncode == 0 and whole(root)
    new = root / "current/site"
    assert "新" in (new / "index.html").read_text("utf-8")
    assert (new / "videos/b.mp4").read_bytes() == b"new film"
    assert (new / "404.html").samefile(old / "404.html")
    # What was altered on the server is not passed on.
    (old / "data/a.js").write_text("altered")
    (tmp_path / "again").mkdir()
    later = dataclasses.replace(SECOND, serial=3, commit="ccccccc3")
    third = pack_site(site, tmp_path / "again", later, key, known=hashes_of(packs[0]))
    refused = run(root, "install", third)
    assert refused.returncode == 1 and "data/a.js" in refused.stderr
    assert current(root) == SECOND.identifier


def test_installing_again_mends_what_was_altered(root: Path, packs: tuple[Path, Path]) -> None:
    run(root, "install", packs[0])
    site = root / "current/site"
    (site / "index.html").write_text("换了")
    (site / "404.html").unlink()
    (site / "neu.html").write_text("多了")
    assert not whole(root)
    assert run(root, "install", packs[0]).returncode == 0
    assert whole(root) and not list((root / "releases").glob(".*"))


@pytest.mark.slow
def test_killed_at_any_step_it_leaves_a_whole_release(
    root: Path, packs: tuple[Path, Path], tmp_path: Path
) -> None:
    killer = tmp_path / "killer.py"
    killer.write_text(KILLER, "utf-8")
    run(root, "install", packs[0])
    seen = set()
    for step in range(1, 400):
        command = [PYTHON, str(killer), str(step), str(SCRIPT), "--root", str(root)]
        done = subprocess.run([*command, "install", str(packs[1])], capture_output=True)
        assert current(root) in (FIRST.identifier, SECOND.identifier)
        assert whole(root), step
        seen.add(current(root))
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
        if current(root) == SECOND.identifier:
            assert run(root, "rollback", FIRST.identifier).returncode == 0
            subprocess.run(["rm", "-rf", root / "releases" / SECOND.identifier], check=True)
            (root / "previous").unlink(missing_ok=True)
    else:
        pytest.fail("never finished")
    assert seen == {FIRST.identifier, SECOND.identifier} and step > 30
    assert run(root, "install", packs[1]).returncode == 0 and whole(root)
    assert not list(root.rglob(".*"))


def test_second_operator_is_told_who_is_at_it(root: Path, packs: tuple[Path, Path]) -> None:
    run(root, "install", packs[0])
    with deploy.locked(str(root)):
        refused = run(root, "install", packs[1])
    assert refused.returncode == 1 and "正在操作" in refused.stderr and "进程" in refused.stderr
    assert current(root) == FIRST.identifier


@pytest.fixture
def server(root: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    handler = partial(Quiet, directory=str(root / "current/site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}/"
        http.shutdown()


def test_release_that_the_server_does_not_give_is_taken_back(
    root: Path, packs: tuple[Path, Path], server: str
) -> None:
    assert run(root, "install", packs[0], "--url", server).returncode == 0
    refused = run(root, "install", packs[1], "--url", server + "nowhere/")
    assert refused.returncode == 1 and "自动退回" in refused.stderr
    assert current(root) == FIRST.identifier
    assert run(root, "install", packs[1], "--url", server).returncode == 0
    assert current(root) == SECOND.identifier


# --- corruption ---------------------------------------------------------------------------------


def repack(data: bytes, change: Callable[[list[tuple[tarfile.TarInfo, bytes]]], None]) -> bytes:
    """The pack with its members changed."""
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        handles = [(member, tar.extractfile(member)) for member in tar]
        members = [(member, handle.read() if handle else b"") for member, handle in handles]
    change(members)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=tarfile.PAX_FORMAT) as tar:
        for member, content in members:
            if member.isreg():
                member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return out.getvalue()


def corrupt(data: bytes, chance: random.Random) -> bytes:
    """One of the ways in which a pack can be wrong."""
    kind = chance.randrange(9)
    if kind == 0:
        at = chance.randrange(len(data))
        return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
    if kind == 1:
        return data[: chance.randrange(len(data) - 1)]

    def change(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        at = chance.randrange(len(members))
        member, content = members[at]
        if kind == 2:  # another content
            members[at] = (member, b"x" + content)
        elif kind == 3:  # two change their contents
            other = (at + 1) % len(members)
            members[at], members[other] = (member, members[other][1]), (members[other][0], content)
        elif kind == 4:  # out of the folder
            new = tarfile.TarInfo(chance.choice(["../x", "/tmp/x", "site/../../x", "site\\x"]))
            members.insert(max(at, 2), (new, b"x"))
        elif kind == 5:  # a link
            new = tarfile.TarInfo(chance.choice(["site/l", "site/index.html"]))
            new.type = chance.choice([tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
            new.linkname = "/etc/passwd"
            members.insert(max(at, 2), (new, b""))
        elif kind == 6:  # a file that no earlier release can lend is missing
            members[:] = [m for m in members if m[0].name != "site/index.html"]
        elif kind == 7:
            members.append(members[at])
        else:  # the manifest says something else
            text = members[0][1].replace(b'"serial": ', b'"serial": 9')
            members[0] = (members[0][0], text)

    return repack(data, change)


def refuse_corrupted(root: Path, packs: tuple[Path, Path], work: Path, count: int) -> None:
    """Every one of ``count`` corrupted packs is refused in one line; the site stays as it is."""
    run(root, "install", packs[0])
    data = packs[1].read_bytes()
    header = 10  # flags, time and system of gzip's own header change nothing in what is inside
    chance = random.Random(1)
    bad = work / "bad.tar.gz"
    for number in range(count):
        wrong = corrupt(data, chance)
        if wrong[header:] == data[header:] and wrong[:4] == data[:4]:
            continue
        bad.write_bytes(wrong)
        done = run(root, "install", bad)
        assert done.returncode == 1, (number, done.stdout)
        assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr, done.stderr
        assert current(root) == FIRST.identifier
    assert whole(root)


@pytest.mark.slow
def test_corrupted_packs_are_refused(root: Path, packs: tuple[Path, Path], tmp_path: Path) -> None:
    refuse_corrupted(root, packs, tmp_path, 150)


def test_pack_of_another_signer_is_refused(
    root: Path, tmp_path: Path, packs: tuple[Path, Path]
) -> None:
    stranger = tmp_path / "stranger"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", stranger], check=True)
    site = make_site(tmp_path / "site", "丙")
    path = pack_site(site, tmp_path, SECOND, stranger, with_media=True)
    refused = run(root, "install", path)
    assert refused.returncode == 1 and "签名不对" in refused.stderr


def test_bomb_is_stopped_before_it_fills_the_memory(root: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.tar.gz"
    with gzip.open(bomb, "wb", 1) as stream:
        member = tarfile.TarInfo("manifest.json")
        member.type, member.size = tarfile.XHDTYPE, 4 << 30
        stream.write(member.tobuf(tarfile.USTAR_FORMAT))
        for _ in range(200):
            stream.write(b"\0" * (1 << 20))
    refused = run(root, "install", bomb)
    assert refused.returncode == 1 and refused.stderr.count("\n") == 1, refused.stderr[-300:]
