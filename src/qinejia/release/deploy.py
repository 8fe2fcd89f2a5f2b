#!/usr/bin/env python3
"""Installs signed releases of the knowledge base on a server (部署).

One file that stands alone: Python 3.6 or later, its standard library, and OpenSSH 8.1 or later.
``ROOT`` holds everything::

    trusted            who may sign; an allowed_signers file that the operator put there by hand
    releases/<id>/     manifest.json, manifest.json.sig, site/, nginx.conf and what else is packed
    media/<sha256>.mp4 films, once each; releases hold hard links to them
    current, previous, older   links to releases/<id>; pages that are still open find the
                       scripts that they name in one of them
    state.json         the highest serial seen of each edition, and what was done when
    lock               held while something is changed

A release becomes visible by one rename of the link ``current``, after every file was written,
held against its signed hash and flushed: whatever is interrupted, ``current`` names a whole
release, the old one or the new one.
"""

import argparse
import contextlib
import datetime
import fcntl
import getpass
import gzip
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
import zlib
from typing import IO, Any, Dict, Iterator, List, Optional, Set, Tuple

FORMAT = 1
NAMESPACE = "qinejia-release"
SIGNER = "release"
KEEP = 3
LINKS = ("current", "previous", "older")
MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"
MAX_MANIFEST = 64 << 20
MAX_SIGNATURE = 64 << 10
CHUNK = 1 << 20
_ID = re.compile(r"(intranet|public)-\d{8}-[0-9a-f]{7,40}\Z")
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_MEDIA = re.compile(r"media/[0-9a-f]{64}\.[a-z0-9]{1,5}\Z")

Manifest = Dict[str, Any]


class Refused(Exception):
    """What the operator is told, in one line; nothing was switched."""


# --- the pack -----------------------------------------------------------------------------------


class _Bounded:
    """Reads a gzip stream and stops when more comes out of it than was promised."""

    def __init__(self, stream: IO[bytes], allowed: int) -> None:
        self.stream = stream
        self.left = allowed

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size if 0 <= size <= CHUNK else CHUNK)
        self.left -= len(data)
        if self.left < 0:
            raise Refused("安装包解开后比清单写明的大，已停止。")
        return data


@contextlib.contextmanager
def opened(pack: str) -> Iterator[Tuple[tarfile.TarFile, _Bounded]]:
    """The pack as a stream of members; every kind of damage is one message."""
    try:
        with gzip.open(pack, "rb") as stream:
            bounded = _Bounded(stream, MAX_MANIFEST + MAX_SIGNATURE + CHUNK)  # type: ignore[arg-type]
            with tarfile.open(fileobj=bounded, mode="r|") as tar:  # type: ignore[call-overload]
                yield tar, bounded
    except (tarfile.TarError, EOFError, zlib.error, ValueError, OverflowError) as error:
        raise Refused(f"安装包已损坏（{type(error).__name__}）。请重新复制后再试。")
    except OSError as error:
        if getattr(error, "errno", None) is None:  # gzip's own complaints carry no number
            raise Refused("安装包已损坏，不是完整的 .tar.gz 文件。请重新复制后再试。")
        raise Refused(f"读写失败：{error.strerror}。")


def read_first(tar: tarfile.TarFile, name: str, limit: int) -> bytes:
    """The next member, which must be ``name`` and no longer than ``limit`` bytes."""
    member = tar.next()
    if member is None or member.name != name or not member.isreg() or member.size > limit:
        raise Refused(f"安装包的开头不是{name}，不是本系统的安装包。")
    handle = tar.extractfile(member)
    return handle.read() if handle else b""


def parse_manifest(data: bytes) -> Manifest:
    """The manifest, of which every field is checked; called after its signature was."""
    try:
        manifest = json.loads(data.decode("utf-8"))
        ok = (
            manifest["format"] == FORMAT
            and _ID.match(manifest["id"])
            and manifest["id"].startswith(manifest["edition"] + "-")
            and isinstance(manifest["serial"], int)
            and all(_is_entry(entry) for entry in manifest["files"] + manifest["media"])
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        ok = False
    if not ok:
        raise Refused("清单的格式不对，请用同一版本的打包命令重新打包。")
    names = [entry["path"] for entry in manifest["files"]]
    names += ["site/" + entry["path"] for entry in manifest["media"]]
    if len({name.lower() for name in names}) != len(names):
        raise Refused("清单里有重复的文件名。")
    return dict(manifest)


def _is_entry(entry: Any) -> bool:
    size = entry["size"]
    is_number = isinstance(size, int) and not isinstance(size, bool) and size >= 0
    return is_number and is_safe(entry["path"]) and bool(_HASH.match(entry["sha256"]))


def is_safe(path: Any) -> bool:
    """Whether ``path`` stays below the folder that it is joined to, on any system."""
    if not isinstance(path, str) or not path or len(path.encode("utf-8", "replace")) > 1000:
        return False
    if "\\" in path or any(ord(sign) < 32 or 0xD800 <= ord(sign) < 0xE000 for sign in path):
        return False
    return all(part not in ("", ".", "..") and len(part) < 200 for part in path.split("/"))


def media_name(entry: Dict[str, Any]) -> str:
    """Name of a film in the store."""
    return str(entry["sha256"]) + os.path.splitext(str(entry["path"]))[1].lower()


def check_signature(root: str, data: bytes, signature: bytes) -> None:
    """``ssh-keygen -Y verify`` against ``ROOT/trusted``."""
    trusted = os.path.join(root, "trusted")
    if not os.path.isfile(trusted):
        raise Refused(f"没有找到可信签名者文件 {trusted}，请先按运维手册放好。")
    path = os.path.join(root, f".signature-{os.getpid()}")
    try:
        write_file(path, signature)
        command = ["ssh-keygen", "-Y", "verify", "-f", trusted, "-I", SIGNER]
        command += ["-n", NAMESPACE, "-s", path]
        done = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        done.communicate(data)
    except FileNotFoundError:
        raise Refused("没有 ssh-keygen 命令，请安装 openssh-client（8.1 以上）。")
    finally:
        with contextlib.suppress(OSError):
            os.unlink(path)
    if done.returncode:
        raise Refused("签名不对：不是可信的人签的，或者清单被改动过。没有安装。")


# --- files --------------------------------------------------------------------------------------


def flush_folder(path: str) -> None:
    """Make renames in ``path`` survive a power loss."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_file(path: str, data: bytes) -> None:
    """Write beside ``path`` and rename, so that nobody reads half a file."""
    fresh = path + ".new"
    with open(fresh, "wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(fresh, path)
    flush_folder(os.path.dirname(path))


def hash_file(path: str) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with open(path, "rb") as handle:
        for data in iter(lambda: handle.read(CHUNK), b""):
            digest.update(data)
    return digest.hexdigest()


def point(root: str, name: str, identifier: str) -> None:
    """Let the link ``name`` name the release, by one rename."""
    fresh = os.path.join(root, name + ".new")
    with contextlib.suppress(FileNotFoundError):
        os.unlink(fresh)
    os.symlink(os.path.join("releases", identifier), fresh)
    os.replace(fresh, os.path.join(root, name))
    flush_folder(root)


def pointed(root: str, name: str) -> Optional[str]:
    """The release that the link names, when it is there."""
    try:
        identifier = os.path.basename(os.readlink(os.path.join(root, name)))
    except OSError:
        return None
    return identifier if os.path.isdir(os.path.join(root, "releases", identifier)) else None


def installed(root: str) -> List[str]:
    """All releases, oldest first by serial."""
    folder = os.path.join(root, "releases")
    names = (
        [name for name in os.listdir(folder) if _ID.match(name)] if os.path.isdir(folder) else []
    )
    return sorted(names, key=lambda name: (read_manifest(root, name)["serial"], name))


def read_manifest(root: str, identifier: str) -> Manifest:
    """The manifest of an installed release."""
    with open(os.path.join(root, "releases", identifier, MANIFEST), "rb") as handle:
        return parse_manifest(handle.read())


def load_state(root: str) -> Dict[str, Any]:
    """Serials and history; a state that cannot be read is no reason to forget the serials."""
    path = os.path.join(root, "state.json")
    if not os.path.exists(path):
        return {"serials": {}, "history": []}
    try:
        with open(path, "rb") as handle:
            return dict(json.loads(handle.read().decode("utf-8")))
    except ValueError:
        raise Refused(f"{path} 读不出来。请从备份恢复，或改名后重新安装最新的包。")


def save_state(root: str, state: Dict[str, Any]) -> None:
    text = json.dumps(state, ensure_ascii=False, indent=1, sort_keys=True)
    write_file(os.path.join(root, "state.json"), text.encode("utf-8"))


def remember(root: str, action: str, identifier: str) -> None:
    """Add a line to the history, which keeps the last hundred."""
    state = load_state(root)
    moment = datetime.datetime.now().strftime("%Y-%m-%d %H:%M:%S")
    state["history"] = (state["history"] + [[moment, action, identifier]])[-100:]
    save_state(root, state)


@contextlib.contextmanager
def locked(root: str) -> Iterator[None]:
    """Only one operator changes something at a time; the lock falls with its process."""
    with open(os.path.join(root, "lock"), "a+b") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.seek(0)
            raise Refused(
                "{}正在操作，请等他完成。".format(handle.read(200).decode("utf-8", "replace"))
            )
        handle.truncate(0)
        now = datetime.datetime.now().strftime("%H:%M:%S")
        who = f"{getpass.getuser()}（进程 {os.getpid()}，{now} 开始）"
        handle.write(who.encode("utf-8"))
        handle.flush()
        sweep(root)
        yield


def sweep(root: str) -> None:
    """Remove what an interrupted run left."""
    for folder in (root, os.path.join(root, "releases"), os.path.join(root, "media")):
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            path = os.path.join(folder, name)
            if name.startswith((".incoming-", ".signature-")):
                shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)


# --- install ------------------------------------------------------------------------------------


def install(root: str, pack: str, url: Optional[str]) -> str:
    """Verify, unpack, check, switch, probe; what is told to the operator."""
    for name in ("releases", "media"):
        os.makedirs(os.path.join(root, name), exist_ok=True)
    with locked(root):
        with opened(pack) as (tar, bounded):
            data = read_first(tar, MANIFEST, MAX_MANIFEST)
            signature = read_first(tar, SIGNATURE, MAX_SIGNATURE)
            check_signature(root, data, signature)
            manifest = parse_manifest(data)
            identifier = str(manifest["id"])
            check_serial(root, manifest)
            there = identifier in installed(root)
            faults = dict(find_faults(root, identifier)) if there else {}
            if there and not faults:
                return switch_to(root, identifier, url)
            check_space(root, manifest)
            folder = os.path.join(root, "releases", f".incoming-{os.getpid()}")
            os.makedirs(folder)
            # Headers and padding of the archive itself take some room too.
            bounded.left = sum(e["size"] + 4096 for e in manifest["files"] + manifest["media"])
            bounded.left += 16 * CHUNK
            unpack(root, tar, manifest, folder)
            while bounded.read(CHUNK):
                pass  # to the end, so that the checksum of the gzip stream is held against it
        take_over(root, manifest, folder)
        link_media(root, manifest, folder)
        write_file(os.path.join(folder, MANIFEST), data)
        write_file(os.path.join(folder, SIGNATURE), signature)
        smoke(folder)
        os.sync()  # once for all files: thousands of single flushes take ten times as long
        if there:
            mend(os.path.join(root, "releases", identifier), folder, faults)
        else:
            os.rename(folder, os.path.join(root, "releases", identifier))
        flush_folder(os.path.join(root, "releases"))
        told = switch_to(root, identifier, url)
        return told + config_advice(root)


def mend(release: str, folder: str, faults: Dict[str, str]) -> None:
    """Put whole files in the place of altered ones, one rename each; nothing else is touched."""
    for name in sorted(faults):
        good, path = os.path.join(folder, *name.split("/")), os.path.join(release, *name.split("/"))
        if os.path.isfile(good):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            os.replace(good, path)
        else:
            os.unlink(path)
    shutil.rmtree(folder)


def check_serial(root: str, manifest: Manifest) -> None:
    """A release older than one that was seen is refused, so that nobody replays old ones."""
    seen, identifier = load_state(root)["serials"].get(manifest["edition"], [-1, ""])
    if manifest["serial"] < seen or (manifest["serial"] == seen and manifest["id"] != identifier):
        raise Refused(
            "这是旧版（序号 {}，本机已有 {}）。要退回旧版请用 rollback。".format(
                manifest["serial"], seen
            )
        )


def check_space(root: str, manifest: Manifest) -> None:
    needed = sum(entry["size"] for entry in manifest["files"]) * 11 // 10
    for entry in manifest["media"]:
        if not os.path.exists(os.path.join(root, "media", media_name(entry))):
            needed += entry["size"]
    free = shutil.disk_usage(root).free
    if free < needed + 16 * CHUNK:
        raise Refused(f"空间不够：需要 {needed // CHUNK + 16} MB，只剩 {free // CHUNK} MB。")


def unpack(root: str, tar: tarfile.TarFile, manifest: Manifest, folder: str) -> None:
    """Write every member that the manifest names, and nothing else, and hold it to its hash."""
    wanted = {entry["path"]: entry for entry in manifest["files"]}
    films = {"media/" + media_name(entry): entry for entry in manifest["media"]}
    seen: Set[str] = set()
    for member in iter(tar.next, None):
        name = member.name
        entry = wanted.get(name) or films.get(name)
        if entry is None or name in seen or not member.isreg() or member.size != entry["size"]:
            raise Refused(f"安装包里的“{name[:100]}”与清单不符，没有安装。")
        seen.add(name)
        handle = tar.extractfile(member)
        if handle is None:
            raise Refused(f"安装包里的“{name[:100]}”读不出来，没有安装。")
        if name in films:
            path = os.path.join(root, "media", ".incoming-" + os.path.basename(name))
            copy_checked(handle, path, entry)
            os.replace(path, os.path.join(root, name))
        else:
            path = os.path.join(folder, *name.split("/"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            copy_checked(handle, path, entry)
            # Its time is the release's, so that no two releases give the same ETag.
            os.utime(path, (manifest["serial"], manifest["serial"]))


def take_over(root: str, manifest: Manifest, folder: str) -> None:
    """Link what is here already: an unchanged page keeps its time, and with it the readers' copies
    of it; what was not packed must be here.
    """
    here: Dict[str, str] = {}
    same: Dict[Tuple[str, str], str] = {}
    for identifier in installed(root):
        for entry in read_manifest(root, identifier)["files"]:
            path = os.path.join(root, "releases", identifier, *entry["path"].split("/"))
            here[entry["sha256"]] = same[entry["path"], entry["sha256"]] = path
    missing = []
    for entry in manifest["files"]:
        path = os.path.join(folder, *entry["path"].split("/"))
        packed = os.path.exists(path)
        known = same.get((entry["path"], entry["sha256"]))
        if known is None and not packed:
            known = here.get(entry["sha256"])
        if known and os.path.isfile(known) and hash_file(known) == entry["sha256"]:
            link(known, path)
        elif not packed:
            missing.append(entry["path"])
    if missing:
        raise Refused(
            f"安装包缺少 {len(missing)} 个文件，如“{missing[0]}”，本机以前的版本里也没有。"
            "请用完整的包（打包时不加 --since）。"
        )


def link(source: str, path: str) -> None:
    """A hard link in the place of ``path``, or a copy where the file system has none."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    try:
        os.link(source, path)
    except OSError:
        shutil.copy2(source, path)


def copy_checked(source: IO[bytes], path: str, entry: Dict[str, Any]) -> None:
    digest = hashlib.sha256()
    with open(path, "xb") as handle:
        for data in iter(lambda: source.read(CHUNK), b""):
            digest.update(data)
            handle.write(data)
    if digest.hexdigest() != entry["sha256"]:
        raise Refused("“{}”的内容与清单不符，没有安装。".format(entry["path"]))
    os.chmod(path, 0o644)


def link_media(root: str, manifest: Manifest, folder: str) -> None:
    """Put the films into the release; those that were not packed must be here already."""
    missing = []
    for entry in manifest["media"]:
        stored = os.path.join(root, "media", media_name(entry))
        if not os.path.isfile(stored) or hash_file(stored) != entry["sha256"]:
            missing.append(entry["path"])
            continue
        link(stored, os.path.join(folder, "site", *entry["path"].split("/")))
    if missing:
        raise Refused(
            f"本机缺少 {len(missing)} 个视频，如“{missing[0]}”。请用带视频的包（--with-media）。"
        )


def smoke(folder: str) -> None:
    """The least that a site has."""
    for name in ("index.html", "404.html", "version.json"):
        path = os.path.join(folder, "site", name)
        if not os.path.isfile(path) or not os.path.getsize(path):
            raise Refused(f"安装包里没有完整的网站（缺少 {name}）。")


def switch_to(root: str, identifier: str, url: Optional[str]) -> str:
    """Make the release current, ask the web server for it, and go back when it does not answer."""
    old = pointed(root, "current")
    manifest = read_manifest(root, identifier)
    state = load_state(root)
    seen = state["serials"].get(manifest["edition"], [-1, ""])
    if manifest["serial"] >= seen[0]:
        state["serials"][manifest["edition"]] = [manifest["serial"], identifier]
        save_state(root, state)
    if old and old != identifier:
        before = pointed(root, "previous")
        if before:  # first, so that at every moment each of the three is behind some link
            point(root, "older", before)
        point(root, "previous", old)
    point(root, "current", identifier)
    if url and not answers(root, identifier, url):
        if old and old != identifier:
            point(root, "current", old)
            remember(root, "试访问失败，自动退回", old)
            raise Refused(f"新版装好后 {url} 打不开或内容不对，已自动退回 {old}。")
        raise Refused(f"已切换到 {identifier}，但 {url} 打不开或内容不对，请检查 nginx。")
    remember(root, "切换", identifier)
    collect(root)
    return "现在是 {}（序号 {}）。".format(identifier, manifest["serial"])


def answers(root: str, identifier: str, url: str) -> bool:
    """Whether the server gives this release's own ``version.json`` within five seconds."""
    with open(os.path.join(root, "releases", identifier, "site", "version.json"), "rb") as handle:
        expected = handle.read()
    for _ in range(10):
        try:
            with urllib.request.urlopen(url.rstrip("/") + "/version.json", timeout=5) as answer:
                if answer.read(len(expected) + 1) == expected:
                    return True
        except (OSError, ValueError):
            pass
        time.sleep(0.5)
    return False


# --- what else an operator does -----------------------------------------------------------------


def rollback(root: str, identifier: Optional[str], url: Optional[str]) -> str:
    """Back to a release that is kept here and still whole."""
    with locked(root):
        wanted = identifier or pointed(root, "previous")
        if not wanted or wanted not in installed(root):
            kept = "、".join(installed(root)) or "没有"
            raise Refused(f"没有可以退回的版本。本机保留的有：{kept}。")
        faults = verify(root, wanted)
        if faults:
            raise Refused(f"{wanted} 已不完整，没有退回：{faults[0]}")
        return switch_to(root, wanted, url)


def verify(root: str, identifier: str) -> List[str]:
    """What differs from the signed manifest, a line each."""
    return [f"{what} {name}" for name, what in find_faults(root, identifier)]


def find_faults(root: str, identifier: str) -> List[Tuple[str, str]]:
    """Altered, missing and additional files by name."""
    folder = os.path.join(root, "releases", identifier)
    with open(os.path.join(folder, MANIFEST), "rb") as handle:
        data = handle.read()
    with open(os.path.join(folder, SIGNATURE), "rb") as handle:
        check_signature(root, data, handle.read())
    manifest = parse_manifest(data)
    wanted = {entry["path"]: entry for entry in manifest["files"]}
    wanted.update({"site/" + entry["path"]: entry for entry in manifest["media"]})
    faults = []
    for name, entry in sorted(wanted.items()):
        path = os.path.join(folder, *name.split("/"))
        if not os.path.isfile(path) or os.path.islink(path):
            faults.append((name, "缺少"))
        elif hash_file(path) != entry["sha256"]:
            faults.append((name, "内容被改动"))
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        for name in files + links:
            path = os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/")
            if path not in wanted and path not in (MANIFEST, SIGNATURE):
                faults.append((path, "多出"))
    return faults


def collect(root: str) -> List[str]:
    """Keep the newest releases and those that are linked; drop others and films nobody names."""
    kept = set(installed(root)[-KEEP:])
    kept |= {name for name in (pointed(root, link) for link in LINKS) if name}
    gone = [name for name in installed(root) if name not in kept]
    for name in gone:
        path = os.path.join(root, "releases", name)
        dead = os.path.join(root, "releases", ".incoming-" + name)
        os.rename(path, dead)  # whole or gone: never half a release under its name
        shutil.rmtree(dead)
    films = {media_name(e) for name in kept for e in read_manifest(root, name)["media"]}
    folder = os.path.join(root, "media")
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        if _MEDIA.match("media/" + name) and name not in films:
            os.unlink(os.path.join(folder, name))
    return gone


# --- the web server -----------------------------------------------------------------------------

TEMPLATE = "nginx.conf"
_NAME = re.compile(r"(_|[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?)\Z")
_PATH = re.compile(r"/([A-Za-z0-9_-]+/)*\Z")
_LISTEN = re.compile(r"([0-9.]+:|\[[0-9a-fA-F:]+\]:)?[0-9]{1,5}\Z")
_FILE = re.compile(r"/[A-Za-z0-9._/-]+\Z")
_OUTSIDE = """
    location / {{ return 404; }}
    location = {0} {{ return 301 {0}/; }}
"""
_UNIT = """[Unit]
Description=逐个文件核对勤e家知识库
[Service]
Type=oneshot
ExecStart={python} {root}/current/deploy.py --root {root} verify
"""
_TIMER = """[Unit]
Description=每天核对勤e家知识库
[Timer]
OnCalendar=*-*-* 04:30:00
Persistent=true
[Install]
WantedBy=timers.target
"""


def configure(root: str, into: str, chosen: argparse.Namespace) -> str:
    """Write the settings of nginx and of the daily check; what to do with them is told."""
    current = pointed(root, "current")
    if current is None:
        raise Refused("还没有安装任何版本，请先运行 install。")
    secure = bool(chosen.cert or chosen.cert_key)
    asked = [
        ("--name", chosen.name, _NAME, "主机名，如 kb.example.cn"),
        ("--path", chosen.path, _PATH, "以 / 开头和结尾的路径，如 /kb/"),
        ("--listen", chosen.listen or "80", _LISTEN, "端口或 地址:端口"),
        ("--log", chosen.log, _FILE, "日志文件的完整路径"),
        ("--root", root, _FILE, "不带空格和汉字的完整路径"),
    ]
    if secure:
        asked += [
            ("--cert", chosen.cert or "", _FILE, "证书文件的完整路径"),
            ("--cert-key", chosen.cert_key or "", _FILE, "证书私钥的完整路径"),
        ]
    for option, value, form, meaning in asked:
        if not form.match(value):
            raise Refused(f"{option} 要写{meaning}。")
    listen = f"listen {chosen.listen or (443 if secure else 80)}"
    redirect, hsts = "", ""
    if secure:
        listen += (
            f" ssl http2;\n    ssl_certificate {chosen.cert};"
            f"\n    ssl_certificate_key {chosen.cert_key};"
            "\n    ssl_protocols TLSv1.2 TLSv1.3;\n    ssl_session_cache shared:qinejia:10m"
        )
        hsts = (
            '    add_header Strict-Transport-Security "max-age=31536000" always;\n'
            "    add_header Cross-Origin-Opener-Policy same-origin always;\n"
        )  # over http browsers would only complain
        if not chosen.listen:
            redirect = (
                f"server {{\n    listen 80;\n    server_name {chosen.name};\n"
                "    return 301 https://$host$request_uri;\n}\n\n"
            )
    values = {
        "PATH": chosen.path,
        "NAME": chosen.name,
        "LISTEN": listen + ";",
        "LOG": chosen.log,
        "ROOT": root,
        "REDIRECT": redirect,
        "HSTS": hsts,
        "OUTSIDE": _OUTSIDE.format(chosen.path.rstrip("/")) if chosen.path != "/" else "",
    }
    with open(os.path.join(root, "releases", current, TEMPLATE), "rb") as handle:
        text = handle.read().decode("utf-8")
    text = re.sub(r"@([A-Z]+)@", lambda match: values.get(match[1], match[0]), text)
    os.makedirs(into, exist_ok=True)
    unit = _UNIT.format(python=sys.executable, root=root)
    for name, content in (
        ("qinejia.conf", text),
        ("qinejia-verify.service", unit),
        ("qinejia-verify.timer", _TIMER),
    ):
        write_file(os.path.join(os.path.abspath(into), name), content.encode("utf-8"))
    return f"已写好 {into}：qinejia.conf 给 nginx，另外两个给 systemd。放到哪里见运维手册。"


def config_advice(root: str) -> str:
    """Says that the settings of nginx are to be made again, when a new release wants other ones."""
    texts = []
    for name in ("previous", "current"):
        path = os.path.join(root, name, TEMPLATE)
        if os.path.isfile(path):
            with open(path, "rb") as handle:
                texts.append(handle.read())
    if len(texts) == 2 and texts[0] != texts[1]:
        return "\n这一版的 nginx 设置有变化，请重新运行 configure，检查后重新加载 nginx。"
    return ""


def status(root: str) -> str:
    """What is here."""
    current, previous = pointed(root, "current"), pointed(root, "previous")
    lines = ["当前：{}".format(current or "没有"), "上一版：{}".format(previous or "没有")]
    for name in reversed(installed(root)):
        manifest = read_manifest(root, name)
        lines.append(
            "保留：{}（序号 {}，{}）".format(name, manifest["serial"], manifest.get("created", ""))
        )
    lines += ["{}　{}　{}".format(*entry) for entry in load_state(root)["history"][-5:]]
    return "\n".join(lines)


def doctor(root: str) -> Tuple[List[str], bool]:
    """One line for each condition, and whether all are met."""
    lines, good = [], True

    def tell(ok: bool, what: str, advice: str) -> None:
        nonlocal good
        good = good and ok
        lines.append(f"正常　{what}" if ok else f"有问题　{what}：{advice}")

    tell(sys.version_info >= (3, 6), "Python 3.6 以上", "请升级 Python")
    usage = ""
    with contextlib.suppress(OSError):
        asked = subprocess.Popen(
            ["ssh-keygen", "-Y", "verify"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        usage = asked.communicate(b"")[0].decode("utf-8", "replace")
    tell(
        "verify" in usage or "-s" in usage,
        "ssh-keygen 能验证签名",
        "请安装 openssh-client 8.1 以上",
    )
    trusted = os.path.join(root, "trusted")
    tell(os.path.isfile(trusted), "可信签名者文件", f"请把打包单位给的公钥放到 {trusted}")
    if os.path.isfile(trusted):
        mode = os.stat(trusted).st_mode
        tell(
            not mode & (stat.S_IWGRP | stat.S_IWOTH),
            "可信签名者文件只有本人能改",
            "chmod 644 trusted",
        )
    tell(os.access(root, os.W_OK), "部署文件夹可写", "请用部署账号运行")
    tell(shutil.disk_usage(root).free > 1 << 30, "剩余空间 1 GB 以上", "请清理磁盘，或运行 gc")
    tell(
        shutil.which("nginx") is not None, "nginx", "请安装 nginx，或者确认由别的网页服务器提供服务"
    )
    tell(pointed(root, "current") is not None, "已安装的版本", "请用 install 安装")
    return lines, good


# --- the command line ---------------------------------------------------------------------------


def main(arguments: Optional[List[str]] = None) -> int:
    """Exit status 0 when all went well, 1 when something was refused or found."""
    parser = argparse.ArgumentParser(description="安装和切换勤e家知识库的版本")
    parser._positionals.title, parser._optionals.title = "命令", "选项"
    parser.add_argument("--root", default="/srv/qinejia", help="部署文件夹，默认 /srv/qinejia")
    commands = parser.add_subparsers(dest="command", metavar="命令")
    add = commands.add_parser("install", help="安装一个包并切换过去")
    add.add_argument("pack", metavar="安装包")
    add.add_argument("--url", help="切换后试访问的网址，如 http://127.0.0.1/")
    back = commands.add_parser("rollback", help="退回上一版或指定的版本")
    back.add_argument("id", nargs="?", metavar="版本")
    back.add_argument("--url", help="切换后试访问的网址")
    check = commands.add_parser("verify", help="逐个文件核对，找出被改动的文件")
    check.add_argument("id", nargs="?", metavar="版本")
    conf = commands.add_parser("configure", help="生成 nginx 设置和每日核对的定时任务")
    conf.add_argument("into", metavar="文件夹", help="写到这里")
    conf.add_argument("--name", default="_", help="主机名；不写则任何主机名都可以")
    conf.add_argument("--path", default="/", help="网站所在的路径，默认 /")
    conf.add_argument("--listen", help="端口或 地址:端口，默认 80，有证书时 443")
    conf.add_argument("--cert", help="证书文件；写了就用 https")
    conf.add_argument("--cert-key", help="证书的私钥文件")
    conf.add_argument("--log", default="/var/log/nginx/qinejia.log", help="访问日志")
    for name, text in (
        ("status", "现在是哪一版"),
        ("gc", "清理旧版本"),
        ("doctor", "检查这台服务器"),
    ):
        commands.add_parser(name, help=text)
    chosen = parser.parse_args(arguments)
    root = os.path.abspath(chosen.root)
    os.umask(0o022)  # the web server reads as another user
    try:
        return _run(chosen, root)
    except Refused as refused:
        print(refused, file=sys.stderr)
    except OSError as error:
        where = f"（{error.filename}）" if error.filename else ""
        print(f"没有成功：{error.strerror or error}{where}。", file=sys.stderr)
    except KeyboardInterrupt:
        print("已中断，没有切换的不会切换；重新运行即可。", file=sys.stderr)
    return 1


def _run(chosen: argparse.Namespace, root: str) -> int:
    if not os.path.isdir(root):
        raise Refused(f"没有部署文件夹 {root}，请先新建。")
    if chosen.command == "install":
        print(install(root, chosen.pack, chosen.url))
    elif chosen.command == "rollback":
        print(rollback(root, chosen.id, chosen.url))
    elif chosen.command == "verify":
        identifier = chosen.id or pointed(root, "current")
        if not identifier or identifier not in installed(root):
            raise Refused("没有这个版本。")
        faults = verify(root, identifier)
        print("\n".join(faults) or f"{identifier} 完整，没有改动。")
        return 1 if faults else 0
    elif chosen.command == "configure":
        print(configure(root, chosen.into, chosen))
    elif chosen.command == "gc":
        with locked(root):
            gone = collect(root)
        print("已清理：{}".format("、".join(gone) or "没有要清理的"))
    elif chosen.command == "doctor":
        lines, good = doctor(root)
        print("\n".join(lines))
        return 0 if good else 1
    else:
        print(status(root))
    return 0


if __name__ == "__main__":
    sys.exit(main())
