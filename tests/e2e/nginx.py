"""Serves a site with the real nginx: range requests, gzip, types, the strict CSP."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.serving import CSP

_CONFIG = """
{user}
daemon off;
worker_processes 1;
pid {work}/nginx.pid;
error_log {work}/error.log;
events {{ worker_connections 256; }}
http {{
  types {{
    text/html html; text/css css; application/javascript js; application/json json;
    image/svg+xml svg; image/jpeg jpg; image/png png; video/mp4 mp4; text/vtt vtt;
  }}
  charset utf-8;
  access_log {work}/access.log;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi; uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  gzip_static on; gzip on;
  gzip_types text/css application/javascript application/json image/svg+xml text/vtt;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    add_header Content-Security-Policy "{csp}" always;
  }}
}}
"""


@contextmanager
def serve_nginx(folder: Path, work: Path) -> Iterator[int]:
    """Yield the port on which nginx serves ``folder``; ``work`` holds its own files."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    # Workers of another user could not look into a temporary folder of ours.
    user = "user root;" if os.geteuid() == 0 else ""
    text = _CONFIG.format(user=user, work=work, port=port, root=folder, csp=CSP)
    config = work / "nginx.conf"
    config.write_text(text, "utf-8")
    process = subprocess.Popen(
        ["nginx", "-c", str(config), "-e", str(work / "error.log")],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(10)
