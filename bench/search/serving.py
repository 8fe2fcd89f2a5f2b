"""Serves a folder with gzip, as nginx would, and counts what it sends."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_OF_SEARCH = re.compile("search|pagefind|lunr|tinyseg|wordcut")
_PACKED = (".html", ".js", ".css", ".json", ".svg", ".xml", ".txt")


@lru_cache(maxsize=20_000)
def _gzipped(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), 6, mtime=0)


@dataclass
class Served:
    """A site that is being served: its address, and the bytes sent so far for its search.

    Counted here, because a browser does not tell of what its workers fetch; from the page's load
    on, because some fetch their index before anybody searches.
    """

    address: str
    sent: int = 0


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, served: Served, **kwargs: Any) -> None:
        self._served = served
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        packed = path.suffix in _PACKED
        data = _gzipped(str(path)) if packed else path.read_bytes()
        if _OF_SEARCH.search(self.path):
            self._served.sent += len(data)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with suppress(ConnectionError):  # the tab was closed
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """Serve ``folder`` on a free port."""
    served = Served("")
    handler = partial(_Handler, directory=str(folder), served=served)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    served.address = f"http://127.0.0.1:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
