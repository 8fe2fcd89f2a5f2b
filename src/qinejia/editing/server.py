"""The editor's own small server (编辑服务): this machine only, behind a random token.

A web page that somebody opens in the same browser is not let in: the address holds a token that it
cannot know, a foreign ``Origin`` or ``Host`` is refused (the latter against DNS rebinding), and
requests are JSON, which a form of another site cannot send.
"""

from __future__ import annotations

import hmac
import json
import secrets
import sys
import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from typing import Any
from urllib.parse import unquote, urlsplit

from qinejia import editing
from qinejia.editing.decap import SCRIPT
from qinejia.editing.faults import EditingFault
from qinejia.editing.folder import PICTURES, Folder
from qinejia.editing.forms import configuration, names
from qinejia.editing.policy import policy
from qinejia.editing.preview import Previewer
from qinejia.editing.protocol import Desk
from qinejia.pipeline import Checked
from qinejia.settings import Settings
from qinejia.template.files import common

MAX_REQUEST = 40_000_000
_ADMIN = {
    "": ("index.html", "text/html; charset=utf-8"),
    "index.html": ("index.html", "text/html; charset=utf-8"),
    "editor.js": ("editor.js", "text/javascript; charset=utf-8"),
    "start.js": ("start.js", "text/javascript; charset=utf-8"),
    "editor.css": ("editor.css", "text/css; charset=utf-8"),
    "preview.css": ("preview.css", "text/css; charset=utf-8"),
}
_MOST_TABS = 200


def admin_file(name: str) -> bytes:
    """A file of the editor's page."""
    return resources.files(editing).joinpath("admin", name).read_bytes()


class Editor(ThreadingHTTPServer):
    """Serves the editor of one site; ``address`` is where a browser opens it."""

    daemon_threads = True
    allow_reuse_address = False

    def __init__(
        self, settings: Settings, checked: Checked, script: bytes, preview: str = "", port: int = 0
    ) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.token = secrets.token_urlsafe(24)
        self.port = int(self.server_address[1])
        self.origins = {f"http://{name}:{self.port}" for name in ("127.0.0.1", "localhost")}
        self.address = f"http://127.0.0.1:{self.port}/{self.token}/admin/"
        self.folder = Folder(settings)
        self.previewer = Previewer(settings, self.folder, checked)
        self.lock = threading.Lock()
        self.desks: dict[str, Desk] = {}
        self._site = checked.site
        self._preview = preview
        self.files = {
            f"admin/{name}": (admin_file(file), kind) for name, (file, kind) in _ADMIN.items()
        }
        self.files[f"admin/{SCRIPT}"] = (script, "text/javascript; charset=utf-8")
        shown = json.dumps(names(self._site), ensure_ascii=False)
        self.files["admin/names.json"] = (shown.encode("utf-8"), "application/json; charset=utf-8")
        style = b"".join(_read_styles(settings))
        self.files["admin/site.css"] = (style, "text/css; charset=utf-8")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that left is no fault; anything else is said in one line."""
        error = sys.exception()
        if not isinstance(error, ConnectionError):
            print(f"编辑服务出错：{error}", file=sys.stderr)

    def configuration(self) -> bytes:
        """Decap's configuration for one more tab, which gets a desk of its own."""
        tab = secrets.token_hex(8)
        while len(self.desks) >= _MOST_TABS:
            self.desks.pop(next(iter(self.desks)))
        self.desks[tab] = Desk(self.folder)
        backend = {"name": "proxy", "proxy_url": f"/{self.token}/api/{tab}", "branch": "main"}
        shown = {"site_url": self._preview, "display_url": self._preview} if self._preview else {}
        config = configuration(self._site, self.folder.label, backend, **shown)
        return json.dumps(config, ensure_ascii=False).encode("utf-8")


def _read_styles(settings: Settings) -> list[bytes]:
    """The built styles of the site, those of the theme first; without them, those we ship."""
    folder = settings.root / "overrides"
    try:
        return _styles(lambda name: (folder / name).read_bytes())
    except (OSError, ValueError, KeyError, TypeError):  # its templates lie elsewhere, or are broken
        shipped = common()
        return _styles(lambda name: shipped[f"overrides/{name}"])


def _styles(read: Callable[[str], bytes]) -> list[bytes]:
    assets = json.loads(read("assets/assets.json"))
    return [read(assets[name]) for name in ("theme_style", "style")]


class _Handler(BaseHTTPRequestHandler):
    server: Editor
    protocol_version = "HTTP/1.1"
    server_version = "qinejia"
    sys_version = ""
    timeout = 30

    def log_message(self, format: str, *args: object) -> None:
        """The terminal shows the address; it holds the token, as every request does."""

    def do_GET(self) -> None:
        path = self._admitted()
        if path is None:
            return
        if path == "admin/config.yml":
            self._send(self.server.configuration(), "text/yaml; charset=utf-8")
        elif path in self.server.files:
            self._send(*self.server.files[path])
        elif path.startswith("site/"):
            self._send_picture(path.removeprefix("site/"))
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "没有这个地址")

    def do_POST(self) -> None:
        path = self._admitted()
        if path is None:
            return
        if self.headers.get("Origin") not in self.server.origins:
            self._refuse(HTTPStatus.FORBIDDEN, "请求来自别的网页")
            return
        request = self._read()
        if request is None:
            return
        area, _, tab = path.partition("/")
        answer: Callable[[Any], Any]
        answers = {"preview": self._preview, "check": self._check}
        if area == "api" and tab in self.server.desks:
            answer = partial(self._edit, self.server.desks[tab])
        elif path in answers:
            answer = answers[path]
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "编辑服务重新启动过，请刷新网页")
            return
        try:
            found = answer(request)
        except EditingFault as fault:
            self._refuse(HTTPStatus.UNPROCESSABLE_ENTITY, str(fault))
        except OSError as error:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, f"文件读写失败：{error.strerror}")
        else:
            self._send_json(found)

    def _edit(self, desk: Desk, request: Any) -> Any:
        with self.server.lock:  # one save at a time
            return desk.answer(request)

    def _preview(self, request: Any) -> Any:
        form = request.get("form")
        pictures = request.get("pictures", [])
        if not isinstance(form, dict) or not isinstance(pictures, list):
            raise EditingFault("请求的写法不对")
        for path in pictures:
            self.server.folder.picture(path)
        return self.server.previewer.draft(request.get("path"), form, pictures)

    def _check(self, request: Any) -> Any:
        return self.server.previewer.faults_of(request.get("path"))

    # --- who may come in ------------------------------------------------------------------------

    def _admitted(self) -> str | None:
        """The path behind the token; ``None`` after a refusal."""
        host = self.headers.get("Host", "")
        if f"http://{host}" not in self.server.origins:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "只能用本机的地址打开")
            return None
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            self._refuse(HTTPStatus.FORBIDDEN, "请求来自别的网页")
            return None
        token, _, path = unquote(urlsplit(self.path).path).removeprefix("/").partition("/")
        if not hmac.compare_digest(token.encode("utf-8"), self.server.token.encode("utf-8")):
            self._refuse(HTTPStatus.FORBIDDEN, "请用终端里显示的完整地址打开")
            return None
        return path

    def _read(self) -> dict[str, Any] | None:
        """The JSON object that was sent; ``None`` after a refusal."""
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        length = self.headers.get("Content-Length", "")
        if kind != "application/json" or not length.isascii() or not length.isdigit():
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "请求的写法不对")
            return None
        if int(length) > MAX_REQUEST:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "一次最多保存 30 MB，请减少图片")
            return None
        try:
            found = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            self._refuse(HTTPStatus.BAD_REQUEST, "请求的写法不对")
            return None
        return found

    # --- answers --------------------------------------------------------------------------------

    def _send_picture(self, path: str) -> None:
        try:
            file = self.server.folder.picture(f"{self.server.folder.label}/{path}")
            self._send(file.read_bytes(), PICTURES[file.suffix.lower().removeprefix(".")])
        except (EditingFault, OSError):
            self._refuse(HTTPStatus.NOT_FOUND, "没有这张图片")

    def _send_json(self, value: Any, status: HTTPStatus = HTTPStatus.OK) -> None:
        data = json.dumps(value, ensure_ascii=False).encode("utf-8")
        self._send(data, "application/json; charset=utf-8", status)

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        self.close_connection = True  # what was sent may not have been read
        self._send_json({"error": message}, status)

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(data))),
            ("Content-Security-Policy", policy()),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Cache-Control", "no-store"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
