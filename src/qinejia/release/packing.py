"""Makes a release of a built site (打包): one ``.tar.gz`` with a signed manifest.

The same site, serial and time give the same bytes: members are sorted, nothing of the machine is
written. Films are named in the manifest by content and packed only on request.
"""

from __future__ import annotations

import datetime
import gzip
import hashlib
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from qinejia.release import deploy
from qinejia.source.writing import write_file

MEDIA = frozenset({".mp4", ".webm", ".mp3", ".m4a"})
PRECOMPRESSED = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".vtt", ".txt"})
LEVEL = 9
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'{connect}; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""No hashes are needed: the built site has no inline script or style, which ``verify`` checks."""


class PackingError(Exception):
    """Why no pack was made; the text is for the operator."""


@dataclass(frozen=True)
class Pack:
    """What identifies a release (发布包)."""

    edition: str
    commit: str
    """Hexadecimal, at least seven digits."""
    serial: int
    """Rises with every release of an edition."""
    epoch: int
    """Seconds since 1970, UTC: time of the commit."""

    @property
    def moment(self) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(self.epoch, datetime.UTC)

    @property
    def identifier(self) -> str:
        return f"{self.edition}-{self.moment:%Y%m%d}-{self.commit[:12]}"


def pack_site(
    site: Path,
    target: Path,
    pack: Pack,
    key: Path,
    extra: Mapping[str, bytes] | None = None,
    with_media: bool = False,
    known: Collection[str] | None = None,
    connect: str = "",
) -> Path:
    """Write ``target/qinejia-<id>.tar.gz``, signed with the private ``key``.

    ``extra`` are further files by their name in the pack; ``known`` are SHA-256 of what the server
    has already (``hashes_of``), which is named but not packed; ``connect`` is an origin that pages
    may send results to. Raises ``PackingError``.
    """
    template = Path(deploy.__file__).with_name(deploy.TEMPLATE).read_text("utf-8")
    policy = CSP.format(connect=f" {connect}" if connect else "")
    files = {
        "deploy.py": Path(deploy.__file__).read_bytes(),
        deploy.TEMPLATE: template.replace("@CSP@", policy).encode(),
        **(extra or {}),
    }
    media: dict[str, Path] = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_symlink() or not path.is_file():
            continue
        if path.suffix.lower() in MEDIA:
            media[name] = path
            continue
        files[f"site/{name}"] = data = path.read_bytes()
        if path.suffix in PRECOMPRESSED and len(data) > 256:
            files[f"site/{name}.gz"] = gzip.compress(data, LEVEL, mtime=0)
    films = {name: _entry(name, path.read_bytes()) for name, path in media.items()}
    manifest = {
        "format": deploy.FORMAT,
        "id": pack.identifier,
        "edition": pack.edition,
        "serial": pack.serial,
        "created": f"{pack.moment:%Y-%m-%dT%H:%M:%SZ}",
        "files": [_entry(name, data) for name, data in sorted(files.items())],
        "media": list(films.values()),
    }
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1).encode()
    members = [(deploy.MANIFEST, text), (deploy.SIGNATURE, _sign(text, key))]
    here = known or ()
    members += sorted((n, d) for n, d in files.items() if _entry(n, d)["sha256"] not in here)
    if with_media or known is not None:
        packed = {
            deploy.media_name(film): media[name]
            for name, film in films.items()
            if film["sha256"] not in here
        }
        members += [(f"media/{name}", path.read_bytes()) for name, path in sorted(packed.items())]
    target.mkdir(parents=True, exist_ok=True)
    out = target / f"qinejia-{pack.identifier}.tar.gz"
    with tempfile.TemporaryDirectory(dir=target) as folder:
        fresh = Path(folder) / out.name
        with (
            fresh.open("wb") as raw,
            gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as stream,
            tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar,
        ):
            for name, data in members:
                member = tarfile.TarInfo(name)
                member.size, member.mtime, member.mode = len(data), pack.epoch, 0o644
                tar.addfile(member, io.BytesIO(data))
        fresh.replace(out)
    return out


def write_companions(target: Path, key: Path) -> None:
    """What the server needs before its first install, carried there by hand: ``deploy.py`` and
    ``trusted``, the public key of whoever signs. Raises ``PackingError``.
    """
    done = subprocess.run(
        ["ssh-keygen", "-y", "-f", str(key)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise PackingError("读不出私钥对应的公钥，请检查私钥文件和它的权限。")
    write_file(target / "trusted", f"{deploy.SIGNER} {' '.join(done.stdout.split()[:2])}\n")
    write_file(target / "deploy.py", Path(deploy.__file__).read_text("utf-8"))


def hashes_of(pack: Path) -> frozenset[str]:
    """SHA-256 of everything that an earlier pack brought to the server. Raises ``PackingError``."""
    try:
        with deploy.opened(str(pack)) as (tar, _):
            data = deploy.read_first(tar, deploy.MANIFEST, deploy.MAX_MANIFEST)
            manifest = deploy.parse_manifest(data)
    except deploy.Refused as refused:
        raise PackingError(f"{pack}：{refused}") from None
    return frozenset(entry["sha256"] for entry in manifest["files"] + manifest["media"])


def _entry(name: str, data: bytes) -> dict[str, object]:
    return {"path": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _sign(data: bytes, key: Path) -> bytes:
    """An OpenSSH signature (``ssh-keygen -Y sign``); the same key and text give the same bytes."""
    if shutil.which("ssh-keygen") is None:
        raise PackingError("没有 ssh-keygen 命令，请安装 openssh-client（8.1 以上）。")
    command = ["ssh-keygen", "-Y", "sign", "-n", deploy.NAMESPACE, "-f", str(key)]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    if done.returncode or not done.stdout:
        raise PackingError("签名没有成功，请检查私钥文件和它的权限。")
    return done.stdout
