"""The same forms against a forge (Gitea、Forgejo): a folder of files for an https server.

There the browser talks to the forge alone; nothing of ours runs. Decap's login (PKCE) needs https.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from qinejia.editing.decap import INTEGRITY, SCRIPT
from qinejia.editing.faults import EditingFault
from qinejia.editing.forms import Config, configuration, names
from qinejia.editing.policy import policy
from qinejia.editing.server import admin_file
from qinejia.pipeline import check
from qinejia.settings import Settings
from qinejia.source.writing import write_bytes

_ORIGIN = re.compile(r"https://[A-Za-z0-9.-]+(?::\d{1,5})?")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")


def write_admin(
    out: Path,
    settings: Settings,
    script: bytes,
    *,
    name: str,
    url: str,
    repo: str,
    app_id: str,
    branch: str,
) -> None:
    """Write the page with everything it loads. Raises ``EditingFault`` for unusable options."""
    url = url.rstrip("/")
    origin = _ORIGIN.match(url)
    if origin is None:
        raise EditingFault(
            "--url 要写 https:// 开头的网址：登录要用的加密，浏览器只在 https 下提供"
        )
    if not _REPOSITORY.fullmatch(repo) or not app_id:
        raise EditingFault("请写明 --repo（如 jiguan/zhishiku）和 --app-id（登记应用时得到的编号）")
    backend: Config = {
        "name": name, "repo": repo, "branch": branch, "app_id": app_id,
        "base_url": url, "api_root": f"{url}/api/v1",
    }  # fmt: skip
    site = check(settings).site
    # Decap saves to a branch of its own and opens a pull request on Forgejo only.
    mode = "editorial_workflow" if name == "forgejo" else "simple"
    config = configuration(site, settings.label, backend, publish_mode=mode)
    page = admin_file("index.html").decode("utf-8")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(origin[0], False)}">'
    page = page.replace("<!-- policy -->", meta)
    page = page.replace(f'src="{SCRIPT}"', f'src="{SCRIPT}" integrity="{INTEGRITY}"')
    out.mkdir(parents=True, exist_ok=True)
    files = {
        "index.html": page.encode("utf-8"),
        # JSON is YAML.
        "config.yml": (json.dumps(config, ensure_ascii=False, indent=1) + "\n").encode("utf-8"),
        "names.json": json.dumps(names(site), ensure_ascii=False).encode("utf-8"),
        SCRIPT: script,
        **{file: admin_file(file) for file in ("start.js", "editor.js", "editor.css")},
    }
    for file, data in files.items():
        write_bytes(out / file, data)
