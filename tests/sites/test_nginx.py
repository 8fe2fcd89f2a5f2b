"""The web server of an operator: the real nginx with the settings that the release brings."""

from __future__ import annotations

import http.client
import json
import re
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qinejia.release import pack_site
from tests.e2e.nginx import serve_root
from tests.e2e.serving import POLICY
from tests.sites.test_release import FIRST, SECOND, make_site, run

pytestmark = pytest.mark.slow

HASHED = "assets/app.12345678.js"
FILM = bytes(range(256)) * 8000


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Two releases with another script each, and the public key of who signed them."""
    work = tmp_path_factory.mktemp("nginx-packs")
    key = work / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    made = []
    for name, script, pack in (("one", HASHED, FIRST), ("two", HASHED.replace("1", "9"), SECOND)):
        site = make_site(work / name, name)
        (site / script).write_text(f"'{name}';" + " " * 300)
        (site / "q/kc-27").mkdir(parents=True)
        (site / "q/kc-27/index.html").write_text("<p>" + "课" * 200)
        (site / "search/0123456789ab").mkdir(parents=True)
        (site / "search/0123456789ab/a.js").write_text("1;" * 300)
        (site / "search/index.html").write_text("<p>" + "搜" * 200)
        (site / "videos/a.mp4").write_bytes(FILM)
        (site / "videos/a.vtt").write_text("WEBVTT\n\n" + "字" * 200)
        (site / "index.html").write_text(f"<script src=/{script}></script>{name}" + "·" * 300)
        made.append(pack_site(site, work, pack, key, with_media=True))
    return made[0], made[1], key.with_suffix(".pub")


@pytest.fixture
def root(tmp_path: Path, packs: tuple[Path, Path, Path]) -> Path:
    folder = tmp_path / "srv"
    folder.mkdir()
    (folder / "trusted").write_text(f"release {packs[2].read_text()}")
    assert run(folder, "install", packs[0]).returncode == 0
    return folder


@pytest.fixture
def port(root: Path, tmp_path: Path) -> Iterator[int]:
    (tmp_path / "nginx").mkdir()
    with serve_root(root, tmp_path / "nginx") as port:
        yield port


def ask(
    port: int, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    reply = connection.getresponse()
    found = reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read()
    connection.close()
    return found


def test_every_answer_has_the_promised_headers(port: int) -> None:
    for path in ("/", "/q/kc-27/", "/" + HASHED, "/videos/a.mp4", "/nowhere/", "/data/a.js"):
        _, headers, _ = ask(port, path)
        assert headers["content-security-policy"] == POLICY, path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "/" not in headers["server"]  # no version


def test_what_never_changes_is_kept_and_the_rest_is_asked_for(port: int) -> None:
    for path in (HASHED, "search/0123456789ab/a.js", HASHED + "?v=1"):
        assert "immutable" in ask(port, "/" + path)[1]["cache-control"], path
    for path in ("", "data/a.js", "search/", "videos/a.mp4", "version.json", "assets/x.css"):
        _, headers, _ = ask(port, "/" + path)
        assert headers["cache-control"] == "no-cache", path
        assert ask(port, "/" + path, If_None_Match=headers["etag"])[0] == 304, path
    missing = ask(port, "/assets/app.00000000.js")
    assert missing[0] == 404 and "immutable" not in str(missing[1])


def test_precompressed_files_ranges_and_types(port: int) -> None:
    _, headers, body = ask(port, "/", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip" and body[:2] == b"\x1f\x8b"
    status, headers, body = ask(port, "/videos/a.mp4", Range="bytes=100-199")
    assert (status, body, headers["content-type"]) == (206, FILM[100:200], "video/mp4")
    assert headers["content-range"] == f"bytes 100-199/{len(FILM)}"
    assert ask(port, "/videos/a.vtt")[1]["content-type"] == "text/vtt; charset=utf-8"
    assert ask(port, "/data/a.js")[1]["content-type"] == "application/javascript; charset=utf-8"
    status, _, body = ask(port, "/nowhere/")
    assert status == 404 and "404.html" in body.decode()
    assert ask(port, "/q/kc-27")[1]["location"] == "/q/kc-27/"


def test_the_scripts_of_the_release_before_stay_for_pages_that_are_open(
    port: int, root: Path, packs: tuple[Path, Path, Path]
) -> None:
    page = ask(port, "/")[1]
    vtt = ask(port, "/videos/a.vtt")[1]
    url = f"http://127.0.0.1:{port}/"
    assert run(root, "install", packs[1], "--url", url).returncode == 0
    assert b"two" in ask(port, "/")[2]
    assert ask(port, "/")[1]["etag"] != page["etag"]
    assert ask(port, "/videos/a.vtt")[1]["etag"] == vtt["etag"]  # unchanged, so kept by readers
    assert b"one" in ask(port, "/" + HASHED)[2]


def test_the_log_holds_queries_of_the_search_page_only(port: int, tmp_path: Path) -> None:
    ask(port, "/search/?q=%E6%91%86%E5%8F%B0")
    ask(port, "/?wechat=openid-secret")
    ask(port, "/q/kc-27/?token=secret")
    ask(port, "/search/0123456789ab/a.js?secret")
    for _ in range(600):  # written once a second
        log = (tmp_path / "nginx/access.log").read_text()
        if "a.js" in log:
            break
        time.sleep(0.1)
    assert "secret" not in log and '"GET /search/?q=%E6%91%86%E5%8F%B0 HTTP/1.1" 200' in log
    assert '"GET /q/kc-27/ HTTP/1.1" 200' in log


def test_nothing_of_the_operator_is_served(root: Path, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    with serve_root(root, tmp_path / "sub", "--path", "/kb/") as port:
        assert ask(port, "/kb/")[0] == 200 and b"one" in ask(port, "/kb/" + HASHED)[2]
        assert ask(port, "/kb")[1]["location"] == "/kb/"
        assert ask(port, "/kb/q/kc-27")[1]["location"] == "/kb/q/kc-27/"
        assert "immutable" in ask(port, "/kb/" + HASHED)[1]["cache-control"]
        assert ask(port, "/kb/videos/a.mp4", Range="bytes=0-9")[0] == 206
        for path in ("state.json", "trusted", "manifest.json", "current/manifest.json", "lock"):
            for before in ("/", "/kb/", "/kb/../", "/kb../", "/kb/assets/../../"):
                assert ask(port, before + path)[0] in (400, 404), before + path


def test_over_https(root: Path, tmp_path: Path) -> None:
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    command += ["-subj", "/CN=kb.test", "-keyout", str(key), "-out", str(cert)]
    subprocess.run(command, check=True, capture_output=True)
    (tmp_path / "tls").mkdir()
    with serve_root(
        root, tmp_path / "tls", "--cert", str(cert), "--cert-key", str(key), "--name", "kb.test"
    ) as port:
        context = ssl.create_default_context(cafile=str(cert))
        context.check_hostname = False
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=context)
        connection.request("GET", "/")
        reply = connection.getresponse()
        assert reply.status == 200 and "max-age" in (
            reply.getheader("Strict-Transport-Security") or ""
        )
    whole = run(root, "configure", tmp_path / "out", "--cert", cert, "--cert-key", key)
    text = (tmp_path / "out/qinejia.conf").read_text()
    assert whole.returncode == 0 and "return 301 https://$host$request_uri;" in text


@pytest.mark.parametrize(
    "options",
    [
        ["--path", "kb"], ["--path", "/a b/"], ["--path", "/x;}/"], ["--name", "a;b"],
        ["--name", "a\nb"], ["--listen", "80;"], ["--log", "x"], ["--cert", "/x"],
    ],
)  # fmt: skip
def test_values_that_nginx_would_misread_are_refused(
    root: Path, tmp_path: Path, options: list[str]
) -> None:
    refused = run(root, "configure", tmp_path / "out", *options)
    assert refused.returncode == 1 and options[0] in refused.stderr
    assert not (tmp_path / "out").exists()


def test_no_request_fails_while_releases_are_switched(
    root: Path, packs: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "load").mkdir()
    faults: list[object] = []
    counts = [0]
    over = threading.Event()

    def read(port: int) -> None:
        """Pages with the script that they name, and parts of the film, as fast as they come."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while not over.is_set():
            try:
                connection.request("GET", "/")
                page = connection.getresponse().read().decode()
                script = re.search("src=(/[^>]+)></script>(one|two)", page)
                assert script, page[:80]
                connection.request("GET", script[1])
                reply = connection.getresponse()
                body = reply.read().decode()
                if reply.status != 200 or script[2] not in body:
                    faults.append((script[0], reply.status, body[:40]))
                connection.request("GET", "/videos/a.mp4", headers={"Range": "bytes=5-9"})
                reply = connection.getresponse()
                if (reply.status, reply.read()) != (206, FILM[5:10]):
                    faults.append(("film", reply.status))
                counts[0] += 3
            except (OSError, http.client.HTTPException, AssertionError) as error:
                faults.append(error)
                return

    with serve_root(root, tmp_path / "load", workers=2) as port:
        readers = [threading.Thread(target=read, args=(port,)) for _ in range(4)]
        for reader in readers:
            reader.start()
        assert run(root, "install", packs[1]).returncode == 0
        for _ in range(10):
            assert run(root, "rollback").returncode == 0
        end = time.monotonic() + 60
        while counts[0] <= 300 and not faults and time.monotonic() < end:
            time.sleep(0.1)
        over.set()
        for reader in readers:
            reader.join()
    assert faults == [] and counts[0] > 300
    history = json.loads((root / "state.json").read_text())["history"]
    assert len(history) == 12
