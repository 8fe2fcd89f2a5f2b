"""The HTTP side of the preview (预览服务): for the user's own browser and nobody else's.

It listens on this computer only, and answers only to its own name, so that a page from elsewhere
cannot read drafts by pointing a name of its own at it.
"""

from __future__ import annotations

import json
import mimetypes
import posixpath
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from qinejia.diagnostics.formats import format_json

if TYPE_CHECKING:
    from preview import Preview

_SCRIPT = Path(__file__).with_name("preview.js")
_PATIENCE = 25.0
"""Seconds that a browser waits for news before it asks again."""
_CHUNK = 1 << 18
_EMPTY = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>预览</title><body></body>'


class PreviewServer(ThreadingHTTPServer):
    """Serves one preview on 127.0.0.1."""

    daemon_threads = True

    def __init__(self, port: int, preview: Preview) -> None:
        self.preview = preview
        super().__init__(("127.0.0.1", port), _Handler)
        self.names = {f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost")}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no fault."""


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if self.headers.get("Host") not in self.server.names:
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", "只供本机预览。".encode())
        elif address.path == "/_preview/script.js":
            self._send(HTTPStatus.OK, "text/javascript", _SCRIPT.read_bytes())
        elif address.path == "/_preview/state":
            seen = parse_qs(address.query).get("seen", [""])[0]
            self._send_state(int(seen) if seen.isdigit() else -1)
        else:
            try:
                self._send_path(unquote(address.path))
            except OSError:
                raise
            except Exception as error:  # a page that cannot be made is a fault, not a traceback
                text = f"这一页做不出来：{type(error).__name__} {error}"
                kind = "text/plain; charset=utf-8"
                self._send(HTTPStatus.INTERNAL_SERVER_ERROR, kind, text.encode())

    do_HEAD = do_GET

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: the terminal belongs to the diagnostics."""

    def _send_state(self, seen: int) -> None:
        """What changed since, as soon as something does."""
        preview = self.server.preview
        with preview.changed:
            preview.changed.wait_for(lambda: preview.number != seen, _PATIENCE)
            state = {
                "number": preview.number,
                "faulty": preview.is_faulty,
                "diagnostics": json.loads(format_json(preview.diagnostics)),
            }
        text = json.dumps(state, ensure_ascii=False).encode()
        self._send(HTTPStatus.OK, "application/json", text)

    def _send_path(self, path: str) -> None:
        name = posixpath.normpath("/" + path).lstrip("/")
        if path.endswith("/"):
            name = posixpath.join(name, "index.html")
        preview = self.server.preview
        with preview.lock:
            preview.changed.wait_for(lambda: preview.number > 0)
            version = preview.version
            if version is None:
                self._send_page(HTTPStatus.OK, _EMPTY.encode(), "", preview.number)
                return
            file = version.file(name)
            content = None if file else version.content(name)
            source, number = version.source_of(name), preview.number
            if file is None and content is None and version.content(f"{name}/index.html"):
                self.send_response(HTTPStatus.FOUND)
                self.send_header("Location", self.path.partition("?")[0] + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            missing = version.content("404.html") if file is None and content is None else None
        if file is not None:
            self._send_file(file)
        elif content is None:
            self._send_page(HTTPStatus.NOT_FOUND, missing or b"404", "", number)
        elif name.endswith(".html"):
            self._send_page(HTTPStatus.OK, content, source, number)
        else:
            self._send(HTTPStatus.OK, _type_of(name), content)

    def _send_page(self, status: HTTPStatus, page: bytes, source: str, number: int) -> None:
        """A page with the script that reloads it and shows what is wrong."""
        safe = re.sub(r"[\"&<>]", "", source)
        script = f'<script src="/_preview/script.js" data-seen="{number}" data-source="{safe}">'
        script += "</script></body>"
        head, mark, tail = page.rpartition(b"</body>")
        page = head + script.encode() + tail if mark else page + script.encode()
        self._send(status, "text/html; charset=utf-8", page)

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self._write(content)

    def _send_file(self, file: Path) -> None:
        """A file as it is, or a part of it: films can be wound."""
        try:
            size = file.stat().st_size
            stream = file.open("rb")
        except OSError:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"")
            return
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        start = int(wanted[1]) if wanted else 0
        end = min(int(wanted[2]), size - 1) if wanted and wanted[2] else size - 1
        with stream:
            if wanted and start > end:
                self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                self.send_header("Content-Range", f"bytes */{size}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(HTTPStatus.PARTIAL_CONTENT if wanted else HTTPStatus.OK)
            if wanted:
                self.send_header("Content-Range", f"bytes {start}-{end}/{size}")
            self.send_header("Content-Type", _type_of(file.name))
            self.send_header("Content-Length", str(end - start + 1))
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("Cache-Control", "no-cache")
            self.end_headers()
            stream.seek(start)
            left = end - start + 1
            while left > 0 and (data := stream.read(min(_CHUNK, left))) and self._write(data):
                left -= len(data)

    def _write(self, data: bytes) -> bool:
        """Whether somebody still listens."""
        if self.command == "HEAD":
            return False
        try:
            self.wfile.write(data)
        except OSError:
            return False
        return True


def _type_of(name: str) -> str:
    kinds = {".js": "text/javascript", ".vtt": "text/vtt", ".md": "text/plain"}
    kind = kinds.get(Path(name).suffix) or mimetypes.guess_type(name)[0]
    kind = kind or "application/octet-stream"
    is_text = kind.startswith("text/") or kind in ("application/json", "image/svg+xml")
    return f"{kind}; charset=utf-8" if is_text else kind
