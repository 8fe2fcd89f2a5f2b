"""Serves a site with the real nginx and the settings that ``deploy.py configure`` writes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qinejia.release import deploy
from tests.e2e.serving import POLICY

_MAIN = """
{user}
daemon off;
worker_processes {workers};
pid {work}/nginx.pid;
error_log {work}/error.log;
events {{ worker_connections 2048; }}
http {{
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi; uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  include {config};
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve_root(
    root: Path, work: Path, *options: str, workers: int = 1, script: Path = Path(deploy.__file__)
) -> Iterator[int]:
    """Yield the port on which nginx serves what is installed in ``root``, an operator's folder."""
    port = free_port()
    command = [sys.executable, "-I", str(script), "--root", str(root), "configure", str(work)]
    command += ["--listen", f"127.0.0.1:{port}", "--log", f"{work}/access.log", *options]
    subprocess.run(command, check=True, capture_output=True)
    # Workers of another user could not look into a temporary folder of ours.
    user = "user root;" if os.geteuid() == 0 else ""
    main = work / "nginx.conf"
    main.write_text(
        _MAIN.format(user=user, work=work, workers=workers, config=work / "qinejia.conf"), "utf-8"
    )
    nginx = ["nginx", "-c", str(main), "-e", str(work / "error.log")]
    tested = subprocess.run([*nginx, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0 and "warn" not in tested.stderr, tested.stderr
    process = subprocess.Popen(nginx, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(1200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(60)


@contextmanager
def serve_nginx(folder: Path, work: Path) -> Iterator[int]:
    """Yield the port on which nginx serves the built site in ``folder``."""
    identifier = "intranet-20260101-0000000"
    release = work / "root" / "releases" / identifier
    release.mkdir(parents=True)
    (release / "site").symlink_to(folder)
    template = Path(deploy.__file__).with_name(deploy.TEMPLATE).read_text("utf-8")
    (release / deploy.TEMPLATE).write_text(template.replace("@CSP@", POLICY), "utf-8")
    (work / "root" / "current").symlink_to(release)
    with serve_root(work / "root", work) as port:
        yield port
