"""What an edition withholds is nowhere in it: canaries in every field, block, picture and film."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from qinejia.library.media import format_lock, stored_path
from qinejia.model.containers import CONTAINERS, DATA_FENCES
from qinejia.model.kinds import KINDS
from qinejia.model.media import MediaEntry
from tests.canaries import Grower, identifier
from tests.sites.building import ROOT, build, contents, lay_out, run
from tests.unpacking import disguises, unpacked

INTERNAL, NEVER, SEALED = "龘", "鱻", "厵"
SHARED = b"\x89PNG what both may show"
WITHHELD = {
    "public": [INTERNAL, NEVER, SEALED, "canary", "quail", "bz901", "bz902"],
    "intranet": [NEVER, SEALED, "quail", "bz902"],
}
"""Edition → what must not be in it: signs that occur nowhere else, and parts of ids."""


def _sets() -> list[Grower]:
    """Internal records, those for nobody, and two sets that are public and name the others."""
    return [
        Grower(INTERNAL, "canary", "内网", ("open", "canary")),
        Grower(NEVER, "quail", "不公开", ("open", "quail")),
        Grower("开", "open", "主动公开", ("canary", "quail", "open")),
        Grower("清", "clear", "主动公开", ("quail", "canary", "clear")),
    ]


@pytest.fixture(scope="module")
def internal() -> Grower:
    grower = _sets()[0]
    grower.records()
    return grower


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files: dict[str, str | bytes] = {}
    taxonomies: dict[str, list[object]] = {}
    for grower in _sets():
        for path, text in grower.records().items():
            # One picture that records of every set show.
            shared = "" if path.startswith("standards") else "\n\n![都有](/shared.png)\n"
            files[f"docs/{path}"] = text + shared
        files |= {f"docs/{path}": data for path, data in grower.files.items()}
        for name, entries in grower.taxonomies.items():
            taxonomies.setdefault(name, []).extend(entries)
    for name, entries in taxonomies.items():
        files[f"docs/taxonomies/{name}.yml"] = json.dumps(entries, ensure_ascii=False)
    files["docs/shared.png"] = SHARED
    files["docs/courses/kc-canary.docx"] = f"PK nobody names it: {INTERNAL}".encode()
    files["docs/manuals/old.svg"] = f"<svg xmlns='http://www.w3.org/2000/svg'>{INTERNAL}</svg>"
    files["docs/notes.md"] = f"# {INTERNAL}普通页\n\n没有写公开属性。\n"
    files["docs/places/sj-sensitive.md"] = (
        f"---\n标题: {INTERNAL}敏感\n公开属性: 主动公开\n敏感程度: 敏感\n---\n\n{INTERNAL}点位\n"
    )
    sealed = Grower(SEALED, "open", "主动公开", ("open",))
    files["docs/assessments/questions/tk-sealed.md"] = (
        f"---\n标题: 认证题库\n级别: 认证\n公开属性: 主动公开\n---\n\n{sealed.questions()}\n"
    )
    files |= {f"docs/assessments/questions/{path}": data for path, data in sealed.files.items()}
    files["redirects.yml"] = (
        "tc-canary-old: tc-canary\ntc-quail-old: tc-quail\ntc-canary-gone: 停用\n"
        "tc-retired: std-q-qej-bz900-2026\n"
    )
    files["synonyms.yml"] = f"{INTERNAL}话: [{INTERNAL}1{INTERNAL}]\n公话: [见图1]\n"
    lock = {}
    for path in [path for path in files if path.endswith(".mp4")]:
        film = files.pop(path)
        assert isinstance(film, bytes)
        entry = MediaEntry.model_construct(
            sha256=hashlib.sha256(film).hexdigest(), size=len(film), seconds=10.0, video="h264"
        )
        lock[path.removeprefix("docs/")] = entry
        files[stored_path(entry.sha256, path)] = film
    files["media.lock.yml"] = format_lock(lock)
    folder = lay_out(tmp_path_factory.mktemp("editions") / "kb", files)
    config = (folder / "mkdocs.yml").read_text("utf-8")
    assert "# repo_url:" in config
    config = config.replace("# repo_url:", "repo_url:").replace("# edit_uri:", "edit_uri:")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return folder


def leaks(files: dict[str, bytes], edition: str) -> list[tuple[str, str]]:
    """Where what the edition withholds was found."""
    marks = {sign: disguises(sign) for sign in WITHHELD[edition]}
    return [
        (inner, sign)
        for name, data in files.items()
        for inner, content in unpacked(name, data)
        for sign, forms in marks.items()
        if sign in inner or any(form in content for form in forms)
    ]


def test_canaries_are_in_every_kind_and_every_block(internal: Grower) -> None:
    """A new kind of record or block must be planted, too."""
    places = {where.partition(".")[0] for where in internal.planted.values()}
    assert {kind.name for kind in KINDS} | CONTAINERS.keys() | DATA_FENCES.keys() <= places
    endings = {path.rpartition(".")[2] for path in internal.files}
    assert endings == {"mp4", "vtt", "png", "jpg", "svg", "bin"}


@pytest.mark.parametrize(
    "options", [[], ["--usb"], pytest.param(["--downloads"], marks=pytest.mark.slow)]
)
def test_public_edition_holds_no_canary(source: Path, tmp_path: Path, options: list[str]) -> None:
    files = contents(build(source, tmp_path / "public", "--edition", "public", *options))
    assert leaks(files, "public") == []
    assert not any(b"git.example.cn" in data for data in files.values())
    for kind in KINDS:
        assert any(identifier(kind.name, "open") in name for name in files), kind.name
    assert SHARED in files.values()
    assert "q/tc-retired/index.html" in files
    assert any(name.endswith(".mp4") for name in files)
    assert any(name.endswith(".docx") for name in files) == ("--downloads" in options)


def test_intranet_edition_holds_what_is_internal_and_nothing_more(
    source: Path, tmp_path: Path, internal: Grower
) -> None:
    files = contents(build(source, tmp_path / "intranet"))
    assert leaks(files, "intranet") == []
    whole = b"".join(files.values()).decode("utf-8", "replace")
    shown = {where for word, where in internal.planted.items() if word in whole}
    # The search is not blind: at least something of every kind, block and file was found.
    missing = {where.partition(".")[0] for where in internal.planted.values()} - {
        where.partition(".")[0] for where in shown
    }
    assert missing == set()
    for name in (
        "q/tc-canary-old/index.html",
        "notes/index.html",
        "places/sj-sensitive/index.html",
    ):
        assert name in files


@pytest.mark.slow
def test_a_pack_holds_no_canary_and_nothing_of_who_made_it(source: Path, tmp_path: Path) -> None:
    """Neither what is internal nor the name, the address, the folders of the builder."""
    home = tmp_path / "home-of-builder"
    kb = shutil.copytree(source, tmp_path / "folder-of-builder")
    key = home / ".ssh" / "key"
    key.parent.mkdir(parents=True)
    comment = "key-of-builder"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", str(key)]
    subprocess.run(command, check=True)
    builder = {"HOME": str(home), "USER": "user-of-builder", "LOGNAME": "user-of-builder"}
    for arguments in (
        ["init", "-q"],
        ["config", "user.name", "name-of-builder"],
        ["config", "user.email", "mail-of-builder@example.cn"],
        ["add", "-A"],
        ["commit", "-q", "-m", f"message-of-builder {INTERNAL}"],
    ):
        subprocess.run(["git", *arguments], cwd=kb, check=True, env={**os.environ, **builder})
    out = tmp_path / "release"
    pack = ["release", "pack", "--edition", "public", "--with-media", "--key", str(key)]
    done = run(kb, *pack, "--out", str(out), **builder)
    assert done.returncode == 0, done.stdout + done.stderr
    files = contents(out)
    assert {"deploy.py", "trusted"} < files.keys()
    assert leaks(files, "public") == []
    inner = [found for name, data in files.items() for found in unpacked(name, data)]
    assert len(inner) > 200
    for place in (b"-of-builder", str(tmp_path).encode(), str(ROOT).encode()):
        assert [name for name, data in inner if place in data] == []
