"""The handbook of operators, word for word: every command in it is run, in its order.

It happens in namespaces of its own, so that ``/srv``, ``/etc/nginx``, ``/media/usb`` and port 80
are those of a fresh server.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites.building import ROOT, copy_own

pytestmark = pytest.mark.slow

HANDBOOK = ROOT / "docs/help/operations.md"

SERVER = """
set -e
mkdir -p "$WORK/usb" "$WORK/nginx" "$WORK/run" "$WORK/log"
cp -r /etc/nginx/. "$WORK/nginx"
mount -t tmpfs none /srv
mount -t tmpfs none /media && mkdir /media/usb && mount --bind "$WORK/usb" /media/usb
mount --bind "$WORK/nginx" /etc/nginx
mount --bind "$WORK/run" /run
mount --bind "$WORK/log" /var/log/nginx
ip link set lo up
sudo() { "$@"; }
export HOME="$WORK"
git config --global user.name test && git config --global user.email test@example.cn
cd "$WORK/kb"
git init -q && git add -A && git commit -qm first
nginx
trap 'nginx -s stop' EXIT
old_page() {
  if page | grep -q "更新以后的一句话"; then exit 8; fi
  page | grep -q 会议过程服务基本规范
}
page() {  # new settings take a moment
  for n in $(seq 100); do
    curl -fs http://127.0.0.1/courses/kc-27/ && return
    sleep 0.3
  done
}
"""
CHANGE = """
echo "更新以后的一句话。" >> docs/courses/kc-27.md
git commit -qam "a change a minute later" --date "+1 minute"
"""
BROKEN = """
page | grep -q "更新以后的一句话"
pack=$(ls -t /media/usb/*.tar.gz | head -1)
cp "$pack" "$WORK/good" && printf x | dd of="$pack" bs=1 seek=20000 conv=notrunc status=none
if python3 /srv/qinejia/current/deploy.py install "$pack" --url http://127.0.0.1/; then exit 9; fi
page | grep -q "更新以后的一句话"
cp "$WORK/good" "$pack"
"""
AWAY = "mv /srv/qinejia /srv/burnt"


def commands() -> dict[str, str]:
    """What the handbook says to type, by the heading that it stands under."""
    found: dict[str, str] = {}
    for part in re.split(r"^## ", HANDBOOK.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        title, _, text = part.partition("\n")
        found[title] = "\n".join(re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
    return found


def test_install_update_broken_update_and_way_back(tmp_path: Path) -> None:
    folder = copy_own(tmp_path / "kb")
    (folder / ".gitignore").write_text((ROOT / ".gitignore").read_text("utf-8"), "utf-8")
    told = commands()
    backup, _, moved = told["备份和搬家"].partition("sudo tar -C /srv -xzf")
    steps = [
        SERVER,
        told["第一次打包"],
        told["首次安装"],
        "old_page",
        CHANGE,
        told["更新"],
        BROKEN,
        told["退回"],
        "old_page",
        told["每天核对"],
        backup,
        AWAY,
        "sudo tar -C /srv -xzf" + moved,
        "old_page",
    ]
    environment = {
        **os.environ,
        "WORK": str(tmp_path),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "NO_MKDOCS_2_WARNING": "1",
    }
    script = "\nset -x\n".join(steps)
    separate = ["unshare", "--mount", "--net"] if os.geteuid() == 0 else ["unshare", "-rmn"]
    done = subprocess.run(
        [*separate, "bash", "-c", script],
        env=environment, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    packs = sorted((folder / "release").glob("*.tar.gz"), key=lambda path: path.stat().st_size)
    assert len(packs) == 2 and packs[0].stat().st_size < 2_000_000, [
        p.stat().st_size for p in packs
    ]


def test_every_command_of_the_script_is_in_the_handbook() -> None:
    from qinejia.release import deploy

    source = Path(deploy.__file__).read_text("utf-8")
    names = re.findall(r'add_parser\("(\w+)"', source) + re.findall(
        r'^        \("(\w+)", "', source, re.M
    )
    text = HANDBOOK.read_text("utf-8")
    assert len(names) >= 7
    for name in names:
        assert name in text, name
